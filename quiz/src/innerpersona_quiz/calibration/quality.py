"""What else a calibration reports of a scale: local dependence, reliability, and the norms."""

from dataclasses import dataclass

import numpy as np

from innerpersona_quiz.calibration.curves import THETA, WEIGHTS, Array, curves
from innerpersona_quiz.calibration.fitting import Answers

DEPENDENT_FROM = 0.2
"""A pair of items is called dependent from this far above the average pair on (Christensen et al., 2017)."""


@dataclass(frozen=True, slots=True)
class Traits:
    """Each person's EAP and posterior standard deviation."""

    theta: Array
    se: Array


@dataclass(frozen=True, slots=True)
class Reliability:
    """Three figures between 0 and 1 (alpha can be lower), each answering another question.

    Attributes:
        marginal: of the EAP scores: var(EAP) / (var(EAP) + mean of SE^2).
        omega: of the sum score, as the fitted model implies it: var(E(S | theta)) / (var(E(S | theta)) +
            E(var(S | theta))), the nonlinear omega of Green and Yang (2009, doi:10.1007/s11336-008-9099-3).
        alpha: of the sum score, Cronbach's, from those who answered every item; None with fewer than two of them.
    """

    marginal: float
    omega: float
    alpha: float | None


def traits(posterior: Array) -> Traits:
    """Return mean and standard deviation of each row of a posterior over the nodes."""
    theta = posterior @ THETA
    variance = posterior @ THETA**2 - theta**2
    return Traits(theta, np.sqrt(np.maximum(variance, 0.0)))


def residual_correlations(answers: Answers, parameters: Array, theta: Array) -> Array:
    """Return Yen's Q3 (1984, doi:10.1177/014662168400800201) of every two items, J x J, less the average pair's.

    The residuals are the answers less what the model expects at each person's EAP; those who left one of the two
    out do not count for the pair. Q3 is negative on average even if nothing is dependent, by about 1 / (J - 1):
    hence the average is taken off (Christensen et al., 2017, doi:10.1177/0146621616677520).
    """
    p = curves(parameters, theta).p
    expected = np.einsum("jkn,k->nj", p, np.arange(p.shape[1], dtype=np.float64))
    given = answers >= 0
    residuals = np.where(given, answers - expected, np.nan)
    items = answers.shape[1]
    found = np.eye(items)
    for one in range(items):
        for other in range(one):
            both = given[:, one] & given[:, other]
            pair = np.corrcoef(residuals[both, one], residuals[both, other])[0, 1]
            found[one, other] = found[other, one] = pair
    apart = ~np.eye(items, dtype=bool)
    found[apart] -= found[apart].mean()
    return found


def reliability(answers: Answers, parameters: Array, scores: Traits) -> Reliability:
    """Return the reliabilities of a scale in its sample."""
    spread, noise = float(scores.theta.var(ddof=1)), float((scores.se**2).mean())
    p = curves(parameters).p
    values = np.arange(p.shape[1], dtype=np.float64)
    means = np.einsum("jkq,k->jq", p, values)
    within = (np.einsum("jkq,k->jq", p, values**2) - means**2).sum(axis=0) @ WEIGHTS
    total = means.sum(axis=0)
    between = WEIGHTS @ (total - WEIGHTS @ total) ** 2
    return Reliability(spread / (spread + noise), float(between / (between + within)), _alpha(answers))


def _alpha(answers: Answers) -> float | None:
    complete = answers[(answers >= 0).all(axis=1)]
    n, items = complete.shape
    if n < 2 or items < 2:
        return None
    total = float(complete.sum(axis=1).var(ddof=1))
    return items / (items - 1) * (1 - float(complete.var(axis=0, ddof=1).sum()) / total) if total else None


def percentiles(theta: Array) -> list[float]:
    """Return the 1st to the 99th percentile of the sample's EAPs, in the units of theta."""
    return [float(value) for value in np.percentile(theta, np.arange(1, 100))]
