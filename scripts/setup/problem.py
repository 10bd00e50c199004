"""What the set-up says when it can't go on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


class Problem(Exception):
    """One sentence that says what is wrong, and one that says what to do."""


def run(
    command: Sequence[str],
    otherwise: str,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run a command, showing its output only if it fails.

    uv trusts the certificates that the machine trusts, as pip and npm do, unless `UV_SYSTEM_CERTS` says otherwise: a
    network may re-sign what passes through it.

    Raises:
        Problem: `otherwise`, after the command's last lines, if it can't be run or fails.
    """
    variables = {"UV_SYSTEM_CERTS": "1", **(os.environ if environment is None else environment)}
    try:
        done = subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, check=False)
    except OSError as error:
        raise Problem(f"{command[0]} could not be run: {error.strerror}. {otherwise}") from None
    if done.returncode:
        tail = (done.stderr.strip() or done.stdout.strip()).splitlines()[-8:]
        raise Problem("\n".join([*(f"  {line}" for line in tail), "", otherwise]))
