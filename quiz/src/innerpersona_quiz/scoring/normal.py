"""The standard normal distribution function, Phi, in the one place that computes it."""

import math


def normal_cdf(value: float) -> float:
    """Return Phi(value), the probability in [0, 1] that a standard normal variable lies below `value`."""
    return 0.5 * (1.0 + math.erf(value / math.sqrt(2.0)))


def sidak(count: int) -> float:
    """Return how many standard errors apart the highest and the lowest of `count` values must be to be told apart.

    With m = count (count - 1) / 2 pairs, the two-sided level of each is 1 - 0.9^(1 / m), after Sidak (1967): 1.645 for
    two values, 2.114 for three, 2.378 for four.
    """
    pairs = count * (count - 1) / 2
    wanted = 1.0 - (1.0 - 0.9 ** (1.0 / pairs)) / 2
    low, high = 0.0, 8.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if normal_cdf(middle) < wanted else (low, middle)
    return high
