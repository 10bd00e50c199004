"""Research exports of simulated people, who answer by a graded response model with known parameters."""

import math
import random
from typing import Any

from innerpersona_quiz.instruments import load_instrument

INSTRUMENT = load_instrument("attachment")

type Parameters = dict[str, tuple[float, list[float]]]


def parameters(seed: int = 3) -> Parameters:
    """Return a and b for every item of the attachment questionnaire."""
    source = random.Random(seed)
    found: Parameters = {}
    for item in INSTRUMENT.items:
        middle, step = source.uniform(-0.6, 0.6), source.uniform(0.5, 0.8)
        found[item.id] = (
            source.uniform(1.0, 2.4),
            [middle + step * k for k in (-2.5, -1.5, -0.5, 0.5, 1.5, 2.5)],
        )
    return found


def export(answers: dict[str, int | None], **more: object) -> dict[str, Any]:
    """Return a whole research export with these answers."""
    return {
        "research_export": 1,
        "instrument": "attachment",
        "instrument_version": INSTRUMENT.version,
        "instrument_hash": INSTRUMENT.hash,
        "month": "2026-11",
        "age_band": "25-34",
        "locale": "en-US",
        "answers": answers,
        **more,
    }


def people(count: int, seed: int, truth: Parameters) -> list[dict[str, Any]]:
    """Return the exports of `count` people; one answer in fifty is left out, by chance."""
    source = random.Random(seed)
    found = []
    for number in range(count):
        theta = {scale.id: source.gauss(0, 1) for scale in INSTRUMENT.scales}
        answers: dict[str, int | None] = {}
        for item in INSTRUMENT.items:
            a, b = truth[item.id]
            draw = source.random()
            keyed = 1 + sum(draw < 1 / (1 + math.exp(-a * (theta[item.scale] - one))) for one in b)
            answers[item.id] = None if source.random() < 0.02 else INSTRUMENT.keyed(item, keyed)
        found.append(
            export(answers, month=("2026-09", "2026-11")[number % 2], locale=("en-US", "de")[number % 2])
        )
    return found
