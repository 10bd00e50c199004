"""How well each item follows its fitted curve: the S-X2 of Orlando and Thissen (2000), for ordered categories.

doi:10.1177/01466216000241003; for the graded response model Kang and Chen (2011), doi:10.1007/s12564-010-9082-4.
"""

import math
from dataclasses import dataclass

import numpy as np

from innerpersona_quiz.calibration.blocks import Answers, Block
from innerpersona_quiz.calibration.curves import WEIGHTS, Array
from innerpersona_quiz.calibration.fitting import Fit, Sample
from innerpersona_quiz.calibration.sum_scores import convolved, integrated, sum_score_chances

LEAST_PEOPLE = 200
"""With fewer complete sheets no fit is reported."""

LEAST_EXPECTED = 5.0
"""Neighbouring categories are counted together until this many people are expected in each cell."""

GROUP_SIZE = 100
"""Neighbouring sum scores are counted together until a group has this many people."""


@dataclass(frozen=True, slots=True)
class ItemFit:
    """S-X2 of one item with its degrees of freedom and the chance of one as large, if the model holds.

    `rmsea` = sqrt(max(0, (X2 / df - 1) / (n - 1))): misfit apart from the number of people; below .05 is small.
    """

    x2: float
    df: int
    p: float
    rmsea: float


def item_fits(sample: Sample, found: Fit) -> list[ItemFit | None]:
    """Return the fit of each item, from the people who answered every item; None where it cannot be had.

    People are grouped by their sum score. In each group, how many gave each answer is held against how many the
    model expects, the sum score given; these come from the recursion of Lord and Wingersky (1984), with facets' factors
    integrated out facet by facet (Cai, 2015, doi:10.1007/s11336-014-9411-3). Degrees of freedom: cells less one a group,
    less the item's parameters.
    """
    complete = sample.answers[(sample.answers >= 0).all(axis=1)]
    items = complete.shape[1]
    if len(complete) < LEAST_PEOPLE:
        return [None] * items
    sums = complete.sum(axis=1)
    groups = _groups(np.bincount(sums, minlength=items * (sample.categories - 1) + 1))
    fits: list[ItemFit | None] = [None] * items
    chances = [block.probabilities(found.parameters) for block in sample.blocks]
    of_blocks = [
        integrated(sum_score_chances(p), block) for p, block in zip(chances, sample.blocks, strict=True)
    ]
    for number, (block, p) in enumerate(zip(sample.blocks, chances, strict=True)):
        others: Array = np.ones((1, len(WEIGHTS)))
        for other, of_block in enumerate(of_blocks):
            if other != number:
                others = convolved(others, of_block)
        for position, item in enumerate(block.items):
            shares = _shares(p, position, block, others)
            parameters = sample.categories + block.specific
            fits[item] = _fit(complete[:, item], sums, shares, groups, parameters)
    return fits


def _shares(p: Array, position: int, block: Block, others: Array) -> Array:
    """Return the share of each answer among people of each sum score, s x m."""
    rest = sum_score_chances(np.delete(p, position, axis=0))
    by_category = [convolved(integrated(rest * chance, block), others) @ WEIGHTS for chance in p[position]]
    share = np.zeros((len(by_category[0]) + len(by_category) - 1, len(by_category)))
    for category, chances in enumerate(by_category):
        share[category : category + len(chances), category] = chances
    total: Array = share / share.sum(axis=1, keepdims=True)
    return total


def _groups(counts: Answers) -> list[range]:
    """Return ranges of neighbouring sum scores with GROUP_SIZE people or more; the ends, which force every answer,
    are left out.
    """
    groups: list[range] = []
    start, people = 1, 0
    for score in range(1, len(counts) - 1):
        people += int(counts[score])
        if people >= GROUP_SIZE:
            groups.append(range(start, score + 1))
            start, people = score + 1, 0
    if groups and people:
        groups[-1] = range(groups[-1].start, len(counts) - 1)
    return groups


def _fit(
    given: Answers, sums: Answers, shares: Array, groups: list[range], parameters: int
) -> ItemFit | None:
    categories = shares.shape[1]
    x2, df = 0.0, -parameters
    for group in groups:
        observed = np.zeros(categories)
        expected = np.zeros(categories)
        for score in group:
            people = given[sums == score]
            observed += np.bincount(people, minlength=categories)
            expected += len(people) * shares[score]
        cells = _merged(observed, expected)
        if len(cells) > 1:
            x2 += sum((o - e) ** 2 / e for o, e in cells)
            df += len(cells) - 1
    if df < 1:
        return None
    rmsea = math.sqrt(max(0.0, (x2 / df - 1) / (len(given) - 1)))
    return ItemFit(x2, df, chi_square_tail(x2, df), rmsea)


def _merged(observed: Array, expected: Array) -> list[tuple[float, float]]:
    """Return pairs of observed and expected, neighbours added up until LEAST_EXPECTED is reached."""
    cells: list[tuple[float, float]] = []
    o = e = 0.0
    for more_o, more_e in zip(observed, expected, strict=True):
        o, e = o + float(more_o), e + float(more_e)
        if e >= LEAST_EXPECTED:
            cells.append((o, e))
            o = e = 0.0
    if cells and e > 0:
        last_o, last_e = cells.pop()
        cells.append((last_o + o, last_e + e))
    return cells


def chi_square_tail(x: float, df: int) -> float:
    """Return P(chi-square with `df` degrees of freedom > x), in [0, 1]; x >= 0, df a whole number from 1 up.

    For whole df the tail is a finite sum: with h = x / 2, for even df exp(-h) sum over i < df / 2 of h^i / i!; for
    odd df erfc(sqrt(h)) + exp(-h) sum over i < (df - 1) / 2 of h^(i + 1/2) / Gamma(i + 3/2).
    """
    if x <= 0:
        return 1.0
    h = x / 2
    if df % 2 == 0:
        terms = [i * math.log(h) - h - math.lgamma(i + 1) for i in range(df // 2)]
        head = 0.0
    else:
        terms = [(i + 0.5) * math.log(h) - h - math.lgamma(i + 1.5) for i in range((df - 1) // 2)]
        head = math.erfc(math.sqrt(h))
    return min(1.0, head + math.fsum(math.exp(term) for term in terms))
