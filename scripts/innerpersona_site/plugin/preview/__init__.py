"""The preview: the site on this machine, drafts and all, rebuilt and reloaded when a file is saved."""

from __future__ import annotations

import logging
import socket
import sys
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import cast

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from innerpersona_site.diagnostics import Diagnostic, format_all, ordered
from innerpersona_site.lint.report import as_html
from innerpersona_site.plugin import InnerPersonaPlugin, search
from innerpersona_site.plugin.config import ContentFaults
from innerpersona_site.plugin.preview.server import PreviewServer

HOST = "127.0.0.1"
TITLE = "This can't be published yet"
LEAD = "Mend what is listed here and save: this page then shows the site again."


class PortInUse(Exception):
    """Another program listens on the port."""


class Preview:
    """Builds the site again and again into one folder, and says what changed about its faults."""

    def __init__(self, config_file: Path, url: str, folder: Path) -> None:
        self._file = config_file
        self._url = url
        self._folder = folder
        self._said: frozenset[Diagnostic] = frozenset()
        self._told: set[str] = set()
        self._failed = False
        self._first = True

    def configure(self) -> MkDocsConfig:
        """Read mkdocs.yml."""
        config = load_config(config_file=str(self._file), site_dir=str(self._folder))
        config.site_url = f"{self._url}/"
        return config

    def build(self) -> str | None:
        """Build what has changed; return None, or the page that says why that can't be done."""
        try:
            config = self.configure()
            build(config, serve_url=f"{self._url}/", dirty=not self._first)
        except ContentFaults as fault:
            self._say(fault.diagnostics)
            self._failed = True
            return as_html(fault.diagnostics, TITLE, LEAD)
        except MkDocsException as fault:
            print(fault, file=sys.stderr, flush=True)
            self._failed = True
            return as_html((), TITLE, f"{fault} {LEAD}")
        self._first = False
        plugin = cast(InnerPersonaPlugin, config.plugins["innerpersona"])
        self._say(plugin.warnings)
        if self._failed:
            print("The site is built again.", flush=True)
            self._failed = False
        self._name_unpublished(plugin.unpublished)
        return None

    def _say(self, found: Iterable[Diagnostic]) -> None:
        """Print what was not found the last time."""
        found = ordered(found)
        new = [fault for fault in found if fault not in self._said]
        if new:
            print(format_all(new), file=sys.stderr, flush=True)
        self._said = frozenset(found)

    def _name_unpublished(self, pages: Iterable[tuple[str, str]]) -> None:
        for path, url in pages:
            if path not in self._told:
                print(f"{path} is not published; here it is at {self._url}/{url}", flush=True)
                self._told.add(path)


def preview(config_file: Path, port: int) -> None:
    """Build the site into a temporary folder and serve it until interrupted; print the address last.

    What is wrong with the content is printed, and shown in place of every page until it is mended.

    Args:
        config_file: mkdocs.yml.
        port: 1 to 65535.

    Raises:
        PortInUse: before anything is built.
        mkdocs.exceptions.MkDocsException: if mkdocs.yml can't be read.
    """
    _check_port(port)
    _quiet_logs()
    url = f"http://{HOST}:{port}"
    with tempfile.TemporaryDirectory(prefix="innerpersona-") as folder:
        site = Path(folder)
        building = Preview(config_file, url, site)
        config = building.configure()
        config.plugins.on_startup(command="serve", dirty=True)

        def rebuild() -> None:
            server.problem = building.build()

        def ready() -> None:
            print(f"The site is at {url} (Ctrl+C ends it)", flush=True)

        cache = Path(config_file).parent / ".cache" / "search"
        server = PreviewServer(
            rebuild, HOST, port, folder, lambda: search.index_built_site(site, cache), ready
        )
        rebuild()
        missing = site / "404.html"
        server.error_handler = lambda code: missing.read_bytes() if code == 404 else None
        for path in (config.docs_dir, config.config_file_path, *config.watch):
            server.watch(path)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
            config.plugins.on_shutdown()


def _quiet_logs() -> None:
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    logging.getLogger("mkdocs.plugins.innerpersona").setLevel(logging.INFO)
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    # MkDocs warns of what the plugin sees to; in a strict build its warning alone would end it.
    logging.getLogger("mkdocs.commands.build").addFilter(
        lambda record: "'dirty' build" not in str(record.msg)
    )


def _check_port(port: int) -> None:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortInUse(f"Port {port} can't be used on this machine ({error.strerror}).") from error
