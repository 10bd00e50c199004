"""Sensitivity of a result: the single answers that would have changed it."""

import math
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Protocol

from innerpersona_quiz.model import Answers, Instrument, Item
from innerpersona_quiz.scoring.classical import (
    Estimate,
    estimate,
    is_withheld,
    keyed_answers,
    spread_from_sums,
    standard_error,
)
from innerpersona_quiz.scoring.distribution import Known

type Estimates = Mapping[str, Estimate | None]
"""Scale id to its estimate; None where the scale is withheld."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said of a person: `reading` is the one number that counts of a scale, `named` what all of them give.

    `named` is None where nothing is ever said. Readings of one scale that give the same lie side by side, those of the
    other scales staying: it takes few calls of `named` to know it for all.
    """

    reading: Callable[[Known], float]
    named: Callable[[Mapping[str, float]], Hashable]


@dataclass(frozen=True, slots=True)
class Pivot:
    """An answer whose change alone changes the outcome: `given` is the answer, `nearest` the nearest one that changes it.

    `changing` holds every answer, rising, that would give another outcome, all other answers staying.
    """

    item: str
    given: int
    nearest: int
    changing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The pivots among a sheet's answers, those that need the smallest change first; `answered` is out of how many."""

    answered: int
    pivots: tuple[Pivot, ...]


def sensitivity(instrument: Instrument, answers: Answers, outcome: Outcome) -> Sensitivity | None:
    """Look for other values of every answer given, one answer at a time, and return those that change `outcome`.

    Missing answers are not tried. None where there is no outcome to begin with, or a scale without a score.
    """
    scorers = {scale.id: _scorer(instrument, scale.id, answers) for scale in instrument.scales}
    known = {id: scorer.unchanged() for id, scorer in scorers.items()}
    readings = {id: outcome.reading(one) for id, one in known.items() if one is not None}
    if len(readings) < len(known) or outcome.named(readings) is None:
        return None
    stretches = {id: _Stretch(id, readings, outcome) for id in readings}
    given = [(item, answer) for item in instrument.items if (answer := answers.get(item.id)) is not None]
    pivots = []
    for item, answer in given:
        scorer, stretch = scorers[item.scale], stretches[item.scale]

        def changes(
            value: int,
            item: Item = item,
            answer: int = answer,
            scorer: Scorer = scorer,
            stretch: _Stretch = stretch,
        ) -> bool:
            return stretch.left_by(outcome.reading(scorer.changed(item, answer, value)))

        search = _beyond_borders if scorer.ordered else _one_by_one
        if changing := search(instrument, answer, changes):
            nearest = min(changing, key=lambda value: (abs(value - answer), value))
            pivots.append(Pivot(item.id, answer, nearest, tuple(changing)))
    pivots.sort(key=lambda pivot: abs(pivot.nearest - pivot.given))
    return Sensitivity(len(given), tuple(pivots))


class _Stretch:
    """The readings of one scale that leave what is said as it is: as far as they have been tried, and from where not."""

    def __init__(self, scale: str, readings: Mapping[str, float], outcome: Outcome) -> None:
        self._scale, self._readings, self._named = scale, readings, outcome.named
        self._first = outcome.named(readings)
        self._low = self._high = readings[scale]
        self._below, self._above = -math.inf, math.inf

    def left_by(self, reading: float) -> bool:
        """Return whether this reading in place of the person's own changes what is said."""
        if self._low <= reading <= self._high:
            return False
        if reading <= self._below or reading >= self._above:
            return True
        if self._named({**self._readings, self._scale: reading}) == self._first:
            self._low, self._high = min(self._low, reading), max(self._high, reading)
            return False
        if reading < self._low:
            self._below = reading
        else:
            self._above = reading
        return True


def _one_by_one(instrument: Instrument, answer: int, changes: Callable[[int], bool]) -> list[int]:
    """Return the values that change the outcome, trying each."""
    values = range(instrument.lowest, instrument.highest + 1)
    return [value for value in values if value != answer and changes(value)]


def _beyond_borders(instrument: Instrument, answer: int, changes: Callable[[int], bool]) -> list[int]:
    """Return the same where the values that change nothing lie side by side, by halving to either side."""

    def nearest(end: int) -> int | None:
        """Return the nearest value towards this end that changes the outcome."""
        if end == answer or not changes(end):
            return None
        same = answer
        while abs(end - same) > 1:
            middle = (end + same) // 2
            same, end = (same, middle) if changes(middle) else (middle, end)
        return end

    low, high = nearest(instrument.lowest), nearest(instrument.highest)
    below = [] if low is None else range(instrument.lowest, low + 1)
    above = [] if high is None else range(high, instrument.highest + 1)
    return [*below, *above]


class Scorer(Protocol):
    """Scores one scale again and again, each time with another answer to one of its items."""

    ordered: bool
    """Whether each step of an answer moves the true score, and with it every reading, further in one direction."""

    def unchanged(self) -> Known | None:
        """Return what is known with the answers as they are; None where it is withheld."""

    def changed(self, item: Item, old: int, new: int) -> Known:
        """Return the same with one answer, `old`, replaced; for a scale that isn't withheld."""


class _Classical:
    """Rescores a scale from the sums of its answers, which one changed answer shifts by a step.

    The spread of the answers changes too, up or down: an answer's steps move the chances back and forth.
    """

    ordered = False

    def __init__(self, instrument: Instrument, scale_id: str, answers: Answers) -> None:
        items = instrument.items_of(scale_id)
        keyed = keyed_answers(instrument, items, answers)
        self._instrument = instrument
        self._n, self._total, self._squares = len(keyed), sum(keyed), sum(x * x for x in keyed)
        self._withheld = is_withheld(len(keyed), len(items))

    def unchanged(self) -> Estimate | None:
        return None if self._withheld else self._estimate(self._total, self._squares)

    def changed(self, item: Item, old: int, new: int) -> Estimate:
        before, after = self._instrument.keyed(item, old), self._instrument.keyed(item, new)
        return self._estimate(self._total + after - before, self._squares + after * after - before * before)

    def _estimate(self, total: int, squares: int) -> Estimate:
        lowest, highest = self._instrument.lowest, self._instrument.highest
        spread = spread_from_sums(self._n, total, squares, len(self._instrument.choices))
        return estimate(total / self._n, standard_error(spread, self._n), lowest, highest)


def _scorer(instrument: Instrument, scale_id: str, answers: Answers) -> Scorer:
    if instrument.calibration is None:
        return _Classical(instrument, scale_id, answers)
    # Imported here: without a calibration, which is how instruments start, no browser has to load it.
    from innerpersona_quiz.scoring.calibrated import Swaps

    return Swaps(instrument, instrument.calibration, scale_id, answers)
