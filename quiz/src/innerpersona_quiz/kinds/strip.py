"""A score drawn on a line: where its parts go, in the units of the drawing."""

from dataclasses import dataclass

from innerpersona_quiz.scoring.classical import Estimate

START, LENGTH = 16, 288
"""Where the line begins in its drawing, and how long it is."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The start and width of the 90 % interval, and the score; one decimal each."""

    low: str
    width: str
    score: str


def strip(found: Estimate, lowest: float, highest: float) -> Strip:
    """Return the drawing of an estimate on a line from `lowest` to `highest`; what lies outside stops at its end."""
    unit = LENGTH / (highest - lowest)

    def along(value: float) -> float:
        return (min(highest, max(lowest, value)) - lowest) * unit

    low, high = (along(end) for end in found.interval90)
    return Strip(f"{START + low:.1f}", f"{high - low:.1f}", f"{START + along(found.score):.1f}")
