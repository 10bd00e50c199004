"""What holds for every sheet of the conflict and the values questionnaires."""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.ipsative import centred
from tests.unit.quiz import shipped
from tests.unit.quiz.shipped import CIRCLE, HIGHER_ORDER, profile, score_result

CONFLICT, VALUES = load_instrument("conflict"), load_instrument("values")
FLOOR = 1 / math.sqrt(12)


def sheets(instrument: Instrument) -> st.SearchStrategy[dict[str, int | None]]:
    """Full sheets, and sheets with gaps and with nulls."""
    ids = [item.id for item in instrument.items]
    value: st.SearchStrategy[int | None] = st.integers(instrument.lowest, instrument.highest)
    complete = st.fixed_dictionaries(dict.fromkeys(ids, value))
    return st.dictionaries(st.sampled_from(ids), st.none() | value) | complete


def full(instrument: Instrument) -> st.SearchStrategy[dict[str, int]]:
    value = st.integers(instrument.lowest, instrument.highest)
    return st.fixed_dictionaries({item.id: value for item in instrument.items})


def scored(instrument: Instrument, sheet: Any) -> dict[str, Any]:
    return score_result(instrument, sheet)


@pytest.mark.parametrize("instrument", [CONFLICT, VALUES], ids=lambda one: one.id)
@given(data=st.data())
def test_the_order_of_answers_and_items_changes_nothing(instrument: Instrument, data: st.DataObject) -> None:
    sheet = data.draw(sheets(instrument))
    items = data.draw(st.permutations(instrument.items))
    turned = {item.id: sheet[item.id] for item in items if item.id in sheet}
    here, there = scored(instrument, sheet), scored(replace(instrument, items=tuple(items)), turned)
    assert here == there


@given(sheets(CONFLICT))
def test_reversing_every_key_and_every_answer_changes_nothing(sheet: dict[str, int | None]) -> None:
    turned = tuple(replace(item, reverse=not item.reverse) for item in CONFLICT.items)
    mirrored = {id: None if answer is None else 6 - answer for id, answer in sheet.items()}
    assert scored(replace(CONFLICT, items=turned), mirrored) == scored(CONFLICT, sheet)


@given(full(CONFLICT))
def test_turning_all_answers_round_turns_the_plane_round(sheet: dict[str, int]) -> None:
    here = scored(CONFLICT, sheet)
    there = scored(CONFLICT, {id: 6 - answer for id, answer in sheet.items()})
    for part in ("scales", "concerns"):
        for id, found in here[part].items():
            assert math.isclose(found["score"] + there[part][id]["score"], 6, abs_tol=3e-6)
            assert found["se"] == there[part][id]["se"]


@given(sheets(CONFLICT))
def test_conflict_scores_and_errors_stay_in_bounds(sheet: dict[str, int | None]) -> None:
    result = scored(CONFLICT, sheet)
    known = {id: found for id, found in result["scales"].items() if not found["withheld"]}
    for found in result["scales"].values():
        assert found["withheld"] is (2 * found["answered"] < found["total"])
    for found in [*known.values(), *(result["concerns"] or {}).values()]:
        low, high = found["interval90"]
        assert 1 <= low <= found["score"] <= high <= 5 and low < high
    assert all(found["se"] >= FLOOR - 1e-6 for found in known.values())
    assert (result["concerns"] is None) is not (
        {"integrating", "obliging", "dominating", "avoiding"} <= known.keys()
    )
    assert (result["lead"] is None) is (result["trail"] is None) is (len(known) < 5)
    if result["concerns"]:
        assert result["concerns"]["self"]["se"] == result["concerns"]["other"]["se"] >= FLOOR / 2 - 1e-6


@given(full(CONFLICT), st.sampled_from(CONFLICT.items))
def test_answering_higher_never_lowers_a_strategy_nor_turns_a_concern_the_wrong_way(
    sheet: dict[str, int], item: Any
) -> None:
    keyed = CONFLICT.keyed(item, sheet[item.id])
    if keyed == 5:
        return
    more = {**sheet, item.id: CONFLICT.keyed(item, keyed + 1)}
    before, after = scored(CONFLICT, sheet), scored(CONFLICT, more)
    assert after["scales"][item.scale]["score"] > before["scales"][item.scale]["score"]
    signs = {
        "integrating": (1, 1),
        "obliging": (-1, 1),
        "dominating": (1, -1),
        "avoiding": (-1, -1),
        "compromising": (0, 0),
    }[item.scale]
    for sign, who in zip(signs, ("self", "other"), strict=True):
        moved = after["concerns"][who]["score"] - before["concerns"][who]["score"]
        assert math.isclose(moved, sign * 0.05, abs_tol=3e-6)


@given(full(VALUES), st.integers(-5, 5))
def test_a_shift_of_all_answers_changes_no_centred_score(sheet: dict[str, int], shift: int) -> None:
    if not all(1 <= answer + shift <= 6 for answer in sheet.values()):
        shift = 0
    here, there = scored(VALUES, sheet), scored(VALUES, {id: answer + shift for id, answer in sheet.items()})
    assert math.isclose(there.pop("centre") - here.pop("centre"), shift, abs_tol=2e-6)
    for part in ("scales", "higher"):
        for id, found in here.pop(part).items():
            other = there[part][id]
            assert math.isclose(found["score"], other["score"], abs_tol=2e-6)
            assert math.isclose(found["se"], other["se"], abs_tol=2e-6)


@given(full(VALUES))
def test_turning_all_answers_round_points_the_other_way(sheet: dict[str, int]) -> None:
    here = scored(VALUES, sheet)
    there = scored(VALUES, {id: 7 - answer for id, answer in sheet.items()})
    for id, found in here["higher"].items():
        assert math.isclose(found["score"], -there["higher"][id]["score"], abs_tol=2e-6)
    one, other = here["position"], there["position"]
    assert math.isclose(one["length"], other["length"], abs_tol=2e-6)
    assert one["directed"] is other["directed"]
    if one["length"] > 0.01:
        apart = abs(one["angle"] - other["angle"]) % 360
        assert math.isclose(apart, 180, abs_tol=0.01)


@given(sheets(VALUES))
def test_values_stay_in_bounds_and_add_up_to_nothing(sheet: dict[str, int | None]) -> None:
    result = scored(VALUES, sheet)
    parts = [*result["scales"].values(), *result["higher"].values()]
    if result["centre"] is None:
        assert 2 * result["answered"] < result["total"] and all(part["withheld"] for part in parts)
        assert result["position"] is None and result["lead"] is None
        return
    assert 1 <= result["centre"] <= 6
    for part in parts:
        if not part["withheld"]:
            low, high = part["interval90"]
            assert -5 <= low <= part["score"] <= high <= 5 and low < high and part["se"] > 0
    known = [part for part in result["scales"].values() if not part["withheld"]]
    assert all(2 * part["answered"] >= part["total"] for part in known)
    if len(known) == 10:
        weighted = sum(part["score"] * part["answered"] for part in known)
        assert math.isclose(weighted, 0, abs_tol=1e-4)
        assert 0 <= result["position"]["angle"] < 360 and result["position"]["length"] >= 0
        assert result["position"]["fit"] is None or 0 <= result["position"]["fit"] <= 1


@given(sheets(VALUES))
def test_no_variance_is_negative_and_the_errors_hold_together(sheet: dict[str, int | None]) -> None:
    found = centred(VALUES, sheet)
    if found is None:
        return
    for one in HIGHER_ORDER.values():
        for other in HIGHER_ORDER.values():
            bound = found.se(one) * found.se(other)
            assert abs(found.covariance(one, other)) <= bound + 1e-9


@given(full(VALUES), st.sampled_from(CIRCLE))
def test_one_value_up_is_all_others_down(sheet: dict[str, int], value: str) -> None:
    items = [item.id for item in VALUES.items_of(value)]
    if all(sheet[id] == 6 for id in items):
        return
    raised = {id: min(6, answer + 1) if id in items else answer for id, answer in sheet.items()}
    before, after = profile(VALUES, sheet), profile(VALUES, raised)
    for one, other in zip(before.scales, after.scales, strict=True):
        assert one.estimate is not None and other.estimate is not None
        moved = other.estimate.score - one.estimate.score
        assert moved > 0 if one.id == value else moved < 0


@pytest.mark.parametrize("instrument", [CONFLICT, VALUES], ids=lambda one: one.id)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_report_can_be_made_of_every_sheet(instrument: Instrument, data: st.DataObject) -> None:
    sheet = data.draw(sheets(instrument))
    html = shipped.fragment(instrument, sheet)
    assert html.startswith("<article") and html.count('data-scale="') == len(instrument.scales)
