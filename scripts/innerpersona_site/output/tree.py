"""The folder of a built site: what is new is staged beside it and moved in at the end, so it is whole at any time.

A build that fails before the end leaves the former site as it was. One that is killed while files are moved is completed
by the next build, from what it had staged.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

READY: Final = "ready"
"""The file in the staging folder that says that all has been staged."""
FILES: Final = "files"


class OutputError(RuntimeError):
    """The site's folder can't be written; the text names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Emitted:
    """A file of the built site: the hash of what it was made from, and its size and times when it was written."""

    key: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Changes:
    """How many files a build wrote, left alone and removed."""

    written: int
    unchanged: int
    removed: int


class OutputTree:
    """Gathers the files of a site and puts them into its folder at once.

    `former` is what the last build recorded of this folder, by path below it. A file that is recorded with the same key
    and lies there untouched is neither made nor written again.
    """

    def __init__(self, out: Path, former: Mapping[str, Emitted]) -> None:
        self.out = out
        self.staged = out.parent / f".{out.name}.staged-{os.getpid()}"
        self._former = former
        self._lying = _listing(out)
        self._keys: dict[str, str] = {}
        self._unchanged: set[str] = set()
        self._folders: set[Path] = set()

    @property
    def paths(self) -> list[str]:
        """The files that the site has so far, in order."""
        return sorted(self._keys)

    def is_current(self, path: str, key: str) -> bool:
        """Whether the file lies there already as it should; it is then a part of the site without being made."""
        recorded, lying = self._former.get(path), self._lying.get(path)
        if (
            recorded is None
            or lying is None
            or recorded.key != key
            or lying != (recorded.size, recorded.changed)
        ):
            return False
        self._keys[path] = key
        self._unchanged.add(path)
        return True

    def is_untouched(self) -> bool:
        """Whether the folder holds what the last build recorded, and nothing else."""
        return self._lying == {path: (file.size, file.changed) for path, file in self._former.items()}

    def add(self, path: str, data: bytes, key: str) -> None:
        """Stage a file; `key` is the hash of what it was made from."""
        self.declare(path, key)
        write_staged(self.staged, path, data)

    def add_text(self, path: str, text: str) -> None:
        """Stage a text that is made anew in each build, unless the same one lies there already."""
        data = text.encode()
        key = hashlib.sha256(data).hexdigest()
        if not self.is_current(path, key):
            self.add(path, data, key)

    def read(self, path: str) -> bytes:
        """Return the content of a file of the site, staged or lying there."""
        folder = self.out if path in self._unchanged else self.staged / FILES
        return (folder / path).read_bytes()

    def add_link(self, path: str, source: Path, key: str) -> None:
        """Stage a file of a folder whose files never change once they are there: by a hard link where that can be."""
        target = self.declare(path, key)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)

    def declare(self, path: str, key: str) -> Path:
        """Note a file that the caller, or another process, puts at the path returned."""
        self._keys[path] = key
        self._unchanged.discard(path)
        return self.staged / FILES / path

    def commit(self) -> tuple[Changes, dict[str, Emitted]]:
        """Move what was staged into place and remove what no longer belongs to the site.

        Returns:
            How much changed, and the record for the next build.
        """
        doomed = sorted(self._lying.keys() - self._keys.keys())
        with _explained(self.out):
            self.out.mkdir(parents=True, exist_ok=True)
            moved = [path for path in self._keys if path not in self._unchanged]
            if moved or doomed:
                (self.staged / FILES).mkdir(parents=True, exist_ok=True)
                (self.staged / READY).write_text("\n".join(doomed), "utf-8")
                _complete(self.staged, self.out)
        listing = _listing(self.out)
        record = {path: Emitted(key, *listing[path]) for path, key in self._keys.items() if path in listing}
        return Changes(len(moved), len(self._unchanged), len(doomed)), record

    def discard(self) -> None:
        """Remove what was staged, unless some of it was moved in already: the next build completes that."""
        if not (self.staged / READY).is_file():
            shutil.rmtree(self.staged, ignore_errors=True)


def write_staged(staged: Path, path: str, data: bytes) -> None:
    """Write a file below a staging folder; a worker process calls this with the folder of its tree."""
    target = staged / FILES / path
    with _explained(target):
        try:
            target.write_bytes(data)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def recover(out: Path) -> None:
    """Complete or discard what builds into this folder left behind when they were killed.

    Call it with the folder locked: a staging folder that is there belongs to nobody any more.
    """
    for staged in sorted(out.parent.glob(f".{out.name}.staged-*")):
        if (staged / READY).is_file():
            _complete(staged, out)
        shutil.rmtree(staged, ignore_errors=True)


def refuse_foreign(out: Path, former: Mapping[str, Emitted]) -> None:
    """Raise OutputError where a folder holds what no build has made: everything else in it would be removed."""
    if former or not out.exists():
        return
    if not out.is_dir():
        raise OutputError(f"{out} is a file, so no site can be written there. Name a folder.")
    if any(out.iterdir()) and not all((out / name).is_file() for name in ("index.html", "404.html")):
        raise OutputError(
            f"{out} holds files that are no built site, and a build removes what it did not make. "
            "Empty that folder yourself, or name another."
        )


def _complete(staged: Path, out: Path) -> None:
    try:
        _move_in(staged, out)
    except OSError as fault:
        raise OutputError(
            f"{out} could not be changed to the end ({fault.filename}: {fault.strerror}), so some of its files are new "
            "and some are not. Make it writable and build again: that completes it."
        ) from fault


def _move_in(staged: Path, out: Path) -> None:
    for path in (staged / READY).read_text("utf-8").splitlines():
        (out / path).unlink(missing_ok=True)
        _remove_empty((out / path).parent, out)
    made: set[Path] = set()
    for path in _files(staged / FILES):
        target = out / path
        if target.parent not in made:
            _make_folder(target.parent, out)
            made.add(target.parent)
        if target.is_dir():
            shutil.rmtree(target)
        (staged / FILES / path).replace(target)
    shutil.rmtree(staged, ignore_errors=True)


def _make_folder(folder: Path, out: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        # A file of the former site stands where a folder must be now.
        for above in [*reversed(folder.parents), folder]:
            if above.is_relative_to(out) and above.is_file():
                above.unlink()
        folder.mkdir(parents=True, exist_ok=True)


def _remove_empty(folder: Path, out: Path) -> None:
    while folder != out and folder.is_relative_to(out):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _listing(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of change of every file below a folder, by its path."""
    found: dict[str, tuple[int, int]] = {}
    waiting = [(str(folder), "")]
    while waiting:
        name, prefix = waiting.pop()
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(name) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    state = entry.stat(follow_symlinks=False)
                    found[prefix + entry.name] = (state.st_size, state.st_mtime_ns)
    return found


def _files(folder: Path) -> list[str]:
    return sorted(_listing(folder))


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        what = f"{path} can't be written ({fault.strerror}), so the former site was left as it was. "
        remedy = (
            "Make room on the disk" if fault.errno in (errno.ENOSPC, errno.EDQUOT) else "Make it writable"
        )
        raise OutputError(f"{what}{remedy} and build again.") from fault
