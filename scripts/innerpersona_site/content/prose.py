"""A page's prose: its paragraphs, list items and table rows as a reader reads them, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from innerpersona_site.content.citations import CITATION

WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
"""A word: letters, with apostrophes inside."""

_FENCE: Final = re.compile(r" {0,3}/{3,}")
_OPTION: Final = re.compile(r" {4,}[\w-]+:")
_ITEM: Final = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_ROW: Final = re.compile(r"\s*\|.*\|?\s*")
_RULE: Final = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*|\s*([-*_])(?:\s*\1){2,}\s*")
_HEADING: Final = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|-+)\s*")
_DEFINITION: Final = re.compile(r" {0,3}\[[^\]]+\]:\s")
_IMAGE: Final = re.compile(r"!\[[^\[\]]*\]\([^)]*\)(?:\{[^}\n]*\})?")
_TARGET: Final = re.compile(r"\]\([^)\n]*\)(?:\{[^}\n]*\})?|<[^<>]+>|\{[:#.][^}\n]*\}")
_MARK: Final = "\ue000"
_END: Final = re.compile(r"[.!?…]+[\"”’)\]*_\ue000]*(?:\s+\ue000+)?(?=\s+[\"“‘(\[*_]*[A-Z0-9])")
_SHORTENED: Final = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|vs|e\.g|i\.e|et al|cf|No|Vol|[A-Z]))\.$")


class PassageKind(StrEnum):
    """What a passage is: only paragraphs and items are sentences."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of prose as it stands in the source; `line` is that of its first line in the file."""

    kind: PassageKind
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a table row, as it stands in the source, and the line in the file on which it begins."""

    text: str
    line: int

    @property
    def words(self) -> list[str]:
        """The words that a reader reads."""
        return WORD.findall(plain(self.text))


def find_passages(blanked: str, first_line: int) -> list[Passage]:
    """Return the prose of a body whose code is blanked out.

    Left out are headings, fences and options of blocks, rules, link definitions, and what is only an image.
    """
    found: list[Passage] = []
    kind, start, gathered = PassageKind.PARAGRAPH, 0, list[str]()

    def finish() -> None:
        text = "\n".join(gathered)
        if gathered and WORD.search(plain(text)):
            found.append(Passage(kind, first_line + start, text))
        gathered.clear()

    lines = blanked.split("\n")
    after_fence = False
    for place, line in enumerate(lines):
        option = after_fence and _OPTION.match(line)
        after_fence = bool(_FENCE.match(line) or option)
        if after_fence or not line.strip() or _HEADING.match(line) or _DEFINITION.match(line):
            finish()
        elif _UNDERLINE.fullmatch(line) and gathered and kind is PassageKind.PARAGRAPH:
            gathered.clear()
        elif _RULE.fullmatch(line):
            # What stands above the rule of a table is its head.
            gathered.clear() if kind is PassageKind.ROW else finish()
        else:
            row, item = line.lstrip().startswith("|"), _ITEM.match(line)
            if row or item or kind is PassageKind.ROW:
                finish()
            if not gathered:
                kind = PassageKind.ROW if row else PassageKind.ITEM if item else PassageKind.PARAGRAPH
                start = place
            gathered.append(line)
    finish()
    return found


def sentences(passage: Passage) -> Iterator[Sentence]:
    """Yield the sentences of a passage; a table row is one."""
    text = passage.text
    masked = _masked(text)
    begin = 0
    if passage.kind is not PassageKind.ROW:
        for end in _END.finditer(masked):
            if _SHORTENED.search(masked, begin, end.start() + 1):
                continue
            yield Sentence(text[begin : end.end()].strip(), passage.line + _lines_before(text, begin))
            begin = end.end()
    if text[begin:].strip():
        yield Sentence(text[begin:].strip(), passage.line + _lines_before(text, begin))


def plain(text: str) -> str:
    """Return source text without citations, images, link targets, tags and list marks."""
    text = CITATION.sub(" ", _IMAGE.sub(" ", text))
    return _TARGET.sub(" ", _ITEM.sub("", text, count=1))


def _masked(text: str) -> str:
    """Return the text with citations, images and link targets replaced mark for character."""
    for pattern in (CITATION, _IMAGE, _TARGET):
        text = pattern.sub(lambda match: _MARK * len(match[0]), text)
    return text


def _lines_before(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return text.count("\n", 0, position)
