"""Change between two results: the arithmetic, the words, and what must not be compared."""

import json
import math
import os
import random
from dataclasses import replace
from typing import Any

import pytest

from innerpersona_quiz import wire
from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.instruments.parsing import short_form
from innerpersona_quiz.kinds import score
from innerpersona_quiz.model import Sheet
from innerpersona_quiz.scoring.change import (
    IncomparableError,
    Result,
    ScaleChange,
    change,
    reliable_change,
    result_of,
)
from innerpersona_quiz.scoring.normal import t_border
from innerpersona_quiz.texts.errors import sentence
from innerpersona_quiz.validation.simulation import answers_of, someone
from tests.unit.quiz.answering import Sheet as Answers

INSTRUMENT = load_instrument("attachment")
MORE = "more than answering noise would explain"
NO_MORE = f"no {MORE}"
BEFORE = Result("attachment", "1.0.0", "h", "full", None, {"anxiety": (4.0, 0.3), "avoidance": (3.0, 0.4)})
AFTER = replace(BEFORE, scales={"anxiety": (3.0, 0.4), "avoidance": (3.5, 0.3)})


def agreeing(anxiety: int, avoidance: int) -> Answers:
    means = {"anxiety": anxiety, "avoidance": avoidance}
    return {item.id: INSTRUMENT.keyed(item, means[item.scale]) for item in INSTRUMENT.items}


def asked(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    response: dict[str, Any] = json.loads(
        wire.handle(json.dumps({"api": 1, "op": "change", "before": before, "after": after}))
    )
    return response


def stored(sheet: Answers, **more: object) -> dict[str, Any]:
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


def test_two_sheets_are_compared_by_their_answers_and_results_by_their_errors() -> None:
    first, second = agreeing(5, 3), agreeing(3, 3)
    sheets = [{"instrument": "attachment", "answers": sheet} for sheet in (first, second)]
    results = [stored(first), stored(second)]
    by_answers = asked(sheets[0], sheets[1])["result"]
    by_scores = [
        asked(*pair)["result"] for pair in (results, (sheets[0], results[1]), (results[0], sheets[1]))
    ]
    assert all(one == by_scores[0] for one in by_scores)
    assert (by_answers["from"], by_scores[0]["from"]) == ("answers", "scores")
    for result, border in ((by_answers, 2.0739), (by_scores[0], 1.96)):
        anxiety, avoidance = (result["scales"][id] for id in ("anxiety", "avoidance"))
        assert anxiety["words"] == MORE and anxiety["difference"] == -2 and anxiety["reliable"] is True
        assert avoidance["words"] == NO_MORE and avoidance["reliable"] is False
        assert len(result["assumes"]) == 5 and anxiety["border"] == pytest.approx(border, abs=1e-4)
    assert by_answers["assumes"] != by_scores[0]["assumes"]


def compared(*groups: tuple[list[int], list[int]], centred: bool = False) -> list[ScaleChange | None]:
    """Return the changes of scales, each with its answers before and after."""

    def result(place: int) -> Result:
        answers = {str(n): {str(i): x for i, x in enumerate(group[place])} for n, group in enumerate(groups)}
        scores = {id: (sum(group.values()) / len(group), 0.3) for id, group in answers.items()}
        return Result("any", "1", "h", "full", None, scores, answers, centred)

    return list(change(result(0), result(1)).values())


def test_the_noise_is_the_scatter_of_single_changes_around_their_scales_mean() -> None:
    one, other = compared(([4, 4, 4, 4], [6, 5, 5, 4]), ([2, 3, 2, 3], [2, 3, 4, 1]))
    assert one is not None and other is not None
    # Changes 2 1 1 0 and 0 0 2 -2: squares around their means 1 and 0 are 2 and 8, with 6 degrees of freedom.
    se = math.sqrt(10 / 6 / 4)
    assert one.se == pytest.approx(se, abs=1e-6) and one.index == pytest.approx(1 / se, abs=1e-5)
    assert one.border == pytest.approx(2.4469, abs=5e-4) and not one.reliable and other.index == 0


def test_questions_that_move_alike_are_told_apart_from_questions_that_scatter() -> None:
    alike, scattered = compared(([3] * 6, [4] * 6)), compared(([3] * 6, [1, 7, 6, 2, 7, 1]))
    assert alike[0] is not None and scattered[0] is not None
    assert alike[0].difference == scattered[0].difference == 1
    assert alike[0].reliable and not scattered[0].reliable
    assert alike[0].se == pytest.approx(math.sqrt(1 / 6 / 6), abs=1e-6)  # what whole steps hide


def test_of_centred_scores_the_mean_of_all_changes_is_taken_out() -> None:
    one, other = compared(([3, 3, 3], [5, 5, 4]), ([3, 3, 3], [5, 4, 5]), centred=True)
    assert one is not None and other is not None and one.index == other.index == 0
    up, down = compared(([3, 3, 3], [5, 5, 5]), ([3, 3, 3], [3, 3, 3]), centred=True)
    assert up is not None and down is not None and up.index == -down.index
    assert up.index == pytest.approx(1 / math.sqrt(1 / 6 * (1 / 3 - 1 / 6)), abs=1e-5)


def test_too_few_questions_answered_both_times_give_no_change() -> None:
    assert compared(([3, 4, 4], [5, 5, 5])) == [None]


@pytest.mark.parametrize("form", ["full", "short"])
@pytest.mark.parametrize("id", ["attachment", "conflict", "values"])
def test_noise_alone_is_called_a_change_one_time_in_twenty(id: str, form: str) -> None:
    full = load_instrument(id)
    instrument = full if form == "full" else short_form(full)
    source, alarms, compared_scales = random.Random(9), 0, 0
    for _ in range(4000 if os.environ.get("INNERPERSONA_LONG") else 250):
        person = someone(instrument, source)
        taken = []
        for _ in range(2):
            answers = answers_of(instrument, person, source)
            taken.append(result_of(Sheet(instrument, dict(answers)), score(instrument, answers).estimates))
        found = change(*taken).values()
        alarms += sum(one is not None and one.reliable for one in found)
        compared_scales += len(found)
    room = 3 * math.sqrt(0.05 * 0.95 / compared_scales)
    assert alarms / compared_scales == pytest.approx(0.05, abs=0.01 + room)


@pytest.mark.parametrize(
    ("df", "border"), [(3, 3.1824), (5, 2.5706), (10, 2.2281), (22, 2.0739), (200, 1.9719)]
)
def test_the_borders_are_those_of_students_t(df: int, border: float) -> None:
    assert t_border(df) == pytest.approx(border, abs=0.004 if df == 3 else 0.001)


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
    short: Answers = {item.id: 4 for item in INSTRUMENT.items if item.short_form}
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
