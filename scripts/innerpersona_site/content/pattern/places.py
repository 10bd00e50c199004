"""Drawings of places: doors, bridges, steps, shores, and what stands on the ground."""

from __future__ import annotations

import math
from typing import Final

from innerpersona_site.content.pattern.shapes import (
    HEIGHT,
    WIDTH,
    arc,
    circle,
    group,
    line,
    path,
    person,
    pill,
    smooth,
)
from innerpersona_site.content.pattern.subjects import Subject


def _door(manner: str) -> str:
    """One is behind a door, the other before it; light falls out as far as it is open."""
    width = {"shut": 0, "half-open": 62, "open": 104}[manner]
    edge, drop = 290 - width, width * 0.28
    leaf = line((180, 48), (edge, 48 + drop), (edge, 276 + drop), (180, 276), close=True)
    knob = (edge - 14, 168 + drop)
    light = line((edge, 276), (290, 276), (404, 320), (edge + 40, 320), close=True)
    return (
        group("a", *([path(light, look="t")] if width else []), circle(250, 176, 34, "d"))
        + group(
            "a",
            path(leaf, look="o"),
            path(leaf, look="f"),
            path(line((194, 68), (194, 256))),
            circle(*knob, 6, "d"),
        )
        + group(
            "g",
            path(
                line((170, 276), (170, 38), (300, 38), (300, 276)),
                line((60, 276), (170, 276)),
                line((300, 276), (440, 276)),
            ),
        )
        + person("b", 388, 222, 50, 4)
    )


def _harbor(_: str) -> str:
    """Arms that are open on one side; the other goes out and comes back."""
    arms = [arc(178, 160, radius, 42, 318) for radius in (52, 74, 96, 118, 140)]
    return (
        group("a", path(arc(178, 160, 140, 42, 318), "Z", look="t"), path(*arms), path(arms[-1], look="w"))
        + group("b", path("M178 160Q270 60 388 148", look="e"), path("M178 160Q280 262 388 172", look="e"))
        + group("b", circle(178, 160, 24, "e"), circle(392, 160, 40, "f"), circle(392, 160, 24, "d"))
    )


def _island(_: str) -> str:
    """One keeps a wide water round itself; the other stands on the far shore."""
    coast = smooth([(172, 84), (262, 96), (286, 176), (216, 236), (120, 214), (98, 136)], close=True)
    return (
        group("l", *(circle(190, 160, radius) for radius in (104, 124, 148)))
        + group("a", path(coast, look="f"), circle(196, 158, 40, "d"))
        + group(
            "b",
            path(f"M{WIDTH} 30Q352 150 430 {HEIGHT}L{WIDTH} {HEIGHT}Z", look="f"),
            circle(428, 150, 22, "d"),
        )
    )


def _stairs(_: str) -> str:
    """One climbs, a step at a time, to where the other stands."""
    tops = [(56 + 74 * step, 262 - 42 * step) for step in range(5)]
    edge = [point for x, y in tops for point in ((x, y), (x + 74, y))]
    ghosts = [circle(x + 37, y - 24, 20, "e") for x, y in tops[:-1]]
    return (
        group(
            "a",
            path(line((56, 304), *edge, (426, 304), close=True), look="t"),
            path(line((56, 304), *edge, (426, 304))),
        )
        + group("a", *(path(line((x, y + 14), (x, 304))) for x, y in tops[1:]))
        + group("b", *ghosts, circle(389, 60, 34, "f"), circle(389, 60, 20, "d"))
    )


def _ladder(manner: str) -> str:
    """Two rails with rungs; where one is missing the step is wide."""
    rungs = [y for y in range(44, 300, 32) if manner == "whole" or y not in (140, 172)]
    return (
        group("a", path(line((196, 18), (184, 306)), line((284, 18), (296, 306)), look="w"))
        + group("i", *(path(line((195 - y / 26, y), (285 + y / 26, y)), look="w") for y in rungs))
        + person("a", 92, 244, 52, 4)
        + person("b", 390, 76, 52, 4)
    )


def _bridge(manner: str) -> str:
    """A way over from one to the other, whole or as yet half."""
    deck, whole = 176, manner != "half"

    def span(x: float) -> str:
        arch = f"L{x + 70:g} 270L{x + 70:g} 222A30 30 0 0 0 {x + 10:g} 222L{x + 10:g} 270Z"
        return f"M{x:g} 270L{x:g} {deck}L{x + 80:g} {deck}L{x + 80:g} 270{arch}"

    piers = [path(span(x), look="f" if whole or x < 240 else "e") for x in (120, 200, 280)]
    water = [smooth([(x, y + 5 * (x // 40 % 2)) for x in range(120, 361, 40)]) for y in (282, 300)]
    return (
        group("l", path(*water))
        + group(
            "a", path(line((0, deck), (120, deck), (104, 320), (0, 320), close=True), look="f"), *piers[:2]
        )
        + group(
            "b", path(line((480, deck), (360, deck), (376, 320), (480, 320), close=True), look="f"), piers[2]
        )
        + group(
            "a",
            path(line((0, deck), (240, deck)), look="w"),
            circle(66, 124, 49, "f"),
            circle(66, 124, 28, "d"),
        )
        + group(
            "b",
            path(line((240 if whole else 360, deck), (480, deck)), look="w"),
            circle(414, 124, 49, "f"),
            circle(414, 124, 28, "d"),
        )
    )


def _gap(_: str) -> str:
    """Two edges of one ground that came apart."""
    left = [(0, 170), (176, 170), (160, 204), (182, 236), (154, 272), (168, 320), (0, 320)]
    right = [(480, 170), (304, 170), (288, 204), (310, 236), (282, 272), (296, 320), (480, 320)]
    layers = (198, 226, 254, 282, 306)
    return (
        group("a", path(line(*left, close=True), look="f"), *(path(line((0, y), (146, y))) for y in layers))
        + group(
            "b", path(line(*right, close=True), look="f"), *(path(line((480, y), (324, y))) for y in layers)
        )
        + group("l", path("M128 128Q240 40 352 128", look="e"))
        + group("a", circle(110, 118, 50, "f"), circle(110, 118, 28, "d"))
        + group("b", circle(370, 118, 50, "f"), circle(370, 118, 28, "d"))
    )


def _tide(manner: str) -> str:
    """Waves that calm down towards the other, or that mount."""
    rows = []
    for row in range(5):
        points = []
        for step in range(17):
            size = (1 - step / 16) if manner == "falling" else step / 16
            points.append((step * 30.0, 84 + row * 44 + (-1) ** step * 54 * size**1.3))
        rows.append(path(smooth(points), look="w" if row == 2 else ""))
    x = 392 if manner == "falling" else 88
    return group("a", *rows) + group(
        "b", circle(x, 172, 54, "o"), circle(x, 172, 54, "f"), circle(x, 172, 30, "d")
    )


def _reflection(_: str) -> str:
    """One stands alone above still water, and meets itself in it."""
    bars = [(y, math.sqrt(max(82**2 - (y - 182) ** 2, 200))) for y in range(196, 266, 14)]
    shore = [
        line((x, y), (x + w, y)) for x, y, w in ((30, 206, 80), (60, 234, 60), (372, 220, 70), (346, 262, 90))
    ]
    return (
        group(
            "a",
            path(arc(240, 182, 82, 180, 0), "Z", look="d"),
            *(path(arc(240, 182, radius, 180, 0)) for radius in (100, 120, 144)),
        )
        + group("b", *(path(pill(240 - half + 4, 240 + half - 4, y, 4), look="d") for y, half in bars))
        + group("l", path(*shore))
        + group("g", path(line((0, 182), (WIDTH, 182))))
    )


def _landing(_: str) -> str:
    """A fall that ends, bound by bound, in a bowl."""
    bounds = "M40 60Q110 20 132 244Q176 70 220 244Q250 150 286 226"
    ghosts = [(40, 60, 15), (98, 86, 16), (132, 228, 17), (176, 150, 18), (220, 226, 19)]
    bowl = [arc(350, 200, radius, 8, 172) for radius in (56, 74, 92)]
    return (
        group(
            "b",
            path(bounds, look="e"),
            *(circle(x, y, radius, "e") for x, y, radius in ghosts),
            circle(350, 212, 34, "d"),
        )
        + group("a", path(bowl[-1], "Z", look="t"), path(*bowl), path(bowl[-1], look="w"))
        + group("g", path(line((0, 296), (WIDTH, 296))))
    )


def _cairn(_: str) -> str:
    """Stones set on each other again, and on top a small thing in balance."""
    stones = [
        (148, 338, 276, 22),
        (176, 308, 236, 18),
        (160, 312, 200, 17),
        (196, 290, 166, 16),
        (206, 268, 135, 14),
    ]
    return (
        group("a", *(path(pill(x1, x2, y, half), look="f") for x1, x2, y, half in stones))
        + group("a", path(pill(166, 302, 200, 17), look="d"))
        + group(
            "b",
            circle(240, 86, 34, "d"),
            path(pill(382, 404, 284, 14), look="f"),
            path(pill(62, 92, 286, 12), look="f"),
        )
        + group("g", path(line((20, 299), (460, 299))))
    )


def _nest(_: str) -> str:
    """Bowl in bowl, and the small one in the midst."""
    bowls = [arc(240, 150, radius, -6, 186) for radius in (54, 76, 98, 120, 142)]
    return group("a", path(bowls[-1], "Z", look="t"), path(*bowls), path(bowls[-1], look="w")) + group(
        "b", circle(240, 136, 44, "f"), circle(240, 136, 24, "d")
    )


def _arch(_: str) -> str:
    """Two halves lean on each other and carry what is above the gate."""
    radii = (74.0, 98.0, 122.0, 146.0)
    left, right = [arc(240, 270, r, 180, 268) for r in radii], [arc(240, 270, r, 272, 360) for r in radii]
    return (
        group(
            "a",
            path("M94 270A150 150 0 0 1 236 121L236 196A74 74 0 0 0 166 270Z", look="t"),
            path(*left),
            path(left[-1], look="w"),
            circle(212, 246, 22, "d"),
        )
        + group(
            "b",
            path("M386 270A150 150 0 0 0 244 121L244 196A74 74 0 0 1 314 270Z", look="t"),
            path(*right),
            path(right[-1], look="w"),
            circle(268, 246, 22, "d"),
        )
        + group(
            "g",
            path(line((224, 104), (256, 104), (250, 204), (230, 204), close=True), look="o"),
            path(line((0, 270), (WIDTH, 270))),
        )
    )


PLACES: Final = {
    "door": Subject(_door, ("half-open", "shut", "open")),
    "harbor": Subject(_harbor),
    "island": Subject(_island),
    "stairs": Subject(_stairs),
    "ladder": Subject(_ladder, ("whole", "broken")),
    "bridge": Subject(_bridge, ("whole", "half")),
    "gap": Subject(_gap),
    "tide": Subject(_tide, ("falling", "rising")),
    "reflection": Subject(_reflection),
    "landing": Subject(_landing),
    "cairn": Subject(_cairn),
    "nest": Subject(_nest),
    "arch": Subject(_arch),
}
"""Subjects by name."""
