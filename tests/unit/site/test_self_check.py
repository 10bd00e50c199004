"""The self-check of a questionnaire on a page: a table and two plots, drawn from the file in its folder."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from innerpersona_quiz.instruments import instrument_ids
from innerpersona_quiz.validation.self_check import load_self_check
from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.engine.wheel import for_browser
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.markdown.self_check import CHANGES, ROWS, SIDE
from innerpersona_site.pages.markdown import render

BIBLIOGRAPHY = (Path(__file__).parents[3] / "docs" / "references.bib").read_text("utf-8")


def drawn(id: str) -> lxml.html.HtmlElement:
    context = RenderContext(read_bibliography(BIBLIOGRAPHY, "references.bib")[0], str)
    context.text = lambda key, **values: " ".join([key.rpartition(".")[2], *map(str, values.values())])
    html = render(f"/// self-check\n    questionnaire: {id}\n///\n", "about/method.md", context).html
    return lxml.html.fromstring(f"<div>{html}</div>")


@pytest.mark.parametrize("id", instrument_ids())
def test_the_table_and_the_plots_show_the_figures_of_the_file(id: str) -> None:
    page, found = drawn(id), load_self_check(id)
    assert found is not None
    rows = page.findall("table/tbody/tr")
    assert [row.findtext("th") for row in rows] == list(ROWS)
    for row, name in zip(rows, ROWS, strict=True):
        cells = [cell.text for cell in row.findall("td")]
        assert cells == [
            f"{100 * found[form][name]:.0f} %" if name in found[form] else "–" for form in ("full", "short")
        ]
    reliability, power = page.findall("figure")
    for form in ("full", "short"):
        marks = reliability.xpath(f".//*[@class='ip-plot__{form}']")
        assert [float(mark.get("cx")) for mark in marks] == pytest.approx(
            [SIDE * said for said, _, _ in found[form]["reliability"]], abs=0.1
        )
        heights = [
            1 - float(mark.get("cy")) / SIDE for mark in power.xpath(f".//*[@class='ip-plot__{form}']")
        ]
        assert heights == pytest.approx([found[form][name] for _, name in CHANGES], abs=1e-3)
    for figure in (reliability, power):
        assert figure.find("svg").get("aria-labelledby") == figure.find("figcaption").get("id")


def test_an_unknown_questionnaire_draws_nothing() -> None:
    assert not drawn("nothing").xpath("//table")


def test_no_browser_loads_the_figures() -> None:
    kept = for_browser(
        {"innerpersona_quiz/instruments/any/self_check.toml": b"", "innerpersona_quiz/model.py": b""}
    )
    assert not any("self_check" in path for path in kept)
