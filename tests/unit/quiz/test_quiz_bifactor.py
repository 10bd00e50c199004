"""A general factor beside facets' own: parameters come back, and errors hold for what the whole scale measures."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from innerpersona_quiz.calibration import blocks, information, item_fit, model_fit, quality, sum_scores
from innerpersona_quiz.calibration.fitting import Fit, Sample, fit
from innerpersona_quiz.scoring import graded_response as grm
from innerpersona_quiz.scoring.bifactor import FacetItem, FacetLikelihood
from tests.unit.quiz.clustered import FACETS, FLAT, LAYOUT, answering, truth

TRUTH = truth()
THETA, ANSWERS = answering(TRUTH, 3000, 1)
HELD_OUT_THETA, HELD_OUT = answering(TRUTH, 3000, 2)
VECTORS = json.loads((Path(__file__).parents[2] / "vectors/bifactor.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def clustered() -> tuple[Sample, Fit]:
    return Sample(ANSWERS, 5, LAYOUT), fit(ANSWERS, 5, LAYOUT)


@pytest.fixture(scope="module")
def flat() -> tuple[Sample, Fit]:
    return Sample(ANSWERS, 5, FLAT), fit(ANSWERS, 5, FLAT)


def test_parameters_come_back_within_their_stated_errors(clustered: tuple[Sample, Fit]) -> None:
    sample, found = clustered
    errors = np.sqrt(np.diag(information.covariance(sample, found))).reshape(TRUTH.shape)
    distances = (found.parameters - TRUTH) / errors
    assert float(np.abs(distances).max()) < 4.5 and 0.8 < float(distances.std()) < 1.2
    assert float((np.abs(distances) < 1.96).mean()) > 0.9


def test_an_end_of_the_fit_is_a_maximum(clustered: tuple[Sample, Fit]) -> None:
    sample, found = clustered
    slopes = information.people_slopes(sample, found)
    by_slopes = slopes.sum(axis=0)
    for item, parameter in ((0, 0), (5, 1), (9, 3)):
        heights = []
        for step in (1e-4, -1e-4):
            moved = found.parameters.copy()
            moved[item, parameter] += step
            heights.append(float(sample.expectation(moved).log_likelihoods.sum()))
        assert by_slopes[item, parameter] == pytest.approx((heights[0] - heights[1]) / 2e-4, abs=1e-2)
    prior = np.zeros_like(by_slopes)
    prior[:, 1] = found.parameters[:, 1] / 4
    steps = np.linalg.solve(
        np.einsum("nij,nkl->ijkl", slopes, slopes, optimize=True).reshape(72, 72), (by_slopes - prior).ravel()
    )
    assert float(np.abs(steps).max()) < 3e-3


def test_predictive_intervals_hold_for_items_of_another_cluster(
    clustered: tuple[Sample, Fit], flat: tuple[Sample, Fit]
) -> None:
    """On people who were not calibrated with: what one facet's items will give, from the answers to the others."""
    covered = quality.coverage(Sample(HELD_OUT, 5, LAYOUT), clustered[1].parameters, LAYOUT.facets)
    ignored = quality.coverage(Sample(HELD_OUT, 5, FLAT), flat[1].parameters, LAYOUT.facets)
    assert covered is not None and 0.88 <= covered <= 0.92
    assert ignored is not None and ignored < 0.84


def test_errors_of_scores_hold_for_the_construct(
    clustered: tuple[Sample, Fit], flat: tuple[Sample, Fit]
) -> None:
    def holding(layout: blocks.Layout, found: Fit) -> float:
        scores = quality.traits(Sample(HELD_OUT, 5, layout).expectation(found.parameters).posterior)
        return float((np.abs(scores.theta - HELD_OUT_THETA) < 1.645 * scores.se).mean())

    assert 0.88 <= holding(LAYOUT, clustered[1]) <= 0.92
    assert holding(FLAT, flat[1]) < 0.84


def test_the_browser_scores_by_the_general_factor_as_the_calibration_does(
    clustered: tuple[Sample, Fit],
) -> None:
    _, found = clustered
    scores = quality.traits(found.posterior)
    for person in (0, 500, 2999):
        theta, se = browser_score(items_of(found.parameters), FACETS, list(map(int, ANSWERS[person])))
        assert theta == pytest.approx(float(scores.theta[person]), abs=1e-9)
        assert se == pytest.approx(float(scores.se[person]), abs=1e-9)


def items_of(rows: Any) -> list[FacetItem]:
    return [
        FacetItem(float(row[0]), float(row[1]), tuple(float(-d / row[0]) for d in row[2:])) for row in rows
    ]


def browser_score(
    items: list[FacetItem], facets: list[str], answers: list[int | None]
) -> tuple[float, float]:
    logs = []
    for facet in sorted(set(facets)):
        chosen = [n for n, one in enumerate(facets) if one == facet]
        logs.append(FacetLikelihood([items[n] for n in chosen], [answers[n] for n in chosen]).log())
    found = grm.estimate_from([sum(column) for column in zip(*logs, strict=True)])
    return found.theta, found.se


def test_scores_are_those_of_independent_implementations() -> None:
    items = [FacetItem(one["a"], one["c"], tuple(one["b"])) for one in VECTORS["items"]]
    facets = [one["facet"] for one in VECTORS["items"]]
    for number, (answers, expected) in enumerate(zip(VECTORS["answers"], VECTORS["scores"], strict=True)):
        given = [None if answer < 0 else answer for answer in answers]
        assert browser_score(items, facets, given) == pytest.approx(expected, abs=1e-3)
        if number < len(VECTORS["mirt"]):
            assert VECTORS["mirt"][number] == pytest.approx(expected, abs=2e-3)
    assert len(VECTORS["scores"]) == 200 and len(VECTORS["mirt"]) >= 10


def test_one_changed_answer_needs_its_own_item_only() -> None:
    items = items_of(TRUTH[:4])
    answers = [2, None, 0, 4]
    one = FacetLikelihood(items, answers).changed(2)
    for response in range(5):
        again = FacetLikelihood(items, [2, None, response, 4]).log()
        assert np.log(one.chances(response)) == pytest.approx(again, abs=1e-9)
    with pytest.raises(KeyError):
        FacetLikelihood(items, answers).changed(1)


def test_large_facets_are_computed_in_portions_to_the_same_end(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ANSWERS[:300]
    at_once = Sample(rows, 5, LAYOUT)
    monkeypatch.setattr(blocks, "MOST_PAIRS", 1)
    monkeypatch.setattr(blocks, "PORTION", 50)
    in_portions = Sample(rows, 5, LAYOUT)
    one, other = at_once.expectation(TRUTH), in_portions.expectation(TRUTH)
    assert np.allclose(one.posterior, other.posterior, atol=1e-12)
    assert np.allclose(at_once.counts(TRUTH, one, 1), in_portions.counts(TRUTH, other, 1), atol=1e-9)


def test_the_fit_of_a_right_model_is_good_and_that_of_a_wrong_one_is_not(
    clustered: tuple[Sample, Fit], flat: tuple[Sample, Fit]
) -> None:
    right, wrong = model_fit.model_fit(*clustered), model_fit.model_fit(*flat)
    assert right is not None and right.p > 0.001 and right.rmsea < 0.02 and right.srmsr < 0.02
    assert wrong is not None and wrong.p < 1e-6 and wrong.rmsea > 0.08 and wrong.srmsr > 0.05
    fits = item_fit.item_fits(*clustered)
    assert sum(one is not None and one.p < 0.05 for one in fits) <= 3


def test_c2_keeps_its_level() -> None:
    rows = truth()[:6]
    layout = blocks.layout_of([""] * 6)
    rows[:, 1] = 0
    found = []
    for seed in range(12):
        answers = sum_scores.simulated(rows, layout, 800, np.random.default_rng(seed))
        one = model_fit.model_fit(Sample(answers, 5, layout), fit(answers, 5, layout))
        assert one is not None and one.df == 6 * 4 + 15 - 30
        found.append(one.c2 / one.df)
    assert 0.7 < float(np.mean(found)) < 1.3  # 1 in expectation, with a standard error of .14


def test_omega_h_is_the_correlation_of_two_forms_that_share_the_general_factor_only(
    clustered: tuple[Sample, Fit],
) -> None:
    source = np.random.default_rng(3)
    theta = source.standard_normal(60_000)
    sums = []
    for _ in range(2):
        own = np.repeat(source.standard_normal((60_000, 3)), 4, axis=1)
        z = theta[:, None] * TRUTH[:, 0] + own * TRUTH[:, 1]
        p = 1 / (1 + np.exp(-(z[:, :, None] + TRUTH[:, 2:])))
        sums.append((source.random((60_000, 12, 1)) < p).sum(axis=(1, 2)))
    sample, found = clustered
    exact = Fit(LAYOUT, TRUTH, 0.0, 0, found.smoothed, found.posterior)
    got = quality.reliability(sample, exact, quality.traits(found.posterior))
    assert got.omega_h == pytest.approx(float(np.corrcoef(*sums)[0, 1]), abs=0.01)
    assert got.omega > got.omega_h + 0.05


def test_two_facets_are_too_few_to_tell_a_general_factor() -> None:
    assert blocks.layout_of(["x", "x", "y", "y", "y"]).facets == ()
    assert blocks.layout_of(["x", "x", "y", "y", "z", "z", "w"]).facets == ((0, 1), (2, 3), (4, 5))
    assert blocks.layout_of([""] * 8).items == 8
