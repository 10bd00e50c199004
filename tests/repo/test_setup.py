"""The set-up, where the machine is not as it needs it: one sentence on what to do, never a traceback."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SET_UP_ONLY = ("scripts/setup", "requirements", "pyproject.toml", "quiz/pyproject.toml", "package-lock.json")


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """A copy of what the set-up reads, without anything that it made."""
    for name in SET_UP_ONLY:
        target = tmp_path / "checkout" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (root / name).is_dir():
            shutil.copytree(root / name, target)
        else:
            shutil.copyfile(root / name, target)
    return tmp_path / "checkout"


def _tool(folder: Path, name: str, script: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def _with_uv(checkout: Path, script: str) -> None:
    """Put a stand-in where the set-up keeps the uv that it has fetched."""
    import hashlib

    digest = hashlib.sha256((checkout / "requirements" / "uv.txt").read_bytes()).hexdigest()[:12]
    _tool(checkout / ".cache" / f"uv-{digest}" / "bin", "uv", script)


def _set_up(checkout: Path, *wanted: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(checkout / "scripts" / "setup"), *wanted],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _assert_one_clear_problem(done: subprocess.CompletedProcess[str], what: str) -> None:
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert re.search(what, done.stderr), done.stderr


def test_packages_that_can_not_be_fetched_are_reported_with_the_reason_and_what_to_do(checkout: Path) -> None:
    _with_uv(checkout, 'case "$1" in venv) exit 0;; *) echo "error: dns error" >&2; exit 2;; esac')
    _assert_one_clear_problem(
        _set_up(checkout), r"dns error\s+The packages could not be installed\. Check the network"
    )


def test_a_package_whose_hash_does_not_match_is_reported(checkout: Path) -> None:
    _with_uv(checkout, 'case "$1" in venv) exit 0;; *) echo "Hash mismatch for mkdocs" >&2; exit 2;; esac')
    _assert_one_clear_problem(
        _set_up(checkout), r"Hash mismatch for mkdocs\s+The packages could not be installed"
    )


def test_a_uv_that_can_not_be_installed_is_reported(checkout: Path) -> None:
    # pip is pointed at a closed port of this machine: the network is away.
    away = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_NO_INDEX": "",
        "PIP_RETRIES": "0",
    }
    away |= {"PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_NO_CACHE_DIR": "1"}
    _assert_one_clear_problem(
        _set_up(checkout, **away), r"uv could not be installed\. Check the network connection"
    )


def test_a_browser_that_is_named_but_not_there_is_reported(root: Path) -> None:
    done = _set_up(root, "browser", CHROMIUM="/nowhere/chromium")
    _assert_one_clear_problem(done, "CHROMIUM names /nowhere/chromium, which can't be run")


def test_a_second_set_up_does_nothing(root: Path) -> None:
    done = _set_up(root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(("given", "seen"), [({}, "1"), ({"UV_SYSTEM_CERTS": "0"}, "0")])
def test_uv_trusts_what_the_machine_trusts_unless_told_otherwise(
    checkout: Path, root: Path, given: dict[str, str], seen: str
) -> None:
    clean = {name: value for name, value in os.environ.items() if name != "UV_SYSTEM_CERTS"}
    _with_uv(checkout, 'echo "certificates: $UV_SYSTEM_CERTS" >&2; exit 1')
    done = subprocess.run(
        [sys.executable, str(checkout / "scripts" / "setup")],
        env=clean | given,
        capture_output=True,
        text=True,
    )
    assert f"certificates: {seen}" in done.stderr
    made = ["make", "--no-print-directory", "--eval", "seen:;@echo $$UV_SYSTEM_CERTS", "seen"]
    assert (
        subprocess.run(made, cwd=root, env=clean | given, capture_output=True, text=True).stdout
        == f"{seen}\n"
    )
