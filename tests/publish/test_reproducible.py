"""A release built from a tag on two machines that differ in all that should not matter has the same bytes."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from innerpersona_site.engine import EngineBundle
from innerpersona_site.integrity import FILE
from tests.publish.checkout import copy_checkout
from tests.publish.people import IDENTITY

MACHINES: tuple[dict[str, str], ...] = (
    {"TZ": "America/Adak", "LC_ALL": "C", "PYTHONHASHSEED": "1", "umask": "0077", "jobs": "1"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "umask": "0002", "jobs": "3"},
)
NOON = "1796083200"


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, which lists files in another order than a disk."""
    folder = Path("/dev/shm") / f"innerpersona {os.getpid()}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, env=os.environ | IDENTITY
    )


def _build(folder: Path, engine: Path, machine: dict[str, str]) -> dict[str, bytes]:
    (folder / ".cache").mkdir(exist_ok=True)
    for name in ("engine", "runtime", "compressed"):
        (folder / ".cache" / name).symlink_to(engine / name)
    code = "import os, sys; os.umask(int(sys.argv.pop(1), 8)); from innerpersona_site.cli import main; sys.exit(main())"
    path = f"{folder / 'scripts'}:{folder / 'quiz/src'}"
    how = ("build", "--jobs", machine["jobs"], "--publish", "summary.json")
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, machine["umask"], *how],
        cwd=folder,
        env={**os.environ, **machine, "SOURCE_DATE_EPOCH": NOON, "PYTHONPATH": path, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = folder / "site"
    return {
        file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
    }


def test_two_machines_build_the_same_release(
    root: Path, tmp_path: Path, other_disk: Path, engine: EngineBundle
) -> None:
    origin = tmp_path / "origin"
    copy_checkout(root, origin)
    settings = origin / "site.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("https://innerpersona.example/", "https://site.test/"), "utf-8"
    )
    _git(origin, "init", "-q", "--initial-branch=main")
    _git(origin, "add", "--all")
    _git(origin, "commit", "-q", "-m", "Begin")
    _git(origin, "tag", "v1")
    folders = (tmp_path / "one", other_disk / "a longer path" / "two")
    for folder in folders:
        folder.parent.mkdir(exist_ok=True)
        _git(tmp_path, "clone", "-q", "--branch", "v1", str(origin), str(folder))
    one, two = (
        _build(folder, root / ".cache", machine) for folder, machine in zip(folders, MACHINES, strict=True)
    )
    assert sorted(one) == sorted(two)
    differing = [path for path in one if one[path] != two[path]]
    print(f"{len(one)} files, {len(differing)} differ; integrity.json names {one[FILE].count(b':') - 2}")
    assert differing == []
    assert len(one) > 100
