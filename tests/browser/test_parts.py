"""The page that leads through the three quizzes: what is done on this device, and where to go on."""

import json
from typing import Any

from playwright.sync_api import Browser, Page

from innerpersona_quiz.instruments import load_instrument
from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import STORED, answer_all, open_quiz, wait_for_report

PAGE = "quiz/"


def _put(page: Page, name: str, value: Any) -> None:
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [STORED + name, json.dumps(value)])


def _result(instrument: str) -> dict[str, Any]:
    version = load_instrument(instrument).version
    return {"format": 1, "taken": "2026-11-02", "instrument_version": version, "answers": {"x": 3}}


def _states(page: Page) -> list[str | None]:
    return [part.get_attribute("data-progress") for part in page.locator("[data-quiz]").all()]


def _next(page: Page) -> str:
    (shown,) = [one for one in page.locator("[data-next]").all() if one.is_visible()]
    return shown.inner_text()


def test_a_first_visit_begins_with_attachment(
    page: Page, server: StaticServer, complaints: list[str]
) -> None:
    page.goto(server.url + PAGE)
    assert _states(page) == ["none", "none", "none"]
    assert _next(page) == "Begin: Attachment profile"
    assert not page.locator("[data-part=for-you]").is_visible()
    page.click("[data-next=attachment]")
    page.wait_for_selector("ip-quiz[instrument=attachment]")
    assert not complaints


def test_a_quiz_that_was_begun_or_finished_shows_it_and_the_way_back(
    page: Page, server: StaticServer
) -> None:
    open_quiz(page, f"{server.url}quiz/conflict/")
    for index in range(3):
        page.locator("fieldset[data-item]").nth(index).locator("input").first.check()
    open_quiz(page, f"{server.url}quiz/attachment/")
    answer_all(page, lambda item: 4)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    page.goto(server.url + PAGE)
    assert _states(page) == ["done", "begun", "none"]
    assert "Done on this device" in page.inner_text("[data-quiz=attachment]")
    assert "3 of 25 answered on this device" in page.inner_text("[data-quiz=conflict]")
    assert "on this device" not in page.inner_text("[data-quiz=values]")
    assert _next(page) == "Go on: Conflict profile"


def test_when_all_is_done_there_is_nothing_left_to_begin(page: Page, server: StaticServer) -> None:
    page.goto(server.url + PAGE)
    for instrument in ("attachment", "conflict", "values"):
        _put(page, f"history.{instrument}", [_result(instrument)])
    page.reload()
    assert _states(page) == ["done", "done", "done"]
    assert "All of them are done" in _next(page)
    assert "Done on this device, November 2, 2026" in page.inner_text("[data-quiz=values]")


def test_an_outdated_result_and_damaged_data_count_for_nothing(page: Page, server: StaticServer) -> None:
    page.goto(server.url + PAGE)
    _put(page, "history.attachment", [_result("attachment") | {"instrument_version": "0.0.1"}])
    _put(page, "session.values", ["damaged"])
    page.reload()
    assert _states(page) == ["none", "none", "none"]


def test_another_tab_that_finishes_is_noticed(page: Page, server: StaticServer) -> None:
    page.goto(server.url + PAGE)
    other = page.context.new_page()
    other.goto(server.url + PAGE)
    _put(other, "history.attachment", [_result("attachment")])
    page.wait_for_selector("[data-quiz=attachment][data-progress=done]")
    assert _next(page) == "Begin: Conflict profile"


def test_without_javascript_every_quiz_is_one_link_away(browser: Browser, server: StaticServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url + PAGE)
    assert page.locator("[data-quiz] h2 a").count() == 3
    assert _next(page) == "Begin: Attachment profile"
    assert "on this device" not in page.inner_text(".ip-parts")
    context.close()
