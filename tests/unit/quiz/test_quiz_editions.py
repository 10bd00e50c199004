"""Codes, sheets, results and exports of the first edition are refused with the reason, and never scored."""

import json
from pathlib import Path
from typing import Any

import pytest

from innerpersona_quiz import wire
from innerpersona_quiz.errors import RequestError
from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.share.code import encode
from innerpersona_quiz.share.sheets import shared_of
from innerpersona_quiz.wire.research import parse_export
from innerpersona_quiz.wire.sheets import parse_sheet

FIRST = json.loads((Path(__file__).parents[2] / "fixtures" / "first_edition.json").read_text("utf-8"))
IDS = ("attachment", "conflict", "values")


def ask(op: str, **fields: Any) -> Any:
    return json.loads(wire.handle(json.dumps({"api": 1, "op": op, **fields})))


def refused(op: str, **fields: Any) -> dict[str, Any]:
    response = ask(op, **fields)
    assert not response["ok"], op
    error: dict[str, Any] = response["error"]
    return error


@pytest.mark.parametrize("code", FIRST["codes"].values(), ids=FIRST["codes"])
def test_a_code_is_refused_with_the_reason_and_what_to_do(code: str) -> None:
    for error in (
        refused("read", code=code),
        refused("compare", a={"code": code}, b={"code": code}),
        refused("compare_document", a={"code": code}, b={"code": code}),
    ):
        assert error["code"] == "version_mismatch"
        assert "(1.0.0; here it is 2.0.0)" in error["message"]
        assert "questions have changed" in error["message"] and "make a new one" in error["message"]


def test_an_old_code_is_not_compared_with_a_new_one() -> None:
    answers = {item.id: 3 for item in load_instrument("conflict").items}
    sheet = parse_sheet({"instrument": "conflict", "answers": answers})
    new = encode(shared_of([sheet]))
    for a, b in ((FIRST["codes"]["conflict"], new), (new, FIRST["codes"]["conflict"])):
        assert refused("compare", a={"code": a}, b={"code": b})["code"] == "version_mismatch"
    assert ask("compare", a={"code": new}, b={"code": new})["ok"]


@pytest.mark.parametrize("sheet", FIRST["sheets"], ids=IDS)
def test_a_sheet_is_scored_by_no_operation(sheet: dict[str, Any]) -> None:
    asked: list[tuple[str, dict[str, Any]]] = [
        *((op, sheet) for op in ("score", "report", "finish", "document")),
        ("reading", {**sheet, "articles": []}),
        ("research", {**sheet, "month": "2026-11"}),
        ("share", {"sheets": [sheet]}),
        ("change", {"before": sheet, "after": sheet}),
    ]
    for op, fields in asked:
        error = refused(op, **fields)
        assert error["code"] in ("version_mismatch", "hash_mismatch"), op
        assert "other questions" in error["message"], op
    only_hash = {name: value for name, value in sheet.items() if name != "instrument_version"}
    assert refused("score", **only_hash)["code"] == "hash_mismatch"


@pytest.mark.parametrize("id", IDS)
def test_an_old_result_is_not_held_against_a_new_one(id: str) -> None:
    answers = {item.id: 3 for item in load_instrument(id).items}
    after = {"instrument": id, "answers": answers}
    error = refused("change", before=FIRST["results"][id], after=after)
    assert error["code"] == "not_comparable" and "questions changed" in error["message"]


def test_an_old_research_export_calibrates_nothing() -> None:
    with pytest.raises(RequestError, match="other questions"):
        parse_export(FIRST["export"])


@pytest.mark.parametrize("id", IDS)
def test_the_editions_differ_in_version_and_hash(id: str) -> None:
    (old,) = [sheet for sheet in FIRST["sheets"] if sheet["instrument"] == id]
    instrument = load_instrument(id)
    assert instrument.version == "2.0.0" and old["instrument_version"] == "1.0.0"
    assert instrument.hash[:8] != old["instrument_hash"][:8]


@pytest.mark.parametrize(
    ("id", "hash"),
    [
        ("attachment", "b939bb42488c440f17e826d0a70fb217387ca5ee980cc94ab3832c5c68912cef"),
        ("conflict", "9d539f0729fc8ad7c98a136a120674e549c562199ef8feea3dd8d5ff0d51eb36"),
        ("values", "bef8abe0a25c9c1bc5ee10b0fa22415f76bc3bd98dd5005566d9765f7bcd98d9"),
    ],
)
def test_results_and_codes_of_the_second_edition_stay_valid(id: str, hash: str) -> None:
    """Whoever changes what a score depends on raises the version, and writes the new hash here."""
    instrument = load_instrument(id)
    assert (instrument.version, instrument.hash) == ("2.0.0", hash)
