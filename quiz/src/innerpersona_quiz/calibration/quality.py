"""What else a calibration reports of a scale: local dependence, reliability, and whether its ranges hold."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from innerpersona_quiz.calibration.blocks import Answers, Block
from innerpersona_quiz.calibration.curves import (
    SPECIFIC,
    THETA,
    WEIGHTS,
    Array,
    expected,
    log_probabilities,
)
from innerpersona_quiz.calibration.fitting import Fit, Sample
from innerpersona_quiz.calibration.sum_scores import integrated, sum_score_chances

DEPENDENT_FROM = 0.2
"""A pair of items is called dependent from this far above the average pair on (Christensen et al., 2017)."""


@dataclass(frozen=True, slots=True)
class Traits:
    """Each person's EAP and posterior standard deviation on the general factor."""

    theta: Array
    se: Array


@dataclass(frozen=True, slots=True)
class Reliability:
    """Figures between 0 and 1 (alpha can be lower), each answering another question.

    Attributes:
        marginal: of the EAP scores: var(EAP) / (var(EAP) + mean of SE^2).
        omega: of the sum score S, all factors counted as true: the share of var(S) that they explain, as the fitted
            model implies it, the nonlinear omega of Green and Yang (2009, doi:10.1007/s11336-008-9099-3).
        omega_h: of the sum score, the general factor alone counted: var(E(S | theta)) / var(S). The same as omega where
            no facet has a factor.
        alpha: of the sum score, Cronbach's, from those who answered every item; None with fewer than two of them.
    """

    marginal: float
    omega: float
    omega_h: float
    alpha: float | None


def traits(posterior: Array) -> Traits:
    """Return mean and standard deviation of each row of a posterior over the nodes."""
    theta = posterior @ THETA
    variance = posterior @ THETA**2 - theta**2
    return Traits(theta, np.sqrt(np.maximum(variance, 0.0)))


def positions(sample: Sample, found: Fit, posterior: Array) -> Array:
    """Return each person's EAPs for each item, people x items x 2: theta, and the factor of the item's facet or 0."""
    places = np.zeros((*sample.answers.shape, 2))
    places[:, :, 0] = (posterior @ THETA)[:, None]
    for block in sample.blocks:
        if block.specific:
            p = block.probabilities(found.parameters)
            means = np.concatenate(
                [block.specific_posterior(p, part) @ SPECIFIC for part in block.all_portions()]
            )
            own = (posterior * means[block.person]).sum(axis=1)
            places[:, list(block.items), 1] = own[:, None]
    return places


def residual_correlations(sample: Sample, found: Fit) -> Array:
    """Return Yen's Q3 (1984, doi:10.1177/014662168400800201) of every two items, J x J, less the average pair's.

    The residuals are the answers less what the model expects at each person's EAPs; those who left one of the two
    out do not count for the pair. Q3 is negative on average even if nothing is dependent, by about 1 / (J - 1):
    hence the average is taken off (Christensen et al., 2017, doi:10.1177/0146621616677520).
    """
    places = positions(sample, found, found.posterior)
    given = sample.answers >= 0
    residuals = np.full(given.shape, np.nan)
    for item, row in enumerate(found.parameters):
        means = expected(log_probabilities(row[None, :], places[:, item].T))[0]
        residuals[:, item] = np.where(given[:, item], sample.answers[:, item] - means, np.nan)
    items = given.shape[1]
    pairs = np.eye(items)
    for one in range(items):
        for other in range(one):
            both = given[:, one] & given[:, other]
            pair = np.corrcoef(residuals[both, one], residuals[both, other])[0, 1]
            pairs[one, other] = pairs[other, one] = pair
    apart = ~np.eye(items, dtype=bool)
    pairs[apart] -= pairs[apart].mean() if items > 1 else 0.0
    return pairs


def reliability(sample: Sample, found: Fit, scores: Traits) -> Reliability:
    """Return the reliabilities of a scale in its sample."""
    spread, noise = float(scores.theta.var(ddof=1)), float((scores.se**2).mean())
    total = np.zeros(len(WEIGHTS))
    of_facets = within = 0.0
    for block in sample.blocks:
        p = block.probabilities(found.parameters)
        values = np.arange(p.shape[1], dtype=np.float64)
        means = np.einsum("jkq,k->jq", p, values)
        within += float((np.einsum("jkq,k->jq", p, values**2) - means**2).sum(axis=0) @ block.grid_weights)
        of_block = integrated(means.sum(axis=0), block)
        of_facets += float((integrated(means.sum(axis=0) ** 2, block) - of_block**2) @ WEIGHTS)
        total += of_block
    general = float(WEIGHTS @ (total - WEIGHTS @ total) ** 2)
    whole = general + of_facets + within
    return Reliability(
        spread / (spread + noise), (general + of_facets) / whole, general / whole, _alpha(sample.answers)
    )


def _alpha(answers: Answers) -> float | None:
    complete = answers[(answers >= 0).all(axis=1)]
    n, items = complete.shape
    if n < 2 or items < 2:
        return None
    total = float(complete.sum(axis=1).var(ddof=1))
    return items / (items - 1) * (1 - float(complete.var(axis=0, ddof=1).sum()) / total) if total else None


def coverage(sample: Sample, parameters: Array, clusters: Sequence[Sequence[int]]) -> float | None:
    """Return how often the 90 % predictive interval for one cluster's sum score, from the other clusters' answers, holds.

    It is .90 where what clusters share is all that ties them, and less where errors are too small, because dependence
    within clusters is left out of the model. The sum is discrete, so the interval's ends are drawn at random in
    proportion (a fixed seed), which makes it exact. From the people who answered everything; None with fewer than two
    clusters or 200 such people.
    """
    complete = sample.answers[(sample.answers >= 0).all(axis=1)]
    if len(clusters) < 2 or len(complete) < 200:
        return None
    source = np.random.default_rng(20261130)
    held = []
    for cluster in clusters:
        posterior = _posterior_without(complete, sample, parameters, cluster)
        predicted = posterior @ _cluster_chances(sample, parameters, cluster).T
        at = complete[:, list(cluster)].sum(axis=1)
        below = np.cumsum(predicted, axis=1) - predicted
        rows = np.arange(len(at))
        place = below[rows, at] + source.random(len(at)) * predicted[rows, at]
        held.append(float(((place > 0.05) & (place < 0.95)).mean()))
    return float(np.mean(held))


def _posterior_without(complete: Answers, sample: Sample, parameters: Array, cluster: Sequence[int]) -> Array:
    hidden = complete.copy()
    hidden[:, list(cluster)] = -1
    return Sample(hidden, sample.categories, sample.layout).expectation(parameters).posterior


def _cluster_chances(sample: Sample, parameters: Array, cluster: Sequence[int]) -> Array:
    """Return P(sum score of a cluster | theta), s x 61; the cluster is a whole block, or in blocks without a factor."""
    whole = [block for block in sample.blocks if block.specific and set(block.items) == set(cluster)]
    if whole:
        return integrated(sum_score_chances(whole[0].probabilities(parameters)), whole[0])
    alone = Block(sample.answers[:1], tuple(cluster), specific=False)
    return sum_score_chances(alone.probabilities(parameters))


def expected_at_nodes(sample: Sample, found: Fit) -> Array:
    """Return the mean category over all items of the scale that the model expects at each node, 61."""
    total = np.zeros(len(WEIGHTS))
    for block in sample.blocks:
        items = list(block.items)
        means = expected(log_probabilities(found.parameters[items], block.nodes))
        total += integrated(means.sum(axis=0), block)
    return total / len(found.parameters)
