"""Signs of careless answering: each index by hand, and how often whom they note."""

import random
from collections.abc import Callable
from functools import cache

import pytest

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.instruments.parsing import short_form
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.careless import Careless, careless, contradiction_from, longest_run
from tests.unit.quiz.answering import Sheet, at_random, attentive, straight

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
    assert found.longest_run == 24 and found.signs == ("run", "contradiction")


def test_values_are_compared_within_each_value() -> None:
    by_place = {item.id: (1, 4, 6)[n // 10] for n, item in enumerate(VALUES.items)}  # the values take turns
    found = careless(VALUES, by_place)
    # Around their mean 11/3: (64 + 1 + 49) / 9 over 2 comparisons, by chance 35/12 for each.
    assert found.within_facets == pytest.approx(10 * 114 / 9 / (10 * 2 * 35 / 12))
    assert found.contradiction == found.within_facets and found.within_pairs is None
    assert found.signs == ("run", "contradiction") and found.longest_run == 10


def test_the_fewer_comparisons_the_later_they_count() -> None:
    assert contradiction_from(4) == pytest.approx(1.2) and contradiction_from(25) == pytest.approx(0.9)
    four = [
        "anx01",
        "anx04",
        "anx07",
        "anx10",
    ]  # one facet: F R F R, and the pair of the second and the third
    sheet = dict(zip(four, (7, 4, 1, 4), strict=True))
    found = careless(INSTRUMENT, sheet)
    # Turned 7 4 1 4: 18 over 3; the pair 4 and 1: 4.5 over 1. By chance 4 for each of the four.
    assert found.contradiction == pytest.approx(22.5 / 16) and found.signs == ("contradiction",)
    assert careless(INSTRUMENT, {**sheet, "anx04": None}).contradiction is None  # two comparisons


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
    ("instrument", "most_readers", "least_random", "least_straight"),
    [  # and what was measured
        pytest.param(INSTRUMENT, 0.04, 0.57, 0.93, id="attachment"),  # .026 .61 .97
        pytest.param(short_form(INSTRUMENT), 0.085, 0.36, 0.91, id="attachment, short"),  # .071 .41 .95
        pytest.param(CONFLICT, 0.04, 0.60, 0.90, id="conflict"),  # .031 .66 .94
        pytest.param(short_form(CONFLICT), 0.075, 0.46, 0.93, id="conflict, short"),  # .060 .51 .96
        pytest.param(VALUES, 0.02, 0.57, 0.88, id="values"),  # .007 .62 .91
        pytest.param(short_form(VALUES), 0.03, 0.40, 0.92, id="values, short"),  # .015 .45 .96
    ],
)
def test_few_who_read_are_noted_and_most_of_those_who_do_not(
    instrument: Instrument, most_readers: float, least_random: float, least_straight: float
) -> None:
    assert noted(attentive, instrument) <= most_readers
    assert noted(at_random, instrument) >= least_random
    assert noted(straight, instrument) >= least_straight


def test_nothing_is_withheld_for_it() -> None:
    from tests.unit.quiz.shipped import score_result

    assert careless(INSTRUMENT, {item.id: 4 for item in INSTRUMENT.items}) == Careless(
        24, 0.0, 0.0, 0.0, None, ("run",)
    )
    assert score_result(INSTRUMENT, {item.id: 4 for item in INSTRUMENT.items})["regions"] is not None
