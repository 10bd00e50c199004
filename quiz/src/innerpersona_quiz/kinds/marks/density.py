"""What is known of a true score: the chance of narrow cells of its scale, and the regions that hold a share of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from innerpersona_quiz.scoring.classical import Estimate

LEVELS = (0.95, 0.80, 0.50)
"""The shares of the posterior that are drawn, the widest region first, so that narrower ones lie on top."""

_REACH = 4.5
"""How far from the score, in standard errors, there is anything to draw."""

_TIE = 1e-6
"""Masses that differ by less than this part of themselves are equal."""


@dataclass(frozen=True, slots=True)
class Density:
    """Cells of equal width from `start` on, in units of the scale, and the chance of each; these add up to 1."""

    start: float
    width: float
    masses: tuple[float, ...]

    @property
    def middles(self) -> tuple[float, ...]:
        """The middle of each cell."""
        return tuple(self.start + (place + 0.5) * self.width for place in range(len(self.masses)))

    @property
    def end(self) -> float:
        """Where the last cell ends."""
        return self.start + len(self.masses) * self.width

    def interval(self, share: float) -> tuple[float, float]:
        """Return the first and the last value of the smallest region that holds this share."""
        (border,) = borders(self.masses, (share,))
        held = [place for place, mass in enumerate(self.masses) if mass >= border]
        return self.start + held[0] * self.width, self.start + (held[-1] + 1) * self.width


def density(found: Estimate, lowest: float, highest: float, cells: int) -> Density:
    """Return the posterior of a score, cut at the ends of its scale.

    No true score lies beyond them, so what a normal error would put there is left out and the rest made up to 1. A score
    so far out that nothing is left is put at the nearer end.
    """
    reach = _REACH * found.se
    low = max(lowest, min(highest - reach / cells, found.score - reach))
    high = min(highest, max(lowest + reach / cells, found.score + reach))
    width = (high - low) / cells
    known = found.distribution
    below = [known.below(low + place * width) for place in range(cells + 1)]
    masses = [max(0.0, after - before) for before, after in pairwise(below)]
    total = sum(masses)
    if not total:
        masses[-1 if found.score > highest else 0] = total = 1.0
    return Density(low, width, tuple(mass / total for mass in masses))


def borders(masses: Iterable[float], shares: Sequence[float]) -> tuple[float, ...]:
    """Return, for each share of the total, the mass that a cell of the smallest region with this share has at least.

    That is the region of highest density: what is within is likelier than what is outside. Cells are taken from the
    likeliest down, equally likely ones together, and the border is interpolated between them.
    """
    falling = [*sorted(masses, reverse=True), 0.0]
    curve, held, place = [(0.0, falling[0])], 0.0, 0
    while place < len(falling) - 1 and held < max(shares):
        mass = falling[place]
        while place < len(falling) - 1 and falling[place] > mass * (1 - _TIE):
            held += falling[place]
            place += 1
        curve.append((held, (mass + falling[place]) / 2))
    return tuple(_at(curve, share) for share in shares)


def _at(curve: Sequence[tuple[float, float]], share: float) -> float:
    """Return the border at a share, between those before and after it."""
    for (before, high), (after, low) in pairwise(curve):
        if share <= after:
            return high + (share - before) / (after - before) * (low - high)
    return curve[-1][1]
