"""A sheet of answers as it comes in a request, checked against its instrument; and results from before."""

import math
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from innerpersona_quiz.errors import RequestError, shown
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.instruments.parsing import short_form
from innerpersona_quiz.model import Instrument, Sheet
from innerpersona_quiz.scoring.change import Result
from innerpersona_quiz.texts.errors import quoted_list, request_error, sentence

FORMS: tuple[str, ...] = ("full", "short")
"""What "form" may be: every question, or those of the short form alone."""

EXPECTED = ("instrument_version", "instrument_hash")
"""Fields that say which edition the answers were given to; checked where they are there."""

SHEET_OPTIONS = ("form", "seconds", "engine")
"""Fields that a sheet may have besides its answers."""

SHEET_FIELDS = ("api", "op", "instrument", "answers", *EXPECTED, *SHEET_OPTIONS)
"""Every field that a sheet may have where it stands inside a request."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


@contextmanager
def within(place: str) -> Iterator[None]:
    """Name the fields of RequestErrors from a place further up in the request."""
    try:
        yield
    except RequestError as error:
        field = place if error.field is None else f"{place}.{error.field}"
        raise RequestError(error.code, field, error.message) from None


def check_fields(
    table: Mapping[str, object],
    known: Collection[str],
    owner: str,
    needed: Collection[str] = (),
    **values: object,
) -> None:
    """Refuse a table with a field that is not known, or without one that is needed.

    `owner` says which sentence it gets: "operation" (with the value `op`), "sheet" or "side".
    """
    for name in needed:
        if name not in table:
            raise request_error("missing_field", name, "missing_field", owner, name=name, **values)
    for name in table:
        if name not in known:
            given = {"name": shown(name), "known": quoted_list(sorted(known)), **values}
            raise request_error("unknown_field", shown(name), "unknown_field", owner, **given)


def object_of(value: object, name: str, expected: str) -> dict[str, object]:
    """Return an object of a request; RequestError, saying what is expected, if it is none."""
    if not isinstance(value, dict):
        what = sentence("expected", expected)
        raise request_error("wrong_type", name, "wrong_type", "object", name=name, expected=what)
    return value


def parse_sheet(table: dict[str, object]) -> Sheet:
    """Read the fields of a sheet of answers, those that are not there being taken as empty."""
    full = _instrument(table)
    if _form(table) == "full":
        return Sheet(
            full, _answers(table.get("answers", {}), full), _seconds(table, full), engine=_engine(table)
        )
    try:
        short = short_form(full)
    except ValueError:
        raise request_error("no_short_form", "form", instrument=full.id) from None
    answers = _answers(table.get("answers", {}), full)
    kept = {item.id for item in short.items}
    for name in answers:
        if name not in kept:
            raise request_error("item_not_in_form", f"answers.{name}", name=name)
    return Sheet(short, answers, _seconds(table, full), full, _engine(table))


def parse_answered(table: dict[str, object]) -> Sheet:
    """Read a sheet of answers that stands inside a request, refusing fields that it does not have."""
    check_fields(table, SHEET_FIELDS, "sheet", ("answers",))
    return parse_sheet(table)


def parse_compared(request: dict[str, object], name: str) -> Sheet | Result:
    """Read one side of a change; what is wrong with it is named from the request's top."""
    table = object_of(request[name], name, "compared")
    with within(name):
        return parse_result(table) if "scales" in table else parse_answered(table)


def _instrument(table: dict[str, object]) -> Instrument:
    name = text_of(table, "instrument")
    if name not in instrument_ids():
        known = quoted_list(instrument_ids())
        raise request_error("unknown_instrument", "instrument", name=shown(name), known=known)
    instrument = load_instrument(name)
    for key, code, actual in (
        ("instrument_version", "version_mismatch", instrument.version),
        ("instrument_hash", "hash_mismatch", instrument.hash),
    ):
        if key in table and text_of(table, key, expected="text") != actual:
            values = {"instrument": name, "version": instrument.version}
            raise request_error(code, key, "edition", "sheet", **values)
    return instrument


def _answers(value: object, instrument: Instrument) -> dict[str, int | None]:
    known = {item.id for item in instrument.items}
    ends = {"low": instrument.lowest, "high": instrument.highest}
    answers: dict[str, int | None] = {}
    for name, answer in object_of(value, "answers", "answers").items():
        place = f"answers.{shown(name)}"
        if name not in known:
            values = {"instrument": instrument.id, "name": shown(name)}
            raise request_error("unknown_item", place, "unknown_item", "answer", **values)
        if answer is not None and type(answer) is not int:
            raise request_error("answer_not_whole_number", place, **ends)
        if answer is not None and not instrument.lowest <= answer <= instrument.highest:
            raise request_error("answer_out_of_range", place, **ends)
        answers[name] = answer
    return answers


def _form(table: dict[str, object]) -> str:
    form = text_of(table, "form") if "form" in table else "full"
    if form not in FORMS:
        raise request_error("unknown_form", "form", name=shown(form), known=quoted_list(FORMS))
    return form


def _seconds(table: dict[str, object], instrument: Instrument) -> dict[str, float]:
    value = object_of(table.get("seconds", {}), "seconds", "seconds")
    known = {item.id for item in instrument.items}
    seconds: dict[str, float] = {}
    for name, time in value.items():
        place = f"seconds.{shown(name)}"
        if name not in known:
            values = {"instrument": instrument.id, "name": shown(name)}
            raise request_error("unknown_item", place, "unknown_item", "time", **values)
        if isinstance(time, bool) or not isinstance(time, int | float) or not 0 <= time < math.inf:
            raise request_error("bad_seconds", place)
        seconds[name] = float(time)
    return seconds


def _engine(table: dict[str, object]) -> str | None:
    if "engine" not in table:
        return None
    engine = text_of(table, "engine")
    if not _SHA256.fullmatch(engine):
        raise request_error("bad_engine", "engine")
    return engine


def parse_result(table: dict[str, object]) -> Result:
    """Read a result of the operation "score", of which only what a comparison needs is looked at.

    Raises RequestError, naming the field.
    """
    scales = object_of(table["scales"], "scales", "result")
    calibration = table.get("calibration")
    if calibration is not None:
        calibration = text_of(
            object_of(calibration, "calibration", "result"), "hash", expected="calibration_hash"
        )
    return Result(
        instrument=text_of(table, "instrument"),
        version=text_of(table, "instrument_version"),
        hash=text_of(table, "instrument_hash"),
        form=_form(table),
        calibration=calibration,
        scales={shown(id): _stored_scale(f"scales.{shown(id)}", found) for id, found in scales.items()},
    )


def _stored_scale(place: str, found: object) -> tuple[float, float] | None:
    if not isinstance(found, dict) or "score" not in found or "se" not in found:
        raise request_error("wrong_type", place, "wrong_type", "stored_scale")
    score, se = found["score"], found["se"]
    if score is None and se is None:
        return None
    for name, value in (("score", score), ("se", se)):
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e6:
            raise request_error("wrong_type", f"{place}.{name}", "wrong_type", "stored_number")
    if se < 1e-6:
        raise request_error("wrong_type", f"{place}.se", "wrong_type", "stored_error")
    return float(score), float(se)


def text_of(table: dict[str, object], name: str, *, expected: str = "") -> str:
    """Return the text in a field; RequestError if it is missing or no text.

    What the error says to send is the text `expected` in texts/errors.toml, by default that of the field's name.
    """
    value = table.get(name)
    if isinstance(value, str):
        return value
    code = "wrong_type" if name in table else "missing_field"
    what = sentence("expected", expected or name)
    raise request_error(code, name, code, "text", name=name, expected=what)
