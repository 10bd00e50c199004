"""Two people's scores on one line: where their parts go, in the units of the drawing."""

from dataclasses import dataclass

from innerpersona_quiz.kinds.marks.strip import Span, Strip, strip
from innerpersona_quiz.scoring.classical import Estimate

HALF_OF_TWO = 8
"""Half the height of a density where two are one above the other."""


@dataclass(frozen=True, slots=True)
class PairStrip:
    """Each person's score and interval along the line, None without a score; `middle` says whether to mark the middle."""

    a: Strip | None
    b: Strip | None
    middle: bool


def pair_strip(a: Estimate | None, b: Estimate | None, line: Span, ends: Span) -> PairStrip | None:
    """Return the drawing of two estimates on a line of a scale with these ends; None where there is neither."""
    if a is None and b is None:
        return None
    return PairStrip(
        a=None if a is None else strip(a, line, ends, half=HALF_OF_TWO),
        b=None if b is None else strip(b, line, ends, half=HALF_OF_TWO),
        middle=line[0] < 0,
    )
