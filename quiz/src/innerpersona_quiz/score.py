"""The results of the operations "score" and "change", as plain JSON values."""

from dataclasses import asdict

from innerpersona_quiz.change import ASSUMES, RELIABLE_FROM, IncomparableError, Result, change
from innerpersona_quiz.errors import RequestError
from innerpersona_quiz.model import Answers, Calibration, Instrument
from innerpersona_quiz.profile.attachment import AttachmentProfile, Style, profile
from innerpersona_quiz.remarks import remarks, remarks_result
from innerpersona_quiz.scoring.classical import PartScore, ScaleScore
from innerpersona_quiz.sheet import Sheet, stored_result

ASSUMPTION = (
    "Each score's error is taken to be normal and independent of the other's; the borders between the "
    "regions are at the middle of the response scale."
)
UNCALIBRATED = " There are no norms and no percentiles."


def scored(sheet: Sheet) -> dict[str, object]:
    """Return the result of a sheet with what there is to remark on it."""
    found = remarks(sheet.instrument, sheet.answers, sheet.seconds, sheet.full)
    return {
        **score_result(sheet.instrument, sheet.answers),
        **remarks_result(found),
        "form": sheet.form,
        "calibration": _calibration(sheet.instrument.calibration),
    }


def change_result(before: Sheet | Result, after: Sheet | Result) -> dict[str, object]:
    """Return the change between two sheets or results, RequestError if they must not be compared."""
    first, second = _comparable(before), _comparable(after)
    try:
        changes = change(first, second)
    except IncomparableError as error:
        raise RequestError("not_comparable", "after", str(error)) from None
    return {
        "instrument": first.instrument,
        "instrument_version": first.version,
        "instrument_hash": first.hash,
        "form": first.form,
        "scales": {
            id: None if found is None else {**asdict(found), "words": found.words}
            for id, found in changes.items()
        },
        "reliable_from": RELIABLE_FROM,
        "assumes": ASSUMES,
    }


def _comparable(one: Sheet | Result) -> Result:
    return one if isinstance(one, Result) else stored_result(scored(one))


def _calibration(found: Calibration | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "hash": found.hash,
        "n": found.n,
        "first_month": found.first_month,
        "last_month": found.last_month,
        "sample": found.sample,
    }


def score_result(instrument: Instrument, answers: Answers) -> dict[str, object]:
    """Return everything that was computed from a sheet of answers, as values that JSON can hold."""
    result: AttachmentProfile = profile(instrument, answers)
    return {
        "instrument": instrument.id,
        "instrument_version": instrument.version,
        "instrument_hash": instrument.hash,
        "range": [instrument.lowest, instrument.highest],
        "answered": sum(part.scale.answered for part in result.scales),
        "total": len(instrument.items),
        "scales": {part.scale.id: _scale(part) for part in result.scales},
        "regions": result.regions,
        "style": None if result.style is None else _style(result.style),
        "assumption": ASSUMPTION + (UNCALIBRATED if instrument.calibration is None else ""),
    }


def _style(style: Style) -> dict[str, object]:
    if style.named is not None:
        return {"named": style.named}
    return {"between": style.between}


def _scale(part: ScaleScore) -> dict[str, object]:
    return {**_part(part.scale), "facets": {facet.id: _part(facet) for facet in part.facets}}


def _part(part: PartScore) -> dict[str, object]:
    found = part.estimate
    return {
        **({} if part.trait is None else {"trait": asdict(part.trait)}),
        "score": None if found is None else found.score,
        "se": None if found is None else found.se,
        "interval90": None if found is None else found.interval90,
        "answered": part.answered,
        "total": part.total,
        "withheld": found is None,
        "reason": None if found is not None else _reason(part),
    }


def _reason(part: PartScore) -> str:
    if 2 * part.answered >= part.total:
        return "The scale that it belongs to is withheld."
    return f"{part.answered} of {part.total} questions were answered; a score needs at least half."
