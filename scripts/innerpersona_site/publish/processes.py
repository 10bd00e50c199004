"""Running a program in a process of its own, which ends with what it started."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from innerpersona_site.publish.place import Refused

LONGEST: Final = 900
"""Seconds that a step may take, so that one that hangs does not keep every later push waiting."""


MOST_OUTPUT: Final = 1 << 20
"""Bytes of what a step writes that are passed on."""


@dataclass(frozen=True, slots=True)
class Done:
    """A finished process: its exit code and what it wrote, to both streams in order."""

    returncode: int
    output: str


def run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], longest: float = LONGEST
) -> Done:
    """Run a command in a folder, with these variables and no others.

    Raises:
        Refused: it can't be started, or takes longer than `longest` seconds; everything it started is ended.
    """
    # Into a file: a pipe stays open for as long as anything that was started holds it.
    with tempfile.TemporaryFile() as written:
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            raise Refused(f"{command[0]} can't be run: {error.strerror}.") from None
        try:
            process.wait(longest)
        except subprocess.TimeoutExpired:
            raise Refused(f"Gave up after {longest:.0f} s: the build hangs. Nothing was changed.") from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        written.seek(0)
        output = written.read(MOST_OUTPUT).decode("utf-8", "replace")
    return Done(process.returncode, output.strip())
