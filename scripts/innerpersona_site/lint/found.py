"""What a page holds, each thing with its place: what the rules read and what is kept of a page."""

from __future__ import annotations

from typing import NamedTuple

from innerpersona_site.markdown.html import Tag


class FoundCitation(NamedTuple):
    """One work cited at one place."""

    key: str
    line: int
    column: int


class FoundLink(NamedTuple):
    """The target of a link, and where it stands; `text` is what a reader presses, `bare` says that it is the address."""

    href: str
    line: int
    column: int
    text: str = ""
    bare: bool = False


class FoundImage(NamedTuple):
    """A picture, a video or a sound, with its text alternative.

    `described` says whether it has one, or is marked as decoration in HTML; `markdown` whether it is written in Markdown
    rather than as an element.
    """

    src: str
    described: bool
    line: int
    column: int
    markdown: bool = True
    alt: str = ""


class FoundHeading(NamedTuple):
    """A heading: its level, 1 to 6, its text as written, and its line in the file."""

    level: int
    text: str
    line: int


class FoundTag(NamedTuple):
    """A tag of raw HTML and where it stands; `inline` says that it stands in a line of text."""

    tag: Tag
    line: int
    column: int
    inline: bool


class FoundAttribute(NamedTuple):
    """An attribute that was given in braces, of which element, and where."""

    element: str
    name: str
    value: str
    line: int
    column: int


class Words(NamedTuple):
    """A stretch of text as written, and where it begins."""

    text: str
    line: int
    column: int
