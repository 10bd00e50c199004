"""A position on a plane of two scales, and its likely regions: the four corners around the middle of both.

Regions are parts of two continuous dimensions and not kinds of people. For attachment: fraley2015adult; the four regions
are those of bartholomew1991attachment, the two dimensions those of brennan1998selfreport.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import ScaleScore
from innerpersona_quiz.scoring.deciding import NAMED_FROM, Decision, decide
from innerpersona_quiz.scoring.distribution import Known
from innerpersona_quiz.scoring.rounding import rounded
from innerpersona_quiz.scoring.scales import score_scale


@dataclass(frozen=True, slots=True)
class Shape:
    """The scales that run to the right and upwards, and the regions.

    These are, in the order in which ties are broken: low on both, high to the right alone, high upwards alone, high on
    both.
    """

    right: str
    up: str
    regions: tuple[str, str, str, str]


def shape_of(instrument: Instrument) -> Shape:
    """Return the questionnaire's own table [plane]."""
    table = instrument.shape
    low, right, up, both = table["regions"]
    return Shape(table["right"], table["up"], (low, right, up, both))


@dataclass(frozen=True, slots=True)
class PlaneProfile:
    """Scores of both scales; `regions` (in their order) and `style` are None if either is withheld."""

    right: ScaleScore
    up: ScaleScore
    regions: dict[str, float] | None
    style: Decision | None

    @property
    def scales(self) -> tuple[ScaleScore, ScaleScore]:
        """Both scales, the one that runs to the right first."""
        return (self.right, self.up)


def profile(instrument: Instrument, answers: Answers) -> PlaneProfile:
    """Return the profile of one sheet of answers."""
    shape = shape_of(instrument)
    right, up = (score_scale(instrument, id, answers) for id in (shape.right, shape.up))
    if right.estimate is None or up.estimate is None:
        return PlaneProfile(right, up, regions=None, style=None)
    regions = region_probabilities(right.estimate, up.estimate, instrument.midpoint, shape.regions)
    return PlaneProfile(right, up, regions, style_of(regions))


def region_probabilities(
    right: Known, up: Known, midpoint: float, regions: Sequence[str]
) -> dict[str, float]:
    """Return the probability of each region, in [0, 1] to six decimals; they add up to 1 within 2e-6.

    With p = P(right below the midpoint) and q = P(up below the midpoint), the two independent of each other:
    low on both p q, high to the right (1 - p) q, high upwards p (1 - q), high on both (1 - p)(1 - q).

    The borders are at the midpoint of the response scale, between agreeing and disagreeing. They are not norms: nothing
    here says how common a position is. That the two errors are independent is an assumption too (the scales share no
    item); the scales themselves may correlate in samples (cameron2012orthogonal for attachment).
    """
    return chances_of(right.below(midpoint), up.below(midpoint), regions)


def chances_of(p: float, q: float, regions: Sequence[str]) -> dict[str, float]:
    """Return the same from the chances of being below both borders."""
    products = (p * q, (1.0 - p) * q, p * (1.0 - q), (1.0 - p) * (1.0 - q))
    return {id: rounded(product) for id, product in zip(regions, products, strict=True)}


def style_of(regions: Mapping[str, float]) -> Decision:
    """Return the region that the probabilities allow to name, or the two; opposite corners reach it near no border."""
    if max(regions.values()) >= NAMED_FROM:
        return decide(regions, {})
    pairs = {(one, two): regions[one] + regions[two] for one, two in combinations(regions, 2)}
    return decide(regions, pairs)
