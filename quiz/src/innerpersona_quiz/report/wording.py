"""Numbers as people read them: decimals, bands and chances."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.classical import Estimate

BANDS: tuple[str, ...] = ("very_low", "low", "middle", "high", "very_high")
LEVELS: dict[str, str] = {
    "very_low": "low",
    "low": "low",
    "middle": "middle",
    "high": "high",
    "very_high": "high",
}
"""The coarser level that each band belongs to, for parts measured by a few items only."""


def decimals(value: float, places: int = 1) -> str:
    """Return a number with so many decimals, for instance "2.6"."""
    return f"{value:.{places}f}"


def signed(value: float, places: int = 1) -> str:
    """Return a number with its sign and so many decimals, "+0.4" or "−1.2"; "0.0" has none."""
    shown = f"{abs(value):.{places}f}"
    return shown if float(shown) == 0 else f"{'−' if value < 0 else '+'}{shown}"


def signed_interval(estimate: Estimate) -> str:
    """Return "−0.3 to +0.9", the ends of the 90 % interval."""
    low, high = estimate.interval90
    return f"{signed(low)} to {signed(high)}"


def interval_words(estimate: Estimate) -> str:
    """Return "1.9 to 3.2", the ends of the 90 % interval."""
    low, high = estimate.interval90
    return f"{decimals(low)} to {decimals(high)}"


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


def hundredths(probabilities: dict[str, float]) -> dict[str, int]:
    """Return probabilities that add up to 1 as whole hundredths that add up to 100 (largest remainders)."""
    scaled = {name: round(value * 1e6) for name, value in probabilities.items()}
    whole = {name: value // 10_000 for name, value in scaled.items()}
    order = list(probabilities)
    by_remainder = sorted(order, key=lambda name: (-(scaled[name] % 10_000), order.index(name)))
    for name in by_remainder[: 100 - sum(whole.values())]:
        whole[name] += 1
    return whole


def chance_words(probability: float, steps: Sequence[Mapping[str, Any]]) -> str:
    """Return a probability in words: those of the first of the falling steps that it reaches."""
    return str(next(step["words"] for step in steps if probability >= step["from"]))


def chance_figure(hundredth: int) -> str:
    """Return "62 in 100"; at the ends "under 1 in 100" and "over 99 in 100": nothing here is certain."""
    if hundredth in (0, 100):
        return "over 99 in 100" if hundredth else "under 1 in 100"
    return f"{hundredth} in 100"


def joined(parts: list[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
