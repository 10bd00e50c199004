"""Items that work differently for groups of people who stand alike on the scale: differential item functioning.

What a person answers to an item is held against what the answers to the *other* facets' items (without facets' factors:
to all other items) say that people who stand there answer, under a normal distribution of the general factor in the
person's own group. Where an item works alike for all, what is left is 0 on average in every group, however far apart
groups are. Items that are found are left out of what people are placed by, and all are tried again (purification).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innerpersona_quiz.calibration.blocks import Answers, Block
from innerpersona_quiz.calibration.curves import THETA, Array
from innerpersona_quiz.calibration.fitting import Fit
from innerpersona_quiz.calibration.item_fit import chi_square_tail
from innerpersona_quiz.calibration.sum_scores import integrated

LEAST_GROUP = 200
"""A group with fewer people is not looked at."""

MOST_PEOPLE = 10_000
"""So many people, evenly over the file, tell enough."""

LARGE_FROM, P_BELOW = 0.2, 0.01
"""An item is named from this effect on, in standard deviations of its answers, if p times the number of items and groups
is below this."""

MOST_PASSES = 4


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """How one group answers an item, beside people of the other groups who stand alike.

    Attributes:
        group: which group.
        effect: its mean residual less that of all other groups, in standard deviations of the answers to the item.
        slope: the same for the residual's slope on theta: answers that rise more or less steeply.
        p: of both together (chi-square, 2 degrees of freedom), times the number of tests, at most 1.
        named: whether it is large and not by chance.
    """

    group: str
    effect: float
    slope: float
    p: float
    named: bool


def differences(
    found: Fit, answers: Answers, categories: int, groups: Sequence[str]
) -> list[list[ItemDifference]]:
    """Return for each item how it works in each group; no group where fewer than two have LEAST_GROUP people.

    `groups` has the group of each person, "" for one that is not told.
    """
    rows = np.linspace(0, len(answers) - 1, min(len(answers), MOST_PEOPLE)).astype(np.int64)
    of = np.array(groups, dtype=object)[rows]
    names = [name for name in sorted(set(of)) if name and int((of == name).sum()) >= LEAST_GROUP]
    items = answers.shape[1]
    if len(names) < 2:
        return [[] for _ in range(items)]
    known = np.isin(of.astype(str), names)
    sample = _Placing(found, answers[rows[known]], categories)
    of = of[known]
    left_out: frozenset[int] = frozenset()
    for _ in range(MOST_PASSES):
        result = _tried(sample, of, names, left_out)
        named = frozenset(item for item, one in enumerate(result) if any(group.named for group in one))
        if named == left_out or len(named) > items // 2:
            break
        left_out = named
    return result


class _Placing:
    """People's likelihoods, item by item or facet by facet."""

    def __init__(self, found: Fit, answers: Answers, categories: int) -> None:
        self.found, self.answers, self.categories = found, answers, categories
        self.units: list[tuple[tuple[int, ...], bool]] = []
        for items, specific in found.layout.blocks:
            self.units += [(items, True)] if specific else [((item,), False) for item in items]

    def logs(self, left_out: frozenset[int]) -> list[Array]:
        """Return log P(answers | theta) of each unit, people x 61, without the items that are left out."""
        hidden = self.answers.copy()
        hidden[:, sorted(left_out)] = -1
        logs = []
        for items, specific in self.units:
            block = Block(hidden, items, specific)
            logs.append(np.log(block.likelihood(block.probabilities(self.found.parameters)))[block.person])
        return logs

    def expected(self, item: int, specific: bool) -> Array:
        """Return the mean answer to an item at each node."""
        block = Block(self.answers[:1], (item,), specific)
        p = integrated(block.probabilities(self.found.parameters)[0], block)
        values = np.arange(self.categories, dtype=np.float64)
        found: Array = values @ p
        return found


def _tried(
    sample: _Placing, of: NDArray[np.object_], names: list[str], left_out: frozenset[int]
) -> list[list[ItemDifference]]:
    logs = sample.logs(left_out)
    total = np.sum(logs, axis=0)
    prior = np.zeros_like(total)
    for name in names:
        prior[of == name] = _group_prior(total[of == name])
    result: list[list[ItemDifference]] = [[] for _ in range(sample.answers.shape[1])]
    tests = len(result) * (len(names) if len(names) > 2 else 1)
    for (items, specific), own in zip(sample.units, logs, strict=True):
        posterior = _normalized(total - own + prior)
        places = posterior @ THETA
        for item in items:
            mean = sample.expected(item, specific)
            given = sample.answers[:, item] >= 0
            residual = sample.answers[:, item] - posterior @ mean
            spread = float(sample.answers[given, item].std())
            result[item] = [
                _difference(residual[given], places[given], (of == name)[given], spread, name, tests)
                for name in names
            ]
    return result


def _difference(
    residual: Array, places: Array, inside: NDArray[np.bool_], spread: float, name: str, tests: int
) -> ItemDifference:
    one, other = _line(residual[inside], places[inside]), _line(residual[~inside], places[~inside])
    apart = one[0] - other[0]
    statistic = float(apart @ np.linalg.solve(one[1] + other[1], apart))
    p = min(1.0, chi_square_tail(statistic, 2) * tests)
    effect = float(residual[inside].mean() - residual[~inside].mean()) / max(spread, 1e-9)
    slope = float(apart[1]) / max(spread, 1e-9)
    large = max(abs(effect), abs(slope)) >= LARGE_FROM
    return ItemDifference(name, effect, slope, p, bool(large and p < P_BELOW))


def _line(residual: Array, places: Array) -> tuple[Array, Array]:
    """Return intercept and slope of the residuals on theta, with their covariance, which allows for unequal spread."""
    x = np.stack([np.ones_like(places), places], axis=1)
    inverse = np.linalg.pinv(x.T @ x)
    line = inverse @ x.T @ residual
    rest = (residual - x @ line)[:, None] * x
    return line, inverse @ (rest.T @ rest) @ inverse


def _group_prior(logs: Array) -> Array:
    """Return the logarithm of a group's normal density at the nodes, its mean and deviation found by EM."""
    mean, deviation = 0.0, 1.0
    for _ in range(60):
        prior = -((THETA - mean) ** 2) / (2 * deviation**2)
        share = _normalized(logs + prior).mean(axis=0)
        following = float(share @ THETA)
        spread = math.sqrt(float(share @ (THETA - following) ** 2))
        moved = abs(following - mean) + abs(spread - deviation)
        mean, deviation = following, max(spread, 0.1)
        if moved < 1e-4:
            break
    return np.asarray(-((THETA - mean) ** 2) / (2 * deviation**2))


def _normalized(logs: Array) -> Array:
    weights = np.exp(np.maximum(logs - logs.max(axis=1, keepdims=True), -100.0))
    found: Array = weights / weights.sum(axis=1, keepdims=True)
    return found
