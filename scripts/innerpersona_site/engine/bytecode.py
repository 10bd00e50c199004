"""Python source to bytecode for the browser, by `pyodide py-compile`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from innerpersona_site.engine.archive import read_archive, write_archive
from innerpersona_site.engine.errors import EngineError

LEAN = Path(__file__).with_name("lean.py")


def require_python(wanted: str) -> None:
    """Check that this Python writes bytecode that the runtime's Python reads.

    Args:
        wanted: the runtime's minor version, such as "3.13".

    Raises:
        EngineError: if this interpreter is another minor version.
    """
    have = f"{sys.version_info.major}.{sys.version_info.minor}"
    if have != wanted:
        raise EngineError(
            f"The browser runtime carries Python {wanted}, but this is Python {have}, whose bytecode it can't read.",
            f"Run `make setup`, which makes the environment with Python {wanted}.",
        )


def compile_members(members: Mapping[str, bytes], *, lean: bool) -> dict[str, bytes]:
    """Compile every `.py` among the members (name to content) to `.pyc`; other files pass unchanged.

    The result depends on the members alone: with SOURCE_DATE_EPOCH set, py_compile stamps bytecode with a hash of
    its source instead of a time.

    Args:
        members: what an archive holds.
        lean: leave out docstrings, assertions and line tables, which a visitor would download for nothing.

    Raises:
        EngineError: if a file does not compile.
    """
    environment = os.environ | {"SOURCE_DATE_EPOCH": "315532800"}
    environment.pop("PYTHONOPTIMIZE", None)
    if lean:
        environment["PYTHONOPTIMIZE"] = "2"
    with TemporaryDirectory() as scratch:
        path = Path(scratch) / "members.zip"
        write_archive(path, members)
        command = ["-m", "pyodide_cli", "py-compile", "--silent", "--compression-level", "0", str(path)]
        _run_python(command, environment)
        if lean:
            _run_python(["-I", str(LEAN), str(path)], environment)
        return read_archive(path)


def _run_python(arguments: list[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise EngineError(
            f"Compiling for the browser failed: {last}.", "Mend the file it names and build again."
        )
