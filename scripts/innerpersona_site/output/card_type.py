"""A typeface as social cards are set in it: one place on the axes of the theme's file, its advances and its kerning."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw, ImageFont

_STEPS: Final = 4
"""Places within a pixel at which a letter may stand."""

_ROOM: Final = 8
"""Around a letter's picture, in pixels: what of it may reach over its advance."""

_LIGATURES: Final = 0xE000
"""The first of the private characters that stand for ligatures."""

_PAIRS: Final = 2
"""The type of OpenType's lookups that move pairs of glyphs."""


_Letter = tuple[Image.Image, int, int]
"""A letter's coverage, and where it begins from its origin on the baseline, in pixels."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Widths of characters, and changes between pairs of them, in parts of the size of the type.

    `ligatures` has the characters that stand for several, the longest first.
    """

    advances: dict[str, float]
    pairs: dict[str, float]
    ligatures: dict[str, str]

    def signs(self, text: str) -> str:
        """Return a text with its ligatures."""
        for letters, sign in self.ligatures.items():
            text = text.replace(letters, sign)
        return text

    def starts(self, signs: str) -> list[float]:
        """Return where each sign starts, and where the last one ends."""
        places, place = [0.0], 0.0
        for pair in map("".join, zip(signs, [*signs[1:], ""], strict=True)):
            place += self.advances.get(pair[0], 0.5) + self.pairs.get(pair, 0.0)
            places.append(place)
        return places

    def width(self, text: str) -> float:
        """Return how wide a line is."""
        return self.starts(self.signs(text))[-1]


class Face:
    """A typeface that sets lines of text as coverage, in steps of a quarter of a pixel."""

    def __init__(self, file: Path, metrics: Metrics) -> None:
        self.metrics = metrics
        self._file = file
        self._fonts: dict[int, ImageFont.FreeTypeFont] = {}
        self._letters: dict[tuple[str, int, int], _Letter] = {}

    def write(
        self, sheet: Image.Image, text: str, size: int, start: float, baseline: int, space: float = 0
    ) -> None:
        """Set a line on a sheet of coverage.

        Args:
            sheet: an image of mode L.
            text: the line.
            size: of the type, in pixels.
            start: where the line starts, in pixels from the left.
            baseline: where it stands, in pixels from the top.
            space: by how much further apart words stand, in pixels.
        """
        signs = self.metrics.signs(text)
        for sign, place in zip(signs, self.metrics.starts(signs), strict=False):
            if sign == " ":
                start += space
                continue
            steps = round((start + place * size) * _STEPS)
            picture, left, top = self._letter(sign, size, steps % _STEPS)
            sheet.paste(255, (steps // _STEPS + left, baseline + top), picture)

    def _letter(self, sign: str, size: int, step: int) -> _Letter:
        key = (sign, size, step)
        if key not in self._letters:
            if size not in self._fonts:
                # Set at four times the size: FreeType places letters on whole pixels.
                # The other layout engine is there on some machines only.
                self._fonts[size] = ImageFont.truetype(
                    self._file, size * _STEPS, layout_engine=ImageFont.Layout.BASIC
                )
            width = int(self.metrics.advances.get(sign, 1.0) * size) + 2 * _ROOM + 2
            height = size + size // 2 + 2 * _ROOM
            picture = Image.new("L", (width * _STEPS, height * _STEPS))
            place = (_ROOM * _STEPS + step, (_ROOM + size) * _STEPS)
            ImageDraw.Draw(picture).text(place, sign, fill=255, font=self._fonts[size], anchor="ls")
            picture = picture.reduce(_STEPS)
            box = picture.getbbox() or (0, 0, 1, 1)
            self._letters[key] = picture.crop(box), box[0] - _ROOM, box[1] - _ROOM - size
        return self._letters[key]


def load_metrics(file: Path) -> Metrics:
    """Read what `make_face` wrote."""
    return Metrics(*json.loads(file.read_text("utf-8")))


def make_face(source: Path, place: dict[str, float], font_file: Path, metrics_file: Path) -> None:
    """Write a typeface at one place on its axes as TrueType, and its metrics as JSON.

    Args:
        source: a font in any format that fontTools reads, variable or not: an owner may put another one there.
        place: the value of each axis that the font may have.
        font_file: where the font goes.
        metrics_file: where the metrics go.
    """
    # Imported late: most builds find every card in the cache.
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(source)
    axes = {axis.axisTag for axis in font["fvar"].axes} if "fvar" in font else set()
    place = {axis: value for axis, value in place.items() if axis in axes}
    ligatures = _with_ligatures(font)
    glyphs = {chr(code): glyph for code, glyph in font.getBestCmap().items()}
    kerning = _kerning(font, place, set(glyphs.values()))
    for table in {"GDEF", "GPOS", "GSUB"} & set(font.keys()):
        del font[table]  # to bring these to the place takes most of the time, and nothing reads them any more
    if axes:
        font = instancer.instantiateVariableFont(font, place)
    font.flavor = None
    unit = font["head"].unitsPerEm
    advances = {sign: font["hmtx"].metrics[glyph][0] / unit for sign, glyph in glyphs.items()}
    signs: dict[str, list[str]] = {}
    for sign, glyph in glyphs.items():
        signs.setdefault(glyph, []).append(sign)
    pairs = {
        first + second: moved / unit
        for (left, right), moved in kerning.items()
        for first, second in product(signs[left], signs[right])
    }
    metrics_file.write_text(json.dumps([advances, pairs, ligatures]), "utf-8")
    font.save(font_file)


def _with_ligatures(font: Any) -> dict[str, str]:
    """Give a font's ligatures characters, and return them by what they stand for."""
    signs = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found: dict[str, str] = {}
    for table in _subtables(font, "GSUB", "liga"):
        for first, ligatures in table.ligatures.items():
            for ligature in ligatures:
                letters = [first, *ligature.Component]
                if all(letter in signs for letter in letters):
                    found["".join(signs[letter] for letter in letters)] = ligature.LigGlyph
    longest = sorted(found, key=lambda letters: (-len(letters), letters))
    characters = {letters: chr(_LIGATURES + place) for place, letters in enumerate(longest)}
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap |= {ord(characters[letters]): found[letters] for letters in longest}
    return characters


def _kerning(font: Any, place: dict[str, float], glyphs: set[str]) -> dict[tuple[str, str], int]:
    """Return by how much kerning moves the second glyph of each pair at a place on the axes, in font units."""
    from fontTools.varLib.varStore import VarStoreInstancer

    store = getattr(font["GDEF"].table, "VarStore", None) if "GDEF" in font else None
    deltas = (
        VarStoreInstancer(store, font["fvar"].axes, font.normalizeLocation(place))
        if place and store
        else None
    )

    def advance(record: Any) -> int:
        device = getattr(record, "XAdvDevice", None)
        by = deltas[(device.StartSize << 16) + device.EndSize] if device and deltas else 0
        return round((getattr(record, "XAdvance", 0) or 0) + by)

    moved: dict[tuple[str, str], int] = {}
    for table in _subtables(font, "GPOS", "kern"):
        if table.LookupType == _PAIRS:
            moved = _pairs(table, glyphs, advance) | moved  # the first table that has a pair decides
    return {pair: by for pair, by in moved.items() if by}


def _subtables(font: Any, name: str, tag: str) -> list[Any]:
    """Return the tables of a feature's lookups in their order, without the tables that only lead to others."""
    if name not in font:
        return []
    table = font[name].table
    features = [record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag == tag]
    lookups = sorted({index for feature in features for index in feature.LookupListIndex})
    found = [sub for index in lookups for sub in table.LookupList.Lookup[index].SubTable]
    return [getattr(sub, "ExtSubTable", sub) for sub in found]


def _pairs(table: Any, glyphs: set[str], advance: Callable[[Any], int]) -> dict[tuple[str, str], int]:
    if table.Format == 1:
        return {
            (first, pair.SecondGlyph): advance(pair.Value1)
            for first, pairs in zip(table.Coverage.glyphs, table.PairSet, strict=True)
            for pair in pairs.PairValueRecord
            if first in glyphs and pair.SecondGlyph in glyphs
        }
    firsts, seconds = table.ClassDef1.classDefs, table.ClassDef2.classDefs
    by_class = [[advance(second.Value1) for second in first.Class2Record] for first in table.Class1Record]
    return {
        (first, second): by_class[firsts.get(first, 0)][seconds.get(second, 0)]
        for first in table.Coverage.glyphs
        if first in glyphs
        for second in glyphs
    }
