"""The graded response model (samejima1969estimation): probabilities, information, EAP and MAP.

An item with m ordered categories, numbered 0 to m - 1, has a discrimination a > 0 and m - 1 rising thresholds
b_1 <= … <= b_(m-1). With P*_k(theta) = P(X >= k) = 1 / (1 + exp(-a (theta - b_k))), P*_0 = 1 and P*_m = 0,

    P(X = k | theta) = P*_k(theta) - P*_(k+1)(theta).

theta is the trait on the standard metric: mean 0 and standard deviation 1 in the sample that the item parameters
come from. Values beyond ±4 are rare; a is usually 0.5 to 3, b usually -4 to 4, in the units of theta.

Differences of two probabilities near 1 would lose their digits, and products of many small ones underflow: both
are avoided by working with logarithms throughout, so that thousands of items are as safe as one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

NODES: tuple[float, ...] = tuple(-6 + step / 5 for step in range(61))
"""The quadrature nodes: 61, equally spaced on [-6, 6]. Fewer, or a narrower range, err by up to .05 in the tails."""

LOG_PRIOR: tuple[float, ...] = tuple(-node * node / 2 for node in NODES)
"""The logarithm of the standard normal density at each node, up to a constant."""


_LARGEST = 700.0
"""exp of this is a float still."""


@dataclass(frozen=True, slots=True)
class GradedItem:
    """An item's parameters: `a` its discrimination, `b` its thresholds, rising, one fewer than categories.

    ValueError unless a > 0, there is at least one threshold, the thresholds never fall, and all are finite.
    """

    a: float
    b: tuple[float, ...]
    # Node by node logarithms of each category's probability, filled as categories are first met.
    _tables: dict[int, tuple[float, ...]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not (math.isfinite(self.a) and self.a > 0):
            raise ValueError(f"A discrimination must be a positive number, and {self.a} is not.")
        if not self.b or not all(map(math.isfinite, self.b)):
            raise ValueError("An item needs at least one threshold, and each must be a finite number.")
        if any(after < before for before, after in pairwise(self.b)):
            raise ValueError(f"The thresholds {self.b} are not in rising order.")

    @property
    def categories(self) -> int:
        """How many answers the item has."""
        return len(self.b) + 1

    def at_nodes(self, category: int) -> tuple[float, ...]:
        """Return log P(X = category) at each of NODES; IndexError for a category that the item does not have."""
        table = self._tables.get(category)
        if table is None:
            table = _log_probabilities(self, category, NODES)
            self._tables[category] = table
        return table


@dataclass(frozen=True, slots=True)
class TraitEstimate:
    """An estimate of theta and its standard error, both in the units of theta."""

    theta: float
    se: float


type Responses = Sequence[int | None]
"""One category (0 to m - 1) an item, in the order of the items; None where there is no answer."""


def log_probability(item: GradedItem, category: int, theta: float) -> float:
    """Return log P(X = category | theta), in (-inf, 0]; -inf only between two equal thresholds.

    With u = a (theta - b_k) and v = a (theta - b_(k+1)), P = F(u) - F(v) for the logistic function F, and that
    equals F(u) F(-v) (1 - exp(-a (b_(k+1) - b_k))): a product, of which each factor is exact in its tails.
    IndexError for a category outside 0 to m - 1.
    """
    return _log_probabilities(item, category, (theta,))[0]


def category_probabilities(item: GradedItem, theta: float) -> tuple[float, ...]:
    """Return P(X = k | theta) for every category k, each in [0, 1]; they add up to 1 within rounding."""
    return tuple(math.exp(log_probability(item, category, theta)) for category in range(item.categories))


def expected_category(item: GradedItem, theta: float) -> float:
    """Return E(X | theta), in [0, m - 1]: the sum of P*_k over the thresholds. It rises with theta."""
    return sum(_logistic(item.a * (theta - threshold)) for threshold in item.b)


def item_information(item: GradedItem, theta: float) -> float:
    """Return the item's Fisher information at theta, in units of 1 / theta^2, never negative.

    I(theta) = sum over k of P'_k^2 / P_k, and P'_k = a P_k (1 - P*_k - P*_(k+1)); hence
    a^2 sum P_k (1 - P*_k - P*_(k+1))^2, in which nothing is divided.
    """
    total = 0.0
    for category, probability in enumerate(category_probabilities(item, theta)):
        total += probability * _slope(item, category, theta) ** 2
    return total


def test_information(items: Sequence[GradedItem], theta: float) -> float:
    """Return the sum of the items' information at theta; 1 / sqrt of it is the ML estimate's standard error."""
    return sum(item_information(item, theta) for item in items)


def log_likelihood_at_nodes(items: Sequence[GradedItem], responses: Responses) -> list[float]:
    """Return log P(responses | theta) at each of NODES; missing answers are skipped, none gives zeros.

    ValueError unless there are as many responses as items.
    """
    tables = [
        item.at_nodes(response)
        for item, response in zip(items, responses, strict=True)
        if response is not None
    ]
    return [math.fsum(column) for column in zip(*tables, strict=True)] if tables else [0.0] * len(NODES)


def posterior(log_likelihood: Sequence[float]) -> list[float]:
    """Return the posterior probability of each of NODES, adding up to 1, under a standard normal prior.

    The largest logarithm is subtracted before anything is exponentiated, so that one weight is always 1.
    ValueError if the answers are impossible at every node.
    """
    logs = [value + prior for value, prior in zip(log_likelihood, LOG_PRIOR, strict=True)]
    largest = max(logs)
    if largest == -math.inf:
        raise ValueError("These answers have no probability at any trait value under these parameters.")
    weights = [math.exp(value - largest) for value in logs]
    total = math.fsum(weights)
    return [weight / total for weight in weights]


def estimate_from(log_likelihood: Sequence[float]) -> TraitEstimate:
    """Return the EAP and the posterior standard deviation for log-likelihoods given at NODES.

    The nodes lie 0.2 apart. A posterior much narrower than that falls between them and its error comes out too
    small: trust errors from about 0.1 up, which is some 100 items of a = 1, far more than a questionnaire has.
    """
    return moments(posterior(log_likelihood))


def moments(weights: Sequence[float]) -> TraitEstimate:
    """Return mean and standard deviation of a posterior over NODES, whose weights add up to 1."""
    mean = math.fsum(weight * node for weight, node in zip(weights, NODES, strict=True))
    variance = math.fsum(weight * (node - mean) ** 2 for weight, node in zip(weights, NODES, strict=True))
    return TraitEstimate(mean, math.sqrt(variance))


def eap(items: Sequence[GradedItem], responses: Responses) -> TraitEstimate:
    """Return the expected a posteriori estimate of theta, in (-6, 6), with the posterior standard deviation.

    EAP = sum of w_q theta_q over NODES, w_q proportional to the likelihood times the standard normal density
    (Bock & Mislevy, 1982, doi:10.1177/014662168200600405). Without answers it is the prior: 0, with an error of 1.
    """
    return estimate_from(log_likelihood_at_nodes(items, responses))


def map_estimate(
    items: Sequence[GradedItem], responses: Responses, tolerance: float = 1e-10
) -> TraitEstimate:
    """Return the maximum of the posterior under a standard normal prior, with 1 / sqrt(its curvature there).

    The slope of log P(X = k) is a (1 - P*_k - P*_(k+1)), which falls with theta, as does that of the prior:
    there is one maximum. Newton's steps are taken while each at least halves the last and stays in the bracket;
    otherwise the bracket is halved, so that they always arrive.
    """
    answered = [(item, x) for item, x in zip(items, responses, strict=True) if x is not None]

    def slope(theta: float) -> float:
        return math.fsum([-theta, *(_slope(item, x, theta) for item, x in answered)])

    # |slope of the log-likelihood| <= sum of a, so the maximum lies no further out than that.
    high = 1.0 + sum(item.a for item, _ in answered)
    low, theta, moved = -high, 0.0, math.inf
    for _ in range(200):
        rise = slope(theta)
        if rise == 0:
            break
        low, high = (theta, high) if rise > 0 else (low, theta)
        following = theta + rise / _curvature(answered, theta)
        # A step that is not half of the last one may be going round in a circle.
        if not low < following < high or abs(following - theta) > moved / 2:
            following = (low + high) / 2
        moved, theta = abs(following - theta), following
        if moved < tolerance:
            break
    return TraitEstimate(theta, 1.0 / math.sqrt(_curvature(answered, theta)))


def _curvature(answered: Sequence[tuple[GradedItem, int]], theta: float) -> float:
    """Return minus the second derivative of the log posterior; at least 1, which the prior contributes."""
    total = 1.0
    for item, category in answered:
        upper, lower = _cumulative(item, category, theta)
        total += item.a**2 * (upper * (1 - upper) + lower * (1 - lower))
    return total


def _slope(item: GradedItem, category: int, theta: float) -> float:
    """Return the derivative of log P(X = category | theta), in [-a, a]."""
    upper, lower = _cumulative(item, category, theta)
    return item.a * (1.0 - upper - lower)


def _cumulative(item: GradedItem, category: int, theta: float) -> tuple[float, float]:
    """Return P*_k and P*_(k+1) at theta."""
    upper = 1.0 if category == 0 else _logistic(item.a * (theta - item.b[category - 1]))
    lower = 0.0 if category == len(item.b) else _logistic(item.a * (theta - item.b[category]))
    return upper, lower


def _logistic(x: float) -> float:
    if x >= 0:
        return 1.0 / (1.0 + math.exp(-x))
    small = math.exp(x)
    return small / (1.0 + small)


def _log_probabilities(item: GradedItem, category: int, thetas: Sequence[float]) -> tuple[float, ...]:
    """Return `log_probability` at many values at once, for which it pays to look each function up only once."""
    a, b = item.a, item.b
    if not 0 <= category <= len(b):
        raise IndexError(f"There is no category {category}: the item has {item.categories}.")
    if category == 0:
        return tuple(_log_logistics([a * (b[0] - theta) for theta in thetas]))
    upper = _log_logistics([a * (theta - b[category - 1]) for theta in thetas])
    if category == len(b):
        return tuple(upper)
    lower = _log_logistics([a * (b[category] - theta) for theta in thetas])
    width = a * (b[category] - b[category - 1])
    gap = math.log(-math.expm1(-width)) if width > 0 else -math.inf
    return tuple([one + other + gap for one, other in zip(upper, lower, strict=True)])


def _log_logistics(values: Sequence[float]) -> list[float]:
    """Return log F(x) = -log(1 + exp(-x)) for each x; the values rise or fall.

    Where exp(-x) is large its logarithm loses nothing, so that it may be taken as it is up to what a float can hold.
    """
    exp, log1p = math.exp, math.log1p
    if values and min(values[0], values[-1]) > -_LARGEST:
        return [-log1p(exp(-x)) for x in values]
    return [-log1p(exp(-x)) if x >= 0 else x - log1p(exp(x)) for x in values]
