"""The faults of questionnaires, as diagnostics."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from innerpersona_quiz.instruments import instrument_folder, instrument_ids
from innerpersona_quiz.instruments.faults import Fault
from innerpersona_quiz.validation import check_folder
from innerpersona_quiz.validation.rationale import RATIONALE
from innerpersona_site.cache import Cache, digest, dump, load
from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.content.scaffold import count_lines
from innerpersona_site.diagnostics import Diagnostic, Severity, did_you_mean
from innerpersona_site.lint.inline import find_citations

_COMMENT: Final = re.compile(r"^\s*#.*$", re.M)


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
        if any(fault.level == "warning" for fault in faults):
            unwritten.add(id)
    return found, frozenset(unwritten)


def check_rationales(bibliography: Bibliography, root: Path) -> list[Diagnostic]:
    """Check that the works that statements' reasons cite are in the bibliography. Paths are shown relative to `root`."""
    faults = []
    for id in instrument_ids():
        file = instrument_folder(id) / RATIONALE
        if not file.is_file():
            continue
        path = Path(os.path.relpath(file, root)).as_posix()
        source = _COMMENT.sub("", file.read_text("utf-8", "replace"))
        citations, unreadable = find_citations(source, 1, path)
        faults += unreadable
        for found in citations:
            if found.key not in bibliography and found.key not in bibliography.faulty:
                message = (
                    f'"{found.key}" is not in the bibliography{did_you_mean(found.key, bibliography.works)}'
                )
                hint = "Add the work to docs/references.bib, or cite one that is there."
                place = (found.line, found.column)
                faults.append(Diagnostic("citation-unknown", Severity.ERROR, path, *place, message, hint))
    return faults


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
