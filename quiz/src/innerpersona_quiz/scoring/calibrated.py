"""Scores of a calibrated instrument: the trait's posterior, put on the response scale, and its place in the norms."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from innerpersona_quiz.model import Answers, Calibration, Instrument, Item
from innerpersona_quiz.scoring import graded_response as grm
from innerpersona_quiz.scoring.bifactor import ALL, Changed, FacetItem, FacetLikelihood, Span
from innerpersona_quiz.scoring.classical import Z90, Estimate, Trait, is_withheld
from innerpersona_quiz.scoring.distribution import Grid
from innerpersona_quiz.scoring.rounding import rounded

SMALLEST_SE = 0.01
"""At the very ends of the scale the expected answer hardly moves with the trait: no error is taken as smaller."""

TAIL = 0.05
"""What the 90 % interval leaves out at either end."""


def calibrated_estimate(
    instrument: Instrument, calibration: Calibration, scale_id: str, answers: Answers
) -> tuple[Estimate, Trait]:
    """Return the score of one scale and the trait that it rests on, by the graded response model.

    theta and its error are the EAP and the posterior standard deviation over the keyed answers that were given; facets'
    factors, where they have any, are integrated out. Each theta stands for a true score, the mean answer that the model
    expects of it over *all* items of the scale, on the response scale's own metric and comparable whichever items were
    answered (the test characteristic curve divided by the number of items). Score, error (at least SMALLEST_SE) and
    interval are mean, standard deviation and the 5th and 95th percentile of the true score's posterior.

    KeyError for a scale that is not calibrated.
    """
    scale = _scale(calibration, scale_id)
    weights = _posterior(scale, _given(instrument, scale_id, answers))
    found = Grid(scale.values, weights)
    estimate = Estimate(
        score=found.score,
        se=rounded(max(SMALLEST_SE, found.se)),
        interval90=(rounded(found.quantile(TAIL)), rounded(found.quantile(1 - TAIL))),
        posterior=found,
    )
    return estimate, _placed(calibration.scales[scale_id].norms.percentiles, grm.moments(weights))


class Swaps:
    """A scale's posterior with one answer changed: in the likelihood, its item's factor is swapped for another."""

    def __init__(
        self, instrument: Instrument, calibration: Calibration, scale_id: str, answers: Answers
    ) -> None:
        items = instrument.items_of(scale_id)
        answered = sum(answers.get(item.id) is not None for item in items)
        self._instrument, self._scale = instrument, _scale(calibration, scale_id)
        self._withheld = is_withheld(answered, len(items))
        given = _given(instrument, scale_id, answers)
        self._weights = _posterior(self._scale, given)
        span = _span(self._weights)
        self._before, self._after = (0.0,) * span[0], (0.0,) * (len(grm.NODES) - span[1])
        self._facets = {facet: _facet(items, given, span) for facet, items in self._scale.facets.items()}
        self._without: dict[str, list[float]] = {}
        self._open: dict[str, Changed] = {}

    def unchanged(self) -> Grid | None:
        """Return the posterior of the true score; None where it is withheld."""
        return None if self._withheld else Grid(self._scale.values, self._weights)

    def changed(self, item: Item, old: int, new: int) -> Grid | None:
        """Return the same with one answer, `old`, replaced."""
        if self._withheld:
            return None
        weights = list(map(mul, self._rest(item, old), self._factor(item, new)))
        total = sum(weights)
        return Grid(self._scale.values, [weight / total for weight in weights])

    def _rest(self, item: Item, answer: int) -> list[float]:
        """Return the posterior without an item, up to a constant."""
        rest = self._without.get(item.id)
        if rest is None:
            pairs = zip(self._weights, self._factor(item, answer), strict=True)
            rest = [weight / chance if chance else 0.0 for weight, chance in pairs]
            self._without[item.id] = rest
        return rest

    def _factor(self, item: Item, answer: int) -> tuple[float, ...]:
        """Return what the posterior owes to an answer, up to a constant: in a facet with a factor, to the whole facet."""
        category = self._instrument.keyed(item, answer) - self._instrument.lowest
        if item.id in self._scale.alone:
            return self._scale.alone[item.id].chances_at_nodes(category)
        if item.id not in self._open:
            facet = next(id for id, items in self._scale.facets.items() if item.id in items)
            self._open[item.id] = self._facets[facet].changed(list(self._scale.facets[facet]).index(item.id))
        return (*self._before, *self._open[item.id].chances(category), *self._after)


def _given(instrument: Instrument, scale_id: str, answers: Answers) -> dict[str, int]:
    """Return the categories, from 0, of the keyed answers that were given, by item id."""
    return {
        item.id: instrument.keyed(item, answer) - instrument.lowest
        for item in instrument.items_of(scale_id)
        if (answer := answers.get(item.id)) is not None
    }


def _facet(items: Mapping[str, FacetItem], given: Mapping[str, int], span: Span = ALL) -> FacetLikelihood:
    return FacetLikelihood(list(items.values()), [given.get(id) for id in items], span)


def _span(weights: Sequence[float]) -> Span:
    """Return the nodes that one changed answer can give weight to: it hardly makes one a thousand times as likely."""
    least = 1e-8 * max(weights)
    heavy = [node for node, weight in enumerate(weights) if weight > least]
    return heavy[0], heavy[-1] + 1


def _posterior(scale: "_Scale", given: Mapping[str, int]) -> list[float]:
    """Return the posterior weights of the nodes."""
    alone = [id for id in given if id in scale.alone]
    logs = [grm.log_likelihood_at_nodes([scale.alone[id] for id in alone], [given[id] for id in alone])]
    logs += [_facet(items, given).log() for items in scale.facets.values()]
    return grm.posterior([sum(column) for column in zip(*logs, strict=True)])


def _placed(percentiles: tuple[float, ...], found: grm.TraitEstimate) -> Trait:
    theta, se = rounded(found.theta), rounded(found.se)
    ends = (
        bisect_left(percentiles, rounded(theta - Z90 * se)),
        bisect_left(percentiles, rounded(theta + Z90 * se)),
    )
    return Trait(theta, se, bisect_left(percentiles, theta), ends)


@dataclass(frozen=True, slots=True)
class _Scale:
    """A scale's items by id, in facets with a factor of their own and `alone`, and the true score of each node."""

    facets: Mapping[str, Mapping[str, FacetItem]]
    alone: Mapping[str, grm.GradedItem]
    values: tuple[float, ...]


# One calibration is in use at a time; its items keep what they have computed at the quadrature's nodes.
_SCALES: dict[tuple[str, str], _Scale] = {}


def _scale(calibration: Calibration, scale_id: str) -> _Scale:
    key = (calibration.hash, scale_id)
    if key not in _SCALES:
        found = calibration.scales[scale_id]
        facets: dict[str, dict[str, FacetItem]] = {}
        for id, one in found.parameters.items():
            if one.facet:
                facets.setdefault(one.facet, {})[id] = FacetItem(one.a, one.c, one.b)
        alone = {id: grm.GradedItem(one.a, one.b) for id, one in found.parameters.items() if not one.facet}
        _SCALES[key] = _Scale(facets, alone, found.expected)
    return _SCALES[key]
