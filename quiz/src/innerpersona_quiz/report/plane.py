"""The picture of the plane: where things are drawn, as numbers for the SVG template."""

import math
from dataclasses import dataclass

from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.classical import Z90, Estimate

SIDE = 320
"""Width and height of the plane in the units of the drawing."""

REGION_RADIUS90 = math.sqrt(-2.0 * math.log(0.1))
"""Radius, in standard errors, of the circle that holds 90 % of two independent normal errors (2.146)."""


@dataclass(frozen=True, slots=True)
class Plane:
    """Anxiety runs to the right and avoidance upwards; all in units from the plane's top left corner.

    `x` and `y` are the point, `rx` and `ry` the half-axes of the 90 % region. One of the pairs (x, rx), (y,
    ry) is None where its scale is withheld; the other is then drawn as a band with its own 90 % interval.
    """

    side: int
    middle: float
    ticks: tuple[tuple[str, float], ...]
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

    return Plane(
        side=SIDE,
        middle=SIDE / 2,
        ticks=tuple(
            (f"{value:g}", along(value))
            for value in (instrument.lowest, instrument.midpoint, instrument.highest)
        ),
        x=None if anxiety is None else along(anxiety.score),
        rx=None if anxiety is None else round(anxiety.se * width * unit, 1),
        y=None if avoidance is None else round(SIDE - along(avoidance.score), 1),
        ry=None if avoidance is None else round(avoidance.se * width * unit, 1),
    )
