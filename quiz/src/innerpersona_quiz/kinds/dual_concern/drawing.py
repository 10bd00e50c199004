"""The picture: the plane of two concerns, with each strategy at its place."""

from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.kinds.dual_concern.model import Concerns
from innerpersona_quiz.kinds.marks.density import LEVELS, density
from innerpersona_quiz.kinds.marks.strip import Strip, strip
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.texts.numbers import decimals, nothing, shortest

SIDE = 320
"""Width and height of the plane in the units of the drawing."""

RADIUS = 40
"""Radius of the ring of a strategy that is used almost always; almost never has none."""

_CELLS = 60

_PLACES = {
    "other": (64, 52),
    "both": (256, 52),
    "middle": (160, 150),
    "neither": (64, 248),
    "self": (256, 248),
}
"""Where the strategy of each role is drawn: concern for oneself grows to the right, concern for the other upwards."""


@dataclass(frozen=True, slots=True)
class Station:
    """A strategy at its place.

    `ring` is the radius of its score, None, as `score` is a dash, where it is withheld. `bands` are the regions of
    LEVELS, the widest first, each by its middle radius and its width.
    """

    title: str
    score: str
    x: int
    y: int
    ring: float | None
    bands: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class DualPlane:
    """The drawing, in units from the plane's top left corner.

    `self_mark` and `other_mark` are the concerns along their axes, from the low end; None where they are not known.
    """

    side: int
    radius: int
    stations: tuple[Station, ...]
    ticks: tuple[tuple[str, float], ...]
    self_mark: Strip | None
    other_mark: Strip | None


def dual_plane(
    instrument: Instrument, scores: Mapping[str, Estimate | None], concerns: Concerns | None
) -> DualPlane:
    """Return the drawing of the strategies' estimates and of the concerns."""
    span = instrument.highest - instrument.lowest

    def along(value: float) -> float:
        return round((value - instrument.lowest) / span * SIDE, 1)

    def mark(found: Estimate) -> Strip:
        return strip(found, instrument.score_range, start=0, length=SIDE)

    return DualPlane(
        side=SIDE,
        radius=RADIUS,
        stations=tuple(_station(instrument, scale.id, scores[scale.id]) for scale in instrument.scales),
        ticks=tuple(
            (shortest(value), along(value))
            for value in (instrument.lowest, instrument.midpoint, instrument.highest)
        ),
        self_mark=None if concerns is None else mark(concerns.self),
        other_mark=None if concerns is None else mark(concerns.other),
    )


def ring_radius(instrument: Instrument, score: float) -> float:
    """Return the radius of a score's ring, 0 for the lowest."""
    return round((score - instrument.lowest) / (instrument.highest - instrument.lowest) * RADIUS, 1)


def _station(instrument: Instrument, id: str, found: Estimate | None) -> Station:
    x, y = _PLACES[next(role for role, scale in instrument.shape.items() if scale == id)]
    title = instrument.scale(id).title
    if found is None:
        return Station(title, nothing(), x, y, ring=None)
    unit = RADIUS / (instrument.highest - instrument.lowest)
    known = density(found, instrument.lowest, instrument.highest, _CELLS)
    spans = [[(end - instrument.lowest) * unit for end in known.interval(share)] for share in LEVELS]
    return Station(
        title=title,
        score=decimals(found.score),
        x=x,
        y=y,
        ring=ring_radius(instrument, found.score),
        bands=tuple((round((low + high) / 2, 1), round(high - low, 1)) for low, high in spans),
    )
