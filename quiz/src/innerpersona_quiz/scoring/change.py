"""Has a person changed? Two results of one questionnaire, and whether they differ by more than answering noise.

The reliable change index of Jacobson and Truax (1991, doi:10.1037/0022-006X.59.1.12).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.scoring.rounding import rounded

RELIABLE_FROM = 1.96
"""Two scores differ reliably from this index on: less than one time in twenty would noise alone do that."""


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

    `calibration` is the hash of the calibration that it was scored with, None for classical scores.
    """

    instrument: str
    version: str
    hash: str
    form: str
    calibration: str | None
    scales: Mapping[str, tuple[float, float] | None]


@dataclass(frozen=True, slots=True)
class ScaleChange:
    """The change of one scale: after minus before, in the response scale's unit.

    `se` is the difference's standard error, `index` the difference divided by it; six decimals each.
    """

    before: float
    after: float
    difference: float
    se: float
    index: float
    reliable: bool


def change(before: Result, after: Result) -> dict[str, ScaleChange | None]:
    """Return the change of each scale, None where either score was withheld.

    Raises IncomparableError unless both are results of the same questionnaire, edition, form and calibration.
    """
    _check_comparable(before, after)
    changes: dict[str, ScaleChange | None] = {}
    for id, first in before.scales.items():
        second = after.scales[id]
        changes[id] = None if first is None or second is None else reliable_change(*first, *second)
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
    index = rounded(difference / noise)
    return ScaleChange(before, after, rounded(difference), rounded(noise), index, abs(index) >= RELIABLE_FROM)


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
