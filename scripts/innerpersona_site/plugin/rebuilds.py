"""What the pages of the last build were made from, so that a preview makes anew only those that would differ."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from mkdocs.structure.files import File, Files

from innerpersona_site.content.page_facts import SiteIndex


class Rebuilds:
    """Remembers, for the built pages of one folder, a digest of all that each was made from.

    MkDocs leaves a page alone in a `dirty` build if it is younger than its source, which misses a change elsewhere: of
    a template, of the bibliography, of the title of another article that the page names. So the pages that would
    differ are deleted before it looks. Until the build has succeeded nothing counts as made.
    """

    def __init__(self) -> None:
        self._made: dict[str, str] = {}
        self._making: dict[str, str] = {}

    def begin(self, site: Path, made_from: Mapping[str, str]) -> None:
        """Delete from `site` what would differ or is there no more.

        `made_from` is the digest of each page's inputs, by the page's path in `site`.
        """
        for path in self._made.keys() | made_from.keys():
            if self._made.get(path) != made_from.get(path):
                (site / path).unlink(missing_ok=True)
        self._made, self._making = {}, dict(made_from)

    def finish(self) -> None:
        """Note that the build has succeeded."""
        self._made = self._making


def digest(*inputs: object) -> str:
    """Return a digest of values whose `repr` tells them apart: text, numbers, dataclasses, tuples."""
    return hashlib.sha256(repr(inputs).encode()).hexdigest()


def stamp(paths: Iterable[Path]) -> str:
    """Return a digest of the names, times and sizes of these files, and of those in these folders."""
    found = []
    for folder in paths:
        for file in [folder, *sorted(folder.rglob("*"))]:
            if file.is_file() and "__pycache__" not in file.parts:
                state = file.stat()
                found.append((file.as_posix(), state.st_mtime_ns, state.st_size))
    return digest(*found)


def page_digests(
    files: Files, index: SiteIndex, notes: Callable[[File], object], common: str
) -> dict[str, str]:
    """Return what each file of a site is made from, by its path in the site; `common` is a part of every page."""
    made_from = {}
    for file in files:
        if file.src_uri in index:
            facts = index.facts(file.src_uri)
            made_from[file.dest_uri] = digest(common, file.content_string, facts, notes(file))
        elif file.abs_src_path:
            made_from[file.dest_uri] = stamp([Path(file.abs_src_path)])
    return made_from
