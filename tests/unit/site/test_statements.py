"""The statements of a questionnaire on a page, with the reasons of its folder."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.validation.rationale import load_rationale
from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.engine.wheel import for_browser
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.pages.markdown import render
from tests.fixtures.questionnaires import TWO_SCALES, added

ROOT = Path(__file__).parents[3]
BIBLIOGRAPHY = (ROOT / "docs" / "references.bib").read_text("utf-8")


@pytest.mark.parametrize("id", instrument_ids())
def test_each_statement_is_shown_with_its_place_its_key_and_its_reasons(id: str) -> None:
    context = RenderContext(read_bibliography(BIBLIOGRAPHY, "references.bib")[0], str)
    context.text = lambda key, **values: " ".join([key.rpartition(".")[2], *map(str, values.values())])
    source = f"/// statements\n    questionnaire: {id}\n///\n"
    html = render(source, "about/method.md", context).html
    page = lxml.html.fromstring(f"<div>{html}</div>")
    (box,) = page.iterfind("details[@class='ip-statements']")
    rows, instrument, reasons = box.findall("ol/li"), load_instrument(id), load_rationale(id)
    assert len(rows) == len(instrument.items) == len(reasons)
    for row, item in zip(rows, instrument.items, strict=True):
        words = row.text_content()
        assert item.text in words and instrument.scale(item.scale).title in words
        assert ("reverse" in words) == item.reverse or "reverse" in item.text
        for text in (reasons[item.id].idea, reasons[item.id].changed):
            assert text.partition(" [@")[0] in words
        assert "[@" not in words  # every source is cited as in an article
    assert page.xpath("//*[starts-with(@id, 'ref-')]")


def test_a_questionnaire_that_a_site_adds_has_its_reasons_checked_too(tmp_path: Path) -> None:
    with added(TWO_SCALES):
        assert load_rationale(TWO_SCALES)["reg01"].changed == "Plainer words."


def test_no_browser_loads_the_reasons() -> None:
    path = "innerpersona_quiz/instruments/attachment/"
    members = dict.fromkeys((f"{path}texts.toml", f"{path}rationale.toml"), b"")
    assert list(for_browser(members)) == [f"{path}texts.toml"]
