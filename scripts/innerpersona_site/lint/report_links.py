"""Where the texts of reports send their readers: pages of the site, and parts of them."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from innerpersona_quiz.texts import text_files
from innerpersona_site.diagnostics import Diagnostic, Severity, did_you_mean
from innerpersona_site.lint.page import ReadPage

_LINK: Final = re.compile(r"\]\((?P<page>[^()\s#]*)(?:#(?P<part>[^()\s]*))?\)")


def check_report_links(
    checkout: Path, root: Path, pages: Mapping[str, ReadPage], unpublished: Collection[str]
) -> list[Diagnostic]:
    """Return the links that lead nowhere in a checkout's own report texts: a site elsewhere has other pages.

    Paths are shown relative to `root`.
    """
    return [
        fault
        for file in map(Path, text_files())
        if file.is_relative_to(checkout.resolve())
        for fault in report_link_faults(
            file.read_text("utf-8"), Path(os.path.relpath(file, root)).as_posix(), pages, unpublished
        )
    ]


def report_link_faults(
    source: str, path: str, pages: Mapping[str, ReadPage], unpublished: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield a fault for each link to no published page, or to no part of one; `path` is what diagnostics show.

    Links are those of Markdown, with the paths of source files relative to docs/: `[words](quiz/values.md#part)`.
    Comments are passed over.
    """
    for number, line in enumerate(source.splitlines(), start=1):
        for link in _LINK.finditer("" if line.lstrip().startswith("#") else line):
            told = _fault(link["page"], link["part"], pages, unpublished)
            if told:
                code, message, hint = told
                yield Diagnostic(code, Severity.ERROR, path, number, link.start("page") + 1, message, hint)


def _fault(
    page: str, part: str | None, pages: Mapping[str, ReadPage], unpublished: Collection[str]
) -> tuple[str, str, str] | None:
    """Return code, message and hint for a link that leads nowhere."""
    if page not in pages:
        message = f'the link leads to "{page}", which is no page{did_you_mean(page, pages)}'
        return "link-missing", message, "Give the path of a source file below docs/: [words](quiz/values.md)"
    if page in unpublished:
        message = f'the link leads to "{page}", which is not published'
        return "link-unpublished", message, "Publish that page, or lead to another one."
    known = pages[page].anchors
    if part and known is not None and part not in known:
        shown = sorted(name for name in known if not name.startswith(("ref-", "cite-")))
        message = f'"{page}" has no part "#{part}"{did_you_mean(part, known)}'
        return "link-anchor", message, f"Its parts: {', '.join(f'#{name}' for name in shown)}"
    return None
