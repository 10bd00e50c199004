"""Calibration: parameters that are known are found again, and the figures beside them mean what they say."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from innerpersona_quiz.calibration import curves, fitting, information, item_fit, quality
from innerpersona_quiz.calibration.blocks import layout_of
from innerpersona_quiz.calibration.errors import CalibrationError
from innerpersona_quiz.cli import main
from innerpersona_quiz.instruments.parsing import parse_instrument
from innerpersona_quiz.scoring import graded_response as grm
from tests.unit.quiz import shipped
from tests.unit.quiz.donations import INSTRUMENT, export, parameters, people
from tests.unit.quiz.folders import QUESTIONNAIRE, changed, reader

HOW = "Simulated people, who volunteered for a test."
TRUTH = parameters()


def true_rows(ids: list[str]) -> Any:
    """Return the known parameters as the fit holds them: a, c = 0, then d = -a b."""
    return np.array([[a, 0.0, *(-a * one for one in b)] for a, b in (TRUTH[id] for id in ids)])


def answering(rows: Any, count: int, seed: int) -> tuple[Any, Any]:
    """Return traits and answers (from 0) of simulated people."""
    source = np.random.default_rng(seed)
    theta = source.standard_normal(count)
    return theta, answers_of(rows, theta, source)


def answers_of(rows: Any, theta: Any, source: Any) -> Any:
    z = rows[None, :, :1] * theta[:, None, None] + rows[None, :, 2:]
    return (source.random((len(theta), len(rows), 1)) < 1 / (1 + np.exp(-z))).sum(axis=2)


def fit(answers: Any) -> fitting.Fit:
    """Fit a scale without facets."""
    return fitting.fit(answers, 7, layout_of([""] * answers.shape[1]))


def sample(answers: Any) -> fitting.Sample:
    return fitting.Sample(answers, 7, layout_of([""] * answers.shape[1]))


def known(answers: Any, rows: Any) -> fitting.Fit:
    """Return what a fit would be that had found these parameters."""
    one = sample(answers)
    found = one.expectation(rows)
    total = float(found.log_likelihoods.sum())
    return fitting.Fit(one.layout, rows, total, 0, one.smoothed, found.posterior)


def errors(answers: Any, found: fitting.Fit) -> Any:
    """Return the standard errors of a, d_1 …, item by item."""
    variances = np.diag(information.covariance(sample(answers), found))
    return np.delete(np.sqrt(variances).reshape(found.parameters.shape), 1, axis=1)


def free(rows: Any) -> Any:
    """Return the rows without c."""
    return np.delete(rows, 1, axis=1)


SIX = true_rows([item.id for item in INSTRUMENT.items_of("anxiety")][:6])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A calibration of 5,000 simulated people, made on the command line."""
    folder = tmp_path_factory.mktemp("donated")
    exports = people(5000, 20261124, TRUTH)
    careless = [export({item.id: 7 for item in INSTRUMENT.items})] * 40
    (folder / "many.json").write_text(json.dumps(exports[1:] + careless), encoding="utf-8")
    (folder / "one.json").write_text(json.dumps(exports[0]), encoding="utf-8")
    output = folder / "calibration.json"
    files = [str(folder / "many.json"), str(folder / "one.json")]
    assert main(["calibrate", *files, "--instrument", "attachment", "--sample", HOW, "-o", str(output)]) == 0
    return output


def test_parameters_are_recovered_within_their_stated_error(made: Path) -> None:
    content = json.loads(made.read_text(encoding="utf-8"))
    distances = []
    for scale in content["scales"].values():
        for id, item in scale["items"].items():
            a, b = TRUTH[id]
            assert item["a"] == pytest.approx(a, abs=0.25) and 0.02 < item["a_se"] < 0.09
            distances.append((item["a"] - a) / item["a_se"])
            for found, error, true in zip(item["b"], item["b_se"], b, strict=True):
                assert found == pytest.approx(true, abs=0.3) and 0.01 < error < 0.15
                distances.append((found - true) / error)
    assert len(distances) == 24 * 7
    assert max(abs(distance) for distance in distances) < 4.5
    assert sum(abs(distance) < 1.96 for distance in distances) / len(distances) > 0.9
    assert math.sqrt(sum(d * d for d in distances) / len(distances)) < 1.25


def test_the_file_says_who_answered_and_how_good_the_scales_are(made: Path) -> None:
    content = json.loads(made.read_text(encoding="utf-8"))
    sample = content["sample"]
    assert sample["n"] + sum(sample["set_aside"].values()) == 5040
    assert sample["set_aside"]["careless: run"] >= 40 and sample["n"] > 4900
    assert (sample["first_month"], sample["last_month"], sample["how"]) == ("2026-09", "2026-11", HOW)
    assert sum(sample["locales"].values()) == sum(sample["age_bands"].values()) == sample["n"]
    for scale in content["scales"].values():
        found = scale["reliability"]
        assert 0.85 < found["alpha"] <= found["omega"] + 0.02 < 0.97 and 0.85 < found["marginal"] < 0.97
        assert scale["local_dependence"] == []
        assert all(item["fit"]["rmsea"] < 0.03 for item in scale["items"].values())
        norms = scale["norms"]["percentiles"]
        assert len(norms) == 99 and abs(norms[49]) < 0.1 and norms == sorted(norms)


def test_an_instrument_can_name_the_file_and_reports_name_its_norms(made: Path) -> None:
    files = changed("attachment", QUESTIONNAIRE, lambda source: f'calibration = "{made.name}"\n{source}')
    calibrated, _ = parse_instrument(reader(files | {made.name: made.read_text("utf-8")}), "x")
    html = shipped.fragment(calibrated, {item.id: INSTRUMENT.keyed(item, 4) for item in INSTRUMENT.items})
    assert HOW in html and "2026-09 to 2026-11" in html and "Not yet calibrated" not in html


def test_under_five_hundred_people_there_is_no_calibration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "few.json").write_text(json.dumps(people(499, 1, TRUTH)), encoding="utf-8")
    output = tmp_path / "calibration.json"
    arguments = ["calibrate", str(tmp_path / "few.json"), "--instrument", "attachment", "--sample", HOW]
    assert main([*arguments, "-o", str(output)]) == 1
    assert "needs 500" in capsys.readouterr().err and not output.exists()


def test_stated_errors_cover_the_truth_as_often_as_they_should() -> None:
    distances = []
    for seed in range(10):
        _, answers = answering(SIX, 1200, seed)
        found = fit(answers)
        distances.append(free(found.parameters - SIX) / errors(answers, found))
    assert 0.92 < float((np.abs(distances) < 1.96).mean()) < 0.98
    assert 0.88 < float(np.std(distances)) < 1.12 and abs(float(np.mean(distances))) < 0.6


def test_the_fit_is_a_maximum_of_the_likelihood_that_scoring_uses() -> None:
    _, answers = answering(SIX, 600, 5)
    found = fit(answers)

    def height(rows: Any) -> float:
        items = [
            grm.GradedItem(float(row[0]), tuple(float(b) for b in curves.thresholds(row[None, :])[0]))
            for row in rows
        ]
        total = 0.0
        for person in answers:
            logs = grm.log_likelihood_at_nodes(items, [int(x) for x in person])
            total += math.log(sum(math.exp(x) * float(w) for x, w in zip(logs, curves.WEIGHTS, strict=True)))
        return total

    best = height(found.parameters)
    assert found.log_likelihood == pytest.approx(best, abs=1e-6)
    for item, parameter in ((0, 0), (2, 2), (4, 7)):
        for step in (-0.1, 0.1):
            moved = found.parameters.copy()
            moved[item, parameter] += step
            assert height(moved) < best


def test_curves_over_arrays_are_those_of_the_scoring() -> None:
    found = curves.curves(SIX, np.array([[-2.3, 0.4, 3.1], [0.0, 0.0, 0.0]]))
    for row, p in zip(SIX, found.p, strict=True):
        item = grm.GradedItem(float(row[0]), tuple(float(b) for b in curves.thresholds(row[None, :])[0]))
        for index, theta in enumerate((-2.3, 0.4, 3.1)):
            assert list(p[:, index]) == pytest.approx(grm.category_probabilities(item, theta), abs=1e-12)


def test_answers_left_out_by_chance_do_not_mislead() -> None:
    _, answers = answering(SIX, 4000, 8)
    answers[np.random.default_rng(1).random(answers.shape) < 0.2] = -1
    found = fit(answers)
    assert float(np.abs(free(found.parameters - SIX) / errors(answers, found)).max()) < 4.5
    assert item_fit.item_fits(sample(answers[:500]), found) == [None] * 6  # hardly anyone is complete


def test_an_answer_that_nobody_gave_is_smoothed_and_stays_finite() -> None:
    _, answers = answering(SIX, 800, 9)
    answers[answers[:, 0] == 6, 0] = 5
    answers[answers[:, 1] == 3, 1] = 2
    found = fit(answers)
    assert list(found.smoothed[:2]) == [True, True] and not found.smoothed[4]
    b = curves.thresholds(found.parameters)
    assert np.isfinite(b).all() and (np.diff(b, axis=1) > 0).all() and np.abs(b).max() < 12


def test_an_item_with_the_wrong_key_is_refused_by_its_place() -> None:
    _, answers = answering(SIX, 1000, 10)
    answers[:, 2] = 6 - answers[:, 2]
    with pytest.raises(CalibrationError, match=r"by their place in it\): 3\."):
        fit(answers)


def test_item_fit_keeps_its_level_and_finds_what_does_not_fit() -> None:
    rejected = []
    for seed in range(10):
        _, answers = answering(SIX, 1500, 100 + seed)
        fits = item_fit.item_fits(sample(answers), fit(answers))
        rejected += [one is not None and one.p < 0.05 for one in fits]
    assert len(rejected) == 60 and sum(rejected) / len(rejected) <= 0.12  # .05 in expectation
    theta, answers = answering(SIX, 3000, 4)
    guessing = theta < -0.5
    answers[guessing, 3] = np.random.default_rng(2).integers(0, 7, int(guessing.sum()))
    found = item_fit.item_fits(sample(answers), fit(answers))
    assert found[3] is not None and found[3].p < 1e-4
    assert found[3].rmsea == max(one.rmsea for one in found if one)


@pytest.mark.parametrize(
    ("x", "df", "tail"),
    [
        (3.841458820694124, 1, 0.05),
        (5.991464547107979, 2, 0.05),
        (18.307038053275146, 10, 0.05),
        (55.5, 33, 0.008423453426158327),
        (300, 280, 0.19659594734850888),
        (0, 5, 1),
    ],
)
def test_the_chi_square_tail_is_that_of_the_tables(x: float, df: int, tail: float) -> None:
    assert item_fit.chi_square_tail(x, df) == pytest.approx(tail, rel=1e-9)


def test_items_that_repeat_each_other_are_found() -> None:
    rows = true_rows([item.id for item in INSTRUMENT.items_of("anxiety")])
    _, answers = answering(rows, 2000, 6)
    answers[:, 5] = np.clip(answers[:, 4] + np.random.default_rng(3).integers(-1, 2, 2000), 0, 6)
    found = quality.residual_correlations(sample(answers), known(answers, rows))
    assert found[5, 4] > quality.DEPENDENT_FROM
    found[5, 4] = found[4, 5] = 0
    assert found[~np.eye(12, dtype=bool)].max() < quality.DEPENDENT_FROM


def test_omega_is_the_correlation_of_two_parallel_forms() -> None:
    source = np.random.default_rng(12)
    theta = source.standard_normal(60_000)
    one, other = (answers_of(SIX, theta, source).sum(axis=1) for _ in range(2))
    scores = quality.Traits(theta[:100], np.full(100, 0.3))
    few = answers_of(SIX, theta[:100], source)
    found = quality.reliability(sample(few), known(few, SIX), scores)
    assert found.omega == found.omega_h == pytest.approx(float(np.corrcoef(one, other)[0, 1]), abs=0.01)


def test_the_marginal_reliability_is_how_much_of_the_trait_the_scores_hold() -> None:
    theta, answers = answering(SIX, 4000, 13)
    fitted = fit(answers)
    scores = quality.traits(fitted.posterior)
    found = quality.reliability(sample(answers), fitted, scores)
    assert found.marginal == pytest.approx(float(np.corrcoef(scores.theta, theta)[0, 1] ** 2), abs=0.02)


def test_alpha_by_hand() -> None:
    answers = np.array([[0, 1], [2, 2], [3, 5], [1, -1]])
    # Complete: variances 7/3 and 13/3; sums 1, 4, 8 with variance 37/3. 2 (1 - 20/37).
    scores = quality.Traits(np.array([0.0, 1.0]), np.array([0.5, 0.5]))
    found = quality.reliability(sample(answers), known(answers, SIX[:2]), scores)
    assert found.alpha == pytest.approx(2 * (1 - 20 / 37))


def test_scores_are_those_that_the_scoring_gives() -> None:
    _, answers = answering(SIX, 600, 5)
    found = fit(answers)
    scores = quality.traits(found.posterior)
    items = [
        grm.GradedItem(float(row[0]), tuple(float(b) for b in curves.thresholds(row[None, :])[0]))
        for row in found.parameters
    ]
    for person in (0, 17, 599):
        expected = grm.eap(items, [int(x) for x in answers[person]])
        assert float(scores.theta[person]) == pytest.approx(expected.theta, abs=1e-9)
        assert float(scores.se[person]) == pytest.approx(expected.se, abs=1e-9)
