"""The folder on the server that holds a published site: where each thing is in it, and its lock."""

from __future__ import annotations

import contextlib
import fcntl
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

type Say = Callable[[str], None]
"""Tells the person at the other end one thing; never raises."""

RELEASE_NAME: Final = re.compile(r"([0-9a-f]{40}|[0-9a-f]{64})(-\d+)?")
"""A commit, and a number where that commit was built more than once."""


ACCEPTED: Final = ".accepted"
"""What the name of the file ends with that says of an environment that a release built with it went live."""


class Refused(Exception):
    """A push or a command that can't be done: what is wrong and what to do, in words for the one who asked."""


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of a published site; `root` is absolute."""

    root: Path

    @property
    def repository(self) -> Path:
        """The bare repository that writers push to."""
        return self.root / "repository.git"

    @property
    def releases(self) -> Path:
        """Finished builds; a folder is here only once it is whole."""
        return self.root / "releases"

    @property
    def records(self) -> Path:
        """What is known of each release, as JSON, outside what the web server shows."""
        return self.root / "records"

    @property
    def current(self) -> Path:
        """The symbolic link that the web server serves."""
        return self.root / "current"

    @property
    def held(self) -> Path:
        """Names the release that a rollback chose, so that a rebuild does not undo it."""
        return self.root / "held"

    @property
    def pending(self) -> Path:
        """Names the commit that was built last, and the process in which git is about to move main there.

        The process is named by its number and the time it began, because numbers are used again.
        """
        return self.root / "pending"

    @property
    def work(self) -> Path:
        """Work in progress; whatever is in it without the lock's being held was left by a crash."""
        return self.root / "work"

    @property
    def cache(self) -> Path:
        """What accepted builds keep for each other: pages, engines, compressed files. Each build works on a copy."""
        return self.root / "cache"

    @property
    def fetched(self) -> Path:
        """What the tool fetched for builds, which have no network: browser runtimes."""
        return self.root / "fetched"

    def accepted(self, name: str) -> Path:
        """Return the folder of what a build left for later ones, which counts once the release `name` goes live."""
        return self.work / f"accepted-{name}"

    @property
    def environments(self) -> Path:
        """Python environments for locked packages other than those of the installed tool."""
        return self.root / "environments"

    def mark_of(self, environment: str) -> Path:
        """Return the file that says that an environment may be used again; it lies where no push can write."""
        return self.environments / f"{environment}{ACCEPTED}"

    def is_accepted(self, environment: str) -> bool:
        """Say whether an environment may be used again."""
        return self.mark_of(environment).is_file()

    @classmethod
    def find(cls, root: Path) -> Place:
        """Return the place at `root`.

        Raises:
            Refused: where `innerpersona publish init` never made one.
        """
        place = cls(root.resolve())
        if not (place.repository / "hooks" / "pre-receive").is_file():
            raise Refused(
                f"{root} is no published site. Name the folder that `innerpersona publish init` made: --site DIR"
            )
        return place

    @contextlib.contextmanager
    def locked(self, say: Say) -> Iterator[None]:
        """Hold the site's lock; wait for whoever holds it. The kernel lets go of it when the process dies."""
        with (self.root / "lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Another push is being published; waiting for it …")
                fcntl.flock(file, fcntl.LOCK_EX)
            yield
