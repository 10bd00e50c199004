"""Worksheets: filled in on the page and kept on this device alone, or printed on one page."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from innerpersona_site.static_server import StaticServer
from tests.browser.axe import findings
from tests.browser.quiz import STORED, wait_for_text
from tests.browser.test_print import PAPERS, pages

SHEETS = sorted(path.stem for path in Path("docs/worksheets").glob("*.md"))
SHEET = "worksheets/repair-card/"
NAME = f"{STORED}worksheet.repair-card"
WORDS = "I left the room in the middle of your sentence and I shut the door. "


def _kept(page: Page) -> str | None:
    text: str | None = page.evaluate(f"localStorage.getItem('{NAME}')")
    return text


def test_there_are_five() -> None:
    assert len(SHEETS) >= 5


@pytest.mark.sampled
@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_prints_on_one_page_empty_and_filled(page: Page, server: StaticServer, sheet: str) -> None:
    page.goto(f"{server.url}worksheets/{sheet}/")
    for paper in PAPERS:
        assert pages(page.pdf(format=paper)) == 1, paper
    for field in page.locator("textarea").all():
        field.fill("So it went." if page.locator("textarea").count() > 8 else WORDS)
    for paper in PAPERS:
        assert pages(page.pdf(format=paper)) == 1, paper
    page.emulate_media(media="print")
    assert not page.locator("[data-action=print], [data-kept]").first.is_visible()


def test_what_is_written_is_kept_shown_again_and_cleared(page: Page, server: StaticServer) -> None:
    asked: list[str] = []
    page.goto(server.url + SHEET)
    page.on("request", lambda request: asked.append(request.url))
    first = page.locator("textarea").first
    first.fill(WORDS)
    page.reload()
    assert first.input_value() == WORDS
    assert json.loads(_kept(page) or "")["fields"] == {first.get_attribute("id"): WORDS}
    assert all(WORDS[:6] not in url and "?" not in url for url in asked), "nothing is sent"
    page.click("[data-action=clear]")
    wait_for_text(page, "[data-part=said]", "empty again")
    assert _kept(page) is None and first.input_value() == ""


def test_a_long_answer_grows_and_is_not_cut_off(page: Page, server: StaticServer) -> None:
    page.goto(server.url + SHEET)
    first = page.locator("textarea").first
    first.fill(WORDS * 12)
    assert first.evaluate("one => one.scrollHeight <= one.clientHeight + 1")
    first.fill("")
    assert first.evaluate("one => one.rows") == 2


def test_on_a_shared_device_nothing_is_kept(page: Page, server: StaticServer) -> None:
    page.goto(server.url + SHEET)
    page.check("[data-part=shared]")
    page.locator("textarea").first.fill(WORDS)
    page.goto(server.url + "worksheets/")
    assert _kept(page) is None
    page.go_back()
    assert page.locator("textarea").first.input_value() == ""


def test_everything_is_erased_with_the_rest(page: Page, server: StaticServer) -> None:
    page.goto(server.url + SHEET)
    page.locator("textarea").first.fill(WORDS)
    page.reload()
    page.click("[data-action=erase]")
    wait_for_text(page, "[data-part=said]", "what you wrote on 1 worksheet")
    assert _kept(page) is None


def test_without_script_it_can_be_written_on(browser: Browser, server: StaticServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url + SHEET)
    page.locator("textarea").first.fill(WORDS)
    assert pages(page.pdf(format="A4")) == 1
    assert not page.locator("[data-action=print], [data-kept]").first.is_visible()
    page.goto(f"{server.url}articles/repair-after-a-fight/")
    page.click(".ip-onward__sheet a")
    assert page.url.endswith(SHEET)
    context.close()


def test_axe_finds_nothing_on_narrow_and_wide_screens(page: Page, server: StaticServer, axe: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for address in ("worksheets/", SHEET, "worksheets/two-alarm-log/"):
            page.goto(server.url + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert findings(page, axe) == []
