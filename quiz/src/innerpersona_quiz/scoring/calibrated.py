"""Scores of a calibrated instrument: the trait's posterior, put on the response scale, and its place in the norms."""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul, sub
from typing import Protocol

from innerpersona_quiz.model import Answers, Calibration, Instrument, Item
from innerpersona_quiz.scoring import graded_response as grm
from innerpersona_quiz.scoring.bifactor import FacetItem, FacetLikelihood, Span
from innerpersona_quiz.scoring.classical import Z90, Estimate, Trait, is_withheld
from innerpersona_quiz.scoring.distribution import Grid
from innerpersona_quiz.scoring.rounding import rounded

SMALLEST_SE = 0.01
"""At the very ends of the scale the expected answer hardly moves with the trait: no error is taken as smaller."""

TAIL = 0.05
"""What the 90 % interval leaves out at either end."""


def calibrated_estimate(
    instrument: Instrument, calibration: Calibration, scale_id: str, answers: Answers
) -> tuple[Estimate, Trait]:
    """Return the score of one scale and the trait that it rests on, by the graded response model.

    theta and its error are the EAP and the posterior standard deviation over the keyed answers that were given; facets'
    factors, where they have any, are integrated out. Each theta stands for a true score, the mean answer that the model
    expects of it over *all* items of the scale, on the response scale's own metric and comparable whichever items were
    answered (the test characteristic curve divided by the number of items). Score, error (at least SMALLEST_SE) and
    interval are mean, standard deviation and the 5th and 95th percentile of the true score's posterior.

    KeyError for a scale that is not calibrated.
    """
    scale = _scale(calibration, scale_id)
    _, weights = scale.scored(_given(instrument, scale_id, answers))
    found = Grid(scale.values, weights)
    estimate = Estimate(
        score=found.score,
        se=rounded(max(SMALLEST_SE, found.se)),
        interval90=(rounded(found.quantile(TAIL)), rounded(found.quantile(1 - TAIL))),
        posterior=found,
    )
    return estimate, _placed(calibration.scales[scale_id].norms.percentiles, grm.moments(weights))


class Swaps:
    """A scale's posterior with one answer changed: in the likelihood, its item's factor is swapped for another.

    Only nodes that one changed answer can give weight to are looked at.
    """

    ordered = True

    def __init__(
        self, instrument: Instrument, calibration: Calibration, scale_id: str, answers: Answers
    ) -> None:
        items = instrument.items_of(scale_id)
        answered = sum(answers.get(item.id) is not None for item in items)
        self._instrument, self._scale = instrument, _scale(calibration, scale_id)
        self._withheld = is_withheld(answered, len(items))
        self._facets, weights = self._scale.scored(_given(instrument, scale_id, answers))
        self._span = _span(weights)
        self._weights = weights[slice(*self._span)]
        self._values = self._scale.values[slice(*self._span)]
        self._open: dict[str, tuple[_Open, list[float]]] = {}

    def unchanged(self) -> Grid | None:
        """Return the posterior of the true score; None where it is withheld."""
        return None if self._withheld else self._normed(self._weights)

    def changed(self, item: Item, old: int, new: int) -> Grid:
        """Return the same with one answer, `old`, replaced; for a scale that isn't withheld."""
        if item.id not in self._open:
            self._open[item.id] = self._opened(item, old)
        factor, rest = self._open[item.id]
        return self._normed(list(map(mul, rest, factor.chances(self._category(item, new)))))

    def _normed(self, weights: list[float]) -> Grid:
        total = sum(weights)
        return Grid(self._values, [weight / total for weight in weights])

    def _category(self, item: Item, answer: int) -> int:
        return self._instrument.keyed(item, answer) - self._instrument.lowest

    def _opened(self, item: Item, answer: int) -> "tuple[_Open, list[float]]":
        """Return what the posterior owes to an item, in a facet with a factor to the whole facet, and what is left."""
        alone = self._scale.alone.get(item.id)
        factor: _Open
        if alone is not None:
            factor = _Alone(alone, grm.NODES[slice(*self._span)])
        else:
            facet = next(id for id, items in self._scale.facets.items() if item.id in items)
            position = list(self._scale.facets[facet]).index(item.id)
            factor = self._facets[facet].changed(position, self._span)
        pairs = zip(self._weights, factor.chances(self._category(item, answer)), strict=True)
        return factor, [weight / chance if chance else 0.0 for weight, chance in pairs]


class _Open(Protocol):
    """An item whose answer is open, or a facet with one."""

    def chances(self, response: int, /) -> list[float]:
        """Return the likelihood of this answer at the nodes of a span, up to a constant."""


class _Alone:
    """An item without a facet's factor at some nodes: P(X = k) from P(X >= k) and P(X >= k + 1)."""

    def __init__(self, item: grm.GradedItem, nodes: Sequence[float]) -> None:
        self._item, self._nodes = item, nodes
        self._tails = {0: [1.0] * len(nodes), item.categories: [0.0] * len(nodes)}

    def chances(self, response: int, /) -> list[float]:
        return list(map(sub, self._tail(response), self._tail(response + 1)))

    def _tail(self, k: int) -> list[float]:
        if k not in self._tails:
            a, b, exp = self._item.a, self._item.b[k - 1], math.exp
            self._tails[k] = [1.0 / (1.0 + exp(a * (b - node))) for node in self._nodes]
        return self._tails[k]


def _given(instrument: Instrument, scale_id: str, answers: Answers) -> dict[str, int]:
    """Return the categories, from 0, of the keyed answers that were given, by item id."""
    return {
        item.id: instrument.keyed(item, answer) - instrument.lowest
        for item in instrument.items_of(scale_id)
        if (answer := answers.get(item.id)) is not None
    }


def _span(weights: Sequence[float]) -> Span:
    """Return the nodes that one changed answer can give weight to: it hardly makes one a thousand times as likely."""
    least = 1e-8 * max(weights)
    heavy = [node for node, weight in enumerate(weights) if weight > least]
    return heavy[0], heavy[-1] + 1


def _placed(percentiles: tuple[float, ...], found: grm.TraitEstimate) -> Trait:
    theta, se = rounded(found.theta), rounded(found.se)
    ends = (
        bisect_left(percentiles, rounded(theta - Z90 * se)),
        bisect_left(percentiles, rounded(theta + Z90 * se)),
    )
    return Trait(theta, se, bisect_left(percentiles, theta), ends)


@dataclass(slots=True)
class _Scale:
    """A scale's items by id, in facets with a factor of their own and `alone`, and the true score of each node.

    `last` is what was last scored, because a sheet's firmness begins with the posterior that its score rests on.
    """

    facets: Mapping[str, Mapping[str, FacetItem]]
    alone: Mapping[str, grm.GradedItem]
    values: tuple[float, ...]
    last: "tuple[dict[str, int], _Posterior] | None" = None

    def scored(self, given: dict[str, int]) -> "_Posterior":
        """Return the likelihood of each facet, and the posterior weights of the nodes."""
        if self.last is None or self.last[0] != given:
            alone = [id for id in given if id in self.alone]
            facets = {
                facet: FacetLikelihood(list(items.values()), [given.get(id) for id in items])
                for facet, items in self.facets.items()
            }
            logs = [
                grm.log_likelihood_at_nodes([self.alone[id] for id in alone], [given[id] for id in alone])
            ]
            logs += [one.log() for one in facets.values()]
            weights = grm.posterior([sum(column) for column in zip(*logs, strict=True)])
            self.last = given, (facets, weights)
        return self.last[1]


type _Posterior = tuple[dict[str, FacetLikelihood], list[float]]

# One calibration is in use at a time; its items keep what they have computed at the quadrature's nodes.
_SCALES: dict[tuple[str, str], _Scale] = {}


def _scale(calibration: Calibration, scale_id: str) -> _Scale:
    key = (calibration.hash, scale_id)
    if key not in _SCALES:
        found = calibration.scales[scale_id]
        facets: dict[str, dict[str, FacetItem]] = {}
        for id, one in found.parameters.items():
            if one.facet:
                facets.setdefault(one.facet, {})[id] = FacetItem(one.a, one.c, one.b)
        alone = {id: grm.GradedItem(one.a, one.b) for id, one in found.parameters.items() if not one.facet}
        _SCALES[key] = _Scale(facets, alone, found.expected)
    return _SCALES[key]
