"""What an article says to some readers only: all of it is in the page, and the device shows what is for its reader."""

import json

import pytest
from playwright.sync_api import Browser, Page

from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import STORED

ARTICLE = "articles/secure-attachment/"
NOTE = ".ip-profile-note"


def _remember(page: Page, *regions: str) -> None:
    outcome = json.dumps({"format": 1, "regions": regions})
    page.evaluate(f"text => localStorage.setItem('{STORED}outcome.attachment', text)", outcome)


def _shown(page: Page) -> list[str | None]:
    return [
        one.get_attribute("data-speaks-to")
        for one in page.locator(f"{NOTE} [data-speaks-to]").all()
        if one.is_visible()
    ]


def test_without_a_kept_result_nothing_is_shown(page: Page, server: StaticServer) -> None:
    page.goto(server.url + ARTICLE)
    assert page.locator(NOTE).count() == 1
    assert not page.locator(NOTE).is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_variant_for_the_last_result_is_shown_with_the_reason(
    page: Page, server: StaticServer, width: int, complaints: list[str]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(server.url + ARTICLE)
    _remember(page, "attachment.dismissing")
    server.paths.clear()
    page.reload()
    assert _shown(page) == ["attachment.dismissing"]
    note = page.inner_text(NOTE)
    assert note.startswith("For your profile: dismissing")
    assert "kept on this device" in note
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not [path for path in server.paths if "dismissing" in path]
    assert not complaints


def test_between_two_regions_both_are_shown_and_erasing_takes_them_away(
    page: Page, server: StaticServer
) -> None:
    page.goto(server.url + ARTICLE)
    _remember(page, "attachment.preoccupied", "attachment.fearful")
    page.reload()
    assert _shown(page) == ["attachment.preoccupied", "attachment.fearful"]
    other = page.context.new_page()
    other.goto(server.url + ARTICLE)
    other.evaluate("localStorage.clear()")
    page.wait_for_selector(NOTE, state="hidden")


def test_a_result_that_names_another_quiz_or_nothing_shows_nothing(page: Page, server: StaticServer) -> None:
    page.goto(server.url + ARTICLE)
    for regions in ([], ["conflict.avoiding"], ["attachment.unknown"]):
        _remember(page, *regions)
        page.reload()
        assert not page.locator(NOTE).is_visible()


def test_without_javascript_nothing_is_shown(browser: Browser, server: StaticServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url + ARTICLE)
    assert not page.locator(NOTE).is_visible()
    context.close()
