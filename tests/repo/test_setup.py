"""The set-up and the preview, where the machine is not as they need it: one sentence on what to do, never a traceback."""

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
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


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A copy of what the site is built from, to be edited."""
    folder = tmp_path / "project"
    for name in ("docs", "overrides", "quiz"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(root / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _serve(project: Path, port: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "innerpersona_site.cli", "serve", "--port", str(port)],
        cwd=project,
        env=os.environ | {"INNERPERSONA_ENGINE": "false", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def preview(project: Path) -> Iterator[str]:
    """The address of a running preview of the copy."""
    port = _free_port()
    process = _serve(project, port)
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if f"http://127.0.0.1:{port}" in line:
            break
    assert lines, process.stderr and process.stderr.read()
    yield f"http://127.0.0.1:{port}/"
    process.terminate()
    process.wait(timeout=20)
    assert process.stdout.read() == "", "the address is not the last thing that is printed"


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as response:
        text: str = response.read().decode()
        return text


def test_a_saved_change_is_served_and_the_page_is_told(project: Path, preview: str) -> None:
    address = f"{preview}about/help/"
    before = _read(address)
    assert "Content-Security-Policy" in before
    (epoch,) = re.findall(r'<script src="/livereload.js" data-epoch="(\d+)"></script></body>', before)
    assert "/livereload/" in _read(f"{preview}livereload.js")
    page = project / "docs" / "about" / "help.md"
    page.write_text(
        page.read_text(encoding="utf-8") + "\nA sentence that was just saved.\n", encoding="utf-8"
    )
    # The preview answers this request when there is a newer build.
    assert int(_read(f"{preview}livereload/{epoch}/1")) > int(epoch)
    assert "A sentence that was just saved." in _read(address)


def test_a_busy_port_is_one_sentence_with_what_to_do(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = _serve(project, taken.getsockname()[1])
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in stderr
    assert re.search(r"Port \d+ can't be used on this machine .* choose another: make serve PORT=", stderr)


def test_a_fault_in_the_content_is_told_with_its_place(project: Path) -> None:
    page = project / "docs" / "about" / "help.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n/// takeaway\n- A claim.\n///\n", encoding="utf-8")
    process = _serve(project, _free_port())
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in stderr
    assert re.search(r'docs/about/help\.md:\d+:\d+: error\[block-unknown\]: unknown block "takeaway"', stderr)
