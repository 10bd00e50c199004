"""What a code holds, as plain JSON values."""

from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.model import Scale
from innerpersona_quiz.share.shared import Mark, Shared, SharedPart, estimate_of


def content_result(shared: Shared) -> dict[str, object]:
    """Return the name (None if there is none), each part with its scales, and the ids of what is left out."""
    return {
        "name": shared.name or None,
        "parts": [_part(part) for part in shared.parts],
        "left_out": [id for id in instrument_ids() if shared.part(id) is None],
    }


def _part(part: SharedPart) -> dict[str, object]:
    instrument = load_instrument(part.instrument)
    return {
        "instrument": part.instrument,
        "title": instrument.title,
        "version": part.version,
        "hash": part.hash,
        "calibration": part.calibration or None,
        "form": "short" if part.short else "full",
        "range": instrument.score_range,
        "scales": [_scale(part, scale, part.scales[scale.id]) for scale in instrument.scales],
    }


def _scale(part: SharedPart, scale: Scale, mark: Mark | None) -> dict[str, object]:
    found = None if mark is None else estimate_of(mark, load_instrument(part.instrument))
    return {
        "id": scale.id,
        "title": scale.title,
        "low": scale.low,
        "high": scale.high,
        "score": None if found is None else found.score,
        "se": None if found is None else found.se,
        "interval90": None if found is None else found.interval90,
    }
