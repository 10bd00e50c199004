"""What stands on the first screen of a quiz, and the way from it to the other pages."""

import pytest
from playwright.sync_api import Browser, Page

from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import APART_MS, answer_all, erase, open_quiz, wait_for_report

QUIZZES = ("attachment", "conflict", "values")
ENDS = "document.querySelector('fieldset[data-item] legend').getBoundingClientRect().bottom"


@pytest.mark.sampled("quiz")
@pytest.mark.parametrize("quiz", QUIZZES)
@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 720)])
def test_the_first_question_is_on_the_first_screen(
    page: Page, server: StaticServer, quiz: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_quiz(page, f"{server.url}quiz/{quiz}/")
    assert page.evaluate(ENDS) <= height
    lead = page.inner_text(".ip-questionnaire > .ip-prose > p >> nth=0").lower()
    assert "five minutes" in lead
    assert "never leave this device" in lead


@pytest.mark.sampled("scripts")
@pytest.mark.parametrize("path", ["", "quiz/conflict/", "compatibility/", "articles/secure-attachment/"])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_pages_are_behind_one_button_on_a_phone(
    browser: Browser, server: StaticServer, path: str, scripts: bool
) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, java_script_enabled=scripts, service_workers="block"
    )
    page = context.new_page()
    page.goto(server.url + path)
    header = page.locator(".ip-header").bounding_box()
    assert header is not None and header["height"] < 64
    links = page.locator(".ip-header__nav a")
    assert not links.first.is_visible()
    page.focus(".ip-header__menu")
    page.keyboard.press("Enter")
    links.first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    links.first.wait_for(state="hidden")
    page.click(".ip-header__menu")
    page.click(".ip-header__nav a >> text=Quiz")
    assert page.url.startswith(f"{server.url}quiz/")
    context.close()


def test_all_pages_are_in_sight_on_a_wide_screen(page: Page, server: StaticServer) -> None:
    page.goto(f"{server.url}quiz/values/")
    assert page.locator(".ip-header__nav a").last.is_visible()
    assert not page.locator(".ip-header__menu").is_visible()


@pytest.mark.sampled
@pytest.mark.parametrize("quiz", ["conflict", "values"])
def test_the_button_for_the_result_is_in_sight_once_all_is_answered(
    page: Page, server: StaticServer, quiz: str
) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_quiz(page, f"{server.url}quiz/{quiz}/")
    answer_all(page, lambda item: 3)
    assert page.evaluate("document.activeElement.dataset.action") == "see-result"
    hit = """(() => { const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
      return document.elementFromPoint((left + right) / 2, (top + bottom) / 2) === document.activeElement; })()"""
    assert page.evaluate(hit)


def test_a_report_opens_at_its_beginning_wherever_the_visitor_has_scrolled(
    page: Page, server: StaticServer
) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_quiz(page, f"{server.url}quiz/attachment/")
    answer_all(page, lambda item: 3)
    page.evaluate("document.querySelector('[data-action=see-result]').click()")
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    wait_for_report(page)
    page.wait_for_timeout(300)
    top = page.evaluate("document.querySelector('[data-part=result]').getBoundingClientRect().top")
    assert 0 <= top < 120


BOTTOM = "document.querySelector('[data-report] .ip-report__sure').getBoundingClientRect().bottom"
CURRENT = "document.querySelector('.ip-report__contents [aria-current]')?.textContent"
OPEN = "document.querySelectorAll('[data-report] .ip-report__chapter[open]').length"


@pytest.mark.parametrize("quiz", QUIZZES)
def test_a_report_begins_with_one_screen_and_its_chapters_open_and_close(
    page: Page, server: StaticServer, quiz: str
) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_quiz(page, f"{server.url}quiz/{quiz}/")
    answer_all(page, lambda item: 2 + sum(map(ord, item)) % 3)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    for width, height in ((360, 640), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("document.querySelector('[data-part=result]').scrollIntoView({ behavior: 'instant' })")
        assert page.evaluate(BOTTOM) <= height
    assert page.evaluate(OPEN) == 0
    row = page.locator(".ip-report__contents")
    assert not row.is_visible()  # the closed chapters are the contents
    page.click(".ip-report__opener >> text=What this looks like")
    assert row.is_visible()
    page.wait_for_timeout(APART_MS)
    address = page.url
    for chapter in ("With others", "How sure, and why"):
        page.click(f".ip-report__contents a >> text={chapter}")
        page.wait_for_timeout(200)
        assert page.evaluate(CURRENT) == chapter
        opened = page.locator(f"details[open] > summary >> text={chapter}")
        assert opened.evaluate("one => one.closest('summary') === document.activeElement")
        above = page.locator(".ip-report__contents").bounding_box()
        box = opened.bounding_box()
        assert above and box and box["y"] >= above["y"] + above["height"]  # not below what stays in sight
        page.wait_for_timeout(APART_MS)
    assert page.url == address
    page.evaluate("document.querySelector('[data-part=result]').scrollIntoView({ behavior: 'instant' })")
    page.wait_for_timeout(200)
    assert page.evaluate(CURRENT) is None  # a jump back past all of them
    page.keyboard.press("Enter")
    assert page.evaluate(OPEN) == 2
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(OPEN) == 6
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(OPEN) == 2
    page.set_viewport_size({"width": 360, "height": 640})
    assert not row.is_visible()
    page.evaluate(
        "document.querySelector('[data-report] .ip-report__today').scrollIntoView({ behavior: 'instant' })"
    )
    title = page.locator(".ip-report__opener >> text=What this looks like").bounding_box()
    assert title and 0 <= title["y"] < 40  # the open chapter's title stays in sight instead


def test_nothing_is_erased_before_it_is_confirmed(page: Page, server: StaticServer) -> None:
    open_quiz(page, f"{server.url}quiz/attachment/")
    page.focus("fieldset[data-item] input")
    page.keyboard.press("3")
    page.click("[data-action=erase]")
    page.keyboard.press("Escape")
    assert page.locator("ip-quiz fieldset input:checked").count() == 1
    page.click("[data-action=erase]")
    page.click("dialog[open] [data-close='']")
    assert page.locator("ip-quiz fieldset input:checked").count() == 1
    erase(page)
    assert page.locator("ip-quiz fieldset input:checked").count() == 0
