"""The door: contract of each operation, and a typed error for everything that can be wrong."""

import json
from typing import Any

import pytest

import innerpersona_quiz
from innerpersona_quiz import API_VERSION, report, wire
from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.wire.request import MAX_BYTES
from tests.unit.quiz import shipped

INSTRUMENT = load_instrument("attachment")
ALL_FOURS: dict[str, Any] = {item.id: 4 for item in INSTRUMENT.items}


def ask(**fields: Any) -> dict[str, Any]:
    request = {"api": API_VERSION, "op": "score", "instrument": "attachment", "answers": ALL_FOURS, **fields}
    response: dict[str, Any] = json.loads(
        wire.handle(json.dumps({name: value for name, value in request.items() if value is not ...}))
    )
    return response


def error_of(text: Any) -> dict[str, Any]:
    response = json.loads(wire.handle(text))
    assert set(response) == {"api", "ok", "error"} and response["ok"] is False and response["api"] == 1
    error: dict[str, Any] = response["error"]
    assert set(error) == {"code", "field", "message"}
    assert error["message"].endswith(".") and len(error["message"]) > 20
    return error


def test_score_answers_with_everything_promised() -> None:
    response = ask()
    assert set(response) == {"api", "ok", "result"} and response["ok"] is True
    result = response["result"]
    assert result["instrument"] == "attachment"
    assert result["instrument_version"] == INSTRUMENT.version
    assert result["instrument_hash"] == INSTRUMENT.hash
    assert (result["answered"], result["total"]) == (24, 24)
    assert set(result["scales"]) == {"anxiety", "avoidance"}
    for scale in result["scales"].values():
        assert scale["score"] == 4.0 and scale["withheld"] is False and scale["reason"] is None
        assert len(scale["interval90"]) == 2 and len(scale["facets"]) == 3
    assert set(result["regions"]) == {"secure", "preoccupied", "dismissing", "fearful"}
    assert result["style"] == {"named": None, "between": None}
    assert "no norms" in result["assumption"]


def test_a_withheld_scale_says_why_and_takes_the_regions_with_it() -> None:
    result = ask(answers={"anx01": 4, "avo01": None})["result"]
    anxiety = result["scales"]["anxiety"]
    assert anxiety["withheld"] is True and anxiety["score"] is None and anxiety["se"] is None
    assert anxiety["interval90"] is None and "1 of 12" in anxiety["reason"]
    assert result["scales"]["avoidance"]["answered"] == 0
    assert result["regions"] is None and result["style"] is None


def test_a_facet_of_a_withheld_scale_says_that_the_scale_is_why() -> None:
    answers = {item.id: 4 for item in INSTRUMENT.items if item.facet == "leaving"}
    facet = ask(answers=answers)["result"]["scales"]["anxiety"]["facets"]["leaving"]
    assert facet["answered"] == facet["total"] == 4
    assert facet["withheld"] is True and "scale" in facet["reason"]


def test_a_named_style() -> None:
    answers = {item.id: 7 if item.reverse else 1 for item in INSTRUMENT.items}
    assert ask(answers=answers)["result"]["style"] == {"named": "secure", "between": None}


def test_report_is_one_article_and_document_is_a_whole_page_around_the_same() -> None:
    fragment = ask(op="report")["result"]
    page = ask(op="document")["result"]
    assert set(fragment) == set(page) == {"html"}
    assert fragment["html"].startswith('<article class="ip-report"')
    assert fragment["html"].rstrip().endswith("</article>")
    assert page["html"].startswith('<!doctype html>\n<html lang="en">')
    assert shipped.fragment(INSTRUMENT, ALL_FOURS, site_base=None).strip() in page["html"]


def test_the_engine_that_scored_it_is_told_in_the_report_and_changes_nothing_else() -> None:
    digest = "0123456789abcdef" * 4
    told = ask(op="document", engine=digest)["result"]["html"].splitlines()
    untold = ask(op="document")["result"]["html"].splitlines()
    (line,) = [line for line in told if line not in untold]
    assert f"<code>{digest}</code>" in line
    assert [one for one in told if one != line] == untold
    assert ask(op="score", engine=digest) == ask(op="score")


@pytest.mark.parametrize(
    ("engine", "code"), [("abc", "bad_engine"), ("A" * 64, "bad_engine"), (5, "wrong_type")]
)
def test_an_engine_that_is_no_sha256_is_refused(engine: object, code: str) -> None:
    error = ask(op="report", engine=engine)["error"]
    assert (error["code"], error["field"]) == (code, "engine")


def test_links_start_at_the_site_base() -> None:
    assert 'href="/about/help/"' in ask(op="report")["result"]["html"]
    assert 'href="/inner/about/help/"' in ask(op="report", site_base="/inner/")["result"]["html"]
    for wrong in ("", "inner/", "/inner", "//evil.example/", 'javascript:"', "/a b/", "/x/?"):
        error = ask(op="report", site_base=wrong)["error"]
        assert (error["code"], error["field"]) == ("bad_site_base", "site_base")


def test_prepare_and_describe() -> None:
    ready = ask(op="prepare", answers=...)
    assert ready["result"] == {"instrument": "attachment", "ready": True}
    told = json.loads(wire.handle('{"api": 1, "op": "describe"}'))["result"]
    assert told["package"] == "innerpersona-quiz" and told["version"] == innerpersona_quiz.__version__
    assert [instrument["id"] for instrument in told["instruments"]] == ["attachment", "conflict", "values"]
    instrument = told["instruments"][0]
    assert instrument["hash"] == INSTRUMENT.hash and instrument["items"] == 24


def test_responses_are_ascii_compact_and_sorted() -> None:
    for op in ("score", "report"):
        request = {"answers": ALL_FOURS, "instrument": "attachment", "op": op, "api": 1}
        text = wire.handle(json.dumps(request))
        assert text.isascii()
        assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))


def test_numbers_have_six_decimals_at_most() -> None:
    def numbers(value: Any) -> list[float]:
        if isinstance(value, dict):
            return [number for part in value.values() for number in numbers(part)]
        if isinstance(value, list):
            return [number for part in value for number in numbers(part)]
        return [value] if isinstance(value, float) else []

    answers = {item.id: 1 + index % 7 for index, item in enumerate(INSTRUMENT.items)}
    found = numbers(ask(answers=answers)["result"])
    assert len(found) > 30
    assert all(number == round(number, 6) for number in found)


def test_the_matching_edition_is_accepted_and_another_is_explained() -> None:
    assert ask(instrument_version=INSTRUMENT.version, instrument_hash=INSTRUMENT.hash)["ok"]
    for field, code in (("instrument_version", "version_mismatch"), ("instrument_hash", "hash_mismatch")):
        error = ask(**{field: "0.9.0"})["error"]
        assert (error["code"], error["field"]) == (code, field)
        assert INSTRUMENT.version in error["message"]


WRONG_FIELDS: list[tuple[dict[str, Any], str, str]] = [
    ({"api": ...}, "missing_field", "api"),
    ({"api": 2}, "unsupported_api", "api"),
    ({"api": "1"}, "wrong_type", "api"),
    ({"api": True}, "wrong_type", "api"),
    ({"api": 1.0}, "wrong_type", "api"),
    ({"op": ...}, "missing_field", "op"),
    ({"op": None}, "wrong_type", "op"),
    ({"op": "guess"}, "unknown_op", "op"),
    ({"instrument": ...}, "missing_field", "instrument"),
    ({"instrument": ["attachment"]}, "wrong_type", "instrument"),
    ({"instrument": "astrology"}, "unknown_instrument", "instrument"),
    ({"answers": ...}, "missing_field", "answers"),
    ({"answers": [4, 4]}, "wrong_type", "answers"),
    ({"answers": None}, "wrong_type", "answers"),
    ({"answers": {"anx99": 4}}, "unknown_item", "answers.anx99"),
    ({"answers": {"anx03": 0}}, "answer_out_of_range", "answers.anx03"),
    ({"answers": {"anx03": 8}}, "answer_out_of_range", "answers.anx03"),
    ({"answers": {"anx03": -(10**30)}}, "answer_out_of_range", "answers.anx03"),
    ({"answers": {"anx03": "4"}}, "answer_not_whole_number", "answers.anx03"),
    ({"answers": {"anx03": True}}, "answer_not_whole_number", "answers.anx03"),
    ({"answers": {"anx03": 4.0}}, "answer_not_whole_number", "answers.anx03"),
    ({"answers": {"anx03": [4]}}, "answer_not_whole_number", "answers.anx03"),
    ({"instrument_version": 1}, "wrong_type", "instrument_version"),
    ({"name": "Ann"}, "unknown_field", "name"),
    ({"site_base": "/"}, "unknown_field", "site_base"),
]


@pytest.mark.parametrize(("fields", "code", "field"), WRONG_FIELDS)
def test_a_wrong_field_is_named(fields: dict[str, Any], code: str, field: str) -> None:
    response = ask(**fields)
    assert response["ok"] is False
    assert (response["error"]["code"], response["error"]["field"]) == (code, field)


WRONG_TEXTS: list[tuple[str, Any, str, str | None]] = [
    ("empty", "", "not_json", None),
    ("words", "hello", "not_json", None),
    ("cut off", '{"api": 1', "not_json", None),
    ("a list", "[]", "not_object", None),
    ("a number", "1", "not_object", None),
    ("null", "null", "not_object", None),
    ("bytes", b"{}", "not_text", None),
    ("None", None, "not_text", None),
    (
        "NaN",
        '{"api": 1, "op": "score", "instrument": "attachment", "answers": {"anx01": NaN}}',
        "not_json",
        None,
    ),
    ("infinity", '{"api": -Infinity}', "not_json", None),
    ("overflow", '{"api": 1e999}', "not_json", None),
    ("very long number", f'{{"api": {"9" * 5000}}}', "not_json", None),
    ("duplicate", '{"api": 1, "api": 1, "op": "describe"}', "duplicate_field", "api"),
    (
        "duplicate answer",
        '{"api": 1, "op": "score", "instrument": "attachment", "answers": {"anx01": 1, "anx01": 2}}',
        "duplicate_field",
        "anx01",
    ),
    ("deep list", "[" * 100_000, "too_deep", None),
    ("deep object", '{"a":' * 40_000, "too_deep", None),
    ("deep and closed", "[" * 150 + "]" * 150, "not_object", None),
    ("deeper and closed", "[" * 250 + "]" * 250, "too_deep", None),
    ("too large", '{"api": 1, "op": "' + "x" * MAX_BYTES + '"}', "too_large", None),
    ("too large in bytes", '"' + "€" * (MAX_BYTES // 2) + '"', "too_large", None),
    ("lone surrogate", "\ud800", "not_json", None),
    ("lone surrogate as op", '{"api": 1, "op": "\\ud800"}', "not_json", None),
    ("lone surrogate as a field", '{"api": 1, "op": "describe", "\\udfff": 1}', "not_json", None),
    (
        "whole number beyond all floats",
        f'{{"api": 1, "op": "describe", "x": 1{"0" * 400}}}',
        "not_json",
        None,
    ),
    ("number beyond all floats", '{"api": 1, "op": "describe", "x": 1e400}', "not_json", None),
]


@pytest.mark.parametrize(
    ("text", "code", "field"), [case[1:] for case in WRONG_TEXTS], ids=[c[0] for c in WRONG_TEXTS]
)
def test_wrong_text_is_a_typed_error(text: Any, code: str, field: str | None) -> None:
    error = error_of(text)
    assert (error["code"], error["field"]) == (code, field)


def test_what_a_request_brings_comes_back_short_and_printable() -> None:
    name = "\ufffe\x00<b>" + "x" * 500
    error = ask(answers={name: 4})["error"]
    assert error["code"] == "unknown_item"
    assert len(error["field"]) < 80 and error["field"].isprintable()
    error["message"].encode("utf-8")


def test_ten_megabytes_are_turned_away_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(*_: Any, **__: Any) -> None:
        raise AssertionError("a text that is too long was parsed")

    text = '{"api": 1, "op": "score", "answers": {' + " " * 10_000_000 + "}}"
    with monkeypatch.context() as patch:
        patch.setattr(json.JSONDecoder, "decode", parsed)
        response = wire.handle(text)
    assert json.loads(response)["error"]["code"] == "too_large"


def test_a_fault_of_our_own_does_not_cross_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("a detail that is nobody's business")

    monkeypatch.setattr(report, "fragment", broken)
    error = ask(op="report")["error"]
    assert error["code"] == "internal" and "ZeroDivisionError" in error["message"]
    assert "nobody's" not in error["message"]
