"""The picture that stands for a page where its link is shared: its title, its section and its drawing, as SVG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

from innerpersona_site.content.pattern import pattern_svg

WIDTH: Final = 1200
"""In pixels, as the networks that show cards ask for."""

HEIGHT: Final = 630
"""In pixels."""

SERIF: Final = "InnerPersona Card Serif"
SANS: Final = "InnerPersona Card Sans"
"""The families that whoever renders the card must have under these names."""

_LEFT, _COLUMN = 80, 570
_SIZES: Final = ((64, 4), (54, 5), (46, 6), (40, 7))
"""Sizes of the title in pixels, largest first, and how many lines of it fit."""
_LEADING: Final = 1.16

# The light palette of tokens.css, with the washes mixed: a picture reads no stylesheet.
_STYLE: Final = """
svg{fill:none}
.t1{fill:#22262a}.t2{fill:#1e6a66}.t3{fill:#5b6168}
.p{stroke-width:1.4}.p .a{stroke:#1e6a66}.p .b{stroke:#a8482a}
.p .l{stroke:#5b6168;stroke-width:1;stroke-opacity:.55}
.p .g{stroke:#22262a;stroke-width:1.6}.p .i{stroke:#22262a;stroke-width:1;stroke-opacity:.6}
.p .e{stroke-dasharray:2 5;stroke-linecap:round}
.p .a .f,.p .a .t{fill:#1e6a66;fill-opacity:.11}.p .b .f,.p .b .t{fill:#a8482a;fill-opacity:.11}
.p .t{stroke:none}.p .a .d{fill:#1e6a66}.p .b .d{fill:#a8482a}
"""

Measure = Callable[[str], float]
"""The width of a line of the title's face, in parts of its size."""


@dataclass(frozen=True, slots=True)
class SocialCard:
    """What a card shows. `kicker` is the line above the title; slug and topic choose the drawing."""

    title: str
    kicker: str
    slug: str
    topic: str
    site: str

    @property
    def words(self) -> str:
        """The words on the card, as its text alternative gives them."""
        above = f"{self.kicker}: " if self.kicker else ""
        return f"{above}{self.title}"


def card_svg(card: SocialCard, measure: Measure) -> str:
    """Return a card as SVG of 1200 by 630 user units, drawn with two families and nothing from elsewhere."""
    size, lines = _fitted(card.title, measure)
    leading = size * _LEADING
    block = len(lines) * leading + (58 if card.kicker else 0)
    top = (HEIGHT - 90 - block) / 2 + 14
    text = []
    if card.kicker:
        text.append(
            f'<text class="t2" font-family="{SANS}" font-size="27" word-spacing="4" x="{_LEFT}" y="{top + 24:.1f}">'
            f"{escape(card.kicker)}</text>"
        )
        top += 58
    text += [
        f'<text class="t1" font-family="{SERIF}" font-size="{size}" x="{_LEFT}" '
        f'y="{top + size * 0.82 + place * leading:.1f}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    ]
    drawing = pattern_svg(card.slug, card.topic).replace(
        '<svg class="ip-pattern"', '<svg class="p" x="664" y="132" width="520" height="347"'
    )
    mark = (
        f'<g transform="translate({_LEFT} 536) scale(1.25)"><circle fill="#1e6a66" cx="13" cy="14" r="12"/>'
        '<circle stroke="#a8482a" stroke-width="2.5" cx="27" cy="14" r="11"/></g>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}"><style>{_STYLE}</style>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf8f3"/>{drawing}{"".join(text)}{mark}'
        f'<text class="t1" font-family="{SERIF}" font-size="30" x="{_LEFT + 66}" y="564">{escape(card.site)}</text>'
        "</svg>"
    )


def _fitted(title: str, measure: Measure) -> tuple[int, list[str]]:
    """Return the largest size at which the title fits, and its lines; the smallest cuts what is too long."""
    for size, most in _SIZES:
        lines = wrapped(title, measure, _COLUMN / size)
        if len(lines) <= most and all(measure(line) * size <= _COLUMN for line in lines):
            return size, lines
    return size, [*lines[: most - 1], f"{lines[most - 1].rstrip(' ,.;:')}…"] if len(lines) > most else lines


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
