"""Social cards as PNG: drawn once, kept in the cache by what they show, copied into each build."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from innerpersona_site.content.model import CardImage
from innerpersona_site.content.social_card import HEIGHT, SANS, SERIF, WIDTH, SocialCard, card_svg

FOLDER: Final = "assets/cards"
FONTS: Final = "assets/fonts"
_FACES: Final = {
    SERIF: ("innerpersona-serif.woff2", {"wght": 600, "opsz": 60}),
    SANS: ("innerpersona-sans.woff2", {"wght": 500}),
}
"""Family to the theme's file that it is made from, and the place on its axes."""


class SocialCards:
    """Draws cards with a theme's typefaces; `cache` is a folder that outlives the build."""

    def __init__(self, theme: Path, cache: Path) -> None:
        self._theme = theme
        self._cache = cache
        self._drawn: dict[str, Path] = {}

    @property
    def available(self) -> bool:
        """Whether the theme has the typefaces; without them there are no cards."""
        return all((self._theme / FONTS / file).is_file() for file, _ in _FACES.values())

    def image(self, card: SocialCard) -> CardImage:
        """Return where a card will be in a site; its name holds a hash of what it shows."""
        digest = self._digest_of(card)
        return CardImage(f"{FOLDER}/{card.slug}-{digest[:8]}.png", card.alt, WIDTH, HEIGHT)

    def draw(self, card: SocialCard) -> Path:
        """Have the picture of a card ready and return its file."""
        picture = self._cache / f"{self._digest_of(card)}.png"
        if not picture.exists():
            self._render(card_svg(card, self._measure), picture)
        return picture

    def _digest_of(self, card: SocialCard) -> str:
        return hashlib.sha256(f"{self._tools}\n{card}".encode()).hexdigest()[:16]

    @cached_property
    def _tools(self) -> str:
        """What else than the card decides how it looks."""
        fonts = "".join(_digest(self._theme / FONTS / file) for file, _ in _FACES.values())
        return f"resvg_py {importlib.metadata.version('resvg_py')} {fonts}"

    @cached_property
    def _fonts(self) -> dict[str, Path]:
        """The two faces as the renderer reads them: TrueType, at one place on each axis, under their own names."""
        ready = {}
        for family, (file, place) in _FACES.items():
            source = self._theme / FONTS / file
            target = self._cache / f"{source.stem}-{_digest(source)[:16]}.ttf"
            if not target.exists():
                font = instancer.instantiateVariableFont(TTFont(source), place)
                font.flavor = None
                for name in (1, 16):
                    font["name"].setName(family, name, 3, 1, 0x409)
                font["name"].removeNames(platformID=1)
                font["OS/2"].usWeightClass = 400
                _write(target, font.save)
            ready[family] = target
        return ready

    @cached_property
    def _advances(self) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
        font = TTFont(self._fonts[SERIF])
        return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm

    def _measure(self, text: str) -> float:
        glyphs, advances, unit = self._advances
        return sum(advances[glyphs.get(ord(sign), ".notdef")][0] for sign in text) / unit

    def _render(self, svg: str, picture: Path) -> None:
        # Imported late: most builds find every card in the cache.
        from resvg_py import svg_to_bytes

        fonts = [str(path) for path in self._fonts.values()]
        png = svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts)
        _write(picture, lambda path: Path(path).write_bytes(bytes(png)))


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _write(target: Path, write: Callable[[str], object]) -> None:
    """Write a file so that another build at the same time finds all of it or none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}")
    write(str(part))
    part.replace(target)
