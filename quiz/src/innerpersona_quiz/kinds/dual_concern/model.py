"""Five strategies, and the two concerns that they rest on.

The dual-concern model (pruitt1986social) derives how a person handles a conflict from how much they care about their
own outcome and about the other's; the five strategies are those of rahim1983measure. No strategy is better than
another here: each has its price and its use.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.kinds.scales import distributions_of, keyed_profile
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Estimate, ScaleScore, estimate
from innerpersona_quiz.scoring.leading import Ranked, standing, trail_of

ROLES: tuple[str, ...] = ("both", "self", "other", "neither", "middle")
"""What a strategy is high on: both concerns, that for oneself or for the other alone, neither; or the middle of both."""

CONCERNS: dict[str, dict[str, int]] = {
    "self": {"both": 1, "self": 1, "other": -1, "neither": -1},
    "other": {"both": 1, "other": 1, "self": -1, "neither": -1},
}
"""The sign of each role in each concern; the middle of both says nothing of either."""


@dataclass(frozen=True, slots=True)
class Concerns:
    """Concern for oneself and for the other, on the response scale's metric.

    `covariance` is that of their two errors; it is not 0 where the strategies are known with different errors.
    """

    self: Estimate
    other: Estimate
    covariance: float


@dataclass(frozen=True, slots=True)
class DualConcernProfile(Ranked):
    """Scores of the five strategies, in the instrument's order.

    `concerns` is None where one of the four strategies that they rest on is withheld.
    """

    scales: tuple[ScaleScore, ...]
    concerns: Concerns | None


def profile(instrument: Instrument, answers: Answers) -> DualConcernProfile:
    """Return the profile of one sheet of answers.

    A strategy has too few items for a spread of its own: all five share the person's pooled spread, unless a
    calibration gives each scale an error.
    """
    scales = keyed_profile(instrument, answers)
    found = {part.scale.id: part.estimate for part in scales if part.estimate is not None}
    both = concerns(found, instrument)
    if len(found) < len(scales):
        return DualConcernProfile(scales, both, standing=None, trail=None)
    known = distributions_of(found)
    return DualConcernProfile(scales, both, standing=standing(known), trail=trail_of(known))


def concerns(found: Mapping[str, Estimate], instrument: Instrument) -> Concerns | None:
    """Return the two concerns from the strategies' estimates; None unless the four that count are there.

    On the plane of the model one strategy is high on both concerns (integrating), one high on self and low on other
    (dominating), one the reverse (obliging), one low on both (avoiding) and one in the middle (compromising). Each
    concern is therefore the mean of the two strategies on its high side as they are and of the two on its low side
    turned round, x to lowest + highest - x: midpoint + (integrating + dominating - obliging - avoiding) / 4 for self,
    with obliging and dominating changing places for other. Range: the response scale's.

    Errors of different strategies are taken to be independent: SE = sqrt(sum of se^2) / 4 for both, and the two
    errors covary by (se_int^2 - se_dom^2 - se_obl^2 + se_avo^2) / 16. A habit of rating everything often cancels out.
    The weights are the model's and have not been estimated from anybody's answers.
    """
    known = {
        role: found[instrument.shape[role]] for role in CONCERNS["self"] if instrument.shape[role] in found
    }
    if len(known) < len(CONCERNS["self"]):
        return None
    made = {}
    for name, signs in CONCERNS.items():
        total = sum(sign * known[role].score for role, sign in signs.items())
        se = math.sqrt(sum(known[role].se ** 2 for role in signs)) / 4
        made[name] = estimate(instrument.midpoint + total / 4, se, instrument.lowest, instrument.highest)
    products = {role: sign * CONCERNS["other"][role] for role, sign in CONCERNS["self"].items()}
    covariance = sum(sign * known[role].se ** 2 for role, sign in products.items()) / 16
    return Concerns(made["self"], made["other"], covariance)
