"""Check questionnaires: every fault of their files at once, with its place and its fix."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from innerpersona_quiz.instruments import instrument_folder, instrument_ids
from innerpersona_quiz.instruments.faults import (
    Fault,
    InstrumentError,
    Key,
    key_text,
    nearest_line,
    nearest_name,
)
from innerpersona_quiz.instruments.parsing import (
    QUESTIONNAIRE,
    TEXTS,
    Read,
    outline,
    parse_instrument,
    read_table,
    response_scales,
)
from innerpersona_quiz.instruments.rules import Checker, check_questionnaire
from innerpersona_quiz.kinds import KINDS, kind_of
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.validation.rationale import rationale_faults
from innerpersona_quiz.validation.texts import claim_faults, text_faults


def check_folders(folders: Sequence[Path]) -> list[Fault]:
    """Return every fault of the questionnaires in these folders."""
    return [fault for folder in folders for fault in check_folder(folder)]


def check_known() -> tuple[list[Path], list[Fault]]:
    """Return the folders of all known questionnaires, and every fault in them."""
    folders = [instrument_folder(id) for id in instrument_ids()]
    return folders, check_folders(folders)


def check_folder(folder: Path) -> list[Fault]:
    """Return every fault of the questionnaire in a folder, whose name is to be its id."""
    return check(lambda name: (folder / name).read_text("utf-8"), str(folder), folder.name)


def check(read: Read, folder: str, id: str) -> list[Fault]:
    """Return every fault of a questionnaire; `read` gives the text of a file of its folder, which is named in faults."""
    faults: list[Fault] = []
    try:
        parse_instrument(read, folder)
    except InstrumentError as error:
        faults += error.faults
    table, lines, _ = read_table(read, folder, QUESTIONNAIRE)
    if table is None:
        return faults
    file = f"{folder}/{QUESTIONNAIRE}"
    if isinstance(table.get("id"), str) and table["id"] != id:
        problem = f'The folder is called "{id}" and the id is "{table["id"]}".'
        faults.append(
            Fault(file, lines.get(("id",), 0), "id", problem, "Give the folder the name of its id.")
        )
    checker = Checker()
    check_questionnaire(table, response_scales(), checker)
    if checker.problems:
        return faults  # what the texts have to hold follows from a sound questionnaire
    instrument = outline(table)
    problems = list(_kind_problems(instrument))
    faults += [
        Fault(file, nearest_line(key, lines), key_text(key), problem, fix) for key, problem, fix in problems
    ]
    faults += _short_form_notes(instrument, file, lines)
    faults += rationale_faults(read, folder, [item.id for item in instrument.items])
    texts, text_lines, _ = read_table(read, folder, TEXTS)
    if texts is not None:
        faults += claim_faults(texts, read(TEXTS), text_lines, f"{folder}/{TEXTS}")
    if texts is not None and not problems:
        faults += text_faults(instrument, texts, text_lines, f"{folder}/{TEXTS}")
    return faults


def _kind_problems(instrument: Instrument) -> Iterator[tuple[Key, str, str]]:
    if instrument.kind not in KINDS:
        fix = nearest_name(instrument.kind, list(KINDS), "Name a kind")
        yield ("kind",), f'There is no kind "{instrument.kind}".', fix
        return
    kind = kind_of(instrument)
    yield from kind.problems(instrument)
    known = {scale.id for scale in instrument.scales}
    compared = known | (set() if list(kind.problems(instrument)) else set(kind.regions(instrument)))
    for index, friction in enumerate(instrument.frictions):
        named = [friction.both] if friction.both else [*(friction.one_each or friction.opposed or ())]
        for id in named:
            if id not in compared:
                fix = nearest_name(str(id), sorted(compared), "Name a scale")
                yield ("frictions", index), f'There is no scale "{id}".', fix


def _short_form_notes(instrument: Instrument, file: str, lines: Mapping[Key, int]) -> Iterator[Fault]:
    """Yield a note for each pair of near-synonymous items that the short form has both of."""
    short = {item.id for item in instrument.items if item.short_form}
    for pair in instrument.near_pairs:
        if short >= {*pair}:
            problem = f"The short form asks for nearly the same twice: {pair[0]} and {pair[1]}."
            fix = "Take another item of that scale into the short form in place of one of them."
            yield Fault(file, nearest_line(("near_pairs",), lines), "near_pairs", problem, fix, level="note")


def errors(faults: Sequence[Fault]) -> list[Fault]:
    """Return the faults that keep a questionnaire from being used."""
    return [fault for fault in faults if fault.level == "error"]


def validation_text(folders: Sequence[Path], faults: Sequence[Fault]) -> str:
    """Return the faults, one a line, and how many there are."""
    count = f"{len(folders)} questionnaire{'' if len(folders) == 1 else 's'} checked with all texts: "
    found = len(errors(faults))
    total = f"{found} fault{'' if found == 1 else 's'}" if found else "no faults"
    rest = len(faults) - found
    more = f", {rest} remark{'' if rest == 1 else 's'}" if rest else ""
    return "\n".join([*(str(fault) for fault in faults), f"{count}{total}{more}."]) + "\n"


def validation_result(folders: Sequence[Path], faults: Sequence[Fault]) -> dict[str, Any]:
    """Return the same as values that JSON can hold."""
    return {"folders": [str(folder) for folder in folders], "faults": [asdict(fault) for fault in faults]}
