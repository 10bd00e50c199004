"""Simulated people with all three questionnaires, and pairs of them."""

import random
from functools import cache
from typing import Any

from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.model import Sheet
from innerpersona_quiz.share.shared import Shared
from innerpersona_quiz.share.sheets import shared_of
from tests.unit.quiz.people import sheet, someone

ANXIETY, AVOIDANCE = (3.5, 1.1), (3.0, 1.0)
"""Mean and spread of the simulated places on the two attachment scales: both are below the middle on average."""


def answers_of(source: random.Random) -> dict[str, dict[str, int | None]]:
    """Return one person's answers by questionnaire."""
    places = {"anxiety": source.gauss(*ANXIETY), "avoidance": source.gauss(*AVOIDANCE)}
    return {
        id: sheet(load_instrument(id), places, source, noise=1.2)
        if id == "attachment"
        else someone(load_instrument(id), source)
        for id in instrument_ids()
    }


def sheets_of(seed: int) -> list[dict[str, Any]]:
    """Return one person's sheets as a request has them."""
    return [{"instrument": id, "answers": one} for id, one in answers_of(random.Random(seed)).items()]


def person(source: random.Random, name: str = "") -> Shared:
    """Return one person as a code would hold them."""
    return shared_of([Sheet(load_instrument(id), one) for id, one in answers_of(source).items()], name)


@cache
def pairs(count: int, seed: int = 1) -> list[tuple[Shared, Shared]]:
    """Return pairs of people who have nothing to do with each other."""
    source = random.Random(seed)
    return [(person(source, "Anna"), person(source, "Ben")) for _ in range(count)]
