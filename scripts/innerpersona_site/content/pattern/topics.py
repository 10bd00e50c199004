"""What a topic gives to a drawing: a ground behind an article's own subject, and a composition where it names none.

Each topic has one idea: the two are near and apart; one moves; they interfere; they stand on a ring of ten; they share
the ground.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from typing import Final

from innerpersona_site.content.pattern.shapes import (
    HEIGHT,
    WIDTH,
    at,
    circle,
    circles,
    line,
    number,
    path,
    person,
)


class Slug:
    """Whole numbers read one after the other from the SHA-256 of a slug."""

    def __init__(self, slug: str) -> None:
        self._bytes = hashlib.sha256(slug.encode()).digest()
        self._next = 0

    def pick(self, low: int, high: int) -> int:
        """A number from ``low`` to ``high``, both included; the digest is read round and round."""
        byte = self._bytes[self._next % len(self._bytes)]
        self._next += 1
        return low + byte % (high - low + 1)


def _awareness(slug: Slug) -> str:
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
        f'<path class="l e" d="{line((x1, y1), (x2, y2))}"/>'
        + person("a", x1, y1, first, slug.pick(6, 9))
        + person("b", x2, y2, second, slug.pick(4, 6))
    )


def _change(slug: Slug) -> str:
    """Moving: the second circle in three positions on its way to the first."""
    radius, rise = slug.pick(60, 72), slug.pick(60, 92)
    start, end = 404.0, 226.0
    path = [(start, 96.0), ((start + end) / 2 + 10, 96 + rise * 0.62), (end, 96.0 + rise)]
    (x0, y0), (x1, y1), (x2, y2) = path
    bend = f"Q{number(x1)} {number(y1 + 14)} {number(x2)} {number(y2)}"
    track = f'<path class="l e" d="M{number(x0)} {number(y0)}{bend}"/>'
    ghosts = f'<g class="b">{circle(x0, y0, radius * 0.62, "e")}{circle(x1, y1, radius * 0.8, "e")}</g>'
    return (
        person("a", 128, 178, slug.pick(92, 104), slug.pick(6, 9))
        + ghosts
        + track
        + person("b", x2, y2, radius, slug.pick(4, 6))
    )


def _conflict(slug: Slug) -> str:
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
                (base_x + slope_x * low, base_y + slope_y * low),
                (base_x + slope_x * high, base_y + slope_y * high),
            ]
            strokes.append(line(*ends))
    rings = slug.pick(5, 7)
    return (
        person("a", x1, y, radius, rings)
        + person("b", x2, y, radius, rings + slug.pick(0, 1))
        + f'<path class="i" d="{"".join(strokes)}"/>'
    )


def _values(slug: Slug) -> str:
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
    others = "".join(circle(x, y, 7) for place, (x, y) in enumerate(places) if place not in (first, second))
    spokes = "".join(line((x, y), (centre_x, centre_y)) for x, y in places)
    return (
        f'<g class="l"><path class="e" d="{spokes}"/>{circle(centre_x, centre_y, ring)}{others}</g>'
        + person("a", *places[first], slug.pick(40, 50), slug.pick(4, 5))
        + person("b", *places[second], slug.pick(34, 42), slug.pick(3, 4))
    )


def _partnership(slug: Slug) -> str:
    """Sharing a ground line: two households of arcs rise from it, and overlap a little."""
    ground = 226
    first = slug.pick(118, 136)
    second = 228 - first
    overlap = slug.pick(14, 34)
    x1 = (WIDTH - 2 * (first + second) + overlap) / 2 + first
    x2 = x1 + first + second - overlap

    def bow(x: float, radius: float) -> str:
        size = number(radius)
        return f"M{number(x - radius)} {ground}A{size} {size} 0 0 1 {number(x + radius)} {ground}"

    def arcs(who: str, x: float, radius: float, count: int) -> str:
        bows = "".join(bow(x, radius * ring / count) for ring in range(1, count + 1))
        return (
            f'<g class="{who}"><path class="t" d="{bow(x, radius)}Z"/><path d="{bows}"/>'
            f"{circle(x, ground, 5, 'd')}</g>"
        )

    depth = "".join(
        line((60 + 34 * row, ground + 16 * row), (420 - 34 * row, ground + 16 * row)) for row in range(1, 4)
    )
    return (
        arcs("a", x1, first, slug.pick(7, 9))
        + arcs("b", x2, second, slug.pick(5, 7))
        + f'<path class="l" d="{depth}"/><path class="g" d="{line((0, ground), (WIDTH, ground))}"/>'
    )


def _rings() -> str:
    return circles(64, 52, range(60, 470, 58))


def _slope() -> str:
    return path(*(line((x, HEIGHT), (x + 260, 0)) for x in range(-240, 480, 48)))


def _interference() -> str:
    return circles(0, 320, range(110, 590, 60)) + circles(480, 320, range(110, 590, 60))


def _ring_of_ten() -> str:
    dots = (at(240, 160, 151, 36 * place - 90) for place in range(10))
    return circle(240, 160, 151) + "".join(circle(x, y, 6) for x, y in dots)


def _ground() -> str:
    return path(*(line((0, y), (WIDTH, y)) for y in (40, 104, 160, 208, 248, 280, 304)))


GROUNDS: Final[dict[str, Callable[[], str]]] = {
    "awareness": _rings,
    "change": _slope,
    "conflict": _interference,
    "values": _ring_of_ten,
    "partnership": _ground,
}
"""What stands faintly behind a subject, by topic."""

COMPOSITIONS: Final[dict[str, Callable[[Slug], str]]] = {
    "awareness": _awareness,
    "change": _change,
    "conflict": _conflict,
    "values": _values,
    "partnership": _partnership,
}
"""Drawings of articles that name no subject, by topic."""
