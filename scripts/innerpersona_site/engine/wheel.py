"""The scoring package's wheel, built by its ordinary backend."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from innerpersona_site.engine.archive import read_archive
from innerpersona_site.engine.errors import EngineError

PACKAGE = "innerpersona_quiz"

COMMAND_LINE = (
    "__main__.py",
    "arguments.py",
    "calibration/",
    "report/text_rules.py",
    "side_files.py",
    "text_output.py",
    "validation.py",
)
"""What nothing in a page can ask for. A test finds the rest in use."""


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


def for_browser(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Leave out of a wheel what only its command line uses.

    Args:
        members: what the wheel holds, path to content.
    """
    left_out = tuple(f"{PACKAGE}/{name}" for name in COMMAND_LINE)
    return {path: data for path, data in members.items() if not path.startswith(left_out)}
