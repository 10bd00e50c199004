"""What may be said to come first, and when nothing may."""

import pytest

from innerpersona_quiz.scoring.leading import Lead, above_probability, lead_of, level_of, trail_of


def noise(_: str, __: str) -> float:
    return 1.0


def test_the_chance_of_a_difference_is_the_normal_one() -> None:
    assert above_probability(0, 1) == 0.5
    assert above_probability(0.84162123, 1) == pytest.approx(0.8, abs=1e-7)
    assert above_probability(-1.68324246, 2) == pytest.approx(0.2, abs=1e-7)


def test_one_leads_from_eighty_in_a_hundred_up() -> None:
    assert lead_of({"a": 0.8417, "b": 0.0, "c": 0.0}, noise) == Lead(named="a")
    assert lead_of({"a": 0.8415, "b": 0.0, "c": -2.0}, noise) == Lead(together=("a", "b"))


def test_two_lead_together_in_their_usual_order() -> None:
    found = lead_of({"a": 2.9, "b": 0.0, "c": 3.0, "d": 1.0}, noise)
    assert found == Lead(together=("a", "c")) and found.ids == ("a", "c")


def test_where_three_are_close_nothing_leads() -> None:
    assert lead_of({"a": 1.0, "b": 0.9, "c": 0.8, "d": -5.0}, noise) == Lead()
    assert Lead().ids == () and Lead(named="a").ids == ("a",)


def test_each_pair_has_its_own_noise() -> None:
    sharp = lead_of({"a": 1.0, "b": 0.0, "c": 0.0}, lambda one, other: 0.5)
    dull = lead_of({"a": 1.0, "b": 0.0, "c": 0.0}, lambda one, other: 5.0)
    assert sharp == Lead(named="a") and dull == Lead()


def test_what_comes_last_is_found_from_the_other_end() -> None:
    assert trail_of({"a": 5.0, "b": 4.9, "c": 1.0}, noise) == Lead(named="c")


def test_ties_go_by_order() -> None:
    assert lead_of({"a": 2.0, "b": 2.0, "c": 0.0}, noise).ids == ("a", "b")


@pytest.mark.parametrize(
    ("score", "level"), [(3.1, "middle"), (3.18, "above"), (2.82, "below"), (2.9, "middle"), (3.0, "middle")]
)
def test_a_side_is_told_where_it_is_likely_enough(score: float, level: str) -> None:
    assert level_of(score, 3.0, 0.2) == level
