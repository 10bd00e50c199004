"""Simulated people: some who read a questionnaire, some who do not."""

import math
import random

from innerpersona_quiz.model import Instrument
from innerpersona_quiz.validation.simulation import answers_of, someone

type Sheet = dict[str, int | None]


def attentive(instrument: Instrument, source: random.Random, noise: float = 1.3) -> Sheet:
    """Answer as someone who reads, by places drawn anew for each person. Spreads are in steps of a scale of seven.

    There is a place on each scale, facets of one's own, statements that are easier or harder to agree with than
    others, a habit of agreeing, and noise, of which some people have more than others.
    """
    step = len(instrument.choices) / 7
    scales = {
        scale.id: source.gauss(instrument.midpoint - 0.6 * step, 1.2 * step) for scale in instrument.scales
    }
    facets = {facet.id: source.gauss(0, 0.5 * step) for scale in instrument.scales for facet in scale.facets}
    agreeing = source.gauss(0, 0.4 * step)
    own_noise = noise * step * math.exp(source.gauss(0, 0.2))
    sheet: Sheet = {}
    for item in instrument.items:
        place = (
            scales[item.scale] + facets.get(item.facet, 0.0) + random.Random(item.id).gauss(0, 0.35 * step)
        )
        middle = instrument.lowest + instrument.highest - place if item.reverse else place
        value = round(middle + agreeing + source.gauss(0, own_noise))
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


def attentive_in_part(instrument: Instrument, source: random.Random) -> Sheet:
    """Answer half of the statements as someone who reads, and the other half at random."""
    sheet, careless = attentive(instrument, source, noise=1.0), at_random(instrument, source)
    return sheet | {id: careless[id] for id in source.sample(sorted(sheet), len(sheet) // 2)}


def in_the_middle(instrument: Instrument, source: random.Random) -> Sheet:
    """Answer without reading, with the middle of the scale, or half of the time beside it where it is one answer."""
    middle = instrument.midpoint
    whole = int(middle)
    places = (whole, whole, whole - 1, whole + 1) if middle == whole else (whole, whole + 1)
    return {item.id: source.choice(places) for item in instrument.items}


def steady(instrument: Instrument, source: random.Random) -> Sheet:
    """Answer as someone who reads, and whose answers scatter by a step of seven."""
    return attentive(instrument, source, noise=1.0)


def varied(instrument: Instrument, source: random.Random) -> Sheet:
    """Answer as someone of the self-check, where each person reads each statement in a way of their own."""
    return dict(answers_of(instrument, someone(instrument, source), source))
