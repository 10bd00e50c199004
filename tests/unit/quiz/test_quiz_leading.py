"""What may be said, and to come first, by the chance that it is true; and when nothing may."""

import math
import random

import pytest

from innerpersona_quiz.scoring.deciding import Decision, above_probability, decide, interval_of
from innerpersona_quiz.scoring.leading import lead_of, standing, trail_of
from innerpersona_quiz.scoring.normal import sidak


def even(*ids: str, error: float = 1.0) -> dict[str, float]:
    return dict.fromkeys(ids, error)


def test_the_chance_of_a_difference_is_the_normal_one() -> None:
    assert above_probability(0, 1) == 0.5
    assert above_probability(0.84162123, 1) == pytest.approx(0.8, abs=1e-7)
    assert above_probability(-1.68324246, 2) == pytest.approx(0.2, abs=1e-7)


def test_one_is_said_or_two_or_nothing() -> None:
    assert decide({"a": 0.8, "b": 0.2}, {("a", "b"): 1.0}) == Decision(named="a")
    three = {"a": 0.5, "b": 0.35, "c": 0.15}
    assert decide(three, {("a", "b"): 0.85, ("b", "c"): 0.5}) == Decision(together=("a", "b"))
    assert decide(three, {("a", "b"): 0.79}) == Decision() and decide(three, {}) == Decision()
    assert Decision().ids == () and Decision(named="a").ids == ("a",)
    assert Decision(together=("a", "b")).ids == ("a", "b")


def test_of_two_the_chance_of_leading_is_that_of_the_difference() -> None:
    scores, errors = {"a": 1.0, "b": 0.2}, {"a": 0.5, "b": 0.9}
    expected = above_probability(0.8, math.hypot(0.5, 0.9))
    assert standing(scores, errors).chances["a"] == pytest.approx(expected, abs=1e-6)
    assert lead_of(scores, errors) == Decision()  # and two of two never come first together


def test_the_joint_chances_are_those_of_a_simulation() -> None:
    scores = {"a": 3.0, "b": 2.8, "c": 2.0, "d": 1.5}
    errors = {"a": 0.4, "b": 0.5, "c": 0.3, "d": 0.8}
    found, source = standing(scores, errors), random.Random(5)
    drawn = [sorted(scores, key=lambda id: -source.gauss(scores[id], errors[id])) for _ in range(20_000)]
    for id in scores:
        share = sum(order[0] == id for order in drawn) / len(drawn)
        assert found.chances[id] == pytest.approx(share, abs=0.015)
    share = sum({*order[:2]} == {"a", "b"} for order in drawn) / len(drawn)
    assert found.pairs == {("a", "b"): pytest.approx(share, abs=0.015)}
    assert sum(found.chances.values()) == pytest.approx(1, abs=1e-6)


def test_the_first_has_to_be_ahead_of_all_others_at_once() -> None:
    """Ahead of each of three by 80 in 100 is ahead of all of them by less."""
    errors = even("a", "b", "c", "d")
    assert lead_of({"a": 1.3, "b": 0.0, "c": 0.0, "d": 0.0}, errors) == Decision()
    assert lead_of({"a": 2.5, "b": 0.0, "c": 0.0, "d": 0.0}, errors) == Decision(named="a")


def test_two_lead_together_in_their_usual_order() -> None:
    found = lead_of({"a": 4.9, "b": 0.0, "c": 5.0, "d": 1.0}, even("a", "b", "c", "d"))
    assert found == Decision(together=("a", "c"))


def test_where_three_are_close_nothing_leads() -> None:
    assert lead_of({"a": 1.0, "b": 0.9, "c": 0.8, "d": -5.0}, even("a", "b", "c", "d")) == Decision()


def test_sharper_scores_lead_sooner() -> None:
    scores = {"a": 1.0, "b": 0.0, "c": 0.0}
    assert lead_of(scores, even("a", "b", "c", error=0.4)) == Decision(named="a")
    assert lead_of(scores, even("a", "b", "c", error=5.0)) == Decision()


def test_what_comes_last_is_found_from_the_other_end() -> None:
    assert trail_of({"a": 5.0, "b": 4.9, "c": 1.0}, even("a", "b", "c")) == Decision(named="c")


def test_ties_go_by_order() -> None:
    assert lead_of({"a": 4.0, "b": 4.0, "c": 0.0}, even("a", "b", "c")).ids == ("a", "b")


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (1.0, ("low",)),
        (1.9, ("low", "middle")),
        (2.5, ("middle",)),
        (3.05, ("middle", "high")),
        (4.0, ("high",)),
    ],
)
def test_an_interval_is_said_where_the_true_score_is_likely_in_it(
    score: float, said: tuple[str, ...]
) -> None:
    assert interval_of(score, 0.3, (2.0, 3.0), ("low", "middle", "high")).ids == said


def test_a_vague_score_lies_nowhere() -> None:
    assert interval_of(2.5, 5.0, (2.0, 3.0), ("low", "middle", "high")) == Decision()


def test_more_values_need_a_wider_gap_between_the_highest_and_the_lowest() -> None:
    assert [sidak(count) for count in (2, 3, 4)] == pytest.approx([1.645, 2.114, 2.378], abs=0.001)
    source = random.Random(3)
    found = [sorted(source.gauss(0, 1) for _ in range(3)) for _ in range(20_000)]
    false = sum(three[2] - three[0] > sidak(3) * 2**0.5 for three in found) / len(found)
    assert 0.08 <= false <= 0.105
