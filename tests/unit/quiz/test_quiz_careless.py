"""Signs of careless answering: each index by hand, and how often whom they note."""

import math
import random
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.instruments.parsing import short_form
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.attentive import (
    AGREEING,
    FACETS,
    MIDDLE,
    ROUNDING,
    SCALES,
    SCATTER,
    fitted,
)
from innerpersona_quiz.scoring.careless import Careless, careless, disorder_from, longest_run
from tests.unit.quiz.answering import (
    Sheet,
    at_random,
    attentive_in_part,
    in_the_middle,
    steady,
    straight,
    varied,
)

INSTRUMENT = load_instrument("attachment")
CONFLICT, VALUES = load_instrument("conflict"), load_instrument("values")
PEOPLE = 2000


def agreeing(value: int) -> Sheet:
    """Return a sheet that is the same towards every scale: reversed items get the mirrored answer."""
    return {item.id: INSTRUMENT.keyed(item, value) for item in INSTRUMENT.items}


@cache
def noted(answer: Callable[[Instrument, random.Random], Sheet], instrument: Instrument) -> float:
    """Return the share of simulated people who get the note."""
    source = random.Random(20261124)
    found = [careless(instrument, answer(instrument, source)) for _ in range(PEOPLE)]
    return sum(bool(one.signs) for one in found) / PEOPLE


@pytest.mark.parametrize(
    ("given", "longest"),
    [
        ([], 0),
        ([None, None], 0),
        ([4], 1),
        ([1, 1, 2, 2, 2, 1], 3),
        ([3, None, 3, 3], 3),
        ([5, 5, 5, 5], 4),
        ([1, 2, 1, 2], 1),
    ],
)
def test_the_longest_run_is_counted_over_what_was_left_out(given: list[int | None], longest: int) -> None:
    assert longest_run(given) == longest


def test_a_sheet_that_agrees_with_itself_has_no_signs() -> None:
    found = careless(INSTRUMENT, agreeing(6))
    assert found.signs == () and found.within_facets == found.within_pairs == found.contradiction == 0


def test_contradiction_is_measured_against_answering_at_random() -> None:
    found = careless(INSTRUMENT, {item.id: 7 for item in INSTRUMENT.items})
    # All sevens: turned, two 7 and two 1 in each of six facets. 4 * 3^2 over 3 comparisons, by chance 4 for each.
    assert found.within_facets == pytest.approx(6 * 36 / (6 * 3 * 4)) == 3
    # Of the six pairs, four are of opposite keys: 2 * 3^2 each; the other two agree. By chance 4 for each of six.
    assert found.within_pairs == pytest.approx(4 * 18 / (6 * 4)) == 3
    assert found.contradiction == pytest.approx((6 * 36 + 4 * 18) / ((6 * 3 + 6) * 4)) == 3
    # Agreeing with everything is a run; it isn't answering at random, from which its variability differs most.
    assert found.longest_run == 24 and found.signs == ("run",)


def test_values_are_compared_within_each_value() -> None:
    by_place = {item.id: (1, 4, 6)[n // 10] for n, item in enumerate(VALUES.items)}  # the values take turns
    found = careless(VALUES, by_place)
    # Around their mean 11/3: (64 + 1 + 49) / 9 over 2 comparisons, by chance 35/12 for each.
    assert found.within_facets == pytest.approx(10 * 114 / 9 / (10 * 2 * 35 / 12))
    assert found.contradiction == found.within_facets and found.within_pairs is None
    assert found.signs == ("run", "contradiction") and found.longest_run == 10


def test_the_fewer_answers_the_later_they_count() -> None:
    sheet = {item.id: 4 for item in INSTRUMENT.items}
    assert disorder_from(INSTRUMENT, sheet) == pytest.approx(1.05 + 2.8 / math.sqrt(24))
    four = [
        "anx01",
        "anx04",
        "anx07",
        "anx10",
    ]  # one facet: F R F R, and the pair of the second and the third
    few = dict(zip(four, (7, 4, 1, 4), strict=True))
    assert disorder_from(INSTRUMENT, few) == pytest.approx(1.05 + 2.8 / 2)
    found = careless(INSTRUMENT, few)
    # Turned 7 4 1 4: 18 over 3; the pair 4 and 1: 4.5 over 1. By chance 4 for each of the four.
    assert found.contradiction == pytest.approx(22.5 / 16) and found.distance is not None
    assert careless(INSTRUMENT, {**few, "anx04": None}).distance is None  # two comparisons


@pytest.mark.parametrize("instrument", [INSTRUMENT, short_form(CONFLICT), VALUES], ids=lambda one: one.id)
def test_the_fit_is_that_of_a_normal_distribution_with_the_covariance_of_readers(
    instrument: Instrument,
) -> None:
    sheet: Sheet = at_random(instrument, random.Random(5)) | {instrument.items[3].id: None}
    items = [item for item in instrument.items if sheet[item.id] is not None]
    m, n = len(instrument.choices), len(items)
    y = np.array([instrument.keyed(item, sheet[item.id] or 0) - instrument.midpoint for item in items])
    key = np.array([-1 if item.reverse else 1 for item in items])
    scale = np.array([[one.scale == other.scale for other in items] for one in items])
    facet = np.array([[one.facet == other.facet != "" for other in items] for one in items])
    shared = AGREEING**2 * np.outer(key, key) + SCALES**2 * scale + FACETS**2 * facet
    covariance = m * m * (shared + SCATTER**2 * np.eye(n)) + ROUNDING * np.eye(n)
    squares = y @ np.linalg.solve(covariance, y)
    found = fitted(instrument, sheet)
    assert found is not None and found.distance == pytest.approx(squares / n)
    middle = n * math.log(MIDDLE) + y @ y / MIDDLE
    assert found.middle == pytest.approx((squares + np.linalg.slogdet(covariance)[1] - middle) / 2)
    assert fitted(instrument, {}) is None


def test_one_answer_or_none_says_nothing() -> None:
    for sheet in ({}, {"anx01": 4}, {item.id: None for item in INSTRUMENT.items}):
        found = careless(INSTRUMENT, sheet)
        assert found.signs == () and found.contradiction is None


def test_pace_is_held_against_the_length_of_each_statement() -> None:
    sheet = agreeing(5)
    words = {item.id: len(item.text.split()) for item in INSTRUMENT.items}
    fast = {id: count / 8 - 0.01 for id, count in words.items()}
    slow = {id: count / 8 for id, count in words.items()}
    assert careless(INSTRUMENT, sheet, fast).signs == ("pace",)
    assert careless(INSTRUMENT, sheet, fast).hurried == 1
    assert careless(INSTRUMENT, sheet, slow).signs == ()
    assert careless(INSTRUMENT, sheet, slow).hurried == 0
    half = {**slow, **dict(list(fast.items())[:12])}
    assert careless(INSTRUMENT, sheet, half).signs == ("pace",)
    assert careless(INSTRUMENT, sheet, {**half, "anx01": 9.0}).signs == ()


def test_a_few_times_or_times_without_answers_say_nothing_of_pace() -> None:
    few = {item.id: 0.1 for item in INSTRUMENT.items[:5]}
    assert careless(INSTRUMENT, agreeing(5), few).hurried is None
    assert careless(INSTRUMENT, {}, {item.id: 0.1 for item in INSTRUMENT.items}).hurried is None


@pytest.mark.parametrize(
    ("instrument", "least_random", "least_half", "least_middle", "least_straight"),
    [
        pytest.param(INSTRUMENT, 0.96, 0.78, 0.90, 0.93, id="attachment"),
        pytest.param(short_form(INSTRUMENT), 0.78, 0.50, 0.70, 0.91, id="attachment, short"),
        pytest.param(CONFLICT, 0.94, 0.70, 0.65, 0.93, id="conflict"),
        pytest.param(short_form(CONFLICT), 0.75, 0.46, 0.45, 0.93, id="conflict, short"),
        pytest.param(VALUES, 0.95, 0.72, 0.98, 0.91, id="values"),
        pytest.param(short_form(VALUES), 0.78, 0.47, 0.98, 0.94, id="values, short"),
    ],
)
def test_few_who_read_are_noted_and_most_of_those_who_do_not(
    instrument: Instrument, least_random: float, least_half: float, least_middle: float, least_straight: float
) -> None:
    room = 2.5 * math.sqrt(0.9 * 0.1 / PEOPLE)
    for reader in (steady, varied):
        assert noted(reader, instrument) <= 0.05 + 2.5 * math.sqrt(0.05 * 0.95 / PEOPLE)
    assert noted(at_random, instrument) >= least_random - room
    assert noted(attentive_in_part, instrument) >= least_half - room
    assert noted(in_the_middle, instrument) >= least_middle - room
    assert noted(straight, instrument) >= least_straight - room


def test_halves_that_agree_are_one_and_halves_that_oppose_each_other_are_less() -> None:
    assert careless(VALUES, {item.id: 6 for item in VALUES.items}).even_odd == 1
    # Three portraits of a value: the first and the third against the second, 1 and 6 about the middle of 3.5.
    opposed = {item.id: (6, 1, 6)[n // 10] for n, item in enumerate(VALUES.items)}
    assert careless(VALUES, opposed).even_odd == -1
    assert careless(VALUES, {"self_direction_1": 6}).even_odd is None


def test_reversed_items_are_in_both_halves_so_that_agreeing_moves_them_alike() -> None:
    # Agreement with everything, turned: 6 6 2 2 in each facet, and each half holds one of either.
    found = careless(INSTRUMENT, {item.id: 6 for item in INSTRUMENT.items})
    assert found.even_odd == 1 and found.variability == 0


def test_variability_is_held_against_answering_at_random() -> None:
    ends = {item.id: (1, 7)[n % 2] for n, item in enumerate(INSTRUMENT.items)}
    # Half at either end: 24 * 9 / 23, by chance 4.
    assert careless(INSTRUMENT, ends).variability == pytest.approx(24 * 9 / 23 / 4, abs=1e-6)


def test_answers_that_are_alike_stay_in_the_middle_only_there() -> None:
    alike = {value: careless(VALUES, {item.id: value for item in VALUES.items}).signs for value in (1, 4, 6)}
    assert alike == {1: ("run",), 4: ("run", "middle"), 6: ("run",)}


def test_disorder_puts_the_three_together() -> None:
    found = careless(INSTRUMENT, at_random(INSTRUMENT, random.Random(3)))
    parts = (found.distance, found.variability, found.even_odd)
    assert None not in parts
    distance, variability, even_odd = (part or 0.0 for part in parts)
    assert found.disorder == pytest.approx(distance - 0.2 * abs(variability - 1) - 0.3 * even_odd, abs=2e-6)
    assert ("contradiction" in found.signs) is ((found.disorder or 0.0) >= 1.05 + 2.8 / math.sqrt(24))


def test_nothing_is_withheld_for_it() -> None:
    from tests.unit.quiz.shipped import score_result

    assert careless(INSTRUMENT, {item.id: 4 for item in INSTRUMENT.items}) == Careless(
        24, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, -0.5, None, ("run", "middle")
    )
    assert score_result(INSTRUMENT, {item.id: 4 for item in INSTRUMENT.items})["regions"] is not None
