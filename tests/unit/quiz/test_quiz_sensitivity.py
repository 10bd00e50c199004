"""Which single answers a result hangs on: the quick way against scoring every changed sheet anew."""

import random

import pytest

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.kinds.base import leading_scales
from innerpersona_quiz.scoring.sensitivity import Pivot, Sensitivity, sensitivity
from tests.unit.quiz.answering import Sheet, attentive
from tests.unit.quiz.calibrations import CALIBRATED
from tests.unit.quiz.shipped import outcome_of, profile

INSTRUMENT = load_instrument("attachment")
OUTCOME = outcome_of("attachment", INSTRUMENT.midpoint)


def said(sheet: Sheet, instrument: object = INSTRUMENT) -> object:
    """Return what the profile names, from scoring the whole sheet."""
    style = profile(CALIBRATED if instrument is CALIBRATED else INSTRUMENT, sheet).style
    return None if style is None else style.ids


def by_hand(sheet: Sheet, instrument: object = INSTRUMENT) -> dict[str, tuple[int, ...]]:
    first = said(sheet, instrument)
    found = {}
    for id, given in sheet.items():
        others = [value for value in range(1, 8) if value != given] if given is not None else []
        changing = tuple(v for v in others if said({**sheet, id: v}, instrument) != first)
        if changing:
            found[id] = changing
    return found


@pytest.mark.parametrize("seed", range(12))
def test_it_finds_what_scoring_every_changed_sheet_finds(seed: int) -> None:
    sheet = attentive(INSTRUMENT, random.Random(seed))
    if seed % 3 == 0:
        sheet |= {"anx03": None, "avo05": None}
    found = sensitivity(INSTRUMENT, sheet, OUTCOME)
    assert found is not None
    assert {pivot.item: pivot.changing for pivot in found.pivots} == by_hand(sheet)
    assert found.answered == sum(answer is not None for answer in sheet.values())
    for pivot in found.pivots:
        assert pivot.given == sheet[pivot.item]
        assert abs(pivot.nearest - pivot.given) == min(abs(v - pivot.given) for v in pivot.changing)
    steps = [abs(pivot.nearest - pivot.given) for pivot in found.pivots]
    assert steps == sorted(steps)


def test_the_simulated_people_are_of_both_kinds() -> None:
    counts = [
        len(found.pivots)
        for seed in range(12)
        if (found := sensitivity(INSTRUMENT, attentive(INSTRUMENT, random.Random(seed)), OUTCOME))
    ]
    assert min(counts) == 0 and max(counts) > 10


def test_it_finds_the_same_with_a_calibration() -> None:
    sheet = attentive(INSTRUMENT, random.Random(3))
    found = sensitivity(CALIBRATED, sheet, OUTCOME)
    assert found is not None
    assert {pivot.item: pivot.changing for pivot in found.pivots} == by_hand(sheet, CALIBRATED)


def test_far_from_every_border_nothing_hangs_on_one_answer() -> None:
    sheet: Sheet = {item.id: INSTRUMENT.keyed(item, 2) for item in INSTRUMENT.items}
    assert sensitivity(INSTRUMENT, sheet, OUTCOME) == Sensitivity(24, ())


def test_without_an_outcome_there_is_nothing_to_hang() -> None:
    assert sensitivity(INSTRUMENT, {}, OUTCOME) is None
    only: Sheet = {item.id: 4 for item in INSTRUMENT.items_of("anxiety")}
    assert sensitivity(INSTRUMENT, only, OUTCOME) is None


def test_elsewhere_the_outcome_is_the_scale_that_leads() -> None:
    leading = leading_scales()
    # Anxiety 3, avoidance 3 but for one 4, which leads by that alone: one step lower, and both lead.
    sheet: Sheet = {item.id: INSTRUMENT.keyed(item, 3) for item in INSTRUMENT.items}
    sheet["avo02"] = 4
    found = sensitivity(INSTRUMENT, sheet, leading)
    assert found is not None
    pivots = {pivot.item: pivot for pivot in found.pivots}
    assert pivots["avo02"] == Pivot("avo02", given=4, nearest=3, changing=(1, 2, 3))
    assert pivots["anx01"].nearest == 4  # level with the other: both lead
    assert sensitivity(INSTRUMENT, {"avo02": 4}, leading) is None
