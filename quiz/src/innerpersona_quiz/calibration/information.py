"""The standard errors of a fit's parameters, from the cross-products of people's slopes.

A person's slope is the derivative of the own marginal log-likelihood, by Fisher's identity the posterior mean of that of
the complete data. The sum of its cross-products over people estimates the information.
"""

import numpy as np

from innerpersona_quiz.calibration.blocks import Answers, Block, portions
from innerpersona_quiz.calibration.curves import Array, curves
from innerpersona_quiz.calibration.errors import CalibrationError
from innerpersona_quiz.calibration.fitting import SPREAD_OF_C, Fit, Sample


def covariance(sample: Sample, found: Fit) -> Array:
    """Return the covariance of all parameters, row after row, (J (m + 1))^2; 0 for those that are fixed.

    What smoothing and the prior of c add to the likelihood they add to the information.

    Raises CalibrationError where the answers leave a parameter open.
    """
    items, size = found.parameters.shape
    slopes = people_slopes(sample, found).reshape(len(sample.answers), -1)
    information = slopes.T @ slopes
    for block in sample.blocks:
        for item, added in zip(block.items, _pseudo_information(found.parameters, block), strict=True):
            if sample.smoothed[item]:
                place = slice(item * size, (item + 1) * size)
                information[place, place] += added
    own = np.arange(items) * size + 1
    information[own, own] += 1 / SPREAD_OF_C**2
    free = np.ones(items * size, dtype=bool)
    free[own[sample.fixed]] = False
    inner = information[np.ix_(free, free)]
    if np.linalg.eigvalsh(inner).min() <= 0:
        raise CalibrationError("The answers do not pin the parameters down: there are no standard errors.")
    whole = np.zeros_like(information)
    whole[np.ix_(free, free)] = np.linalg.inv(inner)
    return whole


def people_slopes(sample: Sample, found: Fit) -> Array:
    """Return the slope of each person's marginal log-likelihood, people x J x (m + 1)."""
    slopes = np.zeros((len(sample.answers), *found.parameters.shape))
    for block in sample.blocks:
        p = block.probabilities(found.parameters)
        nodes = (len(found.posterior[0]), len(block.weights))
        derivative = curves(found.parameters[list(block.items)], block.nodes).derivative
        logs = (derivative / p[:, :, None, :]).reshape(*derivative.shape[:3], *nodes)
        for part in portions(len(block.patterns)):
            people = np.flatnonzero((block.person >= part.start) & (block.person < part.stop))
            specific = block.specific_posterior(p, part)
            for position, item in enumerate(block.items):
                given = block.patterns[part, position]
                means = _pattern_means(specific, given, logs[position])
                for some in portions(len(people)):
                    who = people[some]
                    slopes[who, item] = np.einsum(
                        "nt,ntp->np", found.posterior[who], means[block.person[who] - part.start]
                    )
    return slopes


def _pattern_means(specific: Array, given: Answers, logs: Array) -> Array:
    """Return the mean slope over a facet's factor, patterns x 61 x (m + 1), for the categories that were given."""
    means = np.zeros((len(given), specific.shape[1], logs.shape[1]))
    for category, slopes in enumerate(logs):
        who = np.flatnonzero(given == category)
        found = np.matmul(specific[who].transpose(1, 0, 2), slopes.transpose(1, 2, 0))
        means[who] = found.transpose(1, 0, 2)
    return means


def _pseudo_information(parameters: Array, block: Block) -> Array:
    """Return what half a person in each category tells of each item of a block, n x (m + 1)^2."""
    found = curves(parameters[list(block.items)], block.nodes)
    logs = found.derivative / found.p[:, :, None, :]
    return np.asarray(0.5 * np.einsum("jkpq,jkrq,q->jpr", logs, logs, block.grid_weights, optimize=True))
