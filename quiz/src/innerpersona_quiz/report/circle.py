"""The picture of a values result: the circle of ten values around the person's own average."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.profile.values import CIRCLE, Position, angle_of
from innerpersona_quiz.scoring.classical import Z90, Estimate

OWN_AVERAGE = 66
"""Radius of the ring of the person's own average."""

STEP = 22
"""What one step of the answer scale is along a spoke."""

REACH = 2.5
"""Scores further out than this are drawn at the end of their spoke."""

RIM = OWN_AVERAGE + REACH * STEP + 5
LABELS = RIM + 10

BORDERS = (0.0, 90.0, 180.0, 288.0)
"""Directions of the lines between the four higher-order values; that at 90 runs through hedonism, which is in two."""


@dataclass(frozen=True, slots=True)
class Spoke:
    """A value: where its name stands and, if it has a score, its point and the ends of its 90 % interval."""

    title: str
    label_x: float
    label_y: float
    anchor: str
    point: tuple[float, float] | None
    low: tuple[float, float] | None
    high: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Heading:
    """The direction told: its point on the rim, and the arc of its 90 % interval; `large` if over half the rim."""

    point: tuple[float, float]
    start: tuple[float, float]
    end: tuple[float, float]
    large: int


@dataclass(frozen=True, slots=True)
class Circle:
    """The drawing, in units from the circle's centre, y downwards; `outline` is empty unless all ten have scores."""

    own_average: int
    rim: float
    spokes: tuple[Spoke, ...]
    borders: tuple[tuple[float, float], ...]
    outline: str
    heading: Heading | None


def circle(
    titles: Mapping[str, str], scores: Mapping[str, Estimate | None], position: Position | None
) -> Circle:
    """Return the drawing of ten centred estimates; the direction is drawn where it may be told."""
    spokes = tuple(_spoke(titles[id], angle_of(id), scores[id]) for id in CIRCLE)
    points = [spoke.point for spoke in spokes if spoke.point is not None]
    whole = len(points) == len(spokes)
    return Circle(
        own_average=OWN_AVERAGE,
        rim=RIM,
        spokes=spokes,
        borders=tuple(_at(angle, RIM) for angle in BORDERS),
        outline=" ".join(f"{x},{y}" for x, y in points) if whole else "",
        heading=_heading(position) if position is not None and position.directed else None,
    )


def _at(angle: float, radius: float) -> tuple[float, float]:
    """Return the point in a direction, in degrees clockwise from the top."""
    turn = math.radians(angle)
    # Adding 0.0 turns -0.0 into 0.0.
    return round(radius * math.sin(turn), 1) + 0.0, round(-radius * math.cos(turn), 1) + 0.0


def _spoke(title: str, angle: float, found: Estimate | None) -> Spoke:
    x, y = _at(angle, LABELS)

    def at(score: float) -> tuple[float, float]:
        return _at(angle, OWN_AVERAGE + STEP * min(REACH, max(-REACH, score)))

    return Spoke(
        title=title,
        label_x=x,
        label_y=round(y + 5, 1),
        anchor="start" if angle < 180 else "end",
        point=None if found is None else at(found.score),
        low=None if found is None else at(found.interval90[0]),
        high=None if found is None else at(found.interval90[1]),
    )


def _heading(position: Position) -> Heading:
    wide = min(179.0, Z90 * position.angle_se)
    return Heading(
        point=_at(position.angle, RIM),
        start=_at(position.angle - wide, RIM),
        end=_at(position.angle + wide, RIM),
        large=int(wide > 90),
    )
