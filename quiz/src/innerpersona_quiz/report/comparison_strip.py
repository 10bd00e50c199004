"""Two people's scores on one line: where their parts go, in the units of the drawing."""

from dataclasses import dataclass

from innerpersona_quiz.kinds.marks.strip import Strip, strip
from innerpersona_quiz.scoring.classical import Estimate


@dataclass(frozen=True, slots=True)
class PairStrip:
    """Each person's score and interval along the line, None without a score; `middle` says whether to mark the middle."""

    a: Strip | None
    b: Strip | None
    middle: bool


def pair_strip(a: Estimate | None, b: Estimate | None, lowest: float, highest: float) -> PairStrip | None:
    """Return the drawing of two estimates on a line from `lowest` to `highest`; None where there is neither."""
    if a is None and b is None:
        return None
    return PairStrip(
        a=None if a is None else strip(a, lowest, highest),
        b=None if b is None else strip(b, lowest, highest),
        middle=lowest < 0,
    )
