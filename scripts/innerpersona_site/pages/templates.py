"""Which templates a template reaches, so that a change of one makes only those pages anew that it is a part of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from innerpersona_site.cache import digest

_REFERENCE: Final = re.compile(
    r"(?:{%-?\s*(?:extends|include|import|from)\s+|\bframe\(\s*)(?:([\"'])(?P<name>[^\"']+)\1|(?P<other>\S+))"
)


class TemplateSources:
    """The templates of some folders; the first folder that has one wins."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders
        self.digest = cache(self._digest)

    def reached(self, name: str) -> list[str]:
        """Return the names of the templates that one is made of, itself among them.

        One that names another by an expression may reach any.
        """
        found: dict[str, None] = {}
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current in found:
                continue
            found[current] = None
            for reference in _REFERENCE.finditer(self._source(current) or ""):
                if reference["name"] is None:
                    return self._all()
                waiting.append(reference["name"])
        return sorted(found)

    def _digest(self, name: str) -> str:
        parts = ((reached, self._source(reached) or "") for reached in self.reached(name))
        return digest(*(part for pair in parts for part in pair))

    def _source(self, name: str) -> str | None:
        for folder in self.folders:
            try:
                return (folder / name).read_text("utf-8")
            except (FileNotFoundError, IsADirectoryError):
                continue
        return None

    def _all(self) -> list[str]:
        files = ((folder, file) for folder in self.folders for file in folder.rglob("*.html"))
        return sorted({file.relative_to(folder).as_posix() for folder, file in files})
