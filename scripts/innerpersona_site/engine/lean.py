"""Takes line tables out of compiled modules: `python -I lean.py ARCHIVE`, in place.

The tables say which instruction came from which line, for tracebacks through code that is not ours; they are a third of
what brotli leaves of the standard library. Run as a script, in a process of its own: which objects marshal writes as
shared depends on what else the process holds, and the same input must give the same bytes.
"""

from __future__ import annotations

import marshal
import sys
import types
import zipfile
from pathlib import Path

PYC_HEADER = 16
"""Bytes before the code: magic number, flags, and the source's hash (PEP 552)."""


def without_lines(code: types.CodeType) -> types.CodeType:
    """Copy a code object, and those inside it, without line tables."""
    constants = tuple(
        without_lines(one) if isinstance(one, types.CodeType) else one for one in code.co_consts
    )
    return code.replace(co_linetable=_no_lines(len(code.co_code) // 2), co_consts=constants)


def _no_lines(units: int) -> bytes:
    """Return the table in which no code unit has a place (kind 15): `traceback` fails on an empty one.

    Source: Objects/locations.md of CPython 3.13; an entry is for one to eight units.
    """
    whole, rest = divmod(units, 8)
    return b"\xff" * whole + (bytes([0xF8 | (rest - 1)]) if rest else b"")


def main(path: Path) -> None:
    """Rewrite the archive's compiled modules; other files, names and order stay."""
    with zipfile.ZipFile(path) as archive:
        members = {entry: archive.read(entry) for entry in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for entry, data in members.items():
            if entry.filename.endswith(".pyc"):
                code = marshal.loads(data[PYC_HEADER:])
                data = data[:PYC_HEADER] + marshal.dumps(without_lines(code))
            archive.writestr(entry, data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
