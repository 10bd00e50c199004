"""A calibration of the attachment questionnaire that exists in tests only, with made-up parameters."""

import json
from dataclasses import replace
from statistics import NormalDist
from typing import Any

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.instruments.calibration_file import parse_calibration
from innerpersona_quiz.scoring import graded_response as grm

INSTRUMENT = load_instrument("attachment")


def table() -> dict[str, Any]:
    """Return the calibration as the parsed file holds it."""

    def item(position: int) -> dict[str, Any]:
        shift = (position % 5 - 2) / 4
        b = [shift + step for step in (-2, -1.2, -0.4, 0.4, 1.2, 2)]
        return {"a": 1.0 + position % 4 / 4, "b": b, "c": None, "facet": None}

    def expected(items: dict[str, Any]) -> list[float]:
        graded = [grm.GradedItem(one["a"], tuple(one["b"])) for one in items.values()]
        return [
            1 + sum(grm.expected_category(one, node) for one in graded) / len(graded) for node in grm.NODES
        ]

    scales = {
        scale.id: {
            "items": items,
            "expected": expected(items),
            "norms": {"percentiles": [NormalDist(0, 0.95).inv_cdf(p / 100) for p in range(1, 100)]},
        }
        for scale in INSTRUMENT.scales
        for items in ({one.id: item(n) for n, one in enumerate(INSTRUMENT.items_of(scale.id))},)
    }
    return {
        "calibration": 2,
        "instrument": "attachment",
        "instrument_version": INSTRUMENT.version,
        "instrument_hash": INSTRUMENT.hash,
        "sample": {
            "n": 1234,
            "first_month": "2026-10",
            "last_month": "2026-11",
            "how": "People who do not exist <b>&</b> were made for a test.",
        },
        "scales": scales,
    }


def text(content: dict[str, Any] | None = None) -> str:
    """Return the text of a calibration file, by default that of `table`."""
    return json.dumps(table() if content is None else content)


CALIBRATED = replace(
    INSTRUMENT,
    calibration=parse_calibration(text(), "test.json", INSTRUMENT.hash, INSTRUMENT.items, 6),
)
