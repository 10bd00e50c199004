"""Scores of a calibrated instrument: where they come from, and what a calibration file must hold."""

import math
import random
from typing import Any

import pytest

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.instruments.calibration_file import parse_calibration
from innerpersona_quiz.instruments.faults import InstrumentError
from innerpersona_quiz.instruments.parsing import parse_instrument, short_form
from innerpersona_quiz.model import Sheet
from innerpersona_quiz.scoring import graded_response as grm
from innerpersona_quiz.scoring.scales import score_scale
from innerpersona_quiz.wire.score import sheet_result
from tests.unit.quiz import calibrations
from tests.unit.quiz.answering import attentive
from tests.unit.quiz.calibrations import CALIBRATED
from tests.unit.quiz.folders import QUESTIONNAIRE, changed, reader
from tests.unit.quiz.shipped import score_result

INSTRUMENT = load_instrument("attachment")
ITEMS = INSTRUMENT.items_of("anxiety")


def graded() -> dict[str, grm.GradedItem]:
    items = calibrations.table()["scales"]["anxiety"]["items"]
    return {id: grm.GradedItem(one["a"], tuple(one["b"])) for id, one in items.items()}


def test_the_score_is_the_mean_of_the_true_scores_that_the_answers_allow() -> None:
    sheet = attentive(INSTRUMENT, random.Random(4)) | {"anx02": None}
    items = graded()
    keyed = [None if (a := sheet[i.id]) is None else INSTRUMENT.keyed(i, a) - 1 for i in ITEMS]
    theta = grm.eap([items[item.id] for item in ITEMS], keyed)
    part = score_scale(CALIBRATED, "anxiety", sheet).scale
    assert part.trait is not None and part.estimate is not None
    assert part.trait.theta == pytest.approx(theta.theta, abs=1e-6)
    assert part.trait.se == pytest.approx(theta.se, abs=1e-6)
    # The same from an integral of its own, over a finer and wider grid of the trait.
    total = first = second = below = 0.0
    for step in range(-3200, 3201):
        place = step / 400
        logs = [
            grm.log_probability(items[item.id], x, place)
            for item, x in zip(ITEMS, keyed, strict=True)
            if x is not None
        ]
        weight = math.exp(sum(logs) - place * place / 2)
        true = 1 + sum(grm.expected_category(item, place) for item in items.values()) / 12
        total, first, second = total + weight, first + weight * true, second + weight * true * true
        below += weight * (true < 4)
    mean = first / total
    assert part.estimate.score == pytest.approx(mean, abs=1e-4)
    assert part.estimate.se == pytest.approx(math.sqrt(second / total - mean * mean), abs=1e-4)
    assert part.estimate.below(4.0) == pytest.approx(below / total, abs=2e-3)
    low, high = part.estimate.interval90
    assert 1 <= low < part.estimate.score < high <= 7
    assert part.estimate.below(low) == pytest.approx(0.05, abs=1e-5)
    assert part.estimate.below(high) == pytest.approx(0.95, abs=1e-5)


def test_the_chances_of_regions_come_from_the_posterior() -> None:
    sheet = attentive(INSTRUMENT, random.Random(4))
    found = score_result(CALIBRATED, sheet)["regions"]
    p, q = (
        estimate.below(4.0)
        for id in ("anxiety", "avoidance")
        if (estimate := score_scale(CALIBRATED, id, sheet).estimate) is not None
    )
    assert list(found.values()) == pytest.approx(
        [p * q, (1 - p) * q, p * (1 - q), (1 - p) * (1 - q)], abs=1e-6
    )


def test_percentiles_count_the_people_below() -> None:
    low = score_scale(CALIBRATED, "anxiety", {i.id: INSTRUMENT.keyed(i, 1) for i in ITEMS}).scale.trait
    high = score_scale(CALIBRATED, "anxiety", {i.id: INSTRUMENT.keyed(i, 7) for i in ITEMS}).scale.trait
    middle = score_scale(CALIBRATED, "anxiety", {i.id: INSTRUMENT.keyed(i, 4) for i in ITEMS}).scale.trait
    assert low is not None and high is not None and middle is not None
    assert low.percentile == 0 and high.percentile == 99
    assert 40 <= middle.percentile <= 60
    assert middle.percentile90[0] < middle.percentile < middle.percentile90[1]


def test_at_the_ends_of_the_scale_an_error_is_left() -> None:
    part = score_scale(CALIBRATED, "anxiety", {i.id: INSTRUMENT.keyed(i, 1) for i in ITEMS}).scale
    assert part.estimate is not None and part.estimate.se >= 0.01


def test_what_is_withheld_stays_withheld_and_facets_stay_classical() -> None:
    sheet = attentive(INSTRUMENT, random.Random(4))
    assert score_scale(CALIBRATED, "anxiety", {"anx01": 3}).scale.trait is None
    assert (
        score_scale(CALIBRATED, "anxiety", sheet).facets == score_scale(INSTRUMENT, "anxiety", sheet).facets
    )


def test_the_short_form_stands_on_the_same_metric() -> None:
    sheet = {item.id: INSTRUMENT.keyed(item, 5) for item in INSTRUMENT.items}
    short = short_form(CALIBRATED)
    kept = {item.id: sheet[item.id] for item in short.items}
    whole, part = score_scale(CALIBRATED, "anxiety", sheet), score_scale(short, "anxiety", kept)
    assert whole.estimate is not None and part.estimate is not None
    assert abs(whole.estimate.score - part.estimate.score) < 0.4
    assert part.estimate.se > 1.2 * whole.estimate.se


def test_the_result_names_the_calibration_and_drops_what_is_no_longer_true() -> None:
    sheet = attentive(INSTRUMENT, random.Random(4))
    with_it: dict[str, Any] = sheet_result(Sheet(CALIBRATED, sheet))
    bare: dict[str, Any] = sheet_result(Sheet(INSTRUMENT, sheet))
    assert bare["calibration"] is None and "no percentiles" in bare["assumption"]
    assert with_it["calibration"]["n"] == 1234 and len(with_it["calibration"]["hash"]) == 64
    assert "no percentiles" not in with_it["assumption"]
    assert with_it["scales"]["anxiety"]["trait"]["percentile"] in range(100)
    assert "trait" not in bare["scales"]["anxiety"]
    assert score_result(CALIBRATED, sheet)["instrument_hash"] == INSTRUMENT.hash


def test_an_instrument_reads_the_calibration_that_it_names() -> None:
    files = changed("attachment", QUESTIONNAIRE, lambda source: f'calibration = "one.json"\n{source}')
    files["one.json"] = calibrations.text()
    assert parse_instrument(reader(files), "x")[0] == CALIBRATED


def test_a_calibration_that_is_not_there_is_a_fault() -> None:
    files = changed("attachment", QUESTIONNAIRE, lambda source: f'calibration = "missing.json"\n{source}')
    with pytest.raises(InstrumentError, match=r'no calibration file "missing\.json"'):
        parse_instrument(reader(files), "x")


def broken(**changes: Any) -> str:
    return calibrations.text({**calibrations.table(), **changes})


def without(*path: str) -> str:
    content = calibrations.table()
    inner: Any = content
    for part in path[:-1]:
        inner = inner[part]
    del inner[path[-1]]
    return calibrations.text(content)


def altered(item: dict[str, Any]) -> str:
    content = calibrations.table()
    content["scales"]["anxiety"]["items"]["anx01"] |= item
    return calibrations.text(content)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "not a calibration file"),
        ("[]", "not a calibration file"),
        (without("sample", "n"), "not a calibration file"),
        (broken(calibration=1), "layout"),
        (broken(instrument_hash="0" * 64), "another edition"),
        (broken(sample={**calibrations.table()["sample"], "first_month": "2026-10-03"}), "when its answers"),
        (broken(sample={**calibrations.table()["sample"], "how": " "}), "when its answers"),
        (without("scales", "avoidance"), "The scale is missing"),
        (without("scales", "anxiety", "items", "anx01"), "not those of the instrument"),
        (altered({"a": -1}), "parameters"),
        (altered({"a": math.inf}), "parameters"),
        (altered({"b": [0, 1]}), "parameters"),
        (altered({"b": [3, 2, 1, 0, -1, -2]}), "parameters"),
        (altered({"c": math.nan, "facet": "distance"}), "parameters"),
        (broken(scales={}), "The scale is missing"),
    ],
)
def test_a_damaged_calibration_is_refused(text: str, told: str) -> None:
    with pytest.raises(InstrumentError, match=told):
        parse_calibration(text, "c.json", INSTRUMENT.hash, INSTRUMENT.items, 6)


def test_expected_answers_must_be_sixty_one_rising_numbers() -> None:
    for values in ([1.0] * 60, [float(-p) for p in range(61)]):
        content = calibrations.table()
        content["scales"]["anxiety"]["expected"] = values
        with pytest.raises(InstrumentError, match="61 rising"):
            parse_calibration(calibrations.text(content), "c.json", INSTRUMENT.hash, INSTRUMENT.items, 6)


def test_norms_must_be_ninety_nine_rising_numbers() -> None:
    for percentiles in ([0.0] * 98, [float(-p) for p in range(99)]):
        content = calibrations.table()
        content["scales"]["anxiety"]["norms"]["percentiles"] = percentiles
        with pytest.raises(InstrumentError, match="percentiles"):
            parse_calibration(calibrations.text(content), "c.json", INSTRUMENT.hash, INSTRUMENT.items, 6)
