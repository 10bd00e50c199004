"""Change between two results: the arithmetic, the words, and what must not be compared."""

import json
from dataclasses import replace
from typing import Any

import pytest

from innerpersona_quiz import wire
from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.scoring.change import IncomparableError, Result, change, reliable_change
from innerpersona_quiz.texts.errors import sentence
from tests.unit.quiz.answering import Sheet

INSTRUMENT = load_instrument("attachment")
MORE = "more than answering noise would explain"
NO_MORE = f"no {MORE}"
BEFORE = Result("attachment", "1.0.0", "h", "full", None, {"anxiety": (4.0, 0.3), "avoidance": (3.0, 0.4)})
AFTER = replace(BEFORE, scales={"anxiety": (3.0, 0.4), "avoidance": (3.5, 0.3)})


def agreeing(anxiety: int, avoidance: int) -> Sheet:
    means = {"anxiety": anxiety, "avoidance": avoidance}
    return {item.id: INSTRUMENT.keyed(item, means[item.scale]) for item in INSTRUMENT.items}


def asked(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    response: dict[str, Any] = json.loads(
        wire.handle(json.dumps({"api": 1, "op": "change", "before": before, "after": after}))
    )
    return response


def stored(sheet: Sheet, **more: object) -> dict[str, Any]:
    request = {"api": 1, "op": "score", "instrument": "attachment", "answers": sheet, **more}
    result: dict[str, Any] = json.loads(wire.handle(json.dumps(request)))["result"]
    return result


def test_the_index_is_the_difference_over_its_standard_error() -> None:
    found = change(BEFORE, AFTER)
    anxiety, avoidance = found["anxiety"], found["avoidance"]
    assert anxiety is not None and avoidance is not None
    assert (anxiety.difference, anxiety.se, anxiety.index) == (-1.0, 0.5, -2.0)
    assert anxiety.reliable
    assert (avoidance.difference, avoidance.se, avoidance.index) == (0.5, 0.5, 1.0)
    assert not avoidance.reliable


def test_with_one_error_for_both_it_is_jacobson_and_truaxs_own() -> None:
    # Their example: 47.5 before, 32.5 after, standard deviation 7.5, reliability .80; RC = -3.16.
    se = 7.5 * (1 - 0.80) ** 0.5
    assert reliable_change(47.5, se, 32.5, se).index == pytest.approx(-3.16, abs=0.005)


@pytest.mark.parametrize(
    ("difference", "reliable"), [(1.9599, False), (1.96, True), (-1.96, True), (0, False)]
)
def test_it_is_reliable_from_the_threshold_on(difference: float, reliable: bool) -> None:
    assert reliable_change(0.0, 0.6, difference, 0.8).reliable is reliable


def test_a_withheld_score_has_no_change() -> None:
    assert change(BEFORE, replace(AFTER, scales={**AFTER.scales, "anxiety": None}))["anxiety"] is None


def test_errors_must_be_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        reliable_change(3, 0.0, 4, 0.5)


@pytest.mark.parametrize(
    ("other", "reason", "told"),
    [
        ({"instrument": "values"}, "questionnaire", "same questionnaire"),
        ({"version": "1.1.0"}, "edition", "version 1.1.0"),
        ({"hash": "g"}, "edition", "different editions"),
        ({"form": "short"}, "form", "short form"),
        ({"calibration": "c"}, "calibration", "scored in different ways"),
        ({"scales": {"anxiety": None}}, "scales", "same scales"),
    ],
)
def test_what_does_not_match_is_explained_and_not_compared(
    other: dict[str, Any], reason: str, told: str
) -> None:
    for pair in ((BEFORE, replace(AFTER, **other)), (replace(BEFORE, **other), AFTER)):
        with pytest.raises(IncomparableError) as caught:
            change(*pair)
        assert caught.value.reason == reason
        words = sentence("not_comparable", reason, **caught.value.values)
        assert told in words and "ompare" in words


def test_two_sheets_two_results_and_one_of_each_give_the_same() -> None:
    first, second = agreeing(5, 3), agreeing(3, 3)
    sheets = [{"instrument": "attachment", "answers": sheet} for sheet in (first, second)]
    results = [stored(first), stored(second)]
    responses = [asked(*pair) for pair in (sheets, results, (sheets[0], results[1]), (results[0], sheets[1]))]
    assert all(one == responses[0] for one in responses)
    result = responses[0]["result"]
    assert result["scales"]["anxiety"]["words"] == MORE and result["scales"]["anxiety"]["difference"] == -2
    assert result["scales"]["avoidance"]["words"] == NO_MORE
    assert len(result["assumes"]) == 5 and result["reliable_from"] == 1.96


def test_a_result_of_another_edition_is_refused_at_the_door() -> None:
    old = {**stored(agreeing(5, 3)), "instrument_version": "0.9.0", "instrument_hash": "0" * 64}
    error = asked(old, {"instrument": "attachment", "answers": agreeing(3, 3)})["error"]
    assert error["code"] == "not_comparable" and "0.9.0" in error["message"]
    sheet = {"instrument": "attachment", "instrument_version": "0.9.0", "answers": {}}
    error = asked(sheet, stored(agreeing(3, 3)))["error"]
    assert (error["code"], error["field"]) == ("version_mismatch", "before.instrument_version")


def test_two_results_of_one_older_edition_are_compared() -> None:
    old = {"instrument_version": "0.9.0", "instrument_hash": "0" * 64}
    assert asked({**stored(agreeing(5, 3)), **old}, {**stored(agreeing(3, 3)), **old})["ok"]


def test_short_and_full_are_not_compared() -> None:
    short: Sheet = {item.id: 4 for item in INSTRUMENT.items if item.short_form}
    error = asked(stored(agreeing(4, 4)), stored(short, form="short"))["error"]
    assert error["code"] == "not_comparable" and "short form" in error["message"]


@pytest.mark.parametrize(
    ("change_of", "code", "field"),
    [
        ({"scales": []}, "wrong_type", "before.scales"),
        ({"scales": {"anxiety": 3}}, "wrong_type", "before.scales.anxiety"),
        ({"scales": {"anxiety": {"score": "3", "se": 1}}}, "wrong_type", "before.scales.anxiety.score"),
        ({"scales": {"anxiety": {"score": 3, "se": True}}}, "wrong_type", "before.scales.anxiety.se"),
        ({"scales": {"anxiety": {"score": 3, "se": 0}}}, "wrong_type", "before.scales.anxiety.se"),
        ({"scales": {"anxiety": {"score": 3, "se": -1}}}, "wrong_type", "before.scales.anxiety.se"),
        ({"scales": {"anxiety": {"score": 1e300, "se": 1}}}, "wrong_type", "before.scales.anxiety.score"),
        ({"scales": {"anxiety": {"score": None, "se": 1}}}, "wrong_type", "before.scales.anxiety.score"),
        ({"instrument_hash": 3}, "wrong_type", "before.instrument_hash"),
        ({"calibration": "c"}, "wrong_type", "before.calibration"),
        ({"calibration": {}}, "missing_field", "before.hash"),
        ({"form": "long"}, "unknown_form", "before.form"),
    ],
)
def test_a_damaged_result_is_named(change_of: dict[str, Any], code: str, field: str) -> None:
    good = stored(agreeing(4, 4))
    error = asked({**good, **change_of}, good)["error"]
    assert (error["code"], error["field"]) == (code, field)


@pytest.mark.parametrize(
    ("before", "code", "field"),
    [
        ([], "wrong_type", "before"),
        ({}, "missing_field", "before.answers"),
        ({"instrument": "attachment", "answers": {}, "extra": 1}, "unknown_field", "before.extra"),
        (
            {"instrument": "attachment", "answers": {"anx01": 9}},
            "answer_out_of_range",
            "before.answers.anx01",
        ),
        ({"instrument": "stars", "answers": {}}, "unknown_instrument", "before.instrument"),
    ],
)
def test_a_damaged_sheet_is_named(before: Any, code: str, field: str) -> None:
    error = asked(before, stored(agreeing(4, 4)))["error"]
    assert (error["code"], error["field"]) == (code, field)
