"""The standard normal distribution function, Phi, in the one place that computes it."""

import math


def normal_cdf(value: float) -> float:
    """Return Phi(value), the probability in [0, 1] that a standard normal variable lies below `value`."""
    return 0.5 * (1.0 + math.erf(value / math.sqrt(2.0)))
