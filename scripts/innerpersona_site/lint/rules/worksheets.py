"""Rules on worksheets: there is something to fill in, each field has a name of its own, and fields stand nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from innerpersona_site.content.model import Kind, folder_kind
from innerpersona_site.content.slugs import slug
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.page import Reading
from innerpersona_site.lint.rules.base import error
from innerpersona_site.markdown.specs import FIELDS, SPECS


def fields(page: Reading) -> Iterator[Diagnostic]:
    """A worksheet has fields, and what is written into one is kept under its label."""
    found = [block for block in page.blocks if block.name in FIELDS]
    if folder_kind(page.src_path) is not Kind.WORKSHEET:
        for block in found:
            message = f'"{block.name}" stands on a page that is no worksheet, where nothing is kept'
            hint = "Begin a worksheet, and link to it: innerpersona new worksheet"
            yield error("field-place", page, block.line, block.column, message, hint)
        return
    if not found and page.document is not None:
        message = "the worksheet has nothing to fill in"
        hint = f"A valid example:\n{SPECS['field'].example}"
        yield error("field-missing", page, page.source.body_line, 1, message, hint)
    lines: dict[str, int] = {}
    for block in found:
        name = slug(block.argument)
        if name in lines:
            message = f'"{block.argument}" names a field on line {lines[name]} already'
            hint = "Give it a label of its own: what is written is kept by it."
            yield error("field-repeated", page, block.line, block.column, message, hint)
        lines.setdefault(name, block.line)
