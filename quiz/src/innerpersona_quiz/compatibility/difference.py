"""Do two people differ on a scale by more than the uncertainty of both scores explains, or are they alike?"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from innerpersona_quiz.kinds import Part
from innerpersona_quiz.scoring.classical import Z90, Estimate
from innerpersona_quiz.scoring.deciding import NAMED_FROM
from innerpersona_quiz.scoring.normal import normal_cdf
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
        alike=rounded(normal_cdf((STEP - apart) / se) - normal_cdf((-STEP - apart) / se)),
    )


def differences(a: Part, b: Part, scales: Iterable[str]) -> dict[str, Difference | None]:
    """Return the difference on each of these scales, None for a scale that either has no score on."""
    return {id: _of(a.estimate(id), b.estimate(id)) for id in scales}


def _of(a: Estimate | None, b: Estimate | None) -> Difference | None:
    return None if a is None or b is None else difference(a, b)
