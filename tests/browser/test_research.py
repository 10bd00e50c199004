"""Giving answers to research: seen whole before it is saved, and never sent."""

import json
from pathlib import Path

from playwright.sync_api import Page

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.wire.research import AGE_BANDS, parse_export
from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import answer_all, open_quiz, wait_for_report, wait_for_text

FILE = "[data-part=export]"


def test_the_file_is_seen_whole_and_is_what_a_calibration_reads(
    page: Page, server: StaticServer, tmp_path: Path, complaints: list[str]
) -> None:
    open_quiz(page, f"{server.url}quiz/conflict/")
    came_to = answer_all(page, lambda item: 1 + sum(map(ord, item)) % 5)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    server.paths.clear()
    bands = page.locator("[data-part=age] option").evaluate_all("all => all.map((one) => one.value)")
    assert sorted(bands) == sorted(AGE_BANDS) and bands[0] == "undisclosed"
    page.click("[data-part=research] summary")
    wait_for_text(page, FILE, '"locale": "und"')
    page.select_option("[data-part=age]", "35-44")
    page.check("[data-part=tell-locale]")
    wait_for_text(page, FILE, '"locale": "en-US"')
    with page.expect_download() as started:
        page.click("[data-part=save]")
    assert started.value.suggested_filename == "conflict-research.json"
    started.value.save_as(tmp_path / "export.json")
    text = (tmp_path / "export.json").read_text("utf-8")
    assert text == page.text_content(FILE)
    export = parse_export(json.loads(text))
    assert export.age_band == "35-44"
    assert export.sheet.instrument == load_instrument("conflict")
    assert export.sheet.answers == {item: 1 + sum(map(ord, item)) % 5 for item in came_to}
    assert set(json.loads(text)) <= {
        *("research_export", "instrument", "instrument_version", "instrument_hash", "month"),
        *("age_band", "locale", "answers", "seconds"),
    }
    assert server.paths == []
    page.locator("fieldset[data-item]").last.locator("input").last.check()
    assert page.text_content(FILE) == ""
    assert not page.locator("[data-part=research]").is_visible()
    assert not complaints


def test_a_browser_without_a_language_loses_nothing_else(page: Page, server: StaticServer) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'language', { value: 'C' })")
    open_quiz(page, f"{server.url}quiz/conflict/")
    page.locator("fieldset[data-item] input").first.check()
    assert "1 of 25" in page.inner_text("ip-quiz [data-part=progress]")
    assert page.text_content("[data-part=locale]") == "und"
