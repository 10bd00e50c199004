"""The picture: a circle of scales around the person's own average."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from innerpersona_quiz.kinds.circle.model import Higher, Position, directions
from innerpersona_quiz.scoring.classical import Z90, Estimate

OWN_AVERAGE = 66
"""Radius of the ring of the person's own average."""

STEP = 22
"""What one step of the answer scale is along a spoke."""

REACH = 2.5
"""Scores further out than this are drawn at the end of their spoke."""

RIM = OWN_AVERAGE + REACH * STEP + 5
LABELS = RIM + 10


@dataclass(frozen=True, slots=True)
class Spoke:
    """A scale: where its name stands and, if it has a score, its point and the ends of its 90 % interval."""

    title: str
    label_x: float
    label_y: float
    anchor: str
    point: tuple[float, float] | None
    low: tuple[float, float] | None
    high: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Heading:
    """The direction: its point on the rim, and the arc of its 90 % interval; `large` if over half the rim."""

    point: tuple[float, float]
    start: tuple[float, float]
    end: tuple[float, float]
    large: int


@dataclass(frozen=True, slots=True)
class Circle:
    """The drawing, in units from the circle's centre, y downwards; `outline` is empty unless all have scores."""

    own_average: int
    rim: float
    spokes: tuple[Spoke, ...]
    borders: tuple[tuple[float, float], ...]
    outline: str
    heading: Heading | None


def circle(
    titles: Mapping[str, str],
    scores: Mapping[str, Estimate | None],
    broad: Higher,
    position: Position | None,
) -> Circle:
    """Return the drawing of centred estimates, in the order of `titles`; the direction is drawn where it may be told."""
    angles = directions(list(titles))
    spokes = tuple(_spoke(titles[id], angle, scores[id]) for id, angle in angles.items())
    points = [spoke.point for spoke in spokes if spoke.point is not None]
    whole = len(points) == len(spokes)
    return Circle(
        own_average=OWN_AVERAGE,
        rim=RIM,
        spokes=spokes,
        borders=tuple(_at(angle, RIM) for angle in _borders(angles, broad)),
        outline=" ".join(f"{x},{y}" for x, y in points) if whole else "",
        heading=_heading(position) if position is not None and position.directed else None,
    )


def _borders(angles: Mapping[str, float], broad: Higher) -> Iterator[float]:
    """Yield the directions of the lines between the broad values: through a scale that is in both, else half-way."""
    parts = [list(weights) for weights in broad.values()]
    for before, after in zip([parts[-1], *parts], parts, strict=False):
        last, first = angles[before[-1]], angles[after[0]]
        yield (first - (first - last) % 360 / 2) % 360


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
