"""Social cards as PNG: drawn once, kept in a cache by what they show, and linked into each build."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
import time
from contextlib import suppress
from dataclasses import astuple
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innerpersona_quiz.palette import SHIPPED, Colors
from innerpersona_site.content import pattern, social_card
from innerpersona_site.content.model import CardImage
from innerpersona_site.content.social_card import HEIGHT, WIDTH, SocialCard
from innerpersona_site.sources import Theme

if TYPE_CHECKING:
    from innerpersona_site.output.card_painter import CardPainter

FOLDER: Final = "assets/cards"
FONTS: Final = "assets/fonts"
MOST_BYTES: Final = 256 * 2**20
"""How large the pictures in the cache may get."""

_FACES: Final = {
    "serif": ("serif-semibold.woff2", {"wght": 600.0, "opsz": 60.0}),
    "sans": ("sans.woff2", {"wght": 500.0}),
}
"""The theme's file that each face is made from, and the place on its axes if it has any."""

_PAINTING: Final = ("card_drawing.py", "card_painter.py", "card_type.py")
_LAST_CHUNK: Final = b"IEND\xaeB`\x82"
_USED: Final = 24 * 60 * 60
"""How old, in seconds, the mark that a picture was used may get."""


class SocialCards:
    """Draws cards with a theme's typefaces in a site's colors; `cache` is a folder that outlives the build.

    An owner's mark stands on none: only the two circles are drawn here.

    Processes and builds may share the folder: each file in it is written whole, under a name that decides its bytes.
    """

    def __init__(
        self, theme: Theme, cache: Path, colors: Colors = SHIPPED, *, own_mark: bool = False
    ) -> None:
        self._theme = theme
        self._cache = cache
        self._colors = colors
        self._own_mark = own_mark

    @property
    def available(self) -> bool:
        """Whether the theme has the typefaces; without them there are no cards."""
        return all(self._font(file).is_file() for file, _ in _FACES.values())

    def path_of(self, card: SocialCard) -> CardImage:
        """Return where a card is in a site, without drawing it.

        Its name holds a hash of what it shows: networks keep a picture by its address, so a new title needs a new one.
        """
        return CardImage(f"{FOLDER}/{card.slug}-{self._digest(card)[:8]}.png", card.words, WIDTH, HEIGHT)

    def draw(self, card: SocialCard) -> Path:
        """Return the picture of a card in the cache, drawn unless it is there.

        Raises:
            OSError: if the cache can't be written.
        """
        picture = self._cache / f"{self._digest(card)}.png"
        if not _is_sound(picture):
            data = self._painter.paint(card)
            _write(picture, data)
            _write(picture.with_suffix(".sha256"), hashlib.sha256(data).hexdigest().encode())
        elif time.time() - picture.stat().st_mtime > _USED:
            os.utime(picture)
        return picture

    def put(self, card: SocialCard, site: Path) -> None:
        """Have a card in a built site, by a hard link into the cache where that can be.

        Raises:
            OSError: if the cache or the site can't be written.
        """
        target = site / self.path_of(card).path
        if _is_whole(target):
            return
        picture = self.draw(card)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = _part(target)
        part.unlink(missing_ok=True)  # of a process that was ended
        try:
            os.link(picture, part)
        except OSError:
            shutil.copyfile(picture, part)
        part.replace(target)

    def prepare(self) -> None:
        """Make the typefaces ready, so that processes to come need not do it each."""
        _ = self._painter

    def prune(self, most: int = MOST_BYTES) -> None:
        """Remove the pictures that were not used for longest until the others have at most as many bytes."""
        found = []
        for picture in self._cache.glob("*.png"):
            with suppress(FileNotFoundError):  # another build may be at it too
                found.append((picture.stat().st_mtime, picture.stat().st_size, picture))
        kept = 0
        for _, size, picture in sorted(found, reverse=True):
            kept += size
            if kept > most:
                picture.unlink(missing_ok=True)
                picture.with_suffix(".sha256").unlink(missing_ok=True)

    def _font(self, file: str) -> Path:
        return self._theme.file(f"{FONTS}/{file}")

    def _digest(self, card: SocialCard) -> str:
        return hashlib.sha256(
            f"{self._tools}\n{astuple(card)}\n{self._colors} {self._own_mark}".encode()
        ).hexdigest()[:16]

    @cached_property
    def _tools(self) -> str:
        """What else than the card decides how it looks."""
        here = Path(__file__).parent
        patterns = sorted(Path(pattern.__file__).parent.glob("*.py"))
        code = [*patterns, Path(social_card.__file__), *(here / name for name in _PAINTING)]
        fonts = [self._font(file) for file, _ in _FACES.values()]
        return " ".join([importlib.metadata.version("pillow"), *map(_hash, [*code, *fonts])])

    @cached_property
    def _painter(self) -> CardPainter:
        # Imported late: most builds find every card in the cache.
        from innerpersona_site.output.card_painter import CardPainter
        from innerpersona_site.output.card_type import Face, load_metrics, make_face

        faces = {}
        for name, (file, place) in _FACES.items():
            source = self._font(file)
            makers = [_hash(Path(__file__).with_name("card_type.py")), _hash(source), str(place)]
            digest = hashlib.sha256(" ".join(makers).encode()).hexdigest()[:16]
            font, metrics = (self._cache / f"{source.stem}-{digest}{end}" for end in (".ttf", ".json"))
            if not (font.exists() and metrics.exists()):
                self._cache.mkdir(parents=True, exist_ok=True)
                make_face(source, place, _part(font), _part(metrics))
                _part(metrics).replace(metrics)
                _part(font).replace(font)
            faces[name] = Face(font, load_metrics(metrics))
        return CardPainter(faces["serif"], faces["sans"], self._colors, own_mark=self._own_mark)


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _is_sound(picture: Path) -> bool:
    """Say whether a picture of the cache is the one that was drawn."""
    try:
        return _hash(picture) == picture.with_suffix(".sha256").read_text("ascii")
    except (OSError, ValueError):
        return False


def _is_whole(picture: Path) -> bool:
    try:
        with picture.open("rb") as file:
            file.seek(-len(_LAST_CHUNK), os.SEEK_END)
            return file.read() == _LAST_CHUNK
    except OSError:
        return False


def _part(target: Path) -> Path:
    return target.with_name(f"{target.name}.{os.getpid()}")


def _write(target: Path, data: bytes) -> None:
    """Write a file so that another build at the same time finds all of it or none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = _part(target)
    part.write_bytes(data)
    part.replace(target)
