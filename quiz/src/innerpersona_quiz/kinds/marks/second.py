"""Results that might come of answering again: what the predictive distribution of a second result is like."""

import hashlib
import json
import math
from collections.abc import Mapping

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Estimate

TIMES = 20
"""How many results are drawn."""


class Chance:
    """Random numbers that follow from a sheet of answers: the same answers give the same ones on every machine."""

    def __init__(self, instrument: Instrument, answers: Answers) -> None:
        sheet = json.dumps([instrument.hash, sorted((id, given) for id, given in answers.items())])
        self._seed = hashlib.sha256(sheet.encode("ascii")).digest()
        self._count = 0
        self._left: list[int] = []

    def uniform(self) -> float:
        """Return a number in (0, 1), one of 2^32 evenly spread: SHA-256 of the seed and a counter, in four bytes each."""
        if not self._left:
            block = hashlib.sha256(self._seed + self._count.to_bytes(4, "big")).digest()
            self._left = [int.from_bytes(block[at : at + 4], "big") for at in range(0, len(block), 4)]
            self._count += 1
        return (self._left.pop() + 0.5) / 2**32

    def normal(self) -> float:
        """Return a standard normal number, by Box and Muller (1958, doi:10.1214/aoms/1177706645)."""
        radius = math.sqrt(-2.0 * math.log(self.uniform()))
        return radius * math.cos(2.0 * math.pi * self.uniform())


def second_score(found: Estimate, lowest: float, highest: float, chance: Chance) -> float:
    """Return a score that answering again might give: a true score of the posterior, and an error like the first.

    Both are cut at the ends of the scale.
    """
    true = _true_score(found, lowest, highest, chance)
    return min(highest, max(lowest, true + found.se * chance.normal()))


def _true_score(found: Estimate, lowest: float, highest: float, chance: Chance) -> float:
    """Return a value of the posterior within the scale, by inverting its distribution function."""
    known = found.distribution
    low, high = lowest, highest
    bottom, top = known.below(low), known.below(high)
    wanted = bottom + chance.uniform() * (top - bottom)
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if known.below(middle) < wanted else (low, middle)
    return (low + high) / 2


def second_results(
    scores: Mapping[str, Estimate], lowest: float, highest: float, chance: Chance
) -> tuple[dict[str, float], ...]:
    """Return TIMES results, each the scores of all scales, whose errors are independent of each other."""
    return tuple(
        {id: second_score(found, lowest, highest, chance) for id, found in scores.items()}
        for _ in range(TIMES)
    )
