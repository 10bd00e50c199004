"""The engine beside the runtime as npm ships it: a table, figures on record, and their plot in README."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 56, 560, 40, 210
STYLE: Final = """
  text { font: 12px system-ui, sans-serif; fill: #333 }
  .heading { font-weight: 600; font-size: 14px }
  .grid { stroke: #ddd }
  polyline { fill: none; stroke-width: 2.5 }
  .bytes { stroke: #8a4b14 } circle.bytes, text.bytes { fill: #8a4b14; stroke: none }
  .start { stroke: #56606b; stroke-dasharray: 6 4 } circle.start, text.start { fill: #56606b; stroke: none }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd }
    .grid { stroke: #444 }
    .bytes { stroke: #f0b070 } circle.bytes, text.bytes { fill: #f0b070 }
    .start { stroke: #9fb0c0 } circle.start, text.start { fill: #9fb0c0 }
  }
"""
LINES: Final = (("bytes", "bytes over the wire"), ("start", "time of a cold start"))


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the table.

    Attributes:
        name: what is measured, and in which unit.
        ours, stock: the figure of the engine, and of the runtime as npm ships it.
        goal: at most so much of stock's; None where none is promised.
        ratio: ours by stock; where the two were measured in pairs, the median of the pairs' ratios.
    """

    name: str
    ours: float
    stock: float
    goal: float | None
    ratio: float


def table(rows: Sequence[Row]) -> str:
    """Return the rows as lines."""
    lines = [f"\n{'The engine beside the runtime as npm ships it':<60}{'ours':>12}{'stock':>12}{'ratio':>8}"]
    for row in rows:
        goal = f"   (at most {row.goal:.2f})" if row.goal else ""
        lines.append(f"  {row.name:<58}{row.ours:>12,.0f}{row.stock:>12,.0f}{row.ratio:>8.2f}{goal}")
    return "\n".join(lines)


def record(file: Path, entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Add an entry to those on record, in place of an earlier one of the same engine; return all, oldest first.

    Args:
        file: a JSON list of `{"day", "engine", "bytes", "start"}`, the last two as shares of stock's.
        entry: another one.
    """
    known = json.loads(file.read_text("utf-8")) if file.exists() else []
    entries = [one for one in known if one["engine"] != entry["engine"]] + [dict(entry)]
    file.write_text(json.dumps(entries, indent=2) + "\n", "utf-8")
    return entries


def draw(entries: Sequence[Mapping[str, Any]]) -> str:
    """Return the plot: shares of stock's bytes and start, one point an entry."""
    step = (RIGHT - LEFT) / max(1, len(entries) - 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title">',
        '<title id="title">The engine’s bytes and cold start as a share of the runtime’s as npm ships it</title>',
        f"<style>{STYLE}</style>",
        f'<text class="heading" x="{LEFT}" y="20">Share of the runtime as npm ships it</text>',
    ]
    for percent in (0, 25, 50, 75, 100):
        y = _up(percent / 100)
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{percent} %</text>')
    for index, entry in enumerate(entries):
        anchor = "start" if index == 0 else "end" if index == len(entries) - 1 else "middle"
        if index in (0, len(entries) - 1) or step > 80:
            x = LEFT + index * step
            parts.append(f'<text x="{x:.1f}" y="{BOTTOM + 22}" text-anchor="{anchor}">{entry["day"]}</text>')
    for kind, name in LINES:
        points = [(LEFT + index * step, _up(entry[kind])) for index, entry in enumerate(entries)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline class="{kind}" points="{path}"/>')
        parts += [f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>' for x, y in points]
        x, y = points[-1]
        share = f"{entries[-1][kind] * 100:.0f} %"
        parts.append(f'<text class="{kind}" x="{x + 10:.1f}" y="{y + 4:.1f}">{share} {name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _up(share: float) -> float:
    return BOTTOM - share * (BOTTOM - TOP)
