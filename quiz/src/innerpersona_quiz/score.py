"""The results of the operations "score" and "change", as plain JSON values."""

from dataclasses import asdict

from innerpersona_quiz.change import ASSUMES, RELIABLE_FROM, IncomparableError, Result, change
from innerpersona_quiz.errors import RequestError
from innerpersona_quiz.model import Answers, Calibration, Instrument
from innerpersona_quiz.profile import attachment, conflict, values
from innerpersona_quiz.profile.attachment import Style
from innerpersona_quiz.profile.leading import Lead
from innerpersona_quiz.remarks import remarks, remarks_result
from innerpersona_quiz.scoring.classical import Estimate, PartScore, ScaleScore
from innerpersona_quiz.sheet import Sheet, stored_result

ASSUMPTIONS: dict[str, str] = {
    "attachment": "Each score's error is taken to be normal and independent of the other's; the borders between the "
    "regions are at the middle of the response scale.",
    "conflict": "Each score's error is taken to be normal and independent of the others', and answers to scatter alike "
    "on all five scales. The concerns weigh the strategies as the dual-concern model has them.",
    "values": "Scores are above or below the person's own mean. Errors are taken to be normal, and answers to scatter "
    "alike on all ten scales. The circle's steps are taken to be equal.",
}
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
    """Return everything that was computed from a sheet of answers, as values that JSON can hold.

    `range` is what a scale's score can lie in. Besides `scales`, attachment has `regions` and `style`, conflict
    `concerns`, values `centre`, `higher` and `position`, and both `lead` and `trail`.
    """
    return {
        "instrument": instrument.id,
        "instrument_version": instrument.version,
        "instrument_hash": instrument.hash,
        "range": [instrument.lowest, instrument.highest],
        "answered": sum(answers.get(item.id) is not None for item in instrument.items),
        "total": len(instrument.items),
        "assumption": ASSUMPTIONS[instrument.id] + (UNCALIBRATED if instrument.calibration is None else ""),
        **_PROFILES[instrument.id](instrument, answers),
    }


def _attachment(instrument: Instrument, answers: Answers) -> dict[str, object]:
    found = attachment.profile(instrument, answers)
    return {
        "scales": {part.scale.id: _scale(part) for part in found.scales},
        "regions": found.regions,
        "style": None if found.style is None else _style(found.style),
    }


def _conflict(instrument: Instrument, answers: Answers) -> dict[str, object]:
    found = conflict.profile(instrument, answers)
    both = found.concerns
    return {
        "scales": {part.scale.id: _scale(part) for part in found.scales},
        "concerns": None if both is None else {"self": _numbers(both.self), "other": _numbers(both.other)},
        "lead": _lead(found.lead),
        "trail": _lead(found.trail),
    }


def _values(instrument: Instrument, answers: Answers) -> dict[str, object]:
    found = values.profile(instrument, answers)
    reach = instrument.highest - instrument.lowest
    return {
        "range": [-reach, reach],
        "centre": found.centre,
        "scales": {part.id: {**_part(part), "facets": {}} for part in found.scales},
        "higher": {part.id: _higher(part) for part in found.higher},
        "position": None if found.position is None else asdict(found.position),
        "lead": _lead(found.lead),
        "trail": _lead(found.trail),
    }


def _higher(part: PartScore) -> dict[str, object]:
    withheld = (
        {"reason": "One of the values that it is made of is withheld."} if part.estimate is None else {}
    )
    return _part(part) | withheld


_PROFILES = {"attachment": _attachment, "conflict": _conflict, "values": _values}


def _lead(found: Lead | None) -> dict[str, object] | None:
    return None if found is None else asdict(found)


def _style(style: Style) -> dict[str, object]:
    if style.named is not None:
        return {"named": style.named}
    return {"between": style.between}


def _scale(part: ScaleScore) -> dict[str, object]:
    return {**_part(part.scale), "facets": {facet.id: _part(facet) for facet in part.facets}}


def _part(part: PartScore) -> dict[str, object]:
    return {
        **({} if part.trait is None else {"trait": asdict(part.trait)}),
        **_numbers(part.estimate),
        "answered": part.answered,
        "total": part.total,
        "withheld": part.estimate is None,
        "reason": None if part.estimate is not None else _reason(part),
    }


def _numbers(found: Estimate | None) -> dict[str, object]:
    if found is None:
        return {"score": None, "se": None, "interval90": None}
    return {"score": found.score, "se": found.se, "interval90": found.interval90}


def _reason(part: PartScore) -> str:
    if 2 * part.answered >= part.total:
        return "The scale that it belongs to is withheld."
    return f"{part.answered} of {part.total} questions were answered; a score needs at least half."
