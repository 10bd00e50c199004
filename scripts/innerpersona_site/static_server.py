"""Serves a built site as a plain static host does: files, their precompressed copies, no header of ours.

The tests and the benchmarks use it, so that what they see is what any host would give.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

type Codings = tuple[tuple[str, str], ...]

CODINGS: Codings = (("br", ".br"), ("gzip", ".gz"))


class StaticHandler(SimpleHTTPRequestHandler):
    """Sends `file.br` or `file.gz` where it exists and the client takes it, and the site's own 404 page."""

    protocol_version = "HTTP/1.1"
    # Headers and body are two writes; Nagle's algorithm would hold the second back for 40 ms, as no real host does.
    disable_nagle_algorithm = True
    # Python's own table leaves these to the system's, which differ.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
        ".webmanifest": "application/manifest+json",
    }

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send the headers; return what follows them."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path = path / "index.html"
        if path.is_file():
            accepted = self.headers.get("Accept-Encoding", "")
            for coding, suffix in getattr(self.server, "codings", CODINGS):
                encoded = path.with_name(path.name + suffix)
                if coding in accepted and encoded.is_file():
                    return self._send(encoded, str(self.guess_type(str(path))), coding)
            return self._send(path, str(self.guess_type(str(path))), None)
        if not path.is_dir() and (missing := Path(self.directory) / "404.html").is_file():
            return self._send(missing, "text/html", None, HTTPStatus.NOT_FOUND)
        return super().send_head()

    def _send(
        self, file: Path, kind: str, coding: str | None, status: HTTPStatus = HTTPStatus.OK
    ) -> BytesIO | BinaryIO:
        data = file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if coding:
            self.send_header("Content-Encoding", coding)
        self.end_headers()
        return BytesIO(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is its own."""


class StaticServer(ThreadingHTTPServer):
    """A server of a site at the path `base` that remembers what it was asked for, as `paths` below the site."""

    daemon_threads = True

    def __init__(self, directory: Path, port: int = 0, base: str = "/", codings: Codings = CODINGS) -> None:
        self.paths: list[str] = []
        self.base = base
        self.codings = codings
        super().__init__(("127.0.0.1", port), partial(RecordingHandler, directory=str(directory)))

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over a client that went away in the middle; report anything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def url(self) -> str:
        """The site's address, with a slash at its end."""
        return f"http://127.0.0.1:{self.server_port}{self.base}"


class RecordingHandler(StaticHandler):
    """Sends the files of a site to whoever asks below its base, and notes each path for the server."""

    def parse_request(self) -> bool:
        """Note the path of whatever is asked, by any method."""
        understood = super().parse_request()
        if understood and isinstance(self.server, StaticServer):
            self.server.paths.append(f"/{self.path.removeprefix(self.server.base)}")
        return understood

    def translate_path(self, path: str) -> str:
        """Return the file of a path, or a name that no file has for one outside the site."""
        assert isinstance(self.server, StaticServer)
        base = self.server.base
        if path.startswith(base) or f"{path}/" == base:
            return super().translate_path(f"/{path.removeprefix(base.rstrip('/')).lstrip('/')}")
        return str(Path(self.directory) / ".outside")


@contextlib.contextmanager
def serving(directory: Path, base: str = "/", codings: Codings = CODINGS) -> Iterator[StaticServer]:
    """Serve a site on a free port of this machine until the block ends, at the path that its address has; without
    codings as a host that compresses nothing.
    """
    server = StaticServer(directory, base=base, codings=codings)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
