"""Classical scoring: the mean of a person's own keyed answers, and how far it can be trusted."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from innerpersona_quiz.model import Answers, Instrument, Item
from innerpersona_quiz.scoring.distribution import Distribution, Grid, Normal
from innerpersona_quiz.scoring.rounding import rounded

Z90 = 1.6448536269514722
"""The standard normal's 95th percentile: score ± Z90 · SE holds the middle 90 %."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score on the response scale's own metric, its standard error and its 90 % interval.

    `score` lies in [lowest, highest] of the response scale, `se` is positive and in the same unit,
    `interval90` is score ± 1.645 se clipped to the scale. All are rounded to six decimals. `posterior` is there where a
    calibration gave it; score, error and interval are then those of the posterior.
    """

    score: float
    se: float
    interval90: tuple[float, float]
    posterior: Grid | None = field(default=None, compare=False, repr=False)

    @property
    def distribution(self) -> Distribution:
        """The true score's distribution: the posterior where there is one, else normal."""
        return Normal(self.score, self.se) if self.posterior is None else self.posterior

    def below(self, value: float) -> float:
        """Return the chance, in [0, 1], that the true score lies below a value."""
        return self.distribution.below(value)


@dataclass(frozen=True, slots=True)
class Trait:
    """A position among the people of a calibration's sample.

    `theta` and its error `se` are on the model's own metric (mean 0, standard deviation 1 in that sample).
    `percentile` is how many in 100 of them scored lower, 0 to 99, and `percentile90` the same for the two ends of
    the 90 % interval.
    """

    theta: float
    se: float
    percentile: int
    percentile90: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PartScore:
    """What is known about a scale or a facet: `estimate` is None where too few of its items were answered.

    `spread` is the standard deviation of the keyed answers that the standard error rests on, None where
    unknown. `trait` is there where the estimate comes from a calibration.
    """

    id: str
    answered: int
    total: int
    spread: float | None
    estimate: Estimate | None
    trait: Trait | None = None


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """A scale's score with those of its facets."""

    scale: PartScore
    facets: tuple[PartScore, ...]

    @property
    def estimate(self) -> Estimate | None:
        """The scale's own estimate; None where it is withheld."""
        return self.scale.estimate


def keyed_answers(instrument: Instrument, items: Sequence[Item], answers: Answers) -> list[int]:
    """Return the answers given to `items`, turned towards the scale; what was left out is left out."""
    given = ((item, answers.get(item.id)) for item in items)
    return [instrument.keyed(item, answer) for item, answer in given if answer is not None]


def is_withheld(answered: int, total: int) -> bool:
    """Return whether a score must be withheld: under half of the items answered, or none at all."""
    return answered == 0 or 2 * answered < total


def spread_of(keyed: Sequence[int], points: int) -> float:
    """Return the standard deviation to be used for the spread of a person's answers, in scale units.

    From n >= 4 answers x: sqrt(sum((x - mean)^2) / (n - 3)).

    The usual n - 1 would give the unbiased variance. But the spread is itself estimated from few answers,
    so that the mean's error follows Student's t rather than the normal, and the t distribution with n - 1
    degrees of freedom has the variance (n - 1)/(n - 3): dividing by n - 3 carries that extra width into a
    standard error that can be used with the normal distribution. With fewer than four answers that variance
    does not exist: the spread is then taken to be that of answering at random, sqrt((points^2 - 1) / 12),
    2.0 on seven points.

    The sums are of whole numbers, hence exact. Typical: 1 to 2 on seven points. ValueError for no answers.
    """
    n = len(keyed)
    if n == 0:
        raise ValueError("There is no spread without answers.")
    return spread_from_sums(n, sum(keyed), sum(x * x for x in keyed), points)


def spread_from_sums(n: int, total: int, squares: int, points: int) -> float:
    """Return the same as `spread_of`, from the number of answers, their sum and the sum of their squares."""
    if n < 4:
        return math.sqrt((points * points - 1) / 12)
    return math.sqrt((n * squares - total * total) / (n * (n - 3)))


def standard_error(spread: float, n: int, step: float = 1.0) -> float:
    """Return the standard error of a mean of n answers: max(spread / sqrt(n), step / sqrt(12)).

    The first term is the standard error of the mean within one person, that is, the absolute conditional
    standard error of generalizability theory (Brennan, 1998, doi:10.1177/014662169802200401). It assumes
    that the items are a random draw from all the items that the scale could have had, answered
    independently of each other. It needs no norms. It does not hold what shifts all of a person's answers
    together, such as the mood of the day.

    The second is a floor for the coarseness of the response scale. An answer stands for a whole step, and
    rounding to steps has the variance step^2 / 12 (a uniform distribution one step wide). Where answers
    scatter by a step or more their rounding errors are independent, average out, and are in the spread
    already. Where they all agree, so do their rounding errors, and averaging removes nothing: hence the
    floor is not divided by n. No score is reported more sharply than ±0.47, one step from end to end of the
    interval.

    In simulation (six and twelve items, true spreads from none to two steps) the interval of ±1.645 covers
    the true mean in 89 to 100 % of cases; with the floor over sqrt(n) it would cover 27 % of those who
    answer all twelve alike.
    """
    return max(spread / math.sqrt(n), step / math.sqrt(12))


def estimate(mean: float, se: float, lowest: int, highest: int) -> Estimate:
    """Return the rounded estimate for a mean in [lowest, highest] and its standard error."""
    return Estimate(
        score=rounded(mean),
        se=rounded(se),
        interval90=(rounded(max(lowest, mean - Z90 * se)), rounded(min(highest, mean + Z90 * se))),
    )


def score_part(
    instrument: Instrument, id: str, items: Sequence[Item], answers: Answers, spread: float | None = None
) -> PartScore:
    """Score the items of a scale, or of a facet if `spread` is given.

    A facet has too few answers to estimate a spread from, so it borrows that of its whole scale, which also
    holds the differences between facets and therefore errs on the wide side.
    """
    keyed = keyed_answers(instrument, items, answers)
    if is_withheld(len(keyed), len(items)):
        return PartScore(id, len(keyed), len(items), spread=None, estimate=None)
    used = spread_of(keyed, len(instrument.choices)) if spread is None else spread
    mean = sum(keyed) / len(keyed)
    se = standard_error(used, len(keyed))
    result = estimate(mean, se, instrument.lowest, instrument.highest)
    return PartScore(id, len(keyed), len(items), spread=rounded(used), estimate=result)


def score_scale(instrument: Instrument, scale_id: str, answers: Answers) -> ScaleScore:
    """Score one scale and its facets; the facets of a withheld scale are withheld with it.

    KeyError for a scale that the instrument does not have.
    """
    scale = instrument.scale(scale_id)
    items = instrument.items_of(scale_id)
    keyed = keyed_answers(instrument, items, answers)
    whole = score_part(instrument, scale_id, items, answers)
    shared = None if whole.estimate is None else spread_of(keyed, len(instrument.choices))
    facets = []
    for facet in scale.facets:
        own = tuple(item for item in items if item.facet == facet.id)
        if shared is None:
            answered = len(keyed_answers(instrument, own, answers))
            facets.append(PartScore(facet.id, answered, len(own), spread=None, estimate=None))
        else:
            facets.append(score_part(instrument, facet.id, own, answers, spread=shared))
    return ScaleScore(whole, tuple(facets))
