"""What holds for every sheet of answers and every request."""

import json
import math
from dataclasses import replace
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from innerpersona_quiz import wire
from innerpersona_quiz.instruments import load_instrument
from tests.unit.quiz import shipped
from tests.unit.quiz.shipped import score_result

INSTRUMENT = load_instrument("attachment")
IDS = [item.id for item in INSTRUMENT.items]
FLOOR = 1 / math.sqrt(12)

answers = st.dictionaries(st.sampled_from(IDS), st.none() | st.integers(1, 7))
full = st.fixed_dictionaries({id: st.integers(1, 7) for id in IDS})
sheets = answers | full
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def scored(sheet: dict[str, int | None]) -> dict[str, Any]:
    return score_result(INSTRUMENT, sheet)


@given(sheets, st.permutations(IDS))
def test_the_order_of_answers_and_items_changes_nothing(
    sheet: dict[str, int | None], order: list[str]
) -> None:
    turned = {id: sheet[id] for id in order if id in sheet}
    by_id = {item.id: item for item in INSTRUMENT.items}
    shuffled = replace(INSTRUMENT, items=tuple(by_id[id] for id in order))
    assert scored(turned) == scored(sheet) == score_result(shuffled, sheet)


@given(sheets)
def test_reversing_every_key_and_every_answer_changes_nothing(sheet: dict[str, int | None]) -> None:
    reversed_keys = tuple(replace(item, reverse=not item.reverse) for item in INSTRUMENT.items)
    mirrored = {id: None if answer is None else 8 - answer for id, answer in sheet.items()}
    assert score_result(replace(INSTRUMENT, items=reversed_keys), mirrored) == scored(sheet)


@given(full)
def test_turning_all_answers_round_turns_the_picture_round(sheet: dict[str, int | None]) -> None:
    here = scored(sheet)
    there = scored({id: 8 - (answer or 0) for id, answer in sheet.items()})
    for scale, found in here["scales"].items():
        assert math.isclose(found["score"] + there["scales"][scale]["score"], 8, abs_tol=2e-6)
        assert found["se"] == there["scales"][scale]["se"]
    assert math.isclose(here["regions"]["secure"], there["regions"]["fearful"], abs_tol=2e-6)
    assert math.isclose(here["regions"]["dismissing"], there["regions"]["preoccupied"], abs_tol=2e-6)


@given(sheets)
def test_scores_errors_intervals_and_chances_stay_in_bounds(sheet: dict[str, int | None]) -> None:
    result = scored(sheet)
    for scale in result["scales"].values():
        for part in (scale, *scale["facets"].values()):
            assert 0 <= part["answered"] <= part["total"]
            if part["withheld"]:
                assert part["score"] is part["se"] is part["interval90"] is None and part["reason"]
                continue
            low, high = part["interval90"]
            assert 1 <= low <= part["score"] <= high <= 7 and low < high
            assert FLOOR - 1e-6 <= part["se"] <= 7
            assert 2 * part["answered"] >= part["total"]
        assert scale["withheld"] is (2 * scale["answered"] < scale["total"])
    if result["regions"] is None:
        assert any(scale["withheld"] for scale in result["scales"].values()) and result["style"] is None
    else:
        chances = result["regions"].values()
        assert all(0 <= chance <= 1 for chance in chances)
        assert math.isclose(sum(chances), 1, abs_tol=3e-6)
        assert (result["style"]["named"] is not None) is (max(chances) >= 0.8)


@given(full, st.sampled_from(IDS))
def test_agreeing_more_never_moves_a_score_the_wrong_way(sheet: dict[str, int | None], id: str) -> None:
    item = next(item for item in INSTRUMENT.items if item.id == id)
    more = {**sheet, id: min(7, (sheet[id] or 0) + 1)}
    before, after = (scored(found)["scales"][item.scale]["score"] for found in (sheet, more))
    assert after <= before if item.reverse else after >= before


@settings(max_examples=60)
@given(sheets)
def test_a_report_can_be_made_of_every_sheet(sheet: dict[str, int | None]) -> None:
    html = shipped.fragment(INSTRUMENT, sheet)
    assert html.startswith("<article") and html.count('data-scale="') == 2


def served(request: Any) -> dict[str, Any]:
    text = wire.handle(request)
    response: dict[str, Any] = json.loads(text)
    assert text.isascii() and response["api"] == 1
    assert set(response) == ({"api", "ok", "result"} if response["ok"] else {"api", "ok", "error"})
    if not response["ok"]:
        assert response["error"]["code"] != "internal", (request, response)
    return response


@given(st.text())
@example("\ud800")
def test_no_text_gets_an_exception_through_the_door(text: str) -> None:
    assert served(text)["ok"] is False


@given(json_values)
def test_no_json_gets_an_exception_through_the_door(value: Any) -> None:
    assert served(json.dumps(value))["ok"] is False


parts = st.fixed_dictionaries(
    {},
    optional={
        "instrument": st.just("attachment") | json_values,
        "instrument_version": st.just(INSTRUMENT.version),
        "instrument_hash": st.just(INSTRUMENT.hash),
        "answers": sheets | json_values,
        "scales": st.dictionaries(
            st.sampled_from(["anxiety", "avoidance"]) | st.text(),
            st.fixed_dictionaries({"score": json_values, "se": json_values}) | json_values,
        ),
        "calibration": json_values,
    },
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "api": st.just(1) | json_values,
            "op": st.sampled_from(["score", "report", "document", "prepare", "describe", "change"])
            | json_values,
            "instrument": st.just("attachment") | json_values,
            "instrument_version": st.just(INSTRUMENT.version) | json_values,
            "site_base": st.just("/") | json_values,
            "form": st.sampled_from(["full", "short"]) | json_values,
            "seconds": st.dictionaries(st.sampled_from(IDS), st.floats(0, 60)) | json_values,
            "before": parts | json_values,
            "after": parts | json_values,
            "answers": sheets | st.dictionaries(st.sampled_from(IDS) | st.text(), json_values) | json_values,
        },
    )
)
def test_no_near_request_gets_an_exception_through_the_door(request: dict[str, Any]) -> None:
    served(json.dumps(request))


@given(sheets)
def test_every_right_request_is_served(sheet: dict[str, int | None]) -> None:
    request = {"api": 1, "op": "score", "instrument": "attachment", "answers": sheet}
    assert served(json.dumps(request))["ok"] is True
