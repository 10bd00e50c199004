"""Turn the text of a request into a checked Request, or raise a RequestError that names the field."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from innerpersona_quiz import API_VERSION
from innerpersona_quiz.errors import RequestError, shown
from innerpersona_quiz.model import Sheet
from innerpersona_quiz.scoring.change import Result
from innerpersona_quiz.texts.errors import quoted_list, request_error
from innerpersona_quiz.wire.sheets import (
    EXPECTED,
    SHEET_OPTIONS,
    check_fields,
    parse_compared,
    parse_sheet,
    text_of,
)
from innerpersona_quiz.wire.sides import Side, parse_name, parse_sheets, parse_side

if TYPE_CHECKING:
    from innerpersona_quiz.report.history import Taken
    from innerpersona_quiz.report.reading import Article

MAX_BYTES = 256 * 1024
OPERATIONS: dict[str, tuple[str, ...]] = {
    "describe": (),
    "prepare": ("instrument",),
    "score": ("instrument", "answers"),
    "report": ("instrument", "answers"),
    "finish": ("instrument", "answers"),
    "document": ("instrument", "answers"),
    "reading": ("instrument", "answers", "articles"),
    "history": ("instrument", "results"),
    "research": ("instrument", "answers", "month"),
    "change": ("before", "after"),
    "share": ("sheets",),
    "read": ("code",),
    "qr": ("text",),
    "commit": ("code", "nonce"),
    "check_commitment": ("commitment", "code", "nonce"),
    "prepare_compare": (),
    "compare": ("a", "b"),
    "compare_document": ("a", "b"),
}
"""The operations, each with the fields that it needs besides "api" and "op"."""

_OPTIONAL = {
    "score": SHEET_OPTIONS,
    "report": ("site_base", *SHEET_OPTIONS),
    "finish": ("site_base", "articles", "results", *SHEET_OPTIONS),
    "document": SHEET_OPTIONS,
    "reading": SHEET_OPTIONS,
    "research": ("age_band", "locale", *SHEET_OPTIONS),
    "share": ("name",),
    "compare": ("site_base", "committed"),
    "compare_document": ("committed",),
}
_TEXTS = ("read", "qr", "commit", "check_commitment")
"""The operations whose fields are all texts."""

COMMITTED = ("kept", "broken")
"""What "committed" may say of a commitment made ahead of the second code, besides null for none."""

_SITE_BASE = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*")

# The parser recurses once for each level, so text that is nested deeper than any request is turned away before it: how
# deep a C stack may go differs between machines and browsers.
_MAX_DEPTH = 200
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.S)

_MOST_DIGITS = 300
"""Digits of the longest whole number that is read: any of them has a floating-point number near it."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request whose every field has been checked against its operation and its instrument.

    `sheet` is there for all operations on an instrument, empty where the operation takes no answers; `articles`
    are those that "reading" and "finish" pick from, `taken` the results of "history" and "finish"; `compared`
    holds what "change" compares, each a sheet to be scored or a result from before. `sides` holds the two
    people of "compare" and "compare_document", or the one of "share"; `texts` the fields of the operations on
    texts, or what "research" takes besides a sheet. `refused` says what is wrong with the results of "finish".
    """

    op: str
    sheet: Sheet | None = None
    site_base: str = "/"
    articles: "tuple[Article, ...]" = ()
    taken: "tuple[Taken, ...]" = ()
    compared: tuple[Sheet | Result, Sheet | Result] | None = None
    sides: tuple[Side, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    committed: str | None = None
    refused: RequestError | None = None


def parse_request(text: object) -> Request:
    """Return the request in a JSON text.

    Raises RequestError, with one of the codes too_large, not_text, not_json, not_object, too_deep,
    duplicate_field, missing_field, unknown_field, wrong_type, unsupported_api, unknown_op,
    unknown_instrument, version_mismatch, hash_mismatch, unknown_item, answer_not_whole_number,
    answer_out_of_range, unknown_form, no_short_form, item_not_in_form, bad_seconds, bad_engine, bad_site_base,
    bad_articles, bad_results, bad_month, bad_age_band, bad_locale, too_many_sheets, unknown_scale,
    guess_out_of_range, bad_committed.
    """
    table = _object(_parsed(text))
    _check_api(table)
    op = text_of(table, "op")
    if op not in OPERATIONS:
        raise request_error("unknown_op", "op", name=shown(op), known=quoted_list(OPERATIONS))
    _check_fields(table, op)
    if op == "change":
        return Request(op, compared=(parse_compared(table, "before"), parse_compared(table, "after")))
    if op == "history":
        return Request(op, taken=_taken(table))
    if op in _TEXTS:
        return Request(op, texts={name: text_of(table, name, expected="text") for name in OPERATIONS[op]})
    if op == "share":
        return Request(op, sides=(Side(sheets=parse_sheets(table["sheets"]), name=parse_name(table)),))
    if "a" in OPERATIONS[op]:
        sides = (parse_side(table["a"], "a"), parse_side(table["b"], "b"))
        return Request(op, site_base=_site_base(table), sides=sides, committed=_committed(table))
    if op == "research":
        own = ("month", "age_band", "locale")
        texts = {name: text_of(table, name, expected="text") for name in own if name in table}
        return Request(op, parse_sheet(table), texts=texts)
    if "instrument" not in OPERATIONS[op]:
        return Request(op)
    sheet = parse_sheet(table)
    site_base, articles = _site_base(table), _articles(table, sheet.instrument.id)
    try:
        return Request(op, sheet, site_base, articles, taken=_taken(table))
    except RequestError as error:  # an earlier result that can't be read must not cost the new report
        return Request(op, sheet, site_base, articles, refused=error)


def _parsed(text: object) -> object:
    if not isinstance(text, str):
        raise request_error("not_text", None)
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise request_error("too_large", None, most=MAX_BYTES // 1024)
    if _depth(text) > _MAX_DEPTH:
        raise request_error("too_deep", None)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_refuse_constant,
            parse_int=_whole_number,
            parse_float=_number,
        )
    except RecursionError:
        raise request_error("too_deep", None) from None
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise request_error("not_json", None, "not_json", "syntax", **place) from None
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair, which no bytes can hold
        raise request_error("not_json", None, "not_json", "surrogate") from None
    return value


def _whole_number(digits: str) -> int:
    if len(digits.lstrip("-")) > _MOST_DIGITS:
        raise request_error("not_json", None, "not_json", "number")
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise request_error("not_json", None, "not_json", "number")
    return number


def _depth(text: str) -> int:
    """Return how deep the brackets of a JSON text are nested, those in its strings left out."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", _STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table: dict[str, object] = {}
    for name, value in pairs:
        if name in table:
            raise request_error("duplicate_field", shown(name), name=shown(name))
        table[name] = value
    return table


def _refuse_constant(name: str) -> NoReturn:
    raise request_error("not_json", None, "not_json", "constant", name=name)


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise request_error("not_object", None, "not_object", "request")
    return value


def _check_api(table: dict[str, object]) -> None:
    if "api" not in table:
        raise request_error("missing_field", "api", "missing_field", "api", version=API_VERSION)
    if type(table["api"]) is not int:
        raise request_error("wrong_type", "api", "wrong_type", "api", version=API_VERSION)
    if table["api"] != API_VERSION:
        raise request_error("unsupported_api", "api", version=API_VERSION)


def _check_fields(table: dict[str, object], op: str) -> None:
    needed = OPERATIONS[op]
    known = {"api", "op", *needed, *_OPTIONAL.get(op, ()), *(EXPECTED if "instrument" in needed else ())}
    check_fields(table, known, "operation", needed, op=op)


def _articles(table: dict[str, object], instrument_id: str) -> "tuple[Article, ...]":
    if "articles" not in table:
        return ()
    from innerpersona_quiz.wire.articles import parse_articles

    return parse_articles(table["articles"], instrument_id)


def _taken(table: dict[str, object]) -> "tuple[Taken, ...]":
    if "results" not in table:
        return ()
    from innerpersona_quiz.wire.results import parse_results

    return parse_results(table)


def _site_base(table: dict[str, object]) -> str:
    if "site_base" not in table:
        return "/"
    base = text_of(table, "site_base")
    if not _SITE_BASE.fullmatch(base):
        raise request_error("bad_site_base", "site_base")
    return base


def _committed(table: dict[str, object]) -> str | None:
    if table.get("committed") is None:
        return None
    found = text_of(table, "committed")
    if found not in COMMITTED:
        raise request_error("bad_committed", "committed", known=quoted_list(COMMITTED))
    return found
