"""One way to round what leaves the package.

The same sheet has to give the same bytes under every Python that the project runs on. Sums, quotients and
square roots are correctly rounded everywhere, but the exponential and error functions may differ in their
last bit from one C library to the next; six decimals are far coarser than that and far finer than any of
these numbers means.
"""

DECIMALS = 6


def rounded(value: float) -> float:
    """Return `value` to six decimals, with -0.0 turned into 0.0 so that both print alike."""
    return round(value, DECIMALS) + 0.0
