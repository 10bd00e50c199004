"""Who articles are signed by: the names that front matter may give, and where a reader learns about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

AuthorId = Literal["innerpersona"]

AUTHORS: Final[dict[AuthorId, str]] = {"innerpersona": "InnerPersona’s editors"}
"""The name in a byline, by the id in front matter. Each has a part of the authors' page whose anchor is the id."""

AUTHORS_PAGE: Final = "about/authors.md"

AiUse = Literal["none", "assisted", "generated"]
"""How far a program wrote a text: not at all; in parts that its author went over; all of it at first."""

AI_PART: Final = "how-an-article-is-made"
"""The part of the authors' page that says what the words in a byline mean."""


@dataclass(frozen=True, slots=True)
class Author:
    """An author as a page names them; `url` is root-relative and leads to their part of the authors' page."""

    name: str
    url: str
