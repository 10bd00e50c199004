"""The bibliography: BibTeX entries as typed records and as CSL-JSON, and the faults in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from innerpersona_site.content.bibliography_fields import EntryReader
from innerpersona_site.content.bibtex import BibtexEntry, BibtexFault, parse_bibtex
from innerpersona_site.content.control import control_characters
from innerpersona_site.content.person_names import Name
from innerpersona_site.diagnostics import Diagnostic, Severity

FIGURES_VERIFIED: Final = "[figures verified]"
"""Ends the finding of a work whose figures were checked."""


@dataclass(frozen=True, slots=True)
class Work:
    """One work. `finding` says what it found; only a `verified` work may be cited for a figure."""

    key: str
    verified: bool
    finding: str
    csl: dict[str, Any] = field(hash=False)
    """What is printed, as CSL-JSON; given names are initials."""
    line: int = 1
    """Where its entry begins in the file."""

    @property
    def doi(self) -> str | None:
        """DOI without an address before it, as it is registered."""
        return self.csl.get("DOI")

    @property
    def isbn(self) -> str | None:
        """ISBN, digits alone."""
        return self.csl.get("ISBN")

    @property
    def year(self) -> int | None:
        """Year of publication; None for a work that is in press or has no date."""
        return self.csl["issued"]["date-parts"][0][0] if "issued" in self.csl else None

    @property
    def year_text(self) -> str:
        """The year as it is cited: `1987`, `in press`, `n.d.`"""
        return str(self.year or self.csl.get("status", "n.d."))

    @property
    def creators(self) -> list[Name]:
        """Who the reference list names first: the authors, else the editors."""
        names: list[Name] = self.csl["author"]
        return names

    @property
    def can_be_found(self) -> bool:
        """Whether a reader can look it up: by a number, an address, its place in a journal, or a book's publisher."""
        if self.doi or self.isbn or "URL" in self.csl:
            return True
        return "volume" in self.csl if self.csl["type"] == "article-journal" else "publisher" in self.csl

    @property
    def figures_verified(self) -> bool:
        """Whether its figures may be quoted: the work is verified, and its finding is marked so."""
        return self.verified and FIGURES_VERIFIED in self.finding


@dataclass(frozen=True, slots=True)
class Bibliography:
    """Every work by its key."""

    works: dict[str, Work]
    path: str = "docs/references.bib"
    """The file's path as diagnostics show it."""
    faulty: frozenset[str] = frozenset()
    """Keys of entries that have a fault, which is reported where they stand."""

    def __contains__(self, key: object) -> bool:
        return key in self.works

    def __getitem__(self, key: str) -> Work:
        return self.works[key]


def read_bibliography(text: str, path: str) -> tuple[Bibliography, list[Diagnostic]]:
    """Parse BibTeX.

    `path` is what diagnostics show. Returns the works that are sound, and every fault of the others.
    """
    entries, unreadable = parse_bibtex(text)
    diagnostics = [_diagnostic(fault, path) for fault in unreadable]
    for line, column, number in control_characters(text):
        message = f"a control character ({number}) stands in the entry, which no page can show"
        hint = "Delete it, or write the line anew if your editor doesn't show it."
        diagnostics.append(
            Diagnostic("bibliography-syntax", Severity.ERROR, path, line, column, message, hint)
        )
    faulty = {fault.key for fault in unreadable if fault.key}
    works: dict[str, Work] = {}
    for entry in entries:
        reader = EntryReader(entry)
        try:
            work = _work(entry, reader)
        except Exception as problem:  # whatever a library makes of an entry, the others are read
            message = f'"{entry.key}" can\'t be read ({type(problem).__name__}: {problem})'
            reader.faults.append(BibtexFault("bibliography-syntax", entry.key, entry.line, message))
        diagnostics += [_diagnostic(fault, path) for fault in reader.faults]
        if any(not fault.doubtful for fault in reader.faults):
            faulty.add(entry.key)
        else:
            works[entry.key] = work
    return Bibliography(works, path, frozenset(faulty - works.keys())), diagnostics


def _work(entry: BibtexEntry, reader: EntryReader) -> Work:
    csl = reader.read()
    verified, finding = entry.fields.get("verified", ""), entry.fields.get("finding", "")
    return Work(entry.key, verified.strip() == "yes", " ".join(finding.split()), csl, entry.line)


def _diagnostic(fault: BibtexFault, path: str) -> Diagnostic:
    severity = Severity.WARNING if fault.doubtful else Severity.ERROR
    return Diagnostic(fault.code, severity, path, fault.line, 1, fault.message, fault.remedy)
