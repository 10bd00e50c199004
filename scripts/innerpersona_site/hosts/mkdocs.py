"""`mkdocs build` and `mkdocs serve`: the same build, run by MkDocs or a fork of it as one of its plugins.

The only importer of mkdocs. MkDocs reads its own settings, clears and serves the folder; what the site is made of, and
from which settings, is the build's. Settings of mkdocs.yml that would change the site, and can't, are refused.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from mkdocs.config import base
from mkdocs.config.config_options import ListOfItems, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files

from innerpersona_site.build import OUTPUTS, BuildError, Options, build
from innerpersona_site.content.settings import FILE as SETTINGS
from innerpersona_site.diagnostics import Severity
from innerpersona_site.sources import Site

log = logging.getLogger("mkdocs.plugins.innerpersona")

ELSEWHERE: Final = (
    "site_url",
    "site_description",
    "nav",
    "markdown_extensions",
    "extra",
    "extra_css",
    "extra_javascript",
    "hooks",
    "exclude_docs",
)
"""Settings of MkDocs that have no effect here, because the build doesn't read mkdocs.yml."""


class HostConfig(base.Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    without = ListOfItems(Type(str), default=[])
    """Outputs to leave out, as `innerpersona build --without` does."""


class InnerPersonaPlugin(BasePlugin[HostConfig]):  # type: ignore[no-untyped-call]
    """Runs the build in the place of MkDocs' own."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse what would be passed over in silence, and keep the theme from adding files of its own."""
        self._root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        given = config.user_configs[0] if config.user_configs else {}
        for name in ELSEWHERE:
            if given.get(name):
                raise Abort(
                    f'mkdocs.yml sets "{name}", which has no effect on this site. Use {SETTINGS} instead.'
                )
        unknown = set(self.config.without) - set(OUTPUTS)
        if unknown:
            raise Abort(f'There is no output "{min(unknown)}" to leave out; there are {", ".join(OUTPUTS)}.')
        config.theme.static_templates = set()
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave MkDocs nothing to render or to copy."""
        return Files([])

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Build the site into the folder that MkDocs was told."""
        options = Options(without=frozenset(self.config.without), progress=log.info)
        try:
            report = build(Site(self._root), Path(config.site_dir), options)
        except BuildError as fault:
            raise Abort(str(fault)) from fault
        for diagnostic in report.diagnostics:
            if diagnostic.severity is Severity.WARNING:
                # At the level of a warning MkDocs would fail a strict build; these may be published as they are.
                log.info("%s", diagnostic.format())

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object
    ) -> LiveReloadServer:
        """Rebuild when the settings or the theme change too."""
        for path in (self._root / SETTINGS, self._root / "overrides", self._root / "quiz" / "src"):
            if path.exists():
                server.watch(str(path))
        return server
