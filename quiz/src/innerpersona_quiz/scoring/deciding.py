"""What may be said of a person: one rule for levels, regions, leads and frictions, whatever the kind, form or scoring.

A statement is made where the chance that it is true is NAMED_FROM or more; else that one of two is, where the two reach
it together; else neither.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from innerpersona_quiz.scoring.distribution import Distribution
from innerpersona_quiz.scoring.normal import normal_cdf

NAMED_FROM = 0.80
"""Something is said only where the chance that it is true is at least this."""

_DIGITS = 10
"""Decimals of a chance that count: later ones differ between the mathematical libraries of a browser and of a computer,
which must say the same."""


def chance(computed: float) -> float:
    """Return a chance without the decimals that depend on the machine, so that equals stay equals."""
    return round(computed, _DIGITS)


@dataclass(frozen=True, slots=True)
class Decision:
    """What may be said: one (`named`), two (`together`, in their usual order), or nothing (both None)."""

    named: str | None = None
    together: tuple[str, str] | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The one or two that may be said; empty where nothing may."""
        return self.together or ((self.named,) if self.named else ())


def decide(chances: Mapping[str, float], pairs: Mapping[tuple[str, str], float]) -> Decision:
    """Return the likeliest of several statements, or the likeliest two.

    Of equally likely single statements it is the first. Of equally likely twos it is neither: a score in the very middle
    is on neither side.

    Args:
        chances: that each statement is true, in [0, 1].
        pairs: the same for statements about two, both in the order of `chances`.
    """
    one = max(chances, key=lambda id: chance(chances[id]))
    if chance(chances[one]) >= NAMED_FROM:
        return Decision(named=one)
    likeliest = max(map(chance, pairs.values()), default=0.0)
    twos = [pair for pair, computed in pairs.items() if chance(computed) == likeliest]
    return Decision(together=twos[0]) if likeliest >= NAMED_FROM and len(twos) == 1 else Decision()


def above_probability(difference: float, noise: float) -> float:
    """Return the probability, in [0, 1], that a difference is above 0: Phi(difference / noise).

    Phi is the standard normal distribution function, `noise` the standard error of the difference.
    """
    return normal_cdf(difference / noise)


def interval_of(known: Distribution, borders: Sequence[float], names: Sequence[str]) -> Decision:
    """Return in which of the intervals between rising borders a true score lies, or in which two neighbors.

    The first interval reaches down and the last one up without end; each has a name.
    """
    below = [0.0, *(known.below(border) for border in borders), 1.0]
    chances = {name: high - low for name, (low, high) in zip(names, pairwise(below), strict=True)}
    return decide(chances, {(one, two): chances[one] + chances[two] for one, two in pairwise(names)})
