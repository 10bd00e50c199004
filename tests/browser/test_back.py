"""The way back: to a page that the browser has kept as it was left, or to one that it loads anew."""

import tempfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from innerpersona_site.static_server import StaticServer
from tests.browser.exchange import ALL, answer_here, choose, code_of, screen, to_report
from tests.browser.quiz import answer_some, open_quiz, wait_for_engine, wait_for_text

ANSWERED = "document.querySelectorAll('fieldset input:checked').length"
NOTICE = "ip-quiz [data-part=notice]"


@pytest.fixture
def keeping(playwright: Playwright, chromium: str) -> Iterator[BrowserContext]:
    """A browser that keeps the pages which it leaves, as visitors' browsers do and drivers' don't."""
    with tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium,
            args=["--no-sandbox", "--headless=new"],
            ignore_default_args=["--headless", "--disable-back-forward-cache"],
            service_workers="block",
        )
        context.add_init_script(
            "addEventListener('pageshow', (event) => { window.wasKept = event.persisted; })"
        )
        yield context
        context.close()


def _leave_and_come_back(page: Page, server: StaticServer) -> None:
    page.goto(f"{server.url}about/privacy/")
    page.go_back(wait_until="commit")
    page.wait_for_timeout(500)


def test_answers_are_not_shown_on_the_way_back_until_the_page_is_sealed(
    browser: Browser, server: StaticServer
) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    held = "**/assets/engine/**"
    page.route(held, lambda route: None)
    open_quiz(page, f"{server.url}quiz/attachment/")
    answer_some(page, 3, 4)
    assert page.evaluate(ANSWERED) == 3
    _leave_and_come_back(page, server)
    page.wait_for_selector("ip-quiz:defined")
    wait_for_text(page, NOTICE, "as soon as this page says “Network off”")
    assert page.evaluate(ANSWERED) == 0
    page.unroute(held)
    _leave_and_come_back(page, server)
    wait_for_engine(page, "sealed")
    wait_for_text(page, NOTICE, "3 answers from last time")
    assert page.evaluate(ANSWERED) == 3
    context.close()


def test_whoever_goes_on_answering_on_the_way_back_loses_nothing(
    browser: Browser, server: StaticServer
) -> None:
    context = browser.new_context(service_workers="block")
    context.route("**/assets/engine/**", lambda route: None)
    page = context.new_page()
    open_quiz(page, f"{server.url}quiz/attachment/")
    answer_some(page, 2, 4)
    _leave_and_come_back(page, server)
    page.wait_for_selector("ip-quiz:defined")
    assert page.evaluate(ANSWERED) == 0
    page.locator("fieldset[data-item] >> nth=0 >> input >> nth=1").check()
    checked = "[...document.querySelectorAll('fieldset input:checked')].map(one => one.value)"
    assert page.evaluate(checked) == ["2", "5"]
    page.reload()
    page.wait_for_selector("ip-quiz:defined")
    assert page.evaluate(checked) == ["2", "5"]
    context.close()


def test_a_page_that_is_kept_is_still_sealed_and_on_a_shared_device_empty(
    keeping: BrowserContext, server: StaticServer
) -> None:
    page = keeping.new_page()
    for shared in (False, True):
        open_quiz(page, f"{server.url}quiz/attachment/")
        if shared:
            page.check("ip-quiz [data-part=shared]")
        answer_some(page, 3, 4)
        wait_for_engine(page, "sealed")
        _leave_and_come_back(page, server)
        assert page.evaluate("wasKept") is True
        assert page.evaluate("document.querySelector('meta[data-seal]') !== null")
        assert page.evaluate(ANSWERED) == (0 if shared else 3)


def test_a_report_for_two_is_gone_on_the_way_back(keeping: BrowserContext, server: StaticServer) -> None:
    page = keeping.new_page()
    page.goto(f"{server.url}compatibility/#c={code_of('Ada', *ALL)}")
    page.wait_for_selector("ip-compatibility:defined")

    def own(page: Page) -> None:
        choose(page, {"conflict": "here"}, "Kim")
        screen(page, "answer")
        answer_here(page)

    to_report(page, own)
    assert "Ada" in page.inner_text("ip-compatibility")
    _leave_and_come_back(page, server)
    assert page.evaluate("wasKept") is True
    screen(page, "start")
    assert "Ada" not in (page.text_content("ip-compatibility") or "")
    assert "went when you left the page" in page.inner_text("ip-compatibility")
