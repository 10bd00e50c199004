"""The faults of instrument files, as diagnostics."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import innerpersona_quiz
from innerpersona_quiz.faults import InstrumentError
from innerpersona_quiz.load import parse_instrument
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
    return []
