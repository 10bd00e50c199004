"""What mkdocs.yml may say to the plugin, and how the plugin says that it can't go on."""

from __future__ import annotations

import datetime

from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.exceptions import Abort

from innerpersona_site.diagnostics import Diagnostic, format_all, ordered


class ContentFaults(Abort):
    """The content has errors; `diagnostics` holds all that was found."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__(f"The content has errors, so the site was not built.\n{format_all(diagnostics)}")
        self.diagnostics = tuple(ordered(diagnostics))


class InnerPersonaConfig(base.Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    engine = option.Type(bool, default=True)
    """Whether to build the quiz's engine; without it pages look the same, but a quiz can't score."""

    today = option.Optional(option.Type(datetime.date))
    """The day that decides what is published; today where it isn't given."""
