"""What goes wrong while a site is built is one sentence that says what to do, and the former site stays whole."""

from __future__ import annotations

import datetime
import errno
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import TODAY, Site

from innerpersona_site import workers
from innerpersona_site.build import BuildError
from innerpersona_site.cache import Cache
from innerpersona_site.output.tree import Emitted, OutputTree, recover
from innerpersona_site.pages.rendering import PageRenderer


def content(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def database(site: Site) -> Path:
    return site.root / ".cache" / "build" / "pages.sqlite"


@pytest.fixture
def built(site: Site) -> Site:
    """The small site, built, and then changed on every page."""
    site.build()
    site.settings = site.settings.replace('name = "Test"', 'name = "Changed"')
    return site


def fails(site: Site, *what: str) -> str:
    """Build; return the message, having seen that the former site is as it was and nothing lies beside it."""
    before = content(site.root / "site")
    with pytest.raises(BuildError) as stop:
        site.build()
    assert content(site.root / "site") == before
    assert not list(site.root.glob(".site.staged-*"))
    message = str(stop.value)
    assert all(part in message for part in what), message
    assert "\n" not in message and "Traceback" not in message
    return message


def test_a_cache_that_cannot_be_written_costs_time_and_is_named(site: Site) -> None:
    (site.root / ".cache").write_text("in the way", "utf-8")
    report = site.build("engine")
    assert "can't be used" in report.trouble and "--no-cache" in report.trouble
    assert site.build("engine").rendered == 6
    assert "Test" not in report.trouble and len(site.pages()) == 6


@pytest.mark.parametrize("junk", [b"not a database", b"SQLite format 3\0" + b"x" * 5000, b""])
def test_a_damaged_cache_is_made_anew(site: Site, junk: bytes) -> None:
    site.build()
    before = content(site.root / "site")
    for suffix in ("-wal", "-shm"):
        Path(f"{database(site)}{suffix}").unlink(missing_ok=True)
    database(site).write_bytes(junk)
    report = site.build()
    assert report.rendered == 6
    assert ("made anew" in report.trouble) == bool(junk)
    assert content(site.root / "site") == before
    assert site.build().rendered == 0


def test_a_cache_of_another_version_is_made_anew(site: Site) -> None:
    site.build()
    with sqlite3.connect(database(site)) as connection:
        connection.execute("PRAGMA user_version = 999")
    assert "made anew" in site.build().trouble


def test_an_entry_that_was_altered_is_not_believed(site: Site) -> None:
    site.build()
    before = content(site.root / "site")
    with sqlite3.connect(database(site)) as connection:
        connection.execute("UPDATE blob SET data = substr(data, 1, length(data) - 1) || x'00'")
        connection.execute("UPDATE blob SET data = x'1234' WHERE key LIKE 'record:%'")
    (site.root / "site" / "index.html").write_text("changed by hand", "utf-8")
    site.build()
    assert content(site.root / "site") == before


def test_what_a_cache_holds_cannot_run(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[Callable[..., Any], tuple[str, ...]]:
            return os.system, ("touch ran",)

    import pickle

    from innerpersona_site.cache import load

    assert load(pickle.dumps(Trap())) is None
    assert not Path("ran").exists()


def test_the_cache_is_bounded_and_the_oldest_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=200_000)
    cache.put_many({f"old:{n}": os.urandom(4000) for n in range(60)})
    cache.flush()
    with sqlite3.connect(tmp_path / "pages.sqlite") as connection:
        connection.execute("UPDATE blob SET used = used - 100000")
    cache.put_many({f"new:{n}": os.urandom(4000) for n in range(20)})
    cache.finish()
    assert len(cache.get_many(f"new:{n}" for n in range(20))) == 20
    assert 0 < len(cache.get_many(f"old:{n}" for n in range(60))) < 40
    cache.close()


def test_a_full_disk_is_named(built: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    fails(built, "No space left on device", "Make room on the disk and build again.")


def test_a_page_that_raises_is_named(built: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    real = PageRenderer.render

    def broken(self: PageRenderer, job: Any, rendered: Any) -> Any:
        if job.src_path == "articles/two.md":
            raise ZeroDivisionError("of all things")
        return real(self, job, rendered)

    monkeypatch.setattr(PageRenderer, "render", broken)
    fails(built, "docs/articles/two.md could not be rendered (ZeroDivisionError: of all things)")


def test_a_template_that_is_wrong_is_named_with_its_line(built: Site) -> None:
    built.templates["hub.html"] = "<!doctype html>\n<html>\n{{ page.nonsense }}"
    fails(built, "overrides/hub.html:3: docs/relationships.md could not be rendered", "nonsense")
    built.templates["hub.html"] = "<!doctype html>\n{% if %}"
    fails(built, "overrides/hub.html:2: docs/relationships.md could not be rendered")


def test_a_worker_that_is_killed_is_named_by_its_page(built: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORTH_IT", 1)
    monkeypatch.setattr(workers, "CHUNK", 2)
    real = PageRenderer.render

    def killed(self: PageRenderer, job: Any, rendered: Any) -> Any:
        if job.src_path == "articles/two.md":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, job, rendered)

    monkeypatch.setattr(PageRenderer, "render", killed)
    built.jobs = 2
    fails(built, "The process that worked on docs/articles/two.md was killed", "--jobs 1")


def test_a_worker_that_is_killed_once_is_made_up_for(
    built: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "WORTH_IT", 1)
    real = PageRenderer.render
    once = tmp_path / "once"

    def killed(self: PageRenderer, job: Any, rendered: Any) -> Any:
        if job.src_path == "articles/two.md" and not once.exists():
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, job, rendered)

    monkeypatch.setattr(PageRenderer, "render", killed)
    built.jobs = 2
    built.build()
    assert once.exists() and len(built.pages()) == 6


def test_workers_and_one_process_make_the_same_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORTH_IT", 1)
    site.build(cache=False)
    alone = content(site.root / "site")
    site.jobs = 3
    site.build(cache=False)
    assert content(site.root / "site") == alone


def test_a_build_that_was_killed_while_it_moved_files_is_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    tree = OutputTree(out, {})
    tree.add("a.html", b"a", "1")
    tree.add("gone.html", b"gone", "1")
    _, record = tree.commit()
    tree = OutputTree(out, record)
    for name in ("a.html", "b.html", "folder/c.html"):
        tree.add(name, b"new", "2")
    moved: list[Path] = []
    real = Path.replace

    def interrupted(path: Path, target: Path) -> Path:
        if moved:
            raise KeyboardInterrupt
        moved.append(path)
        return real(path, target)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "replace", interrupted)
        tree.commit()
    recover(out)
    assert content(out) == {"a.html": b"new", "b.html": b"new", "folder/c.html": b"new"}
    assert not list(tmp_path.glob(".site.staged-*"))


def test_what_was_staged_and_not_finished_is_thrown_away(tmp_path: Path) -> None:
    out = tmp_path / "site"
    tree = OutputTree(out, {})
    tree.add("a.html", b"half", "1")
    recover(out)
    assert not out.exists() and not list(tmp_path.glob(".site.staged-*"))


def test_a_file_becomes_a_folder_and_back(tmp_path: Path) -> None:
    out = tmp_path / "site"
    record: dict[str, Emitted] = {}
    for paths in (["a"], ["a/b"], ["a/b/c"], ["a"]):
        tree = OutputTree(out, record)
        for path in paths:
            tree.add(path, path.encode(), path)
        _, record = tree.commit()
        assert list(content(out)) == paths


@pytest.mark.parametrize("name", ["notes.txt", "index.html"])
def test_a_folder_of_somebody_elses_files_is_left_alone(site: Site, name: str) -> None:
    (site.root / "site").mkdir(parents=True)
    (site.root / "site" / name).write_text("mine", "utf-8")
    fails(site, "holds files that are no built site", "Empty that folder yourself, or name another.")


def test_two_builds_at_once_share_a_cache_and_take_turns_at_a_folder(site: Site) -> None:
    site.docs["quiz/attachment.md"] = site.docs["index.md"].replace("template: home.html\n", "")
    site.write()
    command = [sys.executable, "-m", "innerpersona_site.cli", "build", "--out"]
    day = os.environ | {"SOURCE_DATE_EPOCH": str((TODAY - datetime.date(1970, 1, 1)).days * 86400)}
    running = [
        subprocess.Popen(
            [*command, out], cwd=site.root, env=day, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for out in ("one", "two", "one")
    ]
    for process in running:
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, output + errors
    assert content(site.root / "one") == content(site.root / "two") != {}
