"""The regions of a profile: what an article can speak to, and how much each concerns a person."""

from collections.abc import Mapping

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.profile import attachment, conflict, values
from innerpersona_quiz.profile.leading import NAMED_FROM

REGIONS: Mapping[str, tuple[str, ...]] = {
    "attachment": attachment.REGIONS,
    "conflict": conflict.STRATEGIES,
    "values": tuple(values.HIGHER_ORDER),
}
"""By instrument, the ids of its regions: areas of the plane, ways to handle conflict, higher-order values."""


def weights(instrument: Instrument, answers: Answers) -> dict[str, float]:
    """Return how much each region concerns a person, in [0, 1]; empty where there are too few answers.

    Attachment: the probability of the area. The others: 1 for what comes first, alone or with another, else 0.
    """
    if instrument.id == "attachment":
        return dict(attachment.profile(instrument, answers).regions or {})
    found = (conflict if instrument.id == "conflict" else values).profile(instrument, answers)
    lead = found.lead
    return {} if lead is None else {id: float(id in lead.ids) for id in REGIONS[instrument.id]}


def outcome(instrument: Instrument, answers: Answers) -> tuple[str, ...]:
    """Return the regions that the report names first: one, two, or none where nothing stands out.

    Attachment names one area from a probability of NAMED_FROM, or the two likeliest where they reach it together.
    """
    found = weights(instrument, answers)
    if instrument.id != "attachment":
        return tuple(id for id, weight in found.items() if weight)
    ranked = sorted(found, key=lambda id: -found[id])
    for count in (1, 2):
        if sum(found[id] for id in ranked[:count]) >= NAMED_FROM:
            return tuple(id for id in REGIONS[instrument.id] if id in ranked[:count])
    return ()
