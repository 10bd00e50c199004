"""From a commit to a release: a fresh work tree, the checks, the build."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from innerpersona_site.publish.environment import Interpreter, interpreter_for
from innerpersona_site.publish.messages import changes_message
from innerpersona_site.publish.place import Place, Refused, Say
from innerpersona_site.publish.processes import Done, run
from innerpersona_site.publish.releases import Release, add_release, clear_leftovers, live_release
from innerpersona_site.publish.repository import check_out, subject
from innerpersona_site.publish.sandbox import Job, Sandbox, sandbox_for
from innerpersona_site.publish.summary import read_summary

BUILD_FAILED: Final = "The site could not be built, so nothing was published; mend it and push again."
NO_SPACE: Final = os.strerror(errno.ENOSPC)

TOOL: Final = Path(__file__).resolve().parents[2]
"""The folder that the running tool is imported from; what is pushed later can't take its place."""

PIN: Final = Path("scripts/innerpersona_site/engine/runtime.pin")
"""The file of a tree that names the browser's Python, and the tools that shrink it."""


def build_release(place: Place, commit: str, say: Say) -> Release:
    """Check and build a commit; what is live is not touched. Call it with the lock held.

    The check and the build run the code of the commit itself, because pages, forms, engine and theme must fit each other.
    That code runs in a sandbox, on a copy of the cache, and what it leaves counts once its release goes live.

    Raises:
        Refused: with every diagnostic, where the commit does not pass; nothing that it made is left.
    """
    started = time.time()
    sandbox = sandbox_for(place)
    clear_leftovers(place)
    place.work.mkdir()
    scratch = place.work / "push"
    scratch.mkdir()
    with _cleared_if_refused(place):
        tree, site = scratch / "tree", scratch / "site"
        check_out(place, commit, tree)
        interpreter = interpreter_for(place, tree, sandbox, say)
        owns_cache = _share_cache(place, tree)
        fetched = _fetch(place, tree, scratch, say)
        say(f"Checking and building {commit[:10]} …")
        built = _build(sandbox, interpreter, scratch, tree, site)
        _judge(built, say)
        if site.is_symlink() or not (site / "index.html").is_file():
            raise Refused("The build made no index.html, so nothing was published; mend it and push again.")
        summary = read_summary(scratch / "summary.json")
        live = live_release(place)
        environment, waiting = interpreter.environment, summary.waiting
        made = Release(
            "", 0, commit, subject(place, commit), started, environment=environment, waiting=waiting
        )
        release = add_release(place, site, made)
        if message := changes_message(place, live, release, summary):
            say(message)
        _leave(place, release, tree if owns_cache else None, fetched)
    shutil.rmtree(scratch)
    return release


def _build(sandbox: Sandbox, interpreter: Interpreter, scratch: Path, tree: Path, site: Path) -> Done:
    python = interpreter.path
    command = [str(python), "-P", "-m", "innerpersona_site.cli", "build"]
    return sandbox.run(
        Job(
            [*command, "--out", str(site), "--publish", str(scratch / "summary.json")],
            tree,
            writable=scratch,
            readable=interpreter.roots,
            variables={
                "PATH": f"{python.parent}:/usr/local/bin:/usr/bin:/bin",
                "PYTHONPATH": f"{tree / 'scripts'}{os.pathsep}{tree / 'quiz' / 'src'}",
                "PYTHONDONTWRITEBYTECODE": "1",
            },
        )
    )


def _judge(done: Done, say: Say) -> None:
    if done.returncode and NO_SPACE in done.output:
        raise Refused("The server's disk is full, so nothing was published. Make room there and push again.")
    if done.output:
        say(done.output)
    if done.returncode:
        raise Refused(BUILD_FAILED)


@contextmanager
def _cleared_if_refused(place: Place) -> Iterator[None]:
    try:
        yield
    except BaseException:
        clear_leftovers(place)
        raise


def _share_cache(place: Place, tree: Path) -> bool:
    """Give the build a copy of the cache; return whether later builds may have what becomes of it.

    A copy, because links to the same files would let a push that is refused change them, and through them the live site.
    A tree that brings a .cache of its own keeps it: it can't be meant for the next push as well.
    """
    if os.path.lexists(tree / ".cache"):
        return False
    if place.cache.is_dir():
        _copy(place.cache, tree / ".cache")
    else:
        (tree / ".cache").mkdir()
    return True


def _fetch(place: Place, tree: Path, scratch: Path, say: Say) -> Path | None:
    """Have what the build would fetch, had it a network: fetched by the tool itself, checked against the tree's pin.

    Returns:
        The folder of what was fetched now, which counts once the release goes live; None where it was there.
    """
    pin = tree / PIN
    if pin.is_symlink() or not pin.is_file() or (tree / ".cache").is_symlink():
        return None
    known = place.fetched / hashlib.sha256(pin.read_bytes()).hexdigest()[:32]
    folder = place.fetched
    if not known.is_file():
        folder = scratch / "fetched"
        folder.mkdir()
        if place.fetched.is_dir():
            _copy(place.fetched, folder)
        command = [sys.executable, "-P", "-s", "-m", "innerpersona_site.cli", "fetch", "--pin", str(pin)]
        done = run([*command, "--into", str(folder)], scratch, os.environ | {"PYTHONPATH": str(TOOL)})
        if done.returncode:
            raise Refused(done.output)
        if done.output:
            say(done.output)
        (folder / known.name).touch()
    shutil.rmtree(tree / ".cache" / "runtime", ignore_errors=True)
    _copy(folder / "runtime", tree / ".cache" / "runtime")
    return None if folder == place.fetched else folder


def _leave(place: Place, release: Release, tree: Path | None, fetched: Path | None) -> None:
    left = place.accepted(release.name)
    left.mkdir()
    if tree and not tree.is_symlink() and (tree / ".cache").is_dir() and not (tree / ".cache").is_symlink():
        shutil.rmtree(tree / ".cache" / "runtime", ignore_errors=True)
        (tree / ".cache").rename(left / "cache")
    if fetched:
        fetched.rename(left / "fetched")


def _copy(source: Path, target: Path) -> None:
    # cp shares the blocks of files where the file system can, which no function of Python does for a folder.
    command = ["cp", "--archive", "--reflink=auto", f"{source}/.", str(target)]
    target.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(done.stderr.strip().splitlines()[-1])
