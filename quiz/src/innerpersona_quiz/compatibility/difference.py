"""Do two people differ on a scale, or are they alike? Either is said only where it is probably true."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from innerpersona_quiz.kinds import Part
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.deciding import decide
from innerpersona_quiz.scoring.normal import normal_cdf
from innerpersona_quiz.scoring.rounding import rounded

type Verdict = Literal["apart", "alike", "open"]

STEP = 1.0
"""Two people are called alike where they are probably less than one step of the answer scale apart."""

HALF_STEP = 0.5
"""They are called different where one is probably higher by this much or more: less is hardly a difference."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference a - b of two scores in response scale units, its standard error and its index, difference / se.

    `alike` is the chance, in [0, 1], that the true difference is smaller than STEP, `apart` that it is HALF_STEP or more
    in the direction found. Six decimals each.
    """

    difference: float
    se: float
    index: float
    alike: float
    apart: float

    @property
    def verdict(self) -> Verdict:
        """What may be said: "apart" or "alike", the likelier where both are likely enough, else "open"."""
        said = decide({"alike": self.alike, "apart": self.apart}, {}).named
        return "open" if said is None else "apart" if said == "apart" else "alike"


def difference(a: Estimate, b: Estimate) -> Difference:
    """Return the difference of two people's scores.

    d = a - b, se = sqrt(se_a^2 + se_b^2), the errors of two people being independent and normal. With Phi the standard
    normal distribution function and nothing known beforehand about the pair, the chance of being alike is
    Phi((STEP - d) / se) - Phi((-STEP - d) / se), that of being apart Phi((|d| - HALF_STEP) / se).
    """
    apart, se = a.score - b.score, math.hypot(a.se, b.se)
    return Difference(
        difference=rounded(apart),
        se=rounded(se),
        index=rounded(apart / se),
        alike=rounded(normal_cdf((STEP - apart) / se) - normal_cdf((-STEP - apart) / se)),
        apart=rounded(normal_cdf((abs(apart) - HALF_STEP) / se)),
    )


def differences(a: Part, b: Part, scales: Iterable[str]) -> dict[str, Difference | None]:
    """Return the difference on each of these scales, None for a scale that either has no score on."""
    return {id: _of(a.estimate(id), b.estimate(id)) for id in scales}


def _of(a: Estimate | None, b: Estimate | None) -> Difference | None:
    return None if a is None or b is None else difference(a, b)
