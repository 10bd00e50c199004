"""Simulated people whose true scores are known, to find out how often what a report says is true of them."""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.normal import normal_cdf

ITEM_SPREAD = 0.06
"""How much statements of one scale differ in how easily one person agrees with them, as a share of the scale's length."""

NOISE, NOISE_SPREAD = 0.14, 0.25
"""How much one person's answers to one statement scatter, on average, and the standard deviation of its logarithm."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person: a place on each scale and facet, by id, what each item adds to it, by id, and the scatter of answers.

    All are in steps of the response scale.
    """

    places: Mapping[str, float]
    pulls: Mapping[str, float]
    noise: float


def someone(
    instrument: Instrument, source: random.Random, places: Mapping[str, float] | None = None
) -> Someone:
    """Draw a person; with `places`, one who stands there and reads each statement in a way of their own."""
    length = instrument.highest - instrument.lowest
    noise = NOISE * length * math.exp(source.gauss(0, NOISE_SPREAD))
    pulls = {item.id: source.gauss(0, ITEM_SPREAD * length) for item in instrument.items}
    return Someone(_places(instrument, source) if places is None else places, pulls, noise)


def _places(instrument: Instrument, source: random.Random) -> dict[str, float]:
    """Return places that are spread normally a little below the middle, as facets are around their scale's."""
    length = instrument.highest - instrument.lowest
    places: dict[str, float] = {}
    for scale in instrument.scales:
        place = source.gauss(instrument.midpoint - 0.06 * length, 0.22 * length)
        places[scale.id] = place
        places |= {facet.id: place + source.gauss(0, 0.08 * length) for facet in scale.facets}
    return places


def answers_of(instrument: Instrument, one: Someone, source: random.Random) -> Answers:
    """Return what a person answers on one day."""
    sheet: dict[str, int | None] = {}
    for item in instrument.items:
        place = one.places[item.facet or item.scale] + one.pulls[item.id]
        value = round(place + source.gauss(0, one.noise))
        sheet[item.id] = instrument.keyed(item, min(instrument.highest, max(instrument.lowest, value)))
    return sheet


def true_scores(instrument: Instrument, one: Someone) -> dict[str, float]:
    """Return the mean of a person's answers to every statement that there could be, by scale and by facet."""
    spread = math.hypot(ITEM_SPREAD * (instrument.highest - instrument.lowest), one.noise)
    true = {id: _expected(instrument, place, spread) for id, place in one.places.items()}
    for scale in instrument.scales:
        if scale.facets:
            true[scale.id] = sum(true[facet.id] for facet in scale.facets) / len(scale.facets)
    return true


def _expected(instrument: Instrument, place: float, spread: float) -> float:
    """Return the mean of answers that scatter normally around a place, in whole steps and within the scale."""
    borders = [value + 0.5 for value in range(instrument.lowest, instrument.highest)]
    return instrument.highest - sum(normal_cdf((border - place) / spread) for border in borders)
