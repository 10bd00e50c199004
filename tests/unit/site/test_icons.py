"""Icons from Material's set: drawn into text and templates, and a name that is none is reported."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.content.icons import IconError, IconSet, material_icons
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.pages.markdown import render
from tests.theme import theme_environment

ICONS = material_icons()

CONTEXT = RenderContext(Bibliography({}), str)


def html(text: str) -> str:
    return render(text, "about/a.md", CONTEXT).html


def test_an_icon_is_drawn_and_passed_over_by_assistive_technology() -> None:
    (svg,) = lxml.html.fragments_fromstring(ICONS.svg("material-heart"))
    assert dict(svg.attrib) == {
        "class": "ip-icon",
        "viewbox": "0 0 24 24",
        "aria-hidden": "true",
        "focusable": "false",
    }
    assert svg[0].tag == "path" and svg[0].get("d")


@pytest.mark.parametrize(
    "name",
    ["fontawesome-brands-github", "octicons-heart-16", "simple-python", "material-account-heart-outline"],
)
def test_names_part_at_the_folders_whose_names_hold_hyphens_too(name: str) -> None:
    assert name in ICONS.names
    assert ICONS.svg(name).startswith('<svg class="ip-icon" viewBox="')
    assert ICONS.fault(name) == ""


def test_a_name_that_is_none_says_which_is_close() -> None:
    with pytest.raises(
        IconError, match=r'There is no icon "material-haert" \(did you mean "material-heart"\?\)'
    ):
        ICONS.svg("material-haert")
    assert "did you mean" in ICONS.fault("material-haert")
    assert ICONS.fault("emoji-heart") and ICONS.fault("material-../../x")


def test_no_icon_brings_styles_scripts_or_ids(tmp_path: Path) -> None:
    drawn = [ICONS.svg(name) for name in sorted(ICONS.names)[::50]]
    assert len(drawn) > 200
    assert not [
        svg for svg in drawn if any(sign in svg for sign in ("style", "<script", " id=", "href", "<!--"))
    ]
    (tmp_path / "material").mkdir()
    (tmp_path / "material" / "text.svg").write_text("no drawing")
    with pytest.raises(IconError, match="no SVG drawing"):
        IconSet(tmp_path).svg("material-text")


def test_markdown_draws_them_in_text_and_headings_but_not_in_code() -> None:
    found = html("## :material-heart: Close\n\nA :material-heart: and `:material-heart:`, at 10:30:45.\n")
    assert found.count("<svg") == 2
    assert "<code>:material-heart:</code>" in found and "at 10:30:45." in found
    assert 'id="close"' in found, "the drawing is no part of the anchor"


def test_a_name_that_is_none_stays_as_it_is_written() -> None:
    assert html("A :material-haert: here.") == "<p>A :material-haert: here.</p>"


def test_templates_draw_them_too() -> None:
    template = theme_environment().from_string("<p>{{ icon('material-heart') }}</p>")
    assert template.render() == f"<p>{ICONS.svg('material-heart')}</p>"
