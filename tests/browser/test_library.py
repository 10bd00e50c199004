"""The library: terms that open where they are used, claims that are filtered without a script, narrow pages."""

import pytest
from playwright.sync_api import Browser, Page

from innerpersona_site.static_server import StaticServer

ARTICLE = "articles/anxious-attachment/"
PAGES = ("glossary", "evidence", "works", "scripts")


@pytest.fixture
def page(browser: Browser) -> Page:
    """A page without scripts: nothing here needs any."""
    return browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()


def test_a_term_opens_by_keyboard_closes_with_escape_and_leads_to_the_glossary(
    page: Page, server: StaticServer
) -> None:
    page.goto(server.url + ARTICLE)
    term = page.locator(".ip-term").first
    card = page.locator(f"#{term.get_attribute('popovertarget')}")
    assert not card.is_visible()
    term.focus()
    page.keyboard.press("Enter")
    assert card.is_visible()
    box = card.bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 360
    page.keyboard.press("Escape")
    assert not card.is_visible()
    term.click()
    card.locator("a").click()
    page.wait_for_url("**/library/glossary/#*")
    anchor = page.url.partition("#")[2]
    assert page.locator(f"#{anchor}").is_visible()
    page.context.close()


def test_definitions_are_printed_below_the_text(page: Page, server: StaticServer) -> None:
    page.goto(server.url + ARTICLE)
    page.emulate_media(media="print")
    cards = page.locator(".ip-terms__card")
    assert cards.count() == page.locator(".ip-term").count() > 0
    assert all(card.is_visible() for card in cards.all())
    page.context.close()


def test_claims_are_filtered_without_a_script(page: Page, server: StaticServer) -> None:
    page.goto(server.url + "library/evidence/")
    groups = page.locator(".ip-claims__group")
    strengths = [group.get_attribute("data-strength") for group in groups.all()]
    assert strengths[0] == "contested" and len(strengths) > 2
    page.check(f"[name=strength][value={strengths[1]}]")
    shown = [group.get_attribute("data-strength") for group in groups.all() if group.is_visible()]
    assert shown == [strengths[1]]
    page.locator(".ip-claims__works a").locator("visible=true").first.click()
    page.wait_for_url("**/library/works/#*")
    assert page.locator(f"[id='{page.url.partition('#')[2]}']").is_visible()
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_reaches_over_a_narrow_page(browser: Browser, server: StaticServer, name: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    narrow = context.new_page()
    narrow.goto(f"{server.url}library/{name}/")
    assert narrow.evaluate("document.documentElement.scrollWidth") == 360
    context.close()
