"""The plane, its regions, and when a style may be named."""

import math

import pytest

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.kinds.plane.model import style_of
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.deciding import Decision
from tests.unit.quiz.shipped import REGIONS, profile, region_probabilities

INSTRUMENT = load_instrument("attachment")


def at(score: float, se: float = 0.4) -> Estimate:
    return Estimate(score=score, se=se, interval90=(1.0, 7.0))


def test_the_normal_distribution_is_the_tabled_one() -> None:
    assert at(4.0).below(4.0) == 0.5
    assert at(3.0, se=1.0).below(4.0) == pytest.approx(0.841344746, abs=1e-9)
    assert at(5.96, se=1.0).below(4.0) == pytest.approx(0.024997895, abs=1e-9)


@pytest.mark.parametrize(
    ("anxiety", "avoidance", "region"),
    [(2, 2, "secure"), (6, 2, "preoccupied"), (2, 6, "dismissing"), (6, 6, "fearful")],
)
def test_each_corner_is_its_region(anxiety: float, avoidance: float, region: str) -> None:
    found = region_probabilities(at(anxiety), at(avoidance), 4.0)
    assert found[region] > 0.99
    assert style_of(found).named == region and style_of(found).together is None


def test_probabilities_multiply_the_two_chances() -> None:
    found = region_probabilities(at(3.6), at(4.4), 4.0)
    p, q = 0.8413447, 0.1586553  # one standard error below the border and one above
    expected = {
        "secure": p * q,
        "preoccupied": (1 - p) * q,
        "dismissing": p * (1 - q),
        "fearful": (1 - p) * (1 - q),
    }
    assert found == pytest.approx(expected, abs=1e-6)
    assert list(found) == list(REGIONS["attachment"])


def test_the_centre_is_a_quarter_of_each() -> None:
    found = region_probabilities(at(4.0), at(4.0), 4.0)
    assert set(found.values()) == {0.25}
    assert style_of(found) == Decision()


def test_a_style_is_named_from_eighty_in_a_hundred_up() -> None:
    rest = {"preoccupied": 0.2, "dismissing": 0.0, "fearful": 0.0}
    assert style_of({"secure": 0.8, **rest}).named == "secure"
    almost = style_of({"secure": 0.799999, **rest, "fearful": 0.000001})
    assert almost.named is None and almost.together == ("secure", "preoccupied")


def test_two_are_named_only_where_they_reach_it_together() -> None:
    close = {"secure": 0.1, "preoccupied": 0.1, "dismissing": 0.38, "fearful": 0.42}
    assert style_of(close).together == ("dismissing", "fearful")
    assert style_of({**close, "secure": 0.15, "dismissing": 0.33}) == Decision()


def test_away_from_the_centre_the_two_likeliest_are_neighbours() -> None:
    """Opposite corners reach it together only where two neighbors do with a larger chance."""
    opposite = [{"secure", "fearful"}, {"preoccupied", "dismissing"}]
    steps = [3.5 + step / 50 for step in range(51)]
    for anxiety in steps:
        for avoidance in steps:
            regions = region_probabilities(at(anxiety), at(avoidance), 4.0)
            pair = style_of(regions).together
            assert pair is None or set(pair) not in opposite


def test_without_one_scale_there_are_no_regions() -> None:
    answers: dict[str, int | None] = {item.id: 2 for item in INSTRUMENT.items_of("anxiety")}
    found = profile(INSTRUMENT, answers)
    assert found.right.estimate is not None and found.up.estimate is None
    assert found.regions is None and found.style is None


def test_more_doubt_moves_every_region_towards_a_quarter() -> None:
    sure, unsure = (region_probabilities(at(3, se), at(3, se), 4.0) for se in (0.3, 2.0))
    assert sure["secure"] > unsure["secure"] > 0.25
    assert math.isclose(sum(unsure.values()), 1.0, abs_tol=2e-6)
