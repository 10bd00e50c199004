"""The preview: the site on this machine, drafts and all, rebuilt and reloaded when a file is saved.

One process serves and watches. Another builds, so that it can fork workers, and so that whatever goes wrong in it leaves
the server standing.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from innerpersona_site.content.settings import FILE
from innerpersona_site.lint.report import as_html
from innerpersona_site.preview.server import PreviewServer

HOST: Final = "127.0.0.1"
TITLE: Final = "This can't be published yet"
LEAD: Final = "Mend what is listed here and save: this page then shows the site again."
PAGE_LEAD: Final = (
    "Mend what is listed here and save: this page is shown again. The others can be read meanwhile."
)
SETTLE: Final = 0.05
"""Seconds without a further change after which a build begins: an editor may write a file in several steps."""
_CHANGES: Final = {"created", "modified", "moved", "deleted"}


class PortInUse(Exception):
    """Another program listens on the port."""


class Builder:
    """The process that builds; it is started again where it was killed."""

    def __init__(self, root: Path, out: Path, url: str, without: Iterable[str]) -> None:
        arguments = [str(root), str(out), url, *without]
        self._command = [sys.executable, "-m", "innerpersona_site.preview.builder", *arguments]
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def ask(self, what: str) -> dict[str, Any]:
        """Have it do `build` or `index`; return its answer: `lines` for the terminal, and what `finish` takes."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(
                    self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
                )
            assert self._process.stdin is not None and self._process.stdout is not None
            try:
                self._process.stdin.write(f"{what}\n")
                self._process.stdin.flush()
                answer = self._process.stdout.readline()
            except BrokenPipeError:
                answer = ""
            if answer:
                found: dict[str, Any] = json.loads(answer)
                return found
            line = "The process that builds was killed, perhaps for want of memory. Save a file to try again."
            return {"lines": [line], "problem": as_html((), TITLE, line), "pages": {}}

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()


class _Watch(FileSystemEventHandler):
    """Notes that a file that the site is made from has changed: site.toml, or one below the watched folders."""

    def __init__(self, root: Path) -> None:
        self.changed = threading.Event()
        self._root = root

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass over what only reads, and what else lies beside site.toml."""
        path = Path(str(event.src_path))
        if event.event_type not in _CHANGES or "__pycache__" in path.parts:
            return
        if path.parent == self._root and path.name != FILE:
            return
        if not event.is_directory or event.event_type in ("moved", "deleted"):
            self.changed.set()


def preview(root: Path, port: int, without: Iterable[str] = ()) -> None:
    """Build the site into a temporary folder and serve it until interrupted; print the address last.

    What is wrong with the content is printed, and stands in place of the page that it is in until it is mended; what is
    wrong with the settings or the bibliography, in place of all.

    Args:
        root: the folder with site.toml and docs/ in it.
        port: 1 to 65535.
        without: outputs to leave out, such as `engine`.

    Raises:
        PortInUse: before anything is built.
    """
    _check_port(port)
    url = f"http://{HOST}:{port}"
    with tempfile.TemporaryDirectory(prefix="innerpersona-") as folder:
        site = Path(folder) / "site"
        site.mkdir()
        builder = Builder(root, site, url, without)
        watch = _Watch(root.resolve())
        observer = Observer()
        server: PreviewServer | None = None
        try:
            for path in (root / "docs", root / "overrides", root / "quiz" / "src", root):
                if path.is_dir():
                    observer.schedule(watch, str(path.resolve()), recursive=path != root)
            observer.start()
            answer = _asked(builder, "build")
            server = PreviewServer((HOST, port), site, partial(_asked, builder, "index"))
            server.finish(answer["problem"], answer["pages"])
            threading.Thread(target=_rebuild, args=(builder, server, watch), daemon=True).start()
            print(f"The site is at {url} (Ctrl+C ends it)", flush=True)
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            if server:
                server.server_close()
            builder.stop()
            observer.stop()


def _rebuild(builder: Builder, server: PreviewServer, watch: _Watch) -> None:
    while True:
        watch.changed.wait()
        server.begin()
        while watch.changed.is_set():
            watch.changed.clear()
            time.sleep(SETTLE)
        answer = _asked(builder, "build")
        server.finish(answer["problem"], answer["pages"])


def _asked(builder: Builder, what: str) -> dict[str, Any]:
    answer = builder.ask(what)
    for line in answer["lines"]:
        print(line, flush=True)
    return answer


def _check_port(port: int) -> None:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            raise PortInUse(f"Port {port} can't be used on this machine ({reason}).") from error
