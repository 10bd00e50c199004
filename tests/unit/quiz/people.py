"""Simulated people who answer the conflict and the values questionnaires."""

import random
from collections.abc import Mapping

from innerpersona_quiz.model import Instrument

type Sheet = dict[str, int | None]

STRATEGIES = {
    "integrating": 3.7,
    "obliging": 3.1,
    "dominating": 2.4,
    "avoiding": 2.8,
    "compromising": 3.3,
}
"""Mean places on the conflict scales: people see themselves as cooperative rather than as pushing."""

VALUES = {
    "self_direction": 4.45,
    "stimulation": 3.65,
    "hedonism": 4.05,
    "achievement": 3.95,
    "power": 2.9,
    "security": 4.15,
    "conformity": 3.95,
    "tradition": 3.4,
    "benevolence": 4.75,
    "universalism": 4.6,
}
"""Mean places of the ten values, in the order that is usual: those for others at the top, power at the bottom."""


def sheet(
    instrument: Instrument,
    places: Mapping[str, float],
    source: random.Random,
    noise: float = 0.8,
    habit: float = 0.0,
) -> Sheet:
    """Return the answers of someone with these places on the scales; `habit` is added to every raw answer."""
    answers: Sheet = {}
    for item in instrument.items:
        place = places[item.scale]
        middle = instrument.lowest + instrument.highest - place if item.reverse else place
        value = round(middle + habit + source.gauss(0, noise))
        answers[item.id] = min(instrument.highest, max(instrument.lowest, value))
    return answers


def someone(instrument: Instrument, source: random.Random) -> Sheet:
    """Return the answers of a person drawn from a population with the means above."""
    means, spread = (STRATEGIES, 0.6) if instrument.id == "conflict" else (VALUES, 0.75)
    places = {id: mean + source.gauss(0, spread) for id, mean in means.items()}
    return sheet(instrument, places, source, habit=source.gauss(0, 0.3))


def flat(instrument: Instrument, value: int) -> Sheet:
    """Return a sheet with the same keyed answer everywhere."""
    return {item.id: instrument.keyed(item, value) for item in instrument.items}


def keyed(instrument: Instrument, values: Mapping[str, int]) -> Sheet:
    """Return a sheet that has this keyed answer on every item of each scale."""
    return {item.id: instrument.keyed(item, values[item.scale]) for item in instrument.items}
