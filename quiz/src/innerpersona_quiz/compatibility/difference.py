"""Do two people differ on a scale by more than the uncertainty of both scores explains, or are they alike?"""

import math
from dataclasses import dataclass
from typing import Literal

from innerpersona_quiz.compatibility.person import Person
from innerpersona_quiz.profile.leading import NAMED_FROM
from innerpersona_quiz.scoring.classical import Z90, Estimate
from innerpersona_quiz.scoring.rounding import rounded

type Verdict = Literal["apart", "alike", "open"]

STEP = 1.0
"""Two people are called alike where they are probably less than one step of the answer scale apart."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference a - b of two scores in response scale units, its standard error and its index, difference / se.

    `alike` is the chance, in [0, 1], that the true difference is smaller than STEP. Six decimals each.
    """

    difference: float
    se: float
    index: float
    alike: float

    @property
    def verdict(self) -> Verdict:
        """What may be said: "apart" from an index of Z90 up, "alike" from a chance of NAMED_FROM up, else "open"."""
        if abs(self.index) >= Z90:
            return "apart"
        return "alike" if self.alike >= NAMED_FROM else "open"


def difference(a: Estimate, b: Estimate) -> Difference:
    """Return the difference of two people's scores.

    d = a - b, se = sqrt(se_a^2 + se_b^2), the errors of two people being independent and normal. |d| / se of 1.645 or
    more is what errors alone bring about in one pair of equals in ten. The chance of being alike is
    Phi((STEP - d) / se) - Phi((-STEP - d) / se), with Phi the standard normal distribution function and nothing known
    beforehand about the pair.
    """
    apart, se = a.score - b.score, math.hypot(a.se, b.se)
    return Difference(
        difference=rounded(apart),
        se=rounded(se),
        index=rounded(apart / se),
        alike=rounded(_below((STEP - apart) / se) - _below((-STEP - apart) / se)),
    )


def differences(a: Person, b: Person, group: str) -> dict[str, Difference | None] | None:
    """Return the difference on each scale of a group, None for a scale that either has no score on.

    None where either does not share the group.
    """
    if group not in a.groups or group not in b.groups:
        return None
    return {id: _of(a.estimate(group, id), b.estimate(group, id)) for id in a.groups[group]}


def _of(a: Estimate | None, b: Estimate | None) -> Difference | None:
    return None if a is None or b is None else difference(a, b)


def _below(value: float) -> float:
    return 0.5 * (1.0 + math.erf(value / math.sqrt(2.0)))
