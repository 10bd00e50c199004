"""The research export that a page makes is the one that a calibration reads."""

import json
from pathlib import Path
from typing import Any

import pytest

from innerpersona_quiz import wire
from innerpersona_quiz.calibration.donated import read_donated
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.wire.research import AGE_BANDS, parse_export

INSTRUMENT = load_instrument("attachment")
ANSWERS: dict[str, int | None] = {item.id: 3 for item in INSTRUMENT.items} | {"anx01": None}


def asked(**fields: object) -> Any:
    sheet = {"instrument": "attachment", "answers": ANSWERS, "month": "2026-11"} | fields
    return json.loads(wire.handle(json.dumps({"api": 1, "op": "research", **sheet})))


def test_what_is_not_told_is_marked_as_such() -> None:
    export = asked()["result"]["export"]
    assert (export["age_band"], export["locale"], export["month"]) == ("undisclosed", "und", "2026-11")
    assert export["answers"] == ANSWERS
    assert (export["instrument_version"], export["instrument_hash"]) == (INSTRUMENT.version, INSTRUMENT.hash)
    assert "seconds" not in export and "engine" not in export


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_calibrate_reads_what_the_page_saves(instrument_id: str, tmp_path: Path) -> None:
    instrument = load_instrument(instrument_id)
    answers = {item.id: 3 for item in instrument.items}
    seconds = dict.fromkeys(answers, 4.5)
    told = {"age_band": "35-44", "locale": "de-CH", "engine": "0" * 64}
    export = asked(instrument=instrument_id, answers=answers, seconds=seconds, **told)["result"]["export"]
    file = tmp_path / f"{instrument_id}-research.json"
    file.write_text(json.dumps(export, indent=2), "utf-8")
    (read,) = read_donated([file], instrument)
    assert read.sheet.answers == answers
    assert read.sheet.seconds == seconds
    assert (read.month, read.age_band, read.locale) == ("2026-11", "35-44", "de-CH")


def test_the_short_form_gives_its_own_answers_under_the_whole_edition() -> None:
    short = {item.id: 3 for item in INSTRUMENT.items if item.short_form}
    export = asked(answers=short, form="short")["result"]["export"]
    assert export["instrument_hash"] == INSTRUMENT.hash and "form" not in export
    assert parse_export(export).sheet.answers == short


@pytest.mark.parametrize("age_band", AGE_BANDS)
def test_every_age_band_is_taken(age_band: str) -> None:
    assert asked(age_band=age_band)["result"]["export"]["age_band"] == age_band


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"month": "2026-11-24"}, "bad_month", "month"),
        ({"month": 5}, "wrong_type", "month"),
        ({"age_band": "37"}, "bad_age_band", "age_band"),
        ({"locale": "English"}, "bad_locale", "locale"),
        ({"locale": None}, "wrong_type", "locale"),
        ({"name": "Kim"}, "unknown_field", "name"),
    ],
)
def test_more_than_the_layout_holds_is_refused(fields: dict[str, object], code: str, field: str) -> None:
    error = asked(**fields)["error"]
    assert (error["code"], error["field"]) == (code, field)
