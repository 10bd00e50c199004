"""What a second sheet of answers might give for the five strategies."""

from innerpersona_quiz.kinds.again import AgainView, again_view
from innerpersona_quiz.kinds.dual_concern.drawing import ring_radius
from innerpersona_quiz.kinds.dual_concern.model import DualConcernProfile
from innerpersona_quiz.kinds.marks.second import Chance, second_results
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.texts import Writer


def again(
    instrument: Instrument, answers: Answers, found: DualConcernProfile, writer: Writer
) -> AgainView | None:
    """Return the view, its drawing the radii of the rings of each strategy; None unless something may come first."""
    scores = {part.scale.id: part.estimate for part in found.scales if part.estimate is not None}
    if found.lead is None:
        return None
    results = second_results(scores, *instrument.score_range, Chance(instrument, answers))
    rings = tuple(tuple(max(1.0, ring_radius(instrument, one[id])) for one in results) for id in scores)
    titles = {id: instrument.scale(id).title for id in scores}
    return again_view(results, lambda one: max(one, key=lambda id: one[id]), titles, rings, writer)
