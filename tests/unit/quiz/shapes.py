"""Areas of drawings."""

from collections.abc import Sequence

type Point = tuple[float, float]


def within(loop: Sequence[Point], x: float, y: float) -> bool:
    """Return whether a point lies within a closed loop."""
    crossed = 0
    for (a, b), (c, d) in zip(loop, [*loop[1:], loop[0]], strict=True):
        crossed += (b > y) != (d > y) and x < a + (y - b) / (d - b) * (c - a)
    return crossed % 2 == 1
