"""Pictures and other files that posts show or lead to, copied beside the articles; nothing is overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from innerpersona_site.content.published_files import is_published
from innerpersona_site.content.slugs import slug
from innerpersona_site.migration.found import Generator, Post

_PICTURES: Final = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")


class Files:
    """The files of one import: each is copied once, under a name of its own."""

    def __init__(self, folder: Path, generator: Generator, docs: Path) -> None:
        self._folder, self._generator, self._docs = folder, generator, docs
        self._copied: dict[Path, str] = {}
        self.written: list[Path] = []

    def copy(self, post: Post, path: str) -> str | None:
        """Copy the file that a post names; return its path below docs/, or None where no such file may be published."""
        source = self._source(post, path)
        if source is None or not is_published(source.name):
            return None
        if source not in self._copied:
            self._copied[source] = self._place(source)
        return self._copied[source]

    def has(self, file: Path) -> bool:
        """Say whether a file was copied."""
        return file.resolve() in self._copied

    def _source(self, post: Post, path: str) -> Path | None:
        """Return the file that is meant, which must lie in the site's folder."""
        root = self._folder.resolve()
        places = [post.file.parent / path] if not path.startswith("/") else []
        places += [self._folder / place / path.lstrip("/") for place in self._generator.files]
        for place in places:
            found = place.resolve()
            if found.is_file() and found.is_relative_to(root):
                return found
        return None

    def _place(self, source: Path) -> str:
        kind = source.suffix.lower()
        inside = "images" if kind in _PICTURES else "files"
        name, number = slug(source.stem) or "file", 1
        target = self._docs / inside / f"{name}{kind}"
        data = source.read_bytes()
        while target.exists() and target.read_bytes() != data:
            number += 1
            target = self._docs / inside / f"{name}-{number}{kind}"
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            self.written.append(target)
        return target.relative_to(self._docs).as_posix()
