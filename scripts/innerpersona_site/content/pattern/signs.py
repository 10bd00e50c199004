"""Drawings of what is seen, measured and weighed: maps, rings, signals, bands."""

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
    pill,
    smooth,
)
from innerpersona_site.content.pattern.subjects import Subject


def _growth(_: str) -> str:
    """Rings that all begin at one point, as those of a tree cut aslant."""
    radii = (30.0, 52.0, 76.0, 102.0, 132.0)
    rings = [circle(240, 296 - radius, radius) for radius in radii]
    return group("a", circle(240, 164, 132, "f"), *rings) + group("b", circle(240, 272, 16, "d"))


def _map(_: str) -> str:
    """Heights of two regions that run into each other, and a place with its doubt."""

    def contour(x: float, y: float, size: float) -> str:
        turns = [math.radians(step * 40) for step in range(9)]
        reach = [size * (1 + 0.16 * math.sin(2 * t + 0.6) + 0.1 * math.cos(3 * t)) for t in turns]
        return smooth(
            [(x + 1.35 * r * math.cos(t), y + r * math.sin(t)) for t, r in zip(turns, reach, strict=True)],
            close=True,
        )

    one, two = (
        [contour(166, 186, size) for size in (22, 42, 62, 82)],
        [contour(330, 122, size) for size in (18, 36, 54)],
    )
    return (
        group("l", path(line((240, 14), (240, 306)), line((20, 160), (460, 160))))
        + group("a", path(one[-1], look="f"), path(*one[:-1]), path(one[0], look="d"))
        + group(
            "b", path(two[-1], look="f"), path(*two[:-1]), circle(296, 208, 34, "e"), circle(296, 208, 9, "d")
        )
    )


def _wheel(_: str) -> str:
    """Ten places on a ring; what is large on one side is small on the other."""
    spots = [
        (at(240, 160, 108, 36 * place - 60), 17 + 11 * math.cos(math.radians(36 * place)))
        for place in range(10)
    ]
    spokes = path(*(line((240, 160), spot) for spot, _ in spots))
    return (
        group("l", circle(240, 160, 108), spokes)
        + group("a", *(circle(*spot, size, "d") for spot, size in [*spots[:3], *spots[8:]]))
        + group("b", *(circle(*spot, size, "o") + circle(*spot, size, "f") for spot, size in spots[3:8]))
    )


def _seesaw(_: str) -> str:
    """Two that weigh differently on one beam."""
    return (
        group("a", circle(122, 158, 64, "f"), circles(122, 158, (16, 32, 48)), circle(122, 158, 5, "d"))
        + group("b", circle(368, 88, 44, "f"), circle(368, 88, 26, "d"))
        + group("g", path(line((56, 238), (424, 122)), look="w"))
        + group("l", path(line((64, 292), (416, 292))))
        + group("i", path(line((240, 184), (202, 290), (278, 290), close=True), look="o"))
    )


def _pairs(_: str) -> str:
    """A field of pairs, near and far; none of the others says which will meet."""
    cells = [
        (60 + 72 * column, 52 + 72 * row, 8 + (column * 5 + row * 7) % 4 * 6)
        for row in range(4)
        for column in range(6)
    ]
    met = cells.pop(15)
    return group(
        "a",
        *(circle(x - apart / 2, y, 13, "f") for x, y, apart in cells),
        circle(met[0] - 10, met[1], 21, "d"),
    ) + group(
        "b", *(circle(x + apart / 2, y, 13) for x, y, apart in cells), circle(met[0] + 12, met[1], 21, "f")
    )


def _signal(_: str) -> str:
    """What one sends out reaches the other faintly."""
    waves = [arc(76, 262, radius, -78, -4) for radius in (70, 112, 154, 196)]
    return (
        group("a", *(path(wave, look="w") for wave in waves[:2]), *(path(wave) for wave in waves[2:]))
        + group(
            "a",
            path(arc(76, 262, 238, -70, -10), arc(76, 262, 280, -62, -16), look="e"),
            circle(76, 262, 34, "d"),
        )
        + group(
            "b", circle(386, 84, 56, "f"), circle(386, 84, 38), circle(386, 84, 20), circle(386, 84, 5, "d")
        )
    )


def _fan(_: str) -> str:
    """Five ways from one point."""
    ends = [at(240, 286, 196, turn) for turn in (-160, -125, -90, -55, -20)]
    looks = [("a", "d"), ("a", "f"), ("l", ""), ("b", "f"), ("b", "d")]
    blades = [
        line((240, 286), at(240, 286, 196, turn - 10), at(240, 286, 196, turn + 10), close=True)
        for turn in (-160, -125, -90, -55, -20)
    ]
    heads = [
        group(
            who,
            path(blade, look="t") if look else "",
            path(line((240, 286), end)),
            circle(*end, 30, "o"),
            circle(*end, 30, look),
        )
        for (who, look), end, blade in zip(looks, ends, blades, strict=True)
    ]
    return "".join(heads) + group("g", circle(240, 286, 12, "o"))


def _bands(_: str) -> str:
    """Two profiles beside each other: a place on each scale, and how sure it is."""
    rows = [
        (62, 120, 236, 270, 352),
        (111, 214, 330, 150, 262),
        (160, 90, 180, 250, 380),
        (209, 180, 300, 206, 318),
        (258, 250, 372, 96, 200),
    ]
    one = [
        path(pill(x1, x2, y - 7, 8), look="f") + circle((x1 + x2) / 2, y - 7, 8, "d")
        for y, x1, x2, _, _ in rows
    ]
    two = [
        path(pill(x1, x2, y + 11, 8), look="f") + circle((x1 + x2) / 2, y + 11, 8, "d")
        for y, _, _, x1, x2 in rows
    ]
    return (
        group("l", path(*(line((48, y + 2), (432, y + 2)) for y, *_ in rows), line((240, 30), (240, 290))))
        + group("a", *one)
        + group("b", *two)
    )


def _stars(_: str) -> str:
    """Several, of all sizes, joined by lines: no one is the center."""
    spots = [
        (92, 92, 30),
        (188, 196, 42),
        (286, 78, 24),
        (384, 150, 38),
        (300, 252, 26),
        (84, 256, 18),
        (430, 56, 14),
    ]
    ties = [(0, 1), (1, 2), (2, 3), (1, 4), (3, 4), (1, 5), (3, 6), (0, 2)]
    return (
        group("l", path(*(line(spots[i][:2], spots[j][:2]) for i, j in ties)))
        + group(
            "a",
            *(
                circle(x, y, r, "o") + circle(x, y, r, "f") + circle(x, y, r / 2, "d")
                for x, y, r in spots[::2]
            ),
        )
        + group(
            "b",
            *(
                circle(x, y, r, "o") + circle(x, y, r, "f") + circle(x, y, r / 2, "d")
                for x, y, r in spots[1::2]
            ),
        )
    )


SIGNS: Final = {
    "growth": Subject(_growth),
    "map": Subject(_map),
    "wheel": Subject(_wheel),
    "seesaw": Subject(_seesaw),
    "pairs": Subject(_pairs),
    "signal": Subject(_signal),
    "fan": Subject(_fan),
    "bands": Subject(_bands),
    "stars": Subject(_stars),
}
"""Subjects by name."""
