"""Scores around a circle, each with its range, as one band; closed where every direction has a score."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from innerpersona_quiz.kinds.marks.paths import closed

_BETWEEN = 5
"""Steps from one direction to the next, over which the band goes from one range to the next."""

type Range = tuple[float, float]


def around(angle: float, radius: float) -> tuple[float, float]:
    """Return the point in a direction, in degrees clockwise from the top, from the circle's middle; y downwards."""
    turn = math.radians(angle)
    return radius * math.sin(turn), -radius * math.cos(turn)


def ring(directions: Sequence[float], ranges: Sequence[Range | None]) -> str:
    """Return path data of the band between the radii in each direction, to be filled by the even-odd rule.

    Between two directions the radii follow half a cosine: nothing is known there, and a curve is followed more easily
    than corners. Where directions have no range, the band is in pieces through the neighbors that have one.

    Args:
        directions: degrees clockwise from the top, rising, a whole turn apart from first to first.
        ranges: inner and outer radius in each direction, None where there is no score.
    """
    joined = [bool(ranges[place - 1] and ranges[place]) for place in range(len(ranges))]
    if all(joined):
        whole = range(-1, len(ranges))
        return "".join(closed(_side(directions, ranges, whole, side)) for side in (1, 0))
    return "".join(
        closed([*_side(directions, ranges, run, 1), *reversed(list(_side(directions, ranges, run, 0)))])
        for run in _runs(joined)
    )


def _runs(joined: Sequence[bool]) -> Iterator[range]:
    """Yield neighbors with a range each, as places from below 0 on; `joined`: whether each goes with the one before."""
    count = len(joined)
    for first in range(count):
        if joined[first] and not joined[first - 1]:
            last = first
            while joined[(last + 1) % count]:
                last += 1
            yield range(first - 1, last + 1)


def _side(
    directions: Sequence[float], ranges: Sequence[Range | None], run: range, side: int
) -> Iterator[tuple[float, float]]:
    """Yield the points along the inner (0) or the outer side (1)."""
    count = len(directions)
    for one, other in pairwise(run):
        before, after = ranges[one % count], ranges[other % count]
        if before is None or after is None:
            raise AssertionError("a run through a direction without a range")
        turn = (directions[other % count] - directions[one % count]) % 360
        for step in range(_BETWEEN + 1):
            part = step / _BETWEEN
            weight = (1 - math.cos(math.pi * part)) / 2
            yield around(
                directions[one % count] + part * turn, before[side] + weight * (after[side] - before[side])
            )
