"""Marginal maximum likelihood for one scale, by expectation and maximization (Bock & Aitkin, 1981).

doi:10.1007/BF02293801. The general factor theta is standard normal in the sample, on the 61 nodes that scoring uses; so
is, where the scale has facets, a factor of each facet's own, independent of it and of each other. Rounds are extrapolated
by SQUAREM (Varadhan & Roland, 2008, doi:10.1111/j.1467-9469.2007.00585.x).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innerpersona_quiz.calibration.blocks import Answers, Block, Layout
from innerpersona_quiz.calibration.curves import WEIGHTS, Array, curves, log_probabilities
from innerpersona_quiz.calibration.errors import CalibrationError

TOLERANCE = 1e-4
"""The fit has arrived when no parameter moves by more than this in one round."""

MOST_ROUNDS = 2000
RARE = 5
"""A category that fewer people chose makes its item's thresholds run away; half a person is then added to each."""

LEAST_A, MOST_A = 0.05, 8.0

SPREAD_OF_C = 2.0
"""A facet's own slopes have a normal prior with this standard deviation: weak beside data, and enough for two items,
of whose slopes the data know the product only."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The fitted model of one scale.

    Attributes:
        layout: which items share a factor.
        parameters: J x (m + 1), each row a, c, d_1 … d_(m-1).
        log_likelihood: the marginal one, at the end.
        rounds: how many rounds it took.
        smoothed: for each item, whether half a person was added to each of its categories.
        posterior: people x nodes, each row adding up to 1.
    """

    layout: Layout
    parameters: Array
    log_likelihood: float
    rounds: int
    smoothed: NDArray[np.bool_]
    posterior: Array


@dataclass(frozen=True, slots=True)
class Expectation:
    """What parameters say of a sample.

    Attributes:
        log_likelihoods: the marginal one of each person.
        posterior: of each person over the nodes of the general factor, each row adding up to 1.
        likelihoods: of each block's patterns over these nodes, U x 61.
    """

    log_likelihoods: Array
    posterior: Array
    likelihoods: tuple[Array, ...]


class Sample:
    """A scale's answers, arranged for the fit."""

    def __init__(self, answers: Answers, categories: int, layout: Layout) -> None:
        self.answers, self.categories, self.layout = answers, categories, layout
        self.blocks = [Block(answers, items, specific) for items, specific in layout.blocks]
        counts = (answers[:, :, None] == np.arange(categories)).sum(axis=0)
        self.smoothed: NDArray[np.bool_] = (counts < RARE).any(axis=1)
        self.fixed: NDArray[np.bool_] = np.ones(answers.shape[1], dtype=bool)
        """Items whose c is 0, because they share no facet's factor."""
        for block in self.blocks:
            self.fixed[list(block.items)] = not block.specific

    def likelihoods(self, parameters: Array) -> tuple[Array, ...]:
        """Return P(pattern | theta) of each block's patterns, U x 61."""
        return tuple(block.likelihood(block.probabilities(parameters)) for block in self.blocks)

    def expectation(self, parameters: Array) -> Expectation:
        """Return the sample's likelihood and posteriors under these parameters."""
        likelihoods = self.likelihoods(parameters)
        logs = np.tile(np.log(WEIGHTS), (len(self.answers), 1))
        for block, likelihood in zip(self.blocks, likelihoods, strict=True):
            logs += np.log(likelihood)[block.person]
        largest = logs.max(axis=1, keepdims=True)
        # Weights beyond e^-100 change no digit of a sum, and as denormal numbers would make it many times slower.
        weights = np.exp(np.maximum(logs - largest, -100.0))
        sums = weights.sum(axis=1, keepdims=True)
        return Expectation((largest + np.log(sums))[:, 0], weights / sums, likelihoods)

    def counts(self, parameters: Array, found: Expectation, number: int) -> Array:
        """Return how many people are expected in a block at each pair of nodes in each category, n x m x (61 S)."""
        block = self.blocks[number]
        ratio = block.gathered(found.posterior) / found.likelihoods[number]
        counts = block.counts(block.probabilities(parameters), ratio)
        counts[self.smoothed[list(block.items)]] += 0.5 * block.grid_weights
        return counts


def fit(
    answers: Answers,
    categories: int,
    layout: Layout,
    start: Array | None = None,
    tolerance: float = TOLERANCE,
) -> Fit:
    """Fit the graded response model to one scale's answers, from `start` where there is one.

    Raises CalibrationError if the fit does not arrive, or ends where no usable item lies.
    """
    sample = Sample(answers, categories, layout)
    parameters = _start(sample) if start is None else np.where(_of_c(start, sample.fixed), 0.0, start)
    parameters, rounds = _arrived(sample, parameters, tolerance)
    ends = (parameters[:, 0] <= LEAST_A * 1.01) | (parameters[:, 0] >= MOST_A * 0.99)
    if ends.any():
        numbers = ", ".join(str(int(n) + 1) for n in np.flatnonzero(ends))
        raise CalibrationError(
            f"Items that do not go with their scale, or repeat each other (by their place in it): {numbers}. Check "
            "their keys and their wording."
        )
    for block in sample.blocks:
        items = list(block.items)
        if parameters[items, 1].sum() < 0:
            parameters[items, 1] *= -1
    found = sample.expectation(parameters)
    total = float(found.log_likelihoods.sum())
    return Fit(layout, parameters, total, rounds, sample.smoothed, found.posterior)


def _of_c(parameters: Array, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    mask = np.zeros(parameters.shape, dtype=bool)
    mask[rows, 1] = True
    return mask


def _arrived(sample: Sample, parameters: Array, tolerance: float) -> tuple[Array, int]:
    """Return the parameters at which a round moves nothing, and the number of rounds.

    Two rounds give a direction and a length (SQUAREM's third scheme); where the likelihood falls there, or no curve
    lies, the second round's parameters stay.
    """
    rounds = 0
    while rounds < MOST_ROUNDS:
        height, first = _round(sample, parameters)
        _, second = _round(sample, first)
        rounds += 2
        step, bend = first - parameters, second - 2 * first + parameters
        if float(np.abs(second - first).max()) < tolerance:
            return second, rounds
        length = max(1.0, float(np.linalg.norm(step) / max(np.linalg.norm(bend), 1e-12)))
        far = parameters + 2 * length * step + length**2 * bend
        parameters = second
        if length > 1 and _possible(far):
            reached, following = _round(sample, far)
            rounds += 1
            if reached >= height:
                parameters = following
    raise CalibrationError(f"The fit did not arrive within {MOST_ROUNDS} rounds.")


def _possible(parameters: Array) -> bool:
    a = parameters[:, 0]
    falling = (np.diff(parameters[:, 2:], axis=1) < -1e-6).all()
    return bool(falling and (a > LEAST_A).all() and (a < MOST_A).all() and np.isfinite(parameters).all())


def _round(sample: Sample, parameters: Array) -> tuple[float, Array]:
    """Return the log posterior of the parameters, up to a constant, and better parameters."""
    found = sample.expectation(parameters)
    following = parameters.copy()
    for number, block in enumerate(sample.blocks):
        items = list(block.items)
        counts = sample.counts(parameters, found, number)
        following[items] = _maximize(parameters[items], counts, block)
    return float(found.log_likelihoods.sum()) - _penalty(parameters), following


def _penalty(parameters: Array) -> float:
    return float((parameters[:, 1] ** 2).sum() / (2 * SPREAD_OF_C**2))


def _start(sample: Sample) -> Array:
    """Return where to start: slopes of 1, thresholds where the shares of the answers put them."""
    answers, categories = sample.answers, sample.categories
    given = (answers >= 0).sum(axis=0)
    rows = []
    for item in range(answers.shape[1]):
        at_least = np.array([(answers[:, item] >= k).sum() for k in range(1, categories)])
        # A pseudo-count that falls with k keeps neighbours apart where nobody chose what is between them.
        share = (at_least + np.linspace(1, 0.1, categories - 1)) / (given[item] + 1.1)
        own = 0.0 if sample.fixed[item] else 0.7
        rows.append([1.0, own, *(1.2 * np.log(share / (1 - share)))])
    return np.array(rows)


def _maximize(parameters: Array, counts: Array, block: Block) -> Array:
    """Return better parameters by one step of Fisher scoring an item, shortened until it does not fall back."""
    found = curves(parameters, block.nodes)
    scaled = found.derivative / found.p[:, :, None, :]
    gradient = np.einsum("jkq,jkpq->jp", counts, scaled, optimize=True)
    people = counts.sum(axis=1)
    weighted = scaled * people[:, None, None, :]
    size = parameters.shape[1]
    flat = (len(parameters), size, -1)
    information = np.matmul(
        weighted.transpose(0, 2, 1, 3).reshape(flat),
        found.derivative.transpose(0, 2, 1, 3).reshape(flat).transpose(0, 2, 1),
    )
    if block.specific:
        gradient[:, 1] -= parameters[:, 1] / SPREAD_OF_C**2
        information[:, 1, 1] += 1 / SPREAD_OF_C**2
    else:
        gradient[:, 1] = information[:, 1, :] = information[:, :, 1] = 0.0
        information[:, 1, 1] = 1.0
    steps = np.linalg.solve(information, gradient[:, :, None])[:, :, 0]

    def height(rows: Array, log_p: Array) -> Array:
        total: Array = (counts * log_p).sum(axis=(1, 2)) - rows[:, 1] ** 2 / (2 * SPREAD_OF_C**2)
        return total

    least = height(parameters, found.log_p) - 1e-9
    best = parameters.copy()
    waiting = np.ones(len(parameters), dtype=bool)
    length = 1.0
    for _ in range(20):
        tried = parameters + length * steps
        tried[:, 0] = np.clip(tried[:, 0], LEAST_A, MOST_A)
        ordered = (np.diff(tried[:, 2:], axis=1) < -1e-6).all(axis=1)
        candidate = np.where(ordered[:, None], tried, parameters)
        better = ordered & (height(candidate, log_probabilities(candidate, block.nodes)) >= least)
        taken = waiting & better
        best[taken] = tried[taken]
        waiting &= ~taken
        if not waiting.any():
            break
        length /= 2
    return best
