"""Drawings say how large they are, so that the text below them doesn't move when they come."""

from __future__ import annotations

import pytest
from markdown import Markdown

from innerpersona_site.blocks import drawings
from innerpersona_site.blocks.context import RenderContext
from innerpersona_site.content.bibliography import Bibliography

RING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 40 440 392.4"><rect width="9" height="9"/></svg>'


def render(text: str) -> str:
    files = {"images/ring.svg": RING, "images/bare.svg": "<svg><path/></svg>"}
    context = RenderContext(Bibliography({}), lambda name: "", src_path="articles/a.md", read_file=files.get)
    md = Markdown(extensions=["attr_list"])
    drawings.register(md, context)
    return md.convert(text)


def test_an_image_has_the_size_of_its_drawing() -> None:
    assert 'width="440"' in render("![A ring](../images/ring.svg)")
    assert 'height="392"' in render("![A ring](../images/ring.svg)")


@pytest.mark.parametrize(
    "image",
    [
        "![None](../images/none.svg)",
        "![No view box](../images/bare.svg)",
        "![A photograph](../images/ring.png)",
        "![Elsewhere](https://example.org/images/ring.svg)",
    ],
)
def test_where_no_size_is_known_none_is_made_up(image: str) -> None:
    assert "width=" not in render(image) and "height=" not in render(image)


def test_a_size_of_the_writer_stays() -> None:
    html = render("![A ring](../images/ring.svg){ width=100 }")
    assert 'width="100"' in html and "height=" not in html
