"""A page's prose: its paragraphs, list items and table rows as a reader reads them, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from innerpersona_site.content.citations import CITATION

WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
"""A word: letters, with apostrophes inside."""
_LETTERS: Final = "".join(letter for letter in map(chr, range(0x250)) if WORD.fullmatch(letter))
_COMMON_WORD: Final = re.compile(f"[{_LETTERS}]++(?:['’][{_LETTERS}]++)*+")
"""The same in a text without letters of other alphabets than Latin, found four times as fast."""
_OTHER_ALPHABETS: Final = re.compile("[\u0250-\u1fff\u2070-\udfff\ue001-\U0010ffff]")

_IMAGE: Final = re.compile(r"!\[[^\[\]]*\]\([^)]*\)(?:\{[^}\n]*\})?")
_TARGET: Final = re.compile(r"\]\([^)\n]*\)(?:\{[^}\n]*\})?|<[^<>]+>|\{[:#.][^}\n]*\}")
_MARK: Final = "\ue000"
_END: Final = re.compile(r"[.!?…]+[\"”’)\]*_\ue000]*(?:\s+\ue000+)?(?=\s+[\"“‘(\[*_]*[A-Z0-9])")
_SHORTENED: Final = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|vs|e\.g|i\.e|et al|cf|pp?|[Ff]ig|[A-Z]))\.$")


class PassageKind(StrEnum):
    """What a passage is: only paragraphs and items are sentences."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of prose; `line` is that of its first line in the file.

    `text` is as it stands in the source. `visible` is as long, but citations, images, link targets and tags are
    blotted out. `words` are those that a reader reads, in lower case. `ends` are the places
    where its sentences end, `counts` how many of the words each sentence has; a table row is one.
    """

    kind: PassageKind
    line: int
    text: str
    visible: str
    words: list[str]
    ends: list[int]
    counts: list[int]

    @property
    def spoken(self) -> int:
        """How many of its sentences have words."""
        return len(self.counts) - self.counts.count(0)

    def words_by_line(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the words that a reader reads, in lower case, with their line in the file."""
        for offset, line in enumerate(self.visible.lower().split("\n")):
            yield self.line + offset, find_words(line)


class Sentence(NamedTuple):
    """A sentence or a table row, and the line in the file on which it begins; text and visible as in a passage."""

    text: str
    visible: str
    line: int

    @property
    def words(self) -> list[str]:
        """The words that a reader reads, in lower case."""
        return find_words(self.visible.lower())


def find_words(text: str) -> list[str]:
    """Return the words of a text."""
    return _word_pattern(text).findall(text)


def _word_pattern(text: str) -> re.Pattern[str]:
    return WORD if _OTHER_ALPHABETS.search(text) else _COMMON_WORD


def passage_of(kind: PassageKind, line: int, text: str) -> Passage | None:
    """Return a stretch of text without code as prose, None where it has no words; it begins on that line."""
    visible = _visible(text)
    ends = [] if kind is PassageKind.ROW else list(_sentence_ends(visible))
    if not ends or text[ends[-1] :].strip():
        ends.append(len(text))
    find = _word_pattern(visible).findall
    words: list[str] = []
    counts: list[int] = []
    begin = 0
    for end in ends:
        found = find(visible[begin:end].lower())
        words += found
        counts.append(len(found))
        begin = end
    return Passage(kind, line, text, visible, words, ends, counts) if words else None


def sentences(passage: Passage) -> Iterator[Sentence]:
    """Yield the sentences of a passage; a table row is one."""
    text, visible = passage.text, passage.visible
    begin, line = 0, passage.line
    for end in passage.ends:
        part = text[begin:end]
        shown = part.strip()
        if shown:
            first = line + part.count("\n", 0, part.index(shown[0])) if part[0].isspace() else line
            yield Sentence(shown, visible[begin:end].strip(), first)
        line += part.count("\n")
        begin = end


def _sentence_ends(visible: str) -> Iterator[int]:
    for end in _END.finditer(visible):
        # An abbreviation is no longer than its pattern, so a few characters before the stop are enough to tell.
        if not _SHORTENED.search(visible, max(0, end.start() - 8), end.start() + 1):
            yield end.end()


def _visible(text: str) -> str:
    if "[" in text or "<" in text or "{" in text:
        for pattern in (CITATION, _IMAGE, _TARGET):
            text = pattern.sub(_blot, text)
    return text


def _blot(match: re.Match[str]) -> str:
    return "\n".join(_MARK * len(line) for line in match[0].split("\n"))
