"""Sensitivity of a result: the single answers that would have changed it, found by trying every one."""

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

type Outcome = Callable[[Mapping[str, Known | None]], Hashable]
"""What is said of a person, from what is known of all scales; None where nothing is said."""


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
    """Try every other value of every answer given, one answer at a time, and return those that change `outcome`.

    Missing answers are not tried. None where there is no outcome to begin with.
    """
    scorers = {scale.id: _scorer(instrument, scale.id, answers) for scale in instrument.scales}
    known: dict[str, Known | None] = {id: scorer.unchanged() for id, scorer in scorers.items()}
    first = outcome(known)
    if first is None:
        return None
    given = [(item, answer) for item in instrument.items if (answer := answers.get(item.id)) is not None]
    pivots = []
    for item, answer in given:
        scorer, own = scorers[item.scale], known[item.scale]
        changing = []
        for value in range(instrument.lowest, instrument.highest + 1):
            if value != answer:
                known[item.scale] = scorer.changed(item, answer, value)
                if outcome(known) != first:
                    changing.append(value)
        known[item.scale] = own
        if changing:
            nearest = min(changing, key=lambda value: (abs(value - answer), value))
            pivots.append(Pivot(item.id, answer, nearest, tuple(changing)))
    pivots.sort(key=lambda pivot: abs(pivot.nearest - pivot.given))
    return Sensitivity(len(given), tuple(pivots))


class Scorer(Protocol):
    """Scores one scale again and again, each time with another answer to one of its items."""

    def unchanged(self) -> Known | None:
        """Return what is known with the answers as they are; None where it is withheld."""

    def changed(self, item: Item, old: int, new: int) -> Known | None:
        """Return the same with one answer, `old`, replaced."""


class _Classical:
    """Rescores a scale from the sums of its answers, which one changed answer shifts by a step."""

    def __init__(self, instrument: Instrument, scale_id: str, answers: Answers) -> None:
        items = instrument.items_of(scale_id)
        keyed = keyed_answers(instrument, items, answers)
        self._instrument = instrument
        self._n, self._total, self._squares = len(keyed), sum(keyed), sum(x * x for x in keyed)
        self._withheld = is_withheld(len(keyed), len(items))

    def unchanged(self) -> Estimate | None:
        return self._estimate(self._total, self._squares)

    def changed(self, item: Item, old: int, new: int) -> Estimate | None:
        before, after = self._instrument.keyed(item, old), self._instrument.keyed(item, new)
        return self._estimate(self._total + after - before, self._squares + after * after - before * before)

    def _estimate(self, total: int, squares: int) -> Estimate | None:
        if self._withheld:
            return None
        lowest, highest = self._instrument.lowest, self._instrument.highest
        spread = spread_from_sums(self._n, total, squares, len(self._instrument.choices))
        return estimate(total / self._n, standard_error(spread, self._n), lowest, highest)


def _scorer(instrument: Instrument, scale_id: str, answers: Answers) -> Scorer:
    if instrument.calibration is None:
        return _Classical(instrument, scale_id, answers)
    # Imported here: without a calibration, which is how instruments start, no browser has to load it.
    from innerpersona_quiz.scoring.calibrated import Swaps

    return Swaps(instrument, instrument.calibration, scale_id, answers)
