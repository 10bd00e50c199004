"""What is known of a true score: a normal distribution around the one found, or a posterior over the values of a grid."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from innerpersona_quiz.scoring.normal import normal_cdf
from innerpersona_quiz.scoring.rounding import rounded

_REACH, _STEPS = 5.0, 60
_PLACES = tuple(_REACH * (2 * step / _STEPS - 1) for step in range(_STEPS + 1))
_DENSITIES = tuple(math.exp(-place * place / 2) for place in _PLACES)
_WEIGHTS = tuple(density / sum(_DENSITIES) for density in _DENSITIES)
"""A normal distribution as weights of 61 places, from 5 standard errors below to 5 above."""


class Known(Protocol):
    """A score, in units of the response scale, with the chance that the true one is below a value."""

    @property
    def score(self) -> float:
        """The score found."""

    def below(self, value: float) -> float:
        """Return the chance, in [0, 1], that the true score lies below a value."""


class Distribution(Known, Protocol):
    """The whole distribution of a true score."""

    def places(self) -> Iterable[tuple[float, float]]:
        """Return values with their weights, which add up to 1, to sum over the distribution."""

    def reversed(self) -> "Distribution":
        """Return the distribution of minus the true score."""


@dataclass(frozen=True, slots=True)
class Normal:
    """Errors of standard deviation `se` around the score found."""

    score: float
    se: float

    def below(self, value: float) -> float:
        """Return Phi((value - score) / se)."""
        return normal_cdf((value - self.score) / self.se)

    def places(self) -> Iterable[tuple[float, float]]:
        """Return 61 values, with the weights of the normal density."""
        return zip((self.score + place * self.se for place in _PLACES), _WEIGHTS, strict=True)

    def reversed(self) -> "Normal":
        """Return the distribution of minus the true score."""
        return Normal(-self.score, self.se)


@dataclass(frozen=True, slots=True)
class Grid:
    """A posterior on a grid: `values` never fall, `weights` add up to 1.

    The values rise with a parameter of which the grid has equal steps, and the weights are its density there.
    """

    values: Sequence[float]
    weights: Sequence[float]

    @property
    def score(self) -> float:
        """The mean, to six decimals."""
        return rounded(math.sumprod(self.values, self.weights))

    @property
    def se(self) -> float:
        """The standard deviation."""
        mean = math.sumprod(self.values, self.weights)
        return math.sqrt(math.sumprod([(value - mean) ** 2 for value in self.values], self.weights))

    def below(self, value: float) -> float:
        """Return the chance that the true score lies below a value.

        From place to place the distribution function is the cubic that has its values and its slopes, the weights. Its
        values are trapezoidal sums less their first error, by Euler and Maclaurin a twelfth of the slope of the density.
        """
        place = bisect_right(self.values, value)
        if place in (0, len(self.values)):
            return float(place > 0)
        before, after = self.values[place - 1], self.values[place]
        t = (value - before) / (after - before)
        weights = self.weights
        near, far = weights[place - 1], weights[place]
        outer = weights[place - 2] if place > 1 else 0.0
        beyond = weights[place + 1] if place + 1 < len(weights) else 0.0
        low = sum(weights[: place - 1]) + near / 2 - (far - outer) / 24
        rise = (13 * (near + far) - outer - beyond) / 24
        reached = low + t * t * (3 - 2 * t) * rise + t * (1 - t) * ((1 - t) * near - t * far)
        return min(1.0, max(0.0, reached))

    def quantile(self, share: float) -> float:
        """Return the value below which the true score lies with this chance, by halving."""
        low, high = self.values[0], self.values[-1]
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if self.below(middle) < share else (low, middle)
        return high

    def places(self) -> Iterable[tuple[float, float]]:
        """Return the grid."""
        return zip(self.values, self.weights, strict=True)

    def reversed(self) -> "Grid":
        """Return the distribution of minus the true score."""
        return Grid([-value for value in reversed(self.values)], self.weights[::-1])
