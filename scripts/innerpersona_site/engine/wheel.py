"""The scoring package's wheel, built by its ordinary backend."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from innerpersona_site.engine.archive import read_archive
from innerpersona_site.engine.errors import EngineError

PACKAGE = "innerpersona_quiz"

COMMAND_LINE = ("__main__.py", "calibration/", "cli/", "validation/")
"""Parts of the package that no request from a page reaches. A test holds that all other modules are reached."""

READERS_ONLY = ("/rationale.toml", "/self_check.toml")
"""The files of a questionnaire's folder that are shown on pages and never scored with."""

INSTRUMENT_FILES = ("questionnaire.toml", "texts.toml", "*.json")
"""What of a questionnaire's folder goes into the wheel: keys, words, and a calibration."""


def build_wheel(project: Path) -> tuple[str, dict[str, bytes]]:
    """Build the project's wheel.

    Returns:
        Its file name, and what it holds: path to content, the same for the same sources.

    Raises:
        EngineError: with the backend's last line, if the build fails.
    """
    with TemporaryDirectory() as out:
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, str(project)]
        environment = os.environ | {"SOURCE_DATE_EPOCH": "315532800"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        wheels = list(Path(out).glob("*.whl"))
        if done.returncode or len(wheels) != 1:
            last = ((done.stderr or done.stdout).strip().splitlines() or ["no reason given"])[-1]
            raise EngineError(
                f"The scoring package's wheel could not be built: {last}.", "Mend quiz/ and build again."
            )
        return wheels[0].name, read_archive(wheels[0])


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


def for_browser(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Leave out of a wheel what only its command line or a page's reader uses.

    Args:
        members: what the wheel holds, path to content.
    """
    left_out = tuple(f"{PACKAGE}/{name}" for name in COMMAND_LINE)
    return {
        path: data
        for path, data in members.items()
        if not path.startswith(left_out) and not path.endswith(READERS_ONLY)
    }
