"""What a plan expects is what studies of that size find."""

import json

import numpy as np
import pytest

from innerpersona_quiz.calibration import planning
from innerpersona_quiz.calibration.fitting import fit
from innerpersona_quiz.calibration.sum_scores import simulated
from innerpersona_quiz.cli import main
from innerpersona_quiz.instruments import load_instrument

CONFLICT = load_instrument("conflict")


def test_expected_errors_are_those_that_repeated_studies_have() -> None:
    scale = CONFLICT.scales[0].id
    expected = planning.plan(CONFLICT, [1000])["people"]["1000"]["scales"][scale]["a"]["median"]
    rows, sample, _ = planning._model(CONFLICT, scale, np.random.default_rng(1))
    found = [
        fit(
            simulated(rows, sample.layout, 1000, np.random.default_rng(seed)),
            sample.categories,
            sample.layout,
        ).parameters[:, 0]
        for seed in range(25)
    ]
    # The spread of 25 studies over five items is known to about a tenth.
    assert float(np.std(found, axis=0).mean()) == pytest.approx(expected, rel=0.3)


def test_more_people_make_smaller_errors_but_scores_keep_those_of_answers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["plan", "--instrument", "conflict", "--n", "500", "8000", "--format", "json"]) == 0
    people = json.loads(capsys.readouterr().out)["people"]
    few, many = (people[n]["scales"]["integrating"] for n in ("500", "8000"))
    assert few["b"]["largest"] / many["b"]["largest"] == pytest.approx(4, rel=0.01)
    assert few["theta"]["of_answers"] == many["theta"]["of_answers"]
    assert few["theta"]["whole"] > many["theta"]["whole"] > many["theta"]["of_answers"]
    assert people["500"]["percentiles"]["50"] == pytest.approx(50 / 500**0.5, abs=1e-3)


def test_too_few_people_and_centred_questionnaires_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--instrument", "conflict", "--n", "20"]) == 2
    assert main(["plan", "--instrument", "values", "--n", "500"]) == 2
    assert "below 100" in (told := capsys.readouterr().err) and "own mean" in told
