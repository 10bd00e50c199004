"""The page for two itself: its picture to scan, without scripts, without a network, on three screens, for everybody."""

import io
from collections.abc import Iterator

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from innerpersona_site.static_server import StaticServer
from tests.browser.axe import findings
from tests.browser.exchange import (
    ALL,
    Device,
    answer_here,
    choose,
    device,
    make_code,
    paste,
    restart,
    screen,
    submit,
    to_report,
)
from tests.browser.quiz import wait_for_copy, wait_for_text

PICTURE = "section[data-screen=send] .ip-qr"
LONGEST_NAME = "Ὀδυσσεὺςπολύτροποςἀνδρῶν"[:24]


@pytest.fixture
def service_workers() -> str:
    """Whether the device keeps pages for reading offline, which takes time: "allow" or "block"."""
    return "block"


@pytest.fixture
def ada(browser: Browser, server: StaticServer, service_workers: str) -> Iterator[Device]:
    """A person who has taken all three quizzes."""
    with device(browser, server, service_workers=service_workers) as own:
        own.take_quizzes(*ALL)
        yield own


def _scanned(page: Page, width: int) -> str:
    """Return what a camera reads off the picture at this width in pixels."""
    page.evaluate(
        "([selector, width]) => { document.querySelector(selector).style.inlineSize = `${width}px`; }",
        [PICTURE, width],
    )
    shot = page.locator(PICTURE).screenshot()
    image = Image.open(io.BytesIO(shot))
    assert image.width == width
    found = zxingcpp.read_barcode(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    assert found is not None
    return str(found.text)


@pytest.mark.parametrize("how", ["plain", "locked"])
def test_the_picture_is_read_at_300_pixels_with_the_longest_content(ada: Device, how: str) -> None:
    page = ada.visit()
    page.emulate_media(color_scheme="dark")
    make_code(page, dict.fromkeys(ALL, "kept"), LONGEST_NAME, how)
    link = page.input_value("[data-part=link]")
    assert _scanned(page, 300) == link
    box = page.locator(".ip-exchange__qr").bounding_box()
    assert box
    assert box["width"] >= 300


def test_without_scripts_it_says_what_is_missing_and_shows_no_button(
    browser: Browser, server: StaticServer
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}compatibility/")
    assert "This page needs JavaScript" in page.inner_text("ip-compatibility")
    assert page.locator("ip-compatibility button:visible").count() == 0
    assert "What the report shows" in page.inner_text("main")
    context.close()


@pytest.mark.parametrize("service_workers", ["allow"])
def test_it_works_without_a_network_from_the_second_visit_on(ada: Device) -> None:
    page = ada.visit()
    make_code(page, {"attachment": "kept"}, "Ada")
    page.wait_for_timeout(500)  # the engine's files are put aside after they have been checked
    link = page.input_value("[data-part=link]")
    page.goto(f"{ada.url}about/method/")
    wait_for_copy(page)
    ada.context.set_offline(True)
    ada.requests.clear()
    page = ada.visit(link)
    to_report(page, lambda page: choose(page, {"attachment": "kept"}))
    ada.complaints.clear()  # without a network the browser says so of its own look for a newer service worker


def test_an_engine_that_did_not_arrive_is_said_and_can_be_tried_again(
    browser: Browser, server: StaticServer
) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.route("**/python_stdlib.zip", lambda route: route.abort())
    code = "ip1.AAAA"
    page.goto(f"{server.url}compatibility/#c={code}")
    wait_for_text(page, "ip-compatibility [data-part=problem-text]", "did not arrive, even after three tries")
    page.unroute("**/python_stdlib.zip")
    page.click("[data-action=retry]")
    wait_for_text(page, "ip-compatibility [data-part=problem-text]", "This code is cut off")
    assert not page.is_visible("[data-action=retry]")
    context.close()


def _every_screen(page: Page) -> Iterator[str]:
    """Lead through every screen of the exchange and stop at each."""
    yield "start"
    page.click("[data-action=begin-send]")
    choose(page, {})
    wait_for_text(page, "ip-compatibility [data-part=problem-text]", "at least one part")
    yield "own, with a problem"
    choose(page, dict.fromkeys(ALL, "kept"), "Ada")
    screen(page, "preview")
    page.check('input[name="how"][value="locked"]')
    yield "preview, with a passphrase"
    page.check('input[name="how"][value="commitment"]')
    submit(page)
    screen(page, "send")
    page.check("[data-part=keep-opening]")
    yield "send, a promise"
    promise = page.input_value("[data-part=text]")
    page.click("[data-part=pending] [data-action=reveal]")
    wait_for_text(page, "[data-part=send-title]", "as promised")
    reveal = page.input_value("[data-part=text]")
    restart(page)
    yield "start, with a promise kept"
    paste(page, promise)
    screen(page, "commitment")
    yield "promise"
    restart(page)
    paste(page, f"ipe1.{'A' * 90}")
    screen(page, "unlock")
    yield "unlock"
    restart(page)
    page.click("section[data-screen=start] [data-action=begin-open]")
    yield "open"
    page.fill("#ip-exchange-pasted", reveal)
    submit(page)
    screen(page, "consent")
    yield "consent, with a promise to be checked"
    page.fill("#ip-exchange-committed", promise)
    submit(page)
    wait_for_text(page, "[data-part=committed]", "is kept")
    page.click("[data-action=consent]")
    choose(page, {"attachment": "kept", "conflict": "kept", "values": "here"})
    screen(page, "answer")
    yield "answer"
    answer_here(page, lean=2)
    screen(page, "guess")
    yield "guess"
    submit(page)
    page.wait_for_selector("section[data-screen=report] ip-report article")
    for detail in page.locator("section[data-screen=report] details").all():
        detail.evaluate("one => { one.open = true; }")
    yield "report"
    restart(page)
    page.click("[data-action=begin-together]")
    choose(page, {"attachment": "kept"})
    screen(page, "guess")
    submit(page)
    screen(page, "handover")
    yield "handover"


@pytest.mark.sampled
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_every_screen_is_for_everybody_and_fits(
    browser: Browser, server: StaticServer, axe: str, width: int
) -> None:
    with device(browser, server, viewport={"width": width, "height": 800}) as own:
        own.take_quizzes(*ALL)
        page = own.visit()
        for name in _every_screen(page):
            assert findings(page, axe) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            low = page.evaluate(
                """[...document.querySelectorAll('ip-compatibility :is(button, label, summary)')]
                .filter((one) => one.checkVisibility() && !one.closest('ip-report, .ip-exchange__field'))
                .map((one) => one.getBoundingClientRect().height)"""
            )
            assert min(low, default=44) >= 44, name
