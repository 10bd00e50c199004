"""The picture of the plane: where things are drawn, as numbers for the SVG template."""

from dataclasses import dataclass

from innerpersona_quiz.kinds.marks.contours import CELLS, contours
from innerpersona_quiz.kinds.marks.density import LEVELS, density
from innerpersona_quiz.kinds.marks.paths import closed
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.texts.numbers import shortest

SIDE = 320
"""Width and height of the plane in the units of the drawing."""

LABEL_WIDTH, LABEL_HEIGHT = 105, 48
"""Room that a region's name and mark take up in its corner, in the units of the drawing."""

LABEL_SHIFT = 104
"""How far a name moves along its side when something is drawn where it would be."""

_CORNERS = ((0, 1), (1, 1), (0, 0), (1, 0))
"""Each region's corner, in the order of regions, from the top left: columns to the right, rows downwards."""

type Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Plane:
    """All in units from the plane's top left corner.

    `levels` are the regions of LEVELS as path data, the widest first: closed curves, or bands across the plane where only
    one scale is known. `x` and `y` are the point; one of them is None where its scale is withheld. `shifts` is how far
    down each region's name is moved out of the way, in the order of regions.
    """

    side: int
    middle: float
    ticks: tuple[tuple[str, float], ...]
    shifts: tuple[int, ...]
    levels: tuple[str, ...]
    x: float | None
    y: float | None


def along(instrument: Instrument, value: float) -> float:
    """Return how far a score lies from the low end of its side."""
    return round((value - instrument.lowest) / (instrument.highest - instrument.lowest) * SIDE, 1)


def plane(instrument: Instrument, right: Estimate | None, up: Estimate | None) -> Plane:
    """Return the drawing for two estimates, either of which may be missing."""
    levels, box = _levels(instrument, right, up)
    return Plane(
        side=SIDE,
        middle=SIDE / 2,
        ticks=tuple(
            (shortest(value), along(instrument, value))
            for value in (instrument.lowest, instrument.midpoint, instrument.highest)
        ),
        shifts=tuple(0 if box is None else _shift(corner, box) for corner in _CORNERS),
        levels=levels,
        x=None if right is None else along(instrument, right.score),
        y=None if up is None else round(SIDE - along(instrument, up.score), 1),
    )


def _levels(
    instrument: Instrument, right: Estimate | None, up: Estimate | None
) -> tuple[tuple[str, ...], Box | None]:
    """Return the regions as path data, and the box around the middle one where both scores are known."""
    unit = SIDE / (instrument.highest - instrument.lowest)
    ends = (instrument.lowest, instrument.highest, CELLS)
    if right is not None and up is not None:
        regions = [
            [
                [((x - instrument.lowest) * unit, SIDE - (y - instrument.lowest) * unit) for x, y in loop]
                for loop in level.loops
            ]
            for level in contours(density(right, *ends), density(up, *ends))
        ]
        xs, ys = zip(*(point for loop in regions[1] for point in loop), strict=True)
        paths = tuple("".join(closed(loop) for loop in region) for region in regions)
        return paths, (min(xs), min(ys), max(xs), max(ys))
    one = right or up
    if one is None:
        return (), None
    found = density(one, *ends)
    spans = [[(end - instrument.lowest) * unit for end in found.interval(share)] for share in LEVELS]
    if right is not None:
        return tuple(closed([(a, 0), (b, 0), (b, SIDE), (a, SIDE)]) for a, b in spans), None
    return tuple(
        closed([(0, SIDE - a), (0, SIDE - b), (SIDE, SIDE - b), (SIDE, SIDE - a)]) for a, b in spans
    ), None


def _shift(corner: tuple[int, int], box: Box) -> int:
    """Return how far down a name must move: not at all unless a region reaches into its corner.

    It stays where it is as well where there is no room for it on the region's other side.
    """
    column, row = corner
    left, top, right, bottom = box
    near, far = (top, bottom) if row == 0 else (SIDE - bottom, SIDE - top)
    reaches = (SIDE - right if column else left) < LABEL_WIDTH and near < LABEL_HEIGHT
    blocked = far > LABEL_SHIFT + 10
    return 0 if not reaches or blocked else LABEL_SHIFT if row == 0 else -LABEL_SHIFT
