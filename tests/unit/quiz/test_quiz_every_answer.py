"""Every answer to every item of every form, and the sheets at the ends: nothing, one answer, all the same."""

from typing import Any

import pytest

from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.instruments.parsing import short_form
from innerpersona_quiz.model import Instrument
from tests.unit.quiz import shipped
from tests.unit.quiz.calibrations import CALIBRATED
from tests.unit.quiz.shipped import score_result

FULL = [load_instrument(id) for id in instrument_ids()]
FORMS = [*FULL, *map(short_form, FULL)]
EACH = pytest.mark.parametrize("instrument", FORMS, ids=lambda one: f"{one.id}-{len(one.items)}")


def scores(instrument: Instrument, answers: dict[str, int | None]) -> dict[str, Any]:
    result: Any = score_result(instrument, answers)["scales"]
    return {id: found["score"] for id, found in result.items()}


def points(instrument: Instrument) -> range:
    return range(instrument.lowest, instrument.highest + 1)


@EACH
def test_every_category_of_every_item_moves_its_score_by_its_share(instrument: Instrument) -> None:
    base: dict[str, int | None] = {item.id: 2 + n % 3 for n, item in enumerate(instrument.items)}
    before = scores(instrument, base)
    for item in instrument.items:
        n = len(instrument.items_of(item.scale))
        for value in points(instrument):
            step = value - (base[item.id] or 0)
            after = scores(instrument, {**base, item.id: value})
            own, others = (-step if item.reverse else step) / n, 0.0
            if instrument.response_style == "centred":  # the person's own mean moves as well
                others = -step / len(instrument.items)
            for id, score in before.items():
                moved = own + others if id == item.scale else others
                assert after[id] - score == pytest.approx(moved, abs=2e-6), (item.id, value, id)


@EACH
def test_without_answers_everything_is_withheld(instrument: Instrument) -> None:
    sheets: list[dict[str, int | None]] = [{}, {item.id: None for item in instrument.items}]
    for sheet in sheets:
        assert set(scores(instrument, sheet).values()) == {None}
        assert "data-score=" not in shipped.fragment(instrument, sheet)


@EACH
def test_one_answer_is_never_a_score(instrument: Instrument) -> None:
    for item in instrument.items:
        for value in points(instrument):
            assert set(scores(instrument, {item.id: value}).values()) == {None}


@EACH
def test_all_the_same_is_the_balance_of_the_keys(instrument: Instrument) -> None:
    for value in points(instrument):
        found = scores(instrument, {item.id: value for item in instrument.items})
        for scale in instrument.scales:
            keys = [item.reverse for item in instrument.items_of(scale.id)]
            turned = instrument.lowest + instrument.highest - value
            mean = (keys.count(False) * value + keys.count(True) * turned) / len(keys)
            expected = 0.0 if instrument.response_style == "centred" else mean
            assert found[scale.id] == pytest.approx(expected, abs=1e-6)


def test_values_that_are_all_alike_point_nowhere() -> None:
    values = FULL[2]
    for value in points(values):
        result = score_result(values, {item.id: value for item in values.items})
        position: Any = result["position"]
        assert (position["directed"], position["length"], position["angle_se"]) == (False, 0, 180)
        assert result["lead"] == {"named": None, "together": None}


def test_every_category_of_a_calibrated_item_raises_the_trait() -> None:
    base: dict[str, int | None] = {item.id: 4 for item in CALIBRATED.items}
    for item in CALIBRATED.items:
        found = []
        for value in points(CALIBRATED):
            result: Any = score_result(CALIBRATED, {**base, item.id: CALIBRATED.keyed(item, value)})
            found.append(result["scales"][item.scale]["trait"]["theta"])
        assert found == sorted(set(found))
