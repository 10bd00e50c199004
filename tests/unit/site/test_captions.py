"""Tables, and the captions of tables and figures, as the site's Markdown makes them."""

from __future__ import annotations

import pytest

from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.lint.reading import read_page
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.pages import markdown

TABLE = "| A | B | C |\n|---|--:|:-:|\n| 1 | 2 | 3 |\n\n"


def render(text: str) -> str:
    return markdown.render(text, "articles/a.md", RenderContext(Bibliography({}), str)).html


def test_alignment_is_a_class_since_the_policy_refuses_styles() -> None:
    html = render(TABLE)
    assert '<td class="ip-aligned-right">2</td>' in html
    assert '<th scope="col" class="ip-aligned-center">C</th>' in html
    assert '<th scope="row">1</th>' in html
    assert "style=" not in html


def test_the_first_cell_of_a_row_heads_it_and_an_empty_one_heads_nothing() -> None:
    html = render("|   | A |\n|---|---|\n| b | 1 |\n|  | 2 |\n\n")
    assert html.count('<th scope="col">') == html.count('<th scope="row">') == 1
    assert '<th scope="row">b</th>' in html
    assert html.count("<td></td>") == 2


def test_a_table_is_named_by_the_heading_above_it() -> None:
    assert '<div class="ip-table" role="group" tabindex="0" aria-labelledby="costs">' in render(
        f"## Costs\n\n{TABLE}"
    )
    assert 'role="group" tabindex="0" aria-label="' in render(TABLE)


def test_a_table_right_below_a_line_of_text_is_a_table() -> None:
    assert "<p>As follows:</p>" in render("As follows:\n" + TABLE)
    assert "<table>" in render("As follows:\n" + TABLE)


@pytest.mark.parametrize("caption", ["*Our examples.*\n", "/// caption\nOur examples.\n///\n"])
def test_a_caption_stands_in_its_table_or_figure(caption: str) -> None:
    assert '<table>\n<caption class="ip-caption">Our examples.</caption>' in render(TABLE + caption)
    figure = '<figure class="ip-figure"><img src="ring.svg" alt="A ring"><figcaption class="ip-caption">'
    assert f"{figure}Our examples.</figcaption></figure>" in render(f"![A ring](ring.svg)\n\n{caption}")
    assert "caption" not in render(f"![A ring](ring.svg) and words\n\n{caption}")


def test_a_picture_that_stands_alone_has_its_title_as_caption() -> None:
    assert '<figcaption class="ip-caption">Our &lt; own.</figcaption>' in render('![A](a.svg "Our < own.")')
    assert '<p>In text <img src="a.svg" alt="A" title="Own."></p>' in render('In text ![A](a.svg "Own.")')


def test_a_caption_of_nothing_is_reported() -> None:
    faults = read_page("about/a.md", "a.md", "Text.\n\n/// caption\nOf what?\n///\n").faults
    assert [fault.line for fault in faults if fault.code == "block-nesting"] == [3]


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
