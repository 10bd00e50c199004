"""Precompressed copies for web servers that can send them: `.br` and `.gz` beside each file."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli


def _brotli(data: bytes) -> bytes:
    return brotli.compress(data, quality=11, lgwin=24)  # type: ignore[no-any-return]


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, compresslevel=9, mtime=0)


ENCODINGS: dict[str, tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]] = {
    ".br": (_brotli, brotli.decompress),
    ".gz": (_gzip, gzip.decompress),
}
"""How each copy is made, and read."""


def precompress(file: Path, cache: Path, report: Callable[[str], None]) -> None:
    """Write `file.br` and `file.gz`, taking from the cache what was compressed before.

    Args:
        file: any file.
        cache: a folder that survives builds; kept there under the SHA-256 of the content.
        report: called with a line before a compression that takes seconds.
    """
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    cache.mkdir(parents=True, exist_ok=True)
    for suffix, (compress, decompress) in ENCODINGS.items():
        kept = cache / f"{digest}{suffix}"
        if not _holds(kept, data, decompress):
            if len(data) > 1_000_000:
                report(f"Compressing {file.name} ({len(data) / 1e6:.1f} MB, {suffix}), once …")
            partial = kept.with_suffix(".partial")
            partial.write_bytes(compress(data))
            partial.replace(kept)
        shutil.copyfile(kept, file.with_name(file.name + suffix))


def _holds(kept: Path, data: bytes, decompress: Callable[[bytes], bytes]) -> bool:
    """Say whether a file of the cache is a copy of the data: what reads it is the best judge."""
    try:
        return decompress(kept.read_bytes()) == data
    except (OSError, EOFError, zlib.error, brotli.error):
        return False
