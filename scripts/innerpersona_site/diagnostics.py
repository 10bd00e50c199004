"""A fault in the content: where it is, what is wrong, and what to write instead."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

CURLY: Final = re.compile(r"[“”„«‘’‚].*[“”«»‘’]", re.S)
"""A text in typographic quotation marks, which are no quotation marks in YAML and in the options of blocks."""

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs of a pushed file that would command the reader's terminal, break the line or turn its direction."""


class Severity(StrEnum):
    """How much a fault matters.

    An error stops the build. A warning does not, but somebody should look at it. A note is for who keeps the
    stock in order, and is counted rather than shown where nobody asks.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault.

    `path` is as the reader would type it, with forward slashes; `line` and `column` count from 1.
    `hint` says how to mend it and ends in a valid example; it may span lines and may be empty.
    """

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    hint: str = ""

    def format(self) -> str:
        """Return `path:line:column: severity[code]: message`, the hint indented below it."""
        head = f"{self.path}:{self.line}:{self.column}: {self.severity}[{self.code}]: {self.message}"
        head = _CONTROL.sub(lambda sign: sign[0].encode("unicode_escape").decode(), head)
        hint = [f"    {_CONTROL.sub('', line)}".rstrip() for line in self.hint.split("\n") if self.hint]
        return "\n".join([head, *hint])

    def as_json(self) -> dict[str, str | int]:
        """Return the fields as JSON values."""
        return asdict(self) | {"severity": str(self.severity)}


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics in reading order: path, line, column, code; each once."""
    return sorted(set(diagnostics), key=lambda d: (d.path, d.line, d.column, d.code, d.message))


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those that must stop a build."""
    return [d for d in diagnostics if d.severity is Severity.ERROR]


def warnings(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those that somebody should look at, though they stop nothing."""
    return [d for d in diagnostics if d.severity is Severity.WARNING]


def format_all(diagnostics: Iterable[Diagnostic], *, notes: bool = False) -> str:
    """Return every diagnostic in reading order, then a line that counts them; nothing for none.

    Notes are shown where `notes` says so, and counted in any case.
    """
    found = ordered(diagnostics)
    if not found:
        return ""
    shown = [d.format() for d in found if notes or d.severity is not Severity.NOTE]
    return "\n".join([*shown, total(found)])


def total(diagnostics: Iterable[Diagnostic]) -> str:
    """Return how many there are of each severity: `1 error, 2 warnings`, and notes where there are any."""
    count = Counter(d.severity for d in diagnostics)
    parts = [_counted(count[Severity.ERROR], "error"), _counted(count[Severity.WARNING], "warning")]
    if count[Severity.NOTE]:
        parts.append(_counted(count[Severity.NOTE], "note"))
    return ", ".join(parts)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word`, whatever the capitals, or None where none is close."""
    folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    close = difflib.get_close_matches(word.casefold(), sorted(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean "x"?)`, or nothing where no known word is close."""
    close = nearest(word, known)
    return f' (did you mean "{close}"?)' if close else ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
