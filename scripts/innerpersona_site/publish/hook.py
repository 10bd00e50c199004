"""What git runs at a push: `python -m innerpersona_site.publish.hook HOOK`, in the repository.

pre-receive checks and builds, and can refuse the push with nothing changed. reference-transaction switches over at the
last moment before git moves main, so main is never ahead of the site: a push that was killed is still to be pushed, and
pushing it again mends everything. post-receive tells the writer.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from innerpersona_site.publish.building import build_release
from innerpersona_site.publish.locks import mend_locks, note_pending, pauses, pending_commit
from innerpersona_site.publish.messages import went_live
from innerpersona_site.publish.place import Place, Refused
from innerpersona_site.publish.releases import go_live, newest_of
from innerpersona_site.publish.repository import BRANCH, MAIN, continues, main_commit


@dataclass(frozen=True, slots=True)
class Update:
    """One ref that a push changes; a commit is None where there is none, before a ref's making or after its removal."""

    old: str | None
    new: str | None
    ref: str


def main(name: str, arguments: Sequence[str], lines: Iterable[str], place: Place) -> int:
    """Run a hook on what git gives it, `old new ref` a line; return its exit code."""
    updates = [_read(line) for line in lines]
    try:
        if name == "pre-receive":
            mend_locks(place, say, but=MAIN)
        for update in updates:
            if update.ref == MAIN:
                HOOKS[name](place, update, arguments)
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


def pre_receive(place: Place, update: Update, arguments: Sequence[str] = ()) -> None:
    """Check and build what main is about to become.

    Raises:
        Refused: git then refuses the push, all of it.
    """
    old, new = update.old, update.new
    if new is None:
        raise Refused(f"{BRANCH} is what is live, so it can't be deleted.")
    with _locked_and_settled(place):
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
        mend_locks(place, say)
        build_release(place, new, say)
        note_pending(place, new, os.getppid())


def reference_transaction(place: Place, update: Update, arguments: Sequence[str]) -> None:
    """Make live what main is about to become, while git holds main's lock and has nothing left to refuse.

    Raises:
        Refused: the release is gone; git then leaves main where it is.
    """
    if list(arguments) != ["prepared"] or update.new is None or pending_commit(place) != update.new:
        return  # not a push: whoever keeps the repository in order moves refs too
    with place.locked(say):
        release = newest_of(place, update.new)
        if release is None:
            raise Refused("The release of this push is gone. Push again.")
        go_live(place, release)


def post_receive(place: Place, update: Update, arguments: Sequence[str] = ()) -> None:
    """Tell what is live now.

    Raises:
        Refused: main's release isn't live; the push stands all the same.
    """
    release = newest_of(place, update.new) if update.new else None
    if release is None or release.first_live is None:
        raise Refused(f"The release of {BRANCH} is missing. On the server: innerpersona publish rebuild")
    say(went_live(release))


HOOKS: Final[dict[str, Callable[[Place, Update, Sequence[str]], None]]] = {
    "pre-receive": pre_receive,
    "reference-transaction": reference_transaction,
    "post-receive": post_receive,
}
"""What is done about main, by the hook that git runs."""


def say(text: str) -> None:
    """Tell the one who pushes; that they may have gone must not stop anything."""
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def _locked_and_settled(place: Place) -> Iterator[None]:
    """Hold the site's lock once git has moved main for the push before this one, which needs that lock to switch over.

    Without this a waiting push would read the former main and build in vain: git refuses it in the end without a reason.
    """
    for _ in pauses():
        with place.locked(say):
            if pending_commit(place) in (None, main_commit(place)):
                place.pending.unlink(missing_ok=True)
                yield
                return
    raise Refused("Another push has been about to go live for too long. Try again in a minute.")


def _read(line: str) -> Update:
    old, new = (None if set(commit) == {"0"} else commit for commit in line.split()[:2])
    return Update(old, new, line.split(maxsplit=2)[2].strip())


if __name__ == "__main__":
    # A connection that breaks after git has moved main must not keep its release from going live.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    # What is published is readable for the web server, whoever pushes with whatever umask.
    os.umask(0o022)
    sys.exit(main(sys.argv[1], sys.argv[2:], sys.stdin, Place(Path.cwd().parent)))
