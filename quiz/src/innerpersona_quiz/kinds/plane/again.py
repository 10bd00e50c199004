"""Where a second sheet of answers might put a person on the plane."""

from collections.abc import Mapping

from innerpersona_quiz.kinds.again import AgainView, again_view
from innerpersona_quiz.kinds.marks.second import Chance, second_results
from innerpersona_quiz.kinds.plane.drawing import SIDE, along
from innerpersona_quiz.kinds.plane.model import PlaneProfile, shape_of
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.texts import Writer


def again(instrument: Instrument, answers: Answers, found: PlaneProfile, writer: Writer) -> AgainView | None:
    """Return the view, its drawing the points on the plane; None unless both scores are known."""
    right, up = found.right.estimate, found.up.estimate
    if right is None or up is None:
        return None
    shape = shape_of(instrument)
    chance = Chance(instrument, answers)
    results = second_results({shape.right: right, shape.up: up}, *instrument.score_range, chance)
    points = tuple(
        (along(instrument, one[shape.right]), round(SIDE - along(instrument, one[shape.up]), 1))
        for one in results
    )

    def region(one: Mapping[str, float]) -> str:
        place = (one[shape.right] >= instrument.midpoint) + 2 * (one[shape.up] >= instrument.midpoint)
        return shape.regions[place]

    titles = {id: writer.plain("regions", id, "title") for id in shape.regions}
    return again_view(results, region, titles, points, writer)
