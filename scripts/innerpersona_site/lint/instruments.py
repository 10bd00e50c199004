"""The faults of questionnaires, as diagnostics."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from innerpersona_quiz.instruments import instrument_folder, instrument_ids
from innerpersona_quiz.instruments.faults import Fault
from innerpersona_quiz.validation import check_folder
from innerpersona_site.cache import Cache, digest, dump, load
from innerpersona_site.content.scaffold import count_lines
from innerpersona_site.diagnostics import Diagnostic, Severity


def check_instruments(cache: Cache, code: str, root: Path) -> tuple[list[Diagnostic], frozenset[str]]:
    """Check every questionnaire that the site knows. Paths are shown relative to `root`.

    Returns:
        The faults, and the questionnaires with words still to be written: a page that has one is a draft.
    """
    found: list[Diagnostic] = []
    unwritten = set()
    for id in instrument_ids():
        faults = _faults(id, cache, code)
        found += instrument_diagnostics(faults, root)
        if any(fault.kind == "unwritten" for fault in faults):
            unwritten.add(id)
    return found, frozenset(unwritten)


def _faults(id: str, cache: Cache, code: str) -> Sequence[Fault]:
    """Return the faults of a questionnaire, from the cache where its files are as they were: people are simulated."""
    folder = instrument_folder(id)
    files = [
        part for file in sorted(folder.iterdir()) if file.is_file() for part in (file.name, file.read_bytes())
    ]
    name = f"instrument:{digest(code, str(folder), *files)}"
    stored: list[Fault] | None = load(cache.get(name) or b"")
    if stored is None:
        stored = list(check_folder(folder))
        cache.put_many({name: dump(stored)})
    return stored


def instrument_diagnostics(faults: Iterable[Fault], root: Path) -> list[Diagnostic]:
    """Return the faults of a questionnaire; all that is still to be written is one diagnostic of each file.

    What is only worth a thought is left to `innerpersona-quiz validate`.
    """
    found, unwritten = [], dict[str, list[Fault]]()
    for fault in faults:
        if fault.kind == "unwritten":
            unwritten.setdefault(fault.file, []).append(fault)
        elif fault.level != "note":
            path, line, message = _place(fault, root), max(1, fault.line), f"{fault.key}: {fault.problem}"
            found.append(
                Diagnostic("medical-claim", Severity.WARNING, path, line, 1, message, fault.fix)
                if fault.kind == "claim"
                else Diagnostic("instrument-fault", Severity.ERROR, path, line, 1, message, fault.fix)
            )
    for all_of_a_file in unwritten.values():
        first = all_of_a_file[0]
        path, line = _place(first, root), max(1, first.line)
        message = f"{count_lines(len(all_of_a_file))} still to be written, first {first.key}"
        hint = f"{first.fix} Take no other questionnaire's statements."
        found.append(Diagnostic("instrument-placeholder", Severity.WARNING, path, line, 1, message, hint))
    return found


def _place(fault: Fault, root: Path) -> str:
    return Path(os.path.relpath(fault.file, root)).as_posix()
