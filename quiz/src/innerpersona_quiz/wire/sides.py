"""One of two people in a comparison, as it comes in a request: a code, or sheets of answers; and their guesses."""

import math
from dataclasses import dataclass, field

from innerpersona_quiz.compatibility.gap import Guesses
from innerpersona_quiz.errors import shown
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.model import Sheet
from innerpersona_quiz.texts.errors import quoted_list, request_error
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
    table = object_of(value, place, "side")
    with within(place):
        check_fields(table, _SIDE_FIELDS, "side")
        if ("code" in table) == ("sheets" in table):
            raise request_error("missing_field", "code", "missing_field", "one_of")
        guesses = _guesses(table.get("guesses", {}))
        if "code" in table:
            if "name" in table:
                raise request_error("unknown_field", "name", "unknown_field", "name")
            return Side(code=text_of(table, "code"), guesses=guesses)
        return Side(sheets=parse_sheets(table["sheets"]), name=parse_name(table), guesses=guesses)


def parse_sheets(value: object) -> tuple[Sheet, ...]:
    """Read a list of sheets of answers, one of each questionnaire at most."""
    if not isinstance(value, list) or not value:
        raise request_error("wrong_type", "sheets", "wrong_type", "sheets")
    if len(value) > len(instrument_ids()):
        raise request_error("too_many_sheets", "sheets")
    sheets: list[Sheet] = []
    for index, table in enumerate(value):
        with within(f"sheets.{index}"):
            sheets.append(_sheet(table))
    if len({sheet.instrument.id for sheet in sheets}) < len(sheets):
        raise request_error("too_many_sheets", "sheets")
    return tuple(sheets)


def _sheet(table: object) -> Sheet:
    if not isinstance(table, dict):
        raise request_error("wrong_type", None, "wrong_type", "sheet")
    return parse_answered(table)


def parse_name(table: dict[str, object]) -> str:
    """Read a name that may be missing or null; "" for none."""
    return "" if table.get("name") is None else text_of(table, "name")


def _guesses(value: object) -> Guesses:
    table = object_of(value, "guesses", "guesses")
    with within("guesses"):
        return {_known(id, instrument_ids()): _of_one(id, scales) for id, scales in table.items()}


def _of_one(id: str, value: object) -> dict[str, float]:
    _known(id, instrument_ids())
    table = object_of(value, id, "scales")
    scales = tuple(scale.id for scale in load_instrument(id).scales)
    with within(id):
        return {_known(scale, scales): _number(id, scale, guess) for scale, guess in table.items()}


def _known(name: str, names: tuple[str, ...]) -> str:
    if name not in names:
        raise request_error("unknown_scale", shown(name), name=shown(name), known=quoted_list(names))
    return name


def _number(id: str, scale: str, value: object) -> float:
    instrument = load_instrument(id)
    low, high = instrument.score_range
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise request_error("wrong_type", scale, "wrong_type", "guess", low=low, high=high)
    if not low <= value <= high:
        raise request_error("guess_out_of_range", scale, low=low, high=high)
    return float(value)
