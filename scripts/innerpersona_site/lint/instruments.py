"""The faults of instrument files, as diagnostics."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import innerpersona_quiz
from innerpersona_quiz.instruments.faults import InstrumentError
from innerpersona_quiz.instruments.parsing import parse_instrument
from innerpersona_site.content.scaffold import PLACEHOLDER, count_lines
from innerpersona_site.diagnostics import Diagnostic, Severity

INSTRUMENTS: Final = Path("quiz/src/innerpersona_quiz/instruments")
"""Where a checkout keeps its instruments."""


def instruments_folder(checkout: Path) -> Path:
    """Return the folder of a checkout's instruments; those of the installed package where it has none."""
    own = checkout / INSTRUMENTS
    return own if own.is_dir() else Path(innerpersona_quiz.__file__).parent / "instruments"


def check_instruments(checkout: Path, root: Path) -> list[Diagnostic]:
    """Return every fault of every instrument file. Paths are shown relative to `root`."""
    found = []
    for file in sorted(instruments_folder(checkout).glob("*.toml")):
        shown = Path(os.path.relpath(file, root)).as_posix()
        found += check_instrument(file.read_text("utf-8"), shown)
    return found


def check_instrument(source: str, path: str) -> list[Diagnostic]:
    """Return every fault of an instrument written in TOML; `path` is what diagnostics show."""
    try:
        parse_instrument(source, path)
    except InstrumentError as error:
        return [
            Diagnostic(
                "instrument-fault",
                Severity.ERROR,
                path,
                max(1, fault.line),
                1,
                f"{fault.key}: {fault.problem}",
                fault.fix,
            )
            for fault in error.faults
        ]
    return _unwritten(source, path)


def _unwritten(source: str, path: str) -> list[Diagnostic]:
    """Return one warning for all that a new questionnaire leaves to be written."""
    found = [
        (number, match)
        for number, line in enumerate(source.splitlines(), start=1)
        if (match := PLACEHOLDER.search(line))
    ]
    if not found:
        return []
    number, match = found[0]
    message = f'{count_lines(len(found))} still to be written, first "{match[0][:60]}"'
    hint = (
        "Replace what stands between ‹ and › with your own words; take no other questionnaire's statements."
    )
    severity = Severity.WARNING
    return [Diagnostic("instrument-placeholder", severity, path, number, match.start() + 1, message, hint)]
