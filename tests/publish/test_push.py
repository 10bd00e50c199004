"""Pushes: which go live, which are refused, and what their readers see meanwhile."""

import shutil
import sys
from pathlib import Path

from tests.publish.people import Reader, Server, Writer, publish
from tests.publish.stub_site import write_stub_site


def test_a_push_goes_live_at_its_commit(server: Server, writer: Writer) -> None:
    with Reader(server) as reader:
        commit = writer.commit(index="second")
        pushed = writer.push()
    assert pushed.returncode == 0, pushed.stdout
    assert server.live == commit == server.main
    assert (server.root / "current").resolve() == server.root / "releases" / commit
    assert reader.seen == ["first", "second"]
    assert f"{commit[:10]} is live, " in pushed.stdout
    assert list((server.root / "work").glob("*")) == []


def test_what_the_server_says_at_first_is_where_to_push_and_what_to_serve(server: Server) -> None:
    assert f"{server.root}/repository.git" in server.said
    assert f"{server.root}/current" in server.said
    assert server.live is None
    assert "Nothing has been pushed yet" in server.run("status").stdout


def test_a_push_that_fails_the_check_is_refused_with_its_diagnostics(server: Server, writer: Writer) -> None:
    before = server.live
    writer.commit(index="second", a="FAULT", b="FAULT")
    with Reader(server) as reader:
        pushed = writer.push()
    assert pushed.returncode != 0
    assert "docs/a.md:1:1: error[stub]: It says FAULT." in pushed.stdout
    assert "docs/b.md:1:1: error[stub]: It says FAULT." in pushed.stdout
    assert "pre-receive hook declined" in pushed.stdout
    assert (server.live, server.main, server.kept) == (before, before, {before})
    assert reader.seen == ["first"]


def test_a_push_that_cannot_be_built_is_refused_with_paths_as_the_writer_knows_them(
    server: Server, writer: Writer
) -> None:
    before = server.live
    writer.commit(index="BREAK")
    pushed = writer.push()
    assert pushed.returncode != 0
    assert "remote: docs/index.md breaks the build." in pushed.stdout
    assert (server.live, server.main) == (before, before)


def test_after_a_refusal_the_mended_push_goes_live(server: Server, writer: Writer) -> None:
    writer.commit(index="FAULT")
    assert writer.push().returncode != 0
    commit = writer.commit(index="mended")
    assert writer.push().returncode == 0
    assert (server.live, server.page()) == (commit, "mended")


def test_other_branches_and_tags_are_kept_and_not_published(server: Server, writer: Writer) -> None:
    before = server.live
    writer.git("checkout", "-q", "-b", "draft")
    writer.commit(index="FAULT")
    writer.git("tag", "v1")
    pushed = writer.push("draft", "v1")
    assert pushed.returncode == 0, pushed.stdout
    assert "Kept, but not published: draft, v1. Only main is published" in pushed.stdout
    assert "Checking and building" not in pushed.stdout
    assert server.live == before


def test_other_branches_may_be_rewritten_and_deleted(server: Server, writer: Writer) -> None:
    writer.git("checkout", "-q", "-b", "draft")
    writer.commit(index="one")
    assert writer.push("draft").returncode == 0
    writer.git("reset", "-q", "--hard", "HEAD~1")
    writer.commit(index="another")
    assert writer.push("+draft").returncode == 0
    deleted = writer.push(":draft")
    assert deleted.returncode == 0 and "Kept" not in deleted.stdout


def test_a_refusal_of_main_refuses_what_is_pushed_with_it(server: Server, writer: Writer) -> None:
    writer.git("branch", "draft")
    writer.commit(index="FAULT")
    assert writer.push("main", "draft").returncode != 0
    assert writer.git("ls-remote", "--heads", "origin").split("refs/heads/")[1:] == ["main"]


def test_main_can_be_neither_deleted_nor_rewritten(server: Server, writer: Writer) -> None:
    writer.commit(index="second")
    assert writer.push().returncode == 0
    deleted = writer.push(":main")
    assert deleted.returncode != 0 and "can't be deleted" in deleted.stdout
    writer.git("reset", "-q", "--hard", "HEAD~1")
    writer.commit(index="another second")
    forced = writer.push("+main")
    assert forced.returncode != 0 and "git revert" in forced.stdout
    assert "building" not in forced.stdout
    assert server.page() == "second"


def test_of_two_pushes_at_once_one_waits_and_is_told_to_take_the_other_in(
    tmp_path: Path, server: Server, writer: Writer
) -> None:
    writer.commit(slow__txt="1.5")
    assert writer.push().returncode == 0
    other = Writer(tmp_path / "other", server)
    commits = {writer.commit(index="by one"), other.commit(another="by the other")}
    with Reader(server) as reader:
        running = [writer.start_push(), other.start_push()]
        outputs = [process.communicate(timeout=60)[0] for process in running]
        codes = [process.returncode for process in running]
        assert sorted(codes) == [0, 1], outputs
        late = codes.index(1)
        assert "waiting for it" in outputs[late]
        assert "`git pull --rebase` and push again" in outputs[late]
        assert "building" not in outputs[late]
        assert server.live in commits
        loser = (writer, other)[late]
        loser.git("pull", "-q", "--rebase", "origin", "main")
        assert loser.push().returncode == 0
    assert server.live == loser.git("rev-parse", "HEAD")
    assert reader.seen == ["first", "by one"]
    assert server.page("another/index.html") == "by the other"


def test_two_pushes_in_a_row_each_go_live_in_their_order(
    tmp_path: Path, server: Server, writer: Writer
) -> None:
    """The second push waits for the first to be accepted, then builds on it."""
    writer.commit(slow__txt="0.3")
    with Reader(server) as reader:
        for text in ("second", "third", "fourth"):
            writer.commit(index=text)
            assert writer.push().returncode == 0
    assert reader.seen == ["first", "second", "third", "fourth"]


def test_the_hook_runs_the_installed_tool_and_not_the_pushed_one(server: Server, writer: Writer) -> None:
    package = writer.folder / "scripts" / "innerpersona_site" / "publish"
    package.mkdir()
    for name in ("__init__.py", "hook.py", "building.py"):
        (package / name).write_text("raise SystemExit('the pushed hook ran')\n", encoding="utf-8")
    writer.commit(index="second")
    pushed = writer.push()
    assert pushed.returncode == 0 and "the pushed hook ran" not in pushed.stdout
    assert server.page() == "second"


def test_the_build_gets_neither_the_repository_nor_the_secrets_of_the_server(
    server: Server, writer: Writer
) -> None:
    writer.commit(index="second")
    assert writer.push(DEPLOY_TOKEN="secret", LC_TIME="C").returncode == 0
    variables = server.page("variables.txt").split()
    assert "LC_TIME" in variables and "PATH" in variables
    assert [name for name in variables if name.startswith("GIT_") or name == "DEPLOY_TOKEN"] == []


def test_a_push_that_is_no_site_is_refused(tmp_path: Path) -> None:
    server = Server(tmp_path / "server")
    writer = Writer(tmp_path / "writer", server)
    writer.commit(index="Only words.")
    pushed = writer.push()
    assert pushed.returncode != 0
    assert "no requirements/dev.txt" in pushed.stdout
    assert server.live is None


def test_a_push_of_nothing_is_refused(server: Server, writer: Writer) -> None:
    before = server.live
    writer.git("rm", "-r", "-q", ".")
    writer.commit("Remove everything")
    pushed = writer.push()
    assert pushed.returncode != 0
    assert "nothing was published" in pushed.stdout and "Traceback" not in pushed.stdout
    assert (server.live, server.page()) == (before, "first")


def test_a_disk_that_is_full_is_named_as_the_cause(server: Server, writer: Writer) -> None:
    before = server.live
    builder = writer.folder / "scripts" / "innerpersona_site" / "cli.py"
    builder.write_text("with open('/dev/full', 'w') as page:\n    page.write('page')\n", encoding="utf-8")
    writer.commit()
    pushed = writer.push()
    assert pushed.returncode != 0
    assert "The server's disk is full, so nothing was published." in pushed.stdout
    assert "Traceback" not in pushed.stdout
    assert server.live == before
    assert list((server.root / "work").glob("*")) == []


def test_a_tool_that_has_moved_refuses_with_what_to_do(server: Server, writer: Writer) -> None:
    hook = server.root / "repository.git" / "hooks" / "pre-receive"
    hook.write_text(hook.read_text("utf-8").replace(sys.executable, "/gone/python"), encoding="utf-8")
    writer.commit(index="second")
    pushed = writer.push()
    assert pushed.returncode != 0
    assert f"innerpersona publish init '{server.root}'" in pushed.stdout
    assert publish("init", server.root, "--python", sys.executable).returncode == 0
    assert writer.push().returncode == 0
    assert server.page() == "second"


def test_init_leaves_folders_of_others_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    done = publish("init", tmp_path)
    assert done.returncode == 1
    assert "holds other files" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_a_server_that_cannot_write_refuses_in_one_sentence(
    tmp_path: Path, server: Server, writer: Writer
) -> None:
    shutil.rmtree(server.root / "work")
    (server.root / "work").write_text("in the way", encoding="utf-8")
    writer.commit(index="second")
    pushed = writer.push()
    assert pushed.returncode != 0
    assert "could not finish, and what was live still is" in pushed.stdout
    assert "Traceback" not in pushed.stdout
    assert server.page() == "first"


def test_a_second_clone_builds_on_the_first(tmp_path: Path) -> None:
    server = Server(tmp_path / "server", "--python", sys.executable)
    first = Writer(tmp_path / "first", server)
    write_stub_site(first.folder)
    first.commit("Begin")
    assert first.push().returncode == 0
    second = Writer(tmp_path / "second", server)
    assert (second.folder / "docs" / "index.md").read_text(encoding="utf-8") == "first"
