"""A server that is killed in the middle: readers see the old site or the new one, whole, and the next push works."""

from pathlib import Path

import pytest

from tests.publish.people import Reader, Server, Writer

BEFORE_GIT_MOVES_MAIN = (
    "before building.check_out",
    "after building.check_out",
    "before building.run",
    "before building.add_release",
    "after releases._write_record",
    "after building.add_release",
    "after hook.build_release",
)
AFTER_IT = ("before hook.go_live", "before releases.os.sync", "after releases.os.sync")
AFTER_THE_SWITCH = ("before releases._prune", "after releases._prune", "after hook.go_live")


@pytest.fixture
def crashing(root: Path, server: Server, writer: Writer) -> Writer:
    """The writer, whose next pushes may name a step at which the server is killed."""
    for name in ("pre-receive", "post-receive"):
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
    assert list((server.root / "work").iterdir()) == []
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
    assert list((server.root / "work").iterdir()) == []


def test_a_release_that_was_built_and_never_accepted_goes_with_the_next(
    server: Server, crashing: Writer
) -> None:
    refused = crashing.commit(index="second")
    assert crashing.push(CRASH="after hook.build_release").returncode != 0
    assert refused in server.kept
    _assert_the_next_push_works(server, crashing)
    assert refused not in server.kept


@pytest.mark.parametrize("step", AFTER_IT)
def test_a_crash_between_acceptance_and_switch_leaves_the_old_site_live(
    server: Server, crashing: Writer, step: str
) -> None:
    before = server.live
    commit = crashing.commit("Write more", index="second")
    with Reader(server) as reader:
        crashing.push(CRASH=step)
    assert (server.live, server.main) == (before, commit)
    assert reader.seen == ["first"]
    status = server.run("status").stdout
    assert (
        f"main is at {commit[:10]} (Write more), which is not live: its publishing was interrupted" in status
    )
    _assert_the_next_push_works(server, crashing)


def test_a_rebuild_finishes_what_a_crash_interrupted(server: Server, crashing: Writer) -> None:
    crashing.commit(index="second")
    crashing.push(CRASH="before hook.go_live")
    assert server.page() == "first"
    done = server.run("rebuild")
    assert done.returncode == 0, done.stderr
    assert server.page() == "second"
    assert "not live" not in server.run("status").stdout


@pytest.mark.parametrize("step", AFTER_THE_SWITCH)
def test_a_crash_after_the_switch_leaves_the_new_site_live(
    server: Server, crashing: Writer, step: str
) -> None:
    commit = crashing.commit(index="second")
    with Reader(server) as reader:
        crashing.push(CRASH=step)
    assert server.live == server.main == commit
    assert reader.seen == ["first", "second"]
    _assert_the_next_push_works(server, crashing)


def test_a_build_that_outlives_its_killed_hook_does_not_reach_the_next(
    server: Server, crashing: Writer
) -> None:
    """The orphan goes on writing where it was, while the next push builds and goes live."""
    crashing.commit(slow__txt="2", index="second")
    assert crashing.push(CRASH="amid build").returncode != 0
    assert list((server.root / "work").glob("*/site"))
    commit = crashing.commit(slow__txt="0", index="third")
    pushed = crashing.push()
    assert pushed.returncode == 0, pushed.stdout
    assert (server.live, server.page()) == (commit, "third")
