"""Rules on the bibliography as a stock that the whole site draws on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from innerpersona_site.content.bibliography import Work
from innerpersona_site.diagnostics import Diagnostic, Severity
from innerpersona_site.lint.rules.base import Site

_LETTERS: Final = re.compile(r"[^a-z0-9]+")


def uncited(site: Site) -> Iterator[Diagnostic]:
    """An entry that nothing cites may be stock for an article to come, so this is a note.

    Reports of the quiz cite works too, which can't be seen from here.
    """
    cited = {citation.key for page in site.pages.values() for citation in page.citations}
    for key, work in site.bibliography.works.items():
        if key not in cited:
            hint = f"Cite it where it backs a claim, [@{key}], or remove it if no article will."
            yield _about(site, work, "bibliography-uncited", Severity.NOTE, f'no page cites "{key}"', hint)
        if not work.can_be_found:
            message = f'"{key}" has nothing to look it up by, so it can\'t be cited: no DOI, ISBN, address or volume'
            hint = "Add what the work has: doi = {…}, isbn = {…}, url = {…}, or volume = {…} and pages = {…},"
            yield _about(site, work, "bibliography-identifier", Severity.NOTE, message, hint)


def same_work(site: Site) -> Iterator[Diagnostic]:
    """Two entries for one work would split its citations and list it twice."""
    seen: dict[str, str] = {}
    for key, work in site.bibliography.works.items():
        title = _LETTERS.sub("", str(work.csl["title"]).lower())
        marks = [f"title {title} {work.year_text}"]
        if work.doi:
            marks.append(f"doi {work.doi.lower()}")
        earlier = next((seen[mark] for mark in marks if mark in seen), None)
        if earlier:
            message = f'"{key}" is the same work as "{earlier}"'
            hint = f"Keep one of the two entries, and cite it everywhere: [@{earlier}]"
            yield _about(site, work, "bibliography-same-work", Severity.WARNING, message, hint)
        for mark in marks:
            seen.setdefault(mark, key)


def _about(site: Site, work: Work, code: str, severity: Severity, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, severity, site.bibliography.path, work.line, 1, message, hint)
