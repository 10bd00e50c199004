"""What reports and results say of how firm they are: notes, single answers, short form, calibration."""

import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from innerpersona_quiz import wire
from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.instruments.calibration_file import parse_calibration
from innerpersona_quiz.instruments.faults import InstrumentError
from innerpersona_quiz.instruments.parsing import short_form
from innerpersona_quiz.kinds.remarks import remarks
from innerpersona_quiz.texts import Writer, in_a_row
from tests.unit.quiz import shipped
from tests.unit.quiz.answering import Sheet, attentive
from tests.unit.quiz.calibrations import CALIBRATED, table, text
from tests.unit.quiz.pages import texts_of

INSTRUMENT = load_instrument("attachment")
SHORT = short_form(INSTRUMENT)
ROOT = Path(__file__).parents[3]


def asked(op: str, **fields: object) -> dict[str, Any]:
    response: dict[str, Any] = json.loads(
        wire.handle(json.dumps({"api": 1, "op": op, "instrument": "attachment", **fields}))
    )
    return response


def points(html: str) -> dict[str, str]:
    """Return the text of each point of the section, by its kind."""
    found = re.findall(r'<li data-firmness="(\w+)">(.*?)</li>', html)
    return {kind: re.sub(r"<[^>]+>", "", text) for kind, text in found}


def note(html: str) -> str:
    found = re.search(r'data-note="careless">(.*?)</p>', html)
    return re.sub(r"<[^>]+>", "", found[1]) if found else ""


def agreeing(value: int, of: Any = INSTRUMENT) -> Sheet:
    return {item.id: INSTRUMENT.keyed(item, value) for item in of.items}


def test_an_attentive_sheet_gets_no_note() -> None:
    html = shipped.fragment(INSTRUMENT, attentive(INSTRUMENT, random.Random(1)))
    assert note(html) == "" and 'data-source="meade2012identifying"' not in html


def test_a_straight_line_gets_one_note_with_its_reasons_and_source() -> None:
    html = shipped.fragment(INSTRUMENT, {item.id: 4 for item in INSTRUMENT.items})
    assert "24 times in a row and nearly all of them lie in the middle" in note(html)
    assert "(Meade &amp; Craig, 2012)" in note(html) and html.count('data-note="careless"') == 1
    assert 'data-source="meade2012identifying"' in html
    assert 'data-score="4.00"' in html  # it never withholds a result


def test_times_reach_the_note_through_the_door() -> None:
    seconds = {item.id: 0.2 for item in INSTRUMENT.items}
    html = asked("report", answers=agreeing(3), seconds=seconds)["result"]["html"]
    assert "faster than the questions can be read" in note(html)
    assert asked("score", answers=agreeing(3), seconds=seconds)["result"]["careless"]["signs"] == ["pace"]
    assert note(asked("report", answers=agreeing(3))["result"]["html"]) == ""


def test_the_report_says_that_no_single_answer_changes_it() -> None:
    assert points(shipped.fragment(INSTRUMENT, agreeing(2)))["sensitivity"].startswith(
        "No single answer changes this: whichever of your 24 answers"
    )


def test_the_report_says_how_many_answers_would_change_it() -> None:
    sheet = agreeing(2) | {item.id: 4 for item in INSTRUMENT.items_of("anxiety")}
    found = asked("score", answers=sheet)["result"]["sensitivity"]
    said = points(shipped.fragment(INSTRUMENT, sheet))["sensitivity"]
    assert found["answered"] == 24 and len(found["pivots"]) > 1
    assert len(found["pivots"]) < 24
    assert said.startswith(f"Any one of {len(found['pivots'])} of your 24 answers, given differently")
    first = found["pivots"][0]
    assert f"{first['nearest']} instead of {first['given']} at “" in said


def test_on_a_border_any_answer_could_change_it() -> None:
    said = points(shipped.fragment(INSTRUMENT, {item.id: 4 for item in INSTRUMENT.items}))["sensitivity"]
    assert said.startswith("Any of your 24 answers, given differently enough, would change the area")


def test_one_answer_that_could_change_it_is_named_as_one() -> None:
    for seed in range(200):
        sheet = attentive(INSTRUMENT, random.Random(seed))
        found = remarks(INSTRUMENT, sheet).sensitivity
        if found is not None and len(found.pivots) == 1:
            break
    else:
        raise AssertionError("no simulated person's result hangs on exactly one answer")
    said = points(shipped.fragment(INSTRUMENT, sheet))["sensitivity"]
    assert said.startswith("One of your 24 answers, given differently enough, would change the area")


def test_without_a_style_nothing_is_said_of_single_answers() -> None:
    assert "sensitivity" not in points(shipped.fragment(INSTRUMENT, {}))
    assert asked("score", answers={})["result"]["sensitivity"] is None


def test_an_uncalibrated_report_says_so_in_the_promised_words() -> None:
    assert points(shipped.fragment(INSTRUMENT, agreeing(3)))["calibration"].startswith(
        "Not yet calibrated: position on the scale, no percentile."
    )


def test_a_calibrated_report_names_its_norms_and_their_dates() -> None:
    html = shipped.fragment(CALIBRATED, agreeing(3))
    found = points(html)
    assert "calibration" not in found
    assert "1,234 people who answered from 2026-10 to 2026-11" in found["sample"]
    assert "&lt;b&gt;&amp;&lt;/b&gt; were made" in html and "<b>" not in html
    assert "in 100 of the norm sample" in html and "graded response model" in html
    assert "Spread =" not in html


def test_a_calibrated_report_has_the_norms_of_each_age_band_that_has_them() -> None:
    content = table()
    band = {"n": 1250, "first_month": "2027-01", "last_month": "2027-06"}
    band |= {"percentiles": {"5": -1.6, "25": -0.7, "50": 0.0, "75": 0.7, "95": 1.6}}
    content["scales"]["anxiety"]["norms"]["by_age"] = {"25-34": band}
    parsed = parse_calibration(text(content), "test.json", INSTRUMENT.hash, INSTRUMENT.items, 6)
    calibrated = replace(INSTRUMENT, calibration=parsed)
    said = "beside the 1,250 people aged 25–34 who answered from 2027-01 to 2027-06: probably higher than {} in 100"
    for answer, place in ((1, "0 to 5"), (4, "25 to 75"), (7, "95 to 100")):
        html = shipped.fragment(calibrated, agreeing(answer))
        assert said.format(place) in html and html.count("people aged") == 1
    assert "people aged" not in shipped.fragment(CALIBRATED, agreeing(3))
    band["percentiles"] = {"5": 1.0, "50": 0.0}
    with pytest.raises(InstrumentError, match="rising"):
        parse_calibration(text(content), "test.json", INSTRUMENT.hash, INSTRUMENT.items, 6)


@pytest.mark.parametrize(
    ("seconds", "code", "field"),
    [
        ([], "wrong_type", "seconds"),
        ({"anx99": 1}, "unknown_item", "seconds.anx99"),
        ({"anx01": "1"}, "bad_seconds", "seconds.anx01"),
        ({"anx01": True}, "bad_seconds", "seconds.anx01"),
        ({"anx01": None}, "bad_seconds", "seconds.anx01"),
        ({"anx01": -0.1}, "bad_seconds", "seconds.anx01"),
    ],
)
def test_bad_times_get_a_typed_error(seconds: object, code: str, field: str) -> None:
    error = asked("score", answers={}, seconds=seconds)["error"]
    assert (error["code"], error["field"]) == (code, field)


def test_an_endless_time_is_refused() -> None:
    text = '{"api":1,"op":"score","instrument":"attachment","answers":{},"seconds":{"anx01":1e999}}'
    assert json.loads(wire.handle(text))["error"]["code"] == "not_json"


def test_texts_leave_no_blank_and_cite_what_they_list() -> None:
    texts = texts_of("firmness")
    flat = json.dumps({name: part for name, part in texts.items() if name != "sources"})
    assert set(re.findall(r"\{(\w+)\}", flat)) == set(texts["sources"])
    bibliography = (ROOT / "docs" / "references.bib").read_text(encoding="utf-8")
    for key, source in texts["sources"].items():
        assert f"{{{key}," in bibliography and source["full"].rpartition("doi:")[2] in bibliography
    for sheet in (agreeing(3), {item.id: 7 for item in INSTRUMENT.items}):
        assert "$" not in shipped.fragment(INSTRUMENT, sheet) + shipped.fragment(CALIBRATED, sheet)


def test_a_blank_without_a_value_is_an_error_and_values_are_not_read_as_citations() -> None:
    writer = Writer(({"a": "One $word {key}."},), ({"key": {"short": "K, 1999", "full": "K"}},))
    with pytest.raises(KeyError):
        writer.passage("a", other="")
    found = writer.passage("a", word="{key} $word")
    assert [segment.text for segment in found] == ["One {key} $word", "K, 1999", "."]
    assert "".join(segment.text for segment in in_a_row(found[:1], found[2:])) == "One {key} $word ."
