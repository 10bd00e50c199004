"""The graded response model over arrays: the same curves as in `scoring.graded_response`, for many items at once.

An item has a slope a on the scale's general factor theta, a slope c on the factor s of its facet (0 where it has none),
and intercepts d_k, falling with k: P(X >= k) = 1 / (1 + exp(-(a theta + c s + d_k))), with d_k = -a b_k. In this form the
model is linear in what is estimated, which the fit is steadier for.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innerpersona_quiz.scoring.bifactor import LOG_SPECIFIC_WEIGHTS, SPECIFIC_NODES
from innerpersona_quiz.scoring.graded_response import LOG_PRIOR, NODES

type Array = NDArray[np.float64]

THETA: Array = np.array(NODES)
"""The 61 quadrature nodes of the general factor."""

WEIGHTS: Array = np.exp(np.array(LOG_PRIOR)) / np.exp(np.array(LOG_PRIOR)).sum()
"""The standard normal's weight at each node; they add up to 1."""

SPECIFIC: Array = np.array(SPECIFIC_NODES)
"""The quadrature nodes of a facet's own factor."""

SPECIFIC_WEIGHTS: Array = np.exp(np.array(LOG_SPECIFIC_WEIGHTS))
"""The standard normal's weight at each of them; they add up to 1."""

GENERAL: Array = np.stack([THETA, np.zeros_like(THETA)])
"""Pairs (theta, s) for items of no facet, 2 x 61."""

GRID: Array = np.stack([np.repeat(THETA, len(SPECIFIC)), np.tile(SPECIFIC, len(THETA))])
"""Pairs (theta, s) for items of a facet, 2 x (61 x S), s running fastest."""


@dataclass(frozen=True, slots=True)
class Curves:
    """Curves of J items with m categories at Q pairs (theta, s).

    Attributes:
        log_p: log P(X = k), J x m x Q.
        derivative: dP(X = k) / d(a, c, d_1 … d_(m-1)), J x m x (m + 1) x Q: category, then parameter.
    """

    log_p: Array
    derivative: Array

    @property
    def p(self) -> Array:
        """P(X = k), J x m x Q."""
        return np.exp(self.log_p)


def log_probabilities(parameters: Array, nodes: Array) -> Array:
    """Return log P(X = k), J x m x Q, for parameters J x (m + 1), each row a, c, d_1 … d_(m-1), at pairs 2 x Q."""
    return _parts(parameters, nodes)[0]


def curves(parameters: Array, nodes: Array) -> Curves:
    """Return the curves and their derivatives; arguments as for `log_probabilities`."""
    log_p, slope = _parts(parameters, nodes)
    items, steps, points = slope.shape
    derivative = np.zeros((items, steps + 1, steps + 2, points))
    for k in range(steps):
        for category, sign in ((k + 1, 1), (k, -1)):
            derivative[:, category, k + 2] += sign * slope[:, k]
            derivative[:, category, 0] += sign * slope[:, k] * nodes[0]
            derivative[:, category, 1] += sign * slope[:, k] * nodes[1]
    return Curves(log_p, derivative)


def _parts(parameters: Array, nodes: Array) -> tuple[Array, Array]:
    """Return log P(X = k), and the logistic density at each threshold, J x (m - 1) x Q."""
    d = parameters[:, 2:, None]
    z = (parameters[:, :2] @ nodes)[:, None, :] + d
    log_upper = -np.logaddexp(0, -z)  # log P(X >= k), k = 1 … m - 1
    log_lower = log_upper - z  # log P(X < k)
    gap = np.log(-np.expm1(np.minimum(d[:, 1:] - d[:, :-1], -1e-12)))
    log_p = np.concatenate(
        [log_lower[:, :1], log_upper[:, :-1] + log_lower[:, 1:] + gap, log_upper[:, -1:]], axis=1
    )
    return log_p, np.exp(log_upper + log_lower)


def expected(log_p: Array) -> Array:
    """Return the mean category that the model expects of each item, J x Q."""
    found: Array = np.einsum("jkq,k->jq", np.exp(log_p), np.arange(log_p.shape[1], dtype=np.float64))
    return found


def thresholds(parameters: Array) -> Array:
    """Return b_k = -d_k / a, J x (m - 1), rising along each row."""
    found: Array = -parameters[:, 2:] / parameters[:, :1]
    return found
