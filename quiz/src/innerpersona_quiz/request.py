"""Turn the text of a request into a checked Request, or raise a RequestError that names the field."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NoReturn

from innerpersona_quiz.errors import RequestError, shown
from innerpersona_quiz.load import instrument_ids, load_instrument
from innerpersona_quiz.model import Instrument

API_VERSION = 1
MAX_BYTES = 256 * 1024
OPERATIONS: dict[str, tuple[str, ...]] = {
    "describe": (),
    "prepare": ("instrument",),
    "score": ("instrument", "answers"),
    "report": ("instrument", "answers"),
    "document": ("instrument", "answers"),
}
"""The operations, each with the fields that it needs besides "api" and "op"."""

_OPTIONAL = {"score": (), "report": ("site_base",), "document": ()}
_EXPECTED = ("instrument_version", "instrument_hash")
_SITE_BASE = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*")

# A request needs two opening brackets. The parser recurses once for each level, so text with this many is
# turned away before it: how deep a C stack may go differs between machines and browsers.
_MAX_BRACKETS = 200


@dataclass(frozen=True, slots=True)
class Request:
    """A request whose every field has been checked against its operation and its instrument."""

    op: str
    instrument: Instrument | None = None
    answers: dict[str, int | None] = field(default_factory=dict)
    site_base: str = "/"


def parse_request(text: object) -> Request:
    """Return the request in a JSON text.

    Raises RequestError, with one of the codes too_large, not_text, not_json, not_object, too_deep,
    duplicate_field, missing_field, unknown_field, wrong_type, unsupported_api, unknown_op,
    unknown_instrument, version_mismatch, hash_mismatch, unknown_item, answer_not_whole_number,
    answer_out_of_range, bad_site_base.
    """
    table = _object(_parsed(text))
    _check_api(table)
    op = _text(table, "op", f"one of {', '.join(OPERATIONS)}")
    if op not in OPERATIONS:
        raise RequestError(
            "unknown_op", "op", f"There is no operation “{shown(op)}”. Use {_list(OPERATIONS)}."
        )
    _check_fields(table, op)
    if "instrument" not in OPERATIONS[op]:
        return Request(op)
    instrument = _instrument(table)
    answers = _answers(table["answers"], instrument) if "answers" in OPERATIONS[op] else {}
    return Request(op, instrument, answers, _site_base(table))


def _parsed(text: object) -> object:
    if not isinstance(text, str):
        raise RequestError("not_text", None, "The request is not text. Send one JSON object as text.")
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise RequestError(
            "too_large", None, f"The request is larger than {MAX_BYTES // 1024} KiB. Send the answers only."
        )
    if text.count("[") + text.count("{") > _MAX_BRACKETS:
        raise RequestError(
            "too_deep", None, "The request is nested too deeply. Send answers as a flat object."
        )
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except RecursionError:
        raise RequestError(
            "too_deep", None, "The request is nested too deeply. Send a flat object."
        ) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise RequestError(
            "not_json", None, f"The request is not valid JSON ({error.msg} at {place}). Correct it there."
        ) from None
    except ValueError:
        # The only other complaint of the parser: a whole number of more digits than Python will convert.
        raise RequestError("not_json", None, "The request holds a number that is far too long.") from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table: dict[str, object] = {}
    for name, value in pairs:
        if name in table:
            raise RequestError(
                "duplicate_field",
                shown(name),
                f"“{shown(name)}” is there more than once. Keep only one of them.",
            )
        table[name] = value
    return table


def _refuse_constant(name: str) -> NoReturn:
    raise RequestError("not_json", None, f"{name} is not a JSON number. Use null for a missing answer.")


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise RequestError(
            "not_object", None, "The request is JSON but not an object. Send {…} with its fields."
        )
    return value


def _check_api(table: dict[str, object]) -> None:
    if "api" not in table:
        raise RequestError("missing_field", "api", f'The request has no “api”. Add "api": {API_VERSION}.')
    if type(table["api"]) is not int:
        raise RequestError("wrong_type", "api", f"“api” is not a whole number. Send {API_VERSION}.")
    if table["api"] != API_VERSION:
        raise RequestError(
            "unsupported_api", "api", f"This version speaks api {API_VERSION} only. Send that."
        )


def _check_fields(table: dict[str, object], op: str) -> None:
    needed = OPERATIONS[op]
    for name in needed:
        if name not in table:
            raise RequestError(
                "missing_field", name, f"The request has no “{name}”, which “{op}” needs. Add it."
            )
    known = {"api", "op", *needed, *_OPTIONAL.get(op, ()), *(_EXPECTED if needed else ())}
    for name in table:
        if name not in known:
            raise RequestError(
                "unknown_field",
                shown(name),
                f"“{op}” has no field “{shown(name)}”. Remove it, or use {_list(sorted(known))}.",
            )


def _instrument(table: dict[str, object]) -> Instrument:
    name = _text(table, "instrument", "the id of an instrument")
    if name not in instrument_ids():
        raise RequestError(
            "unknown_instrument",
            "instrument",
            f"There is no instrument “{shown(name)}”. Use {_list(instrument_ids())}.",
        )
    instrument = load_instrument(name)
    for key, code, actual in (
        ("instrument_version", "version_mismatch", instrument.version),
        ("instrument_hash", "hash_mismatch", instrument.hash),
    ):
        if key in table and _text(table, key, "text") != actual:
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


def _site_base(table: dict[str, object]) -> str:
    if "site_base" not in table:
        return "/"
    base = _text(table, "site_base", "a path such as /")
    if not _SITE_BASE.fullmatch(base):
        raise RequestError(
            "bad_site_base", "site_base", "“site_base” is not a path on this site. Send / or, say, /base/."
        )
    return base


def _text(table: dict[str, object], name: str, what: str) -> str:
    if name not in table:
        raise RequestError("missing_field", name, f"The request has no “{name}”. Add it: {what}.")
    value = table[name]
    if not isinstance(value, str):
        raise RequestError("wrong_type", name, f"“{name}” is not text. Send {what}.")
    return value


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
