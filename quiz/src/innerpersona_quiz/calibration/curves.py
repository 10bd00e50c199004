"""The graded response model over arrays: the same curves as in `scoring.graded_response`, for many items at once.

Items are held by discrimination a and intercepts d_k = -a b_k, falling with k: P(X >= k) = 1 / (1 + exp(-(a theta +
d_k))). In this form the model is linear in what is estimated, which the fit is steadier for.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innerpersona_quiz.scoring.graded_response import LOG_PRIOR, NODES

type Array = NDArray[np.float64]

THETA: Array = np.array(NODES)
"""The 61 quadrature nodes."""

WEIGHTS: Array = np.exp(np.array(LOG_PRIOR)) / np.exp(np.array(LOG_PRIOR)).sum()
"""The standard normal's weight at each node; they add up to 1."""


@dataclass(frozen=True, slots=True)
class Curves:
    """Curves of J items with m categories at Q values of theta.

    Attributes:
        log_p: log P(X = k), J x m x Q.
        derivative: dP(X = k) / d(a, d_1 … d_(m-1)), J x m x m x Q: category, then parameter.
    """

    log_p: Array
    derivative: Array

    @property
    def p(self) -> Array:
        """P(X = k), J x m x Q."""
        return np.exp(self.log_p)


def curves(parameters: Array, theta: Array = THETA) -> Curves:
    """Return the curves for parameters J x m, each row a, d_1 … d_(m-1) with the d falling."""
    a, d = parameters[:, :1, None], parameters[:, 1:, None]
    z = a * theta[None, None, :] + d
    log_upper = -np.logaddexp(0, -z)  # log P(X >= k), k = 1 … m - 1
    log_lower = -np.logaddexp(0, z)  # log P(X < k)
    gap = np.log(-np.expm1(np.minimum(d[:, 1:] - d[:, :-1], -1e-12)))
    log_p = np.concatenate(
        [log_lower[:, :1], log_upper[:, :-1] + log_lower[:, 1:] + gap, log_upper[:, -1:]], axis=1
    )
    slope = np.exp(log_upper + log_lower)  # the logistic density at each threshold
    items, steps, points = slope.shape
    derivative = np.zeros((items, steps + 1, steps + 1, points))
    for k in range(steps):
        derivative[:, k + 1, k + 1] += slope[:, k]
        derivative[:, k, k + 1] -= slope[:, k]
        derivative[:, k + 1, 0] += slope[:, k] * theta
        derivative[:, k, 0] -= slope[:, k] * theta
    return Curves(log_p, derivative)


def thresholds(parameters: Array) -> Array:
    """Return b_k = -d_k / a, J x (m - 1), rising along each row."""
    found: Array = -parameters[:, 1:] / parameters[:, :1]
    return found
