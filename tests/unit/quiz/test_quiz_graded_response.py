"""The graded response model against R mirt's own figures, and at its edges."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from innerpersona_quiz.scoring import graded_response as grm
from innerpersona_quiz.scoring.graded_response import GradedItem

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "grm_mirt.json").read_text(encoding="utf-8")
)
ITEMS = [GradedItem(one["a"], tuple(one["b"])) for one in VECTORS["parameters"]]


def responses(respondent: dict[str, Any]) -> list[int | None]:
    return [None if answer is None else answer - 1 for answer in respondent["answers"]]


def test_eap_and_its_error_agree_with_mirt() -> None:
    assert len(VECTORS["respondents"]) == 299
    assert any(None in respondent["answers"] for respondent in VECTORS["respondents"])
    for respondent in VECTORS["respondents"]:
        found = grm.eap(ITEMS, responses(respondent))
        assert found.theta == pytest.approx(respondent["eap"], abs=1e-9)
        assert found.se == pytest.approx(respondent["eap_se"], abs=1e-9)


def test_map_agrees_with_mirt() -> None:
    for respondent in VECTORS["respondents"]:
        found = grm.map_estimate(ITEMS, responses(respondent))
        assert found.theta == pytest.approx(respondent["map"], abs=1e-5)
        assert found.se == pytest.approx(respondent["map_se"], abs=1e-4)  # mirt's curvature is numerical


def test_information_agrees_with_mirt() -> None:
    for row in VECTORS["information"]:
        found = [grm.item_information(item, row["theta"]) for item in ITEMS]
        assert found == pytest.approx(row["items"], abs=1e-9)
        assert grm.test_information(ITEMS, row["theta"]) == pytest.approx(sum(row["items"]), abs=1e-9)


def test_category_probabilities_agree_with_mirt() -> None:
    for row in VECTORS["category_probabilities_item_1"]:
        assert grm.category_probabilities(ITEMS[0], row["theta"]) == pytest.approx(row["p"], abs=1e-9)


def test_the_nodes_are_those_that_the_vectors_were_made_with() -> None:
    assert len(grm.NODES) == 61 and (grm.NODES[0], grm.NODES[30], grm.NODES[60]) == (-6, 0, 6)


@pytest.mark.parametrize("answer", range(7))
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"a={item.a:.2f}")
def test_one_answer_moves_the_estimate_as_quadrature_by_hand_says(item: GradedItem, answer: int) -> None:
    nodes = [-6 + step / 5 for step in range(61)]
    uppers = [[1.0, *(1 / (1 + math.exp(-item.a * (x - b))) for b in item.b), 0.0] for x in nodes]
    weights = [(u[answer] - u[answer + 1]) * math.exp(-x * x / 2) for x, u in zip(nodes, uppers, strict=True)]
    mean = sum(w * x for w, x in zip(weights, nodes, strict=True)) / sum(weights)
    assert grm.eap([item], [answer]).theta == pytest.approx(mean, abs=1e-9)


def test_without_answers_the_prior_is_left() -> None:
    for found in (grm.eap(ITEMS, [None] * 12), grm.eap([], []), grm.map_estimate([], [])):
        assert found.theta == pytest.approx(0, abs=1e-12)
        assert found.se == pytest.approx(1, abs=1e-6)


def test_a_missing_answer_is_the_same_as_a_missing_item() -> None:
    given: list[int | None] = [3, None, 5, None]
    assert grm.eap(ITEMS[:4], given) == grm.eap([ITEMS[0], ITEMS[2]], [3, 5])
    assert grm.map_estimate(ITEMS[:4], given) == grm.map_estimate([ITEMS[0], ITEMS[2]], [3, 5])


@pytest.mark.parametrize("answer", [0, 3, 6])
def test_two_thousand_items_do_not_underflow(answer: int) -> None:
    items = [GradedItem(1.0, (-1.5, -1.0, -0.5, 0.5, 1.0, 1.5))] * 2000
    for found in (grm.eap(items, [answer] * 2000), grm.map_estimate(items, [answer] * 2000)):
        assert math.isfinite(found.theta) and 0 < found.se < 0.5
        assert math.copysign(1, found.theta) == (answer > 3) - (answer < 3) or answer == 3
        if answer == 3:
            assert found.theta == pytest.approx(0, abs=1e-9)
        else:
            assert abs(found.theta) > 4


def test_probabilities_stay_sound_in_the_far_tails() -> None:
    item = GradedItem(3.0, (-1.0, 0.0, 1.0))
    for theta in (-300.0, -40.0, 40.0, 300.0):
        found = grm.category_probabilities(item, theta)
        assert sum(found) == pytest.approx(1, abs=1e-12)
        assert grm.item_information(item, theta) >= 0
    # 1 - F would have lost every digit of this: P(X = 0) at theta = 40 is exp(-3 * 41) to 50 digits.
    assert grm.log_probability(item, 0, 40.0) == pytest.approx(-123, abs=1e-9)


def test_equal_thresholds_leave_the_category_between_them_impossible() -> None:
    item = GradedItem(1.0, (0.0, 0.0))
    assert grm.category_probabilities(item, 0.3)[1] == 0
    assert grm.log_probability(item, 1, 0.3) == -math.inf
    with pytest.raises(ValueError, match="no probability"):
        grm.eap([item], [1])


@pytest.mark.parametrize(
    ("a", "b"),
    [(0.0, (0.0,)), (-1.0, (0.0,)), (math.nan, (0.0,)), (1.0, ()), (1.0, (1.0, 0.0)), (1.0, (math.inf,))],
)
def test_impossible_parameters_are_refused(a: float, b: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"discrimination|threshold"):
        GradedItem(a, b)


def test_wrong_use_is_refused() -> None:
    with pytest.raises(IndexError):
        grm.log_probability(ITEMS[0], 7, 0.0)
    with pytest.raises(IndexError):
        grm.log_probability(ITEMS[0], -1, 0.0)
    with pytest.raises(ValueError, match="argument"):
        grm.eap(ITEMS, [1, 2])


def test_map_arrives_where_newton_alone_goes_round_in_a_circle() -> None:
    items = [GradedItem(1.96875, (-2.5,)), GradedItem(1.96875, (-2.5,)), GradedItem(2.015625, (-2.5,))]
    theta = grm.map_estimate(items, [0, 0, 0]).theta
    slope = -theta - sum(item.a / (1 + math.exp(-item.a * (theta - item.b[0]))) for item in items)
    assert slope == pytest.approx(0, abs=1e-8)
