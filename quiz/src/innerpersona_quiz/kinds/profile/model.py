"""A profile of any number of scales: what leads, and which pairs of scales say something together."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.kinds.scales import distributions_of, keyed_profile
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Estimate, ScaleScore
from innerpersona_quiz.scoring.deciding import NAMED_FROM
from innerpersona_quiz.scoring.leading import Ranked, standing, trail_of


@dataclass(frozen=True, slots=True)
class PairRule:
    """Scales that say something together: those that have to be above the middle of the scale, and those below it."""

    id: str
    high: tuple[str, ...]
    low: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScalesProfile(Ranked):
    """Scores of all scales, in the instrument's order.

    A single scale comes neither first nor last. `pairs` are the ids of the pairs of scales that say something together.
    """

    scales: tuple[ScaleScore, ...]
    pairs: tuple[str, ...]


def pair_rules(instrument: Instrument) -> tuple[PairRule, ...]:
    """Return the questionnaire's own [[profile.pairs]]."""
    return tuple(
        PairRule(pair["id"], tuple(pair.get("high", ())), tuple(pair.get("low", ())))
        for pair in instrument.shape.get("pairs", ())
    )


def profile(instrument: Instrument, answers: Answers) -> ScalesProfile:
    """Return the profile of one sheet of answers.

    All scales share the person's pooled spread, unless a calibration gives each an error.
    """
    scales = keyed_profile(instrument, answers)
    found = {part.scale.id: part.estimate for part in scales if part.estimate is not None}
    pairs = tuple(rule.id for rule in pair_rules(instrument) if _holds(rule, found, instrument.midpoint))
    if len(found) < len(scales) or len(scales) < 2:
        return ScalesProfile(scales, pairs, standing=None, trail=None)
    known = distributions_of(found)
    return ScalesProfile(scales, pairs, standing=standing(known), trail=trail_of(known))


def _holds(rule: PairRule, found: Mapping[str, Estimate], midpoint: float) -> bool:
    """Return whether all scales of a rule are truly where they have to be, with a chance of NAMED_FROM or more."""
    if not found.keys() >= {*rule.high, *rule.low}:
        return False
    below = {id: found[id].below(midpoint) for id in (*rule.high, *rule.low)}
    return math.prod([1 - below[id] for id in rule.high] + [below[id] for id in rule.low]) >= NAMED_FROM
