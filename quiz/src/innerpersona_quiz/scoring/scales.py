"""The score of a scale: by the instrument's calibration where it has one, else classical."""

from dataclasses import replace

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring import classical
from innerpersona_quiz.scoring.classical import ScaleScore


def score_scale(instrument: Instrument, scale_id: str, answers: Answers) -> ScaleScore:
    """Score one scale and its facets; the facets of a withheld scale are withheld with it.

    A calibration replaces the scale's estimate and adds its trait. What is withheld stays so, and facets stay
    classical: a calibration has parameters for scales, and four answers are too few for a trait of their own.

    KeyError for a scale that the instrument does not have.
    """
    found = classical.score_scale(instrument, scale_id, answers)
    if instrument.calibration is None or found.estimate is None:
        return found
    # Imported here: without a calibration, which is how instruments start, no browser has to load it.
    from innerpersona_quiz.scoring.calibrated import calibrated_estimate

    estimate, trait = calibrated_estimate(instrument, instrument.calibration, scale_id, answers)
    return replace(found, scale=replace(found.scale, estimate=estimate, trait=trait))
