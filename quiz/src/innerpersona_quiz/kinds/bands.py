"""Parts of a response scale: numbers to the ids of the words for them."""

from bisect import bisect_right

from innerpersona_quiz.model import Instrument

BANDS: tuple[str, ...] = ("very_low", "low", "middle", "high", "very_high")
LEVELS: dict[str, str] = {
    "very_low": "low",
    "low": "low",
    "middle": "middle",
    "high": "high",
    "very_high": "high",
}
"""The coarser level that each band belongs to, for parts measured by a few items only."""


def band(score: float, instrument: Instrument) -> str:
    """Return the band of BANDS that a score lies in; they divide the response scale into five equal parts.

    On one to seven the borders are 2.2, 3.4, 4.6 and 5.8; a score on a border belongs to the band above it.
    Bands are parts of the scale and say nothing about how common a score is.
    """
    span = instrument.highest - instrument.lowest
    passed = sum(score >= instrument.lowest + span * step / 5 for step in range(1, 5))
    return BANDS[passed]


def centred_band(score: float, near: float, far: float) -> str:
    """Return the band of BANDS of a score around 0: its borders are -far, -near, near and far.

    A score on a border belongs to the band above it.
    """
    return BANDS[bisect_right((-far, -near, near, far), score)]
