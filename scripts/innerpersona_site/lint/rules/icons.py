"""The rule on icons in a text."""

from __future__ import annotations

from collections.abc import Iterator

from innerpersona_site.content.icons import material_icons
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.page import Reading
from innerpersona_site.lint.rules.base import error


def icons(page: Reading) -> Iterator[Diagnostic]:
    """An icon must be one of the set."""
    for found in page.icons:
        if fault := material_icons().fault(found.text):
            hint = "Write the name of an icon of Material for MkDocs, for example:\n    :material-heart:"
            yield error("icon-unknown", page, found.line, found.column, fault, hint)
