"""Those who take part: a writer with a clone, the server that is pushed to, a reader who keeps reading."""

import http.client
import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self

from innerpersona_site.static_server import StaticServer, serving

IDENTITY = {
    "GIT_AUTHOR_NAME": "Writer",
    "GIT_AUTHOR_EMAIL": "writer@site.example",
    "GIT_COMMITTER_NAME": "Writer",
    "GIT_COMMITTER_EMAIL": "writer@site.example",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
}

type Finished = subprocess.CompletedProcess[str]


def publish(*arguments: str | Path, **environment: str) -> Finished:
    """Run `innerpersona publish …` in a process of its own."""
    command = [sys.executable, "-m", "innerpersona_site.cli", "publish", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | IDENTITY | environment
    )


class Server:
    """A folder that `publish init` made."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        done = publish("init", root, *options)
        assert done.returncode == 0, done.stderr
        self.said = done.stdout

    @property
    def live(self) -> str | None:
        """The name of the live release."""
        link = self.root / "current"
        return link.readlink().name if link.is_symlink() else None

    @property
    def kept(self) -> set[str]:
        """The names of the releases that there are."""
        return {folder.name for folder in (self.root / "releases").iterdir()}

    @property
    def main(self) -> str:
        """The commit that main points to; nothing before the first push."""
        command = ["git", f"--git-dir={self.root}/repository.git", "rev-parse", "--verify", "-q", "main"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()

    def run(self, action: str, *arguments: str, **environment: str) -> Finished:
        """Run an action on this site."""
        return publish(action, *arguments, "--site", self.root, **environment)

    def page(self, path: str = "index.html") -> str:
        """Read a file of the live site."""
        return (self.root / "current" / path).read_text(encoding="utf-8")


class Writer:
    """Someone with a clone of the site's repository."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder = folder
        self._environment = os.environ | IDENTITY
        command = ["git", "clone", "-q", str(server.root / "repository.git"), str(folder)]
        subprocess.run(command, check=True, capture_output=True, env=self._environment)
        self.git("checkout", "-q", "-B", "main", *(["origin/main"] if server.main else []))

    def git(self, *arguments: str) -> str:
        """Run git in the clone."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, message: str = "Write", **files: str) -> str:
        """Write docs/NAME.md for each name (or the path it stands for) and commit; return the commit."""
        for name, text in files.items():
            file = self.folder / "docs" / (name.replace("__", ".") if "__" in name else f"{name}.md")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD")

    def start_push(
        self, *refs: str, start_new_session: bool = False, **environment: str
    ) -> subprocess.Popen[str]:
        """Begin a push; in a session of its own it can be killed with all that it starts."""
        return subprocess.Popen(
            ["git", "push", "origin", *(refs or ("main",))],
            cwd=self.folder,
            env=self._environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=start_new_session,
        )

    def push(self, *refs: str, **environment: str) -> Finished:
        """Push and wait; `stdout` is all that the writer sees."""
        process = self.start_push(*refs, start_new_session=False, **environment)
        output, _ = process.communicate(timeout=600)
        return subprocess.CompletedProcess(process.args, process.returncode, output)


class Reader:
    """Asks a web server for a page again and again, from entering the block to leaving it."""

    def __init__(self, server: Server, path: str = "/") -> None:
        self._folder, self._path = server.root / "current", path
        self.statuses: Counter[int | str] = Counter()
        self.seen: list[str] = []
        self._done = threading.Event()

    def __enter__(self) -> Self:
        self._serving = serving(self._folder)
        self._thread = threading.Thread(target=self._read, args=(self._serving.__enter__(),))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()
        self._serving.__exit__(None, None, None)
        if kind is None:
            assert set(self.statuses) == {200}, self.statuses
            assert self.statuses[200] > 20, "the reader hardly read at all"

    def _read(self, server: StaticServer) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        last = False
        while not last:
            last = self._done.wait(0.002)  # once more when the block is left: what it did is seen
            try:
                connection.request("GET", self._path)
                response = connection.getresponse()
                body = response.read().decode("utf-8")
            except (OSError, http.client.HTTPException) as fault:
                self.statuses[repr(fault)] += 1
                connection.close()
                continue
            self.statuses[response.status] += 1
            if not self.seen or self.seen[-1] != body:
                self.seen.append(body)
