"""A chance as dots out of a hundred."""

from dataclasses import dataclass

COLUMNS, STEP = 20, 10
"""Dots in a row, and from one to the next in the units of the drawing."""


@dataclass(frozen=True, slots=True)
class Dots:
    """Path data of points without length, to be drawn with round ends: those that count, and the rest of the hundred."""

    filled: str
    rest: str


def dots(hundredths: int) -> Dots:
    """Return the first so many of a hundred dots, row by row from the top, and the others."""
    points = [
        f"M{STEP // 2 + place % COLUMNS * STEP} {STEP // 2 + place // COLUMNS * STEP}h0"
        for place in range(100)
    ]
    return Dots("".join(points[:hundredths]), "".join(points[hundredths:]))
