"""From a commit to a release: a fresh work tree, the checks, the build."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from pathlib import Path
from typing import Final

from innerpersona_site.publish.environment import python_for
from innerpersona_site.publish.place import Place, Refused, Say
from innerpersona_site.publish.processes import Done, run
from innerpersona_site.publish.releases import Release, add_release, clear_leftovers
from innerpersona_site.publish.repository import check_out, subject

BUILD_FAILED: Final = "The site could not be built, so nothing was published; mend it and push again."
NO_SPACE: Final = os.strerror(errno.ENOSPC)


def build_release(place: Place, commit: str, say: Say) -> Release:
    """Check and build a commit; what is live is not touched. Call it with the lock held.

    The check and the build run the code of the commit itself, because pages, forms, engine and theme must fit each other.

    Raises:
        Refused: with every diagnostic, where the commit does not pass.
    """
    started = time.time()
    clear_leftovers(place)
    place.work.mkdir(exist_ok=True)  # the orphan of a crash may be writing in it still
    place.cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.work) as scratch:
        tree, site = Path(scratch) / "tree", Path(scratch) / "site"
        check_out(place, commit, tree)
        _share_cache(place, tree)
        python = python_for(place, tree, say)
        environment = {
            "PATH": f"{python.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "PYTHONPATH": f"{tree / 'scripts'}{os.pathsep}{tree / 'quiz' / 'src'}",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        say(f"Checking and building {commit[:10]} …")
        module = [str(python), "-P", "-m"]
        built = run([*module, "innerpersona_site.cli", "build", "--out", str(site)], tree, environment)
        _judge(built, say)
        if not (site / "index.html").is_file():
            raise Refused("The build made no index.html, so nothing was published; mend it and push again.")
        return add_release(place, commit, subject(place, commit), started, site)


def _judge(done: Done, say: Say) -> None:
    if done.returncode and NO_SPACE in done.output:
        raise Refused("The server's disk is full, so nothing was published. Make room there and push again.")
    if done.output:
        say(done.output)
    if done.returncode:
        raise Refused(BUILD_FAILED)


def _share_cache(place: Place, tree: Path) -> None:
    # A tree that brings a .cache of its own keeps it: it can't be meant for the next push as well.
    if not os.path.lexists(tree / ".cache"):
        (tree / ".cache").symlink_to(place.cache)
