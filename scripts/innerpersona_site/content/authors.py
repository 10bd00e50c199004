"""Who articles are signed by: the names that front matter may give, and where a reader learns about each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

AUTHORS_PAGE: Final = "about/authors.md"

AiUse = Literal["none", "assisted", "generated"]
"""How far a program wrote a text: not at all; in parts that its author went over; all of it at first."""

AI_PART: Final = "how-an-article-is-made"
"""The part of the authors' page that says what the words in a byline mean."""


class AuthorKind(StrEnum):
    """What an author is, as schema.org tells it."""

    PERSON = "person"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Signature:
    """An author as the settings have them: the name in a byline, and what they are."""

    name: str
    kind: AuthorKind


@dataclass(frozen=True, slots=True)
class Author:
    """An author as a page names them; `url` is root-relative and leads to their part of the authors' page."""

    name: str
    url: str
    kind: AuthorKind = AuthorKind.ORGANIZATION
