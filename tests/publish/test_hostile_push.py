"""A push whose code tries to get at everything around the site: each attempt fails, and outside the sandbox it works."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.publish.people import Server, Writer
from tests.publish.stub_site import write_stub_site

CODE = Path(__file__).with_name("hostile.py")

SECRETS = {
    "npm_config__authToken": "secret",
    "UV_INDEX_MAIN_PASSWORD": "secret",
    "PIP_INDEX_URL": "https://user:secret@index.example/",
}

ONLINE = {"connect to an address", "connect to a socket"}
"""What a user of its own can't be kept from by other means than the server's own rules."""


@dataclass
class Surroundings:
    """A server with a tool, a home, a cache and a process of its own, and a listener that nobody should reach."""

    folder: Path
    server: Server
    writer: Writer
    listener: socket.socket
    named: socket.socket
    process: subprocess.Popen[bytes]
    reached: list[str] = field(default_factory=list)

    def described(self, code: int = 1, link: bool = False) -> dict[str, object]:
        """Return what the hostile code is told, so that it needs not look for anything."""
        return {
            "tool": str(self.folder / "tool/innerpersona_site/publish/hook.py"),
            "home": str(self.folder / "home"),
            "site": str(self.server.root),
            "port": self.listener.getsockname()[1],
            "socket": self.named.getsockname().decode().lstrip("\0"),
            "process": self.process.pid,
            "marker": self.marker,
            "code": code,
            "link": link,
        }

    @property
    def marker(self) -> str:
        """What is in the command line of each process that this test or the hostile code starts."""
        return f"innerpersona-{self.folder.name}"

    def push(self, environment: dict[str, str], **how: object) -> subprocess.CompletedProcess[str]:
        """Push the hostile code."""
        (self.writer.folder / "docs/around.json").write_text(json.dumps(self.described(**how)), "utf-8")  # type: ignore[arg-type]
        shutil.copyfile(CODE, self.writer.folder / "scripts/innerpersona_site/cli.py")
        shutil.copyfile(CODE, self.writer.folder / "scripts/setup/__main__.py")
        self.writer.commit("Write")
        return self.writer.push(HOME=str(self.folder / "home"), **SECRETS, **environment)

    def state(self) -> dict[str, str]:
        """Return a hash of every file and link that the push must leave alone."""
        skipped = {"work", "repository.git"}
        found = {}
        for top in (self.folder / "tool", self.folder / "home", self.server.root):
            for path in sorted(top.rglob("*")):
                inside = path.relative_to(top).parts
                if inside[0] in skipped and inside[1:2] != ("hooks",):
                    continue
                if path.is_symlink():
                    found[str(path)] = f"-> {path.readlink()}"
                elif path.is_file() and path.name not in ("lock", "pending"):
                    found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
        return found

    def running(self) -> list[str]:
        """Return the processes that were left running."""
        left = []
        for file in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if f"{self.marker}-left".encode() in file.read_bytes():
                    left.append(file.parent.name)
            except OSError:
                continue
        return left


@pytest.fixture
def around(root: Path, tmp_path: Path) -> Iterator[Surroundings]:
    """The surroundings, with a stub site live."""
    shutil.copytree(root / "scripts", tmp_path / "tool", ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".ssh/authorized_keys", ".ssh/id_ed25519", ".npmrc"):
        (tmp_path / "home" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "home" / name).write_text("the server's", "utf-8")
    os.environ["PYTHONPATH"], former = str(tmp_path / "tool"), os.environ.get("PYTHONPATH")
    try:
        # Debian's own, which every user may run.
        server = Server(tmp_path / "server", "--python", "/usr/bin/python3", "--builder", "61234")
    finally:
        os.environ.pop("PYTHONPATH")
        if former:
            os.environ["PYTHONPATH"] = former
    writer = Writer(tmp_path / "writer", server)
    write_stub_site(writer.folder)
    writer.commit("Begin")
    pushed = writer.push()
    assert pushed.returncode == 0, pushed.stdout
    (server.root / "cache/engine").mkdir(parents=True)
    (server.root / "cache/engine/worker.mjs").write_text("// worker", "utf-8")
    (server.root / "fetched").mkdir()
    (server.root / "fetched/file").write_text("fetched", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket(socket.AF_UNIX) as named:
        named.bind(f"\0innerpersona-{tmp_path.name}-{os.getpid()}")
        named.listen()
        marker = f"innerpersona-{tmp_path.name}"
        command = [sys.executable, "-c", "import time; time.sleep(600)", marker]
        process = subprocess.Popen(command, env={**os.environ, **SECRETS})
        made = Surroundings(tmp_path, server, writer, listener, named, process)
        for number, waiting in enumerate((listener, named)):
            threading.Thread(target=_accept, args=(waiting, str(number), made.reached), daemon=True).start()
        yield made
        process.kill()
        process.wait()


def _accept(waiting: socket.socket, name: str, reached: list[str]) -> None:
    while True:
        try:
            waiting.accept()
        except OSError:
            return
        reached.append(name)


def _attempts(output: str) -> dict[str, str]:
    lines = [line.removeprefix("remote: ").strip() for line in output.splitlines()]
    split = [line.split(": ", 1) for line in lines if ": open" in line or ": closed" in line]
    return {name: result.split()[0] for name, result in split}


def test_outside_the_sandbox_every_attempt_works(around: Surroundings) -> None:
    """Else the other tests would show nothing."""
    docs = around.folder / "control/docs"
    docs.mkdir(parents=True)
    (docs / "around.json").write_text(json.dumps(around.described()), "utf-8")
    before = around.state()
    done = subprocess.run(
        [sys.executable, str(CODE)],
        cwd=docs.parent,
        env={**os.environ, **SECRETS},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    attempts = _attempts(done.stdout)
    assert len(attempts) == 17 and set(attempts.values()) == {"open"}, attempts
    assert around.state() != before and len(around.reached) == 2


def _assert_all_closed(around: Surroundings, output: str, but: frozenset[str] = frozenset()) -> None:
    attempts = _attempts(output)
    print(f"{len(attempts)} attempts, {list(attempts.values()).count('closed')} closed")
    assert len(attempts) == 17, output
    assert {name for name, result in attempts.items() if result == "open"} <= but, attempts
    assert around.running() == []


def test_a_refused_push_gets_at_nothing_and_leaves_nothing(around: Surroundings) -> None:
    before = around.state()
    pushed = around.push({}, code=1)
    assert pushed.returncode != 0
    _assert_all_closed(around, pushed.stdout)
    assert around.reached == []
    assert around.state() == before
    assert list((around.server.root / "work").glob("*")) == []


def test_a_push_that_goes_live_changes_only_what_is_live(around: Surroundings) -> None:
    before = around.state()
    pushed = around.push({}, code=0)
    assert pushed.returncode == 0, pushed.stdout
    _assert_all_closed(around, pushed.stdout)
    root = around.server.root
    changed = {path for path, state in around.state().items() if before.get(path) != state}
    own = [root / "current", root / "cache", root / "releases" / around.server.main, root / "records"]
    assert [path for path in changed if not path.startswith(tuple(map(str, own)))] == []
    page = root / "current/index.html"
    assert page.read_text("utf-8") == "hostile" and page.stat().st_mode & 0o7777 == 0o644


def test_a_link_in_what_was_built_is_never_published(around: Surroundings) -> None:
    before = around.state()
    pushed = around.push({}, code=0, link=True)
    assert pushed.returncode != 0
    assert "The build made a symbolic link, accounts.txt, so nothing was published." in pushed.stdout
    assert around.state() == before


def test_the_set_up_of_a_push_is_confined_as_well(around: Surroundings) -> None:
    """It has a network, for there are packages to fetch; what it makes is gone when the push is refused."""
    git = ["git", f"--git-dir={around.server.root}/repository.git", "config"]
    subprocess.run([*git, "--unset", "innerpersona.python"], check=True)
    before = around.state()
    pushed = around.push({}, code=1)
    assert pushed.returncode != 0 and "installing them" in pushed.stdout
    _assert_all_closed(around, pushed.stdout, frozenset(ONLINE))
    assert around.state() == before


def test_a_user_of_its_own_stands_in_where_bubblewrap_cannot_run(around: Surroundings) -> None:
    fake = around.folder / "bin/bwrap"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\necho 'No permissions to create a new namespace' >&2; exit 1\n", "utf-8")
    fake.chmod(0o755)
    environment = {"PATH": f"{fake.parent}:{os.environ['PATH']}"}
    before = around.state()
    pushed = around.push(environment, code=1)
    assert pushed.returncode != 0
    if os.geteuid() and "can't run anything as its user" in pushed.stdout:
        assert around.state() == before, "who may not change users runs nothing at all"
        return
    _assert_all_closed(around, pushed.stdout, frozenset(ONLINE))
    assert around.state() == before
    pushed = around.push(environment, code=0)
    assert pushed.returncode == 0, pushed.stdout
    assert (around.server.root / "current/index.html").read_text("utf-8") == "hostile"
    git = ["git", f"--git-dir={around.server.root}/repository.git", "config"]
    subprocess.run([*git, "--unset", "innerpersona.builder"], check=True)
    refused = around.push(environment, code=1)
    assert "This server can't confine the code of a push, so nothing was run." in refused.stdout
    assert "No permissions to create a new namespace" in refused.stdout
