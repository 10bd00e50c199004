"""What a second sheet of answers might give around the circle."""

import math
from collections.abc import Iterator, Mapping

from innerpersona_quiz.kinds.again import AgainView, again_view
from innerpersona_quiz.kinds.circle.drawing import radius
from innerpersona_quiz.kinds.circle.model import CircleProfile, directions, higher_of
from innerpersona_quiz.kinds.marks.paths import closed
from innerpersona_quiz.kinds.marks.ring import around
from innerpersona_quiz.kinds.marks.second import TIMES, Chance
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.ipsative import Centred
from innerpersona_quiz.texts import Writer


def again(instrument: Instrument, answers: Answers, found: CircleProfile, writer: Writer) -> AgainView | None:
    """Return the view, its drawing an outline for each result; None unless something may come first."""
    if found.lead is None or found.centred is None or len(found.centred.means) < len(found.scales):
        return None
    broad = higher_of(instrument)
    results = tuple(_results(found.centred, Chance(instrument, answers)))
    angles = directions([scale.id for scale in instrument.scales])
    outlines = tuple(
        closed(around(angle, radius(one[id])) for id, angle in angles.items()) for one in results
    )

    def first(one: Mapping[str, float]) -> str:
        return max(broad, key=lambda id: sum(weight * one[scale] for scale, weight in broad[id].items()))

    titles = {id: writer.plain("higher", id, "title") for id in broad}
    return again_view(results, first, titles, outlines, writer)


def _results(found: Centred, chance: Chance) -> Iterator[dict[str, float]]:
    """Yield centred scores: two errors on each raw mean, of the true mean and of the second result, and centred again."""
    answered = sum(found.counts.values())
    for _ in range(TIMES):
        errors = {id: math.sqrt(2) * error * chance.normal() for id, error in found.errors.items()}
        centre = sum(found.counts[id] * error for id, error in errors.items()) / answered
        yield {
            id: min(found.reach, max(-found.reach, mean - found.centre + errors[id] - centre))
            for id, mean in found.means.items()
        }
