"""The picture: a circle of scales around the person's own average."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from innerpersona_quiz.kinds.circle.model import Higher, Position, directions
from innerpersona_quiz.kinds.marks.density import LEVELS, density
from innerpersona_quiz.kinds.marks.ring import Range, around, ring
from innerpersona_quiz.scoring.classical import Z90, Estimate

OWN_AVERAGE = 66
"""Radius of the ring of the person's own average."""

STEP = 22
"""What one step of the answer scale is along a spoke."""

REACH = 2.5
"""Scores further out than this are drawn at the end of their spoke."""

_CELLS = 60

RIM = OWN_AVERAGE + REACH * STEP + 5
LABELS = RIM + 10


@dataclass(frozen=True, slots=True)
class Spoke:
    """A scale: where its name stands and, if it has a score, its point.

    `low` and `high` are the ends of its 90 % interval, for a score whose neighbors have none: no ring goes through it.
    """

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
    """The drawing, in units from the circle's centre, y downwards; `rings` are those of LEVELS, the widest first."""

    own_average: int
    rim: float
    spokes: tuple[Spoke, ...]
    borders: tuple[tuple[float, float], ...]
    rings: tuple[str, ...]
    heading: Heading | None


def circle(
    titles: Mapping[str, str],
    scores: Mapping[str, Estimate | None],
    broad: Higher,
    position: Position | None,
    ends: tuple[float, float],
) -> Circle:
    """Return the drawing of centred estimates, in the order of `titles`; the direction is drawn where it may be told.

    `ends` are the lowest and the highest score there can be.
    """
    angles = directions(list(titles))
    found = [scores[id] for id in angles]
    spokes = tuple(
        _spoke(titles[id], angle, scores[id], alone=not (found[place - 1] or found[(place + 1) % len(found)]))
        for place, (id, angle) in enumerate(angles.items())
    )
    return Circle(
        own_average=OWN_AVERAGE,
        rim=RIM,
        spokes=spokes,
        borders=tuple(_at(angle, RIM) for angle in _borders(angles, broad)),
        rings=tuple(
            ring(list(angles.values()), [_range(one, share, ends) for one in found]) for share in LEVELS
        ),
        heading=_heading(position) if position is not None and position.directed else None,
    )


def _borders(angles: Mapping[str, float], broad: Higher) -> Iterator[float]:
    """Yield the directions of the lines between the broad values: through a scale that is in both, else half-way."""
    parts = [list(weights) for weights in broad.values()]
    for before, after in zip([parts[-1], *parts], parts, strict=False):
        last, first = angles[before[-1]], angles[after[0]]
        yield (first - (first - last) % 360 / 2) % 360


def _at(angle: float, radius: float) -> tuple[float, float]:
    """Return the point in a direction, in degrees clockwise from the top, to one decimal."""
    x, y = around(angle, radius)
    # Adding 0.0 turns -0.0 into 0.0.
    return round(x, 1) + 0.0, round(y, 1) + 0.0


def radius(score: float) -> float:
    """Return how far from the middle a score is drawn."""
    return OWN_AVERAGE + STEP * min(REACH, max(-REACH, score))


def _range(found: Estimate | None, share: float, ends: tuple[float, float]) -> Range | None:
    """Return the radii between which the smallest region with this share of the posterior lies."""
    if found is None:
        return None
    low, high = density(found, *ends, _CELLS).interval(share)
    return radius(low), radius(high)


def _spoke(title: str, angle: float, found: Estimate | None, alone: bool) -> Spoke:
    x, y = _at(angle, LABELS)

    def at(score: float) -> tuple[float, float]:
        return _at(angle, radius(score))

    return Spoke(
        title=title,
        label_x=x,
        label_y=round(y + 5, 1),
        anchor="start" if angle < 180 else "end",
        point=None if found is None else at(found.score),
        low=at(found.interval90[0]) if found is not None and alone else None,
        high=at(found.interval90[1]) if found is not None and alone else None,
    )


def _heading(position: Position) -> Heading:
    wide = min(179.0, Z90 * position.angle_se)
    return Heading(
        point=_at(position.angle, RIM),
        start=_at(position.angle - wide, RIM),
        end=_at(position.angle + wide, RIM),
        large=int(wide > 90),
    )
