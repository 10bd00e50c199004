"""What holds for every graded item, every pattern of answers, and every pair of results."""

import math
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.scoring import graded_response as grm
from innerpersona_quiz.scoring.careless import careless, longest_run
from innerpersona_quiz.scoring.change import reliable_change
from innerpersona_quiz.scoring.graded_response import GradedItem

INSTRUMENT = load_instrument("attachment")

thetas = st.floats(-8, 8)
thresholds = st.lists(st.floats(-4, 4), min_size=1, max_size=6, unique=True).map(sorted)
items = st.builds(lambda a, b: GradedItem(a, tuple(b)), st.floats(0.2, 4), thresholds)


@st.composite
def answered(draw: st.DrawFn, most: int = 8) -> tuple[list[GradedItem], list[int | None]]:
    """Items with an answer, or none, to each."""
    drawn = draw(st.lists(items, max_size=most))
    return drawn, [draw(st.none() | st.integers(0, item.categories - 1)) for item in drawn]


@given(items, thetas)
def test_every_category_of_every_item_has_a_probability_and_they_add_up(
    item: GradedItem, theta: float
) -> None:
    found = grm.category_probabilities(item, theta)
    assert len(found) == item.categories
    assert all(0 <= p <= 1 for p in found) and math.isclose(sum(found), 1, abs_tol=1e-12)
    expected = sum(category * p for category, p in enumerate(found))
    assert math.isclose(grm.expected_category(item, theta), expected, abs_tol=1e-9)


@given(items, thetas, thetas)
def test_more_of_the_trait_never_lowers_the_expected_answer(item: GradedItem, one: float, two: float) -> None:
    low, high = sorted((one, two))
    assert grm.expected_category(item, low) <= grm.expected_category(item, high) + 1e-12


@given(items, st.floats(-5, 5))
def test_information_is_the_expected_curvature(item: GradedItem, theta: float) -> None:
    step, total = 1e-4, 0.0
    for category, p in enumerate(grm.category_probabilities(item, theta)):
        if p > 0:
            below, here, above = (
                grm.log_probability(item, category, theta + move) for move in (-step, 0, step)
            )
            total -= p * (below - 2 * here + above) / step**2
    assert math.isclose(grm.item_information(item, theta), total, rel_tol=1e-3, abs_tol=1e-4)


@given(answered())
def test_every_pattern_gets_a_finite_estimate(case: tuple[list[GradedItem], list[int | None]]) -> None:
    for found in (grm.eap(*case), grm.map_estimate(*case)):
        assert math.isfinite(found.theta) and 0 < found.se <= 2
    assert -6 < grm.eap(*case).theta < 6


@given(answered(), st.randoms(use_true_random=False))
def test_the_order_of_items_changes_nothing(
    case: tuple[list[GradedItem], list[int | None]], chance: Random
) -> None:
    shuffled = list(zip(*case, strict=True))
    chance.shuffle(shuffled)
    turned = [item for item, _ in shuffled], [answer for _, answer in shuffled]
    assert math.isclose(grm.eap(*case).theta, grm.eap(*turned).theta, abs_tol=1e-12)
    assert math.isclose(grm.map_estimate(*case).theta, grm.map_estimate(*turned).theta, abs_tol=1e-8)


@given(answered())
def test_turning_items_and_answers_round_turns_the_trait_round(
    case: tuple[list[GradedItem], list[int | None]],
) -> None:
    drawn, responses = case
    turned = [GradedItem(item.a, tuple(-b for b in reversed(item.b))) for item in drawn]
    mirrored = [
        None if x is None else item.categories - 1 - x for item, x in zip(drawn, responses, strict=True)
    ]
    here, there = grm.eap(drawn, responses), grm.eap(turned, mirrored)
    assert math.isclose(here.theta, -there.theta, abs_tol=1e-9)
    assert math.isclose(here.se, there.se, abs_tol=1e-9)


@given(answered(), items)
def test_one_more_answer_never_widens_the_posterior_in_expectation(
    case: tuple[list[GradedItem], list[int | None]], another: GradedItem
) -> None:
    drawn, responses = case
    logs = grm.log_likelihood_at_nodes(drawn, responses)
    weights = grm.posterior(logs)
    expected = 0.0
    for category in range(another.categories):
        table = another.at_nodes(category)
        chance = math.fsum(w * math.exp(log) for w, log in zip(weights, table, strict=True))
        if chance > 0:
            after = grm.estimate_from([x + y for x, y in zip(logs, table, strict=True)])
            expected += chance * after.se**2
    assert expected <= grm.estimate_from(logs).se ** 2 + 1e-9


@given(answered(most=5), st.data())
def test_a_higher_answer_never_lowers_the_estimate(
    case: tuple[list[GradedItem], list[int | None]], data: st.DataObject
) -> None:
    drawn, responses = case
    given_at = [index for index, answer in enumerate(responses) if answer is not None]
    if not given_at:
        return
    index = data.draw(st.sampled_from(given_at))
    found = [
        grm.eap(drawn, [*responses[:index], category, *responses[index + 1 :]]).theta
        for category in range(drawn[index].categories)
    ]
    assert all(after >= before - 1e-9 for before, after in pairwise(found))


@given(answered())
def test_the_map_is_where_the_posterior_is_highest(
    case: tuple[list[GradedItem], list[int | None]],
) -> None:
    drawn, responses = case

    def height(theta: float) -> float:
        given_answers = zip(drawn, responses, strict=True)
        return (
            sum(grm.log_probability(item, x, theta) for item, x in given_answers if x is not None)
            - theta * theta / 2
        )

    best = grm.map_estimate(drawn, responses).theta
    assert height(best) >= max(height(best + move) for move in (-0.5, -0.01, 0.01, 0.5)) - 1e-9


scores = st.floats(1, 7)
errors = st.floats(0.05, 2)


@given(scores, errors, scores, errors)
def test_a_change_back_is_the_change_turned_round(a: float, se_a: float, b: float, se_b: float) -> None:
    there, back = reliable_change(a, se_a, b, se_b), reliable_change(b, se_b, a, se_a)
    assert there.reliable is back.reliable and there.se == back.se
    assert math.isclose(there.index, -back.index, abs_tol=2e-6)


@settings(max_examples=50)
@given(
    st.dictionaries(st.sampled_from([item.id for item in INSTRUMENT.items]), st.none() | st.integers(1, 7))
)
def test_the_signs_are_the_same_with_every_key_and_answer_turned_round(sheet: dict[str, int | None]) -> None:
    found = careless(INSTRUMENT, sheet)
    mirrored = {id: None if answer is None else 8 - answer for id, answer in sheet.items()}
    assert careless(INSTRUMENT, mirrored) == found
    assert 0 <= found.longest_run <= len(sheet)


@given(st.lists(st.none() | st.integers(1, 3)))
def test_a_run_is_no_longer_than_what_was_answered(given_answers: list[int | None]) -> None:
    known = [answer for answer in given_answers if answer is not None]
    assert longest_run(given_answers) == longest_run(known) <= len(known)
    assert (longest_run(given_answers) == len(known)) is (len(set(known)) <= 1)
