"""Check instrument files and the texts of their reports: every fault at once, with its place and its fix."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from innerpersona_quiz.faults import Fault, InstrumentError, locate
from innerpersona_quiz.load import instrument_ids, parse_instrument
from innerpersona_quiz.report.text_rules import Scales, text_faults
from innerpersona_quiz.resources import parse_toml, read_text

type Read = Callable[[str], str]
"""Returns the text of a file; OSError if there is none."""


def check_shipped() -> tuple[list[str], list[Fault]]:
    """Return the package's own instrument files and every fault in them and in their texts."""
    files = [f"instruments/{id}.toml" for id in instrument_ids()]
    faults: list[Fault] = []
    for file, id in zip(files, instrument_ids(), strict=True):
        faults += check(
            read_text(file),
            file,
            id,
            f"report/texts/{id}.toml",
            read_text,
            lambda name: read_text(f"instruments/{name}"),
        )
    return files, faults


def check_files(paths: Sequence[Path]) -> list[Fault]:
    """Return every fault of these instrument files and of their texts.

    The texts of instruments/NAME.toml are in report/texts/NAME.toml beside that folder, as in the package; those of
    NAME.toml in any other folder are in NAME.texts.toml beside it.

    Raises OSError for an instrument file that cannot be read, UnicodeDecodeError for one that is not UTF-8.
    """
    faults: list[Fault] = []
    for path in paths:
        folder = path.parent
        texts = (
            folder.parent / "report" / "texts" / path.name
            if folder.name == "instruments"
            else folder / f"{path.stem}.texts.toml"
        )
        source = path.read_text("utf-8")
        faults += check(source, str(path), path.stem, str(texts), _read, partial(_read_in, folder))
    return faults


def _read(path: str) -> str:
    return Path(path).read_text("utf-8")


def _read_in(folder: Path, name: str) -> str:
    return _read(str(folder / name))


def check(
    source: str, file: str, name: str, texts_file: str, read_texts: Read, read_calibration: Read
) -> list[Fault]:
    """Return every fault of an instrument, which is to be called `name`, and of the texts of its report."""
    faults: list[Fault] = []
    try:
        parse_instrument(source, file, read_calibration)
    except InstrumentError as error:
        faults += error.faults
    try:
        table = parse_toml(source)
    except ValueError:
        return faults  # told already, and without the scales there is nothing to hold the texts to
    if isinstance(table.get("id"), str) and table["id"] != name:
        line = locate(source).get(("id",), 0)
        problem = f'The file is called "{name}" and its id is "{table["id"]}".'
        faults.append(Fault(file, line, "id", problem, "Give the file the name of its id."))
    try:
        texts = read_texts(texts_file)
    except OSError:
        problem = "The texts of this instrument’s report are missing."
        fault = Fault(texts_file, 0, "(the whole file)", problem, "Write them; attachment’s show the shape.")
        return [*faults, fault]
    return [*faults, *text_faults(str(table.get("id", name)), _scales(table), texts, texts_file)]


def _scales(table: dict[str, Any]) -> Scales:
    """Return the ids of scales and facets, as far as the table holds such; its faults are told elsewhere."""
    found: dict[str, list[str]] = {}
    for scale in _tables(table.get("scales")):
        facets = [facet["id"] for facet in _tables(scale.get("facets")) if isinstance(facet.get("id"), str)]
        if isinstance(scale.get("id"), str):
            found[scale["id"]] = facets
    return found


def _tables(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def validation_text(files: Sequence[str], faults: Sequence[Fault]) -> str:
    """Return the faults, one a line, and how many there are."""
    count = f"{len(files)} instrument{'' if len(files) == 1 else 's'} checked with the texts of the reports: "
    total = f"{len(faults)} fault{'' if len(faults) == 1 else 's'}." if faults else "no faults."
    return "\n".join([*(str(fault) for fault in faults), count + total]) + "\n"


def validation_result(files: Sequence[str], faults: Sequence[Fault]) -> dict[str, object]:
    """Return the same as values that JSON can hold."""
    return {"files": list(files), "faults": [asdict(fault) for fault in faults]}
