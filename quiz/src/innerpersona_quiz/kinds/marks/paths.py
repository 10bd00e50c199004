"""SVG path data."""

from collections.abc import Iterable


def closed(points: Iterable[tuple[float, float]]) -> str:
    """Return a closed path through points, in one decimal; a point that repeats the one before it is left out."""
    kept: list[str] = []
    for x, y in points:
        text = f"{x + 0.0:.1f} {y + 0.0:.1f}".replace("-0.0", "0.0")
        if not kept or kept[-1] != text:
            kept.append(text)
    return f"M{' '.join(kept)}Z"
