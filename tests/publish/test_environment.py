"""Which Python builds a push: the tool's own where it has the packages that the push locks, else one made for it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from innerpersona_site.publish.environment import fingerprint
from innerpersona_site.publish.place import Refused
from tests.publish.people import Server, Writer
from tests.publish.stub_site import write_stub_site

INSTALLING = "This push locks other packages than the last; installing them"


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """A site that builds each push with the packages that it locks."""
    return Server(tmp_path / "server")


@pytest.fixture
def writer(tmp_path: Path, server: Server) -> Writer:
    """A writer whose stub site locks packages that this Python has not."""
    author = Writer(tmp_path / "writer", server)
    write_stub_site(author.folder)
    author.commit("Begin")
    pushed = author.push()
    assert pushed.returncode == 0, pushed.stdout
    assert INSTALLING in pushed.stdout
    return author


def _lock(writer: Writer, text: str) -> None:
    (writer.folder / "requirements" / "dev.txt").write_text(f"{text}\n", encoding="utf-8")


def _environments(server: Server) -> dict[str, str]:
    """Return what each environment was made for, by its folder."""
    folders = [folder for folder in (server.root / "environments").iterdir() if folder.is_dir()]
    return {folder.name: (folder / "requirements/dev.txt").read_text("utf-8").strip() for folder in folders}


def test_packages_are_installed_once_for_all_pushes_that_lock_them(server: Server, writer: Writer) -> None:
    writer.commit(index="second")
    pushed = writer.push()
    assert pushed.returncode == 0 and INSTALLING not in pushed.stdout
    assert server.page() == "second"
    assert list(_environments(server).values()) == ["one==1"]


def test_a_push_that_locks_others_gets_its_own_and_the_last_two_are_kept(
    server: Server, writer: Writer
) -> None:
    for lock in ("one==2", "one==3"):
        _lock(writer, lock)
        writer.commit(index=lock)
        pushed = writer.push()
        assert pushed.returncode == 0 and INSTALLING in pushed.stdout
        assert server.page() == lock
    assert set(_environments(server).values()) == {"one==2", "one==3"}
    _lock(writer, "one==2")
    writer.commit(index="back")
    pushed = writer.push()
    assert pushed.returncode == 0 and INSTALLING not in pushed.stdout


def test_packages_that_cannot_be_installed_refuse_the_push_with_the_reason(
    server: Server, writer: Writer
) -> None:
    before = server.live
    _lock(writer, "unobtainable==1")
    writer.commit(index="second")
    pushed = writer.push()
    assert pushed.returncode != 0
    assert "The packages of this push could not be installed." in pushed.stdout
    assert "There is no such package." in pushed.stdout
    assert (server.live, server.main) == (before, before)
    _lock(writer, "one==1")
    writer.commit(index="third")
    assert writer.push().returncode == 0
    assert server.page() == "third"


def test_an_installation_that_was_cut_short_is_done_again(server: Server, writer: Writer) -> None:
    home = server.root / "environments" / next(iter(_environments(server)))
    (home / ".venv" / "set-up.sha256").unlink()
    (home / "left behind").touch()
    writer.commit(index="second")
    pushed = writer.push()
    assert pushed.returncode == 0 and INSTALLING in pushed.stdout
    assert not (home / "left behind").exists()


def test_a_push_without_locked_packages_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "dev.txt").touch()
    with pytest.raises(Refused, match=r"no pyproject\.toml"):
        fingerprint(tmp_path)


def test_the_set_up_stamps_its_environment_with_the_fingerprint_that_is_asked_for(
    root: Path, tmp_path: Path
) -> None:
    for name in ("requirements", "scripts/setup"):
        shutil.copytree(root / name, tmp_path / name)
    for name in ("pyproject.toml", "quiz/pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(root / name, tmp_path / name)
    bin = tmp_path / ".venv" / "bin"
    bin.mkdir(parents=True)
    for tool in ("innerpersona", "npm"):
        (bin / tool).touch()
    # The set-up leaves an environment alone that bears the stamp it would give; else it fetches, which it can't here.
    (bin.parent / "set-up.sha256").write_text(fingerprint(tmp_path), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "scripts/setup"],
        cwd=tmp_path,
        env={"PATH": "/nowhere", "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
