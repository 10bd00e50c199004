"""Five strategies with a pooled error, and the two concerns that they rest on."""

import math
import random
from dataclasses import replace

import pytest

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.kinds.dual_concern.model import concerns
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.pooled import degrees_of_freedom, keyed_by_scale, pooled_spread
from tests.unit.quiz.people import STRATEGIES as PLACES
from tests.unit.quiz.people import Sheet, flat, keyed, sheet
from tests.unit.quiz.shipped import CONCERNS, STRATEGIES, profile

INSTRUMENT = load_instrument("conflict")


def at(score: float, se: float = 0.4) -> Estimate:
    return Estimate(score, se, (1.0, 5.0))


def estimates(**scores: float) -> dict[str, Estimate]:
    return {id: at(scores.get(id, 3.0)) for id in STRATEGIES}


def test_the_spread_is_pooled_over_the_scales_by_hand() -> None:
    groups = {"a": [1, 2, 3], "b": [5, 5, 2], "c": [4]}
    # Squared distances 2 and 6 and 0; seven answers less three means; two more for the t distribution.
    assert degrees_of_freedom(groups) == 4
    assert pooled_spread(groups, 5) == pytest.approx(math.sqrt(8 / 2))


def test_with_too_few_answers_the_spread_is_that_of_answering_at_random() -> None:
    assert pooled_spread({"a": [1, 5], "b": [3, 3], "c": []}, 5) == pytest.approx(math.sqrt(2))
    assert pooled_spread({}, 6) == pytest.approx(math.sqrt(35 / 12))


def test_levels_of_the_scales_do_not_count_as_spread() -> None:
    groups = {"a": [1, 1, 1], "b": [5, 5, 5]}
    assert pooled_spread(groups, 5) == 0


def test_a_score_and_its_error_by_hand() -> None:
    answers: Sheet = keyed(INSTRUMENT, dict(zip(STRATEGIES, (4, 3, 2, 3, 3), strict=True)))
    first = INSTRUMENT.items_of("integrating")[0]
    answers[first.id] = INSTRUMENT.keyed(first, 1)
    integrating = profile(INSTRUMENT, answers).scales[0]
    assert integrating.estimate is not None
    assert integrating.estimate.score == pytest.approx(17 / 5)
    # Squared distances of 7.2 on one scale and none on the others; 25 answers less five means, less two.
    assert integrating.scale.spread == pytest.approx(math.sqrt(7.2 / 18), abs=1e-6)
    assert integrating.estimate.se == pytest.approx(max(math.sqrt(7.2 / 18 / 5), 12**-0.5), abs=1e-6)


def test_compromising_says_nothing_of_either_concern() -> None:
    assert all("compromising" not in signs for signs in CONCERNS.values())
    low, high = (concerns(estimates(compromising=x), INSTRUMENT) for x in (1.0, 5.0))
    assert low == high


@pytest.mark.parametrize(
    ("strategy", "own", "other"),
    [("integrating", 3.5, 3.5), ("dominating", 3.5, 2.5), ("obliging", 2.5, 3.5), ("avoiding", 2.5, 2.5)],
)
def test_each_strategy_pulls_towards_its_corner(strategy: str, own: float, other: float) -> None:
    found = concerns(estimates(**{strategy: 5.0}), INSTRUMENT)
    assert found is not None and (found.self.score, found.other.score) == (own, other)


def test_the_concerns_reach_both_ends_of_the_scale() -> None:
    top = concerns(estimates(integrating=5, dominating=5, obliging=1, avoiding=1), INSTRUMENT)
    bottom = concerns(estimates(integrating=1, dominating=1, obliging=5, avoiding=5), INSTRUMENT)
    assert top is not None and bottom is not None
    assert (top.self.score, top.other.score) == (5, 3) and (bottom.self.score, bottom.other.score) == (1, 3)


def test_errors_are_propagated() -> None:
    found = concerns(
        {
            "integrating": at(3, 0.3),
            "dominating": at(3, 0.4),
            "obliging": at(3, 0.5),
            "avoiding": at(3, 0.6),
        },
        INSTRUMENT,
    )
    assert found is not None
    expected = math.sqrt(0.09 + 0.16 + 0.25 + 0.36) / 4
    assert found.self.se == found.other.se == pytest.approx(expected, abs=1e-6)
    assert found.covariance == pytest.approx((0.09 - 0.16 - 0.25 + 0.36) / 16)


def test_the_covariance_is_that_of_simulated_errors() -> None:
    errors = {"integrating": 0.2, "dominating": 0.6, "obliging": 0.6, "avoiding": 0.3}
    found = concerns({id: at(3, se) for id, se in errors.items()}, INSTRUMENT)
    source = random.Random(5)
    pairs = []
    for _ in range(20_000):
        shift = {id: source.gauss(0, se) for id, se in errors.items()}
        pairs.append([sum(sign * shift[id] for id, sign in CONCERNS[who].items()) / 4 for who in CONCERNS])
    product_mean = sum(a * b for a, b in pairs) / len(pairs)
    assert found is not None and product_mean == pytest.approx(found.covariance, abs=0.002)
    assert found.covariance < -0.02


def test_a_habit_of_saying_often_leaves_the_concerns_alone() -> None:
    low, high = (concerns({id: at(x) for id in STRATEGIES}, INSTRUMENT) for x in (2.0, 4.0))
    assert low == high


def test_without_one_strategy_there_are_no_concerns_and_no_lead() -> None:
    answers = flat(INSTRUMENT, 3)
    for item in INSTRUMENT.items_of("avoiding")[:3]:
        answers[item.id] = None
    found = profile(INSTRUMENT, answers)
    assert found.concerns is None and found.lead is None and found.trail is None
    assert [part.estimate is None for part in found.scales] == [False, False, False, True, False]


def test_without_compromising_the_concerns_stay() -> None:
    answers = flat(INSTRUMENT, 4)
    for item in INSTRUMENT.items_of("compromising"):
        del answers[item.id]
    found = profile(INSTRUMENT, answers)
    assert found.concerns is not None and found.lead is None


def test_nothing_answered_is_nothing_known() -> None:
    found = profile(INSTRUMENT, {})
    assert found.concerns is None and found.lead is None
    assert not any(part.estimate for part in found.scales)


def test_one_clear_strategy_leads_and_another_trails() -> None:
    answers = keyed(INSTRUMENT, dict(zip(STRATEGIES, (5, 3, 1, 3, 3), strict=True)))
    found = profile(INSTRUMENT, answers)
    assert found.lead is not None and found.lead.named == "integrating"
    assert found.trail is not None and found.trail.named == "dominating"


def test_a_calibrated_scale_brings_its_own_error() -> None:
    """The profile takes the calibrated estimate as it is, and the concerns take over its error."""
    from innerpersona_quiz.model import Calibration, ItemParameters, Norms, ScaleCalibration
    from innerpersona_quiz.scoring.graded_response import NODES

    b = (-1.5, -0.5, 0.5, 1.5)
    scales = {
        id: ScaleCalibration(
            {item.id: ItemParameters(1.0 + 0.5 * (id == "avoiding"), b) for item in INSTRUMENT.items_of(id)},
            tuple(1 + 4 / (1 + math.exp(-node)) for node in NODES),
            Norms(tuple(-2.5 + step / 20 for step in range(99))),
        )
        for id in STRATEGIES
    }
    calibration = Calibration("0" * 64, 900, "2027-01", "2027-02", "Invented.", scales)
    found = profile(replace(INSTRUMENT, calibration=calibration), flat(INSTRUMENT, 4))
    assert all(part.scale.trait is not None for part in found.scales)
    errors = {part.scale.id: part.estimate.se for part in found.scales if part.estimate is not None}
    assert errors["avoiding"] != errors["integrating"]
    assert found.concerns is not None
    four = [errors[id] for id in CONCERNS["self"]]
    assert found.concerns.self.se == pytest.approx(math.sqrt(sum(se * se for se in four)) / 4, abs=2e-6)


@pytest.mark.parametrize(("noise", "least"), [(0.4, 0.88), (0.8, 0.86), (1.1, 0.84)])
def test_the_interval_covers_what_the_items_would_give_in_the_long_run(noise: float, least: float) -> None:
    """The true score is the mean of endlessly many answers, rounded and cut off like those that were given."""
    source = random.Random(31)
    truth = {}
    for id, place in PLACES.items():
        drawn = [min(5, max(1, round(place + source.gauss(0, noise)))) for _ in range(20_000)]
        truth[id] = sum(drawn) / len(drawn)
    hits, concern_hits, people = 0, 0, 800
    own = 3 + sum(sign * truth[id] for id, sign in CONCERNS["self"].items()) / 4
    for _ in range(people):
        found = profile(INSTRUMENT, sheet(INSTRUMENT, PLACES, source, noise))
        for part in found.scales:
            assert part.estimate is not None
            low, high = part.estimate.interval90
            hits += low <= truth[part.scale.id] <= high
        assert found.concerns is not None
        low, high = found.concerns.self.interval90
        concern_hits += low <= own <= high
    assert least <= hits / (5 * people) <= 0.995
    assert least <= concern_hits / people <= 0.995


def test_the_scales_keep_their_order() -> None:
    assert [part.scale.id for part in profile(INSTRUMENT, {}).scales] == list(STRATEGIES)
    assert [scale.id for scale in INSTRUMENT.scales] == list(STRATEGIES)


def test_keyed_answers_are_grouped_by_scale() -> None:
    groups = keyed_by_scale(INSTRUMENT, flat(INSTRUMENT, 4))
    assert groups == {id: [4] * 5 for id in STRATEGIES}
