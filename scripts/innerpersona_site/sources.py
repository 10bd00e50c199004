"""The files that a site is made from, each with a hash of its content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SMALL: Final = 1 << 16
"""Bytes up to which a file is always read: it costs no more than to look whether it was touched."""

Signature = tuple[int, int, int, int]
"""Size, time of change of content and of state in nanoseconds, and inode of a file."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file: where it is, its path relative to its folder, the hash of its content, and its signature."""

    file: Path
    path: str
    digest: str
    signature: Signature


def scan(folder: Path, known: Mapping[str, tuple[Signature, str]]) -> dict[str, SourceFile]:
    """Return every file below a folder by its path, hidden ones left out.

    Args:
        folder: may be missing.
        known: signature and hash of files by their absolute path. A large file with the same signature isn't read again.
    """
    found = {}
    for entry, path in _walk(folder, ""):
        state = entry.stat()
        signature = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
        former = known.get(entry.path)
        if former and former[0] == signature and state.st_size > SMALL:
            digest = former[1]
        else:
            digest = hashlib.blake2b(Path(entry.path).read_bytes(), digest_size=20).hexdigest()
        found[path] = SourceFile(Path(entry.path), path, digest, signature)
    return dict(sorted(found.items()))


def signatures(files: Iterable[SourceFile]) -> dict[str, tuple[Signature, str]]:
    """Return what `scan` takes as known the next time: of the large files."""
    return {str(file.file): (file.signature, file.digest) for file in files if file.signature[0] > SMALL}


def _walk(folder: Path, prefix: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _walk(Path(entry.path), f"{prefix}{entry.name}/")
        elif entry.is_file():
            yield entry, prefix + entry.name
