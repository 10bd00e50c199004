"""Numbers as words."""

import pytest

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.kinds.bands import band
from innerpersona_quiz.texts.numbers import chance_figure, hundredths, joined


@pytest.mark.parametrize(
    ("score", "name"),
    [
        (1.0, "very_low"),
        (2.19, "very_low"),
        (2.2, "low"),
        (3.39, "low"),
        (3.4, "middle"),
        (4.59, "middle"),
        (4.6, "high"),
        (5.79, "high"),
        (5.8, "very_high"),
        (7.0, "very_high"),
    ],
)
def test_bands_divide_the_scale_into_fifths(score: float, name: str) -> None:
    assert band(score, load_instrument("attachment")) == name


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
