"""The conflict profile: five strategies, and the two concerns that they rest on.

The dual-concern model (pruitt1986social) derives how a person handles a conflict from how much they care about their
own outcome and about the other's; the five strategies are those of rahim1983measure. No strategy is better than
another here: each has its price and its use.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.profile.leading import Lead, lead_of, trail_of
from innerpersona_quiz.scoring.classical import Estimate, ScaleScore, estimate, score_part
from innerpersona_quiz.scoring.pooled import keyed_by_scale, pooled_spread
from innerpersona_quiz.scoring.scales import score_scale

STRATEGIES: tuple[str, ...] = ("integrating", "obliging", "dominating", "avoiding", "compromising")

CONCERNS: dict[str, dict[str, int]] = {
    "self": {"integrating": 1, "dominating": 1, "obliging": -1, "avoiding": -1},
    "other": {"integrating": 1, "obliging": 1, "dominating": -1, "avoiding": -1},
}
"""The sign of each strategy in each concern; compromising, in the middle of both, says nothing of either."""


@dataclass(frozen=True, slots=True)
class Concerns:
    """Concern for oneself and for the other, on the response scale's metric.

    `covariance` is that of their two errors; it is not 0 where the strategies are known with different errors.
    """

    self: Estimate
    other: Estimate
    covariance: float


@dataclass(frozen=True, slots=True)
class ConflictProfile:
    """Scores of the five strategies, ordered as STRATEGIES.

    `concerns` is None where one of the four strategies that they rest on is withheld, `lead` (what is used most) and
    `trail` (what is used least) where any is.
    """

    scales: tuple[ScaleScore, ...]
    concerns: Concerns | None
    lead: Lead | None
    trail: Lead | None


def profile(instrument: Instrument, answers: Answers) -> ConflictProfile:
    """Return the profile of one sheet of answers to the conflict instrument.

    A strategy has five items, too few for a spread of its own: all five share the person's pooled spread, unless a
    calibration gives each scale an error.
    """
    scales = _calibrated(instrument, answers) if instrument.calibration else _pooled(instrument, answers)
    found = {part.scale.id: part.estimate for part in scales if part.estimate is not None}
    if len(found) < len(STRATEGIES):
        return ConflictProfile(scales, concerns(found, instrument), lead=None, trail=None)
    scores = {id: one.score for id, one in found.items()}

    def noise(one: str, other: str) -> float:
        return math.hypot(found[one].se, found[other].se)

    return ConflictProfile(
        scales, concerns(found, instrument), lead_of(scores, noise), trail_of(scores, noise)
    )


def _calibrated(instrument: Instrument, answers: Answers) -> tuple[ScaleScore, ...]:
    return tuple(score_scale(instrument, id, answers) for id in STRATEGIES)


def _pooled(instrument: Instrument, answers: Answers) -> tuple[ScaleScore, ...]:
    spread = pooled_spread(keyed_by_scale(instrument, answers), len(instrument.choices))
    return tuple(
        ScaleScore(score_part(instrument, id, instrument.items_of(id), answers, spread), facets=())
        for id in STRATEGIES
    )


def concerns(found: Mapping[str, Estimate], instrument: Instrument) -> Concerns | None:
    """Return the two concerns from the strategies' estimates; None unless the four that count are there.

    On the plane of the model integrating is high on both concerns, dominating high on self and low on other, obliging
    the reverse, avoiding low on both and compromising in the middle. Each concern is therefore the mean of the two
    strategies on its high side as they are and of the two on its low side turned round, x to lowest + highest - x:
    midpoint + (integrating + dominating - obliging - avoiding) / 4 for self, with obliging and dominating changing
    places for other. Range: the response scale's, [1, 5].

    Errors of different strategies are taken to be independent: SE = sqrt(sum of se^2) / 4 for both, and the two
    errors covary by (se_int^2 - se_dom^2 - se_obl^2 + se_avo^2) / 16. A habit of rating everything often cancels out.
    The weights are the model's and have not been estimated from anybody's answers.
    """
    if not all(id in found for id in CONCERNS["self"]):
        return None
    made = {}
    for name, signs in CONCERNS.items():
        total = sum(sign * found[id].score for id, sign in signs.items())
        se = math.sqrt(sum(found[id].se ** 2 for id in signs)) / 4
        made[name] = estimate(instrument.midpoint + total / 4, se, instrument.lowest, instrument.highest)
    products = {id: sign * CONCERNS["other"][id] for id, sign in CONCERNS["self"].items()}
    covariance = sum(sign * found[id].se ** 2 for id, sign in products.items()) / 16
    return Concerns(made["self"], made["other"], covariance)
