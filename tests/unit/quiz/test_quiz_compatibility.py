"""Two people's numbers against each other: differences, combinations, guesses, and values from a code alone."""

import math
import random
from collections import Counter
from dataclasses import replace

import pytest

from innerpersona_quiz.compatibility.difference import Difference, difference, differences
from innerpersona_quiz.compatibility.friction import FoundFriction, frictions
from innerpersona_quiz.compatibility.gap import gap
from innerpersona_quiz.compatibility.person import Person, person_of
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.kinds import Part
from innerpersona_quiz.model import Sheet
from innerpersona_quiz.scoring.classical import Estimate, estimate
from innerpersona_quiz.share.shared import mark_of
from innerpersona_quiz.share.sheets import shared_of
from tests.unit.quiz.pairs import pairs
from tests.unit.quiz.people import someone
from tests.unit.quiz.shipped import CIRCLE, HIGHER_ORDER, profile

VALUES = load_instrument("values")


def at(score: float, se: float = 0.3) -> Estimate:
    return estimate(score, se, -10, 10)


def someone_with(group: str, **scores: float) -> Person:
    """Return a person with these scores, each with an error of 0.3, and the others in the middle."""
    middle = load_instrument(group).midpoint
    scales = {scale.id: at(scores.get(scale.id, middle)) for scale in load_instrument(group).scales}
    return Person("", {group: Part(load_instrument(group), {group: scales})})


def valuing(**scores: float) -> Person:
    """Return a person with these centred values, the others at 0, as out of a code."""
    [part] = shared_of([Sheet(VALUES, dict.fromkeys((item.id for item in VALUES.items), 3))]).parts
    marks = {id: mark_of(estimate(scores.get(id, 0.0), 0.5, -5, 5), VALUES) for id in CIRCLE}
    return person_of(replace(pairs(1)[0][0], parts=(replace(part, scales=marks),)))


def test_a_difference_has_the_error_of_both_scores() -> None:
    found = difference(at(5.0, 0.3), at(3.0, 0.4))
    assert found == Difference(difference=2.0, se=0.5, index=4.0, alike=found.alike, apart=found.apart)
    assert found.alike == pytest.approx(
        0.5 * math.erfc(2 / math.sqrt(2)), abs=1e-6
    )  # P(Z < -2), all but nothing else
    assert found.apart == pytest.approx(1 - 0.5 * math.erfc(3 / math.sqrt(2)), abs=1e-6)  # 2 - 0.5 over 0.5
    assert found.verdict == "apart"


@pytest.mark.parametrize(
    ("apart", "se", "verdict"),
    [
        (0.0, 0.3, "alike"),
        (0.6, 0.3, "alike"),
        (0.70, 0.3, "open"),
        (0.85, 0.3, "open"),
        (0.86, 0.3, "apart"),
        (0.0, 0.6, "open"),
        (1.2, 0.6, "open"),
        (1.22, 0.6, "apart"),
        (-1.22, 0.6, "apart"),
        (0.70, 0.05, "alike"),  # both are likely enough; alike is likelier
        (0.80, 0.05, "apart"),
    ],
)
def test_what_may_be_said_of_a_difference(apart: float, se: float, verdict: str) -> None:
    assert difference(at(apart, se), at(0.0, se)).verdict == verdict


def test_few_pairs_of_equals_land_apart_by_chance() -> None:
    source = random.Random(7)
    found = Counter(
        difference(at(source.gauss(4, 0.4), 0.4), at(source.gauss(4, 0.3), 0.3)).verdict for _ in range(4000)
    )
    assert 0.05 < found["apart"] / 4000 < 0.09  # |d| >= 0.92, with an error of 0.5


def test_who_is_told_to_differ_mostly_does() -> None:
    """Of pairs from a population with a wide spread, at least 80 in 100 are half a step or more apart, that way."""
    source = random.Random(8)
    right = []
    for _ in range(20_000):
        true = source.uniform(1, 7), source.gauss(0, 0.8)
        found = difference(at(source.gauss(sum(true), 0.4), 0.4), at(source.gauss(true[0], 0.4), 0.4))
        if found.verdict == "apart":
            right.append(true[1] * (1 if found.difference > 0 else -1) >= 0.5)
    assert len(right) > 1000 and 0.8 <= sum(right) / len(right) <= 0.97


def test_who_is_called_alike_mostly_is() -> None:
    """Of pairs from a population with a wide spread, at least 80 in 100 who are called alike are within a step."""
    source = random.Random(8)
    within = []
    for _ in range(20_000):
        true = source.uniform(1, 7), source.uniform(1, 7)
        found = difference(at(source.gauss(true[0], 0.4), 0.4), at(source.gauss(true[1], 0.4), 0.4))
        if found.verdict == "alike":
            within.append(abs(true[0] - true[1]) < 1)
    assert len(within) > 1000 and sum(within) / len(within) >= 0.8


def test_a_scale_without_a_score_on_one_side_is_not_compared() -> None:
    whole = someone_with("attachment").parts["attachment"]
    withheld = Part(whole.instrument, {"attachment": {"anxiety": None, "avoidance": at(3.0)}})
    found = differences(whole, withheld, ("anxiety", "avoidance"))
    assert found["anxiety"] is None and found["avoidance"] is not None


def test_higher_order_values_out_of_a_code_are_those_of_the_quiz() -> None:
    source = random.Random(4)
    for _ in range(50):
        answers = someone(VALUES, source)
        told = {part.id: part.estimate for part in profile(VALUES, answers).higher}
        found = person_of(shared_of([Sheet(VALUES, answers)]))
        for id in HIGHER_ORDER:
            one, other = found.estimate("values", id), told[id]
            assert one is not None and other is not None
            assert one.score == pytest.approx(other.score, abs=0.001)
            assert one.se == pytest.approx(other.se, abs=0.002)


def test_gaps_in_a_sheet_of_values_hardly_change_the_errors_out_of_a_code() -> None:
    source = random.Random(5)
    for _ in range(50):
        answers = someone(VALUES, source)
        for id in source.sample(sorted(answers), 4):
            answers[id] = None
        told = {part.id: part.estimate for part in profile(VALUES, answers).higher}
        found = person_of(shared_of([Sheet(VALUES, answers)]))
        for id in HIGHER_ORDER:
            one, other = found.estimate("values", id), told[id]
            assert (one is None) == (other is None)
            if one is not None and other is not None:
                assert one.score == pytest.approx(other.score, abs=0.001)
                assert one.se == pytest.approx(other.se, rel=0.1)


def test_a_withheld_value_leaves_out_what_it_is_part_of() -> None:
    answers = someone(VALUES, random.Random(6))
    answers |= {item.id: None for item in VALUES.items_of("power")}
    found = person_of(shared_of([Sheet(VALUES, answers)]))
    withheld = [id for id in HIGHER_ORDER if found.estimate("values", id) is None]
    assert withheld == ["self_enhancement"]
    assert not {one.id for one in frictions(found, found)} & {"self_or_all"}


def test_without_any_value_there_is_nothing_to_add_up() -> None:
    [part] = shared_of([Sheet(VALUES, someone(VALUES, random.Random(1)))]).parts
    found = person_of(replace(pairs(1)[0][0], parts=(replace(part, scales=dict.fromkeys(CIRCLE)),)))
    assert found.parts["values"].centred is None
    assert set(found.parts["values"].groups["higher"].values()) == {None}
    assert frictions(found, found) == ()


def test_errors_that_no_answers_give_still_have_a_root() -> None:
    [part] = shared_of([Sheet(VALUES, someone(VALUES, random.Random(1)))]).parts
    marks = {id: mark_of(at(0.0, 0.001 if id == "power" else 4.0), VALUES) for id in CIRCLE}
    found = person_of(replace(pairs(1)[0][0], parts=(replace(part, scales=marks),)))
    assert (centred := found.parts["values"].centred) is not None and centred.errors["power"] == 0.0
    assert all(one is not None and one.se > 0 for one in found.parts["values"].groups["higher"].values())


GROUP = ""  # not looked at
HIGH = {"attachment": 5.5, "conflict": 4.2}


@pytest.mark.parametrize(
    ("group", "first", "second", "expected"),
    [
        ("attachment", ("anxiety",), ("avoidance",), FoundFriction(GROUP, "pursue_withdraw", (0, 1), 1.0)),
        ("attachment", ("avoidance",), ("anxiety",), FoundFriction(GROUP, "pursue_withdraw", (1, 0), 1.0)),
        ("attachment", ("anxiety",), ("anxiety",), FoundFriction(GROUP, "two_worriers", None, 1.0)),
        ("attachment", ("avoidance",), ("avoidance",), FoundFriction(GROUP, "two_distant", None, 1.0)),
        ("conflict", ("dominating",), ("avoiding",), FoundFriction(GROUP, "press_avoid", (0, 1), 1.0)),
        ("conflict", ("dominating",), ("dominating",), FoundFriction(GROUP, "two_dominators", None, 1.0)),
        ("conflict", ("avoiding",), ("avoiding",), FoundFriction(GROUP, "two_avoiders", None, 1.0)),
        ("conflict", ("obliging",), ("obliging",), FoundFriction(GROUP, "two_obligers", None, 1.0)),
    ],
)
def test_each_combination_is_found(
    group: str, first: tuple[str], second: tuple[str], expected: FoundFriction
) -> None:
    people = [someone_with(group, **dict.fromkeys(high, HIGH[group])) for high in (first, second)]
    [found] = frictions(*people)
    assert (found.id, found.roles) == (expected.id, expected.roles)
    assert found.chance > 0.99


def test_both_ways_round_are_one_combination() -> None:
    both = someone_with("attachment", anxiety=5.5, avoidance=5.0)
    found = {one.id: one.roles for one in frictions(both, both)}
    assert found == {"pursue_withdraw": None, "two_worriers": None, "two_distant": None}


def test_opposed_values_are_found_with_their_sides() -> None:
    bold, steady = (
        valuing(self_direction=1.0, stimulation=1.0),
        valuing(security=1.0, tradition=1.0, conformity=1.0),
    )
    assert [(one.id, one.roles) for one in frictions(bold, steady)] == [("new_or_known", (0, 1))]
    assert [(one.id, one.roles) for one in frictions(steady, bold)] == [("new_or_known", (1, 0))]
    ahead, caring = valuing(achievement=1.5, power=1.5), valuing(benevolence=1.2, universalism=1.2)
    assert [(one.id, one.roles) for one in frictions(caring, ahead)] == [("self_or_all", (1, 0))]
    assert frictions(bold, bold) == frictions(valuing(), valuing()) == ()


def test_nobody_is_put_into_a_combination_on_a_thin_chance() -> None:
    """The chance that both are above the middle has to be 80 in 100: for two alike 1.25 standard errors each."""
    sure, unsure = (someone_with("attachment", anxiety=4 + lead * 0.3) for lead in (1.26, 1.23))
    assert [one.id for one in frictions(sure, sure)] == ["two_worriers"]
    assert frictions(unsure, unsure) == ()
    likely = someone_with("attachment", anxiety=4 + 0.85 * 0.3)  # 80 in 100 by itself
    assert frictions(likely, likely) == frictions(likely, sure) == ()
    assert [one.id for one in frictions(likely, someone_with("attachment", anxiety=6.5))] == ["two_worriers"]


def test_the_likeliest_comes_first() -> None:
    a = someone_with("attachment", anxiety=4.5, avoidance=6.0)
    chances = [one.chance for one in frictions(a, a)]
    assert chances == sorted(chances, reverse=True) and len(chances) == 3
    assert frictions(a, a)[0].id == "two_distant"


def test_every_combination_happens_and_none_to_most_pairs() -> None:
    found = Counter(one.id for a, b in pairs(400) for one in frictions(person_of(a), person_of(b)))
    assert set(found) == {one.id for id in instrument_ids() for one in load_instrument(id).frictions}
    assert max(found.values()) / 400 < 0.4


def test_a_guess_is_outside_when_it_leaves_the_90_percent_interval() -> None:
    found = at(4.0, 0.5)
    low, high = found.interval90
    assert not gap(low + 0.001, found).outside and not gap(high - 0.001, found).outside
    assert gap(low - 0.001, found).outside and gap(high + 0.001, found).outside
    assert gap(2.5, found).gap == -1.5 and gap(2.5, found).index == -3.0
