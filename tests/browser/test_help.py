"""The help page: a button that leaves at once, and what it can do without script."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from innerpersona_site.static_server import StaticServer
from tests.browser.axe import findings

HELP = "about/help/"


def _elsewhere(page: Page) -> str:
    """Answer for the page that the button leads to, and return its address."""
    address: str = page.get_attribute("[data-exit]", "href") or ""
    page.route(
        address, lambda route: route.fulfill(body="<title>Elsewhere</title>", content_type="text/html")
    )
    return address


@pytest.mark.parametrize("way", ["button", "keys"])
def test_it_leaves_at_once_and_going_back_does_not_lead_here(
    page: Page, server: StaticServer, way: str
) -> None:
    page.goto(server.url)
    page.goto(server.url + HELP)
    address = _elsewhere(page)
    if way == "button":
        page.click("[data-exit]")
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url(address)
    page.go_back()
    assert page.url == server.url, "the help page is not in the history"


def test_the_page_is_out_of_sight_before_the_next_one_has_come(page: Page, server: StaticServer) -> None:
    page.goto(server.url + HELP)
    address = _elsewhere(page)
    seen = page.evaluate(
        "() => { document.querySelector('[data-exit]').click();"
        " return [document.querySelector('h1').checkVisibility(), document.title]; }"
    )
    assert seen == [False, urlsplit(address).hostname]


def test_two_presses_are_not_enough(page: Page, server: StaticServer) -> None:
    page.goto(server.url + HELP)
    for _ in range(2):
        page.keyboard.press("Escape")
    assert page.locator("h1").is_visible()


def test_without_script_it_is_a_link_and_nothing_is_promised_of_keys(
    browser: Browser, server: StaticServer
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url + HELP)
    assert "Escape" not in page.locator(".ip-exit p").inner_text()
    address = _elsewhere(page)
    page.click("[data-exit]")
    page.wait_for_url(address)
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_button_stays_in_reach_and_axe_finds_nothing(
    page: Page, server: StaticServer, axe: str, width: int
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(server.url + HELP)
    assert findings(page, axe) == []
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    box = page.locator("[data-exit]").bounding_box()
    assert box and 0 <= box["y"] <= 800 - box["height"] and box["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= width
