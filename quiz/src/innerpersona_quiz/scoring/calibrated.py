"""Scores of a calibrated instrument: the trait by EAP, put back on the response scale, and its place in the norms."""

from bisect import bisect_left

from innerpersona_quiz.model import Answers, Calibration, Instrument
from innerpersona_quiz.scoring import graded_response as grm
from innerpersona_quiz.scoring.classical import Z90, Estimate, Trait
from innerpersona_quiz.scoring.rounding import rounded

SMALLEST_SE = 0.01
"""At the very ends of the scale the expected answer hardly moves with the trait: no error is taken as smaller."""


def calibrated_estimate(
    instrument: Instrument, calibration: Calibration, scale_id: str, answers: Answers
) -> tuple[Estimate, Trait]:
    """Return the score of one scale and the trait that it rests on, by the graded response model.

    theta and its error are the EAP and the posterior standard deviation over the keyed answers that were given. The
    score is the mean answer that the model expects of this theta over *all* items of the scale, on the response
    scale's own metric and comparable whichever items were answered (the test characteristic curve divided by the
    number of items). Its interval is that of theta, theta ± 1.645 SE, put through the same rising curve; its error
    is the interval's width over 2 · 1.645, but at least SMALLEST_SE.

    KeyError for a scale that is not calibrated.
    """
    items = _graded_items(calibration, scale_id)
    responses: list[int | None] = []
    chosen: list[grm.GradedItem] = []
    for item in instrument.items_of(scale_id):
        answer = answers.get(item.id)
        if answer is not None:
            chosen.append(items[item.id])
            responses.append(instrument.keyed(item, answer) - instrument.lowest)
    found = grm.eap(chosen, responses)

    def shown(theta: float) -> float:
        expected = sum(grm.expected_category(item, theta) for item in items.values())
        return instrument.lowest + expected / len(items)

    low, high = shown(found.theta - Z90 * found.se), shown(found.theta + Z90 * found.se)
    estimate = Estimate(
        score=rounded(shown(found.theta)),
        se=rounded(max(SMALLEST_SE, (high - low) / (2 * Z90))),
        interval90=(rounded(low), rounded(high)),
    )
    return estimate, _placed(calibration.scales[scale_id].norms.percentiles, found)


def _placed(percentiles: tuple[float, ...], found: grm.TraitEstimate) -> Trait:
    theta, se = rounded(found.theta), rounded(found.se)
    ends = (
        bisect_left(percentiles, rounded(theta - Z90 * se)),
        bisect_left(percentiles, rounded(theta + Z90 * se)),
    )
    return Trait(theta, se, bisect_left(percentiles, theta), ends)


# One calibration is in use at a time; its items keep what they have computed at the quadrature's nodes.
_ITEMS: dict[tuple[str, str], dict[str, grm.GradedItem]] = {}


def _graded_items(calibration: Calibration, scale_id: str) -> dict[str, grm.GradedItem]:
    key = (calibration.hash, scale_id)
    if key not in _ITEMS:
        parameters = calibration.scales[scale_id].parameters
        _ITEMS[key] = {id: grm.GradedItem(a, b) for id, (a, b) in parameters.items()}
    return _ITEMS[key]
