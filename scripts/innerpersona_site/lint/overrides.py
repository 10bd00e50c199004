"""An owner's templates, styles and texts: each should replace a packaged one, or be used by one that does."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from innerpersona_site.content.texts import FOLDER as TEXTS
from innerpersona_site.diagnostics import Diagnostic, Severity, did_you_mean
from innerpersona_site.sources import Theme

_REPLACING: Final = (".html", ".css", ".js", ".mjs", ".xml", ".toml", ".woff2")
"""Endings of files that the theme asks for by name. Others, such as pictures, are an owner's to add."""


def check_overrides(theme: Theme, shown: Callable[[Path], str]) -> Iterator[Diagnostic]:
    """Yield a warning for each file, and each text, that takes the place of nothing.

    Args:
        theme: the owner's folder before the packaged one; where there is no owner's, nothing is found.
        shown: from a file to its path as diagnostics show it.
    """
    if len(theme.folders) == 1:
        return
    own, shipped = theme.folders
    packaged = _files(shipped)
    written = {path: file for path, file in _files(own).items() if path.endswith(_REPLACING)}
    for path, file in written.items():
        if path not in packaged and not _is_used(path, written):
            message = f"this replaces nothing: the theme has no {path}{did_you_mean(path, packaged)}"
            hint = "Rename it if that file was renamed, or delete it. CHANGELOG.md says what has moved."
            yield Diagnostic("override-unknown", Severity.WARNING, shown(file), 1, 1, message, hint)
        elif path.startswith(f"{TEXTS}/") and path in packaged:
            yield from _text_faults(file, packaged[path], shown(file))


def _files(folder: Path) -> dict[str, Path]:
    found = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file for file in found if "__pycache__" not in file.parts}


def _is_used(path: str, written: Mapping[str, Path]) -> bool:
    """Say whether another of the owner's files names it."""
    name = path.rsplit("/", 1)[-1]
    wanted = name.removesuffix(".css") if name.endswith(".css") else name
    return any(
        wanted in file.read_text("utf-8", "replace")
        for other, file in written.items()
        if other != path and not other.endswith(".woff2")
    )


def _text_faults(file: Path, packaged: Path, shown: str) -> Iterator[Diagnostic]:
    source = file.read_text("utf-8", "replace")
    try:
        own = dict(_flattened(tomllib.loads(source)))
    except tomllib.TOMLDecodeError as fault:
        message = f"the file is not valid TOML: {fault}"
        yield Diagnostic("override-unknown", Severity.ERROR, shown, 1, 1, message, "Correct it.")
        return
    known = dict(_flattened(tomllib.loads(packaged.read_text("utf-8"))))
    for key in own:
        if key not in known:
            name = key.rsplit(".", 1)[-1]
            line = next((n for n, text in enumerate(source.splitlines(), 1) if text.startswith(name)), 1)
            message = f'this replaces nothing: there is no text "{key}"{did_you_mean(key, known)}'
            hint = "Rename it if that text was renamed, or delete it."
            yield Diagnostic("override-unknown", Severity.WARNING, shown, line, 1, message, hint)


def _flattened(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict) and "other" not in value:
            yield from _flattened(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value
