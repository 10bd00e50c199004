"""An article in a minute: by a switch that needs no script, with mouse and keyboard, on screen and on paper."""

import pytest
from playwright.sync_api import Browser, Page

from innerpersona_site.static_server import StaticServer
from tests.browser.axe import findings
from tests.browser.test_print import pages

ARTICLE = "articles/how-attachment-begins/"
SWITCH = ".ip-minute input"
PLACE = "one => one.getBoundingClientRect().top + scrollY"
SHOWN = """[...document.querySelector('.ip-article__body').children].filter((one) => one.checkVisibility())
  .map((one) => one.className || one.localName)"""


@pytest.mark.parametrize("width", [360, 1280])
def test_the_switch_shows_the_summary_and_takes_it_back_without_script(
    browser: Browser, server: StaticServer, width: int
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(server.url + ARTICLE)
    whole = page.evaluate(SHOWN)
    page.locator(SWITCH).focus()
    place = page.locator(SWITCH).evaluate(PLACE)
    page.keyboard.press("Space")
    assert page.evaluate(SHOWN) == ["p", "ip-takeaways", "ip-figure", "ip-try"]
    assert page.locator(SWITCH).evaluate(PLACE) == place, "the switch moved under the finger"
    words = len(page.inner_text(".ip-article__body").split())
    assert words < 350, "a minute, with the names of works"
    page.locator(".ip-minute label").click()
    assert page.evaluate(SHOWN) == whole
    context.close()


def test_a_citation_of_the_summary_leads_to_its_work(page: Page, server: StaticServer) -> None:
    page.goto(server.url + ARTICLE)
    page.check(SWITCH)
    cited = page.locator(".ip-takeaways a.ip-cite").first
    target = cited.get_attribute("href") or ""
    assert not page.locator(target).is_visible()
    cited.click()
    assert page.locator(target).is_visible()


def test_it_is_a_named_switch_and_axe_finds_nothing(page: Page, server: StaticServer, axe: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(server.url + ARTICLE)
    switch = page.get_by_role("switch", name="In a minute")
    assert not switch.is_checked()
    switch.check()
    assert findings(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_paper_it_is_what_was_chosen(page: Page, server: StaticServer) -> None:
    page.goto(server.url + ARTICLE)
    whole = pages(page.pdf(format="A4"))
    page.check(SWITCH)
    assert pages(page.pdf(format="A4")) <= 2 < whole
    page.emulate_media(media="print")
    assert not page.locator(".ip-minute").is_visible()
