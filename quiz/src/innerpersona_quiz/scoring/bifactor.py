"""The general factor of items in facets, each with a factor of its own (gibbons1992full).

P(X >= k) = 1 / (1 + exp(-(a (theta - b_k) + c s))): theta is what the whole scale measures, s what a facet's items share
besides. Both are standard normal and independent. Answers to items of one facet repeat each other in part: s takes that
part up, so that the posterior of theta is as wide as it should be. Given theta, facets are independent, hence

    log P(answers | theta) = sum over facets of log sum over s of w_s prod over the facet's items of P(x | theta, s).

Items are held as probabilities at theta in graded_response.NODES by s in SPECIFIC_NODES.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import mul, truediv

from innerpersona_quiz.scoring.graded_response import NODES

SPECIFIC_NODES: tuple[float, ...] = tuple(-4.2 + step * 0.6 for step in range(15))
"""The quadrature nodes of a facet's factor: against 81 nodes on [-6, 6], theta moves by less than .001."""

_DENSITIES = tuple(math.exp(-node * node / 2) for node in SPECIFIC_NODES)

LOG_SPECIFIC_WEIGHTS: tuple[float, ...] = tuple(
    math.log(density / math.fsum(_DENSITIES)) for density in _DENSITIES
)
"""The logarithm of the standard normal's weight at each node; the weights add up to 1."""

type Row = tuple[float, ...]
type Grid = tuple[Row, ...]
"""A row of values at SPECIFIC_NODES for each of NODES."""


type Span = tuple[int, int]
"""The first of NODES, and the one after the last, that something is computed at."""

ALL: Span = (0, len(NODES))


@dataclass(frozen=True, slots=True)
class FacetItem:
    """An item's parameters: `a` > 0 its slope on the general factor, `c` on the facet's, `b` its rising thresholds."""

    a: float
    c: float
    b: tuple[float, ...]
    _upper: dict[int, Grid] = field(default_factory=dict, repr=False, compare=False)
    _grids: dict[int, Grid] = field(default_factory=dict, repr=False, compare=False)

    def at_nodes(self, category: int) -> Grid:
        """Return P(X = category | theta, s); IndexError for a category that the item does not have."""
        if not 0 <= category <= len(self.b):
            raise IndexError(f"There is no category {category}: the item has {len(self.b) + 1}.")
        grid = self._grids.get(category)
        if grid is None:
            low, high = self._at_least(category), self._at_least(category + 1)
            grid = tuple(
                [
                    tuple([p - q if p - q > _LEAST else _LEAST for p, q in zip(one, other, strict=True)])
                    for one, other in zip(low, high, strict=True)
                ]
            )
            self._grids[category] = grid
        return grid

    def _at_least(self, k: int) -> Grid:
        """Return P(X >= k | theta, s)."""
        if k in (0, len(self.b) + 1):
            return ((1.0 if k == 0 else 0.0,) * len(SPECIFIC_NODES),) * len(NODES)
        grid = self._upper.get(k)
        if grid is None:
            grid = self._upper[k] = self.at_least(k, ALL)
        return grid

    def at_least(self, k: int, span: Span) -> Grid:
        """Return P(X >= k | theta, s) at the nodes of a span, for one of the thresholds, counted from 1."""
        known = self._upper.get(k)
        if known is not None:
            return known[slice(*span)]
        # exp(-(x + y)) is a product: two short rows of exponentials in place of one for each pair of nodes.
        of_s = [math.exp(-self.c * s) for s in SPECIFIC_NODES]
        of_theta = [math.exp(-self.a * (theta - self.b[k - 1])) for theta in NODES[slice(*span)]]
        return tuple([tuple([1.0 / (1.0 + t * s) for s in of_s]) for t in of_theta])


_LEAST = 1e-30
"""No answer counts as less likely: beyond, differences of two probabilities have no digits left."""


class FacetLikelihood:
    """The likelihood of answers to one facet's items, which one changed answer changes without all the rest.

    Without answers it is 1 everywhere.
    """

    def __init__(self, items: Sequence[FacetItem], responses: Sequence[int | None]) -> None:
        self._given = {
            position: (item, response)
            for position, (item, response) in enumerate(zip(items, responses, strict=True))
            if response is not None
        }
        product: list[Row] = [_WEIGHTS] * len(NODES)
        for item, response in self._given.values():
            product = [
                tuple(map(mul, row, other))
                for row, other in zip(product, item.at_nodes(response), strict=True)
            ]
        self._product = product
        self._sums = [max(sum(row), _SMALLEST) for row in product]

    def log(self) -> list[float]:
        """Return log P(answers | theta) at each of NODES."""
        return list(map(math.log, self._sums))

    def changed(self, position: int, span: Span = ALL) -> "Changed":
        """Return what the answers but the one at `position` say; KeyError where that one is missing."""
        item, response = self._given[position]
        pairs = zip(self._product[slice(*span)], item.at_nodes(response)[slice(*span)], strict=True)
        rest = [tuple(map(truediv, row, other)) for row, other in pairs]
        return Changed(item, rest, span, {response: self._sums[slice(*span)]})


_WEIGHTS = tuple(math.exp(value) for value in LOG_SPECIFIC_WEIGHTS)


@dataclass(frozen=True, slots=True)
class Changed:
    """A facet with one answer left open; `known` is what `chances` returns for the answer that was given."""

    item: FacetItem
    rest: list[Row]
    span: Span
    known: dict[int, list[float]]
    _tails: dict[int, list[float]] = field(default_factory=dict, repr=False, compare=False)

    def chances(self, response: int, /) -> list[float]:
        """Return P(answers | theta) at the nodes of the span, with this answer in the open place."""
        if response in self.known:
            return self.known[response]
        pairs = zip(self._tail(response), self._tail(response + 1), strict=True)
        return [low - high if low - high > _SMALLEST else _SMALLEST for low, high in pairs]

    def _tail(self, k: int) -> list[float]:
        """Return the same with any answer from `k` on: two of them give each answer, so that few are summed."""
        tail = self._tails.get(k)
        if tail is None:
            if k == 0:
                tail = [sum(row) for row in self.rest]
            elif k > len(self.item.b):
                tail = [0.0] * len(self.rest)
            else:
                rows = zip(self.rest, self.item.at_least(k, self.span), strict=True)
                tail = [math.sumprod(row, other) for row, other in rows]
            self._tails[k] = tail
        return tail


_SMALLEST = 1e-300
