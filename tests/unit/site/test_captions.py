"""Tables, and the captions of tables and figures, as the site's Markdown makes them."""

from __future__ import annotations

import pytest
from markdown import Markdown

from innerpersona_site.blocks import tables

TABLE = "| A | B | C |\n|---|--:|:-:|\n| 1 | 2 | 3 |\n\n"


def render(text: str) -> str:
    md = Markdown(extensions=["tables"], extension_configs={"tables": {"use_align_attribute": True}})
    tables.register(md)
    return md.convert(text)


def test_alignment_is_a_class_since_the_attribute_is_not_valid() -> None:
    html = render(TABLE)
    assert '<td class="ip-aligned-right">2</td>' in html
    assert '<th class="ip-aligned-center">C</th>' in html
    assert "<td>1</td>" in html
    assert "align=" not in html


def test_the_empty_corner_of_a_table_is_no_header() -> None:
    html = render("|   | A |\n|---|---|\n| b | 1 |\n\n")
    assert html.count("<th>") == 1
    assert "<td></td>" in html


def test_a_paragraph_emphasized_as_a_whole_after_a_table_or_an_image_is_its_caption() -> None:
    assert '<p class="ip-caption"><em>Our examples.</em></p>' in render(TABLE + "*Our examples.*\n")
    assert '<p class="ip-caption"><em>A ring.</em></p>' in render("![A ring](ring.svg)\n\n*A ring.*\n")
    assert "ip-caption" not in render("![A ring](ring.svg) and words\n\n*A ring.*\n")


@pytest.mark.parametrize(
    "text",
    [
        "*Sometimes* it is not.\n",
        "It is *not*.\n",
        "*One* and *two*.\n",
        "Text.\n\n*Later.*\n",
        "**Strong.**\n",
    ],
)
def test_other_emphasis_stays_as_it_is(text: str) -> None:
    assert "ip-caption" not in render(TABLE + text)
    assert "ip-caption" not in render("*No table before it.*\n")
