"""One of two people, with everything that can be said from their code alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.kinds import Part, kind_of
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.share.shared import Shared, estimate_of


@dataclass(frozen=True, slots=True)
class Person:
    """A person's parts by questionnaire; one that is not shared is not there."""

    name: str
    parts: Mapping[str, Part]

    def estimate(self, instrument: str, scale: str) -> Estimate | None:
        """Return the estimate of a scale of any group; None where it is withheld or not shared."""
        part = self.parts.get(instrument)
        return None if part is None else part.estimate(scale)


def person_of(shared: Shared) -> Person:
    """Return the person behind a code."""
    parts: dict[str, Part] = {}
    for part in shared.parts:
        instrument = load_instrument(part.instrument)
        scores = {
            scale.id: None if (mark := part.scales[scale.id]) is None else estimate_of(mark, instrument)
            for scale in instrument.scales
        }
        parts[part.instrument] = kind_of(instrument).part(instrument, scores)
    return Person(shared.name, parts)
