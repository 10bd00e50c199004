"""What a report names first, as a value that can be compared: the outcome whose firmness is looked into."""

from collections.abc import Hashable

from innerpersona_quiz.profile.attachment import region_probabilities, style_of
from innerpersona_quiz.profile.values import HIGHER_ORDER
from innerpersona_quiz.scoring.rounding import rounded
from innerpersona_quiz.scoring.sensitivity import Estimates, Outcome


def outcome_of(instrument_id: str, midpoint: float) -> Outcome:
    """Return the function from estimates to the outcome for an instrument; `midpoint` is its response scale's.

    Attachment: the style named, or the two that one is between. Values: the higher-order values that lead. Any
    other instrument: the scales that lead.
    """
    if instrument_id == "attachment":
        return lambda estimates: _attachment(estimates, midpoint)
    return _values if instrument_id == "values" else _leading


def _attachment(estimates: Estimates, midpoint: float) -> Hashable:
    anxiety, avoidance = estimates["anxiety"], estimates["avoidance"]
    if anxiety is None or avoidance is None:
        return None
    style = style_of(region_probabilities(anxiety, avoidance, midpoint))
    return style.named or frozenset(style.between or ())


def _values(estimates: Estimates) -> Hashable:
    """Return the higher-order values with the highest score; the person's own mean does not change which."""
    found = _scores(estimates)
    if found is None:
        return None
    return _highest(
        {
            id: rounded(sum(weight * found[value] for value, weight in weights.items()))
            for id, weights in HIGHER_ORDER.items()
        }
    )


def _leading(estimates: Estimates) -> Hashable:
    """Return the scales with the highest score, usually one; None where one of them is withheld."""
    found = _scores(estimates)
    return None if found is None else _highest(found)


def _scores(estimates: Estimates) -> dict[str, float] | None:
    scores = {id: found.score for id, found in estimates.items() if found is not None}
    return scores if len(scores) == len(estimates) else None


def _highest(scores: dict[str, float]) -> Hashable:
    highest = max(scores.values())
    return frozenset(id for id, score in scores.items() if score == highest)
