"""The rule on icons in a text."""

from __future__ import annotations

from collections.abc import Iterator

from innerpersona_site.content.icons import SHORTCODE, material_icons
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.page import Reading
from innerpersona_site.lint.rules.base import error


def icons(page: Reading) -> Iterator[Diagnostic]:
    """An icon must be one of the set."""
    for number, line in enumerate(page.blanked.split("\n"), page.source.body_line):
        for found in SHORTCODE.finditer(line):
            if fault := material_icons().fault(found[1]):
                hint = "Write the name of an icon of Material for MkDocs, for example:\n    :material-heart:"
                yield error("icon-unknown", page, number, found.start() + 1, fault, hint)
