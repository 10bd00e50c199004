"""From sheets of answers to what a code holds of them."""

from collections.abc import Iterable

from innerpersona_quiz.instruments import instrument_ids
from innerpersona_quiz.kinds import score
from innerpersona_quiz.model import Sheet
from innerpersona_quiz.share.name import checked_name
from innerpersona_quiz.share.shared import HASH_DIGITS, Shared, SharedPart, mark_of
from innerpersona_quiz.texts.errors import request_error


def shared_of(sheets: Iterable[Sheet], name: str = "") -> Shared:
    """Return what a code holds of these sheets, at most one of each questionnaire, in the order of the questionnaires.

    A sheet with too few answers for any score is left out. Raises RequestError "bad_name", or "nothing_to_share" where
    no score is left.
    """
    by_id = {sheet.instrument.id: sheet for sheet in sheets}
    parts = (part_of(by_id[id]) for id in instrument_ids() if id in by_id)
    kept = tuple(part for part in parts if any(mark is not None for mark in part.scales.values()))
    if not kept:
        raise request_error("nothing_to_share", "sheets")
    return Shared(kept, checked_name(name) if name.strip() else "")


def part_of(sheet: Sheet) -> SharedPart:
    """Return one sheet's result as a code holds it."""
    instrument = sheet.instrument
    found = score(instrument, sheet.answers).estimates
    return SharedPart(
        instrument=instrument.id,
        version=instrument.version,
        hash=instrument.hash[:HASH_DIGITS],
        short=sheet.full is not None,
        scales={
            scale.id: None if (one := found[scale.id]) is None else mark_of(one, instrument)
            for scale in instrument.scales
        },
        calibration="" if instrument.calibration is None else instrument.calibration.hash[:HASH_DIGITS],
    )
