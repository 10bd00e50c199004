"""A server that is killed in the middle: readers see the old site or the new one, whole, and the next push works."""

import contextlib
import threading
import time
from pathlib import Path

import pytest

from innerpersona_site.publish.locks import mend_locks
from innerpersona_site.publish.place import Place
from tests.publish.people import Reader, Server, Writer

BEFORE_GIT_MOVES_MAIN = (
    "before building.check_out",
    "after building.check_out",
    "before building._build",
    "before building.add_release",
    "after releases._write_record",
    "after building.add_release",
    "after hook.build_release",
    "before hook.go_live",
    "before releases.os.sync",
    "with-git before hook.build_release",
    "with-git before hook.go_live",
    "with-git before releases.os.sync",
)
AFTER_THE_SWITCH = (
    "before releases._accept",
    "before releases._prune",
    "after releases._prune",
    "after hook.go_live",
    "with-git before releases._accept",
    "with-git after hook.go_live",
)


@pytest.fixture
def crashing(root: Path, server: Server, writer: Writer) -> Writer:
    """The writer, whose next pushes may name a step at which the server is killed."""
    for name in ("pre-receive", "reference-transaction", "post-receive"):
        hook = server.root / "repository.git" / "hooks" / name
        text = hook.read_text(encoding="utf-8")
        changed = text.replace(
            "-m innerpersona_site.publish.hook", str(root / "tests/publish/crashing_hook.py")
        )
        assert changed != text
        hook.write_text(changed, encoding="utf-8")
    return writer


def _assert_the_next_push_works(server: Server, writer: Writer) -> None:
    commit = writer.commit(index="third")
    pushed = writer.push()
    assert pushed.returncode == 0, pushed.stdout
    assert (server.live, server.main, server.page()) == (commit, commit, "third")
    assert list((server.root / "work").glob("*")) == []
    assert {file.stem for file in (server.root / "records").iterdir()} == server.kept
    assert "not live" not in server.run("status").stdout


@pytest.mark.parametrize("step", BEFORE_GIT_MOVES_MAIN)
def test_a_crash_before_the_push_is_accepted_leaves_everything_as_it_was(
    server: Server, crashing: Writer, step: str
) -> None:
    before = server.live
    crashing.commit(index="second")
    with Reader(server) as reader:
        pushed = crashing.push(CRASH=step)
    assert pushed.returncode != 0, pushed.stdout
    assert (server.live, server.main) == (before, before)
    assert reader.seen == ["first"]
    again = crashing.push()
    assert again.returncode == 0, again.stdout
    assert (server.main, server.page()) == (crashing.git("rev-parse", "HEAD"), "second")
    assert list((server.root / "work").glob("*")) == []


def test_a_release_that_was_built_and_never_accepted_goes_with_the_next(
    server: Server, crashing: Writer
) -> None:
    refused = crashing.commit(index="second")
    assert crashing.push(CRASH="after hook.build_release").returncode != 0
    assert refused in server.kept
    _assert_the_next_push_works(server, crashing)
    assert refused not in server.kept


@pytest.mark.parametrize("step", AFTER_THE_SWITCH)
def test_a_crash_after_the_switch_is_mended_by_pushing_again(
    server: Server, crashing: Writer, step: str
) -> None:
    before = server.main
    commit = crashing.commit("Write more", index="second")
    with Reader(server) as reader:
        crashing.push(CRASH=step)
    assert (server.live, server.main) == (commit, before)
    assert reader.seen == ["first", "second"]
    status = server.run("status").stdout
    assert f"main is at {before[:10]}, behind what is live: that push was interrupted. Push again." in status
    again = crashing.push()
    assert again.returncode == 0, again.stdout
    assert (server.main, server.page()) == (commit, "second")
    _assert_the_next_push_works(server, crashing)


def test_a_crash_after_git_has_moved_main_leaves_all_done(server: Server, crashing: Writer) -> None:
    commit = crashing.commit(index="second")
    crashing.push(CRASH="before hook.went_live")
    assert server.live == server.main == commit
    _assert_the_next_push_works(server, crashing)


def _kill_git_with_the_lock_held(server: Server, crashing: Writer) -> Path:
    """Push, and kill git when it has locked main; return the lock."""
    crashing.commit(index="second")
    assert crashing.push(CRASH="with-git before hook.go_live").returncode != 0
    lock = server.root / "repository.git/refs/heads/main.lock"
    assert lock.is_file()
    return lock


def test_a_lock_that_git_left_behind_is_removed_by_the_next_push(server: Server, crashing: Writer) -> None:
    lock = _kill_git_with_the_lock_held(server, crashing)
    status = server.run("status").stdout
    assert "refs/heads/main.lock was left behind by git. The next push or a rebuild removes it." in status
    pushed = crashing.push()
    assert pushed.returncode == 0, pushed.stdout
    assert "Removed refs/heads/main.lock, which git left behind" in pushed.stdout
    assert not lock.exists() and server.page() == "second"
    assert "left behind" not in server.run("status").stdout


def test_a_lock_that_git_left_behind_is_removed_by_a_rebuild(server: Server, crashing: Writer) -> None:
    lock = _kill_git_with_the_lock_held(server, crashing)
    done = server.run("rebuild")
    assert done.returncode == 0, done.stderr
    assert "Removed refs/heads/main.lock" in done.stdout and not lock.exists()
    assert server.page() == "first", "what was refused was built"


@pytest.mark.parametrize("name", ["refs/heads/draft.lock", "packed-refs.lock", "HEAD.lock"])
def test_other_locks_that_git_left_behind_are_removed_too(server: Server, writer: Writer, name: str) -> None:
    lock = server.root / "repository.git" / name
    lock.touch()
    writer.git("checkout", "-q", "-b", "draft")
    writer.commit(index="a draft")
    pushed = writer.push("draft")
    assert pushed.returncode == 0, pushed.stdout
    assert not lock.exists()


def test_a_lock_that_git_holds_is_left_alone(server: Server, tmp_path: Path) -> None:
    """It changes hands within milliseconds, so whoever waits sees another one, or none."""
    place = Place(server.root)
    lock = server.root / "repository.git/refs/heads/main.lock"
    lock.touch()
    replaced = tmp_path / "another"
    replaced.touch()
    timer = threading.Timer(0.3, lambda: replaced.replace(lock))
    timer.start()
    mend_locks(place, print)
    timer.join()
    assert lock.exists()


def test_a_build_ends_with_its_killed_hook(server: Server, crashing: Writer) -> None:
    """What it has started ends too, so nothing goes on writing while the next push builds."""
    crashing.commit(slow__txt="20", index="second")
    assert crashing.push(CRASH="amid build").returncode != 0
    assert list((server.root / "work").glob("*/site"))
    while f"{server.root}/work" in _running():
        time.sleep(0.05)  # for ever, if it goes on
    commit = crashing.commit(slow__txt="0", index="third")
    pushed = crashing.push()
    assert pushed.returncode == 0, pushed.stdout
    assert (server.live, server.page()) == (commit, "third")


def _running() -> str:
    """Return the command lines of all processes."""
    lines = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            lines.append(file.read_text("utf-8", "replace").replace("\0", " "))
    return "\n".join(lines)
