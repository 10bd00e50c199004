"""The picture that stands for a page where its link is shared: what it shows, and where its text stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

WIDTH: Final = 1200
"""In pixels, as the networks that show cards ask for."""

HEIGHT: Final = 630
"""In pixels."""

LEFT: Final = 80
"""Where all lines start, in pixels."""

COLUMN: Final = 570
"""How wide the title may be, in pixels."""

_SIZES: Final = ((64, 4), (54, 5), (46, 6), (40, 7))
"""Sizes of the title in pixels, largest first, and how many lines of it fit."""
_LEADING: Final = 1.16
_ABOVE: Final = 58
"""Height of the line above the title, in pixels."""


Measure = Callable[[str], float]
"""The width of a line of the title's face, in parts of its size."""


@dataclass(frozen=True, slots=True)
class SocialCard:
    """What a card shows. `kicker` is the line above the title; slug, topic and drawing choose the picture."""

    title: str
    kicker: str
    slug: str
    topic: str
    site: str
    drawing: str | None = None

    @property
    def words(self) -> str:
        """The words on the card, as its text alternative gives them."""
        above = f"{self.kicker}: " if self.kicker else ""
        return f"{above}{self.title}"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a card's text stands: the title's lines with their baselines, and the kicker's; in pixels from the top."""

    size: int
    lines: tuple[tuple[str, int], ...]
    kicker: int


def layout(card: SocialCard, measure: Measure) -> Layout:
    """Set a card's title as large as it fits, and center it with the kicker above the mark."""
    size, lines = _fitted(card.title, measure)
    leading = size * _LEADING
    above = _ABOVE if card.kicker else 0
    top = (HEIGHT - 90 - len(lines) * leading - above) / 2 + 14
    baselines = (round(top + above + size * 0.82 + place * leading) for place in range(len(lines)))
    return Layout(size, tuple(zip(lines, baselines, strict=True)), round(top + 24))


def _fitted(title: str, measure: Measure) -> tuple[int, list[str]]:
    """Return the largest size at which the title fits, and its lines; the smallest cuts what is too long."""
    for size, most in _SIZES:
        lines = wrapped(title, measure, COLUMN / size)
        if len(lines) <= most and all(measure(line) * size <= COLUMN for line in lines):
            return size, lines
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1].rstrip(' ,.;:')}…"]
    return size, [_cut(line, measure, COLUMN / size) for line in lines]


def _cut(line: str, measure: Measure, width: float) -> str:
    """Return a line that fits, with an ellipsis for what was cut from it."""
    text = line.removesuffix("…")
    while text and measure(line) > width:
        text = text[:-1].rstrip(" ,.;:")
        line = f"{text}…"
    return line


def wrapped(text: str, measure: Measure, width: float) -> list[str]:
    """Break a text between words into the fewest lines that fit, as even as those lines can be.

    Args:
        text: what to break.
        measure: the width of a line.
        width: the most that a line may take, in the unit of `measure`; a single word may take more.
    """
    words = text.split()
    fewest = len(_greedy(words, measure, width))
    narrow, wide = 0.0, width
    for _ in range(12):
        middle = (narrow + wide) / 2
        if len(_greedy(words, measure, middle)) > fewest:
            narrow = middle
        else:
            wide = middle
    return _greedy(words, measure, wide)


def _greedy(words: list[str], measure: Measure, width: float) -> list[str]:
    starts = [0]
    for place in range(1, len(words)):
        if measure(" ".join(words[starts[-1] : place + 1])) > width:
            starts.append(place)
    return [" ".join(words[start:end]) for start, end in pairwise([*starts, len(words)])]
