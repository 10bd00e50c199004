"""Signs of careless answering: each index by hand, and how often whom they note."""

import random
from collections.abc import Callable

import pytest

from innerpersona_quiz.load import load_instrument, short_form
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.careless import Careless, careless, longest_run
from tests.unit.quiz.answering import Sheet, at_random, attentive, straight

INSTRUMENT = load_instrument("attachment")
PEOPLE = 2000


def agreeing(value: int) -> Sheet:
    """Return a sheet that is the same towards every scale: reversed items get the mirrored answer."""
    return {item.id: INSTRUMENT.keyed(item, value) for item in INSTRUMENT.items}


def noted(answer: Callable[[Instrument, random.Random], Sheet], instrument: Instrument = INSTRUMENT) -> float:
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
    assert found.signs == () and found.between_keys == found.within_pairs == found.contradiction == 0


def test_contradiction_is_measured_against_answering_at_random() -> None:
    # All sevens: forward means 7, reversed 1. Of each facet (7 - 1)^2 = 36, by chance 4 (1/2 + 1/2) = 4.
    found = careless(INSTRUMENT, {item.id: 7 for item in INSTRUMENT.items})
    assert found.between_keys == 9
    # Of the six pairs, three are of opposite keys: 36 each, by chance 8; the other three agree.
    assert found.within_pairs == pytest.approx(3 * 36 / (6 * 8))
    assert found.contradiction == pytest.approx((9 + 2.25) / 2)
    assert found.longest_run == 24 and found.signs == ("run", "contradiction")


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


def test_people_who_read_are_rarely_noted() -> None:
    assert noted(attentive) <= 0.03  # measured: 0.02


def test_every_other_person_who_answers_at_random_is_noted() -> None:
    assert noted(at_random) >= 0.48  # measured: 0.52


def test_people_who_always_answer_alike_are_nearly_always_noted() -> None:
    assert noted(straight) >= 0.95  # measured: 0.98


def test_the_short_form_notes_nearly_as_well() -> None:
    short = short_form(INSTRUMENT)
    assert noted(attentive, short) <= 0.055  # measured: 0.04
    assert noted(at_random, short) >= 0.42  # measured: 0.46
    assert noted(straight, short) >= 0.92  # measured: 0.95


def test_nothing_is_withheld_for_it() -> None:
    from innerpersona_quiz.score import score_result

    assert careless(INSTRUMENT, {item.id: 4 for item in INSTRUMENT.items}) == Careless(
        24, 0.0, 0.0, 0.0, None, ("run",)
    )
    assert score_result(INSTRUMENT, {item.id: 4 for item in INSTRUMENT.items})["regions"] is not None
