"""Values around the person's own mean: scores, errors, higher-order values and the direction on the circle."""

import math
import random

import pytest

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.scoring.ipsative import Centred, centred
from tests.unit.quiz.people import VALUES, Sheet, flat, keyed, sheet, someone
from tests.unit.quiz.shipped import CIRCLE, HIGHER_ORDER, angle_of, difference, outcome_of, position, profile

INSTRUMENT = load_instrument("values")
THREES = dict.fromkeys(CIRCLE, 3)


def found_in(answers: Sheet) -> Centred:
    found = centred(INSTRUMENT, answers)
    assert found is not None
    return found


def test_a_score_is_the_mean_less_the_own_mean() -> None:
    answers = keyed(INSTRUMENT, {**THREES, "power": 6})
    found = profile(INSTRUMENT, answers)
    assert found.centre == pytest.approx(3.3)
    scores = {part.id: part.estimate.score for part in found.scales if part.estimate is not None}
    assert scores["power"] == pytest.approx(2.7) and scores["tradition"] == pytest.approx(-0.3)
    assert sum(scores.values()) == pytest.approx(0, abs=1e-5)


def test_rating_everything_higher_changes_no_score() -> None:
    source = random.Random(3)
    low = {id: source.randint(1, 5) for id in flat(INSTRUMENT, 1)}
    high = {id: value + 1 for id, value in low.items()}
    one, other = profile(INSTRUMENT, low), profile(INSTRUMENT, high)
    assert one.scales == other.scales and one.higher == other.higher and one.lead == other.lead
    assert one.position == other.position and one.centre != other.centre


def test_the_error_of_a_single_value_is_the_closed_form() -> None:
    """With equal errors s / sqrt(n), the variance of a centred score is s^2 (1/n - 1/N)."""
    source = random.Random(8)
    found = found_in({id: source.randint(1, 6) for id in flat(INSTRUMENT, 1)})
    s = found.spread
    assert s / math.sqrt(3) > 1 / math.sqrt(12)
    assert found.se({"power": 1.0}) == pytest.approx(s * math.sqrt(1 / 3 - 1 / 30))


def test_a_weighted_sum_of_all_scores_has_no_error() -> None:
    """The ten scores of a full sheet add up to nothing, whatever the errors."""
    found = found_in(sheet(INSTRUMENT, VALUES, random.Random(1)))
    everything = dict.fromkeys(CIRCLE, 1.0)
    assert found.score(everything) == pytest.approx(0, abs=1e-9)
    assert found.se(everything) == pytest.approx(0, abs=1e-9)


def test_covariances_are_those_of_simulated_errors() -> None:
    answers = sheet(INSTRUMENT, VALUES, random.Random(2))
    for item in INSTRUMENT.items_of("tradition")[:1]:
        answers[item.id] = None
    found = found_in(answers)
    source, total = random.Random(4), sum(found.counts.values())
    one, other = HIGHER_ORDER["openness"], HIGHER_ORDER["self_enhancement"]
    products = []
    for _ in range(20_000):
        shift = {id: source.gauss(0, error) for id, error in found.errors.items()}
        centre = sum(found.counts[id] * shift[id] for id in CIRCLE) / total
        first, second = (sum(w * (shift[id] - centre) for id, w in ws.items()) for ws in (one, other))
        products.append((first * first, first * second))
    variance, covariance = (sum(column) / len(products) for column in zip(*products, strict=True))
    assert variance == pytest.approx(found.covariance(one, one), rel=0.04)
    assert covariance == pytest.approx(found.covariance(one, other), abs=0.003)


def test_higher_order_weights_add_up_and_hedonism_is_in_two() -> None:
    for weights in HIGHER_ORDER.values():
        assert sum(weights.values()) == pytest.approx(1)
    holders = [id for id, weights in HIGHER_ORDER.items() if "hedonism" in weights]
    assert holders == ["openness", "self_enhancement"]
    assert {value for weights in HIGHER_ORDER.values() for value in weights} == set(CIRCLE)
    shared = difference("openness", "self_enhancement")
    assert shared["hedonism"] == 0 and shared["power"] == -0.4


def test_a_higher_order_value_by_hand() -> None:
    answers = keyed(INSTRUMENT, {**THREES, "self_direction": 6, "stimulation": 5, "hedonism": 2})
    found = profile(INSTRUMENT, answers)
    openness = found.higher[0]
    assert openness.id == "openness" and openness.estimate is not None
    assert openness.estimate.score == pytest.approx(0.4 * 6 + 0.4 * 5 + 0.2 * 2 - 3.4)
    assert (openness.answered, openness.total) == (9, 9)


@pytest.mark.parametrize("value", CIRCLE)
def test_a_value_alone_above_the_rest_is_where_it_points(value: str) -> None:
    place = profile(INSTRUMENT, keyed(INSTRUMENT, {**dict.fromkeys(CIRCLE, 2), value: 6})).position
    assert place is not None and place.directed
    assert place.angle == pytest.approx(angle_of(value), abs=1e-4)
    # One of ten is 4 above the other nine: the wave has 2/10 of that.
    assert place.length == pytest.approx(0.8, abs=1e-6)


def test_a_perfect_wave_fits_perfectly() -> None:
    scores = {id: 3 + 2 * math.cos(math.radians(angle_of(id) - 100)) for id in CIRCLE}
    errors, counts = dict.fromkeys(CIRCLE, 0.3), dict.fromkeys(CIRCLE, 3)
    place = position(Centred(3.0, 0.5, scores, counts, errors, reach=5.0))
    assert place.angle == pytest.approx(100, abs=1e-4) and place.length == pytest.approx(2, abs=1e-6)
    assert place.fit == pytest.approx(1, abs=1e-6)
    # Equal errors e: that of the wave's height is e sqrt(2/10), whatever the direction.
    assert place.length_se == pytest.approx(0.3 * math.sqrt(0.2), abs=1e-6)
    assert place.angle_se == pytest.approx(math.degrees(0.3 * math.sqrt(0.2) / 2), abs=1e-4)


def test_the_errors_of_the_direction_are_those_of_simulated_scores() -> None:
    truth = {id: 3 + 1.5 * math.cos(math.radians(angle_of(id) - 200)) for id in CIRCLE}
    errors = {id: 0.2 + 0.03 * index for index, id in enumerate(CIRCLE)}
    counts = dict.fromkeys(CIRCLE, 3)
    told = position(Centred(3.0, 0.5, truth, counts, errors, reach=5.0))
    source, angles, lengths = random.Random(6), [], []
    for _ in range(4000):
        drawn = {id: mean + source.gauss(0, errors[id]) for id, mean in truth.items()}
        centre = sum(drawn.values()) / 10
        place = position(Centred(centre, 0.5, drawn, counts, errors, reach=5.0))
        angles.append(place.angle - 200)
        lengths.append(place.length - told.length)
    assert math.sqrt(sum(a * a for a in angles) / 4000) == pytest.approx(told.angle_se, rel=0.05)
    assert math.sqrt(sum(d * d for d in lengths) / 4000) == pytest.approx(told.length_se, rel=0.05)


def test_a_flat_sheet_points_nowhere() -> None:
    place = profile(INSTRUMENT, flat(INSTRUMENT, 4)).position
    assert place is not None and not place.directed
    assert (place.angle, place.length, place.angle_se, place.fit) == (0.0, 0.0, 180.0, None)


@pytest.mark.parametrize("length", [0.1, 0.25, 0.6])
def test_the_chance_of_a_direction_is_that_of_true_resultants_around_the_one_found(length: float) -> None:
    means = {id: 3 + length * math.cos(math.radians(angle_of(id) - 200)) for id in CIRCLE}
    errors = {id: 0.15 + 0.09 * index for index, id in enumerate(CIRCLE)}
    counts = dict.fromkeys(CIRCLE, 3)
    told = position(Centred(3.0, 0.5, means, counts, errors, reach=5.0))
    source, within = random.Random(6), 0
    for _ in range(4000):
        drawn = {id: mean + source.gauss(0, errors[id]) for id, mean in means.items()}
        a, b = (
            sum(drawn[id] * turn(math.radians(angle_of(id))) for id in CIRCLE)
            for turn in (math.cos, math.sin)
        )
        within += abs((math.degrees(math.atan2(b, a)) - 200 + 180) % 360 - 180) < 45
    assert told.chance == pytest.approx(within / 4000, abs=0.025)
    assert told.directed is (told.chance >= 0.8)


def test_noise_is_seldom_given_a_direction() -> None:
    source, told, people = random.Random(12), 0, 1500
    for _ in range(people):
        place = profile(INSTRUMENT, sheet(INSTRUMENT, dict.fromkeys(CIRCLE, 3.5), source, 1.0)).position
        assert place is not None
        told += place.directed
    assert told / people == pytest.approx(0.25, abs=0.05)


@pytest.mark.parametrize("noise", [0.5, 0.9, 1.2])
def test_intervals_cover_what_the_portraits_would_give_in_the_long_run(noise: float) -> None:
    source = random.Random(41)
    means = {}
    for id, place in VALUES.items():
        drawn = [min(6, max(1, round(place + source.gauss(0, noise)))) for _ in range(20_000)]
        means[id] = sum(drawn) / len(drawn)
    centre = sum(means.values()) / 10
    hits, higher_hits, people = 0, 0, 400
    for _ in range(people):
        found = profile(INSTRUMENT, sheet(INSTRUMENT, VALUES, source, noise))
        for part in found.scales:
            assert part.estimate is not None
            low, high = part.estimate.interval90
            hits += low <= means[part.id] - centre <= high
        for part in found.higher:
            assert part.estimate is not None
            true = sum(w * means[id] for id, w in HIGHER_ORDER[part.id].items()) - centre
            low, high = part.estimate.interval90
            higher_hits += low <= true <= high
    assert 0.86 <= hits / (10 * people) <= 0.995
    assert 0.86 <= higher_hits / (4 * people) <= 0.995


def test_a_withheld_value_takes_what_rests_on_it_along() -> None:
    answers = flat(INSTRUMENT, 4)
    for item in INSTRUMENT.items_of("tradition")[:2]:
        answers[item.id] = None
    found = profile(INSTRUMENT, answers)
    assert found.centre == 4 and found.position is None and found.lead is None
    known = {part.id: part.estimate is not None for part in (*found.scales, *found.higher)}
    assert [id for id, is_known in known.items() if not is_known] == ["tradition", "conservation"]


def test_with_two_of_three_a_value_is_still_scored() -> None:
    answers = flat(INSTRUMENT, 4)
    answers[INSTRUMENT.items_of("power")[0].id] = None
    assert profile(INSTRUMENT, answers).position is not None


def test_under_half_of_the_portraits_there_is_no_mean_to_compare_with() -> None:
    few = dict(list(flat(INSTRUMENT, 4).items())[:14])
    found = profile(INSTRUMENT, few)
    assert found.centre is None and not any(part.estimate for part in (*found.scales, *found.higher))
    half = dict(list(flat(INSTRUMENT, 4).items())[:15])
    assert profile(INSTRUMENT, half).centre == 4


def test_what_leads_stands_above_by_more_than_noise() -> None:
    clear = profile(
        INSTRUMENT, keyed(INSTRUMENT, {**dict.fromkeys(CIRCLE, 2), "benevolence": 6, "universalism": 6})
    )
    assert clear.lead is not None and clear.lead.named == "self_transcendence"
    even = profile(INSTRUMENT, flat(INSTRUMENT, 3))
    assert even.lead is not None and even.lead.ids == ()


def test_the_outcome_is_what_scores_highest_of_the_four() -> None:
    outcome = outcome_of("values", 3.5)
    source = random.Random(9)
    for _ in range(100):
        found = profile(INSTRUMENT, someone(INSTRUMENT, source))
        raw = {part.id: part.estimate.score + 4 for part in found.scales if part.estimate}
        highest = max(found.higher, key=lambda part: part.estimate.score if part.estimate else -9)
        told = outcome.named(raw)
        assert isinstance(told, frozenset) and highest.id in told


def test_the_circle_has_the_order_of_the_instrument() -> None:
    assert [scale.id for scale in INSTRUMENT.scales] == list(CIRCLE)
    assert [angle_of(id) for id in CIRCLE] == [18.0 + 36 * step for step in range(10)]
