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


_T_SERIES = (
    (4, (1, 1)),
    (96, (3, 16, 5)),
    (384, (-15, 17, 19, 3)),
    (92160, (-945, -1920, 1482, 776, 79)),
)
"""Cornish and Fisher's series for Student's t: for each power of 1 / df a divisor and the factors of z, z^3, z^5 …"""


def t_border(df: int) -> float:
    """Return the 97.5th percentile of Student's t with df >= 3 degrees of freedom: 3.18 for 3, 2.07 for 22.

    By the expansion around the normal percentile z (Abramowitz & Stegun, 1964, 26.7.5), right to .005 for 3 and .0001
    from 10 on.
    """
    z = 1.959963984540054
    found = z
    for order, (divisor, factors) in enumerate(_T_SERIES, start=1):
        total = sum(factor * math.pow(z, 2 * power + 1) for power, factor in enumerate(factors))
        found += total / (divisor * math.pow(df, order))
    return found
