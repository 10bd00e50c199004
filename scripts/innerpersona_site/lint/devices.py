"""Turns of style that wear out when many articles have them, as they are found in one article."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from zlib import crc32

from innerpersona_site.content.prose import Passage, PassageKind, sentences

_NAME: Final = re.compile(r"(?<![\w.])[A-Z][a-zé]+\b")
_FULL_NAME: Final = re.compile(r"\b[A-Z][a-zé]+(?: [A-Z][a-zé]+)+\b")
_WORD_WITH_CAPITAL: Final = re.compile(r"\b[A-Z][a-zé]+\b")
_GOING: Final = frozenset(("go", "goes", "going", "gone", "went"))
_STOCK: Final = re.compile(r"\b(?:go|goes|going|gone|went)(?:\s+along)?\s+with\b", re.I)
_INVENTED: Final = re.compile(
    r"\b(?:are|is) ours\b|\bour own\b|\binvented\b|\bmade (?:up|them up|this up)\b", re.I
)
_ITALIC: Final = re.compile(r"\s*\*(?!\*).*(?<!\*)\*\s*", re.S)
_DAY_NAMES: Final = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December"
)
_DAYS: Final = frozenset(_DAY_NAMES.split())
_SCENE_WORDS: Final = 60
"""The words below the first heading in which a scene shows who is in it."""
_START: Final = 4
"""Words by which two sentences are said to begin alike."""


class Devices(NamedTuple):
    """What an article has of turns that wear out. Lines are those of the file.

    `people` are the names in its opening scene, which begins on line `scene`. `stock` are the lines with "goes with",
    `invented` those of italic remarks that something is made up. `starts` are hashes of the first four words of each
    longer sentence, each once, as 32-bit integers in native order.
    """

    people: tuple[str, ...] = ()
    scene: int = 1
    stock: tuple[int, ...] = ()
    invented: tuple[int, ...] = ()
    starts: bytes = b""


def find_devices(passages: Sequence[Passage], first_heading: int) -> Devices:
    """Return what an article has of them; `first_heading` is the line of its first heading."""
    prose = [passage for passage in passages if passage.kind is not PassageKind.ROW]
    scene = next((place for place, passage in enumerate(prose) if passage.line > first_heading), len(prose))
    starts = {start_hash(words) for passage in prose for words in _beginnings(passage)}
    return Devices(
        people=_people(prose, scene),
        scene=prose[scene].line if scene < len(prose) else 1,
        stock=tuple(line for passage in prose for line in _stock_lines(passage)),
        invented=tuple(p.line for p in prose if _ITALIC.fullmatch(p.text) and _INVENTED.search(p.visible)),
        starts=array("I", sorted(starts)).tobytes(),
    )


def start_hash(words: Iterable[str]) -> int:
    """Return a hash of how a sentence begins that is the same on every machine."""
    return crc32(" ".join(words).encode())


def find_start(passages: Iterable[Passage], wanted: int) -> tuple[int, str]:
    """Return the line and the words of the first sentence that begins as a hash says; 1 and nothing without one."""
    for passage in passages:
        for sentence in sentences(passage):
            if len(sentence.words) > _START and start_hash(sentence.words[:_START]) == wanted:
                return sentence.line, " ".join(sentence.words[:_START])
    return 1, ""


def _beginnings(passage: Passage) -> Iterable[list[str]]:
    first = 0
    for count in passage.counts:
        if count > _START:
            yield passage.words[first : first + _START]
        first += count


def _people(prose: Sequence[Passage], scene: int) -> tuple[str, ...]:
    """Return who is named in the opening scene.

    A name has a capital wherever the article has it, and the article has it more than once. Who has a surname, or
    stands where a work is cited, is the author of one.
    """
    opening, words = [], 0
    for passage in prose[scene:]:
        if "[@" in passage.text or "[-@" in passage.text or words > _SCENE_WORDS:
            break
        opening += _NAME.findall(_FULL_NAME.sub("", passage.visible))
        words += len(passage.words)
    candidates = dict.fromkeys(name for name in opening if name not in _DAYS)
    if not candidates:
        return ()
    text = "\n".join(passage.visible for passage in prose)
    times = Counter(_WORD_WITH_CAPITAL.findall(text))
    return tuple(name for name in candidates if times[name] > 1 and not _has_word(text, name.lower()))


def _has_word(text: str, word: str) -> bool:
    return word in text and re.search(rf"\b{word}\b", text) is not None


def _stock_lines(passage: Passage) -> Iterable[int]:
    if "with" not in passage.words or _GOING.isdisjoint(passage.words):
        return  # spares most passages a pattern that begins at each of their words
    for match in _STOCK.finditer(passage.visible):
        yield passage.line + passage.visible.count("\n", 0, match.start())
