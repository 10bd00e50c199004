"""What goes with a result besides its scores: how firm it is, and whether the sheet looks read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.profile.outcome import outcome_of
from innerpersona_quiz.scoring.careless import Careless, careless
from innerpersona_quiz.scoring.classical import (
    is_withheld,
    keyed_answers,
    spread_of,
    standard_error,
)
from innerpersona_quiz.scoring.rounding import rounded
from innerpersona_quiz.scoring.sensitivity import Sensitivity, sensitivity


@dataclass(frozen=True, slots=True)
class ShortForm:
    """What the short form costs: `widening`, by scale, is how many times as wide as in full its interval is."""

    full_items: int
    widening: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Remarks:
    """`sensitivity` is None where the result names nothing; `short` is None for the full form."""

    careless: Careless
    sensitivity: Sensitivity | None
    short: ShortForm | None


def remarks(
    instrument: Instrument,
    answers: Answers,
    seconds: Mapping[str, float] | None = None,
    full: Instrument | None = None,
) -> Remarks:
    """Return the remarks on a sheet; `full` is the instrument in full where `instrument` is its short form."""
    return Remarks(
        careless(instrument, answers, seconds),
        sensitivity(instrument, answers, outcome_of(instrument.id, instrument.midpoint)),
        None if full is None else ShortForm(len(full.items), widening(instrument, full, answers)),
    )


def widening(short: Instrument, full: Instrument, answers: Answers) -> dict[str, float]:
    """Return, for each scale with a score, the short form's standard error over the full form's expected one.

    The expected one takes the person to go on answering with the same spread: the mean squared distance from the
    mean, MS, stays, so that the spread over N items is sqrt(N MS / (N - 3)). 1 at least, and exactly 1 where the
    floor of the standard error decides both: answers that agree that closely gain nothing from more of them.
    About 1.7 for 6 items in place of 12. Left out are scales with fewer than four
    answers, which leave nothing to project from, and all scales of a calibrated instrument.
    """
    found: dict[str, float] = {}
    points = len(short.choices)
    if short.calibration is not None:
        return found
    for scale in short.scales:
        items = short.items_of(scale.id)
        keyed = keyed_answers(short, items, answers)
        n, all_items = len(keyed), len(full.items_of(scale.id))
        if is_withheld(n, len(items)) or n < 4 or all_items < 4:
            continue
        spread = spread_of(keyed, points)
        projected = spread * ((n - 3) / n * all_items / (all_items - 3)) ** 0.5
        found[scale.id] = rounded(standard_error(spread, n) / standard_error(projected, all_items))
    return found


def remarks_result(found: Remarks) -> dict[str, object]:
    """Return the remarks as values that JSON can hold."""
    hangs = found.sensitivity
    return {
        "careless": asdict(found.careless),
        "sensitivity": None if hangs is None else asdict(hangs),
        "widening": None if found.short is None else found.short.widening,
    }
