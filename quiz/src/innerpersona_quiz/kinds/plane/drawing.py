"""The picture of the plane: where things are drawn, as numbers for the SVG template."""

import math
from dataclasses import dataclass

from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.classical import Z90, Estimate
from innerpersona_quiz.texts.numbers import shortest

SIDE = 320
"""Width and height of the plane in the units of the drawing."""

REGION_RADIUS90 = math.sqrt(-2.0 * math.log(0.1))
"""Radius, in standard errors, of the circle that holds 90 % of two independent normal errors (2.146)."""

LABEL_WIDTH, LABEL_HEIGHT = 105, 48
"""Room that a region's name and mark take up in its corner, in the units of the drawing."""

LABEL_SHIFT = 104
"""How far a name moves along its side when something is drawn where it would be."""

_CORNERS = ((0, 1), (1, 1), (0, 0), (1, 0))
"""Each region's corner, in the order of regions, from the top left: columns to the right, rows downwards."""


@dataclass(frozen=True, slots=True)
class Plane:
    """All in units from the plane's top left corner.

    `x` and `y` are the point, `rx` and `ry` the half-axes of the 90 % region. One of the pairs (x, rx),
    (y, ry) is None where its scale is withheld; the other is then drawn as a band with its own 90 % interval.
    `shifts` is how far down each region's name is moved out of the point's way, in the order of regions.
    """

    side: int
    middle: float
    ticks: tuple[tuple[str, float], ...]
    shifts: tuple[int, ...]
    x: float | None
    rx: float | None
    y: float | None
    ry: float | None


def plane(instrument: Instrument, right: Estimate | None, up: Estimate | None) -> Plane:
    """Return the drawing for two estimates, either of which may be missing."""
    unit = SIDE / (instrument.highest - instrument.lowest)
    both = right is not None and up is not None
    width = REGION_RADIUS90 if both else Z90

    def along(value: float) -> float:
        return round((value - instrument.lowest) * unit, 1)

    x = None if right is None else along(right.score)
    y = None if up is None else round(SIDE - along(up.score), 1)
    rx = None if right is None else round(right.se * width * unit, 1)
    ry = None if up is None else round(up.se * width * unit, 1)
    return Plane(
        side=SIDE,
        middle=SIDE / 2,
        ticks=tuple(
            (shortest(value), along(value))
            for value in (instrument.lowest, instrument.midpoint, instrument.highest)
        ),
        shifts=tuple(_shift(corner, x, y, rx, ry) for corner in _CORNERS),
        x=x,
        rx=rx,
        y=y,
        ry=ry,
    )


def _shift(
    corner: tuple[int, int], x: float | None, y: float | None, rx: float | None, ry: float | None
) -> int:
    """Return how far down a name must move: not at all unless the 90 % region reaches into its corner.

    It stays where it is as well where there is no room for it on the region's other side.
    """
    if x is None or y is None or rx is None or ry is None:
        return 0
    column, row = corner
    across, along = abs(x - column * SIDE), abs(y - row * SIDE)
    reaches = across - rx < LABEL_WIDTH and along - ry < LABEL_HEIGHT
    blocked = along + ry > LABEL_SHIFT + 10
    return 0 if not reaches or blocked else LABEL_SHIFT if row == 0 else -LABEL_SHIFT
