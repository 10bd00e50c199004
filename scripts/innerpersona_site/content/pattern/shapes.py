"""The grammar of articles' drawings: circles, lines, arcs and curves, as SVG that a stylesheet colors.

A group has one class for what it is of: ``a`` and ``b`` are the two circles, ``l`` what lies between them, ``s`` the
ground that a topic gives, ``g`` and ``i`` are of ink, firm and fine. A shape may have one for how it looks: ``d`` filled,
``f`` tinted with its outline, ``t`` tinted without, ``e`` broken, ``w`` broad, ``o`` filled with the ground so that it
covers what was drawn before, ``k`` a broad line of the ground, which lets one line pass over another.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

WIDTH: Final = 480
"""Width of the drawing's view box, in user units."""

HEIGHT: Final = 320
"""Height of the drawing's view box, in user units."""

Point = tuple[float, float]


def number(value: float) -> str:
    """Return a number with one decimal at most, without a trailing zero or a negative zero."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def circle(x: float, y: float, radius: float, look: str = "") -> str:
    """Return a circle."""
    return f'<circle{_class(look)} cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def circles(x: float, y: float, radii: Iterable[float], look: str = "") -> str:
    """Return circles round one center."""
    return "".join(circle(x, y, radius, look) for radius in radii)


def path(*commands: str, look: str = "") -> str:
    """Return a path of what `line`, `arc` and `smooth` give."""
    return f'<path{_class(look)} d="{"".join(commands)}"/>'


def group(of: str, *shapes: str) -> str:
    """Return shapes of one color."""
    return f'<g class="{of}">{"".join(shapes)}</g>'


def line(*points: Point, close: bool = False) -> str:
    """Return the commands of straight lines through points."""
    return f"M{'L'.join(f'{number(x)} {number(y)}' for x, y in points)}{'Z' if close else ''}"


def arc(x: float, y: float, radius: float, start: float, end: float) -> str:
    """Return the commands of an arc of less than a full turn, clockwise between two angles; 0 is right, 90 down."""
    (x1, y1), (x2, y2) = at(x, y, radius, start), at(x, y, radius, end)
    size, large = number(radius), int((end - start) % 360 > 180)
    return f"M{number(x1)} {number(y1)}A{size} {size} 0 {large} 1 {number(x2)} {number(y2)}"


def smooth(points: Sequence[Point], *, close: bool = False) -> str:
    """Return the commands of a curve that is led by points: through the first and last, and between the others."""
    if close:
        points = [_middle(points[-1], points[0]), *points, _middle(points[-1], points[0])]
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    inner = points[1:-1]
    for place, (x, y) in enumerate(inner):
        last = place == len(inner) - 1
        to = points[-1] if last else _middle((x, y), inner[place + 1])
        parts.append(f"Q{number(x)} {number(y)} {number(to[0])} {number(to[1])}")
    return "".join(parts)


def pill(x1: float, x2: float, y: float, half: float) -> str:
    """Return the commands of a bar with round ends, `half` as high on either side of `y`."""
    size, left, right, top, bottom = map(number, (half, x1, x2, y - half, y + half))
    turn = f"A{size} {size} 0 0 1"
    return f"M{left} {top}L{right} {top}{turn} {right} {bottom}L{left} {bottom}{turn} {left} {top}Z"


def person(who: str, x: float, y: float, radius: float, rings: int = 4, core: float = 5) -> str:
    """Return one of the two: concentric circles round a filled center, the largest tinted and of `radius`."""
    inner = (radius * ring / rings for ring in range(1, rings))
    return group(who, circle(x, y, radius, "f"), circles(x, y, inner), circle(x, y, core, "d"))


def at(x: float, y: float, radius: float, angle: float) -> Point:
    """Return a point on a circle; 0 is right, 90 down."""
    return x + radius * math.cos(math.radians(angle)), y + radius * math.sin(math.radians(angle))


def steps(low: float, high: float, count: int) -> list[float]:
    """Return `count` numbers from `low` to `high`, equally far apart."""
    return [low + (high - low) * step / (count - 1) for step in range(count)]


def _middle(one: Point, two: Point) -> Point:
    return (one[0] + two[0]) / 2, (one[1] + two[1]) / 2


def _class(look: str) -> str:
    return f' class="{look}"' if look else ""
