"""The preview: the site on this machine, rebuilt and reloaded when a file is saved."""

from __future__ import annotations

import logging
import socket
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

HOST = "127.0.0.1"
RELOAD_PATH = "/livereload.js"
RELOAD_SCRIPT = b"""\
// Reloads this page when the site has been rebuilt. Written by the preview alone; no published page has it.
const { epoch } = document.currentScript.dataset;
let sealed = false;
// A sealed page may ask nothing of the network, the preview included.
document.addEventListener('innerpersona:sealed', () => { sealed = true; });
(async () => {
  while (!sealed) {
    try {
      const newest = await (await fetch(`/livereload/${epoch}/${Date.now()}`)).text();
      if (Number(newest) > Number(epoch)) return location.reload();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
})();
"""


class PortInUse(Exception):
    """Another program listens on the port."""


class PreviewServer(LiveReloadServer):
    """MkDocs' own live-reload server, but its script comes from a file: the pages' policy refuses an inline one."""

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        script = f'<script src="{RELOAD_PATH}" data-epoch="{epoch}"></script></body>'.encode()
        return script.join(content.rsplit(b"</body>", 1))

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        if environ["PATH_INFO"] == RELOAD_PATH:
            start_response("200 OK", [("Content-Type", "text/javascript")])
            return [RELOAD_SCRIPT]
        return super()._serve_request(environ, start_response)


def preview(config_file: Path, port: int) -> None:
    """Build the site into a temporary folder and serve it until interrupted; print the address last.

    Args:
        config_file: mkdocs.yml.
        port: 1 to 65535.

    Raises:
        PortInUse: before anything is built.
        mkdocs.exceptions.Abort: if the first build finds errors; they are its text. Later ones are printed, and the
            last good build goes on being served.
    """
    _check_port(port)
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    logging.getLogger("mkdocs.plugins.innerpersona").setLevel(logging.INFO)
    url = f"http://{HOST}:{port}"
    with tempfile.TemporaryDirectory(prefix="innerpersona-") as folder:

        def configure() -> MkDocsConfig:
            config = load_config(config_file=str(config_file), site_dir=folder)
            config.site_url = f"{url}/"
            return config

        def rebuild() -> None:
            build(configure(), serve_url=f"{url}/")

        config = configure()
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=f"{url}/")
        server = PreviewServer(builder=rebuild, host=HOST, port=port, root=folder)
        missing = Path(folder) / "404.html"
        server.error_handler = lambda code: missing.read_bytes() if code == 404 else None
        for path in (config.docs_dir, config.config_file_path, *config.watch):
            server.watch(path)
        logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
        print(f"The site is at {url} (Ctrl+C ends it)", flush=True)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
            config.plugins.on_shutdown()


def _check_port(port: int) -> None:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortInUse(f"Port {port} can't be used on this machine ({error.strerror}).") from error
