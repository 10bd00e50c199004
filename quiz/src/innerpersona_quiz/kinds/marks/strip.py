"""A score on a line: its density, the ends of its 90 % interval, and the score, in the units of the drawing."""

from dataclasses import dataclass

from innerpersona_quiz.kinds.marks.density import density
from innerpersona_quiz.kinds.marks.paths import closed
from innerpersona_quiz.scoring.classical import Estimate

START, LENGTH = 16, 288
"""Where the line begins in its drawing, and how long it is."""

HALF = 10
"""Half the height of the density where it is highest."""

_CELLS = 31

type Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Strip:
    """The outline of the density around y = 0; `low`, `high` and `score` along the line, one decimal each."""

    outline: str
    low: str
    high: str
    score: str


def strip(
    found: Estimate,
    line: Span,
    ends: Span | None = None,
    start: int = START,
    length: int = LENGTH,
    half: int = HALF,
) -> Strip:
    """Return an estimate on a line.

    Args:
        found: the score.
        line: what is drawn from end to end; what lies outside stops there.
        ends: of the scale, which the posterior is cut at, where they are not those of the line.
        start: where the line begins in its drawing.
        length: of the line.
        half: half the height of the density where it is highest.
    """
    lowest, highest = line

    def along(value: float) -> float:
        return start + (min(highest, max(lowest, value)) - lowest) / (highest - lowest) * length

    known = density(found, *(ends or line), _CELLS)
    tallest = max(known.masses)
    masses = (known.masses[0], *known.masses, known.masses[-1])
    places = (known.start, *known.middles, known.end)
    upper = [(along(at), -half * mass / tallest) for at, mass in zip(places, masses, strict=True)]
    low, high = (along(end) for end in found.interval90)
    return Strip(
        outline=closed([*upper, *((x, -y) for x, y in reversed(upper))]),
        low=f"{low:.1f}",
        high=f"{high:.1f}",
        score=f"{along(found.score):.1f}",
    )
