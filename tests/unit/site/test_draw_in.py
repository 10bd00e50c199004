"""Drawings take the place of pictures of them, where they may."""

from __future__ import annotations

import pytest

from innerpersona_site.pages.drawings import draw_in

SOUND = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>T</title><rect fill="#1E6A66"/></svg>'
)
FILES = {"images/a b.svg": SOUND, "images/a.svg": SOUND, "images/bad.svg": SOUND.replace("<rect", "<use")}
PAGE = "/base/articles/one/"


def drawn(html: str) -> str:
    return draw_in(html, PAGE, "/base/", FILES.get)


def test_a_picture_of_a_drawing_becomes_the_drawing() -> None:
    html = drawn('<p><img alt="What &quot;it&quot; shows" src="../../images/a.svg" width="9" height="9"></p>')
    assert html.startswith('<p><svg class="ip-drawn" role="img"') and html.endswith("</svg></p>")
    assert 'What "it" shows</desc>' in html and "var(--ip-one)" in html and "<img" not in html


def test_drawings_of_one_page_have_names_of_their_own() -> None:
    html = drawn('<img alt="One" src="../../images/a.svg"><img src="../../images/a%20b.svg" alt="Two">')
    assert 'id="drawing-1-desc"' in html and 'id="drawing-2-desc"' in html


@pytest.mark.parametrize(
    "image",
    [
        '<img alt="" src="../../images/a.svg">',
        '<img alt="x" src="../../images/a.png">',
        '<img alt="x" src="../../images/none.svg">',
        '<img alt="x" src="../../images/bad.svg">',
        '<img alt="x" src="https://elsewhere.example/images/a.svg">',
        '<img alt="x" src="../../../other/images/a.svg">',
    ],
)
def test_other_pictures_stay(image: str) -> None:
    assert drawn(image) == image
