"""How well a scale's model reproduces the answers as a whole: C2, its RMSEA, and SRMSR.

C2 (Cai & Monro, 2014; Monroe & Cai, 2015, doi:10.1080/00273171.2015.1036859) compares how often each category was chosen,
and the mean product of every two answers, with what the model implies.
"""

import math
from dataclasses import dataclass

import numpy as np

from innerpersona_quiz.calibration.blocks import Answers
from innerpersona_quiz.calibration.curves import WEIGHTS, Array, curves
from innerpersona_quiz.calibration.fitting import Fit, Sample
from innerpersona_quiz.calibration.item_fit import LEAST_PEOPLE, chi_square_tail
from innerpersona_quiz.calibration.sum_scores import integrated, simulated

SIMULATED = 100_000
"""The moments' covariance is that of so many made-up people; a portion of them at a time."""

PORTION = 10_000


@dataclass(frozen=True, slots=True)
class ModelFit:
    """Fit of a whole scale.

    Attributes:
        c2: the statistic, with df degrees of freedom and the chance p of one as large if the model holds.
        rmsea: sqrt(max(0, (C2 - df) / (df (n - 1)))); below .05 is small.
        srmsr: the root mean square difference between the correlations of the answers and those of the model; below
            .05 is small.
    """

    c2: float
    df: int
    p: float
    rmsea: float
    srmsr: float


@dataclass(frozen=True, slots=True)
class _Moments:
    """Moments and their derivatives by all parameters, and the model's correlations."""

    values: Array
    derivative: Array
    correlations: Array


def model_fit(sample: Sample, found: Fit) -> ModelFit | None:
    """Return the fit of a scale, from the people who answered everything; None where it cannot be had."""
    complete = sample.answers[(sample.answers >= 0).all(axis=1)]
    moments = _implied(sample, found.parameters)
    free = np.ones(found.parameters.shape, dtype=bool)
    free[sample.fixed, 1] = False
    df = len(moments.values) - int(free.sum())
    if len(complete) < LEAST_PEOPLE or df < 1:
        return None
    residuals = _moments(complete, sample.categories).mean(axis=0) - moments.values
    weight = np.linalg.pinv(_spread(sample, found), rcond=1e-10, hermitian=True)
    slope = moments.derivative[:, free.ravel()]
    explained = np.linalg.lstsq(slope.T @ weight @ slope, slope.T @ weight @ residuals, rcond=None)[0]
    c2 = float(len(complete) * (residuals @ weight @ residuals - residuals @ weight @ slope @ explained))
    rmsea = math.sqrt(max(0.0, (c2 - df) / (df * (len(complete) - 1))))
    pairs = np.tril_indices(complete.shape[1], -1)
    observed: Array = np.asarray(np.corrcoef(complete.T))
    apart = observed[pairs] - moments.correlations[pairs]
    return ModelFit(c2, df, chi_square_tail(c2, df), rmsea, float(np.sqrt((apart**2).mean())))


def _moments(answers: Answers, categories: int) -> Array:
    """Return of each person whether each answer is k or more, and the product of every two answers."""
    at_least = (answers[:, :, None] >= np.arange(1, categories)).reshape(len(answers), -1)
    one, other = np.tril_indices(answers.shape[1], -1)
    return np.concatenate([at_least, answers[:, one] * answers[:, other]], axis=1).astype(np.float64)


def _spread(sample: Sample, found: Fit) -> Array:
    """Return the covariance of one person's moments under the model."""
    source = np.random.default_rng(20261130)
    total = square = None
    for _ in range(SIMULATED // PORTION):
        rows = _moments(simulated(found.parameters, found.layout, PORTION, source), sample.categories)
        total = rows.sum(axis=0) if total is None else total + rows.sum(axis=0)
        square = rows.T @ rows if square is None else square + rows.T @ rows
    assert total is not None and square is not None
    mean = total / SIMULATED
    covariance: Array = square / SIMULATED - np.outer(mean, mean)
    return covariance


def _implied(sample: Sample, parameters: Array) -> _Moments:
    """Return the model's moments, by quadrature; within a facet over both factors, else over the general one."""
    items, size = parameters.shape
    steps = sample.categories - 1
    values = np.arange(sample.categories, dtype=np.float64)
    at_least, own = np.zeros((items, steps)), np.zeros((items, steps, size))
    mean, slope = np.zeros((items, len(WEIGHTS))), np.zeros((items, size, len(WEIGHTS)))
    square = np.zeros(items)
    product, by_first = np.zeros((items, items)), np.zeros((items, items, size))
    blocks = []
    for block in sample.blocks:
        at = list(block.items)
        found = curves(parameters[at], block.nodes)
        p = found.p
        at_least[at] = np.cumsum(p[:, :0:-1] @ block.grid_weights, axis=1)[:, ::-1]
        own[at] = np.cumsum(found.derivative[:, :0:-1] @ block.grid_weights, axis=1)[:, ::-1]
        means = np.einsum("jkq,k->jq", p, values)
        slopes = np.einsum("jkpq,k->jpq", found.derivative, values)
        mean[at], slope[at] = integrated(means, block), integrated(slopes, block)
        square[at] = np.einsum("jkq,k,q->j", p, values**2, block.grid_weights, optimize=True)
        blocks.append((at, means, slopes, block.grid_weights))
    product += (mean * WEIGHTS) @ mean.T
    by_first += np.einsum("ipq,jq->ijp", slope * WEIGHTS, mean, optimize=True)
    for at, means, slopes, weights in blocks:
        product[np.ix_(at, at)] = (means * weights) @ means.T
        by_first[np.ix_(at, at)] = np.einsum("ipq,jq->ijp", slopes * weights, means, optimize=True)
    one, other = np.tril_indices(items, -1)
    derivative = np.zeros((items * steps + len(one), items, size))
    for item in range(items):
        derivative[item * steps : (item + 1) * steps, item] = own[item]
    rows = items * steps + np.arange(len(one))
    derivative[rows, one] = by_first[one, other]
    derivative[rows, other] = by_first[other, one]
    average = mean @ WEIGHTS
    covariance = product - np.outer(average, average)
    deviations = np.sqrt(square - average**2)
    return _Moments(
        np.concatenate([at_least.ravel(), product[one, other]]),
        derivative.reshape(len(derivative), -1),
        covariance / np.outer(deviations, deviations),
    )
