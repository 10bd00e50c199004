"""The build's cache on disk: blobs by the hash of all that they were made from, in one SQLite file.

A key covers every input, so an entry is never out of date; what is no longer used is evicted by age once the file is
larger than its limit. Several builds may use the file at once: SQLite serializes their writes. Nothing in it is needed
to build a site, so whatever is wrong with it costs time and never a result.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import io
import os
import pickle
import sqlite3
import sysconfig
import threading
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import brotli

LIMIT: Final = 1 << 30
"""Bytes that the file may have before the entries used least recently are evicted."""

_SCHEMA: Final = 2
_WAIT: Final = 60
"""Seconds to wait for another build's write."""
_TOGETHER: Final = 1 << 23
"""Bytes of blobs that are written at once."""
_ROOM: Final = (
    "innerpersona_site.content",
    "innerpersona_site.lint",
    "innerpersona_site.markdown",
    "innerpersona_site.diagnostics",
    "innerpersona_site.pages",
    "innerpersona_site.build",
    "innerpersona_site.output",
    "innerpersona_site.sources",
    "innerpersona_quiz.instruments.faults",
)
_DATA: Final = {
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("builtins", "frozenset"),
    ("builtins", "set"),
}


class Cache:
    """Blobs in a file below a folder; without a folder nothing is stored and nothing found.

    `trouble` is a sentence that says why the file can't be used, or that it had to be made anew; empty where all is well.
    What is stored is written by and by, many blobs in one transaction; `flush` writes what is left. A connection belongs
    to the process that opened it: a forked worker gets its own at its first access, and what its parent has not written
    by then is the parent's to write. Threads take turns.
    """

    def __init__(self, folder: Path | None, limit: int = LIMIT) -> None:
        self.trouble = ""
        self._limit = limit
        self._file = folder / "pages.sqlite" if folder else None
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._used: set[str] = set()
        self._waiting: dict[str, bytes] = {}
        self._waiting_bytes = 0
        self._lock = threading.RLock()
        self._lock_process = os.getpid()
        if self._file:
            self._open()

    def get(self, key: str) -> bytes | None:
        """Return the blob of a key, None where there is none or it is damaged."""
        return self.get_many([key]).get(key)

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the blobs of those keys that are there and whole."""
        keys = dict.fromkeys(keys)
        with self._guarded() as connection:
            found = {key: self._waiting[key] for key in keys if key in self._waiting}
            wanted = [key for key in keys if key not in found]
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                marks = ",".join("?" * len(part))
                query = f"SELECT key, data FROM blob WHERE key IN ({marks})"
                for key, data in connection.execute(query, part) if connection else ():
                    if (blob := _unpacked(data)) is not None:
                        found[key] = blob
            self._used.update(found)
        return found

    def put_many(self, blobs: Mapping[str, bytes]) -> None:
        """Store blobs by their keys."""
        if self._file is None:
            return
        with self._guarded():
            self._waiting |= blobs
            self._waiting_bytes += sum(map(len, blobs.values()))
            if self._waiting_bytes > _TOGETHER:
                self.flush()

    def flush(self) -> None:
        """Write what was stored and is not in the file yet."""
        with self._guarded() as connection:
            rows = [(key, _packed(data)) for key, data in self._waiting.items()]
            self._waiting = {}
            self._waiting_bytes = 0
            if connection and rows:
                with connection:
                    connection.executemany("INSERT OR REPLACE INTO blob VALUES (?, ?, unixepoch())", rows)

    def record(self, name: str) -> bytes | None:
        """Return what `set_record` stored last under a name that isn't a hash; None where there is nothing."""
        return self.get(f"record:{name}")

    def set_record(self, name: str, data: bytes) -> None:
        """Store something under a name that isn't a hash."""
        self.put_many({f"record:{name}": data})

    def finish(self, used: Iterable[str] = ()) -> None:
        """Write what is left, note which entries are in use, and evict the oldest beyond the limit."""
        self.flush()
        with self._guarded() as connection:
            if not connection:
                return
            with connection:
                rows = [(key,) for key in self._used.union(used)]
                fresh = "UPDATE blob SET used = unixepoch() WHERE key = ? AND used < unixepoch() - 3600"
                connection.executemany(fresh, rows)
                self._used.clear()
            self._evict(connection)

    def close(self) -> None:
        """Write what is left and close the connection."""
        self.flush()
        if self._connection is not None and self._process == os.getpid():
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _evict(self, connection: sqlite3.Connection) -> None:
        size = _pragma(connection, "page_size") * (
            _pragma(connection, "page_count") - _pragma(connection, "freelist_count")
        )
        if size <= self._limit:
            return
        excess = size - self._limit * 3 // 4
        with connection:
            doomed: list[tuple[str]] = []
            for key, length in connection.execute("SELECT key, length(data) FROM blob ORDER BY used, key"):
                if excess <= 0:
                    break
                doomed.append((key,))
                excess -= length
            connection.executemany("DELETE FROM blob WHERE key = ?", doomed)
        connection.execute("PRAGMA incremental_vacuum")

    def _guarded(self) -> _Guard:
        if self._lock_process != os.getpid():
            # A thread of the parent may have held the lock, and none of this process would release it.
            self._lock = threading.RLock()
            self._lock_process = os.getpid()
        if self._file and self._process != os.getpid():
            # The parent's, which this process must not touch.
            self._connection = None
            self._waiting = {}
            self._waiting_bytes = 0
            self._open()
        return _Guard(self)

    def _open(self) -> None:
        self._process = os.getpid()
        assert self._file is not None
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = _connect(self._file)
            except sqlite3.DatabaseError as fault:
                if isinstance(fault, sqlite3.OperationalError) and "malformed" not in str(fault):
                    raise
                self._start_over()
        except (OSError, sqlite3.Error) as fault:
            self._give_up(fault)

    def _start_over(self) -> None:
        assert self._file is not None
        self.trouble = f"The cache in {self._file} was damaged, or not one of ours, and is made anew."
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._file}{suffix}").unlink(missing_ok=True)
        self._connection = _connect(self._file)

    def _give_up(self, fault: Exception) -> None:
        self.trouble = (
            f"The cache in {self._file} can't be used ({fault}), so everything is made anew each time. "
            "Make that folder writable and give it room, or build with --no-cache."
        )
        self._file = None
        self._connection = None


class Shelf:
    """The part of a cache whose keys begin with a prefix."""

    def __init__(self, cache: Cache, prefix: str) -> None:
        self._cache = cache
        self._prefix = prefix

    def get(self, key: str) -> bytes | None:
        """Return the blob of a key, None where there is none."""
        return self._cache.get(f"{self._prefix}:{key}")

    def __setitem__(self, key: str, value: bytes) -> None:
        self._cache.put_many({f"{self._prefix}:{key}": value})


class _Guard:
    """Gives the connection, and takes a fault of SQLite for a cache that can't be used."""

    def __init__(self, owner: Cache) -> None:
        self._owner = owner

    def __enter__(self) -> sqlite3.Connection | None:
        self._owner._lock.acquire()
        return self._owner._connection

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: object) -> bool:
        try:
            return self._is_mended(fault)
        finally:
            self._owner._lock.release()

    def _is_mended(self, fault: BaseException | None) -> bool:
        if isinstance(fault, sqlite3.OperationalError) and "malformed" not in str(fault):
            self._owner._give_up(fault)
            return True
        if isinstance(fault, sqlite3.DatabaseError):
            try:
                self._owner._start_over()
            except (OSError, sqlite3.Error) as again:
                self._owner._give_up(again)
            return True
        return False


def _packed(data: bytes) -> bytes:
    """Return a blob as it is in the file: its checksum, and brotli at its fastest, which costs a third of zlib's."""
    return zlib.crc32(data).to_bytes(4) + bytes(brotli.compress(data, quality=0))


def _unpacked(stored: bytes) -> bytes | None:
    """Return a blob, None where it is damaged."""
    try:
        data = bytes(brotli.decompress(stored[4:]))
    except (brotli.error, TypeError):
        return None
    return data if zlib.crc32(data).to_bytes(4) == stored[:4] else None


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_WAIT, check_same_thread=False)
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    version = _pragma(connection, "user_version")
    if version not in (0, _SCHEMA):
        connection.close()
        raise sqlite3.DatabaseError("written by another version")
    with connection:
        columns = "key TEXT PRIMARY KEY, data BLOB NOT NULL, used INTEGER NOT NULL"
        connection.execute(f"CREATE TABLE IF NOT EXISTS blob ({columns})")
        connection.execute(f"PRAGMA user_version = {_SCHEMA}")
    return connection


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


class _Unpickler(pickle.Unpickler):
    """Makes values of this project's own classes only: what was damaged or written by others must not run anything."""

    def find_class(self, module: str, name: str) -> Any:
        return _own_class(module, name)


@cache
def _own_class(module: str, name: str) -> type:
    if (module, name) in _DATA or module.startswith(_ROOM):
        found = getattr(importlib.import_module(module), name)
        if isinstance(found, type):
            return found
    raise pickle.UnpicklingError(f"{module}.{name} has no place in the cache")


def load(data: bytes) -> Any:
    """Return a value that `dump` wrote; None where it can't be read."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, TypeError, ValueError):
        return None


def dump(value: object) -> bytes:
    """Return a value as bytes for `load`."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.dispatch_table = _STORED
    pickler.dump(value)
    return buffer.getvalue()


def digest(*parts: str | bytes) -> str:
    """Return a hash of texts and bytes; the same parts give the same, differently divided ones another."""
    made = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "big"))
        made.update(data)
    return made.hexdigest()


def value_digest(value: object) -> str:
    """Return a hash of a value made of dataclasses, texts, numbers, dates, tuples and lists, by content.

    Pickle without memory of identity: equal values give equal bytes, whichever of their parts are the same object.
    Sets have no order, so they must not be in it.
    """
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.fast = True
    pickler.dump(value)
    return digest(buffer.getvalue())


type _Reduction = Callable[[Any], Any]


class _Constructions(dict[type, _Reduction]):
    """How values of each class are pickled to be stored: as their class and the values of their fields.

    Pickle's own way of dataclasses and named tuples costs several times that.
    """

    def __missing__(self, one: type) -> _Reduction:
        made = _construction(one)
        self[one] = made
        return made


def _construction(one: type) -> _Reduction:
    if issubclass(one, tuple) and hasattr(one, "_fields"):
        return lambda value: (one, tuple(value))
    if not is_dataclass(one) or any(field.kw_only or not field.init for field in fields(one)):
        return _reduced
    names = [field.name for field in fields(one)]
    values = attrgetter(*names)
    return (lambda value: (one, values(value))) if len(names) > 1 else lambda value: (one, (values(value),))


_STORED: Final = _Constructions()


class _Reductions(dict[type, _Reduction]):
    """How values of each class are pickled to be hashed: dataclasses are taken apart faster than pickle does it."""

    def __missing__(self, one: type) -> _Reduction:
        taken = _taken_apart(one) if is_dataclass(one) else _reduced
        self[one] = taken
        return taken


class SharedDigests:
    """`value_digest` for many values that have parts in common.

    Args:
        shared: classes whose instances are hashed once each. They are known by identity, so they must not change.
    """

    def __init__(self, shared: Iterable[type]) -> None:
        self._table = _Reductions(dict.fromkeys(shared, self._hashed))
        self._known: dict[int, tuple[object, str]] = {}

    def digest(self, value: object) -> str:
        """Return a hash of a value by content; see `value_digest`."""
        buffer = io.BytesIO()
        pickler = pickle.Pickler(buffer, protocol=5)
        pickler.fast = True
        pickler.dispatch_table = self._table
        pickler.dump(value)
        return digest(buffer.getvalue())

    def _hashed(self, part: object) -> tuple[type[str], tuple[str]]:
        if id(part) not in self._known:
            self._known[id(part)] = part, value_digest(part)
        return str, (self._known[id(part)][1],)


def _taken_apart(one: type) -> _Reduction:
    values = attrgetter(*(field.name for field in fields(one)))
    return lambda part: (tuple, ((one.__name__, values(part)),))


def _reduced(value: Any) -> Any:
    return value.__qualname__ if isinstance(value, type) else value.__reduce_ex__(5)


@cache
def code_digest(*packages: str) -> str:
    """Return a hash of the source files of these packages and of the versions of all that is installed beside them.

    A change of code, ours or a library's, is a change of an input like any other.
    """
    parts: list[str | bytes] = []
    for package in packages:
        spec = importlib.util.find_spec(package)
        for folder in sorted(spec.submodule_search_locations or []) if spec else []:
            for file in sorted(Path(folder).rglob("*")):
                if "__pycache__" not in file.parts and file.is_file():
                    parts += [file.relative_to(folder).as_posix(), file.read_bytes()]
    libraries = sysconfig.get_path("purelib")
    parts += sorted(entry.name for entry in os.scandir(libraries) if entry.name.endswith(".dist-info"))
    return digest(*parts)
