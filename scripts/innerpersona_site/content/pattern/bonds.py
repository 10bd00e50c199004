"""Drawings of what goes on between two: what draws them, turns them round, ties them, and parts them."""

from __future__ import annotations

import math
from typing import Final

from innerpersona_site.content.pattern.shapes import (
    arc,
    at,
    circle,
    circles,
    group,
    line,
    path,
    person,
    smooth,
    steps,
)
from innerpersona_site.content.pattern.subjects import Subject


def _loop(_: str) -> str:
    """One goes round the other, closer and closer."""
    turns = [at(244, 160, 138 - step * 1.92, step * 30) for step in range(60)]
    return group("b", circle(244, 160, 26, "d"), circle(244, 160, 40, "e")) + group(
        "a", path(smooth(turns)), circle(*turns[0], 15, "d")
    )


def _split(_: str) -> str:
    """One is cut in two halves, which have slipped; the other waits."""
    left = [arc(196, 142, radius, 90, 270) for radius in steps(20, 112, 6)]
    return (
        group("a", path(left[-1], "Z", look="t"), path(*left, line((196, 30), (196, 254))))
        + group("a", path(arc(202, 178, 112, 270, 90), "Z", look="d"))
        + group("b", circle(404, 96, 44, "f"), circles(404, 96, (15, 29), "e"), circle(404, 96, 5, "d"))
    )


def _chase(_: str) -> str:
    """Each is behind the other on one round track."""

    def comet(start: float) -> str:
        tail = [circle(*at(240, 160, 106, start + step * 19), 5 + step * 3.1, "f") for step in range(7)]
        return "".join(tail) + circle(*at(240, 160, 106, start + 138), 32, "d")

    return (
        group("l", circle(240, 160, 106), circle(240, 160, 58, "e"))
        + group("a", comet(170))
        + group("b", comet(350))
    )


def _mend(_: str) -> str:
    """What broke between the halves of a circle is sewn."""
    crack = [(240, 36), (226, 78), (252, 118), (228, 160), (254, 202), (230, 244), (240, 284)]
    stitches = [line((x - 28, y + 14), (x + 28, y + 26)) for x, y in crack[:-1]]

    def half(who: str, aside: float) -> str:
        edge = [(x + aside, y) for x, y in crack]
        turn = 180 if aside < 0 else 0
        rim = f"A124 124 0 0 {int(aside < 0)} {edge[0][0]:g} {edge[0][1]:g}Z"
        inner = [arc(240 + aside, 160, radius, turn - 68, turn + 68) for radius in (50, 75, 100)]
        return group(who, path(line(*edge), rim, look="f"), path(*inner))

    return half("a", -10) + half("b", 10) + group("i", path(*stitches, look="w"))


def _talk(_: str) -> str:
    """Lines run from one to the other and back, as between two poles."""
    strands = [
        f"M148 {172 + bend / 9:g}Q240 {166 + bend:g} 332 {154 + bend / 9:g}" for bend in range(-260, 261, 65)
    ]
    return (
        group("a", path(*strands[::2]))
        + group("b", path(*strands[1::2]))
        + group("a", circle(112, 174, 58, "o"), circle(112, 174, 58, "f"), circle(112, 174, 34, "d"))
        + group("b", circle(368, 152, 58, "o"), circle(368, 152, 58, "f"), circle(368, 152, 34, "d"))
    )


def _thread(_: str) -> str:
    """A tangle that comes out as one line."""
    turns = [step * 0.31 for step in range(46)]
    tangle = [
        (
            150 + 74 * math.sin(2.3 * t) + 30 * math.sin(5.1 * t),
            160 + 76 * math.cos(3.1 * t) + 34 * math.cos(1.7 * t),
        )
        for t in turns
    ]
    return group("b", circle(150, 160, 62, "f"), circle(150, 160, 30, "e")) + group(
        "a", path(smooth([*tangle, (250, 96), (292, 190), (330, 160), (420, 160)])), circle(424, 160, 17, "d")
    )


def _knot(_: str) -> str:
    """Two broad rings hold each other."""
    one, two = (186, 160), (294, 160)
    bands = (80.0, 94.0)
    return (
        group("a", circles(*one, bands, "w"), circle(150, 160, 24, "d"))
        + group("b", circle(*two, 87, "k"), circles(*two, bands, "w"), circle(330, 160, 24, "d"))
        + group(
            "a",
            path(arc(*one, 87, 20, 82), look="k"),
            path(*(arc(*one, radius, 18, 84) for radius in bands), look="w"),
        )
    )


def _coil(_: str) -> str:
    """A line that goes over the same place again and again on its way to the other."""
    loops = []
    for step in range(61):
        turn = math.radians(step * 45 + 90)
        size = 16 + 34 * math.sin(math.pi * step / 60)
        loops.append((86 + step * 4.4 + size * math.cos(turn), 160 + size * 1.7 * math.sin(turn)))
    return group("a", path(smooth([(46, 160), *loops, (396, 160)])), circle(46, 160, 20, "d")) + group(
        "b", circle(424, 160, 30, "f"), circle(424, 160, 17), circle(424, 160, 5, "d")
    )


def _eclipse(_: str) -> str:
    """One stands before the other's light; a third is a thought."""
    rays = [
        line(at(270, 156, 92, turn), at(270, 156, 112 + 22 * (turn // 15 % 2), turn))
        for turn in range(0, 360, 15)
    ]
    return (
        group("b", path(*rays), circle(270, 156, 80, "d"))
        + group(
            "a",
            circle(228, 170, 72, "o"),
            circle(228, 170, 72, "f"),
            circles(228, 170, (18, 36, 54)),
            circle(228, 170, 5, "d"),
        )
        + group("l", circle(414, 250, 34, "e"))
    )


def _pause(_: str) -> str:
    """Two bars between the two: a stop that has an end."""
    return (
        person("a", 104, 160, 66, 5)
        + person("b", 376, 160, 66, 5)
        + group("a", path(line((202, 72), (228, 72), (228, 248), (202, 248), close=True), look="d"))
        + group("b", path(line((252, 72), (278, 72), (278, 248), (252, 248), close=True), look="d"))
    )


def _helix(_: str) -> str:
    """Two strands wind about each other, joined by rungs."""
    xs = steps(24, 456, 19)
    one = [(x, 160 + 78 * math.sin((x - 24) / 44)) for x in xs]
    two = [(x, 320 - y) for x, y in one]
    rungs = [line(p, q) for p, q in zip(one, two, strict=True) if abs(p[1] - q[1]) > 30]
    ends = [p for p, q in zip(one, two, strict=True) if abs(p[1] - q[1]) > 100]
    return (
        group("l", path(*rungs))
        + group("a", path(smooth(one), look="w"), *(circle(x, y, 9, "d") for x, y in ends))
        + group("b", path(smooth(two), look="w"), *(circle(x, 320 - y, 9, "d") for x, y in ends))
    )


def _routes(_: str) -> str:
    """Three ways from two apart to two together."""
    upper = smooth([(72, 96), (150, 20), (236, 20), (262, 84), (310, 78), (360, 150)])
    middle = smooth(
        [(72, 160), (140, 160), (176, 120), (216, 200), (256, 120), (296, 200), (330, 160), (384, 160)]
    )
    lower = smooth([(72, 224), (130, 310), (200, 310), (222, 240), (290, 300), (408, 280), (420, 180)])
    return (
        group("l", path(middle, look="w"))
        + group(
            "a",
            path(upper, look="w"),
            circle(72, 96, 40, "o"),
            circle(72, 96, 40, "f"),
            circle(72, 96, 22, "d"),
        )
        + group(
            "b",
            path(lower, look="w"),
            circle(72, 224, 40, "o"),
            circle(72, 224, 40, "f"),
            circle(72, 224, 22, "d"),
        )
        + group("a", circle(366, 160, 58, "o"), circle(366, 160, 58, "f"))
        + group("b", circle(410, 160, 58, "f"), circle(420, 160, 20, "d"))
        + group("a", circle(356, 160, 20, "d"))
    )


BONDS: Final = {
    "loop": Subject(_loop),
    "split": Subject(_split),
    "chase": Subject(_chase),
    "mend": Subject(_mend),
    "talk": Subject(_talk),
    "thread": Subject(_thread),
    "knot": Subject(_knot),
    "coil": Subject(_coil),
    "eclipse": Subject(_eclipse),
    "pause": Subject(_pause),
    "helix": Subject(_helix),
    "routes": Subject(_routes),
}
"""Subjects by name."""
