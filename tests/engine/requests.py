"""Requests that take the scoring package down every path, good and bad."""

import json
import random

from innerpersona_quiz.load import instrument_ids, load_instrument


def answer_sheets(instrument_id: str, count: int, seed: int) -> list[dict[str, int | None]]:
    """Random answer sheets, the same for the same seed; some answers are left out, some sheets are nearly empty."""
    instrument = load_instrument(instrument_id)
    values = [choice.value for choice in instrument.choices]
    chance = random.Random(seed)
    sheets: list[dict[str, int | None]] = []
    for _ in range(count):
        missing = chance.choice([0.0, 0.0, 0.1, 0.6, 0.95])
        sheets.append(
            {
                item.id: None if chance.random() < missing / 2 else chance.choice(values)
                for item in instrument.items
                if chance.random() >= missing / 2
            }
        )
    return sheets


def request(op: str, **fields: object) -> str:
    """One request as text."""
    return json.dumps({"api": 1, "op": op, **fields})


def every_kind_of_request() -> list[str]:
    """Every operation on every instrument, with full, thin and empty sheets, and every kind of fault."""
    requests = [request("describe")]
    for instrument in instrument_ids():
        requests.append(request("prepare", instrument=instrument))
        for answers in [*answer_sheets(instrument, 25, seed=7), {}]:
            for op in ("score", "report", "document"):
                requests.append(request(op, instrument=instrument, answers=answers))
    return requests + faulty_requests()


def faulty_requests() -> list[str]:
    """Requests that each get a typed error."""
    return [
        "",
        "not JSON",
        "[]",
        "[" * 100_000,
        '{"api": 1, "op": "score", "op": "report"}',
        '{"api": 1, "op": "score", "instrument": "attachment", "answers": {"anx01": NaN}}',
        json.dumps({"op": "score"}),
        json.dumps({"api": 2, "op": "score"}),
        request("guess"),
        request("score", instrument="horoscope", answers={}),
        request("score", instrument="attachment", answers={"anx99": 1}),
        request("score", instrument="attachment", answers={"anx01": 8}),
        request("score", instrument="attachment", answers={"anx01": "4"}),
        request("score", instrument="attachment", answers={"anx01": 4.0}),
        request("score", instrument="attachment", answers={"anx01": True}),
        request("score", instrument="attachment", answers=[1, 2, 3]),
        request("score", instrument="attachment", instrument_version="0.0.1", answers={}),
        request("score", instrument="attachment", answers={}, extra=1),
        request("score", instrument="attachment", answers={"anx01": 1})[:-1] + " " * 10_000_000 + "}",
    ]
