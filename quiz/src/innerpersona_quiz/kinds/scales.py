"""Scores of scales that share one spread, each having too few items for one of its own."""

from collections.abc import Mapping

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Estimate, PartScore, ScaleScore, keyed_answers, score_part
from innerpersona_quiz.scoring.distribution import Distribution
from innerpersona_quiz.scoring.pooled import keyed_by_scale, pooled_spread
from innerpersona_quiz.scoring.scales import score_scale


def keyed_profile(instrument: Instrument, answers: Answers) -> tuple[ScaleScore, ...]:
    """Return every scale with its facets, scored with the person's pooled spread, or by the calibration there is."""
    if instrument.calibration:
        return tuple(score_scale(instrument, scale.id, answers) for scale in instrument.scales)
    spread = pooled_spread(keyed_by_scale(instrument, answers), len(instrument.choices))
    return tuple(_pooled(instrument, scale.id, answers, spread) for scale in instrument.scales)


def _pooled(instrument: Instrument, id: str, answers: Answers, spread: float) -> ScaleScore:
    items = instrument.items_of(id)
    whole = score_part(instrument, id, items, answers, spread)
    facets = []
    for facet in instrument.scale(id).facets:
        own = tuple(item for item in items if item.facet == facet.id)
        if whole.estimate is None:
            given = len(keyed_answers(instrument, own, answers))
            facets.append(PartScore(facet.id, given, len(own), spread=None, estimate=None))
        else:
            facets.append(score_part(instrument, facet.id, own, answers, spread))
    return ScaleScore(whole, tuple(facets))


def distributions_of(found: Mapping[str, Estimate]) -> dict[str, Distribution]:
    """Return the distribution of each true score."""
    return {id: one.distribution for id, one in found.items()}
