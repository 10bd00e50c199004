"""Numbers as words."""

import pytest

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.kinds.bands import band_of, borders, level_of, told_band
from innerpersona_quiz.scoring.classical import estimate
from innerpersona_quiz.scoring.deciding import Decision
from innerpersona_quiz.texts.numbers import chance_figure, hundredths, joined


@pytest.mark.parametrize(
    ("score", "name"),
    [
        (1.0, "very_low"),
        (2.8, "low"),
        (4.0, "middle"),
        (5.2, "high"),
        (7.0, "very_high"),
    ],
)
def test_bands_divide_the_scale_into_fifths(score: float, name: str) -> None:
    instrument = load_instrument("attachment")
    assert borders(instrument) == pytest.approx((2.2, 3.4, 4.6, 5.8))
    assert band_of(estimate(score, 0.3, 1, 7), instrument) == Decision(named=name)


def test_near_a_border_two_bands_are_said_and_the_milder_description_fits_one_side() -> None:
    instrument = load_instrument("attachment")
    low, mild, vague = (estimate(score, se, 1, 7) for score, se in ((2.2, 0.4), (3.4, 0.4), (4.0, 3.0)))
    assert band_of(low, instrument).together == ("very_low", "low")
    assert told_band(band_of(low, instrument)) == "low"
    assert band_of(mild, instrument).together == ("low", "middle")
    assert told_band(band_of(mild, instrument)) is None
    assert band_of(vague, instrument).ids == () and told_band(band_of(vague, instrument)) is None
    assert level_of(low, instrument).named == "low" and level_of(mild, instrument).named is None


def test_hundredths_add_up() -> None:
    assert hundredths({"a": 0.335, "b": 0.335, "c": 0.33}) == {"a": 34, "b": 33, "c": 33}
    assert hundredths({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}) == {"a": 34, "b": 33, "c": 33}
    assert hundredths({"a": 0.999999, "b": 0.000001}) == {"a": 100, "b": 0}


@pytest.mark.parametrize(
    ("hundredth", "words"),
    [(0, "under 1 in 100"), (1, "1 in 100"), (62, "62 in 100"), (100, "over 99 in 100")],
)
def test_nothing_is_certain(hundredth: int, words: str) -> None:
    assert chance_figure(hundredth) == words


def test_lists_read_as_people_write_them() -> None:
    assert joined(["a"]) == "a"
    assert joined(["a", "b"]) == "a and b"
    assert joined(["a", "b", "c"]) == "a, b and c"
