"""An article's drawing as pixels: what content/pattern writes as SVG, with the few elements that it writes.

A general renderer of SVG takes about 60 ms for a card's drawing. Here shapes are filled without antialiasing at four
times the size, one sheet a color, and made smaller: 16 levels a sheet, which share one palette with all overlaps.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree

from PIL import Image, ImageChops, ImageDraw

from innerpersona_site.content.pattern.shapes import HEIGHT, WIDTH, Point

SIZE: Final = (520, 347)
"""Of the drawing on a card, in pixels."""

_FINE: Final = 4
"""How many times as large the shapes are filled."""

_SCALE: Final = min(SIZE[0] / WIDTH, SIZE[1] / HEIGHT) * _FINE
_TOP: Final = (SIZE[1] * _FINE - HEIGHT * _SCALE) / 2

LEVELS: Final = 16
LINES, FIRST, SECOND, INK = range(4)
"""The colors that a sheet may have: of what lies between the circles, of each circle, of text."""

_SHEETS: Final = {"s": LINES, "l": LINES, "a": FIRST, "b": SECOND, "g": INK, "i": INK}
TINTS: Final = {"a": 64, "b": 128}
"""What a circle's tint adds to the index of what is on it."""

_STROKES: Final = {"s": 1.0, "l": 1.0, "a": 1.4, "b": 1.4, "g": 1.6, "i": 1.0}
_BROAD: Final = {"w": 5.0, "k": 26.0}
"""Widths in the drawing's units: of each color's lines, and of looks that have one of their own."""

_DASH, _PERIOD = 3.0, 7.0
"""In the drawing's units; the rounded ends of a dash add to its length."""

_FAINT: Final = {"s": 102, "i": 153}
"""Coverage of lines that aren't opaque, of 255."""

_PATH: Final = re.compile(r"([MLQAZ])([^MLQAZ]*)")
Box = tuple[int, int, int, int]
Edges = tuple[float, ...]


def _values(sheet: int) -> list[int]:
    levels = [round(coverage * (LEVELS - 1) / 255) for coverage in range(256)]
    return [level * 4 + sheet if level else 0 for level in levels]


VALUES: Final = [_values(sheet) for sheet in range(4)]
"""For each color, the palette's index of each coverage of 0 to 255 by it, on paper."""


class PatternPainter:
    """Draws articles' drawings; one at a time, since it uses its sheets again."""

    def __init__(self) -> None:
        self._sheets = [_Sheet(sheet, _FINE) for sheet in range(4)]
        self._tints = {who: _Sheet(FIRST, 1) for who in TINTS}

    def draw(self, svg: str) -> Image.Image:
        """Return a drawing of `SIZE` as indices into the cards' palette.

        Args:
            svg: what `pattern_svg` returned.

        Raises:
            ValueError: for an element or a path that it never writes.
        """
        for sheet in (*self._sheets, *self._tints.values()):
            sheet.clear()
        self._group(ElementTree.fromstring(svg), "")
        values = Image.new("L", SIZE)
        for sheet in self._sheets:
            # Where two colors meet, the one that covers more of a pixel has it.
            sheet.onto(values, ImageChops.lighter)
        for sheet in self._tints.values():
            sheet.onto(values, ImageChops.add)
        return values

    def _group(self, group: ElementTree.Element, kind: str) -> None:
        for element in group:
            classes = element.get("class", "").split()
            of = next((name for name in classes if name in _SHEETS), kind)
            look = set(classes) - {of}
            match element.tag:
                case "g":
                    self._group(element, of)
                case "circle":
                    x, y, radius = (float(element.get(name, "0")) for name in ("cx", "cy", "r"))
                    self._circle(of, look, (x, y), radius)
                case "path":
                    self._path(of, look, element.get("d", ""))
                case other:
                    raise ValueError(f"a card can't show <{other}> of an article's drawing")

    def _circle(self, kind: str, look: set[str], center: Point, radius: float) -> None:
        if look & {"e", "k"}:
            turns = [math.tau * step / 96 for step in range(97)]
            points = [(center[0] + radius * math.cos(t), center[1] + radius * math.sin(t)) for t in turns]
            self._line(kind, look, points)
            return
        width = _width(kind, look)
        box = _box(center, radius + width / 2, _FINE)
        self._fill(kind, look, box, lambda canvas, edges, fill: canvas.ellipse(edges, fill=fill))
        if not look & {"d", "t"}:
            canvas = self._sheets[_SHEETS[kind]].at(*box)
            canvas.ellipse(box, outline=_FAINT.get(kind, 255), width=_fine_width(width))

    def _path(self, kind: str, look: set[str], commands: str) -> None:
        for points in _polylines(commands):
            ends = [(x * _SCALE, y * _SCALE + _TOP) for x, y in points]
            if look & set("fdto"):
                xs, ys = zip(*ends, strict=True)

                def polygon(
                    canvas: ImageDraw.ImageDraw, box: Edges, fill: int, ends: list[Point] = ends
                ) -> None:
                    fine = 1 if canvas.im.size[0] == SIZE[0] else _FINE
                    canvas.polygon([(x * fine / _FINE, y * fine / _FINE) for x, y in ends], fill=fill)

                self._fill(kind, look, (min(xs), min(ys), max(xs), max(ys)), polygon)
            if not look & {"d", "t"}:
                self._line(kind, look, points)

    def _fill(self, kind: str, look: set[str], box: Edges, shape: Callable[..., None]) -> None:
        """Fill a shape as its look says; what is filled or covers hides what was drawn before."""
        coarse = tuple(round(edge / _FINE) for edge in box)
        if look & {"d", "o"}:
            for sheet in self._sheets:
                shape(sheet.at(*box), box, 0)
            for tint in self._tints.values():
                shape(tint.at(*coarse), coarse, 0)
        if "d" in look:
            shape(self._sheets[_SHEETS[kind]].at(*box), box, 255)
        if look & {"f", "t"}:
            shape(self._tints[kind].at(*coarse), coarse, TINTS[kind])

    def _line(self, kind: str, look: set[str], points: list[Point]) -> None:
        if "e" in look:
            self._dashes(kind, points)
            return
        ends = [(x * _SCALE, y * _SCALE + _TOP) for x, y in points]
        xs, ys = zip(*ends, strict=True)
        width = _fine_width(_width(kind, look))
        box = (min(xs) - width, min(ys) - width, max(xs) + width, max(ys) + width)
        for sheet in self._sheets if "k" in look else [self._sheets[_SHEETS[kind]]]:
            fill = 0 if "k" in look else _FAINT.get(kind, 255)
            sheet.at(*box).line(ends, fill=fill, width=width, joint="curve" if width > 2 * _FINE else None)

    def _dashes(self, kind: str, points: list[Point]) -> None:
        """Draw a broken line, a dash every so many units of its length."""
        next_dash = 0.0
        length = 0.0
        for (x0, y0), (x1, y1) in pairwise(points):
            piece = math.dist((x0, y0), (x1, y1))
            while piece and next_dash <= length + piece:
                along, end = next_dash - length, next_dash - length + _DASH
                run, rise = (x1 - x0) / piece, (y1 - y0) / piece
                self._line(
                    kind,
                    set(),
                    [(x0 + run * along, y0 + rise * along), (x0 + run * end, y0 + rise * end)],
                )
                next_dash += _PERIOD
            length += piece


class _Sheet:
    """Where shapes of one color are filled, and the part of it that has some."""

    def __init__(self, color: int, fine: int) -> None:
        self._color = color
        self._fine = fine
        self._image = Image.new("L", (SIZE[0] * fine, SIZE[1] * fine))
        self._canvas = ImageDraw.Draw(self._image)
        self._used: Box | None = None

    def clear(self) -> None:
        if self._used:
            self._image.paste(0, self._used)
        self._used = None

    def at(self, left: float, top: float, right: float, bottom: float) -> ImageDraw.ImageDraw:
        """Return where to draw a shape inside a box, which may reach over the sheet."""
        fine, (width, height) = self._fine, self._image.size
        box = (
            max(int(left) // fine * fine - fine, 0),
            max(int(top) // fine * fine - fine, 0),
            min(int(right) // fine * fine + 2 * fine, width),
            min(int(bottom) // fine * fine + 2 * fine, height),
        )
        used = self._used or box
        self._used = (*map(min, used[:2], box[:2]), *map(max, used[2:], box[2:]))  # type: ignore[assignment]
        return self._canvas

    def onto(self, values: Image.Image, join: Callable[[Image.Image, Image.Image], Image.Image]) -> None:
        """Join what was drawn with a drawing's values."""
        if not self._used:
            return
        if self._fine == 1:
            part = self._image.crop(self._used)
        else:
            part = self._image.reduce(self._fine, self._used).point(VALUES[self._color])
        box = tuple(edge // self._fine for edge in self._used)
        values.paste(join(values.crop(box), part), box)  # type: ignore[arg-type]


def _fine_width(width: float) -> int:
    return round(width * _SCALE)


def _box(center: Point, radius: float, fine: int) -> tuple[float, float, float, float]:
    """Return the pixels that hold a circle, the last of them included."""
    scale = _SCALE / _FINE * fine
    x, y, r = center[0] * scale, center[1] * scale + _TOP / _FINE * fine, radius * scale
    return (round(x - r), round(y - r), round(x + r) - 1, round(y + r) - 1)


def _width(kind: str, look: set[str]) -> float:
    return next((_BROAD[name] for name in look if name in _BROAD), _STROKES[kind])


def _polylines(commands: str) -> Iterator[list[Point]]:
    """Yield the parts of a path, curves and arcs as points close enough to look round."""
    points: list[Point] = []
    for command, text in _PATH.findall(commands):
        numbers = [float(number) for number in text.split()]
        match command:
            case "M":
                if points:
                    yield points
                points = [(numbers[0], numbers[1])]
            case "L":
                points.append((numbers[0], numbers[1]))
            case "Q":
                points += _curve(points[-1], (numbers[0], numbers[1]), (numbers[2], numbers[3]))
            case "A":
                points += _arc(points[-1], numbers[0], (numbers[3], numbers[4]), (numbers[5], numbers[6]))
            case _:
                points.append(points[0])
    yield points


def _curve(start: Point, control: Point, end: Point) -> Iterator[Point]:
    for step in range(1, 17):
        t = step / 16
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        yield a * start[0] + b * control[0] + c * end[0], a * start[1] + b * control[1] + c * end[1]


def _arc(start: Point, radius: float, flags: tuple[float, float], end: Point) -> Iterator[Point]:
    """Yield points of an arc; `flags` are SVG's: the longer way round, and clockwise."""
    chord = math.dist(start, end)
    radius = max(radius, chord / 2)
    side = 1 if flags[0] == flags[1] else -1
    aside = side * math.sqrt(radius**2 - chord**2 / 4)
    x = (start[0] + end[0]) / 2 + aside * (end[1] - start[1]) / chord
    y = (start[1] + end[1]) / 2 - aside * (end[0] - start[0]) / chord
    first, last = math.atan2(start[1] - y, start[0] - x), math.atan2(end[1] - y, end[0] - x)
    turn = (last - first) % math.tau if flags[1] else -((first - last) % math.tau)
    for step in range(1, 65):
        angle = first + turn * step / 64
        yield x + radius * math.cos(angle), y + radius * math.sin(angle)
