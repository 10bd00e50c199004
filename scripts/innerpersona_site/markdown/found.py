"""What a reading of a page's blocks finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.markdown.specs import BlockSpec


@dataclass(slots=True)
class OpenBlock:
    """A block whose closing fence hasn't been met yet; lines count from 1 in the file.

    `content` is the first line inside that is in no inner block, `items` how many list items stand there.
    """

    spec: BlockSpec
    length: int
    line: int
    column: int
    argument: str = ""
    content: int | None = None
    items: int = 0
    children: list[str] = field(default_factory=list)
    short: bool = False
    """Whether a block inside it was reported for a fence that is too short."""


class OptionValue(NamedTuple):
    """An option as written, for rules that know more than the syntax (does the target exist?)."""

    block: str
    name: str
    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """A closed block of a known name, for rules on what it holds.

    `argument` is the text after the bar; it ends on line `end`. `items` counts the list items that stand in it directly.
    """

    name: str
    argument: str
    line: int
    column: int
    end: int = 0
    items: int = 0


@dataclass(slots=True)
class BlockScan:
    """The faults, the options and the blocks found in one page."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    options: list[OptionValue] = field(default_factory=list)
    blocks: list[FoundBlock] = field(default_factory=list)
