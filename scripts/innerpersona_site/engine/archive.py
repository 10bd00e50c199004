"""Zip archives that are the same bytes for the same content, on any machine at any time."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold."""


def write_archive(path: Path, members: Mapping[str, bytes]) -> None:
    """Write members (name to content) sorted, undated and stored without compression.

    Stored, because the web server's brotli over the whole archive does better than deflate inside it
    (0.75 MB against 1.05 MB for the trimmed standard library).
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, members[name])


def read_archive(path: Path) -> dict[str, bytes]:
    """Read every file of an archive, name to content."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
