"""The library as one table of bytecode, and the few modules that Python needs before it can read the table."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from pathlib import Path

BROWSER = Path(__file__).with_name("browser")
"""Our own modules among the library's, in the browser alone; `asyncio` there stands for the library's."""

TABLE = "library.bin"
"""What browser/_library.py reads: marshal of {dotted name: (is a package, marshalled code)}."""

PYC_HEADER = 16
"""Bytes before the code: magic number, flags, and the source's hash (PEP 552)."""

_FIRST = ("encodings/", "sitecustomize", "_library")
"""Imported before the table is: the codecs by the interpreter itself, the others to read it."""


def own_modules() -> dict[str, bytes]:
    """Read our own modules for the browser: path in the archive to source."""
    return {path.relative_to(BROWSER).as_posix(): path.read_bytes() for path in sorted(BROWSER.rglob("*.py"))}


def tabulate(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Gather compiled modules into the table.

    Args:
        members: an archive's files, path to content, its modules compiled.

    Returns:
        The archive's new files: the table, the modules that come before it, and all that is no module.
    """
    kept, table = {}, {}
    for path, data in sorted(members.items()):
        if not path.endswith(".pyc") or path.startswith(_FIRST):
            kept[path] = data
            continue
        name = path.removesuffix(".pyc")
        is_package = name.endswith("/__init__")
        table[name.removesuffix("/__init__").replace("/", ".")] = (is_package, data[PYC_HEADER:])
    return kept | {TABLE: marshal.dumps(table)}
