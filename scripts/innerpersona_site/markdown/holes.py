"""What the HTML of a page leaves open until the rest of the site is known."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from innerpersona_site.content.citations import CitedWork


class Link(NamedTuple):
    """The start of a link: where it leads, as written, and its other attributes as HTML."""

    href: str
    attributes: str = ""


class LinkEnd(NamedTuple):
    """The end of the link that was begun last."""

    tag: str = "a"


class Address(NamedTuple):
    """The address of a file, as written, inside an attribute; `rooted` where it begins at the docs folder."""

    path: str
    rooted: bool = False


class Picture(NamedTuple):
    """A picture; `first` says whether it may be seen before anybody scrolls."""

    src: str
    alt: str
    attributes: tuple[tuple[str, str], ...]
    first: bool


class Media(NamedTuple):
    """A video or a sound, by the element that plays it, with what it shows in words."""

    tag: str
    src: str
    alt: str


class Phrase(NamedTuple):
    """A text of the catalogue by its key, and the values of its placeholders.

    `side` names the part of it that stands "before" or "after" its placeholder "text", which the page fills itself.
    """

    key: str
    values: tuple[tuple[str, str | int], ...] = ()
    side: str = ""


class Readers(NamedTuple):
    """The label of a passage for readers with a result in one of these regions."""

    regions: tuple[str, ...]


class Form(NamedTuple):
    """The form of a questionnaire."""

    instrument: str


class Citation(NamedTuple):
    """The works cited in one pair of brackets, and what stands in them."""

    works: tuple[CitedWork, ...]
    written: str


class Prose(NamedTuple):
    """Words of running text, in which terms of the glossary may be explained."""

    text: str


type Hole = Link | LinkEnd | Address | Picture | Media | Phrase | Readers | Form | Citation | Prose
type Part = str | Hole


class Contents(NamedTuple):
    """A heading of level 2 or 3 for the list of contents; its title is plain text."""

    level: int
    anchor: str
    title: str | Phrase


def permalink(anchor: str) -> tuple[Part, ...]:
    """Return the link of a heading to itself."""
    href = escape(f"#{anchor}")
    # For who points: the contents lead to every section, and a heading's name should be its words alone.
    hidden = 'aria-hidden="true" tabindex="-1"'
    return (f'<a class="headerlink" href="{href}" {hidden} title="', Phrase("blocks.permalink"), '">¶</a>')


class QuestionSpan(NamedTuple):
    """A question of an FAQ: its anchor, and the parts that its own text and its answer stand in, as ranges."""

    anchor: str
    question: tuple[int, int]
    answer: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A page's HTML as far as it depends on the page alone."""

    parts: tuple[Part, ...]
    contents: tuple[Contents, ...]
    anchors: frozenset[str]
    questions: tuple[QuestionSpan, ...]
    profile_note: bool
