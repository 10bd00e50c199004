"""What a second sheet of answers might give on the scales of a profile."""

from innerpersona_quiz.kinds.again import AgainView, again_view
from innerpersona_quiz.kinds.marks.second import Chance, second_results
from innerpersona_quiz.kinds.marks.strip import LENGTH, START
from innerpersona_quiz.kinds.profile.model import ScalesProfile
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.texts import Writer


def again(instrument: Instrument, answers: Answers, found: ScalesProfile, writer: Writer) -> AgainView | None:
    """Return the view, its drawing a path of upright strokes for each scale; None unless something may come first."""
    scores = {part.scale.id: part.estimate for part in found.scales if part.estimate is not None}
    if found.lead is None:
        return None
    low, high = instrument.score_range
    results = second_results(scores, low, high, Chance(instrument, answers))
    strokes = tuple(
        "".join(f"M{START + (one[id] - low) / (high - low) * LENGTH:.1f} -7v14" for one in results)
        for id in scores
    )
    titles = {id: instrument.scale(id).title for id in scores}
    return again_view(results, lambda one: max(one, key=lambda id: one[id]), titles, strokes, writer)
