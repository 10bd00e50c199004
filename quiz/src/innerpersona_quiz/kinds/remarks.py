"""What goes with a result besides its scores: how firm it is, and whether the sheet looks read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from innerpersona_quiz.kinds import kind_of
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.careless import Careless, careless
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
        sensitivity(instrument, answers, kind_of(instrument).conclusion(instrument)),
        None if full is None else _short_form(instrument, full, answers),
    )


def _short_form(short: Instrument, full: Instrument, answers: Answers) -> ShortForm:
    return ShortForm(len(full.items), kind_of(short).widening(short, full, answers))


def remarks_result(found: Remarks) -> dict[str, object]:
    """Return the remarks as values that JSON can hold."""
    return {
        "careless": asdict(found.careless),
        "sensitivity": None if found.sensitivity is None else asdict(found.sensitivity),
        "widening": None if found.short is None else found.short.widening,
    }
