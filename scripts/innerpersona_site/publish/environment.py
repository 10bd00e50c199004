"""The Python that builds a push: the tool's own where it has the packages that the push locks, else one made for it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from innerpersona_site.publish.place import ACCEPTED, Place, Refused, Say
from innerpersona_site.publish.repository import PYTHON_SETTING, setting
from innerpersona_site.publish.sandbox import Job, Sandbox

INPUTS: Final = ("requirements/dev.txt", "pyproject.toml", "quiz/pyproject.toml")
"""What an environment is made from; scripts/setup stamps each environment with the hash of these files."""

STAMP: Final = "set-up.sha256"
KEPT: Final = 2
"""Environments made here that are kept: the one in use and the one that a revert would want."""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The Python of a build.

    Attributes:
        path: the program.
        roots: the folders that it is made of.
        environment: its folder in environments/; "" where the tool did not make it.
    """

    path: Path
    roots: tuple[Path, ...]
    environment: str = ""


def interpreter_for(place: Place, tree: Path, sandbox: Sandbox, say: Say) -> Interpreter:
    """Return an interpreter with the packages that a checked-out push locks, installing them where need be.

    Raises:
        Refused: the push locks no packages, or they can't be installed.
    """
    if chosen := setting(place, PYTHON_SETTING):
        return Interpreter(Path(chosen), _roots(chosen))
    wanted = fingerprint(tree)
    if _stamp(Path(sys.prefix)) == wanted:
        return Interpreter(Path(sys.executable), (Path(sys.prefix), Path(sys.base_prefix)))
    home = place.environments / wanted[:16]
    if _stamp(home / ".venv") != wanted or not place.is_accepted(home.name):
        if not sandbox.installs:
            raise Refused(
                "This push locks other packages than the publishing tool, and this server installs none by itself.\n"
                "On the server, bring the tool to these packages (git pull, make setup), then push again."
            )
        say("This push locks other packages than the last; installing them, which takes a minute or two …")
        _make(place, sandbox, tree, home)
    python = home / ".venv" / "bin" / "python"
    if _stamp(home / ".venv") != wanted or not python.exists():
        raise Refused("scripts/setup of this push made no environment in .venv; mend it and push again.")
    # Its own word for where its Python comes from would be the word of what was pushed.
    return Interpreter(python, (home, Path(sys.base_prefix)), home.name)


def accept(place: Place, name: str) -> None:
    """Keep an environment for later pushes, now that a release built with it is live; remove those used longest ago."""
    place.mark_of(name).touch()
    kept = [mark for mark in place.environments.glob(f"*{ACCEPTED}") if mark != place.mark_of(name)]
    for mark in sorted(kept, key=lambda mark: mark.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        mark.unlink()
    clear_unaccepted(place)


def clear_unaccepted(place: Place) -> None:
    """Remove the environments that were made for pushes that did not go live."""
    for home in place.environments.iterdir() if place.environments.is_dir() else ():
        if home.is_dir() and not place.is_accepted(home.name):
            shutil.rmtree(home)


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


def _make(place: Place, sandbox: Sandbox, tree: Path, home: Path) -> None:
    # An environment knows its own path, so it is made where it stays; only its stamp, written last, says it is whole.
    place.mark_of(home.name).unlink(missing_ok=True)
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(tree, home, symlinks=True)
    base = Path(sys.base_prefix)
    python = base / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    variables = {"PATH": f"{base / 'bin'}:/usr/local/bin:/usr/bin:/bin", "HOME": str(home / "home")}
    (home / "home").mkdir(exist_ok=True)
    command = [str(python), "scripts/setup"]
    done = sandbox.run(Job(command, home, writable=home, readable=(base,), variables=variables, online=True))
    if done.returncode:
        raise Refused(f"The packages of this push could not be installed.\n{done.output}")


def _roots(python: str) -> tuple[Path, ...]:
    command = [python, "-I", "-S", "-c", "import sys; print(sys.base_prefix)"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"{python} can't be run: {done.stderr.strip()}")
    around = Path(python).parents[1]
    return (Path(done.stdout.strip()), *([around] if (around / "pyvenv.cfg").is_file() else []))
