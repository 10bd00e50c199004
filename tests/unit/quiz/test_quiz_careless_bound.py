"""How much of answering at random any test can find: the likelihood ratio of the model that simulated readers follow.

By the lemma of Neyman and Pearson no other test that notes 5 in 100 readers finds more. Real people follow no model that
is known so well, so that the signs of a report, which get close to it, cannot be expected to do better with them.
"""

import math
import random

import numpy as np
import pytest

from innerpersona_quiz.calibration.curves import Array
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.instruments.parsing import short_form
from innerpersona_quiz.model import Instrument
from tests.unit.quiz.answering import Sheet, at_random, steady
from tests.unit.quiz.test_quiz_careless import noted

PEOPLE = 1500
PLACES = np.arange(-8.0, 8.01, 0.25)
"""Places that are summed over, in steps of a scale of seven, around the middle."""

_erf = np.vectorize(math.erf)


def most_found(instrument: Instrument) -> float:
    """Return the share of random sheets that the most powerful test of size .05 finds."""
    source = random.Random(7)
    readers = _log_likelihoods(instrument, [steady(instrument, source) for _ in range(PEOPLE)])
    others = _log_likelihoods(instrument, [at_random(instrument, source) for _ in range(PEOPLE)])
    return float(np.mean(others < np.quantile(readers, 0.05)))


def _log_likelihoods(instrument: Instrument, sheets: list[Sheet]) -> Array:
    """Return log P(sheet | `steady`) of each sheet, summed over what people are like; at random it is constant."""
    parts = []
    for noise, of_noise in _nodes(0.0, 0.2, 5):
        for agreeing, of_agreeing in _nodes(0.0, 0.4, 7):
            total = np.full(len(sheets), of_noise + of_agreeing)
            for scale in instrument.scales:
                total += _scale(instrument, scale.id, sheets, math.exp(noise), agreeing)
            parts.append(total)
    return np.asarray(np.logaddexp.reduce(parts))


def _scale(
    instrument: Instrument, scale_id: str, sheets: list[Sheet], noise: float, agreeing: float
) -> Array:
    step = len(instrument.choices) / 7
    by_facet: dict[str, Array] = {}
    for item in instrument.items_of(scale_id):
        easier = random.Random(item.id).gauss(0, 0.35)
        centres = (-1 if item.reverse else 1) * (PLACES + easier) + agreeing
        borders = (np.arange(1, len(instrument.choices)) - len(instrument.choices) / 2) / step
        below = 0.5 * (1 + _erf((borders[:, None] - centres[None, :]) / (noise * math.sqrt(2))))
        chances = np.diff(np.vstack([np.zeros_like(PLACES), below, np.ones_like(PLACES)]), axis=0)
        given = [(sheet[item.id] or 0) - instrument.lowest for sheet in sheets]
        found = np.log(np.maximum(chances, 1e-12))[given]
        by_facet[item.facet] = by_facet.get(item.facet, 0.0) + found
    logs = [_spread(found) if facet else found for facet, found in by_facet.items()]
    return np.asarray(np.logaddexp.reduce(np.sum(logs, axis=0) + _normal(PLACES, -0.6, 1.2), axis=1))


def _spread(found: Array) -> Array:
    """Return the likelihood of a facet by the place of its scale: the facet's own place lies around it."""
    return np.asarray(
        np.log(np.exp(found) @ np.exp(_normal(PLACES[:, None] - PLACES[None, :], 0.0, 0.5)) + 1e-300)
    )


def _normal(values: Array, mean: float, spread: float) -> Array:
    """Return the logarithm of the weights of a normal distribution at PLACES."""
    logs = -((values - mean) ** 2) / (2 * spread**2)
    return np.asarray(logs - np.logaddexp.reduce(logs, axis=0))


def _nodes(mean: float, spread: float, count: int) -> list[tuple[float, float]]:
    nodes = np.linspace(-2.2, 2.2, count) * spread + mean
    return list(zip(nodes, _normal(nodes, mean, spread), strict=True))


@pytest.mark.sampled
@pytest.mark.parametrize("id", instrument_ids())
@pytest.mark.parametrize(("form", "told"), [("full", (0.99, 1.0)), ("short", (0.91, 0.94))])
def test_the_signs_find_nearly_as_many_random_sheets_as_can_be_found(
    id: str, form: str, told: tuple[float, float]
) -> None:
    instrument = load_instrument(id)
    instrument = instrument if form == "full" else short_form(instrument)
    most, found = most_found(instrument), noted(at_random, instrument)
    # What the method page says of the best possible test, with room for chance.
    assert told[0] - 0.02 <= most <= told[1] + 0.02
    assert most - 0.15 <= found <= most + 0.02
