"""What the rules see of a page: all of it while it is read, and what is kept of it for rules on the whole site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from innerpersona_site.content.model import Document, is_article
from innerpersona_site.content.prose import Passage, PassageKind
from innerpersona_site.content.source import Source
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.devices import Devices
from innerpersona_site.lint.found import (
    FoundAttribute,
    FoundCitation,
    FoundHeading,
    FoundImage,
    FoundLink,
    FoundTag,
    Words,
)
from innerpersona_site.markdown.found import FoundBlock, OptionValue
from innerpersona_site.markdown.holes import Compiled

if TYPE_CHECKING:
    from innerpersona_site.markdown.parser import Parsed


class Claim(NamedTuple):
    """A sentence that holds a figure and cites works for it; `line` is that of the sentence in the file."""

    line: int
    figure: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A source file while it is read, for the rules that need nothing but the page.

    `document` is None where its front matter has an error. `parsed` is what the build will write. `words` are its texts
    as written, without code; `first` is the line of the first of what stands on the page, None on an empty one. `faults`
    are those of the form of what was read.
    """

    src_path: str
    path: str
    source: Source
    parsed: Parsed
    first: int | None
    document: Document | None
    options: tuple[OptionValue, ...]
    blocks: tuple[FoundBlock, ...]
    citations: tuple[FoundCitation, ...]
    links: tuple[FoundLink, ...]
    images: tuple[FoundImage, ...]
    headings: tuple[FoundHeading, ...]
    tags: tuple[FoundTag, ...]
    html: tuple[Words, ...]
    attributes: tuple[FoundAttribute, ...]
    icons: tuple[Words, ...]
    words: tuple[Words, ...]
    passages: tuple[Passage, ...]
    faults: tuple[Diagnostic, ...]

    @property
    def is_article(self) -> bool:
        """Whether the page is an article, sound or not."""
        return is_article(self.src_path)

    @property
    def is_draft(self) -> bool:
        """Whether the page says that it isn't finished."""
        return self.document is not None and self.document.front.draft

    @property
    def prose(self) -> list[Passage]:
        """Its paragraphs and list items, without rows of tables."""
        return [passage for passage in self.passages if passage.kind is not PassageKind.ROW]

    def blocks_of(self, name: str) -> list[FoundBlock]:
        """Return the page's blocks of that name."""
        return [block for block in self.blocks if block.name == name]


def own_runs(pages: Sequence[ReadPage]) -> list[bytes]:
    """Return the hashes of runs of words that pages hold themselves, fresh from reading."""
    return [page.runs for page in pages]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What is kept of a page that was read: all that the rules on the site and the page's facts need, and no text.

    It depends on the file's bytes alone, so it may be kept as long as they are the same; it can be pickled.
    """

    src_path: str
    path: str
    digest: str
    """A hash of the file's text and of its path."""
    document: Document | None
    places: dict[str, tuple[int, int]]
    """Where the values of the front matter's keys stand in the file."""
    options: tuple[OptionValue, ...]
    citations: tuple[FoundCitation, ...]
    links: tuple[FoundLink, ...]
    images: tuple[FoundImage, ...]
    claims: tuple[Claim, ...]
    anchors: frozenset[str]
    """What a link to a part of this page may name."""
    compiled: Compiled | None
    """Its HTML as far as it depends on the page alone, fresh from reading. The cache holds it beside the page."""
    runs: bytes
    """A hash of each eight words in a row, for an article; see `content.runs`. The cache holds it beside the page."""
    faults: tuple[Diagnostic, ...]
    """Every fault that depends on the page alone."""
    devices: Devices
    """What an article has of turns of style that wear out."""

    @property
    def is_article(self) -> bool:
        """Whether the page is an article, sound or not."""
        return is_article(self.src_path)

    def key_position(self, key: str) -> tuple[int, int]:
        """Return where in the file a top-level key's value stands, line and column from 1; 1, 1 if it doesn't."""
        return self.places.get(key, (1, 1))
