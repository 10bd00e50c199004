"""What a generator's builds took, and the table of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """Medians of one generator at one size.

    Attributes:
        cold: seconds of a build with no output and no cache.
        changed: seconds of a build after a sentence was added to one article.
        unchanged: seconds of a build after nothing changed.
        processor: processor time of the build from nothing, in seconds.
        memory: bytes that it and the processes it started held at a time at most.
    """

    cold: float
    changed: float
    unchanged: float
    processor: float
    memory: int

    def figures(self) -> dict[str, float]:
        """Return the figures by name, without the digits that another run would not repeat."""
        return {name: round(value, 3) for name, value in asdict(self).items()}


def described(articles: int, runs: int, measured: Mapping[str, Times]) -> str:
    """Return the lines to print for one size."""
    runs_of = f"{runs} {'run' if runs == 1 else 'runs'}"
    lines = [
        f"\nBuilding a site of {articles:,} articles, median of {runs_of} of each in turn",
        f"  {'':<30}{'cold, s':>10}{'processor, s':>14}{'one change, s':>15}{'no change, s':>14}{'memory, MB':>12}",
    ]
    for name, one in measured.items():
        lines.append(
            f"  {name:<30}{one.cold:>10,.2f}{one.processor:>14,.2f}{one.changed:>15,.2f}{one.unchanged:>14,.2f}"
            f"{one.memory / 1e6:>12,.0f}"
        )
    return "\n".join(lines)
