"""The hook, killed at a chosen step: `CRASH="before building.add_release"`, with the name as the module has it.

It takes the hook's place in a test's repository. `CRASH="amid build"` kills it once the site's folder is there, and
`CRASH="with-git before …"` kills the git that runs it too. Without CRASH it is the hook as it is.
"""

import os
import pkgutil
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from innerpersona_site.publish import hook
from innerpersona_site.publish.place import Place


def main() -> int:
    """Arrange the crash, then run the hook that git asked for."""
    place = Place(Path.cwd().parent)
    *also, when, step = os.environ.get("CRASH", "never ").split(" ")
    if when == "amid":
        threading.Thread(target=_crash_amid_build, args=(place,), daemon=True).start()
    elif when != "never":
        _crash_at(when, step, [os.getppid(), os.getpid()] if also else [os.getpid()])
    return hook.main(sys.argv[1], sys.argv[2:], sys.stdin, place)


def _crash_at(when: str, step: str, processes: list[int]) -> None:
    owner_name, name = f"innerpersona_site.publish.{step}".rsplit(".", 1)
    owner = pkgutil.resolve_name(owner_name)
    original = getattr(owner, name)

    def crash(*arguments: Any, **options: Any) -> None:
        if when == "after":
            original(*arguments, **options)
        for process in processes:
            os.kill(process, signal.SIGKILL)

    setattr(owner, name, crash)


def _crash_amid_build(place: Place) -> None:
    while not list(place.work.glob("*/site")):
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
