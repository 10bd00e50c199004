"""Check the files of docs/ that are published as they are: none may be a page of its own, or hold what could run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from innerpersona_site.cache import Cache, digest, dump, load
from innerpersona_site.content.markup import drawing_faults
from innerpersona_site.content.published_files import MADE, MADE_FOLDERS, is_published
from innerpersona_site.diagnostics import Diagnostic, Severity
from innerpersona_site.sources import SourceFile

PAGES_AND_CODE: Final = (
    ".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml", ".xml", ".xsl", ".xslt", ".rdf", ".svgz",
    ".js", ".mjs", ".cjs", ".wasm", ".css", ".swf", ".hta", ".php",
)  # fmt: skip
"""Endings of what a browser opens as a page or runs: under this site's address it could read what the device keeps."""

type _Found = tuple[int, int, str]
"""Line, column, what is wrong."""


def check_files(
    docs: Mapping[str, SourceFile],
    theme: Collection[str],
    cache: Cache,
    code: str,
    shown: Callable[[Path], str],
) -> list[Diagnostic]:
    """Return the faults of files in docs/ that are no pages; drawings that were read before come from the cache.

    Args:
        docs: every file of the folder by its path below it.
        theme: the paths of the theme's files, below its own folder.
        cache: holds what drawings were found to hold.
        code: the hash of the builder's code.
        shown: how diagnostics name a file.
    """
    faults = [
        file_diagnostic(shown(file.file), (1, 1, f"{Path(path).suffix} files are pages or code to a browser"))
        for path, file in docs.items()
        if path.lower().endswith(PAGES_AND_CODE)
    ]
    faults += [
        _taken(shown(file.file), path)
        for path, file in docs.items()
        if is_published(path) and (path in MADE or path.startswith(MADE_FOLDERS) or path in theme)
    ]
    drawings = {f"drawing:{digest(code, f.digest)}": f for p, f in docs.items() if p.lower().endswith(".svg")}
    stored = {name: load(data) for name, data in cache.get_many(drawings).items()}
    read = {
        name: list(read_drawing(file.file.read_text("utf-8", "replace")))
        for name, file in drawings.items()
        if stored.get(name) is None
    }
    cache.put_many({name: dump(found) for name, found in read.items()})
    for name, file in drawings.items():
        found: list[_Found] = read[name] if name in read else stored[name] or []
        faults += [file_diagnostic(shown(file.file), one) for one in found]
    return faults


def _taken(shown: str, path: str) -> Diagnostic:
    message = f"the site has a file of its own at {path}, which this one would replace"
    hint = "Give it another name, or put it into a folder of its own, such as docs/files/."
    return Diagnostic("file-taken", Severity.ERROR, shown, 1, 1, message, hint)


def read_drawing(text: str) -> Iterator[_Found]:
    """Yield what may not stand in an SVG file."""
    if "\0" in text:
        yield 1, 1, "something that is not UTF-8 stands in a drawing"
    for fault, position in drawing_faults(text):
        line = text.count("\n", 0, position) + 1
        yield line, position - text.rfind("\n", 0, position), f"{fault} stands in a drawing"


def file_diagnostic(path: str, found: _Found) -> Diagnostic:
    """Return the fault of a file."""
    line, column, what = found
    message = f"{what}, which could run with all that this site keeps on a reader's device"
    hint = "Leave it out of docs/: publish text as Markdown, and pictures as plain shapes, PNG, JPEG or WebP."
    return Diagnostic("policy-file", Severity.ERROR, path, line, column, message, hint)
