"""An article's drawing: two circles whose distance and overlap say what the article is about.

The topic chooses the composition, a hash of the slug chooses its proportions. The result is decorative
and the same on every machine: no random numbers, no clock, no identifiers that could clash when one
page shows many drawings. Colours come from the page's stylesheet through the classes ``a`` (first
circle), ``b`` (second circle) and ``l`` (what lies between them).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable

WIDTH = 480
"""Width of the drawing's view box, in user units."""

HEIGHT = 320
"""Height of the drawing's view box, in user units."""


class _Slug:
    """Whole numbers read one after the other from the SHA-256 of a slug."""

    def __init__(self, slug: str) -> None:
        self._bytes = hashlib.sha256(slug.encode()).digest()
        self._next = 0

    def pick(self, low: int, high: int) -> int:
        """A number from ``low`` to ``high``, both included; the digest is read round and round."""
        byte = self._bytes[self._next % len(self._bytes)]
        self._next += 1
        return low + byte % (high - low + 1)


def _number(value: float) -> str:
    """One decimal at most, without a trailing zero or a negative zero."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _circle(x: float, y: float, radius: float, classes: str = "") -> str:
    named = f' class="{classes}"' if classes else ""
    return f'<circle{named} cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"/>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"M{_number(x1)} {_number(y1)}L{_number(x2)} {_number(y2)}"


def _person(who: str, x: float, y: float, radius: float, rings: int, *, core: float = 5) -> str:
    """Concentric circles round a filled centre: ``rings`` of them, the largest tinted and of ``radius``."""
    inner = "".join(f'<circle r="{_number(radius * ring / rings)}"/>' for ring in range(1, rings))
    return (
        f'<g class="{who}" transform="translate({_number(x)} {_number(y)})">'
        f'<circle class="f" r="{_number(radius)}"/>{inner}<circle class="d" r="{_number(core)}"/></g>'
    )


def _awareness(slug: _Slug) -> str:
    """Near and apart: the outermost circles almost touch."""
    first, gap = slug.pick(86, 112), slug.pick(6, 16)
    second = 196 - first
    tilt = math.radians(slug.pick(-16, 16))
    run, rise = math.cos(tilt) * (196 + gap), math.sin(tilt) * (196 + gap)
    # centred by the drawing's outer edges, since the two are not equally large
    x1 = (WIDTH - run - first - second) / 2 + first
    y1 = (HEIGHT - rise) / 2
    x2, y2 = x1 + run, y1 + rise
    return (
        f'<path class="l e" d="{_line(x1, y1, x2, y2)}"/>'
        + _person("a", x1, y1, first, slug.pick(6, 9))
        + _person("b", x2, y2, second, slug.pick(4, 6))
    )


def _change(slug: _Slug) -> str:
    """Moving: the second circle in three positions on its way to the first."""
    radius, rise = slug.pick(60, 72), slug.pick(60, 92)
    start, end = 404.0, 226.0
    path = [(start, 96.0), ((start + end) / 2 + 10, 96 + rise * 0.62), (end, 96.0 + rise)]
    (x0, y0), (x1, y1), (x2, y2) = path
    bend = f"Q{_number(x1)} {_number(y1 + 14)} {_number(x2)} {_number(y2)}"
    track = f'<path class="l e" d="M{_number(x0)} {_number(y0)}{bend}"/>'
    ghosts = f'<g class="b">{_circle(x0, y0, radius * 0.62, "e")}{_circle(x1, y1, radius * 0.8, "e")}</g>'
    return (
        _person("a", 128, 178, slug.pick(92, 104), slug.pick(6, 9))
        + ghosts
        + track
        + _person("b", x2, y2, radius, slug.pick(4, 6))
    )


def _conflict(slug: _Slug) -> str:
    """Overlapping: where the circles cross, straight lines interfere."""
    radius, distance = slug.pick(104, 116), slug.pick(108, 140)
    x1, x2, y = (WIDTH - distance) / 2, (WIDTH + distance) / 2, HEIGHT / 2
    angle = math.radians(slug.pick(35, 55))
    slope_x, slope_y = math.cos(angle), math.sin(angle)
    strokes = []
    for step in range(-8, 9):
        # a line parallel to (slope_x, slope_y), cut to what both circles share
        base_x, base_y = WIDTH / 2 - slope_y * step * 13, y + slope_x * step * 13
        low, high = -math.inf, math.inf
        for centre in (x1, x2):
            along = (centre - base_x) * slope_x + (y - base_y) * slope_y
            across = (centre - base_x) * -slope_y + (y - base_y) * slope_x
            half = math.sqrt(max(radius**2 - across**2, 0))
            low, high = max(low, along - half), min(high, along + half)
        if high - low > 6:
            ends = [
                base_x + slope_x * low,
                base_y + slope_y * low,
                base_x + slope_x * high,
                base_y + slope_y * high,
            ]
            strokes.append(_line(*ends))
    rings = slug.pick(5, 7)
    return (
        _person("a", x1, y, radius, rings)
        + _person("b", x2, y, radius, rings + slug.pick(0, 1))
        + f'<path class="i" d="{"".join(strokes)}"/>'
    )


def _values(slug: _Slug) -> str:
    """On a ring of ten: two places on one circle of values, joined across it."""
    centre_x, centre_y, ring = WIDTH / 2, HEIGHT / 2, 104
    places = [
        (
            centre_x + ring * math.cos(math.radians(36 * place - 90)),
            centre_y + ring * math.sin(math.radians(36 * place - 90)),
        )
        for place in range(10)
    ]
    first = slug.pick(6, 9)
    second = (first + slug.pick(3, 5)) % 10
    others = "".join(_circle(x, y, 7) for place, (x, y) in enumerate(places) if place not in (first, second))
    spokes = "".join(_line(x, y, centre_x, centre_y) for x, y in places)
    return (
        f'<g class="l"><path class="e" d="{spokes}"/>{_circle(centre_x, centre_y, ring)}{others}</g>'
        + _person("a", *places[first], slug.pick(40, 50), slug.pick(4, 5))
        + _person("b", *places[second], slug.pick(34, 42), slug.pick(3, 4))
    )


def _partnership(slug: _Slug) -> str:
    """Sharing a ground line: two households of arcs rise from it, and overlap a little."""
    ground = 226
    first = slug.pick(118, 136)
    second = 228 - first
    overlap = slug.pick(14, 34)
    x1 = (WIDTH - 2 * (first + second) + overlap) / 2 + first
    x2 = x1 + first + second - overlap

    def bow(x: float, radius: float) -> str:
        size = _number(radius)
        return f"M{_number(x - radius)} {ground}A{size} {size} 0 0 1 {_number(x + radius)} {ground}"

    def arcs(who: str, x: float, radius: float, count: int) -> str:
        bows = "".join(bow(x, radius * ring / count) for ring in range(1, count + 1))
        return (
            f'<g class="{who}"><path class="t" d="{bow(x, radius)}Z"/><path d="{bows}"/>'
            f"{_circle(x, ground, 5, 'd')}</g>"
        )

    depth = "".join(
        _line(60 + 34 * row, ground + 16 * row, 420 - 34 * row, ground + 16 * row) for row in range(1, 4)
    )
    return (
        arcs("a", x1, first, slug.pick(7, 9))
        + arcs("b", x2, second, slug.pick(5, 7))
        + f'<path class="l" d="{depth}"/><path class="g" d="{_line(0, ground, WIDTH, ground)}"/>'
    )


_COMPOSITIONS: dict[str, Callable[[_Slug], str]] = {
    "awareness": _awareness,
    "change": _change,
    "conflict": _conflict,
    "values": _values,
    "partnership": _partnership,
}


def pattern_svg(slug: str, topic: str) -> str:
    """Draw the pattern of an article.

    Args:
        slug: The article's slug; any text. The same slug and topic always give the same drawing.
        topic: ``awareness``, ``change``, ``conflict``, ``values`` or ``partnership``; a topic without a
            composition of its own is drawn like ``awareness``.

    Returns:
        An ``<svg>`` element under 3,000 bytes, 480 by 320 user units, hidden from assistive technology
        because it repeats what the page says in words. It has no style attribute and no identifier.

    """
    drawing = _COMPOSITIONS.get(topic, _awareness)(_Slug(slug))
    return (
        f'<svg class="ip-pattern" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f"{drawing}</svg>"
    )
