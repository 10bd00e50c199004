"""Running what was pushed in a process of its own, with no more of the server's environment than it needs."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from innerpersona_site.publish.place import Refused

PASSED: Final = re.compile(
    r"PATH|HOME|USER|LOGNAME|LANG|LC_\w+|TZ|TMPDIR|(https?|all|no)_proxy|SSL_CERT_\w+|REQUESTS_CA_BUNDLE"
    r"|NODE_EXTRA_CA_CERTS|SOURCE_DATE_EPOCH|npm_config_\w+|(PIP|UV|PYENV|INNERPERSONA)_\w+",
    re.IGNORECASE,
)
"""Variables that reach the build; git's own, which point into the repository, do not."""

LONGEST: Final = 900
"""Seconds that a step may take, so that one that hangs does not keep every later push waiting."""


@dataclass(frozen=True, slots=True)
class Done:
    """A finished process: its exit code and what it wrote, to both streams in order."""

    returncode: int
    output: str


def run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], longest: float = LONGEST
) -> Done:
    """Run a command in a folder; paths inside the folder are shown relative to it.

    Raises:
        Refused: it can't be started, or takes longer than `longest` seconds; everything it started is ended.
    """
    passed = {name: value for name, value in os.environ.items() if PASSED.fullmatch(name)}
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**passed, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        raise Refused(f"{command[0]} can't be run: {error.strerror}.") from None
    try:
        output, _ = process.communicate(timeout=longest)
    except subprocess.TimeoutExpired:
        raise Refused(f"Gave up after {longest:.0f} s: the build hangs. Nothing was changed.") from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return Done(process.returncode, output.replace(f"{folder}/", "").strip())
