"""Find citations and links in a page's Markdown, with line and column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from innerpersona_site.content.citations import (
    CITATION,
    EXAMPLE,
    MENTION,
    CitationSyntaxError,
    parse_citation,
)
from innerpersona_site.diagnostics import Diagnostic, Severity

_LINK: Final = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?([^\s)>]+)")


@dataclass(frozen=True, slots=True)
class FoundCitation:
    """One work cited at one place."""

    key: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class FoundLink:
    """The target of an inline link, and where it stands."""

    href: str
    line: int
    column: int


def find_citations(blanked: str, first_line: int, path: str) -> tuple[list[FoundCitation], list[Diagnostic]]:
    """Return the citations of a body whose code is blanked out, and those that can't be read."""
    found: list[FoundCitation] = []
    faults: list[Diagnostic] = []
    for match in CITATION.finditer(blanked):
        try:
            works = parse_citation(match[1])
        except CitationSyntaxError as fault:
            line, column = _place(blanked, match.start(1) + fault.offset, first_line)
            faults.append(_unreadable(path, line, column, f"this citation can't be read: {fault}"))
            continue
        for work in works:
            line, column = _place(blanked, match.start(1) + work.offset, first_line)
            found.append(FoundCitation(work.key, line, column))
    spans = [match.span() for match in CITATION.finditer(blanked)]
    for match in MENTION.finditer(blanked):
        if not any(start <= match.start() < end for start, end in spans):
            line, column = _place(blanked, match.start(), first_line)
            message = f'"{match[0]}" is not in brackets of its own, so it is no citation'
            faults.append(_unreadable(path, line, column, message))
    return found, faults


def find_links(blanked: str, first_line: int) -> list[FoundLink]:
    """Return the inline links of a body whose code is blanked out."""
    return [
        FoundLink(match[1], *_place(blanked, match.start(1), first_line)) for match in _LINK.finditer(blanked)
    ]


def _unreadable(path: str, line: int, column: int, message: str) -> Diagnostic:
    hint = f"Write one of:\n{EXAMPLE}"
    return Diagnostic("citation-syntax", Severity.ERROR, path, line, column, message, hint)


def _place(text: str, position: int, first_line: int) -> tuple[int, int]:
    line = text.count("\n", 0, position)
    return first_line + line, position - text.rfind("\n", 0, position)
