"""The faults of questionnaires, as diagnostics."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from innerpersona_quiz.instruments import instrument_folder, instrument_ids
from innerpersona_quiz.instruments.faults import Fault
from innerpersona_quiz.validation import check_folder
from innerpersona_site.content.scaffold import count_lines
from innerpersona_site.diagnostics import Diagnostic, Severity


def check_instruments(root: Path) -> list[Diagnostic]:
    """Return every fault of every questionnaire that the site knows. Paths are shown relative to `root`."""
    return [
        fault
        for id in instrument_ids()
        for fault in instrument_diagnostics(check_folder(instrument_folder(id)), root)
    ]


def instrument_diagnostics(faults: Iterable[Fault], root: Path) -> list[Diagnostic]:
    """Return the faults of a questionnaire; all that is still to be written is one diagnostic of each file.

    What is only worth a thought is left to `innerpersona-quiz validate`.
    """
    found, unwritten = [], dict[str, list[Fault]]()
    for fault in faults:
        if fault.level == "warning":
            unwritten.setdefault(fault.file, []).append(fault)
        elif fault.level == "error":
            path, line, message = _place(fault, root), max(1, fault.line), f"{fault.key}: {fault.problem}"
            found.append(Diagnostic("instrument-fault", Severity.ERROR, path, line, 1, message, fault.fix))
    for all_of_a_file in unwritten.values():
        first = all_of_a_file[0]
        path, line = _place(first, root), max(1, first.line)
        message = f"{count_lines(len(all_of_a_file))} still to be written, first {first.key}"
        hint = f"{first.fix} Take no other questionnaire's statements."
        found.append(Diagnostic("instrument-placeholder", Severity.WARNING, path, line, 1, message, hint))
    return found


def _place(fault: Fault, root: Path) -> str:
    return Path(os.path.relpath(fault.file, root)).as_posix()


def unwritten_instruments() -> frozenset[str]:
    """Return the questionnaires with words that are still to be written; a page that has one is a draft."""
    return frozenset(
        id
        for id in instrument_ids()
        if any(fault.level == "warning" for fault in check_folder(instrument_folder(id)))
    )
