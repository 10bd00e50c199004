"""What git runs at a push: `python -m innerpersona_site.publish.hook pre-receive|post-receive`, in the repository.

pre-receive checks and builds, and can refuse the push with nothing changed; once git has moved main, post-receive
switches over. A crash between the two leaves the old site live and main ahead of it, which status shows and a rebuild
mends.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from innerpersona_site.publish.building import build_release
from innerpersona_site.publish.messages import went_live
from innerpersona_site.publish.place import Place, Refused, Say
from innerpersona_site.publish.releases import go_live, newest_of
from innerpersona_site.publish.repository import BRANCH, MAIN, continues, main_commit


@dataclass(frozen=True, slots=True)
class Update:
    """One ref that a push changes; a commit is None where there is none, before a ref's making or after its removal."""

    old: str | None
    new: str | None
    ref: str


PATIENCE: Final = 10
"""Seconds that a push waits for git to finish the one before; it takes milliseconds, unless something is broken."""


def main(name: str, lines: Iterable[str], place: Place) -> int:
    """Run a hook on what git tells it, `old new ref` a line; return its exit code."""
    updates = [_read(line) for line in lines]
    try:
        for update in updates:
            if update.ref == MAIN:
                if name == "pre-receive":
                    pre_receive(place, update, say)
                else:
                    post_receive(place, say)
    except Refused as refusal:
        say(f"\n{refusal}")
        return 1
    except OSError as fault:  # a full disk, folders of another user
        say(f"\nThe server could not finish, and what was live still is: {fault}")
        return 1
    others = [update.ref.split("/", 2)[-1] for update in updates if update.ref != MAIN and update.new]
    if others and name == "post-receive":
        say(f"Kept, but not published: {', '.join(others)}. Only {BRANCH} is published.")
    return 0


def pre_receive(place: Place, update: Update, say: Say) -> None:
    """Check and build what main is about to become.

    Raises:
        Refused: git then refuses the push, all of it.
    """
    old, new = update.old, update.new
    if new is None:
        raise Refused(f"{BRANCH} is what is live, so it can't be deleted.")
    with place.locked(say):
        _await_pending(place)
        if main_commit(place) != old:
            raise Refused(
                "Another push went first while this one waited, so nothing was changed. Take its commits in with\n"
                "`git pull --rebase` and push again."
            )
        if old is not None and not continues(place, old, new):
            raise Refused(
                f"This push would drop commits of {BRANCH} that were published. Undo them with new commits instead:\n"
                "`git revert COMMIT`."
            )
        build_release(place, new, say)
        place.pending.write_text(f"{new} {os.getppid()}", encoding="utf-8")


def post_receive(place: Place, say: Say) -> None:
    """Make live what main is now, whichever of several pushes this is: in any order, the last word is main's.

    Raises:
        Refused: main's release is gone; the push stands all the same.
    """
    with place.locked(say):
        commit = main_commit(place)
        release = newest_of(place, commit) if commit else None
        if release is None:
            raise Refused(f"The release of {BRANCH} is missing. On the server: innerpersona publish rebuild")
        go_live(place, release)
    say(went_live(release))


def say(text: str) -> None:
    """Tell the one who pushes; that they may have gone must not stop anything."""
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def _await_pending(place: Place) -> None:
    """Wait until git has moved main for the push before this one, which it does after that push released the lock.

    Without this a waiting push would read the former main and build in vain: git refuses it in the end without a reason.
    """
    try:
        commit, process = place.pending.read_text("utf-8").split()
    except (FileNotFoundError, ValueError):  # ValueError: cut short by a crash
        return
    patience = time.monotonic() + PATIENCE
    while main_commit(place) != commit and _runs(int(process)) and time.monotonic() < patience:
        time.sleep(0.02)
    place.pending.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _read(line: str) -> Update:
    old, new = (None if set(commit) == {"0"} else commit for commit in line.split()[:2])
    return Update(old, new, line.split(maxsplit=2)[2].strip())


if __name__ == "__main__":
    # A connection that breaks after git has moved main must not keep its release from going live.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    sys.exit(main(sys.argv[1], sys.stdin, Place(Path.cwd().parent)))
