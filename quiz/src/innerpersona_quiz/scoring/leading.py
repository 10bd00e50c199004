"""What stands out among several scores, if anything does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from innerpersona_quiz.scoring.normal import normal_cdf

NAMED_FROM = 0.80
"""Something is said to come first only where the chance of it is at least this."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What comes first: one (`named`), two (`together`, in their usual order), or nothing (both None)."""

    named: str | None = None
    together: tuple[str, str] | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The one or two that lead; empty where nothing does."""
        return self.together or ((self.named,) if self.named else ())


def above_probability(difference: float, noise: float) -> float:
    """Return the probability, in [0, 1], that a difference is above 0: Phi(difference / noise).

    Phi is the standard normal distribution function, `noise` the standard error of the difference.
    """
    return normal_cdf(difference / noise)


def level_of(score: float, border: float, se: float) -> str:
    """Return "above" or "below" where the score is truly so with a chance of NAMED_FROM or more, else "middle"."""
    above = above_probability(score - border, se)
    return "above" if above >= NAMED_FROM else "below" if 1.0 - above >= NAMED_FROM else "middle"


def trail_of(scores: Mapping[str, float], noise: Callable[[str, str], float]) -> Lead:
    """Return what comes last, by the same rule as `lead_of` from the other end."""
    return lead_of({id: -score for id, score in scores.items()}, noise)


def lead_of(scores: Mapping[str, float], noise: Callable[[str, str], float]) -> Lead:
    """Return what comes first among two scores or more; `noise` gives the standard error of a difference.

    The highest is named if the chance that it is truly above the second is NAMED_FROM or more; else the two
    lead together if the chance that the second is above the third is; else nothing leads. Ties go by the
    scores' order. Two scores can't lead together, since nothing would come after them. That the highest was
    looked for and not named beforehand favours it a little; NAMED_FROM leaves room for that.
    """
    order = list(scores)
    ranked = sorted(order, key=lambda id: (-scores[id], order.index(id)))
    first, second = ranked[:2]
    if above_probability(scores[first] - scores[second], noise(first, second)) >= NAMED_FROM:
        return Lead(named=first)
    if len(ranked) == 2:
        return Lead()
    third = ranked[2]
    if above_probability(scores[second] - scores[third], noise(second, third)) >= NAMED_FROM:
        one, other = sorted((first, second), key=order.index)
        return Lead(together=(one, other))
    return Lead()
