"""Research exports: what is read, what is refused and in which words, and who is set aside."""

import json
from pathlib import Path
from typing import Any

import pytest

from innerpersona_quiz.calibration.donated import read_donated, screen
from innerpersona_quiz.calibration.errors import CalibrationError
from innerpersona_quiz.errors import RequestError
from innerpersona_quiz.wire.research import parse_export
from tests.unit.quiz.donations import INSTRUMENT, export, parameters, people

GOOD = export({item.id: INSTRUMENT.keyed(item, 3) for item in INSTRUMENT.items})


def saved(folder: Path, *contents: Any) -> list[Path]:
    paths = []
    for number, content in enumerate(contents):
        path = folder / f"{number}.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        paths.append(path)
    return paths


def test_single_exports_and_lists_of_them_are_read(tmp_path: Path) -> None:
    found = read_donated(saved(tmp_path, GOOD, [GOOD, GOOD]), INSTRUMENT)
    assert len(found) == 3 and found[0] == found[2]
    assert (found[0].month, found[0].age_band, found[0].locale) == ("2026-11", "25-34", "en-US")
    assert found[0].sheet.answers == GOOD["answers"]


def test_times_are_optional() -> None:
    assert parse_export({**GOOD, "seconds": {"anx01": 2.5}}).sheet.seconds == {"anx01": 2.5}


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"name": "Ada"}, "unknown_field", "name"),
        ({"email": "a@example.org"}, "unknown_field", "email"),
        ({"form": "short"}, "unknown_field", "form"),
        ({"month": "2026-11-24"}, "bad_month", "month"),
        ({"month": "2026-13"}, "bad_month", "month"),
        ({"month": "2099-12"}, "bad_month", "month"),
        ({"month": 202611}, "wrong_type", "month"),
        ({"age_band": "37"}, "bad_age_band", "age_band"),
        ({"locale": "en-US-x-ada"}, "bad_locale", "locale"),
        ({"gender": "Ada"}, "bad_gender", "gender"),
        ({"calibration": "ada"}, "bad_calibration", "calibration"),
        ({"research_export": 2}, "unsupported_export", "research_export"),
        ({"research_export": True}, "unsupported_export", "research_export"),
        ({"instrument": "stars"}, "unknown_instrument", "instrument"),
        ({"instrument_version": "0.9.0"}, "version_mismatch", "instrument_version"),
        ({"instrument_hash": "0" * 64}, "hash_mismatch", "instrument_hash"),
        ({"answers": {"anx01": 9}}, "answer_out_of_range", "answers.anx01"),
        ({"answers": {"note": 1}}, "unknown_item", "answers.note"),
    ],
)
def test_what_an_export_must_not_be_is_named(change: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(RequestError) as caught:
        parse_export({**GOOD, **change})
    assert (caught.value.code, caught.value.field) == (code, field)


@pytest.mark.parametrize("field", list(GOOD))
def test_every_field_is_needed(field: str) -> None:
    with pytest.raises(RequestError) as caught:
        parse_export({name: value for name, value in GOOD.items() if name != field})
    assert (caught.value.code, caught.value.field) == ("missing_field", field)


def test_every_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    paths = saved(tmp_path, {**GOOD, "name": "Ada"}, GOOD, [GOOD, {**GOOD, "instrument_version": "0.9.0"}], 3)
    broken = tmp_path / "broken.json"
    broken.write_bytes(b"\xff")
    with pytest.raises(CalibrationError) as caught:
        read_donated([*paths, broken, tmp_path / "missing.json"], INSTRUMENT)
    told = str(caught.value).splitlines()
    assert len(told) == 5
    assert "0.json: name: " in told[0] and "Ada" not in told[0]
    assert "2.json, entry 2: instrument_version: " in told[1] and "another edition" in told[1]
    assert "not an object" in told[2] and "not JSON" in told[3] and "cannot be read" in told[4]


def test_hundreds_of_faults_are_told_in_short(tmp_path: Path) -> None:
    with pytest.raises(CalibrationError) as caught:
        read_donated(saved(tmp_path, [{}] * 300), INSTRUMENT)
    told = str(caught.value).splitlines()
    assert len(told) == 21 and told[-1] == "… and 280 more."


def test_careless_and_thin_sheets_are_set_aside_and_counted() -> None:
    straight = export({item.id: 7 for item in INSTRUMENT.items})
    thin = export({item.id: 3 for item in INSTRUMENT.items_of("anxiety")})
    hurried = {**GOOD, "seconds": {item.id: 0.2 for item in INSTRUMENT.items}}
    found = screen([parse_export(one) for one in (GOOD, straight, thin, hurried, GOOD)], INSTRUMENT)
    assert len(found.kept) == 2
    assert found.set_aside == {
        "careless: pace": 1,
        "careless: run": 1,
        "too few answers": 1,
    }


def test_few_simulated_people_are_set_aside() -> None:
    exports = [parse_export(one) for one in people(500, 1, parameters())]
    assert len(screen(exports, INSTRUMENT).kept) >= 485
