"""Pictures: their size, and smaller copies of them as WebP for the screens that need no more, kept in a folder."""

from __future__ import annotations

import importlib.metadata
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from innerpersona_site.cache import digest
from innerpersona_site.content.pictures import SCALED, Shown, copy_path, shown, svg_size
from innerpersona_site.content.source import decode
from innerpersona_site.output.tree import OutputTree
from innerpersona_site.sources import SourceFile

QUALITY: Final = 78
"""Of WebP, 0 to 100: photographs at it can't be told from their originals at arm's length."""
FORMAT: Final = 1
"""Of what is kept; to be raised with every change of how it is made."""
MOST_BYTES: Final = 256 << 20
"""What the folder may hold before the copies used least recently go."""


def read_picture(file: Path, path: str) -> Shown | None:
    """Return how a picture is shown; None for one whose size can't be read, which the check reports."""
    if path.lower().endswith(".svg"):
        size = svg_size(decode(file.read_bytes()))
        return shown(*size, path) if size else None
    from PIL import ExifTags, Image  # few pages show a picture that isn't a drawing

    try:
        with Image.open(file) as picture:
            width, height = picture.size
            turned = picture.getexif().get(ExifTags.Base.Orientation, 1) in (5, 6, 7, 8)
            return shown(height, width, path) if turned else shown(width, height, path)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


class Pictures:
    """The copies of the pictures of a docs folder; `folder` keeps those that were made."""

    def __init__(self, docs: Mapping[str, SourceFile], folder: Path) -> None:
        self._docs = docs
        self._folder = folder

    def missing(self, tree: OutputTree) -> Iterator[tuple[Path, int, str, str]]:
        """Yield what must be put into a site: source, width, path and key of each copy that doesn't lie there."""
        version = ""
        for path, file in self._docs.items():
            if not path.lower().endswith(SCALED):
                continue
            version = version or importlib.metadata.version("pillow")
            found = read_picture(file.file, path)
            for width in found.copies if found else ():
                key = digest(str(FORMAT), str(QUALITY), version, file.digest, str(width))
                if not tree.is_current(copy_path(path, width), key):
                    yield file.file, width, copy_path(path, width), key

    def scale(self, source: Path, width: int, key: str) -> Path:
        """Return the file of a copy, made if it isn't kept yet."""
        kept = self._folder / f"{key}.webp"
        if kept.is_file():
            os.utime(kept)
            return kept
        from PIL import Image, ImageOps

        self._folder.mkdir(parents=True, exist_ok=True)
        with Image.open(source) as opened:
            picture = ImageOps.exif_transpose(opened)
            height = max(1, round(picture.height * width / picture.width))
            mode = "RGBA" if picture.has_transparency_data else "RGB"
            scaled = picture.convert(mode).resize((width, height), Image.Resampling.LANCZOS)
        with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as made:
            scaled.save(made, "WEBP", quality=QUALITY, method=5)
        part = Path(made.name)
        part.chmod(0o644)  # it is published, whatever the umask of this process
        part.replace(kept)
        return kept

    def prune(self, most: int = MOST_BYTES) -> None:
        """Remove the copies that were not used for longest until the others have at most as many bytes."""
        found = []
        for copy in self._folder.glob("*.webp"):
            with suppress(FileNotFoundError):  # another build may be at it too
                found.append((copy.stat().st_mtime, copy.stat().st_size, copy))
        kept = 0
        for _, size, copy in sorted(found, reverse=True):
            kept += size
            if kept > most:
                copy.unlink(missing_ok=True)
