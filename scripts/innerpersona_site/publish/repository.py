"""The questions that publishing asks of git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from innerpersona_site.publish.place import Place, Refused

BRANCH: Final = "main"
MAIN: Final = f"refs/heads/{BRANCH}"
"""The branch that is published; others are kept and not built."""

PYTHON_SETTING: Final = "innerpersona.python"
"""Names the interpreter that builds every push; without it each push gets the packages that it locks."""

SETTINGS: Final = {
    "core.hooksPath": "hooks",  # a setting of the machine could point elsewhere, and switch the checks off
    "receive.fsckObjects": "true",
}


def git(place: Place, *arguments: str, **environment: str) -> str:
    """Run git on the site's repository; return what it says.

    Inside a hook git's own variables stay: until a push is accepted, its objects are in a quarantine that they name.

    Raises:
        Refused: with git's last line, where it fails.
    """
    done = _run(place, *arguments, **environment)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        command = next(word for word in arguments if not word.startswith("-"))
        raise Refused(f"git {command} failed in {place.repository}: {reason}")
    return done.stdout.strip()


def main_commit(place: Place) -> str | None:
    """Return the commit that main points to, or None before the first push."""
    done = _run(place, "rev-parse", "--verify", "--quiet", f"{MAIN}^{{commit}}")
    return done.stdout.strip() or None


def continues(place: Place, old: str, new: str) -> bool:
    """Say whether `new` has `old` in its history, so that nothing published is lost."""
    return not _run(place, "merge-base", "--is-ancestor", old, new).returncode


def subject(place: Place, commit: str) -> str:
    """Return the first line of a commit's message."""
    return git(place, "log", "-1", "--format=%s", commit)


def renamed(place: Place, old: str, new: str) -> dict[str, str]:
    """Return the new path of each file below docs/ that was renamed between two commits, by its old one."""
    listed = _difference(place, old, new, "R", "--name-status")
    return dict(zip(listed[1::3], listed[2::3], strict=False))


def changed(place: Place, old: str, new: str) -> list[str]:
    """Return the files below docs/ that are in both commits, under one name, with another content."""
    return _difference(place, old, new, "M", "--name-only")


def _difference(place: Place, old: str, new: str, kinds: str, form: str) -> list[str]:
    listed = git(place, "diff", form, "-z", "-M", f"--diff-filter={kinds}", old, new, "--", "docs")
    return [name for name in listed.split("\0") if name]


def setting(place: Place, name: str) -> str | None:
    """Return a setting of the repository, or None."""
    return _run(place, "config", "--get", name).stdout.strip() or None


def check_out(place: Place, commit: str, tree: Path) -> None:
    """Write a commit's files into the new folder `tree`; the repository itself is not touched."""
    tree.mkdir()
    index = {"GIT_INDEX_FILE": str(tree.with_name("index"))}
    # The repository is bare, so git has to be told that there is a work tree at all.
    git(place, f"--work-tree={tree}", "read-tree", commit, **index)
    git(place, f"--work-tree={tree}", "checkout-index", "--all", **index)


def create(place: Place, settings: Mapping[str, str | None]) -> None:
    """Make the bare repository, or set an existing one as it should be; a setting without a value is taken away."""
    command = ["git", "init", "--bare", "--quiet", "--template=", str(place.repository)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"The repository could not be made: {done.stderr.strip()}")
    git(place, "symbolic-ref", "HEAD", MAIN)
    for name, value in {**SETTINGS, **settings}.items():
        if value:
            git(place, "config", name, value)
        elif setting(place, name):
            git(place, "config", "--unset", name)


def _run(place: Place, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", f"--git-dir={place.repository}", *arguments],
        cwd=place.repository,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
