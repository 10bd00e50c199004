"""A report on paper: two pages, A4 and Letter, from its page and from the downloaded file; and nothing but the report."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from innerpersona_quiz import wire
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import answer_all, open_quiz, wait_for_report

MOST_PAGES = 2
PAPERS = ["A4", "Letter"]


def pages(pdf: bytes) -> int:
    """Count the pages of a PDF as Chromium writes it: one object of the type Page for each."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def wordiest(instrument_id: str) -> dict[str, int]:
    """Answers that differ within every scale, so that each report has its tables, notes and wide ranges."""
    choices = load_instrument(instrument_id).choices
    return {
        item.id: 1 + sum(map(ord, item.id)) % len(choices) for item in load_instrument(instrument_id).items
    }


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_the_report_prints_on_two_pages(page: Page, server: StaticServer, instrument_id: str) -> None:
    answers = wordiest(instrument_id)
    open_quiz(page, f"{server.url}quiz/{instrument_id}/")
    answer_all(page, lambda item: answers[item])
    page.click("[data-action=see-result]")
    wait_for_report(page)
    page.wait_for_selector("[data-part=history] section")
    for paper in PAPERS:
        assert pages(page.pdf(format=paper)) <= MOST_PAGES, paper
    page.emulate_media(media="print")
    assert page.locator("[data-report] .ip-report__title").is_visible()
    for hidden in ("form", "[data-part=reading]", "[data-part=history]", "[data-part=kept]", ".ip-quiz__end"):
        assert not page.locator(f"ip-quiz {hidden}").is_visible(), hidden


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_the_downloaded_report_prints_on_two_pages(
    browser: Browser, tmp_path: Path, instrument_id: str
) -> None:
    request = {"api": 1, "op": "document", "instrument": instrument_id, "answers": wordiest(instrument_id)}
    file = tmp_path / "report.html"
    file.write_text(json.loads(wire.handle(json.dumps(request)))["result"]["html"], "utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    for paper in PAPERS:
        assert pages(page.pdf(format=paper)) <= MOST_PAGES, paper
    page.close()
