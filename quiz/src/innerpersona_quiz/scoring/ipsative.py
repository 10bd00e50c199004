"""Centred scoring: what a person puts above and below their own mean.

Schwartz's correction for the use of the response scale (Schwartz, 1992, doi:10.1016/S0065-2601(08)60281-6): people
differ in how high they rate everything, and only what they rate above what else counts as a priority. The mean that is
taken out may mean something of its own; nothing is said of it here.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import (
    Z90,
    Estimate,
    PartScore,
    is_withheld,
    standard_error,
)
from innerpersona_quiz.scoring.pooled import keyed_by_scale, pooled_spread
from innerpersona_quiz.scoring.rounding import rounded

type Weights = Mapping[str, float]
"""Scale id to its weight in a sum of scales; scales that are not named weigh nothing."""


@dataclass(frozen=True, slots=True)
class Centred:
    """One sheet, centred.

    `centre` is the person's mean over all answers given, in response scale units; `spread` that of the answers
    around their scale's mean. `means` holds the raw mean of every scale that has a score and `counts` the number
    of answers of each scale. `errors` holds the standard error of each raw mean.
    """

    centre: float
    spread: float
    means: Mapping[str, float]
    counts: Mapping[str, int]
    errors: Mapping[str, float]
    reach: float

    def score(self, weights: Weights) -> float:
        """Return sum(w mean) - (sum w) centre: a weighted sum of centred scores; KeyError if one is withheld."""
        return sum(w * self.means[id] for id, w in weights.items()) - self.centre * sum(weights.values())

    def covariance(self, one: Weights, other: Weights) -> float:
        """Return the covariance of the errors of two weighted sums of centred scores.

        The means' errors are independent, with the standard errors e_g. The centre is itself their weighted sum,
        with n_g / N for each of the N answers, so that scale g enters a sum with the net weight
        a_g = w_g - (sum w) n_g / N, and the covariance is sum_g a_g b_g e_g^2. With equal errors s / sqrt(n) the
        variance of a single centred score is s^2 (1/n - 1/N): centring takes a little error away.
        """
        first, second = self._net(one), self._net(other)
        return sum(first[id] * second[id] * error**2 for id, error in self.errors.items())

    def se(self, weights: Weights) -> float:
        """Return the standard error of a weighted sum of centred scores."""
        return math.sqrt(self.covariance(weights, weights))

    def estimate(self, weights: Weights) -> Estimate:
        """Return score, standard error and 90 % interval, kept within what centred scores can be."""
        score, se = self.score(weights), self.se(weights)
        low, high = max(-self.reach, score - Z90 * se), min(self.reach, score + Z90 * se)
        return Estimate(rounded(score), rounded(se), (rounded(low), rounded(high)))

    def _net(self, weights: Weights) -> dict[str, float]:
        share = sum(weights.values()) / sum(self.counts.values())
        return {id: weights.get(id, 0.0) - share * self.counts[id] for id in self.errors}


def centred(instrument: Instrument, answers: Answers) -> Centred | None:
    """Return the sheet centred; None if fewer than half of all items are answered, so that there is no centre.

    The error of a scale's raw mean is `classical.standard_error` with the pooled spread: max(s / sqrt(n), the floor
    for the coarseness of the response scale). A scale with too few answers has no score, but its answers are in
    the centre, with their error.
    """
    groups = keyed_by_scale(instrument, answers)
    given = [x for group in groups.values() for x in group]
    if is_withheld(len(given), len(instrument.items)):
        return None
    spread = pooled_spread(groups, len(instrument.choices))
    return Centred(
        centre=sum(given) / len(given),
        spread=spread,
        means={
            id: sum(group) / len(group)
            for id, group in groups.items()
            if not is_withheld(len(group), len(instrument.items_of(id)))
        },
        counts={id: len(group) for id, group in groups.items()},
        errors={id: standard_error(spread, len(group)) for id, group in groups.items() if group},
        reach=float(instrument.highest - instrument.lowest),
    )


def centred_part(instrument: Instrument, found: Centred | None, scale_id: str, answers: Answers) -> PartScore:
    """Return the centred score of one scale, without an estimate where it is withheld."""
    items = instrument.items_of(scale_id)
    answered = sum(answers.get(item.id) is not None for item in items)
    if found is None or scale_id not in found.means:
        return PartScore(scale_id, answered, len(items), spread=None, estimate=None)
    return PartScore(scale_id, answered, len(items), rounded(found.spread), found.estimate({scale_id: 1.0}))
