"""The plot of build times in README: SVG by hand, readable on light and dark ground, and without its colors."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Final

from build_times import Times

WIDTH, HEIGHT = 1000, 460
TOP, BOTTOM = 66, 400
PANELS: Final[tuple[tuple[str, int, Callable[[Times], float]], ...]] = (
    ("From nothing", 56, lambda times: times.cold),
    ("After one changed article", 558, lambda times: times.changed),
)
"""Heading, left edge, and what is plotted."""

PANEL_WIDTH: Final = 210
LABEL_HEIGHT: Final = 15
STYLE: Final = """
  text { font: 12px system-ui, sans-serif; fill: #333 }
  .heading { font-weight: 600; font-size: 14px }
  .grid { stroke: #ddd }
  polyline { fill: none; stroke-width: 1.5 }
  polyline.ours { stroke: #8a4b14; stroke-width: 3 }
  polyline.peer { stroke: #56606b }
  circle.ours, text.ours { fill: #8a4b14 }
  circle.peer, text.peer { fill: #56606b }
  text.ours { font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd }
    .grid { stroke: #444 }
    polyline.ours { stroke: #f0b070 }
    polyline.peer { stroke: #9fb0c0 }
    circle.ours, text.ours { fill: #f0b070 }
    circle.peer, text.peer { fill: #9fb0c0 }
  }
"""


def draw(measured: Mapping[int, Mapping[str, Times]]) -> str:
    """Return the plot: seconds against articles, both in powers of ten, one line a generator.

    Args:
        measured: number of articles to generator to its times. A generator may lack at some sizes.
    """
    sites = {
        size: {name: one for name, one in each.items() if "check" not in name}
        for size, each in measured.items()
    }
    figures = [figure(one) for each in sites.values() for one in each.values() for _, _, figure in PANELS]
    seconds = _powers(figures)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title">',
        '<title id="title">Seconds that a build takes, against the number of articles</title>',
        f"<style>{STYLE}</style>",
    ]
    for heading, left, figure in PANELS:
        parts += _axes(heading, left, sorted(sites), seconds)
        lines: dict[str, list[tuple[float, float]]] = {}
        for size in sorted(sites):
            for name, one in sites[size].items():
                point = (_across(size, sorted(sites), left), _up(figure(one), seconds))
                lines.setdefault(name, []).append(point)
        parts += _lines(lines)
    return "\n".join([*parts, "</svg>", ""])


def _axes(heading: str, left: int, sizes: list[int], seconds: list[float]) -> list[str]:
    parts = [
        f'<text class="heading" x="{left}" y="24">{heading}</text>',
        f'<text x="{left}" y="46">seconds</text>',
    ]
    for second in seconds:
        y = _up(second, seconds)
        parts.append(f'<path class="grid" d="M{left} {y:.1f}h{PANEL_WIDTH}"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{second:g}</text>')
    for size in sizes:
        x = _across(size, sizes, left)
        parts.append(f'<path class="grid" d="M{x:.1f} {TOP}V{BOTTOM}"/>')
        parts.append(f'<text x="{x:.1f}" y="{BOTTOM + 20}" text-anchor="middle">{size:,}</text>')
    parts.append(
        f'<text x="{left + PANEL_WIDTH / 2:.1f}" y="{BOTTOM + 42}" text-anchor="middle">articles</text>'
    )
    return parts


def _lines(lines: Mapping[str, list[tuple[float, float]]]) -> list[str]:
    parts = []
    heights = apart([points[-1][1] for points in lines.values()], LABEL_HEIGHT)
    for (name, points), height in zip(lines.items(), heights, strict=True):
        kind = "ours" if "InnerPersona" in name else "peer"
        x, y = points[-1]
        path = " ".join(f"{across:.1f},{up:.1f}" for across, up in points)
        parts.append(f'<polyline class="{kind}" points="{path}"/>')
        parts += [f'<circle class="{kind}" cx="{across:.1f}" cy="{up:.1f}" r="3"/>' for across, up in points]
        # From the line's end to its name, which may have had to make room for another.
        parts.append(f'<path class="grid" d="M{x + 5:.1f} {y:.1f}L{x + 20:.1f} {height:.1f}"/>')
        parts.append(f'<text class="{kind}" x="{x + 24:.1f}" y="{height + 4:.1f}">{escape(name)}</text>')
    return parts


def apart(heights: list[float], least: float) -> list[float]:
    """Move heights until neighbors are at least so far apart, in their order, as little as a pass from above allows."""
    moved = dict[int, float]()
    last = -math.inf
    for index in sorted(range(len(heights)), key=heights.__getitem__):
        last = moved[index] = max(heights[index], last + least)
    beyond = max(0.0, last - BOTTOM)
    return [moved[index] - beyond for index in range(len(heights))]


def _powers(values: Iterable[float]) -> list[float]:
    values = list(values)
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return [10.0**power for power in range(low, max(high, low + 1) + 1)]


def _up(second: float, seconds: list[float]) -> float:
    share = math.log(second / seconds[0]) / math.log(seconds[-1] / seconds[0])
    return BOTTOM - share * (BOTTOM - TOP)


def _across(size: int, sizes: list[int], left: int) -> float:
    if len(sizes) == 1:
        return left + PANEL_WIDTH / 2
    return left + math.log(size / sizes[0]) / math.log(sizes[-1] / sizes[0]) * PANEL_WIDTH
