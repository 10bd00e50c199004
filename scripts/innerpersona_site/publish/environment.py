"""The Python that builds a push: the tool's own where it has the packages that the push locks, else one made for it."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path
from typing import Final

from innerpersona_site.publish.place import Place, Refused, Say
from innerpersona_site.publish.processes import run
from innerpersona_site.publish.repository import PYTHON_SETTING, setting

INPUTS: Final = ("requirements/dev.txt", "pyproject.toml", "quiz/pyproject.toml")
"""What an environment is made from; scripts/setup stamps each environment with the hash of these files."""

STAMP: Final = "set-up.sha256"
KEPT: Final = 2
"""Environments made here that are kept: the one in use and the one that a revert would want."""


def python_for(place: Place, tree: Path, say: Say) -> Path:
    """Return an interpreter with the packages that a checked-out push locks, installing them where need be.

    Raises:
        Refused: the push locks no packages, or they can't be installed.
    """
    if chosen := setting(place, PYTHON_SETTING):
        return Path(chosen)
    wanted = fingerprint(tree)
    if _stamp(Path(sys.prefix)) == wanted:
        return Path(sys.executable)
    home = place.environments / wanted[:16]
    if _stamp(home / ".venv") != wanted:
        say("This push locks other packages than the last; installing them, which takes a minute or two …")
        _make(place, tree, home)
    python = home / ".venv" / "bin" / "python"
    if _stamp(home / ".venv") != wanted or not python.exists():
        raise Refused("scripts/setup of this push made no environment in .venv; mend it and push again.")
    os.utime(home)
    _prune(place, home)
    return python


def fingerprint(tree: Path) -> str:
    """Hash what a tree's environment is made from.

    Raises:
        Refused: one of the files is missing, so this is no site of this kind.
    """
    digest = hashlib.sha256()
    for name in INPUTS:
        try:
            digest.update((tree / name).read_bytes())
        except OSError:
            raise Refused(
                f"This push has no {name}, so it can't be built. Push the whole site, with its code."
            ) from None
    return digest.hexdigest()


def _stamp(environment: Path) -> str | None:
    try:
        return (environment / STAMP).read_text("utf-8").strip()
    except OSError:
        return None


def _make(place: Place, tree: Path, home: Path) -> None:
    # An environment knows its own path, so it is made where it stays; only its stamp, written last, says it is whole.
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(tree, home, symlinks=True)
    done = run([sys.executable, "scripts/setup"], home, {})
    if done.returncode:
        raise Refused(f"The packages of this push could not be installed.\n{done.output}")


def _prune(place: Place, used: Path) -> None:
    by_use = sorted(place.environments.iterdir(), key=lambda home: home.stat().st_mtime, reverse=True)
    for home in [home for home in by_use if home != used][KEPT - 1 :]:
        shutil.rmtree(home)
