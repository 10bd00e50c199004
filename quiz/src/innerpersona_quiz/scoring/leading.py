"""What comes first or last among several scores, if anything does, by the joint chance of it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.scoring.deciding import Decision, chance, decide
from innerpersona_quiz.scoring.normal import normal_cdf

_REACH, _STEPS = 5.0, 60
_PLACES = tuple(_REACH * (2 * step / _STEPS - 1) for step in range(_STEPS + 1))
_DENSITIES = tuple(math.exp(-place * place / 2) for place in _PLACES)
_WEIGHTS = tuple(density / sum(_DENSITIES) for density in _DENSITIES)
"""A normal distribution as weights of 61 places, from 5 standard errors below to 5 above."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How likely each is to be the highest (`chances`), and the likeliest two to be above all others (`pairs`).

    `pairs` is empty where there are no others.
    """

    chances: dict[str, float]
    pairs: dict[tuple[str, str], float]


def standing(scores: Mapping[str, float], errors: Mapping[str, float]) -> Standing:
    """Return the joint chances among two scores or more; their errors are normal and independent of each other.

    P(i is highest) = sum over places t of i's distribution of the product of P(k < t) over all others k. That i and j
    are both above the rest is the same for the lower of the two, with the other above it.
    """
    chances = {id: chance(_above(id, None, scores, errors)) for id in scores}
    order = list(scores)
    first, second = sorted(order, key=lambda id: (-chances[id], order.index(id)))[:2]
    if len(order) == 2:
        return Standing(chances, {})
    both = chance(_above(first, second, scores, errors) + _above(second, first, scores, errors))
    one, two = sorted((first, second), key=order.index)
    return Standing(chances, {(one, two): both})


def lead_of(scores: Mapping[str, float], errors: Mapping[str, float]) -> Decision:
    """Return what comes first: one that is likely enough to be the highest, two that are to be above all others."""
    found = standing(scores, errors)
    return decide(found.chances, found.pairs)


def trail_of(scores: Mapping[str, float], errors: Mapping[str, float]) -> Decision:
    """Return what comes last, by the same rule from the other end."""
    return lead_of({id: -score for id, score in scores.items()}, errors)


def _above(id: str, higher: str | None, scores: Mapping[str, float], errors: Mapping[str, float]) -> float:
    """Return the chance that one is above all the others, but for one that is above it."""
    rest = [(scores[other], errors[other]) for other in scores if other not in (id, higher)]
    total = 0.0
    for place, weight in zip(_PLACES, _WEIGHTS, strict=True):
        here = scores[id] + place * errors[id]
        for score, error in rest:
            weight *= normal_cdf((here - score) / error)
        if higher is not None:
            weight *= normal_cdf((scores[higher] - here) / errors[higher])
        total += weight
    return total
