"""One of two people in a comparison, as it comes in a request: a code, or sheets of answers; and their guesses."""

import math
from dataclasses import dataclass, field

from innerpersona_quiz.compatibility.gap import Guesses
from innerpersona_quiz.errors import RequestError, listed, shown
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.model import Sheet
from innerpersona_quiz.wire.sheets import check_fields, object_of, parse_answered, text_of, within

_SIDE_FIELDS = ("code", "sheets", "name", "guesses")


@dataclass(frozen=True, slots=True)
class Side:
    """One person: `code` as it was given, or `sheets` (one of each questionnaire at most) and a name.

    Neither the code nor the name has been looked into.
    """

    code: str | None = None
    sheets: tuple[Sheet, ...] = ()
    name: str = ""
    guesses: Guesses = field(default_factory=dict)


def parse_side(value: object, place: str) -> Side:
    """Read one side of a comparison; `place` is where it stands in the request, for the fields of errors."""
    table = object_of(value, place, "a code, or sheets")
    with within(place):
        check_fields(table, _SIDE_FIELDS, "One side")
        if ("code" in table) == ("sheets" in table):
            raise RequestError("missing_field", "code", "Send either a code or sheets for each side.")
        guesses = _guesses(table.get("guesses", {}))
        if "code" in table:
            if "name" in table:
                raise RequestError(
                    "unknown_field", "name", "The name of this side is in its code. Remove “name”."
                )
            return Side(code=text_of(table, "code", "the text of a code"), guesses=guesses)
        return Side(sheets=parse_sheets(table["sheets"]), name=parse_name(table), guesses=guesses)


def parse_sheets(value: object) -> tuple[Sheet, ...]:
    """Read a list of sheets of answers, one of each questionnaire at most."""
    if not isinstance(value, list) or not value:
        raise RequestError(
            "wrong_type", "sheets", "“sheets” is not a list of sheets of answers. Send at least one."
        )
    if len(value) > len(instrument_ids()):
        raise RequestError("too_many_sheets", "sheets", "There is more than one sheet of a questionnaire.")
    sheets: list[Sheet] = []
    for index, table in enumerate(value):
        with within(f"sheets.{index}"):
            sheets.append(_sheet(table))
    if len({sheet.instrument.id for sheet in sheets}) < len(sheets):
        raise RequestError("too_many_sheets", "sheets", "There is more than one sheet of a questionnaire.")
    return tuple(sheets)


def _sheet(table: object) -> Sheet:
    if not isinstance(table, dict):
        raise RequestError(
            "wrong_type", None, "A sheet is not an object. Send one with its instrument and answers."
        )
    return parse_answered(table)


def parse_name(table: dict[str, object]) -> str:
    """Read a name that may be missing or null; "" for none."""
    return "" if table.get("name") is None else text_of(table, "name", "a first name")


def _guesses(value: object) -> Guesses:
    if not isinstance(value, dict):
        raise RequestError(
            "wrong_type", "guesses", "“guesses” is not an object. Send scales by questionnaire."
        )
    with within("guesses"):
        return {_known(id, instrument_ids()): _of_one(id, scales) for id, scales in value.items()}


def _of_one(id: str, value: object) -> dict[str, float]:
    _known(id, instrument_ids())
    if not isinstance(value, dict):
        raise RequestError("wrong_type", id, f"“{id}” is not an object. Send scale ids with numbers.")
    scales = tuple(scale.id for scale in load_instrument(id).scales)
    with within(id):
        return {_known(scale, scales): _number(id, scale, guess) for scale, guess in value.items()}


def _known(name: str, names: tuple[str, ...]) -> str:
    if name not in names:
        raise RequestError(
            "unknown_scale", shown(name), f"There is no “{shown(name)}” here. Use {listed(names)}."
        )
    return name


def _number(id: str, scale: str, value: object) -> float:
    instrument = load_instrument(id)
    low, high = instrument.score_range
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise RequestError("wrong_type", scale, f"A guess is not a number. Send {low} to {high}.")
    if not low <= value <= high:
        raise RequestError(
            "guess_out_of_range", scale, f"A guess is outside {low} to {high}. Send one within."
        )
    return float(value)
