"""A social card as pixels: indices into one palette, which all cards share."""

from __future__ import annotations

import io
from functools import cache
from typing import Final

from PIL import Image, ImageChops, ImageDraw

from innerpersona_quiz.palette import SHIPPED, Colors
from innerpersona_site.content.pattern import pattern_svg
from innerpersona_site.content.social_card import COLUMN, HEIGHT, LEFT, WIDTH, SocialCard, layout
from innerpersona_site.output.card_drawing import FIRST, INK, LEVELS, SECOND, VALUES, PatternPainter
from innerpersona_site.output.card_type import Face

_PAPER, _QUIET, _INK = "fbf8f3", "5b6168", "22262a"
"""As in palette.css, light: a picture reads no stylesheet."""

_LINES: Final = 0.55
"""Opacity of what lies between the circles."""

_TINT: Final = 0.11
"""Opacity of a circle's tint."""

_DRAWING: Final = (664, 132)
_TITLE: Final = (LEFT - 20, 40, LEFT + COLUMN + 8, HEIGHT - 100)
"""Where the text above the mark may be: left, top, right, bottom."""

_KICKER: Final = 27
_SITE: Final = 30
"""Sizes of type, in pixels."""

_ANY: Final = [0] + [255] * 255
_EFFORT: Final = 1
"""Of the packing of a picture: 6 takes three times as long for a quarter less."""

_MARK: Final = (LEFT, 536, LEFT + 52, 576)
_FINE: Final = 4


class CardPainter:
    """Paints cards with two faces and a site's colors, one card at a time; an owner's mark isn't drawn."""

    def __init__(self, serif: Face, sans: Face, colors: Colors = SHIPPED, *, own_mark: bool = False) -> None:
        self._serif = serif
        self._sans = sans
        self._palette = _palette(colors)
        self._own_mark = own_mark
        self._patterns = PatternPainter()
        self._papers: dict[str, Image.Image] = {}

    def paint(self, card: SocialCard) -> bytes:
        """Return a card as PNG."""
        if card.site not in self._papers:
            self._papers[card.site] = self._paper(card.site)
        values = self._papers[card.site].copy()
        values.paste(self._patterns.draw(pattern_svg(card.slug, card.topic, card.drawing)), _DRAWING)
        self._write(values, card)
        values.putpalette(self._palette)
        file = io.BytesIO()
        values.save(file, "PNG", compress_level=_EFFORT)
        return file.getvalue()

    def _write(self, values: Image.Image, card: SocialCard) -> None:
        left, top, right, bottom = _TITLE
        placed = layout(card, cache(self._serif.metrics.width))
        sheet = Image.new("L", (right - left, bottom - top))
        for line, baseline in placed.lines:
            self._serif.write(sheet, line, placed.size, LEFT - left, baseline - top)
        values.paste(sheet.point(VALUES[INK]), (left, top))
        if card.kicker:
            strip = Image.new("L", (right - left, 2 * _KICKER))
            self._sans.write(strip, card.kicker, _KICKER, LEFT - left, _KICKER + 8, space=4)
            kicker = strip.point(VALUES[FIRST])
            values.paste(kicker, (left, placed.kicker - _KICKER - 8), mask=strip.point(_ANY))

    def _paper(self, site: str) -> Image.Image:
        """Return what all cards of a site have: the paper, and the mark with the site's name."""
        paper = Image.new("L", (WIDTH, HEIGHT))
        name = LEFT
        if not self._own_mark:
            _paint_circles(paper)
            name += 66
        sheet = Image.new("L", (WIDTH - name, 2 * _SITE))
        self._serif.write(sheet, site, _SITE, 0, _SITE + 10)
        paper.paste(sheet.point(VALUES[INK]), (name, 564 - _SITE - 10))
        return paper


def _paint_circles(paper: Image.Image) -> None:
    left, top, right, bottom = _MARK
    size = ((right - left) * _FINE, (bottom - top) * _FINE)
    disc, ring = Image.new("L", size), Image.new("L", size)
    ImageDraw.Draw(disc).ellipse((5, 10, 124, 129), fill=255)
    ImageDraw.Draw(ring).ellipse((74, 8, 195, 131), outline=255, width=13)
    mark = ImageChops.lighter(
        disc.reduce(_FINE).point(VALUES[FIRST]), ring.reduce(_FINE).point(VALUES[SECOND])
    )
    paper.paste(mark, (left, top))


def _palette(colors: Colors) -> list[int]:
    """Return the colors of all indices: tint of the ground, then level of coverage, then sheet."""
    sheets = ((_QUIET, _LINES), (colors.one[1:], 1.0), (colors.two[1:], 1.0), (_INK, 1.0))
    paper, first, second = (_rgb(name) for name in (_PAPER, sheets[FIRST][0], sheets[SECOND][0]))
    tinted = _mix(paper, first, _TINT)
    grounds = (paper, tinted, _mix(paper, second, _TINT), _mix(tinted, second, _TINT))
    return [
        part
        for ground in grounds
        for level in range(LEVELS)
        for color, opacity in sheets
        for part in _mix(ground, _rgb(color), opacity * level / (LEVELS - 1))
    ]


def _rgb(name: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(name))


def _mix(below: tuple[int, ...], above: tuple[int, ...], opacity: float) -> tuple[int, ...]:
    return tuple(round(b + (a - b) * opacity) for b, a in zip(below, above, strict=True))
