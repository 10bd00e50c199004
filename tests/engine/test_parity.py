"""The browser's Python and the command line's give the same bytes."""

import json
import os
from typing import Any

import pytest

from innerpersona_quiz.instruments import instrument_ids
from innerpersona_quiz.wire import handle
from tests.engine.conftest import Runner
from tests.engine.requests import answer_sheets, every_kind_of_request, request
from tests.fixtures.questionnaires import IDS, added

SHEETS = 1000 if os.environ.get("INNERPERSONA_LONG") else 100
"""Random sheets a questionnaire. Each is computed twice, by WebAssembly too, so a thousand are for `make test-long`."""


def test_random_sheets_score_to_the_same_bytes(run_engine: Runner) -> None:
    requests = [
        request("score", instrument=instrument, answers=answers)
        for instrument in instrument_ids()
        for answers in answer_sheets(instrument, SHEETS, seed=20261124)
    ]
    assert len({handle(one) for one in requests}) > 0.9 * SHEETS  # they are no copies of one response
    assert run_engine(requests)["responses"] == [handle(one) for one in requests]


def test_random_sheets_render_to_the_same_report(run_engine: Runner) -> None:
    requests = [
        request("report", instrument=instrument, answers=answers)
        for instrument in instrument_ids()
        for answers in answer_sheets(instrument, SHEETS, seed=42)
    ]
    expected = [handle(one) for one in requests]
    assert all(json.loads(one)["ok"] for one in expected)
    assert run_engine(requests)["responses"] == expected


def test_every_kind_of_request_gets_the_same_response(exercised: Any) -> None:
    for sent, response in zip(every_kind_of_request(), exercised["responses"], strict=True):
        assert response == handle(sent), sent[:200]


@pytest.mark.parametrize("id", IDS)
def test_random_sheets_of_a_questionnaire_that_no_code_knows_give_the_same_bytes(
    run_fixture_engine: Runner, id: str
) -> None:
    with added():
        requests = [
            request(op, instrument=id, answers=answers)
            for answers in answer_sheets(id, SHEETS, seed=20261130)
            for op in ("score", "report")
        ]
        expected = [handle(one) for one in requests]
    assert all(json.loads(one)["ok"] for one in expected)
    assert len(set(expected)) > 1.5 * SHEETS
    assert run_fixture_engine(requests)["responses"] == expected


def test_every_kind_of_request_on_added_questionnaires_gets_the_same_response(
    exercised_with_fixtures: Any,
) -> None:
    with added():
        pairs = zip(every_kind_of_request(), exercised_with_fixtures["responses"], strict=True)
        for sent, response in pairs:
            assert response == handle(sent), sent[:200]
