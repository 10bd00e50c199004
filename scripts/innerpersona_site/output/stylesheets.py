"""The stylesheets that a page needs, joined into one minified file: one request before the first paint."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol

from innerpersona_site.output.tree import OutputError, OutputTree

FOLDER: Final = "assets/stylesheets"
PALETTE: Final = "palette"


class Minified(Protocol):
    """Where minified sheets are kept, by a hash of what they were made from."""

    def get(self, key: str, /) -> bytes | None:
        """Return what was kept, None where there is nothing."""

    def __setitem__(self, key: str, value: bytes, /) -> None: ...


class Stylesheets:
    """Joins sheets by name for templates; `folders` hold the sheets, the first that has one wins.

    `palette` puts a site's colors into the sheet `palette`. `minified` holds from one build to the next what was made of
    sheets, by a hash of their text.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        palette: Callable[[str], str] = str,
        minified: Minified | None = None,
    ) -> None:
        self._folders = folders
        self._palette = palette
        self._minified_before: Minified = {} if minified is None else minified
        self._joined: dict[tuple[str, ...], str] = {}
        self._files: dict[str, str] = {}

    def join(self, names: str) -> str:
        """Return the path below the site's root of a file that holds these sheets, in this order, each once.

        Args:
            names: the sheets without their ending, between spaces.

        Raises:
            OutputError: if a sheet is missing or can't be read as CSS.
        """
        wanted = tuple(dict.fromkeys(names.split()))
        if wanted not in self._joined:
            text = "".join(self._minified(name) for name in wanted)
            path = f"{FOLDER}/{wanted[-1]}-{hashlib.sha256(text.encode()).hexdigest()[:10]}.css"
            self._files[path] = text
            self._joined[wanted] = path
        return self._joined[wanted]

    def emit(self, tree: OutputTree) -> None:
        """Put every file that was asked for into a site; the hash in a file's name is that of its text."""
        for path, text in self._files.items():
            if not tree.is_current(path, path):
                tree.add(path, text.encode(), path)

    def _minified(self, name: str) -> str:
        for folder in self._folders:
            if (source := folder / f"{name}.css").is_file():
                return self._minified_text(source, self._source(name, source))
        raise OutputError(f'A template asks for the stylesheet "{name}", and there is no {name}.css.')

    def _source(self, name: str, file: Path) -> str:
        text = file.read_text("utf-8")
        return self._palette(text) if name == PALETTE else text

    def _minified_text(self, source: Path, text: str) -> str:
        key = hashlib.sha256(text.encode()).hexdigest()
        if stored := self._minified_before.get(key):
            return stored.decode()
        # Imported here: in most builds no sheet has changed.
        from lightningcss import process_stylesheet

        try:
            minified = str(process_stylesheet(text, filename=str(source)))
        except ValueError as fault:
            raise OutputError(f"{source} can't be read as CSS: {fault}") from fault
        self._minified_before[key] = minified.encode()
        return minified
