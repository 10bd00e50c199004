"""Has a person changed? Two results of one questionnaire, and whether they differ by more than answering noise.

With the answers of both times, the questions being the same, the change of each question is known, and their scatter is
the noise: a paired t test within one person. With scores and standard errors alone it is the reliable change index of
Jacobson and Truax (1991, doi:10.1037/0022-006X.59.1.12), which misses more: its errors also hold that other questions
could have been asked.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.model import Sheet
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.normal import t_border
from innerpersona_quiz.scoring.pooled import MINIMUM_DF, degrees_of_freedom, keyed_items
from innerpersona_quiz.scoring.rounding import rounded

RELIABLE_FROM = 1.96
"""Without answers, two scores differ reliably from this index on: errors alone do that less than one time in twenty."""

SMALLEST_SPREAD = math.sqrt(1 / 6)
"""Two answers in whole steps hide up to half a step each: the standard deviation of their difference."""

type Keyed = Mapping[str, Mapping[str, int]]
"""Scale id to item id to the answer given, turned towards the scale; a scale without answers is empty."""


class IncomparableError(ValueError):
    """Two results that must not be compared.

    `reason` is "questionnaire", "edition", "form", "calibration" or "scales", the first that differs; `values` say how.
    """

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


@dataclass(frozen=True, slots=True)
class Result:
    """One result to compare: scale id to score and standard error, None for a withheld scale.

    `calibration` is the hash of the calibration that it was scored with, None for classical scores. `answers` are None
    where only scores were kept; `centred` says whether those are differences from the person's own mean.
    """

    instrument: str
    version: str
    hash: str
    form: str
    calibration: str | None
    scales: Mapping[str, tuple[float, float] | None]
    answers: Keyed | None = None
    centred: bool = False


def result_of(sheet: Sheet, estimates: Mapping[str, Estimate | None]) -> Result:
    """Return a sheet as a result to compare, with its answers; `estimates` are its scores."""
    instrument = sheet.instrument
    return Result(
        instrument=instrument.id,
        version=instrument.version,
        hash=instrument.hash,
        form=sheet.form,
        calibration=None if instrument.calibration is None else instrument.calibration.hash,
        scales={id: None if one is None else (one.score, one.se) for id, one in estimates.items()},
        answers=keyed_items(instrument, sheet.answers),
        centred=instrument.centred,
    )


@dataclass(frozen=True, slots=True)
class ScaleChange:
    """The change of one scale: after minus before, in the response scale's unit.

    `se` is the standard error of the change, `index` the change divided by it, `border` the index from which, up or
    down, it is reliable; six decimals each. Where some questions were answered only once, `index` rests on the others.
    """

    before: float
    after: float
    difference: float
    se: float
    index: float
    border: float

    @property
    def reliable(self) -> bool:
        """Whether noise alone would bring about a change as large less than one time in twenty."""
        return abs(self.index) >= self.border


def change(before: Result, after: Result) -> dict[str, ScaleChange | None]:
    """Return the change of each scale, None where either score was withheld.

    Raises IncomparableError unless both are results of the same questionnaire, edition, form and calibration.
    """
    _check_comparable(before, after)
    paired = None
    if before.answers is not None and after.answers is not None:
        paired = _paired(before.answers, after.answers, before.centred)
    changes: dict[str, ScaleChange | None] = {}
    for id, first in before.scales.items():
        second = after.scales[id]
        if first is None or second is None:
            changes[id] = None
        elif paired is None:
            changes[id] = reliable_change(*first, *second)
        else:
            changes[id] = paired.of(id, first[0], second[0])
    return changes


def reliable_change(before: float, se_before: float, after: float, se_after: float) -> ScaleChange:
    """Return the change between two scores by the reliable change index.

    RC = (after - before) / S_diff with S_diff = sqrt(se_before^2 + se_after^2), reliable if |RC| >= RELIABLE_FROM.
    Jacobson and Truax take one error for both, S_diff = sqrt(2) SE; each result here has its own.

    ValueError unless both errors are positive.
    """
    if not (se_before > 0 and se_after > 0):
        raise ValueError("A change needs two scores whose standard errors are positive.")
    difference = after - before
    noise = math.sqrt(se_before**2 + se_after**2)
    return ScaleChange(
        before, after, rounded(difference), rounded(noise), rounded(difference / noise), RELIABLE_FROM
    )


@dataclass(frozen=True, slots=True)
class _Paired:
    """The mean change of a scale's questions and its standard error, by scale id, and the border of their ratio."""

    changes: Mapping[str, tuple[float, float]]
    border: float

    def of(self, id: str, before: float, after: float) -> ScaleChange | None:
        """Return the change of a scale; None where no question was answered both times."""
        if id not in self.changes:
            return None
        moved, se = self.changes[id]
        return ScaleChange(
            before, after, rounded(after - before), rounded(se), rounded(moved / se), self.border
        )


def _paired(before: Keyed, after: Keyed, centred: bool) -> _Paired:
    """Return the changes of all scales from those of their questions.

    With the changes d of the n_g questions of scale g, D_g their mean, N questions on G scales and df = N - G:
    s = sqrt(sum_g sum (d - D_g)^2 / df), but at least SMALLEST_SPREAD, and the error of D_g is s / sqrt(n_g). The ratio
    follows Student's t with df degrees of freedom where nothing has changed. Where scores are centred, the mean of all d
    is subtracted from D_g, and the error is s sqrt(1 / n_g - 1 / N). What it takes is that a person's answers scatter
    alike on all scales, as `scoring.pooled` does. Empty where df is below MINIMUM_DF.
    """
    moved = {
        id: [after[id][item] - answer for item, answer in items.items() if item in after[id]]
        for id, items in before.items()
    }
    df = degrees_of_freedom(moved)
    if df < MINIMUM_DF:
        return _Paired({}, RELIABLE_FROM)
    known = {id: group for id, group in moved.items() if group}
    squares = sum(sum(d * d for d in group) - sum(group) ** 2 / len(group) for group in known.values())
    spread = max(SMALLEST_SPREAD, math.sqrt(squares / df))
    total = sum(map(len, known.values()))
    centre = sum(map(sum, known.values())) / total if centred else 0.0
    return _Paired(
        {
            id: (
                sum(group) / len(group) - centre,
                spread * math.sqrt(1 / len(group) - (1 / total if centred else 0.0)),
            )
            for id, group in known.items()
            if not centred or len(group) < total
        },
        rounded(t_border(df)),
    )


def _check_comparable(before: Result, after: Result) -> None:
    if before.instrument != after.instrument:
        raise IncomparableError("questionnaire", before=before.instrument, after=after.instrument)
    if (before.version, before.hash) != (after.version, after.hash):
        versions = {"before": before.version, "after": after.version}
        raise IncomparableError("edition", instrument=before.instrument, **versions)
    if before.form != after.form:
        raise IncomparableError("form")
    if before.calibration != after.calibration:
        raise IncomparableError("calibration")
    if before.scales.keys() != after.scales.keys():
        raise IncomparableError("scales")
