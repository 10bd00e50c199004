"""The browser's Python and the command line's give the same bytes."""

import json
from collections.abc import Callable
from typing import Any

from innerpersona_quiz.instruments import instrument_ids
from innerpersona_quiz.wire import handle
from tests.engine.requests import answer_sheets, every_kind_of_request, request


def test_a_thousand_random_sheets_score_to_the_same_bytes(run_engine: Callable[[list[str]], Any]) -> None:
    requests = [
        request("score", instrument=instrument, answers=answers)
        for instrument in instrument_ids()
        for answers in answer_sheets(instrument, 1000, seed=20261124)
    ]
    assert len({handle(one) for one in requests}) > 900  # they are no thousand copies of one response
    assert run_engine(requests)["responses"] == [handle(one) for one in requests]


def test_a_thousand_random_sheets_render_to_the_same_report(run_engine: Callable[[list[str]], Any]) -> None:
    requests = [
        request("report", instrument=instrument, answers=answers)
        for instrument in instrument_ids()
        for answers in answer_sheets(instrument, 1000, seed=42)
    ]
    expected = [handle(one) for one in requests]
    assert all(json.loads(one)["ok"] for one in expected)
    assert run_engine(requests)["responses"] == expected


def test_every_kind_of_request_gets_the_same_response(exercised: Any) -> None:
    for sent, response in zip(every_kind_of_request(), exercised["responses"], strict=True):
        assert response == handle(sent), sent[:200]
