"""What stays after a push: releases kept, going back, building again, and what the server says of itself."""

import os
import sys
from pathlib import Path

from tests.publish.people import Reader, Server, Writer, publish


def _push(writer: Writer, **files: str) -> str:
    commit = writer.commit(f"Write {' '.join(files.values())}", **files)
    pushed = writer.push()
    assert pushed.returncode == 0, pushed.stdout
    return commit


def _listed(status: str) -> list[str]:
    return [line[2:12] for line in status.partition("Kept releases:\n")[2].splitlines()]


def test_the_last_five_releases_are_kept(server: Server, writer: Writer) -> None:
    commits = [_push(writer, index=f"text {number}") for number in range(6)]
    assert server.kept == set(commits[1:])
    assert {file.stem for file in (server.root / "records").iterdir()} == set(commits[1:])
    assert _listed(server.run("status").stdout) == [commit[:10] for commit in reversed(commits[1:])]


def test_rollback_goes_to_the_release_before_and_status_says_so(server: Server, writer: Writer) -> None:
    first = writer.git("rev-parse", "HEAD")
    second = _push(writer, index="second")
    with Reader(server) as reader:
        done = server.run("rollback")
    assert (done.returncode, done.stdout) == (0, f"{first[:10]} is live again: Begin\n")
    assert server.live == first and server.main == second
    assert reader.seen[-1] == "first"
    status = server.run("status").stdout
    assert f"Live: {first[:10]}" in status
    assert f"main is at {second[:10]} (Write second), which is not live: the site was rolled back" in status


def test_rollback_to_a_named_release_and_forward_again(server: Server, writer: Writer) -> None:
    first = writer.git("rev-parse", "HEAD")
    _push(writer, index="second")
    third = _push(writer, index="third")
    assert server.run("rollback", first[:7]).returncode == 0
    assert server.page() == "first"
    assert server.run("rollback", third).returncode == 0
    assert server.page() == "third"
    assert "not live" not in server.run("status").stdout


def test_rollback_to_what_is_not_kept_says_what_is(server: Server, writer: Writer) -> None:
    first = writer.git("rev-parse", "HEAD")
    unknown = server.run("rollback", "ffff")
    assert unknown.returncode == 1
    assert unknown.stderr == f"No kept release begins with 'ffff'. Kept are: {first[:10]}\n"
    earlier = server.run("rollback")
    assert earlier.returncode == 1
    assert "No earlier release is kept" in earlier.stderr
    assert server.live == first


def test_the_push_after_a_rollback_goes_live(server: Server, writer: Writer) -> None:
    _push(writer, index="second")
    assert server.run("rollback").returncode == 0
    third = _push(writer, index="third")
    assert (server.live, server.page()) == (third, "third")
    assert "not live" not in server.run("status").stdout


def test_rollback_goes_to_the_last_release_that_was_not_rolled_back_from(
    server: Server, writer: Writer
) -> None:
    good = writer.git("rev-parse", "HEAD")
    bad = _push(writer, index="bad")
    assert server.run("rollback").returncode == 0
    _push(writer, index="bad again")
    assert server.run("rollback").returncode == 0
    assert server.live == good, "the first bad release was gone back to"
    assert server.run("status").stdout.count("(rolled back)") == 2
    # Who names a release wants that one; it is as good as any from then on.
    assert server.run("rollback", bad).returncode == 0
    assert server.page() == "bad"
    assert server.run("status").stdout.count("(rolled back)") == 1


def test_the_last_good_release_is_kept_however_many_bad_ones_follow(server: Server, writer: Writer) -> None:
    good = writer.git("rev-parse", "HEAD")
    for number in range(6):
        _push(writer, index=f"bad {number}")
        assert server.run("rollback").returncode == 0
    assert (server.live, server.page()) == (good, "first")


def test_a_release_is_readable_whatever_the_umask(server: Server, writer: Writer) -> None:
    """The permissions of each file and folder of a release; those of its folder too."""
    for mask in (0o027, 0o077):
        former = os.umask(mask)
        try:
            _push(writer, index=f"with umask {mask:o}", engine__txt=f"engine{mask:o}")
        finally:
            os.umask(former)
        release = (server.root / "current").resolve()
        everything = [release.parent, release, *release.rglob("*")]
        assert len(everything) > 6
        modes = {(path.is_dir(), path.stat().st_mode & 0o7777) for path in everything}
        assert modes == {(True, 0o755), (False, 0o644)}


def test_a_folder_that_init_makes_is_readable_whatever_the_umask(tmp_path: Path) -> None:
    former = os.umask(0o077)
    try:
        made = Server(tmp_path / "site", "--python", sys.executable)
    finally:
        os.umask(former)
    assert made.root.stat().st_mode & 0o777 == 0o755
    assert (made.root / "releases").stat().st_mode & 0o777 == 0o755


def test_a_rebuild_builds_what_is_live_again(server: Server, writer: Writer) -> None:
    commit = writer.git("rev-parse", "HEAD")
    with Reader(server) as reader:
        for _ in range(2):
            done = server.run("rebuild")
            assert done.returncode == 0, done.stderr
    assert f"{commit[:10]} is live, " in done.stdout
    assert server.live == f"{commit}-3"
    assert reader.seen == ["first"]
    # The build that was replaced stays for requests that are under way; the one before it is of no use.
    assert server.kept == {f"{commit}-2", f"{commit}-3"}


def test_a_rebuild_does_not_undo_a_rollback(server: Server, writer: Writer) -> None:
    _push(writer, index="second")
    assert server.run("rollback").returncode == 0
    assert server.run("rebuild").returncode == 0
    assert server.page() == "first"
    assert "rolled back" in server.run("status").stdout


def test_a_rebuild_that_fails_leaves_what_is_live(server: Server, writer: Writer) -> None:
    commit = _push(writer, index="second")
    (server.root / "work").rename(server.root / "moved")
    (server.root / "work").write_text("in the way", encoding="utf-8")
    done = server.run("rebuild")
    assert done.returncode == 1
    assert "what was live still is" in done.stderr and "Traceback" not in done.stderr
    assert (server.live, server.page()) == (commit, "second")


def test_a_rebuild_before_the_first_push_says_to_push(server: Server) -> None:
    done = server.run("rebuild")
    assert done.returncode == 1
    assert done.stderr == f"Nothing has been pushed yet. Push to {server.root}/repository.git\n"


def test_a_page_opened_before_the_switch_still_finds_its_engine(server: Server, writer: Writer) -> None:
    _push(writer, engine__txt="aaaa")
    _push(writer, engine__txt="bbbb")
    assert server.page("assets/engine/aaaa/worker.mjs") == "// aaaa"
    assert server.page("assets/engine/bbbb/worker.mjs") == "// bbbb"
    for number in range(5):
        _push(writer, index=f"text {number}")
    assert not (server.root / "current/assets/engine/aaaa").exists()


def test_a_command_outside_a_site_says_which_folder_to_name(tmp_path: Path) -> None:
    for action in ("status", "rollback", "rebuild"):
        done = publish(action, "--site", tmp_path)
        assert done.returncode == 1
        assert "is no published site" in done.stderr and "--site DIR" in done.stderr
