"""What a reading of a page's blocks finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from innerpersona_site.blocks.specs import BlockSpec
from innerpersona_site.diagnostics import Diagnostic


@dataclass(slots=True)
class OpenBlock:
    """A block whose closing fence hasn't been met yet; `line` counts from 1 in the file."""

    spec: BlockSpec
    length: int
    line: int
    column: int
    argument: str = ""
    content: list[tuple[int, str]] = field(default_factory=list)
    children: list[str] = field(default_factory=list)


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

    `argument` is the text after the bar, `content` the lines inside that are in no inner block, with their numbers.
    """

    name: str
    argument: str
    line: int
    column: int
    content: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class BlockScan:
    """The faults, the options and the blocks found in one page."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    options: list[OptionValue] = field(default_factory=list)
    blocks: list[FoundBlock] = field(default_factory=list)
