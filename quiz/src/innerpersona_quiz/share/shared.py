"""What a code holds: of each questionnaire the edition, and of each scale the score and its standard error."""

from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.classical import Estimate, estimate

UNIT = 1000
"""Scores and errors are held in whole thousandths of a step of the response scale."""

MOST_SE = (1 << 12) - 1
"""The largest standard error that a code can hold, in thousandths."""

HASH_DIGITS = 8
"""Hexadecimal digits of a questionnaire's hash that a code holds: with the version, enough to tell editions apart."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A score above the low end of its range, and its standard error; whole thousandths both."""

    above: int
    se: int


@dataclass(frozen=True, slots=True)
class SharedPart:
    """One questionnaire's result. `scales` has every scale of it, None for one without a score.

    `short` says that the short form was answered, `hash` is the first HASH_DIGITS of the instrument's.
    `calibration` is the same of the calibration that the scores were made with, "" for none.
    """

    instrument: str
    version: str
    hash: str
    short: bool
    scales: Mapping[str, Mark | None]
    calibration: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """What one person shares: the parts in the order of the instruments, and a first name or "" for none."""

    parts: tuple[SharedPart, ...]
    name: str = ""

    def part(self, instrument_id: str) -> SharedPart | None:
        """Return the part of a questionnaire; None if it is not shared."""
        return next((part for part in self.parts if part.instrument == instrument_id), None)


def mark_of(found: Estimate, instrument: Instrument) -> Mark:
    """Return an estimate as a code holds it; an error above MOST_SE, which no answers give, is held as that."""
    low, _ = instrument.score_range
    return Mark(round((found.score - low) * UNIT), min(MOST_SE, max(1, round(found.se * UNIT))))


def estimate_of(mark: Mark, instrument: Instrument) -> Estimate:
    """Return the estimate that a mark stands for: score, error and 90 % interval within the scale's range."""
    low, high = instrument.score_range
    return estimate(low + mark.above / UNIT, mark.se / UNIT, low, high)
