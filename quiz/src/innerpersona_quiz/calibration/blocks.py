"""Answers by block: the items of a facet, which share a factor of their own, or a few items that share none.

Given the general factor, blocks are independent. So each block needs its own integral over its own factor only, whatever
the number of facets: the dimension reduction of Gibbons and Hedeker (1992), doi:10.1007/BF02295430. Within a block
people who answered alike are computed once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innerpersona_quiz.calibration.curves import (
    GENERAL,
    GRID,
    SPECIFIC_WEIGHTS,
    THETA,
    WEIGHTS,
    Array,
    log_probabilities,
)

type Answers = NDArray[np.int64]
"""People x items: the keyed category from 0, or -1 where there is no answer."""

MOST_PAIRS = 400_000
"""Up to so many pairs of half patterns are multiplied all at once; beyond, only those that occur, in portions."""

MOST_ITEMS = 6
"""Items without a factor of their own are put into blocks of so many, so that people share patterns."""

PORTION = 4096


@dataclass(frozen=True, slots=True)
class Layout:
    """How a scale's items fall into blocks: positions of the items of each, and whether they share a factor."""

    blocks: tuple[tuple[tuple[int, ...], bool], ...]

    @property
    def items(self) -> int:
        """How many items there are."""
        return sum(len(items) for items, _ in self.blocks)

    @property
    def facets(self) -> tuple[tuple[int, ...], ...]:
        """The positions of the items of each facet that has a factor."""
        return tuple(items for items, specific in self.blocks if specific)


LEAST_FACETS, LEAST_ITEMS = 3, 2
"""A general factor is told from facets' own where at least so many facets have at least so many items each."""


def layout_of(facets: Sequence[str]) -> Layout:
    """Return the layout for the facet of each item, "" for none.

    With fewer than LEAST_FACETS facets of LEAST_ITEMS items or more, nothing tells what they share from what is their
    own, and no item has a facet's factor.
    """
    groups: dict[str, list[int]] = {}
    for position, facet in enumerate(facets):
        groups.setdefault(facet, []).append(position)
    shared = {id for id, items in groups.items() if id and len(items) >= LEAST_ITEMS}
    if len(shared) < LEAST_FACETS:
        shared = set()
    alone = [position for position, facet in enumerate(facets) if facet not in shared]
    return Layout(
        (
            *((tuple(items), True) for id, items in groups.items() if id in shared),
            *(
                (tuple(alone[start : start + MOST_ITEMS]), False)
                for start in range(0, len(alone), MOST_ITEMS)
            ),
        )
    )


class Block:
    """One block's answers, as patterns: U patterns that occur, and for each person which it is.

    Attributes:
        items: positions of the items in the scale.
        specific: whether they share a factor.
        nodes: the pairs (theta, s) of its grid, 2 x (61 S), S being 1 where there is no factor.
        weights: of the values of s, S; they add up to 1.
        patterns: U x items of the block.
        person: for each person the pattern.
    """

    def __init__(self, answers: Answers, items: tuple[int, ...], specific: bool) -> None:
        self.items, self.specific = items, specific
        self.nodes: Array = GRID if specific else GENERAL
        self.weights: Array = SPECIFIC_WEIGHTS if specific else np.ones(1)
        self.patterns, self.person = _distinct(answers[:, items])
        self._order = np.argsort(self.person, kind="stable")
        self._starts = np.searchsorted(self.person[self._order], np.arange(len(self.patterns)))
        half = len(items) // 2
        self._halves = (slice(0, half), slice(half, None))
        self._left, self._at_left = _distinct(self.patterns[:, :half])
        self._right, self._at_right = _distinct(self.patterns[:, half:])
        self._dense = len(self._left) * len(self._right) <= MOST_PAIRS

    @property
    def grid_weights(self) -> Array:
        """The weight of each pair (theta, s), 61 S; they add up to 1."""
        return np.outer(WEIGHTS, self.weights).ravel()

    def probabilities(self, parameters: Array) -> Array:
        """Return P(X = k) of the block's items, n x m x (61 S), from the parameters of all items of the scale."""
        return np.exp(log_probabilities(parameters[list(self.items)], self.nodes))

    def likelihood(self, p: Array) -> Array:
        """Return P(pattern | theta), U x 61, its own factor integrated out; p is n x m x (61 S)."""
        left, right = self._tables(p)
        right = right * self.weights
        if self._dense:
            found = np.matmul(left.transpose(1, 0, 2), right.transpose(1, 2, 0))
            likelihood = found[:, self._at_left, self._at_right].T
        else:
            likelihood = np.concatenate(
                [
                    np.einsum("uqs,uqs->uq", left[self._at_left[part]], right[self._at_right[part]])
                    for part in self.all_portions()
                ]
            )
        return np.maximum(np.ascontiguousarray(likelihood), 1e-300)

    def gathered(self, posterior: Array) -> Array:
        """Return the people's posteriors added up by pattern, U x 61."""
        return np.add.reduceat(posterior[self._order], self._starts, axis=0)

    def counts(self, p: Array, ratio: Array) -> Array:
        """Return how many people are expected in each category at each pair (theta, s), n x m x (61 S).

        `ratio` is each pattern's posterior, added up over its people, by its likelihood, U x 61.
        """
        left, right = self._tables(p)
        if self._dense:
            spread = np.zeros((len(THETA), len(self._left), len(self._right)))
            spread[:, self._at_left, self._at_right] = ratio.T
            of_left = np.matmul(spread, right.transpose(1, 0, 2)).transpose(1, 0, 2) * left
            of_right = (
                np.matmul(spread.transpose(0, 2, 1), left.transpose(1, 0, 2)).transpose(1, 0, 2) * right
            )
        else:
            of_left, of_right = np.zeros_like(left), np.zeros_like(right)
            for part in self.all_portions():
                one, other = self._at_left[part], self._at_right[part]
                shares = left[one] * right[other] * ratio[part, :, None]
                np.add.at(of_left, one, shares)
                np.add.at(of_right, other, shares)
        categories = p.shape[1]
        found = [
            _by_category(patterns, of * self.weights, categories)
            for patterns, of in ((self._left, of_left), (self._right, of_right))
        ]
        return np.concatenate(found)

    def specific_posterior(self, p: Array, part: slice) -> Array:
        """Return P(s | theta, pattern) for some of the patterns, u x 61 x S."""
        left, right = self._tables(p)
        joint = left[self._at_left[part]] * right[self._at_right[part]] * self.weights
        found: Array = joint / np.maximum(joint.sum(axis=2, keepdims=True), 1e-300)
        return found

    def all_portions(self) -> list[slice]:
        """Return slices that together cover the patterns."""
        return portions(len(self.patterns))

    def _tables(self, p: Array) -> tuple[Array, Array]:
        """Return P(half pattern | theta, s) of both halves, patterns x 61 x S."""
        first, second = self._halves
        return _table(p[first], self._left, p.shape[2]), _table(p[second], self._right, p.shape[2])


def portions(count: int) -> list[slice]:
    """Return slices that together cover `count` rows, small enough for arrays of a grid a row."""
    return [slice(start, start + PORTION) for start in range(0, count, PORTION)]


def _distinct(rows: Answers) -> tuple[Answers, NDArray[np.int64]]:
    """Return the different rows, and for each row which of them it is."""
    if not rows.shape[1]:
        return np.zeros((1, 0), dtype=np.int64), np.zeros(len(rows), dtype=np.int64)
    base = int(rows.max(initial=0)) + 2
    if base ** rows.shape[1] < 2**62:
        keys = (rows + 1) @ (base ** np.arange(rows.shape[1], dtype=np.int64))
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        return rows[first], inverse
    different, inverse = np.unique(rows, axis=0, return_inverse=True)
    return different, inverse.reshape(-1)


def _table(p: Array, patterns: Answers, points: int) -> Array:
    product: Array = np.ones((len(patterns), points))
    for item, column in zip(p, patterns.T, strict=True):
        product *= np.concatenate([item, np.ones((1, points))])[column]  # -1, no answer, takes the last row
    return product.reshape(len(patterns), len(THETA), -1)


def _by_category(patterns: Answers, of: Array, categories: int) -> Array:
    """Return how many people are expected in each category of each item of a half, n x m x (61 S)."""
    flat = of.reshape(len(patterns), -1)
    indicators = (patterns[:, :, None] == np.arange(categories)).astype(np.float64)
    found: Array = indicators.transpose(1, 2, 0) @ flat
    return found
