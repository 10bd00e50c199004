"""Serves the preview: pages that reload themselves, and what is wrong with the content while it can't be built."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import Any, Final

from mkdocs.livereload import LiveReloadServer

RELOAD: Final = "/livereload.js"
SEARCH: Final = "/pagefind/"

_BESIDE: Final = Path(__file__).parent
_OWN: Final = {
    RELOAD: ("text/javascript", (_BESIDE / "reload.js").read_bytes()),
    "/livereload.css": ("text/css", (_BESIDE / "notes.css").read_bytes()),
}


class PreviewServer(LiveReloadServer):
    """MkDocs' own live-reload server, whose script comes from a file: the pages' policy refuses an inline one.

    `problem` is the page that every address shows while the site can't be built, None while it can.
    `write_index` writes the search index. It is called when the search is used: no change should wait for it.
    `ready` is called once browsers can connect.
    """

    def __init__(
        self,
        builder: Callable[[], None],
        host: str,
        port: int,
        root: str,
        write_index: Callable[[], None],
        ready: Callable[[], None],
    ) -> None:
        super().__init__(self._build, host, port, root, polling_interval=0.1)
        self.build_delay = 0.05
        self.problem: str | None = None
        self._rebuild = builder
        self._write_index = write_index
        self._ready = ready
        self._indexed = False
        self._indexing = threading.Lock()

    def server_activate(self) -> None:
        """Begin to take connections."""
        super().server_activate()
        self._ready()

    def _build(self) -> None:
        self._rebuild()
        self._indexed = False

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"]
        if path in _OWN:
            kind, content = _OWN[path]
            start_response("200 OK", [("Content-Type", kind)])
            return [content]
        if not path.startswith("/livereload/"):
            with self._epoch_cond:
                self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
                epoch = self._visible_epoch
            if self.problem is not None and _is_page(path):
                start_response("500 Internal Server Error", [("Content-Type", "text/html; charset=utf-8")])
                return [self._inject_js_into_html(self.problem.encode(), epoch)]
            if path.startswith(SEARCH):
                self._index_once()
        return super()._serve_request(environ, start_response)

    def _index_once(self) -> None:
        with self._indexing:
            if not self._indexed:
                self._write_index()
                self._indexed = True

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        script = f'<script src="{RELOAD}" data-epoch="{epoch}"></script></body>'.encode()
        return script.join(content.rsplit(b"</body>", 1))


def _is_page(path: str) -> bool:
    return path.endswith("/") or PurePosixPath(path).suffix in ("", ".html")
