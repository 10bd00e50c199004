"""The result of the operation "score": a profile as plain JSON values."""

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.profile.attachment import AttachmentProfile, Style, profile
from innerpersona_quiz.scoring.classical import PartScore, ScaleScore

ASSUMPTION = (
    "Each score's error is taken to be normal and independent of the other's; the borders between the "
    "regions are at the middle of the response scale. There are no norms and no percentiles."
)


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
        "assumption": ASSUMPTION,
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
