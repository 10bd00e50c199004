"""Scores, standard errors and intervals, against sums done by hand and against simulation."""

import math
import random
from dataclasses import replace

import pytest

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.classical import (
    Z90,
    is_withheld,
    score_scale,
    spread_of,
    standard_error,
)

INSTRUMENT = load_instrument("attachment")
ANXIETY = INSTRUMENT.items_of("anxiety")
FLOOR = 1 / math.sqrt(12)


def sheet(keyed: list[int]) -> dict[str, int | None]:
    """Return the answers to the anxiety items that count as these values."""
    pairs = zip(ANXIETY, keyed, strict=False)
    return {item.id: 8 - value if item.reverse else value for item, value in pairs}


def test_a_score_worked_out_by_hand() -> None:
    # 1..6 twice: sum 42, squared deviations 2 * 17.5 = 35.
    found = score_scale(INSTRUMENT, "anxiety", sheet([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]))
    assert found.estimate is not None
    assert found.estimate.score == 3.5
    se = math.sqrt(35 / (12 * 9))
    assert found.estimate.se == pytest.approx(se, abs=1e-6)
    assert found.estimate.interval90 == pytest.approx((3.5 - Z90 * se, 3.5 + Z90 * se), abs=1e-6)
    assert (found.scale.answered, found.scale.total) == (12, 12)


def test_reverse_keyed_items_count_the_other_way() -> None:
    agrees_with_all: dict[str, int | None] = {item.id: 7 for item in ANXIETY}
    found = score_scale(INSTRUMENT, "anxiety", agrees_with_all)
    assert found.estimate is not None and found.estimate.score == 4.0


def test_missing_answers_are_left_out_and_not_counted_as_anything() -> None:
    answers = sheet([6] * 12)
    answers["anx01"] = None
    del answers["anx02"]
    found = score_scale(INSTRUMENT, "anxiety", answers)
    assert found.estimate is not None and found.estimate.score == 6.0
    assert found.scale.answered == 10


@pytest.mark.parametrize(("answered", "withheld"), [(0, True), (1, True), (5, True), (6, False), (12, False)])
def test_under_half_answered_is_withheld(answered: int, withheld: bool) -> None:
    found = score_scale(INSTRUMENT, "anxiety", sheet([3] * answered))
    assert (found.estimate is None) is withheld
    assert found.scale.answered == answered
    if withheld:
        assert all(facet.estimate is None for facet in found.facets)


def test_half_of_an_odd_number_is_more_than_half_of_it() -> None:
    assert is_withheld(2, 5) and not is_withheld(3, 5)
    assert is_withheld(0, 0)


def test_equal_answers_do_not_make_a_certain_score() -> None:
    found = score_scale(INSTRUMENT, "anxiety", sheet([7] * 12))
    assert found.estimate is not None
    assert found.estimate.se == pytest.approx(FLOOR, abs=1e-6)
    assert found.estimate.interval90[1] == 7.0
    assert found.estimate.interval90[0] == pytest.approx(7 - Z90 * FLOOR, abs=1e-6)


def test_with_one_answer_the_spread_is_that_of_answering_at_random() -> None:
    short = replace(INSTRUMENT, items=(ANXIETY[0],))
    found = score_scale(short, "anxiety", {"anx01": 5})
    assert found.estimate is not None
    assert found.estimate.score == 5.0
    assert found.estimate.se == 2.0  # variance (7^2 - 1) / 12 = 4
    with pytest.raises(ValueError):
        spread_of([], 7)


def test_facets_use_the_spread_of_their_scale_and_are_less_certain_than_it() -> None:
    found = score_scale(INSTRUMENT, "anxiety", sheet([1, 4, 7, 2, 6, 3, 5, 1, 7, 4, 2, 6]))
    assert found.estimate is not None and found.scale.spread is not None
    for facet in found.facets:
        assert facet.estimate is not None and facet.total == 4
        assert facet.estimate.se == pytest.approx(found.scale.spread / 2, abs=2e-6)
        assert facet.estimate.se > found.estimate.se


def test_facet_scores_average_to_the_scale_when_all_is_answered() -> None:
    found = score_scale(INSTRUMENT, "anxiety", sheet([1, 4, 7, 2, 6, 3, 5, 1, 7, 4, 2, 6]))
    scores = [facet.estimate.score for facet in found.facets if facet.estimate is not None]
    assert found.estimate is not None
    assert sum(scores) / 3 == pytest.approx(found.estimate.score, abs=1e-6)


def test_the_same_answers_given_to_the_short_form_alone_are_less_certain() -> None:
    keyed = [2, 5, 3, 6, 2, 4, 2, 5, 3, 6, 2, 4]
    full, half = sheet(keyed), sheet(keyed[:6])
    whole, part = (score_scale(INSTRUMENT, "anxiety", answers).estimate for answers in (full, half))
    assert whole is not None and part is not None
    assert part.score == whole.score and part.se > 1.3 * whole.se


def test_an_unknown_scale_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        score_scale(INSTRUMENT, "charm", {})


@pytest.mark.parametrize("n", [6, 12])
@pytest.mark.parametrize("spread", [0.0, 0.3, 0.6, 1.0, 1.5])
def test_the_interval_covers_the_truth_as_often_as_it_says(n: int, spread: float) -> None:
    """2,000 simulated people whose leanings scatter around a true mean and are rounded to the choices."""
    source = random.Random(f"{n} {spread}")
    covered = 0
    for _ in range(2000):
        truth = source.uniform(3, 5)  # far enough from the ends that clipping does not move the mean
        keyed = [min(7, max(1, round(source.gauss(truth, spread)))) for _ in range(n)]
        margin = Z90 * standard_error(spread_of(keyed, 7), n)
        covered += abs(sum(keyed) / n - truth) <= margin
    assert covered / 2000 >= 0.88


def test_the_metric_follows_the_number_of_choices() -> None:
    five: Instrument = replace(INSTRUMENT, choices=INSTRUMENT.choices[:5])
    answers: dict[str, int | None] = {item.id: 1 if item.reverse else 5 for item in ANXIETY}
    found = score_scale(five, "anxiety", answers)
    assert found.estimate is not None and found.estimate.score == 5.0
    assert five.midpoint == 3.0
