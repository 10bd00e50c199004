"""How pictures are shown: their size, and the smaller copies that are made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

ENDINGS: Final = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg")
"""Endings of the pictures that pages may show."""
SCALED: Final = (".png", ".jpg", ".jpeg", ".webp")
"""Endings of those that smaller copies are made of; a GIF may move, and a drawing is sharp at any size."""
WIDTHS: Final = (480, 800, 1200, 1600)
"""Widths of the copies, in pixels: a phone's column at two and a half, a desk's at one and two, and a wide one."""
LARGEST: Final = 2_000_000
"""Bytes that a picture may have: a photograph of 2400 pixels in width takes a quarter of it."""

_SVG: Final = re.compile(r"<svg\b([^>]*)>")
_VIEW_BOX: Final = re.compile(
    r"\sviewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*[\"']"
)
_SIDE: Final = r"\s{}\s*=\s*[\"']\s*([\d.]+)(?:px)?\s*[\"']"


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture's width and height in pixels, and the widths of its copies, the smallest first."""

    width: int
    height: int
    copies: tuple[int, ...] = ()


def shown(width: int, height: int, path: str) -> Shown:
    """Return how a picture of that size is shown."""
    scaled = path.lower().endswith(SCALED)
    return Shown(width, height, tuple(w for w in WIDTHS if w < width) if scaled else ())


def copy_path(path: str, width: int) -> str:
    """Return the path of a picture's copy of that width."""
    return f"{path}.{width}.webp"


def svg_size(source: str) -> tuple[int, int] | None:
    """Return width and height of a drawing, in whole units of its view box; None where it has none."""
    start = _SVG.search(source)
    if start is None:
        return None
    if found := _VIEW_BOX.search(start[1]):
        return round(float(found[1])), round(float(found[2]))
    sides = [re.search(_SIDE.format(side), start[1]) for side in ("width", "height")]
    return (round(float(sides[0][1])), round(float(sides[1][1]))) if sides[0] and sides[1] else None
