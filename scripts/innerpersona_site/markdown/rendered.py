"""What a page's Markdown gives."""

from __future__ import annotations

from dataclasses import dataclass

from innerpersona_site.content.model import Heading, Question
from innerpersona_site.markdown.context import Inputs


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's HTML and what else its template reads.

    `contents` are the headings of levels 2 and 3, nested; `questions` those of the page's FAQ. `profile_note` says
    whether some of it is for some readers only. `inputs` is what it was made from beside the Markdown itself.
    """

    html: str
    contents: tuple[Heading, ...]
    questions: tuple[Question, ...]
    profile_note: bool
    inputs: Inputs
