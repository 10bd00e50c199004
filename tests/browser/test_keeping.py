"""What is kept on the device: resumed, shared between tabs, and never lost without a word."""

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import (
    STORED,
    Quiz,
    answer_all,
    answer_some,
    erase,
    open_quiz,
    wait_for_report,
    wait_for_text,
)

pytestmark = pytest.mark.sampled("quiz")

QUIZ = "quiz/attachment/"
SESSION = f"{STORED}session.attachment"


def _open(context: BrowserContext, server: StaticServer) -> Page:
    page = context.new_page()
    open_quiz(page, server.url + QUIZ)
    return page


def _answer(page: Page, count: int, value: int = 2) -> None:
    answer_some(page, count, choice=value - 1)


def _answered(page: Page) -> int:
    return page.locator("fieldset[data-item] input:checked").count()


def _stored(page: Page, name: str = SESSION) -> Any:
    text = page.evaluate("name => localStorage.getItem(name)", name)
    return json.loads(text) if text else None


def test_answers_are_there_on_the_next_visit(page: Page, quiz: Quiz) -> None:
    first = page.context.new_page()
    open_quiz(first, quiz.url)
    _answer(first, 5)
    first.close()
    second = page.context.new_page()
    open_quiz(second, quiz.url)
    assert _answered(second) == 5
    assert "Your 5 answers from last time are still here" in second.inner_text("ip-quiz [data-part=said]")
    assert second.get_attribute("ip-quiz", "data-state") == "answering"
    assert f"5 of {quiz.questions} done" in second.inner_text("ip-quiz [data-part=progress]")


def test_nothing_is_stored_before_the_first_answer(page: Page, server: StaticServer) -> None:
    open_quiz(page, server.url + QUIZ)
    page.locator("fieldset[data-item] input").first.focus()
    page.wait_for_selector('ip-quiz[data-engine="sealed"]', timeout=60_000)
    assert page.evaluate("Object.keys(localStorage)") == []
    assert page.context.cookies() == []


def test_on_a_shared_device_what_was_kept_is_removed_and_nothing_more_is_kept(
    page: Page, server: StaticServer
) -> None:
    open_quiz(page, server.url + QUIZ)
    _answer(page, 3)
    assert _stored(page)["answers"]
    page.check("ip-quiz [data-part=shared]")
    assert page.evaluate("Object.keys(localStorage)") == []
    answer_all(page, lambda item: 4)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    assert page.evaluate("Object.keys(localStorage)") == []
    assert "These answers are not kept on this device" in page.inner_text("ip-quiz [data-part=said]")
    page.uncheck("ip-quiz [data-part=shared]")
    assert len(_stored(page)["answers"]) == 24


def test_a_result_is_kept_for_later_and_not_twice(page: Page, quiz: Quiz) -> None:
    history = f"{quiz.stored}history.{quiz.id}"
    open_quiz(page, quiz.url)
    answer_all(page, lambda item: 4)
    for _ in range(2):
        page.click("[data-action=see-result]")
        wait_for_report(page)
    (result,) = _stored(page, history)
    assert set(result["answers"].values()) == {4}
    page.click("[data-action=retake]")
    assert _answered(page) == 0
    assert len(_stored(page, history)) == 1


@pytest.mark.parametrize(
    "stored",
    [
        "not JSON",
        "[]",
        '{"format": 1}',
        '{"format": 1, "version": "1.0.0", "answers": {"anx01": "4"}}',
        '{"format": 99, "version": "1.0.0", "answers": {}}',
    ],
)
def test_what_can_not_be_read_is_put_aside_and_said(page: Page, server: StaticServer, stored: str) -> None:
    open_quiz(page, server.url + QUIZ)
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [SESSION, stored])
    page.reload()
    page.wait_for_selector("ip-quiz:defined")
    assert "could not be read" in page.inner_text("ip-quiz [data-part=said]")
    _answer(page, 1)
    assert (
        json.loads(page.evaluate(f"localStorage.getItem('{STORED}damaged.{SESSION.removeprefix(STORED)}.0')"))
        == stored
    )
    assert len(_stored(page)["answers"]) == 1


def test_answers_to_another_version_are_explained_kept_and_can_be_downloaded(
    page: Page, server: StaticServer
) -> None:
    old = {"format": 1, "version": "0.9.0", "answers": {"anx01": 3, "gone07": 5}}
    open_quiz(page, server.url + QUIZ)
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [SESSION, json.dumps(old)])
    page.reload()
    page.wait_for_selector("ip-quiz:defined")
    said = page.inner_text("ip-quiz [data-part=said]")
    assert "The questions have changed since you answered them (edition 0.9.0 then," in said
    assert _answered(page) == 0
    with page.expect_download() as started:
        page.click("[data-action=download-old]")
    kept = json.loads(started.value.path().read_text())
    assert [entry["answers"] for entry in kept] == [old["answers"]]


def test_two_tabs_add_to_each_other_and_lose_nothing(page: Page, server: StaticServer) -> None:
    one, other = _open(page.context, server), _open(page.context, server)
    one.locator("fieldset[data-item]").nth(0).locator("input").nth(1).check()
    wait_for_text(other, "ip-quiz [data-part=said]", "Answers from another tab")
    other.locator("fieldset[data-item]").nth(1).locator("input").nth(4).check()
    wait_for_text(one, "ip-quiz [data-part=progress]", "2 of 24 done")
    assert _answered(one) == _answered(other) == 2
    assert len(_stored(one)["answers"]) == 2
    erase(one)
    wait_for_text(other, "ip-quiz [data-part=said]", "Everything was erased in another tab")
    assert _answered(other) == 0


def test_a_full_device_is_told_and_the_quiz_goes_on(page: Page, server: StaticServer) -> None:
    open_quiz(page, server.url + QUIZ)
    page.evaluate(
        """() => { let size = 4 << 20; localStorage.setItem('filler', '');
        while (size >= 1) { try { localStorage.setItem('filler', localStorage.filler + 'x'.repeat(size)); }
          catch { size = Math.floor(size / 2); } } }"""
    )
    answer_all(page, lambda item: 4)
    assert "no room left" in page.inner_text("ip-quiz [data-part=said]")
    page.click("[data-action=see-result]")
    wait_for_report(page)
    page.evaluate("localStorage.removeItem('filler')")
    page.locator("fieldset[data-item]").last.locator("input").first.check()
    assert len(_stored(page)["answers"]) == 24
    assert page.inner_text("ip-quiz [data-part=said]") == ""


def test_forbidden_storage_is_told_and_the_quiz_goes_on(page: Page, server: StaticServer) -> None:
    page.add_init_script(
        """Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"""
    )
    open_quiz(page, server.url + QUIZ)
    answer_all(page, lambda item: 4)
    assert "keeps nothing for this page" in page.inner_text("ip-quiz [data-part=said]")
    page.click("[data-action=see-result]")
    wait_for_report(page)


def test_erasing_names_everything_that_was_there(page: Page, server: StaticServer) -> None:
    open_quiz(page, server.url + QUIZ)
    page.click("[data-ip-scheme]")
    page.evaluate(
        f"localStorage.setItem('{STORED}session.values', JSON.stringify({{format: 1, version: '1', answers: {{}}}}))"
    )
    _answer(page, 2)
    erase(page)
    wait_for_text(page, "ip-quiz [data-part=said]", "Erased: 2 answers, the answers to 1 other quiz")
    said = page.text_content("ip-quiz [data-part=said]") or ""
    assert "your choice of light or dark" in said
    assert said.endswith("Nothing of this site is on this device any more.")
    assert page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize("on_shared", [False, True])
def test_zoomed_turned_frozen_and_discarded_it_loses_nothing_and_reveals_nothing(
    on_shared: bool, page: Page, server: StaticServer
) -> None:
    context = page.context
    page = _open(context, server)
    if on_shared:
        page.check("ip-quiz [data-part=shared]")
    _answer(page, 4)
    browser = context.new_cdp_session(page)
    for width, height, scale in ((390, 844, 2.5), (844, 390, 1), (320, 568, 4)):
        metrics = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": True}
        browser.send("Emulation.setDeviceMetricsOverride", metrics)
        browser.send("Emulation.setPageScaleFactor", {"pageScaleFactor": scale})
        browser.send("Page.setWebLifecycleState", {"state": "frozen"})
        browser.send("Page.setWebLifecycleState", {"state": "active"})
        assert (_answered(page), page.get_attribute("ip-quiz", "data-state")) == (4, "answering")
    page.close()  # without a question and without a warning, as a browser that is short of memory discards it
    again = _open(context, server)
    assert _answered(again) == (0 if on_shared else 4)
    assert bool(again.evaluate("Object.keys(localStorage).length")) != on_shared
    assert (
        "4 answers from last time are still here" in again.inner_text("ip-quiz [data-part=said]")
    ) != on_shared
