"""The scoring package's wheel, for the browser."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import innerpersona_quiz
from innerpersona_site.engine.errors import EngineError

PACKAGE = "innerpersona_quiz"

COMMAND_LINE = ("__main__.py", "calibration/", "cli/", "palette.py", "report/templating.py", "validation/")
"""Parts of the package that no request from a page reaches. A test holds that all other modules are reached."""

INSTALLERS_ONLY = (".dist-info/RECORD", ".dist-info/WHEEL", ".dist-info/entry_points.txt")
"""What only a program that installs wheels reads; the engine's is imported as it is."""

READERS_ONLY = ("/rationale.toml", "/self_check.toml")
"""The files of a questionnaire's folder that are shown on pages and never scored with."""

INSTRUMENT_FILES = ("questionnaire.toml", "texts.toml", "*.json")
"""What of a questionnaire's folder goes into the wheel: keys, words, and a calibration."""


def build_wheel() -> tuple[str, dict[str, bytes]]:
    """Return the wheel of the scoring package that is installed: of a checkout's sources, or of a published wheel's.

    Returns:
        Its file name, and what it holds: path to content, the same for the same sources.
    """
    folder = Path(innerpersona_quiz.__file__).parent
    members = {
        f"{PACKAGE}/{file.relative_to(folder).as_posix()}": file.read_bytes() for file in sources(folder)
    }
    return f"{PACKAGE}-{innerpersona_quiz.__version__}-py3-none-any.whl", members


def sources(folder: Path) -> list[Path]:
    """Return the files of a package's folder, without what Python puts beside them."""
    files = (file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return sorted(file for file in files if not file.name.startswith("."))


def with_instruments(members: Mapping[str, bytes], folders: Iterable[Path]) -> dict[str, bytes]:
    """Add the questionnaires in these folders to a wheel, after its own.

    Args:
        members: what the wheel holds, path to content.
        folders: a folder for each questionnaire, named by its id.
    """
    added = dict(members)
    index = f"{PACKAGE}/instruments/index.toml"
    ids = list(tomllib.loads(members[index].decode())["order"])
    for folder in folders:
        ids.append(folder.name)
        for file in sorted(file for pattern in INSTRUMENT_FILES for file in folder.glob(pattern)):
            added[f"{PACKAGE}/instruments/{folder.name}/{file.name}"] = file.read_bytes()
    order = f"order = {json.dumps(ids)}"
    added[index] = re.sub(r"(?m)^order = .*$", order, members[index].decode(), count=1).encode()
    return added


def with_site(members: Mapping[str, bytes], own: Mapping[str, bytes]) -> dict[str, bytes]:
    """Put a site's own files in place of the package's.

    Args:
        members: what the wheel holds, path to content.
        own: the same of the files, by their paths in the package.
    """
    return {**members, **{f"{PACKAGE}/{path}": data for path, data in own.items()}}


def with_compiled_templates(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Put templates compiled to Python in place of the templates, which saves the browser Jinja2's parser and its work.

    The scoring package compiles them itself, in a process of its own: its environment says how.

    Args:
        members: what the wheel holds, path to content.

    Raises:
        EngineError: with the last line of what went wrong.
    """
    command = [sys.executable, "-m", f"{PACKAGE}.report.templating"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise EngineError(
            f"The templates of reports could not be compiled: {last}.", "Mend quiz/ and build again."
        )
    compiled = {f"{PACKAGE}/{path}": source.encode() for path, source in json.loads(done.stdout).items()}
    return {path: data for path, data in members.items() if not path.endswith(".j2")} | compiled


def for_browser(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Leave out of a wheel what only its command line or a page's reader uses.

    Args:
        members: what the wheel holds, path to content.
    """
    left_out = tuple(f"{PACKAGE}/{name}" for name in COMMAND_LINE)
    return {
        path: data
        for path, data in members.items()
        if not path.startswith(left_out) and not path.endswith(READERS_ONLY + INSTALLERS_ONLY)
    }
