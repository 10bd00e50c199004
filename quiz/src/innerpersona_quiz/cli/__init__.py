"""The command line: the same answers, the same code, the same report as in the browser."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from innerpersona_quiz import API_VERSION, wire
from innerpersona_quiz.cli.arguments import parser
from innerpersona_quiz.cli.codebook import codebook
from innerpersona_quiz.cli.person_files import side_of
from innerpersona_quiz.cli.text_output import (
    calibration_text,
    change_text,
    holds_text,
    list_text,
    plan_text,
    score_text,
    sheet_text,
    show_text,
)
from innerpersona_quiz.instruments import (
    add_folders,
    added_folders,
    instrument_folder,
    instrument_ids,
    load_instrument,
    remove_folders,
)
from innerpersona_quiz.instruments.faults import InstrumentError
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.validation import check_folders, errors, validation_result, validation_text
from innerpersona_quiz.validation.people import common_texts

OK, REFUSED, MISUSED = 0, 1, 2
"""Exit codes: done; the answers were refused or a file has faults; the command or a file could not be used."""


class CommandError(Exception):
    """A failure of the command line, told in one sentence, with the exit code to end on."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 answers refused or faults found, 2 wrong use."""
    arguments = parser().parse_args(argv)
    code, known = OK, added_folders()
    try:
        _add(arguments.instruments)
        output = _COMMANDS[arguments.command](arguments)
        if isinstance(output, tuple):
            output, code = output
    except CommandError as error:
        print(f"innerpersona-quiz: {error}", file=sys.stderr)
        return error.code
    finally:
        remove_folders(folder.name for folder in added_folders() if folder not in known)
    # Bytes, so that a report is the same file whatever the terminal's encoding or the system's line ends.
    sys.stdout.buffer.write(output.encode("utf-8"))
    sys.stdout.flush()
    return code


def _add(folders: list[str]) -> None:
    try:
        add_folders(map(Path, folders))
    except ValueError as error:
        raise CommandError(str(error), MISUSED) from error


def _score(arguments: argparse.Namespace) -> str:
    result = _asked(arguments.answers, "score")
    return _json(result) if arguments.format == "json" else score_text(result)


def _report(arguments: argparse.Namespace) -> str:
    html = str(_asked(arguments.answers, "document")["html"])
    if arguments.output is None:
        return html
    _write(arguments.output, html)
    return f"Wrote {arguments.output}.\n"


def _change(arguments: argparse.Namespace) -> str:
    sides = {"before": arguments.before, "after": arguments.after}
    request = {"api": API_VERSION, "op": "change"} | {
        name: _comparable(_object(path)) for name, path in sides.items()
    }
    result = _result(json.dumps(request), " and ".join(map(_name, sides.values())))
    return _json(result) if arguments.format == "json" else change_text(result)


def _comparable(table: dict[str, Any]) -> dict[str, Any]:
    """Return what a comparison needs of a stored result; the rest of it would only make the request large."""
    if not isinstance(table.get("scales"), dict):
        return table
    scales = {
        id: {name: found[name] for name in ("score", "se") if name in found}
        if isinstance(found, dict)
        else found
        for id, found in table["scales"].items()
    }
    kept = ("instrument", "instrument_version", "instrument_hash", "form", "calibration")
    return {name: table[name] for name in kept if name in table} | {"scales": scales}


def _share(arguments: argparse.Namespace) -> str:
    sheets = [_object(path) for path in arguments.answers]
    request = {"api": API_VERSION, "op": "share", "sheets": sheets, "name": arguments.name}
    return f"{_result(json.dumps(request), ' and '.join(map(_name, arguments.answers)))['code']}\n"


def _read_code(arguments: argparse.Namespace) -> str:
    side = _side(arguments.code)
    if "code" not in side:
        raise CommandError(
            f"{_name(arguments.code)} holds answers and no code. “share” makes a code of it.", REFUSED
        )
    request = {"api": API_VERSION, "op": "read", "code": side["code"]}
    holds = _result(json.dumps(request), _name(arguments.code))["holds"]
    return _json(holds) if arguments.format == "json" else holds_text(holds)


def _compare(arguments: argparse.Namespace) -> str:
    sides = {"a": _side(arguments.a), "b": _side(arguments.b)}
    request = {"api": API_VERSION, "op": "compare_document", "committed": arguments.committed, **sides}
    html = str(_result(json.dumps(request), f"{_name(arguments.a)} and {_name(arguments.b)}")["html"])
    if arguments.output is None:
        return html
    _write(arguments.output, html)
    return f"Wrote {arguments.output}.\n"


def _side(path: str) -> dict[str, Any]:
    """Return the person that a file stands for, not looked into yet."""
    try:
        return side_of(_read(path))
    except ValueError as error:
        raise CommandError(
            f"{_name(path)} is neither a code nor valid JSON. Give a code, or a file of answers.", REFUSED
        ) from error


def _list(arguments: argparse.Namespace) -> str:
    if arguments.format == "json":
        return _json(_result(json.dumps({"api": API_VERSION, "op": "describe"}), "describe"))
    return list_text([load_instrument(id) for id in instrument_ids()])


def _show(arguments: argparse.Namespace) -> str:
    instrument = _instrument(arguments.id)
    if arguments.format == "sheet":
        return sheet_text(instrument)
    return _json(asdict(instrument)) if arguments.format == "json" else show_text(instrument)


def _validate(arguments: argparse.Namespace) -> tuple[str, int]:
    folders = [Path(path) for path in arguments.folders] or [instrument_folder(id) for id in instrument_ids()]
    for folder in folders:
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder. Give the folder of a questionnaire.", MISUSED)
    faults = check_folders(folders)
    if not errors(faults):
        _add([str(folder) for folder in folders if folder.name not in instrument_ids()])
        for folder in folders:
            if folder.resolve() == instrument_folder(folder.name).resolve():
                faults += common_texts(folder.name, folder)
    as_json = arguments.format == "json"
    text = _json(validation_result(folders, faults)) if as_json else validation_text(folders, faults)
    return text, REFUSED if errors(faults) else OK


def _self_check(arguments: argparse.Namespace) -> str:
    from innerpersona_quiz.validation.self_check import FILE, PEOPLE, self_check, self_check_text

    instrument = _instrument(arguments.id)
    people = PEOPLE if arguments.people is None else arguments.people
    if people < 2:
        raise CommandError("--people is less than 2. Simulate some hundred people at least.", MISUSED)
    text = self_check_text(self_check(instrument.id, people), people)
    path = arguments.output or str(instrument_folder(instrument.id) / FILE)
    _write(path, text)
    return f"{text}\nWrote {path}.\n"


def _calibrate(arguments: argparse.Namespace) -> str:
    instrument = _calibratable(arguments)
    if not arguments.sample.strip():
        raise CommandError("--sample is empty. Say how these people came to take part.", MISUSED)
    with _numpy():
        from innerpersona_quiz.calibration.donated import read_donated, screen
        from innerpersona_quiz.calibration.errors import CalibrationError
        from innerpersona_quiz.calibration.study import calibrate
    try:
        exports = read_donated([Path(path) for path in arguments.exports], instrument)
        content = calibrate(
            screen(exports, instrument), instrument, arguments.sample, arguments.accept_dependence
        )
    except CalibrationError as error:
        raise CommandError(str(error), REFUSED) from error
    text = _json(content)
    _write(arguments.output, text)
    return text if arguments.format == "json" else f"{calibration_text(content)}Wrote {arguments.output}.\n"


def _plan(arguments: argparse.Namespace) -> str:
    if min(arguments.n) < 100:
        raise CommandError("--n is below 100: the errors would be guesses. Plan for more people.", MISUSED)
    instrument = _calibratable(arguments)
    with _numpy():
        from innerpersona_quiz.calibration.planning import plan
    found = plan(instrument, sorted(set(arguments.n)))
    return _json(found) if arguments.format == "json" else plan_text(found)


def _codebook(arguments: argparse.Namespace) -> str:
    return codebook([_instrument(id) for id in arguments.ids or instrument_ids()])


def _calibratable(arguments: argparse.Namespace) -> Instrument:
    """Return the questionnaire that is named by its id or its folder."""
    instrument = _instrument(arguments.instrument or _of_folder(arguments.file))
    if instrument.response_style == "centred":
        raise CommandError(
            f"“{instrument.id}” is scored against each person’s own mean, and a calibration cannot score that. Calibrate "
            "another questionnaire.",
            MISUSED,
        )
    return instrument


@contextmanager
def _numpy() -> Iterator[None]:
    """Say what to install where numpy is missing."""
    # Before it is loaded. The arrays are small: threads would only wait for each other, on a busy machine for long.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != "numpy":
            raise
        raise CommandError(
            "Calibrating needs numpy. Install it with: pip install 'innerpersona-quiz[calibrate]'", MISUSED
        ) from error


def _of_folder(path: str) -> str:
    """Return the id of the questionnaire in a folder, which is known from now on."""
    folder = Path(path)
    if folder.name not in instrument_ids() or folder.resolve() != instrument_folder(folder.name).resolve():
        _add([path])
    return folder.resolve().name


_COMMANDS: dict[str, Callable[[argparse.Namespace], str | tuple[str, int]]] = {
    "list": _list,
    "show": _show,
    "score": _score,
    "report": _report,
    "change": _change,
    "share": _share,
    "read": _read_code,
    "compare": _compare,
    "validate": _validate,
    "self-check": _self_check,
    "calibrate": _calibrate,
    "plan": _plan,
    "codebook": _codebook,
}
"""What each command runs: it returns the text to print, with an exit code if that is not OK."""


def _instrument(id: str) -> Instrument:
    if id not in instrument_ids():
        raise CommandError(
            f"There is no questionnaire “{id}”. There is: {', '.join(instrument_ids())}.", MISUSED
        )
    try:
        return load_instrument(id)
    except InstrumentError as error:
        raise CommandError(f"“{id}” has faults; see them all with: validate.\n{error}", REFUSED) from error


def _json(value: object) -> str:
    return json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _write(path: str, text: str) -> None:
    try:
        Path(path).write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise CommandError(f"{path} cannot be written ({error.strerror}).", MISUSED) from error


def _name(path: str) -> str:
    return "the standard input" if path == "-" else path


def _read(path: str) -> str:
    try:
        return (sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()).decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{_name(path)} cannot be read ({error.strerror}).", MISUSED) from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{_name(path)} is not text in UTF-8. Save it as such.", MISUSED) from error


def _object(path: str) -> dict[str, Any]:
    """Return the JSON object in a file."""
    try:
        table = json.loads(_read(path))
    except (ValueError, RecursionError) as error:
        raise CommandError(
            f"{_name(path)} is not valid JSON. Give a file of answers, or a result.", REFUSED
        ) from error
    if not isinstance(table, dict):
        raise CommandError(f"{_name(path)} is not an object. Give a file of answers, or a result.", REFUSED)
    return table


def _asked(path: str, op: str) -> dict[str, Any]:
    """Ask the api for `op` on a file of answers and return its result."""
    return _result(_with_op(_read(path), op), _name(path))


def _result(request: str, source: str) -> dict[str, Any]:
    """Return the api's result; `source` is named in the refusal."""
    response = json.loads(wire.handle(request))
    if not response["ok"]:
        error = response["error"]
        place = f" ({error['field']})" if error["field"] else ""
        raise CommandError(f"{source}{place}: {error['message']}", REFUSED)
    result: dict[str, Any] = response["result"]
    return result


def _with_op(text: str, op: str) -> str:
    """Return the file's text with the operation, and the api where it has none, put in front of its fields.

    The text itself goes on to the api as it is, so that what is wrong with it is found and told there.
    """
    body = text.lstrip()
    if not body.startswith("{"):
        return text
    try:
        known = json.loads(body)
    except (ValueError, RecursionError):
        return text
    head = f'"op":"{op}"' + ("" if "api" in known else f',"api":{API_VERSION}')
    return "{" + head + ("," if known else "") + body[1:]
