"""The score of every scale of a questionnaire, whatever its profile is made of besides."""

from collections.abc import Mapping

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.profile import attachment, conflict, values
from innerpersona_quiz.scoring.classical import Estimate

type Estimates = Mapping[str, Estimate | None]
"""Scale id to its score as the profile reports it (centred, for values); None where it is withheld."""


def estimates(instrument: Instrument, answers: Answers) -> Estimates:
    """Return the score of each scale, in the order of the profile."""
    if instrument.id == "values":
        return {part.id: part.estimate for part in values.profile(instrument, answers).scales}
    kind = attachment if instrument.id == "attachment" else conflict
    return {part.scale.id: part.estimate for part in kind.profile(instrument, answers).scales}
