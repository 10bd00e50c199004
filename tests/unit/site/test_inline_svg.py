"""Drawings in the page: what is let in, what is refused, and how they take the page's colors."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest

from innerpersona_quiz.palette import SHIPPED
from innerpersona_site.content.inline_svg import COLORS, DrawingFault, inline_svg

IMAGES = Path(__file__).parents[3] / "docs" / "images"
PALETTE = Path(__file__).parents[3] / "quiz" / "src" / "innerpersona_quiz" / "report" / "palette.css"


def drawing(inner: str, attributes: str = 'viewBox="0 0 9 9"') -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><title>T</title>{inner}</svg>'


def inlined(inner: str, **more: str) -> str:
    return inline_svg(drawing(inner, **more), "What it shows", "d1")


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<style>text { fill: red }</style>",
        "<foreignObject><p>x</p></foreignObject>",
        '<image href="https://elsewhere.example/a.png"/>',
        '<use href="#a"/>',
        '<a href="https://elsewhere.example/"><text>x</text></a>',
        '<animate attributeName="x"/>',
        '<set attributeName="href"/>',
        '<rect onclick="alert(1)"/>',
        '<rect style="fill: url(https://elsewhere.example/)"/>',
        '<rect fill="url(https://elsewhere.example/a.svg#b)"/>',
        "<rect fill=\"url(#a) URL('//elsewhere.example')\"/>",
        '<rect fill="u\\72l(https://elsewhere.example/a.svg#b)"/>',
        "<rect mask=\"image-set('//elsewhere.example/a.png' 1x)\"/>",
        '<rect fill="src(//elsewhere.example)"/>',
        '<rect filter="url(#a)"/>',
        '<rect xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="//elsewhere.example"/>',
        '<rect class="ip-button"/>',
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
        "<unknown/>",
        "<rect",
    ],
)
def test_what_has_no_place_in_a_page_is_refused(inner: str) -> None:
    with pytest.raises(DrawingFault):
        inlined(inner)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "no drawing",
        '<svg viewBox="0 0 9 9"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">&a;</svg>',
        '<g xmlns="http://www.w3.org/2000/svg"/>',
    ],
)
def test_what_is_no_drawing_is_refused(source: str) -> None:
    with pytest.raises(DrawingFault):
        inline_svg(source, "What it shows", "d1")


def test_a_drawing_has_a_title_and_says_what_it_shows() -> None:
    element = lxml.html.fragment_fromstring(inline_svg(drawing("<desc>old</desc>"), 'A "b" & <c>', "d1"))
    assert element.get("role") == "img"
    assert element.get("aria-labelledby") == "d1-title d1-desc"
    assert element.xpath("string(*[@id='d1-title'])") == "T"
    assert element.xpath("string(*[@id='d1-desc'])") == 'A "b" & <c>'
    assert "old" not in element.text_content()


def test_colors_of_the_palette_become_tokens_and_others_stay() -> None:
    html = inlined('<rect fill="#22262A" stroke="#a8482a"/><circle fill="#123456"/><path fill="none"/>')
    assert 'fill="var(--ip-ink)" stroke="var(--ip-two)"' in html
    assert 'fill="#123456"' in html and 'fill="none"' in html


def test_the_palette_is_that_of_the_stylesheet() -> None:
    light = dict(re.findall(r"--ip-(\w+): (#\w{6});", PALETTE.read_text("utf-8").split("}")[0]))
    known = {**COLORS, SHIPPED.one: "one", SHIPPED.two: "two"}
    assert {value: key for key, value in light.items()}.items() <= known.items()


def test_parts_are_told_from_those_of_other_drawings() -> None:
    html = inlined('<defs><clipPath id="a"><rect/></clipPath></defs><g clip-path="url(#a)"/>')
    assert 'id="d1-a"' in html and 'clip-path="url(#d1-a)"' in html


def test_typefaces_and_sizes_are_left_to_the_page() -> None:
    html = inlined(
        "<text>a &lt; b</text>", attributes='viewBox="0 0 9 9" width="9" font-family="serif" id="x"'
    )
    assert "font-family" not in html and "width" not in html and 'id="x"' not in html
    assert ">a &lt; b</text>" in html


@pytest.mark.parametrize("file", sorted(IMAGES.glob("*.svg")), ids=lambda file: file.stem)
def test_every_drawing_of_the_site_can_be_drawn_into_a_page(file: Path) -> None:
    html = inline_svg(file.read_text("utf-8"), "What it shows", "d1")
    assert "-title" in html, "it has a title"
    left = set(re.findall(r"=\"(#\w{3,6})\"", html))
    assert not left, "every color follows light and dark"
