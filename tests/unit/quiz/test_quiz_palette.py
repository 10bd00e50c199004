"""A site's two colors: readable whatever an owner chooses, and put where the palette has its own."""

import pytest

from innerpersona_quiz.palette import HEX, SHIPPED, Colors, colors, contrast, readable, with_colors
from innerpersona_quiz.resources import read_text

LIGHT, DARK = ("#fbf8f3", "#f3ede3", "#ffffff"), ("#15181b", "#1e2327")
CHANNELS = ("00", "33", "66", "99", "cc", "ff")
EVERY = [f"#{red}{green}{blue}" for red in CHANNELS for green in CHANNELS for blue in CHANNELS]


def test_contrast_is_that_of_known_pairs() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_any_color_can_be_read_in_light_and_in_the_dark() -> None:
    for color in EVERY:
        made = colors(color, color)
        assert all(HEX.fullmatch(one) for one in made.as_dict().values())
        assert min(contrast(made.one, ground) for ground in LIGHT) >= 4.5, color
        assert min(contrast(made.one_dark, ground) for ground in DARK) >= 4.5, color


def test_a_color_that_can_be_read_stays() -> None:
    assert colors(**SHIPPED.as_dict()) == SHIPPED
    assert readable("#005f73", dark=False) == "#005f73"


def test_a_mended_color_keeps_its_hue() -> None:
    red, green, blue = (int(readable("#ffcc00", dark=False)[place : place + 2], 16) for place in (1, 3, 5))
    assert red > green > blue


def test_colors_are_put_into_the_palette_of_light_and_dark() -> None:
    sheet = read_text("report/palette.css")
    assert with_colors(sheet, SHIPPED) == sheet
    made = with_colors(sheet, Colors("#111111", "#222222", "#333333", "#444444"))
    assert [made.count(color) for color in ("#111111", "#222222", "#333333", "#444444")] == [1, 1, 2, 2]
    assert not any(color in made for color in SHIPPED.as_dict().values())
