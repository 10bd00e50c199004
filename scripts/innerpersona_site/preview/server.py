"""Serves the preview: pages that reload themselves, and what is wrong with the content while it can't be built."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final
from urllib.parse import urlsplit

from innerpersona_site.static_server import StaticHandler

RELOAD: Final = "/livereload.js"
SEARCH: Final = "/pagefind/"
POLL: Final = 30.0
"""Seconds after which an unanswered question for news is answered, so that no connection is given up."""

_BESIDE: Final = Path(__file__).parent
_OWN: Final = {
    RELOAD: ("text/javascript", (_BESIDE / "reload.js").read_bytes()),
    "/livereload.css": ("text/css", (_BESIDE / "notes.css").read_bytes()),
}


class PreviewServer(ThreadingHTTPServer):
    """Serves a folder that is rebuilt, and answers pages that wait for the next build.

    `epoch` counts the builds. A request that comes while one is under way waits for it. `problem` is the page that every
    address answers with while the site can't be built, None while it can; `pages` are those that stand in place of single
    pages, by their path.
    """

    daemon_threads = True

    def __init__(self, address: tuple[str, int], folder: Path, write_index: Callable[[], object]) -> None:
        super().__init__(address, partial(_Handler, directory=str(folder)))
        self.epoch = 0
        self.problem: str | None = None
        self.pages: Mapping[str, str] = {}
        self.changed = threading.Condition()
        self._write_index = write_index
        self._building = False
        self._indexed = False
        self._indexing = threading.Lock()

    def begin(self) -> None:
        """Hold requests back until `finish`."""
        with self.changed:
            self._building = True

    def finish(self, problem: str | None, pages: Mapping[str, str]) -> None:
        """Answer with what was built, or with the pages that say why it wasn't."""
        with self.changed:
            self.problem, self.pages = problem, pages
            self._building = self._indexed = False
            self.epoch += 1
            self.changed.notify_all()

    def settled(self) -> int:
        """Wait until no build is under way and return its number."""
        with self.changed:
            self.changed.wait_for(lambda: not self._building)
            return self.epoch

    def newer_than(self, epoch: int) -> int:
        """Return the number of the newest build as soon as it is above `epoch`, and in any case after a while."""
        with self.changed:
            self.changed.wait_for(lambda: self.epoch > epoch and not self._building, timeout=POLL)
            return self.epoch

    def index_once(self) -> None:
        """Have the search index written if it isn't that of the last build: no change should wait for it."""
        with self._indexing:
            if not self._indexed:
                self._write_index()
                self._indexed = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over what a browser that went away leaves behind."""


class _Handler(StaticHandler):
    server: PreviewServer

    def send_head(self) -> BytesIO | BinaryIO | None:
        path = urlsplit(self.path).path
        if path in _OWN:
            return self._answer(*_OWN[path])
        if path.startswith("/livereload/"):
            known = path.split("/")[2]
            newest = self.server.newer_than(int(known) if known.isdigit() else -1)
            return self._answer("text/plain", str(newest).encode())
        epoch = self.server.settled()
        problem = self.server.problem if _is_page(path) else None
        problem = problem or self.server.pages.get(path.removesuffix("index.html"))
        if problem is not None:
            page = _reloading(problem.encode(), epoch)
            return self._answer("text/html; charset=utf-8", page, HTTPStatus.INTERNAL_SERVER_ERROR)
        if path.startswith(SEARCH):
            self.server.index_once()
        return super().send_head()

    def _send(
        self, file: Path, kind: str, coding: str | None, status: HTTPStatus = HTTPStatus.OK
    ) -> BytesIO | BinaryIO:
        if kind != "text/html":
            return super()._send(file, kind, coding, status)
        page = _reloading(file.read_bytes(), self.server.epoch)
        return self._answer("text/html; charset=utf-8", page, status)

    def _answer(self, kind: str, data: bytes, status: HTTPStatus = HTTPStatus.OK) -> BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        return BytesIO(data)


def _reloading(page: bytes, epoch: int) -> bytes:
    script = f'<script src="{RELOAD}" data-epoch="{epoch}"></script></body>'.encode()
    return script.join(page.rsplit(b"</body>", 1))


def _is_page(path: str) -> bool:
    return path.endswith("/") or PurePosixPath(path).suffix in ("", ".html")
