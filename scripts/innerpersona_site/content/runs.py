"""Runs of words, as hashes: small enough to keep for each page, and enough to find out which pages share one."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from itertools import chain
from typing import Final

RUN: Final = 8
"""How many words in a row no two articles share."""

_PARTS: Final = 16
"""How many parts the hashes are compared in, so that few of them are in memory as Python's integers at once."""
_BOUNDS: Final = [-(1 << 63) + (part << 60) for part in range(_PARTS)]


def hash_runs(passages: Iterable[Sequence[str]]) -> bytes:
    """Return a 64-bit hash of each run of eight words, each once, ascending, as the machine's own integers.

    No run goes across the end of a passage. Two pages share a run where they share a hash, but for one pair in ten to
    the eighteenth. A hash of numbers, unlike one of text, is the same in each process of one version of Python.
    """
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    for passage in passages:
        if len(passage) >= RUN:
            spans.append((len(words), len(words) + len(passage) - RUN + 1))
            words += passage
    # All at once, and then without those across an end: that takes less than each passage by itself.
    hashes = hash_each_run(words)
    found = set(chain.from_iterable(hashes[begin:end] for begin, end in spans))
    return array("q", sorted(found)).tobytes()


def hash_each_run(words: Iterable[str]) -> list[int]:
    """Return the hash of each eight words in a row, in their order."""
    numbers = list(map(_number, words))
    return list(map(hash, zip(*(numbers[start:] for start in range(RUN)), strict=False)))


def sharing(pages: Sequence[bytes]) -> dict[int, list[int]]:
    """Return the hashes that more than one page has, each with the numbers of these pages, ascending."""
    hashes = [array("q", page) for page in pages]
    starts = [[*(bisect_left(own, bound) for bound in _BOUNDS), len(own)] for own in hashes]
    shared: set[int] = set()
    for part in range(_PARTS):
        some = array("q")
        for own, start in zip(hashes, starts, strict=True):
            some += own[start[part] : start[part + 1]]
        if len(set(some)) < len(some):
            shared.update(run for run, times in Counter(some).items() if times > 1)
    having: dict[int, list[int]] = {}
    if shared:
        for number, own in enumerate(hashes):
            for one in shared.intersection(own):
                having.setdefault(one, []).append(number)
    return having


def sharing_with(pages: Sequence[bytes], number: int) -> list[int]:
    """Return the numbers of the pages that have a run which the page with this number has too."""
    own = set(array("q", pages[number]))
    return [
        other for other, page in enumerate(pages) if other != number and not own.isdisjoint(array("q", page))
    ]


@cache
def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), signed=True)
