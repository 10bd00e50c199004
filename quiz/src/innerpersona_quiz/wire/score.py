"""The results of the operations "score" and "change", as plain JSON values."""

from dataclasses import asdict

from innerpersona_quiz.kinds import Scored, score
from innerpersona_quiz.kinds.remarks import Remarks, remarks, remarks_result
from innerpersona_quiz.model import Calibration, Sheet
from innerpersona_quiz.scoring.change import IncomparableError, Result, ScaleChange, change, result_of
from innerpersona_quiz.texts import package_texts
from innerpersona_quiz.texts.errors import request_error


def sheet_remarks(sheet: Sheet) -> Remarks:
    """Return what there is to remark on a sheet."""
    return remarks(sheet.instrument, sheet.answers, sheet.seconds, sheet.full)


def sheet_result(sheet: Sheet) -> dict[str, object]:
    """Return the result of a sheet with what there is to remark on it."""
    return {
        **score_result(score(sheet.instrument, sheet.answers)),
        **remarks_result(sheet_remarks(sheet)),
        "form": sheet.form,
        "calibration": _calibration(sheet.instrument.calibration),
    }


def change_result(before: Sheet | Result, after: Sheet | Result) -> dict[str, object]:
    """Return the change between two sheets or results, RequestError if they must not be compared."""
    first, second = _comparable(before), _comparable(after)
    try:
        changes = change(first, second)
    except IncomparableError as error:
        raise request_error(
            "not_comparable", "after", "not_comparable", error.reason, **error.values
        ) from None
    words = package_texts("results")["change"]
    paired = first.answers is not None and second.answers is not None
    return {
        "instrument": first.instrument,
        "instrument_version": first.version,
        "instrument_hash": first.hash,
        "form": first.form,
        "scales": {
            id: None
            if found is None
            else {**asdict(found), "reliable": found.reliable, "words": _change_words(found)}
            for id, found in changes.items()
        },
        "from": "answers" if paired else "scores",
        "assumes": words["assumes" if paired else "assumes_of_scores"],
    }


def _change_words(found: ScaleChange) -> str:
    return str(package_texts("results")["change"]["more" if found.reliable else "no_more"])


def _comparable(one: Sheet | Result) -> Result:
    if isinstance(one, Result):
        return one
    return result_of(one, score(one.instrument, one.answers).estimates)


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


def score_result(scored: Scored) -> dict[str, object]:
    """Return everything that was computed from a sheet of answers, as values that JSON can hold.

    `range` is what a scale's score can lie in. Besides `scales` there is what the questionnaire's kind adds.
    """
    instrument = scored.instrument
    assumption = scored.kind.writer(instrument).plain("assumption")
    if instrument.calibration is None:
        assumption = f"{assumption} {package_texts('results')['uncalibrated']}"
    return {
        "instrument": instrument.id,
        "instrument_version": instrument.version,
        "instrument_hash": instrument.hash,
        "range": [instrument.lowest, instrument.highest],
        "answered": sum(scored.answers.get(item.id) is not None for item in instrument.items),
        "total": len(instrument.items),
        "assumption": assumption,
        **scored.kind.result(instrument, scored.found),
    }
