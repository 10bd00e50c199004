"""A sheet of answers as it comes in a request, checked against its instrument; and results from before."""

import math
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from innerpersona_quiz.errors import RequestError, listed, shown
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.instruments.parsing import short_form
from innerpersona_quiz.model import Instrument, Sheet
from innerpersona_quiz.scoring.change import Result

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
    table: Mapping[str, object], known: Collection[str], what: str, needed: Collection[str] = ()
) -> None:
    """Refuse a table with a field that is not known, or without one that is needed; `what` begins the message."""
    for name in needed:
        if name not in table:
            raise RequestError("missing_field", name, f"{what} has no “{name}”, which it needs. Add it.")
    for name in table:
        if name not in known:
            raise RequestError(
                "unknown_field",
                shown(name),
                f"{what} has no field “{shown(name)}”. Remove it, or use {listed(sorted(known))}.",
            )


def object_of(value: object, name: str, what: str) -> dict[str, object]:
    """Return an object of a request; RequestError, saying to send `what`, if it is none."""
    if not isinstance(value, dict):
        raise RequestError("wrong_type", name, f"“{name}” is not an object. Send {what}.")
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
        raise RequestError(
            "no_short_form", "form", f"“{full.id}” has no short form. Send “full”, or leave “form” out."
        ) from None
    answers = _answers(table.get("answers", {}), full)
    kept = {item.id for item in short.items}
    for name in answers:
        if name not in kept:
            raise RequestError(
                "item_not_in_form",
                f"answers.{name}",
                f"The short form does not have “{name}”. Remove it, or score the full form.",
            )
    return Sheet(short, answers, _seconds(table, full), full, _engine(table))


def parse_answered(table: dict[str, object]) -> Sheet:
    """Read a sheet of answers that stands inside a request, refusing fields that it does not have."""
    check_fields(table, SHEET_FIELDS, "A sheet of answers", ("answers",))
    return parse_sheet(table)


def parse_compared(request: dict[str, object], name: str) -> Sheet | Result:
    """Read one side of a change; what is wrong with it is named from the request's top."""
    table = object_of(request[name], name, "a sheet or a result")
    with within(name):
        return parse_result(table) if "scales" in table else parse_answered(table)


def _instrument(table: dict[str, object]) -> Instrument:
    name = text_of(table, "instrument", "the id of an instrument")
    if name not in instrument_ids():
        raise RequestError(
            "unknown_instrument",
            "instrument",
            f"There is no instrument “{shown(name)}”. Use {listed(instrument_ids())}.",
        )
    instrument = load_instrument(name)
    for key, code, actual in (
        ("instrument_version", "version_mismatch", instrument.version),
        ("instrument_hash", "hash_mismatch", instrument.hash),
    ):
        if key in table and text_of(table, key, "text") != actual:
            raise RequestError(
                code,
                key,
                f"These answers belong to another edition of “{name}” than the one here (version "
                f"{instrument.version}), so scoring them could mislead. Answer this edition, or use the "
                "release that the answers were given in.",
            )
    return instrument


def _answers(value: object, instrument: Instrument) -> dict[str, int | None]:
    if not isinstance(value, dict):
        raise RequestError(
            "wrong_type", "answers", "“answers” is not an object. Send item ids with their answers."
        )
    known = {item.id for item in instrument.items}
    answers: dict[str, int | None] = {}
    for name, answer in value.items():
        place = f"answers.{shown(name)}"
        if name not in known:
            raise RequestError(
                "unknown_item",
                place,
                f"“{instrument.id}” has no item “{shown(name)}”. Remove it, or correct the id.",
            )
        if answer is not None and type(answer) is not int:
            raise RequestError(
                "answer_not_whole_number",
                place,
                f"The answer is not a whole number. Send {instrument.lowest} to {instrument.highest}, "
                "or null if there is none.",
            )
        if answer is not None and not instrument.lowest <= answer <= instrument.highest:
            raise RequestError(
                "answer_out_of_range",
                place,
                f"The answer is outside {instrument.lowest} to {instrument.highest}. Send one of those, "
                "or null if there is none.",
            )
        answers[name] = answer
    return answers


def _form(table: dict[str, object]) -> str:
    form = text_of(table, "form", "full or short") if "form" in table else "full"
    if form not in FORMS:
        raise RequestError("unknown_form", "form", f"There is no form “{shown(form)}”. Use {listed(FORMS)}.")
    return form


def _seconds(table: dict[str, object], instrument: Instrument) -> dict[str, float]:
    value = table.get("seconds", {})
    if not isinstance(value, dict):
        raise RequestError("wrong_type", "seconds", "“seconds” is not an object. Send item ids with seconds.")
    known = {item.id for item in instrument.items}
    seconds: dict[str, float] = {}
    for name, time in value.items():
        place = f"seconds.{shown(name)}"
        if name not in known:
            raise RequestError(
                "unknown_item", place, f"“{instrument.id}” has no item “{shown(name)}”. Remove it."
            )
        if isinstance(time, bool) or not isinstance(time, int | float) or not 0 <= time < math.inf:
            raise RequestError(
                "bad_seconds", place, "The time is not a number from 0 up. Send seconds, or leave it out."
            )
        seconds[name] = float(time)
    return seconds


def _engine(table: dict[str, object]) -> str | None:
    if "engine" not in table:
        return None
    engine = text_of(table, "engine", "a SHA-256")
    if not _SHA256.fullmatch(engine):
        raise RequestError(
            "bad_engine", "engine", "“engine” is not a SHA-256 of 64 hex digits. Correct it, or leave it out."
        )
    return engine


def parse_result(table: dict[str, object]) -> Result:
    """Read a result of the operation "score", of which only what a comparison needs is looked at.

    Raises RequestError, naming the field.
    """
    scales = table["scales"]
    calibration = table.get("calibration")
    if not isinstance(scales, dict):
        raise RequestError(
            "wrong_type", "scales", "“scales” is not an object. Send a result as it was saved."
        )
    if calibration is not None and not isinstance(calibration, dict):
        raise RequestError(
            "wrong_type", "calibration", "“calibration” is not an object. Send a result as saved."
        )
    return Result(
        instrument=text_of(table, "instrument", "the id of an instrument"),
        version=text_of(table, "instrument_version", "the version of the instrument"),
        hash=text_of(table, "instrument_hash", "the hash of the instrument"),
        form=_form(table),
        calibration=None if calibration is None else text_of(calibration, "hash", "the calibration’s hash"),
        scales={shown(id): _stored_scale(f"scales.{shown(id)}", found) for id, found in scales.items()},
    )


def _stored_scale(place: str, found: object) -> tuple[float, float] | None:
    if not isinstance(found, dict) or "score" not in found or "se" not in found:
        raise RequestError("wrong_type", place, "It has no “score” and “se”. Send a result as it was saved.")
    score, se = found["score"], found["se"]
    if score is None and se is None:
        return None
    for name, value in (("score", score), ("se", se)):
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e6:
            raise RequestError("wrong_type", f"{place}.{name}", "It is not a number. Send a result as saved.")
    if se < 1e-6:
        raise RequestError(
            "wrong_type", f"{place}.se", "A standard error is above 0. Send a result as saved."
        )
    return float(score), float(se)


def text_of(table: dict[str, object], name: str, what: str) -> str:
    """Return the text in a field; RequestError, saying to send `what`, if it is missing or no text."""
    if name not in table:
        raise RequestError("missing_field", name, f"The request has no “{name}”. Add it: {what}.")
    value = table[name]
    if not isinstance(value, str):
        raise RequestError("wrong_type", name, f"“{name}” is not text. Send {what}.")
    return value
