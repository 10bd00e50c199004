"""A report on paper, A4 and Letter, from its page and from the downloaded file: all of it, and nothing but the report.

The report itself is on two pages; how it was computed follows on pages of its own.
"""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from innerpersona_quiz import wire
from innerpersona_quiz.instruments import instrument_ids
from innerpersona_quiz.model import Instrument
from tests.browser.quiz import Quiz, answer_all, open_quiz, wait_for_report
from tests.fixtures.questionnaires import IDS

MOST_PAGES = 2
MOST_PAGES_WITH_STEPS = 6
WITHOUT_STEPS = "document.querySelector('.ip-report__chapter:last-of-type').hidden = true"
PAPERS = ["A4", "Letter"]

every_quiz = pytest.mark.parametrize("quiz", [*instrument_ids(), *IDS], indirect=True)


def pages(pdf: bytes) -> int:
    """Count the pages of a PDF as Chromium writes it: one object of the type Page for each."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def wordiest(instrument: Instrument) -> dict[str, int]:
    """Answers that differ within every scale, so that each report has its tables, notes and wide ranges."""
    choices = instrument.choices
    return {item.id: 1 + sum(map(ord, item.id)) % len(choices) for item in instrument.items}


@pytest.mark.sampled
@every_quiz
def test_the_report_prints_on_two_pages(page: Page, quiz: Quiz) -> None:
    answers = wordiest(quiz.instrument)
    open_quiz(page, quiz.url)
    answer_all(page, lambda item: answers[item])
    page.click("[data-action=see-result]")
    wait_for_report(page)
    page.wait_for_selector("[data-part=history] section")
    _assert_pages(page)
    page.emulate_media(media="print")
    assert page.locator("[data-report] .ip-report__title").is_visible()
    for hidden in ("form", "[data-part=reading]", "[data-part=history]", "[data-part=kept]", ".ip-quiz__end"):
        assert not page.locator(f"ip-quiz {hidden}").is_visible(), hidden


@pytest.mark.sampled
@every_quiz
def test_the_downloaded_report_prints_on_two_pages(browser: Browser, tmp_path: Path, quiz: Quiz) -> None:
    request = {"api": 1, "op": "document", "instrument": quiz.id, "answers": wordiest(quiz.instrument)}
    file = tmp_path / "report.html"
    file.write_text(json.loads(wire.handle(json.dumps(request)))["result"]["html"], "utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    _assert_pages(page)
    page.close()


def _assert_pages(page: Page) -> None:
    everything = {paper: pages(page.pdf(format=paper)) for paper in PAPERS}
    assert max(everything.values()) <= MOST_PAGES_WITH_STEPS, everything
    page.evaluate(WITHOUT_STEPS)
    for paper in PAPERS:
        assert pages(page.pdf(format=paper)) <= MOST_PAGES < everything[paper], paper
