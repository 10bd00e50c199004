"""Regions of highest density of two independent scores, as paths on their plane."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from innerpersona_quiz.kinds.marks.density import LEVELS, Density, borders

CELLS = 48
"""Cells along each axis: a fifth of a standard error wide."""

type Point = tuple[float, float]
type Edge = tuple[int, int, bool]
"""An edge of the lattice: from its node (column, row) to the next one to the right, or (True) upwards."""

_SOUTH, _EAST, _NORTH, _WEST = range(4)

_CROSSINGS: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((_SOUTH, _WEST),),
    2: ((_EAST, _SOUTH),),
    3: ((_EAST, _WEST),),
    4: ((_NORTH, _EAST),),
    5: ((_SOUTH, _EAST), (_NORTH, _WEST)),
    6: ((_NORTH, _SOUTH),),
    7: ((_NORTH, _WEST),),
    8: ((_WEST, _NORTH),),
    9: ((_SOUTH, _NORTH),),
    10: ((_WEST, _SOUTH), (_EAST, _NORTH)),
    11: ((_EAST, _NORTH),),
    12: ((_WEST, _EAST),),
    13: ((_SOUTH, _EAST),),
    14: ((_WEST, _SOUTH),),
}
"""Through which sides the border enters and leaves a square, by its corners within: 1 bottom left, 2 bottom right, 4 top
right, 8 top left. What is within is on the left of the way. Opposite corners within are taken to be joined."""


@dataclass(frozen=True, slots=True)
class Level:
    """A region that holds this share of the posterior, as closed loops of points in units of both scales."""

    share: float
    loops: tuple[tuple[Point, ...], ...]


def contours(right: Density, up: Density) -> tuple[Level, ...]:
    """Return the regions of LEVELS for two independent scores, by marching squares.

    A lattice goes through the middles of the cells and is closed at the ends of both densities, so that a region that
    reaches the end of a scale is cut there.
    """
    found = borders([one * other for one in right.masses for other in up.masses], LEVELS)
    return tuple(
        Level(share, tuple(_loops(right, up, border))) for share, border in zip(LEVELS, found, strict=True)
    )


def _loops(right: Density, up: Density, border: float) -> Iterator[tuple[Point, ...]]:
    (xs, p), (ys, q) = _nodes(right), _nodes(up)

    def point(edge: Edge) -> Point:
        column, row, upwards = edge
        before = p[column] * q[row]
        after = p[column] * q[row + 1] if upwards else p[column + 1] * q[row]
        part = (border - before) / (after - before)
        if upwards:
            return xs[column], ys[row] + part * (ys[row + 1] - ys[row])
        return xs[column] + part * (xs[column + 1] - xs[column]), ys[row]

    following = dict(_steps(p, q, border))
    while following:
        edge = first = next(iter(following))
        loop = []
        while edge in following:
            loop.append(point(edge))
            edge = following.pop(edge)
        if edge != first:
            raise AssertionError("a border that doesn't close")
        yield tuple(loop)


def _nodes(one: Density) -> tuple[list[float], list[float]]:
    """Return where the lattice has its lines, and the mass there: nothing right beyond the ends."""
    places = [one.start, one.start, *one.middles, one.end, one.end]
    return places, [0.0, one.masses[0], *one.masses, one.masses[-1], 0.0]


def _steps(p: Sequence[float], q: Sequence[float], border: float) -> Iterator[tuple[Edge, Edge]]:
    """Yield from which edge to which the border crosses a square."""
    lower = [False] * len(p)
    for row in range(len(q) - 1):
        mass = q[row + 1]
        upper = [one * mass >= border for one in p]
        if any(upper) or any(lower):
            for column in range(len(p) - 1):
                corners = lower[column] + 2 * lower[column + 1] + 4 * upper[column + 1] + 8 * upper[column]
                if corners in _CROSSINGS:
                    sides = (
                        (column, row, False),
                        (column + 1, row, True),
                        (column, row + 1, False),
                        (column, row, True),
                    )
                    for one, other in _CROSSINGS[corners]:
                        yield sides[one], sides[other]
        lower = upper
