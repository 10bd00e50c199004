"""Marginal maximum likelihood for one scale, by expectation and maximization (Bock & Aitkin, 1981).

doi:10.1007/BF02293801. theta is standard normal in the sample, on the 61 nodes that scoring uses.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innerpersona_quiz.calibration.curves import WEIGHTS, Array, curves
from innerpersona_quiz.calibration.errors import CalibrationError

type Answers = NDArray[np.int64]
"""People x items: the keyed category from 0, or -1 where there is no answer."""

TOLERANCE = 1e-4
"""The fit has arrived when no parameter moves by more than this in one round."""

MOST_ROUNDS = 2000
RARE = 5
"""A category that fewer people chose makes its item's thresholds run away; half a person is then added to each."""

LEAST_A, MOST_A = 0.05, 8.0


@dataclass(frozen=True, slots=True)
class Fit:
    """The fitted model of one scale.

    Attributes:
        parameters: J x m, each row a, d_1 … d_(m-1).
        covariance: of all parameters, row after row: the inverse of the observed information.
        log_likelihood: the marginal one, at the end.
        rounds: how many rounds it took.
        smoothed: for each item, whether half a person was added to each of its categories.
        posterior: people x nodes, each row adding up to 1.
    """

    parameters: Array
    covariance: Array
    log_likelihood: float
    rounds: int
    smoothed: NDArray[np.bool_]
    posterior: Array


def fit(answers: Answers, categories: int) -> Fit:
    """Fit the graded response model to one scale's answers.

    Raises CalibrationError if the fit does not arrive, or ends where no usable item lies.
    """
    data = _Data(answers, categories)
    parameters = _start(answers, categories)
    rounds, moved = 0, np.inf
    while moved >= TOLERANCE:
        if rounds == MOST_ROUNDS:
            raise CalibrationError(f"The fit did not arrive within {MOST_ROUNDS} rounds.")
        rounds += 1
        _, posterior = data.posterior(parameters)
        following = _maximize(parameters, data.expected(posterior))
        moved = float(np.abs(following - parameters).max())
        parameters = following
    ends = (parameters[:, 0] <= LEAST_A * 1.01) | (parameters[:, 0] >= MOST_A * 0.99)
    if ends.any():
        numbers = ", ".join(str(int(n) + 1) for n in np.flatnonzero(ends))
        raise CalibrationError(
            f"Items that do not go with their scale, or repeat each other (by their place in it): {numbers}. Check "
            "their keys and their wording."
        )
    log_likelihood, posterior = data.posterior(parameters)
    covariance = _covariance(parameters, data)
    return Fit(parameters, covariance, log_likelihood, rounds, data.smoothed, posterior)


class _Data:
    """Answers as indicators, one column for each category of each item; a missing answer is all zeros."""

    def __init__(self, answers: Answers, categories: int) -> None:
        self._indicators: Array = (
            (answers[:, :, None] == np.arange(categories)).reshape(len(answers), -1).astype(np.float64)
        )
        self._shape = (answers.shape[1], categories)
        counts = self._indicators.sum(axis=0).reshape(self._shape)
        self.smoothed: NDArray[np.bool_] = (counts < RARE).any(axis=1)

    def posterior(self, parameters: Array) -> tuple[float, Array]:
        """Return the marginal log-likelihood and each person's posterior over the nodes."""
        log_p = curves(parameters).log_p.reshape(self._indicators.shape[1], -1)
        logs = self._indicators @ log_p + np.log(WEIGHTS)
        largest = logs.max(axis=1, keepdims=True)
        # Weights beyond e^-100 change no digit of a sum, and as denormal numbers would make it many times slower.
        weights = np.exp(np.maximum(logs - largest, -100.0))
        sums = weights.sum(axis=1, keepdims=True)
        return float((largest + np.log(sums)).sum()), weights / sums

    def expected(self, posterior: Array) -> Array:
        """Return how many people are expected at each node in each category, J x m x Q."""
        counts: Array = (self._indicators.T @ posterior).reshape(*self._shape, -1)
        counts[self.smoothed] += 0.5 * WEIGHTS
        return counts


def _start(answers: Answers, categories: int) -> Array:
    """Return where to start: a = 1, thresholds where the shares of the answers put them."""
    given = (answers >= 0).sum(axis=0)
    rows = []
    for item in range(answers.shape[1]):
        at_least = np.array([(answers[:, item] >= k).sum() for k in range(1, categories)])
        # A pseudo-count that falls with k keeps neighbours apart where nobody chose what is between them.
        share = (at_least + np.linspace(1, 0.1, categories - 1)) / (given[item] + 1.1)
        rows.append([1.0, *(1.2 * np.log(share / (1 - share)))])
    return np.array(rows)


def _gradient(parameters: Array, counts: Array) -> Array:
    """Return the slope of the expected log-likelihood, J x m; at the counts' own parameters, of the marginal one."""
    found = curves(parameters)
    slope: Array = np.einsum("jkq,jkpq->jp", counts / found.p, found.derivative)
    return slope


def _maximize(parameters: Array, counts: Array) -> Array:
    """Return better parameters by one step of Fisher scoring an item, shortened until it does not fall back."""
    found = curves(parameters)
    scaled = found.derivative / found.p[:, :, None, :]
    gradient = np.einsum("jkq,jkpq->jp", counts, scaled)
    people = counts.sum(axis=1)
    information = np.einsum("jq,jkpq,jkrq->jpr", people, scaled, found.derivative, optimize=True)
    steps = np.linalg.solve(information, gradient[:, :, None])[:, :, 0]
    height = (counts * found.log_p).sum(axis=(1, 2))
    best = parameters.copy()
    waiting = np.ones(len(parameters), dtype=bool)
    size = 1.0
    for _ in range(20):
        tried = parameters + size * steps
        tried[:, 0] = np.clip(tried[:, 0], LEAST_A, MOST_A)
        ordered = (np.diff(tried[:, 1:], axis=1) < -1e-6).all(axis=1)
        candidate = np.where(ordered[:, None], tried, parameters)
        better = ordered & ((counts * curves(candidate).log_p).sum(axis=(1, 2)) >= height - 1e-9)
        taken = waiting & better
        best[taken] = tried[taken]
        waiting &= ~taken
        if not waiting.any():
            break
        size /= 2
    return best


def _covariance(parameters: Array, data: _Data) -> Array:
    """Return the inverse of the observed information.

    By Fisher's identity the slope of the marginal log-likelihood is that of the expected one at the same
    parameters; the information is minus its derivative, taken by central differences.
    """
    flat = parameters.ravel()
    size = flat.size
    information = np.empty((size, size))
    for index in range(size):
        step = np.zeros(size)
        step[index] = 1e-4
        slopes = []
        for sign in (1, -1):
            moved = (flat + sign * step).reshape(parameters.shape)
            slopes.append(_gradient(moved, data.expected(data.posterior(moved)[1])).ravel())
        information[index] = (slopes[1] - slopes[0]) / 2e-4
    information = (information + information.T) / 2
    if np.linalg.eigvalsh(information).min() <= 0:
        raise CalibrationError("The answers do not pin the parameters down: there are no standard errors.")
    covariance: Array = np.linalg.inv(information)
    return covariance
