"""Simulated people: some who read the attachment questionnaire, some who do not."""

import random

from innerpersona_quiz.model import Instrument

type Sheet = dict[str, int | None]


def attentive(instrument: Instrument, source: random.Random, noise: float = 1.1) -> Sheet:
    """Answer as someone who reads: a place on each scale, facets of one's own, a habit of agreeing, and noise."""
    scales = {scale.id: source.gauss(3.4, 1.2) for scale in instrument.scales}
    facets = {facet.id: source.gauss(0, 0.5) for scale in instrument.scales for facet in scale.facets}
    agreeing = source.gauss(0, 0.4)
    sheet: Sheet = {}
    for item in instrument.items:
        place = scales[item.scale] + facets[item.facet]
        middle = instrument.lowest + instrument.highest - place if item.reverse else place
        value = round(middle + agreeing + source.gauss(0, noise))
        sheet[item.id] = min(instrument.highest, max(instrument.lowest, value))
    return sheet


def at_random(instrument: Instrument, source: random.Random) -> Sheet:
    """Answer without reading, any value as likely as any other."""
    return {item.id: source.randint(instrument.lowest, instrument.highest) for item in instrument.items}


def straight(instrument: Instrument, source: random.Random) -> Sheet:
    """Answer without reading, nine times in ten with the same value."""
    value = source.randint(instrument.lowest, instrument.highest)
    others = [instrument.lowest, instrument.highest]
    return {item.id: value if source.random() < 0.9 else source.choice(others) for item in instrument.items}
