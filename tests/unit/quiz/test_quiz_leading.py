"""What may be said, and to come first, by the chance that it is true; and when nothing may."""

import math
import random

import pytest

from innerpersona_quiz.scoring.deciding import Decision, above_probability, decide, interval_of
from innerpersona_quiz.scoring.distribution import Grid, Normal
from innerpersona_quiz.scoring.leading import standing, trail_of
from innerpersona_quiz.scoring.normal import sidak


def even(*scores: float, error: float = 1.0) -> dict[str, Normal]:
    """Return distributions by letter, all with the same error."""
    return {id: Normal(score, error) for id, score in zip("abcd", scores, strict=False)}


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
    known = {"a": Normal(1.0, 0.5), "b": Normal(0.2, 0.9)}
    expected = above_probability(0.8, math.hypot(0.5, 0.9))
    assert standing(known).chances["a"] == pytest.approx(expected, abs=1e-6)
    assert standing(known).first == Decision()  # and two of two never come first together


def test_the_joint_chances_are_those_of_a_simulation() -> None:
    known = {"a": Normal(3.0, 0.4), "b": Normal(2.8, 0.5), "c": Normal(2.0, 0.3), "d": Normal(1.5, 0.8)}
    found, source = standing(known), random.Random(5)
    drawn = [
        sorted(known, key=lambda id: -source.gauss(known[id].score, known[id].se)) for _ in range(20_000)
    ]
    for id in known:
        share = sum(order[0] == id for order in drawn) / len(drawn)
        assert found.chances[id] == pytest.approx(share, abs=0.015)
    share = sum({*order[:2]} == {"a", "b"} for order in drawn) / len(drawn)
    assert found.pairs == {("a", "b"): pytest.approx(share, abs=0.015)}
    assert sum(found.chances.values()) == pytest.approx(1, abs=1e-6)


def test_the_first_has_to_be_ahead_of_all_others_at_once() -> None:
    """Ahead of each of three by 80 in 100 is ahead of all of them by less."""
    assert standing(even(1.3, 0.0, 0.0, 0.0)).first == Decision()
    assert standing(even(2.5, 0.0, 0.0, 0.0)).first == Decision(named="a")


def test_two_lead_together_in_their_usual_order() -> None:
    found = standing(even(4.9, 0.0, 5.0, 1.0)).first
    assert found == Decision(together=("a", "c"))


def test_where_three_are_close_nothing_leads() -> None:
    assert standing(even(1.0, 0.9, 0.8, -5.0)).first == Decision()


def test_sharper_scores_lead_sooner() -> None:
    assert standing(even(1.0, 0.0, 0.0, error=0.4)).first == Decision(named="a")
    assert standing(even(1.0, 0.0, 0.0, error=5.0)).first == Decision()


def test_what_comes_last_is_found_from_the_other_end() -> None:
    assert trail_of(even(5.0, 4.9, 1.0)) == Decision(named="c")


def test_ties_go_by_order() -> None:
    assert standing(even(4.0, 4.0, 0.0)).first.ids == ("a", "b")


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
    assert interval_of(Normal(score, 0.3), (2.0, 3.0), ("low", "middle", "high")).ids == said


@pytest.mark.parametrize("shift", [0.0, 1e-13, -1e-13])
def test_a_score_in_the_very_middle_is_on_neither_side(shift: float) -> None:
    """Likely enough to be in the middle or below, and just as likely to be in the middle or above."""
    names, borders = ("low", "middle", "high"), (2.0, 3.0)
    assert interval_of(Normal(2.5 + shift, 0.45), borders, names) == Decision()
    assert interval_of(Normal(2.4, 0.45), borders, names) == Decision(together=("low", "middle"))
    assert interval_of(Normal(2.6, 0.45), borders, names) == Decision(together=("middle", "high"))


def test_of_twos_that_are_equally_likely_neither_is_said() -> None:
    four = {"a": 0.72, "b": 0.13, "c": 0.13, "d": 0.02}
    assert decide(four, {("a", "b"): 0.85, ("a", "c"): 0.85, ("c", "d"): 0.15}) == Decision()


def grid(score: float, se: float) -> Grid:
    """Return a normal distribution as a posterior on a grid of unequal steps."""
    values = [score + se * (step / 30 + (step / 60) ** 3) for step in range(-150, 151)]
    weights = [
        (after - before) * math.exp(-(((value - score) / se) ** 2) / 2)
        for before, value, after in zip(values, values[1:], values[2:], strict=False)
    ]
    return Grid(values[1:-1], [weight / sum(weights) for weight in weights])


def test_a_posterior_is_judged_as_the_normal_distribution_that_it_is() -> None:
    for score, se in ((2.5, 0.45), (1.9, 0.3), (4.2, 0.8)):
        found, same = grid(score, se), Normal(score, se)
        assert (found.score, found.se) == pytest.approx((score, se), abs=2e-3)
        for value in (-9.0, 1.3, 2.5, 4.0, 20.0):
            assert found.below(value) == pytest.approx(same.below(value), abs=1e-3)
            assert found.reversed().below(-value) == pytest.approx(1 - same.below(value), abs=1e-3)
        for share in (0.05, 0.5, 0.95):
            assert found.below(found.quantile(share)) == pytest.approx(share, abs=1e-6)
        assert interval_of(found, (2.0, 3.0), ("low", "middle", "high")).ids in (
            interval_of(same, (2.0, 3.0), ("low", "middle", "high")).ids,
            ("middle", "high") if score == 2.5 else None,
        )


def test_a_skewed_posterior_counts_as_it_is_and_not_by_mean_and_error() -> None:
    """A gamma distribution, 1 - (1 + x) exp(-x) below x: most of it lies below 3.1, and a long tail above."""
    values = [step / 20 for step in range(400)]
    densities = [value * math.exp(-value) for value in values]
    skewed, below = Grid(values, [one / sum(densities) for one in densities]), 1 - 4.1 * math.exp(-3.1)
    assert skewed.below(3.1) == pytest.approx(below, abs=1e-3)
    assert interval_of(skewed, (3.1,), ("low", "high")) == Decision(named="low")
    same = Normal(skewed.score, skewed.se)
    assert interval_of(same, (3.1,), ("low", "high")) == Decision(together=("low", "high"))
    found = standing({"a": skewed, "b": Normal(3.1, 1e-6)})
    assert found.chances["b"] == pytest.approx(below, abs=2e-3)


def test_a_vague_score_lies_nowhere() -> None:
    assert interval_of(Normal(2.5, 5.0), (2.0, 3.0), ("low", "middle", "high")) == Decision()


def test_more_values_need_a_wider_gap_between_the_highest_and_the_lowest() -> None:
    assert [sidak(count) for count in (2, 3, 4)] == pytest.approx([1.645, 2.114, 2.378], abs=0.001)
    source = random.Random(3)
    found = [sorted(source.gauss(0, 1) for _ in range(3)) for _ in range(20_000)]
    false = sum(three[2] - three[0] > sidak(3) * 2**0.5 for three in found) / len(found)
    assert 0.08 <= false <= 0.105
