"""The picture of the plane: where things are drawn, as numbers for the SVG template."""

import math
from dataclasses import dataclass

from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.classical import Z90, Estimate

SIDE = 320
"""Width and height of the plane in the units of the drawing."""

REGION_RADIUS90 = math.sqrt(-2.0 * math.log(0.1))
"""Radius, in standard errors, of the circle that holds 90 % of two independent normal errors (2.146)."""

LABEL_WIDTH, LABEL_HEIGHT = 105, 48
"""Room that a region's name and mark take up in its corner, in the units of the drawing."""

LABEL_SHIFT = 104
"""How far a name moves along its side when something is drawn where it would be."""

_CORNERS = {"dismissing": (0, 0), "fearful": (1, 0), "secure": (0, 1), "preoccupied": (1, 1)}
"""Each region's corner of the plane, from the top left: columns to the right, rows downwards."""


@dataclass(frozen=True, slots=True)
class Plane:
    """Anxiety runs to the right and avoidance upwards; all in units from the plane's top left corner.

    `x` and `y` are the point, `rx` and `ry` the half-axes of the 90 % region. One of the pairs (x, rx),
    (y, ry) is None where its scale is withheld; the other is then drawn as a band with its own 90 % interval.
    `shifts` is how far down each region's name is moved out of the point's way.
    """

    side: int
    middle: float
    ticks: tuple[tuple[str, float], ...]
    shifts: dict[str, int]
    x: float | None
    rx: float | None
    y: float | None
    ry: float | None


def plane(instrument: Instrument, anxiety: Estimate | None, avoidance: Estimate | None) -> Plane:
    """Return the drawing for two estimates, either of which may be missing."""
    unit = SIDE / (instrument.highest - instrument.lowest)
    both = anxiety is not None and avoidance is not None
    width = REGION_RADIUS90 if both else Z90

    def along(value: float) -> float:
        return round((value - instrument.lowest) * unit, 1)

    x = None if anxiety is None else along(anxiety.score)
    y = None if avoidance is None else round(SIDE - along(avoidance.score), 1)
    rx = None if anxiety is None else round(anxiety.se * width * unit, 1)
    ry = None if avoidance is None else round(avoidance.se * width * unit, 1)
    return Plane(
        side=SIDE,
        middle=SIDE / 2,
        ticks=tuple(
            (f"{value:g}", along(value))
            for value in (instrument.lowest, instrument.midpoint, instrument.highest)
        ),
        shifts={region: _shift(corner, x, y, rx, ry) for region, corner in _CORNERS.items()},
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
