"""Lock files that git leaves behind when it is killed while it moves a branch: recognized, and taken away.

Git holds such a file for milliseconds and renames it into place, so one that stays belongs to nobody. Every later push to
that branch would fail.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from innerpersona_site.publish.place import Place, Say

PATIENCE: Final = 300
"""Seconds that a push waits for the one before to go live. A busy disk may take some; a git that is gone is noticed."""

HELD: Final = 2.0
"""Seconds after which a lock that nothing holds is taken for left behind."""

STARTED: Final = 19
"""Where in /proc/<number>/stat, behind the name of the program, the time stands at which a process began."""


def left_locks(place: Place) -> list[Path]:
    """Return the lock files that there are; one that git holds just now may be among them."""
    found = [*place.repository.glob("*.lock"), *(place.repository / "refs").rglob("*.lock")]
    return sorted(found)


def mend_locks(place: Place, say: Say, but: str = "") -> None:
    """Remove the lock files that stay, but for that of the ref `but`.

    Main's is held for longer while its release goes live, so leave it out unless no push is about to move main.
    """
    spared = place.repository / f"{but}.lock"
    for lock, state in [(lock, _state(lock)) for lock in left_locks(place) if lock != spared]:
        patience = time.monotonic() + HELD
        while state and _state(lock) == state and time.monotonic() < patience:
            time.sleep(0.02)
        if state and _state(lock) == state:
            lock.unlink(missing_ok=True)
            say(f"Removed {lock.relative_to(place.repository)}, which git left behind when it was killed.")


def note_pending(place: Place, commit: str, process: int) -> None:
    """Note that git, in this process, is about to move main to a commit."""
    place.pending.write_text(f"{commit} {process} {_began(process)}", encoding="utf-8")


def pending_commit(place: Place) -> str | None:
    """Return the commit that git is about to move main to; None where it isn't, or the process is no more."""
    try:
        commit, process, began = place.pending.read_text("utf-8").split()
    except (FileNotFoundError, ValueError):  # ValueError: cut short by a crash
        return None
    return commit if began and _began(int(process)) == began else None


def pauses() -> Iterator[None]:
    """Yield, some milliseconds apart, for as long as a push waits for another."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        yield
        time.sleep(0.02)


def _began(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[STARTED]
    except (OSError, IndexError):
        return ""


def _state(lock: Path) -> tuple[int, int] | None:
    try:
        state = lock.stat()
    except FileNotFoundError:
        return None
    return state.st_ino, state.st_mtime_ns
