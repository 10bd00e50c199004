"""One spread for all of a person's scales, where each has too few items to estimate one of its own."""

import math
from collections.abc import Mapping, Sequence

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import keyed_answers

MINIMUM_DF = 3
"""With fewer degrees of freedom than this the spread of the answers cannot be used."""


def keyed_by_scale(instrument: Instrument, answers: Answers) -> dict[str, list[int]]:
    """Return the keyed answers given to each scale, in the instrument's order of scales."""
    return {
        scale.id: keyed_answers(instrument, instrument.items_of(scale.id), answers)
        for scale in instrument.scales
    }


def keyed_items(instrument: Instrument, answers: Answers) -> dict[str, dict[str, int]]:
    """Return the same by item id."""
    return {
        scale.id: {
            item.id: instrument.keyed(item, answer)
            for item in instrument.items_of(scale.id)
            if (answer := answers.get(item.id)) is not None
        }
        for scale in instrument.scales
    }


def degrees_of_freedom(groups: Mapping[str, Sequence[int]]) -> int:
    """Return the number of answers, less one for each scale that has any."""
    return sum(max(0, len(group) - 1) for group in groups.values())


def pooled_spread(groups: Mapping[str, Sequence[int]], points: int) -> float:
    """Return the standard deviation of a person's answers around their own scale means, in scale units.

    From the answers x of scale g with mean m_g, N answers on G scales, df = N - G:
    sqrt(sum_g sum(x - m_g)^2 / (df - 2)).

    Dividing by df - 2 instead of df carries the extra width of Student's t with df degrees of freedom, whose
    variance is df / (df - 2), into a standard error that is used with the normal distribution: the same as
    `classical.spread_of` does with df = n - 1. With df < MINIMUM_DF it is the spread of answering at random,
    sqrt((points^2 - 1) / 12). The assumption is that a person scatters alike on all of the scales.

    Typical: 0.7 to 1.5 on five or six points. The sums of squares are exact fractions of whole numbers until the
    one division of each scale.
    """
    df = degrees_of_freedom(groups)
    if df < MINIMUM_DF:
        return math.sqrt((points * points - 1) / 12)
    within = sum(
        (len(group) * sum(x * x for x in group) - sum(group) ** 2) / len(group)
        for group in groups.values()
        if group
    )
    return math.sqrt(within / (df - 2))
