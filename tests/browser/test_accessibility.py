"""axe-core finds nothing against WCAG 2.2 AA in any state of the quiz, light and dark."""

import io
import json
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from innerpersona_site.static_server import StaticServer
from tests.browser.axe import findings
from tests.browser.quiz import (
    STORED,
    Quiz,
    answer_all,
    answer_some,
    open_quiz,
    wait_for_engine,
    wait_for_report,
    wait_for_text,
)
from tests.fixtures.questionnaires import SEVEN_SCALES, TWO_SCALES


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without motion."""
    context = browser.new_context(reduced_motion="reduce", service_workers="block")
    yield context.new_page()
    context.close()


def _open_panel(page: Page) -> None:
    page.click(".ip-seal summary")


def _half_answered(page: Page) -> None:
    answer_some(page, 12, choice=3)


def _reported(page: Page) -> None:
    answer_all(page, lambda item: 1 + sum(map(ord, item)) % 7)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    for detail in page.locator("[data-report] details").all():
        detail.evaluate("one => { one.open = true; }")


def _failed(page: Page) -> None:
    page.route("**/python_stdlib.zip", lambda route: route.abort())
    answer_all(page, lambda item: 4)
    wait_for_engine(page, "failed")


def _noticed(page: Page) -> None:
    page.check("[data-part=shared]")


@pytest.mark.sampled("width")
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("state", [_open_panel, _half_answered, _reported, _failed, _noticed])
def test_states_of_the_quiz(
    page: Page, server: StaticServer, axe: str, width: int, state: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_quiz(page, f"{server.url}quiz/attachment/")
    if width == 360 and state is _half_answered:
        answer_all(page, lambda item: 4)
    else:
        state(page)
    assert findings(page, axe) == []


def _answer(turn: int, item: str) -> int:
    return 1 + turn * sum(map(ord, item)) % 5


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("quiz", "width"),
    [("attachment", 768), ("conflict", 360), ("values", 1280), (TWO_SCALES, 320), (SEVEN_SCALES, 1280)],
    indirect=["quiz"],
)
def test_all_that_stands_below_a_report(page: Page, quiz: Quiz, axe: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_quiz(page, quiz.url)
    for turn in (2, 3):
        answer_all(page, partial(_answer, turn))
        page.click("[data-action=see-result]")
        wait_for_report(page)
        page.wait_for_selector("[data-part=history] section")
        if turn == 2:
            page.click("[data-action=retake]")
    page.wait_for_selector("[data-part=history] table")
    for detail in page.locator("ip-quiz details").all():
        detail.evaluate("one => { one.open = true; }")
    wait_for_text(page, "[data-part=export]", "research_export")
    assert findings(page, axe) == []


def test_the_page_that_leads_through_the_quizzes_with_a_profile(
    page: Page, server: StaticServer, axe: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{server.url}quiz/")
    outcome = json.dumps({"format": 1, "regions": ["attachment.fearful", "conflict.avoiding"]})
    page.evaluate(f"text => localStorage.setItem('{STORED}outcome.attachment', text)", outcome)
    page.reload()
    assert page.locator("[data-part=for-you]").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert findings(page, axe) == []
    page.goto(f"{server.url}articles/fearful-avoidant-attachment/")
    assert page.locator(".ip-profile-note").is_visible()
    assert findings(page, axe) == []


def test_progress_is_seen_in_forced_colors(page: Page, server: StaticServer) -> None:
    page.emulate_media(forced_colors="active")
    page.set_viewport_size({"width": 768, "height": 700})
    open_quiz(page, f"{server.url}quiz/attachment/")
    answer_some(page, 4, choice=3)
    bar = page.locator(".ip-quiz__progress progress")
    drawn = Image.open(io.BytesIO(bar.screenshot())).convert("L")
    row = drawn.crop((0, drawn.height // 2, drawn.width, drawn.height // 2 + 1)).tobytes()
    shades = [row[int(drawn.width * at)] for at in (0.1, 0.5, 0.8)]
    assert abs(shades[0] - shades[1]) > 100 and shades[1] == shades[2]  # 4 of 24 are done


SPACED = """const sheet = new CSSStyleSheet();
sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];"""
"""The text spacing of WCAG 1.4.12."""

COVERED = """(() => {
  const one = document.activeElement;
  const box = one.getClientRects()[0];
  const places = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]];
  const seen = places.some(([x, y]) => {
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return top !== null && (one.contains(top) || top.contains(one));
  });
  return seen ? '' : one.outerHTML.slice(0, 100);
})()"""
"""What has the focus, if it is wholly covered or out of sight."""


def test_a_report_reflows_and_never_hides_the_focus(page: Page, server: StaticServer) -> None:
    """A screen of 1280 x 1024 at 400 % is one of 320 x 256."""
    page.set_viewport_size({"width": 320, "height": 256})
    open_quiz(page, f"{server.url}quiz/conflict/")
    answer_all(page, lambda item: 1 + sum(map(ord, item)) % 5)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    page.evaluate("document.querySelectorAll('[data-report] details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.focus("[data-report] a >> nth=0")
    for key in ("Tab", "Shift+Tab"):
        for _ in range(45):
            page.keyboard.press(key)
            assert page.evaluate(COVERED) == "", key
    page.evaluate(SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
