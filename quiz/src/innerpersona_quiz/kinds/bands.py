"""Parts of a response scale: numbers to the ids of the words for them."""

from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.deciding import Decision, interval_of

BANDS: tuple[str, ...] = ("very_low", "low", "middle", "high", "very_high")
LEVELS: dict[str, str] = {
    "very_low": "low",
    "low": "low",
    "middle": "middle",
    "high": "high",
    "very_high": "high",
}
"""The coarser level that each band belongs to, for parts measured by a few items only."""
BETWEEN: tuple[str, ...] = ("low-middle", "middle-high")
"""Two neighboring levels, in one of which a score lies."""


def borders(instrument: Instrument) -> tuple[float, ...]:
    """Return the borders of the bands, which divide the response scale into five equal parts.

    On one to seven they are 2.2, 3.4, 4.6 and 5.8. Bands are parts of the scale and say nothing about how common a score
    is.
    """
    span = instrument.highest - instrument.lowest
    return tuple(instrument.lowest + span * step / 5 for step in range(1, 5))


def band_of(found: Estimate, instrument: Instrument) -> Decision:
    """Return the band of BANDS that a true score lies in, or the two neighbors, as far as either may be said."""
    return interval_of(found.distribution, borders(instrument), BANDS)


def centred_band(found: Estimate, near: float, far: float) -> Decision:
    """Return the same for a score around 0, whose bands have the borders -far, -near, near and far."""
    return interval_of(found.distribution, (-far, -near, near, far), BANDS)


def level_of(found: Estimate, instrument: Instrument) -> Decision:
    """Return the coarser level of a score that rests on a few items only."""
    middle = borders(instrument)[1:3]
    return interval_of(found.distribution, middle, tuple(dict.fromkeys(LEVELS.values())))


def told_band(said: Decision) -> str | None:
    """Return the band whose description fits: the milder of two on one side of the middle, None between two sides."""
    levels = {LEVELS[id] for id in said.ids}
    return said.named or (levels.pop() if len(levels) == 1 else None)
