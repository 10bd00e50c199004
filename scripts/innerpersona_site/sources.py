"""The files that a site is made from, each with a hash of its content."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from innerpersona_site.cache import code_digest, digest
from innerpersona_site.content.settings import FILE as SETTINGS
from innerpersona_site.content.settings import parse_settings

CACHE_FOLDER: Final = ".cache"
OVERRIDES: Final = "overrides"
"""Where an owner keeps templates, styles and texts that replace packaged ones."""

SMALL: Final = 1 << 16
"""Bytes up to which a file is always read: it costs no more than to look whether it was touched."""

Signature = tuple[int, int, int, int]
"""Size, time of change of content and of state in nanoseconds, and inode of a file."""


class SourceError(RuntimeError):
    """The sources can't be read; the text says which and what to do."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Folders with the same layout; of a file that several have, the first one's counts."""

    folders: tuple[Path, ...]

    def file(self, path: str) -> Path:
        """Return the file at a path below the theme; one that isn't there where no folder has it."""
        found = (folder / path for folder in self.folders)
        return next((file for file in found if file.is_file()), self.folders[-1] / path)


def packaged_theme() -> Path:
    """Return the theme that comes with this package: inside of it, or beside it in a checkout."""
    inside = Path(__file__).with_name("theme")
    return inside if inside.is_dir() else Path(__file__).parents[2] / OVERRIDES


@dataclass(frozen=True, slots=True)
class Site:
    """The sources of a site, and as of when and for whom it is built.

    Attributes:
        root: the folder with site.toml and docs/ in it.
        url: stands in for the address in site.toml.
        today: the day that decides what is published; today where it isn't given.
        preview: whether pages that aren't published are built too, each with its warnings on it.
    """

    root: Path
    url: str = ""
    today: datetime.date | None = None
    preview: bool = False

    @property
    def day(self) -> datetime.date:
        """The day that decides what is published: SOURCE_DATE_EPOCH names it where a build is to be reproduced."""
        if self.today:
            return self.today
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if epoch is None:
            return datetime.date.today()
        try:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
        except (ValueError, OverflowError, OSError) as fault:
            raise SourceError(
                f'SOURCE_DATE_EPOCH is "{epoch}"; it must be a number of seconds, such as 1796083200.'
            ) from fault

    @property
    def docs(self) -> Path:
        """The folder of the pages."""
        return self.root / "docs"

    @property
    def theme(self) -> Theme:
        """Templates, styles, texts and browser code: the owner's, each in place of the packaged one of its name."""
        own = self.root / OVERRIDES
        shipped = packaged_theme()
        replaced = own.is_dir() and not (shipped.is_dir() and own.samefile(shipped))
        return Theme((own, shipped) if replaced else (shipped,))

    @property
    def cache(self) -> Path:
        """The folder of what is worth having in the next build."""
        return self.root / CACHE_FOLDER


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file: where it is, its path relative to its folder, the hash of its content, and its signature."""

    file: Path
    path: str
    digest: str
    signature: Signature


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that a site is made from, by their paths in their folders, and the text of site.toml."""

    settings: str
    docs: dict[str, SourceFile]
    theme: dict[str, SourceFile]
    code: str

    def fingerprint(self) -> str:
        """Return a hash of all of it."""
        files = [f"{file.path} {file.digest}" for part in (self.docs, self.theme) for file in part.values()]
        return digest(self.code, self.settings, *files)


def read_inputs(site: Site, known: dict[str, tuple[Signature, str]]) -> Inputs:
    """Read what a site is made from.

    Raises:
        SourceError: site.toml or docs/ is missing, or a file can't be read.
    """
    try:
        settings = (site.root / SETTINGS).read_text("utf-8", "replace")
        if not site.docs.is_dir():
            raise SourceError(f"{site.docs} is not a folder; the pages of the site belong there.")
        parsed, _ = parse_settings(settings, SETTINGS)
        added = [site.root / folder for folder in (parsed.instruments if parsed else ())]
        files = [f"{file.path} {file.digest}" for folder in added for file in scan(folder, {}).values()]
        there = [str(folder.is_dir()) for folder in added]
        # A questionnaire decides what a page may say, as code does: all that is cached depends on it.
        code = digest(code_digest("innerpersona_site", "innerpersona_quiz"), *there, *files)
        theme: dict[str, SourceFile] = {}
        for folder in reversed(site.theme.folders):
            theme |= scan(folder, known)
        return Inputs(settings, scan(site.docs, known), dict(sorted(theme.items())), code)
    except FileNotFoundError as fault:
        raise SourceError(
            f"{fault.filename} is missing; run this in the folder that holds {SETTINGS} and docs/, or name that folder."
        ) from fault
    except OSError as fault:
        raise SourceError(f"{fault.filename} can't be read ({fault.strerror}).") from fault


def scan(folder: Path, known: Mapping[str, tuple[Signature, str]]) -> dict[str, SourceFile]:
    """Return every file below a folder by its path, hidden ones left out.

    Args:
        folder: may be missing.
        known: signature and hash of files by their absolute path. A large file with the same signature isn't read again.

    Raises:
        SourceError: for a symbolic link that leads out of the folder.
    """
    found = {}
    inside = folder.resolve()
    for entry, path in _walk(folder, "", (inside,)):
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(inside):
            raise SourceError(
                f"{entry.path} is a symbolic link that leads out of {folder}, so it would publish what lies elsewhere. "
                "Put a copy of the file there instead."
            )
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


def _walk(folder: Path, prefix: str, above: tuple[Path, ...]) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Yield files with their paths as text; `above` are the folders on the way, which no link may lead back to."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        # A name that is no UTF-8 can't be written anywhere as it is.
        name = os.fsencode(entry.name).decode("utf-8", "backslashreplace")
        if entry.is_dir():
            real = Path(entry.path).resolve()
            if real in above:
                raise SourceError(
                    f"{folder / name} is a symbolic link to a folder that it lies in. Delete it."
                )
            yield from _walk(Path(entry.path), f"{prefix}{name}/", (*above, real))
        elif entry.is_file():
            yield entry, prefix + name
        elif entry.is_symlink():
            raise SourceError(
                f"{folder / name} is a symbolic link that leads to no file. Delete it, or put the file there."
            )
