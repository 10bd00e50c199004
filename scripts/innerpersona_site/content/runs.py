"""Runs of words, as hashes: small enough to keep for each page, and enough to find out which pages share one."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from itertools import accumulate
from typing import Final

RUN: Final = 8
"""How many words in a row no two articles share."""

_MASK: Final = (1 << 64) - 1
_BASE: Final = 0x9E3779B97F4A7C15
_OLDEST: Final = pow(_BASE, RUN, 1 << 64)
_PARTS: Final = 16
"""How many parts the hashes are compared in, so that few of them are in memory as Python's integers at once."""


def hash_runs(passages: Iterable[Sequence[str]]) -> bytes:
    """Return a 64-bit hash of each run of eight words, ascending, as the machine's own integers.

    No run goes across the end of a passage. It is a polynomial in the words' hashes, so each takes two
    multiplications. Two pages share a run where they share a hash, but for one pair in ten to the eighteenth.
    """
    found = array("Q")
    for words in passages:
        if len(words) < RUN:
            continue
        sums = list(accumulate(map(_hash, words), _next, initial=0))
        found.extend([(new - old * _OLDEST) & _MASK for old, new in zip(sums, sums[RUN:], strict=False)])
    return array("Q", sorted(found)).tobytes()


def shared_runs(pages: Sequence[bytes]) -> list[int]:
    """Return the numbers of the pages that have a run which another one has too, in their order."""
    hashes = [array("Q", page) for page in pages]
    shared: set[int] = set()
    bounds = [part << 60 for part in range(_PARTS)]
    starts = [[bisect_left(own, bound) for bound in bounds] + [len(own)] for own in hashes]
    for part in range(_PARTS):
        seen: set[int] = set()
        for own, start in zip(hashes, starts, strict=True):
            some = set(own[start[part] : start[part + 1]])
            if not seen.isdisjoint(some):
                shared |= seen & some
            seen |= some
    return [number for number, own in enumerate(hashes) if not shared.isdisjoint(own)] if shared else []


def _next(sum: int, word: int) -> int:
    return (sum * _BASE + word) & _MASK


@cache
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest())
