"""What the short form costs: how many times as wide its ranges are as those of the full form would probably be.

For each scale with a score: the short form's standard error over the full form's expected one. The expected one takes
the person to go on answering as scattered as they have: the mean square of the answers around their means, MS, stays,
and with it the spread sqrt(MS df / (df - 2)) over df comparisons more (in the notation of `scoring.pooled`; of
`scoring.classical`, df = n - 1). 1 at least, and exactly 1 where the floor of the standard error decides both: answers
that agree that closely gain nothing from more of them.

About 1.7 where 6 items take the place of 12 with a spread of their own, 1.4 where 3 take that of 5 with a pooled one, 1.3
for centred scales with 2 in place of 3. Left out are scales with too few answers to project from, and all scales of a
calibrated instrument.
"""

import math

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import is_withheld, spread_of, standard_error
from innerpersona_quiz.scoring.ipsative import centred
from innerpersona_quiz.scoring.pooled import MINIMUM_DF, degrees_of_freedom, keyed_by_scale, pooled_spread
from innerpersona_quiz.scoring.rounding import rounded


def own_widening(short: Instrument, full: Instrument, answers: Answers) -> dict[str, float]:
    """Project scales that each have a spread of their own."""
    if short.calibration is not None:
        return {}
    found: dict[str, float] = {}
    for id, keyed in keyed_by_scale(short, answers).items():
        n, all_items = len(keyed), len(full.items_of(id))
        if not is_withheld(n, len(short.items_of(id))) and n >= 4 and all_items >= 4:
            spread = spread_of(keyed, len(short.choices))
            projected = spread * math.sqrt((n - 3) / n * all_items / (all_items - 3))
            found[id] = rounded(standard_error(spread, n) / standard_error(projected, all_items))
    return found


def pooled_widening(short: Instrument, full: Instrument, answers: Answers) -> dict[str, float]:
    """Project scales that share one spread."""
    if short.calibration is not None:
        return {}
    groups = keyed_by_scale(short, answers)
    spread, projected = _spreads(short, full, answers)
    if projected is None:
        return {}
    return {
        id: rounded(standard_error(spread, len(keyed)) / standard_error(projected, len(full.items_of(id))))
        for id, keyed in groups.items()
        if not is_withheld(len(keyed), len(short.items_of(id)))
    }


def centred_widening(short: Instrument, full: Instrument, answers: Answers) -> dict[str, float]:
    """Project centred scales: with equal errors e of the G raw means, each has the error e sqrt(1 - 1 / G)."""
    found = centred(short, answers)
    _, projected = _spreads(short, full, answers)
    if found is None or projected is None:
        return {}
    centring = math.sqrt(1 - 1 / len(full.scales))
    return {
        id: rounded(found.se({id: 1.0}) / (standard_error(projected, len(full.items_of(id))) * centring))
        for id in found.means
    }


def _spreads(short: Instrument, full: Instrument, answers: Answers) -> tuple[float, float | None]:
    """Return the pooled spread and the projected one, None with too few answers to project from."""
    groups = keyed_by_scale(short, answers)
    spread = pooled_spread(groups, len(short.choices))
    df, all_df = degrees_of_freedom(groups), len(full.items) - len(full.scales)
    if df < MINIMUM_DF:
        return spread, None
    return spread, spread * math.sqrt((df - 2) / df * all_df / (all_df - 2))
