"""Guided paths: a plain list without script; with it, what is done stays on this device, and a result leads to a path."""

import json

from playwright.sync_api import Browser, Page

from innerpersona_quiz.instruments import load_instrument
from innerpersona_site.static_server import StaticServer
from tests.browser.axe import findings
from tests.browser.quiz import STORED, answer_all, open_quiz, wait_for_report, wait_for_text

PATH = "paths/i-worry/"
NAME = f"{STORED}path.i-worry"


def _kept(page: Page) -> object:
    text = page.evaluate(f"localStorage.getItem('{NAME}')")
    return json.loads(text) if text else None


def test_what_is_ticked_off_is_kept_shown_again_and_erased(page: Page, server: StaticServer) -> None:
    page.goto(server.url + PATH)
    assert page.inner_text("[data-part=next]").startswith("Begin: ")
    page.locator("[data-piece] input").first.check()
    first = page.locator("[data-piece]").first.get_attribute("data-piece")
    assert _kept(page) == {"format": 1, "done": [first]}
    page.reload()
    wait_for_text(page, "[data-part=progress]", "1 of 7 done on this device")
    assert page.locator("[data-piece] input").first.is_checked()
    second = page.locator("[data-piece] a").nth(1)
    assert page.inner_text("[data-part=next]") == f"Go on: {second.inner_text()}"
    second.click()
    page.locator("[data-on-path=i-worry] input").check()
    page.goto(f"{server.url}start/")
    wait_for_text(page, "[data-path=i-worry] [data-part=progress]", "2 of 7 done on this device")
    page.goto(server.url + PATH)
    page.click("[data-action=erase]")
    wait_for_text(page, "[data-part=said]", "how far you are on 1 path")
    assert _kept(page) is None
    assert page.locator("[data-piece] input:checked").count() == 0


def test_on_a_shared_device_nothing_is_kept(page: Page, server: StaticServer) -> None:
    page.goto(server.url + PATH)
    page.locator("[data-piece] input").first.check()
    page.check("[data-part=shared]")
    assert _kept(page) is None
    page.locator("[data-piece] input").nth(1).check()
    assert _kept(page) is None
    assert page.locator("[data-piece] input:checked").count() == 2
    page.goto(server.url + "articles/anxious-attachment/")
    assert not page.locator("[data-on-path=i-worry] label").is_visible(), "nobody has begun it here"
    page.go_back()
    assert page.locator("[data-piece] input:checked").count() == 0


def test_what_cannot_be_read_is_put_aside(page: Page, server: StaticServer) -> None:
    page.goto(server.url + PATH)
    page.evaluate(f"localStorage.setItem('{NAME}', JSON.stringify({{ format: 9, done: 3 }}))")
    page.reload()
    wait_for_text(page, "[data-part=said]", "could not be read")
    assert page.evaluate(f"localStorage.getItem('{STORED}damaged.path.i-worry.0')")


def test_without_script_it_is_a_list_of_links(browser: Browser, server: StaticServer) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    for address, links in (("start/", 3), (PATH, 7)):
        page.goto(server.url + address)
        assert page.locator("main li h2 a").count() == links
        assert page.locator("main input:visible, main [data-kept]:visible").count() == 0
    context.close()


def test_a_result_leads_to_the_path_that_suits_it(page: Page, server: StaticServer) -> None:
    open_quiz(page, f"{server.url}quiz/attachment/")
    offered = page.locator("[data-paths]")
    assert not offered.is_visible()
    anxious = {
        item.id: 7 if (item.scale == "anxiety") != item.reverse else 1
        for item in load_instrument("attachment").items
    }
    answer_all(page, lambda item: anxious[item])
    page.click("[data-action=see-result]")
    wait_for_report(page)
    page.wait_for_selector("[data-paths]:not([hidden])")
    outcome = json.loads(page.evaluate(f"localStorage.getItem('{STORED}outcome.attachment')"))["regions"]
    shown = [one for one in offered.locator("li").all() if one.is_visible()]
    assert shown
    for one in shown:
        assert set((one.get_attribute("data-speaks-to") or "").split()) & set(outcome)
    assert offered.evaluate("one => one.previousElementSibling.dataset.part") == "reading"


def test_axe_finds_nothing_on_narrow_and_wide_screens(page: Page, server: StaticServer, axe: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for address in ("start/", PATH):
            page.goto(server.url + address)
            page.wait_for_selector("[data-path]")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert findings(page, axe) == []
