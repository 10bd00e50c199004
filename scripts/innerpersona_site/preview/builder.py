"""The process that builds for the preview: a request a line on standard input, an answer a line on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from innerpersona_site.build import BuildError, ContentFaults, Options, build
from innerpersona_site.diagnostics import Diagnostic, Severity, format_all, ordered
from innerpersona_site.lint.report import as_html
from innerpersona_site.preview import LEAD, PAGE_LEAD, TITLE
from innerpersona_site.sources import Site
from innerpersona_site.workers import collect_seldom


class Preview:
    """Builds the site again and again into one folder, and says what changed about its faults."""

    def __init__(self, root: Path, out: Path, url: str, without: Iterable[str]) -> None:
        self._root = root
        self._out = out
        self._url = url
        self._without = frozenset(without)
        self._printed: frozenset[Diagnostic] = frozenset()
        self._named: set[str] = set()
        self._failed = False
        self._lines: list[str] = []
        self._pages: dict[str, str] = {}

    def build(self, *, index: bool = False) -> str | None:
        """Build what has changed, the search index too if asked; return None, or the page that says why that can't be."""
        self._pages = {}
        without = self._without | {"cards", "copies"} | (frozenset() if index else {"search"})
        site = Site(self._root, url=f"{self._url}/", preview=True)
        try:
            report = build(site, self._out, Options(without=without, progress=self._lines.append))
        except ContentFaults as fault:
            self._print(fault.diagnostics)
            self._failed = True
            return as_html(fault.diagnostics, TITLE, LEAD)
        except BuildError as fault:
            self._lines.append(str(fault))
            self._failed = True
            return as_html((), TITLE, f"{fault} {LEAD}")
        self._print(d for d in report.diagnostics if d.severity is not Severity.NOTE)
        if self._failed and not report.refused:
            self._lines.append("The site is built again.")
        self._failed = bool(report.refused)
        for path, url in report.refused:
            own = [d for d in report.diagnostics if d.path == path and d.severity is not Severity.NOTE]
            self._pages[url] = as_html(own, TITLE, PAGE_LEAD)
        for path, url in report.unpublished:
            if path not in self._named:
                self._lines.append(f"{path} is not published; here it is at {self._url}{url}")
                self._named.add(path)
        return None

    def answer(self, what: str) -> dict[str, object]:
        """Do what is asked and return what to print, and what to serve in place of all pages, or of some by address."""
        self._lines.clear()
        try:
            problem = self.build(index=what == "index")
        except Exception as fault:  # whatever it is, the preview goes on, and the writer is told
            line = f"The build stopped at a fault of its own ({type(fault).__name__}: {fault}). Please report it."
            self._lines.append(line)
            problem = as_html((), TITLE, line)
        return {"lines": self._lines, "problem": problem, "pages": self._pages}

    def _print(self, found: Iterable[Diagnostic]) -> None:
        """Print what was not found the last time."""
        faults = ordered(found)
        new = [fault for fault in faults if fault not in self._printed]
        if new:
            self._lines.append(format_all(new))
        self._printed = frozenset(faults)


def main(root: str, out: str, url: str, *without: str) -> None:
    """Answer requests until standard input ends."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # whatever prints must not be taken for an answer
    collect_seldom()
    preview = Preview(Path(root), Path(out), url, without)
    for line in sys.stdin:
        print(json.dumps(preview.answer(line.strip())), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
