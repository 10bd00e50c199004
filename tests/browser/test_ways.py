"""Other ways through the quiz: by keyboard alone, without motion, right to left, without JavaScript; on every screen."""

import pytest
from playwright.sync_api import Browser, Page

from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import STORED, TIMEOUT_MS, open_quiz, wait_for_report

QUIZ = "quiz/attachment/"
WIDTHS = [360, 768, 1280]
FOCUSED = "document.activeElement"


def _tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until an element has the focus, which must be in sight there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"selector => {FOCUSED}.matches(selector)", selector):
            assert page.evaluate(f"{FOCUSED}.checkVisibility()")
            return
    raise AssertionError(f"{selector} is not reached by {most} tabs")


@pytest.mark.sampled
@pytest.mark.parametrize("width", WIDTHS)
def test_by_keyboard_alone_from_the_address_to_the_saved_file(
    page: Page, server: StaticServer, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_quiz(page, server.url + QUIZ)
    _tab_to(page, "fieldset[data-item] input")
    for number in range(24):
        if number % 3 == 2:  # every third in the way of any form: arrows choose, Enter goes on
            for _ in range(number % 4 + 1):
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
        else:
            page.keyboard.press(str(number % 7 + 1))
    assert page.evaluate(f"{FOCUSED}.dataset.action") == "see-result"
    assert page.locator("fieldset[data-item] input:checked").count() == 24
    page.keyboard.press("Enter")
    wait_for_report(page)
    assert page.evaluate(f"{FOCUSED}.matches('[data-report]')")
    _tab_to(page, ".ip-report__chapter summary")
    page.keyboard.press("Enter")
    assert page.locator("[data-report] .ip-report__chapter").first.get_attribute("open") is not None
    _tab_to(page, "[data-action=download-answers]")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert started.value.suggested_filename == "attachment-answers.json"
    page.wait_for_selector("[data-part=kept] summary", timeout=TIMEOUT_MS)
    _tab_to(page, "[data-part=kept] summary")
    page.keyboard.press("Enter")
    _tab_to(page, "[data-action=delete-result]")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.matches('dialog [data-close=\"\"]')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]", state="detached")
    assert page.evaluate(f"localStorage.getItem('{STORED}history.attachment')") is None
    _tab_to(page, "[data-action=retake]")
    page.keyboard.press("Enter")
    assert page.evaluate(
        f"{FOCUSED}.closest('fieldset').dataset.item === document.querySelector('fieldset').dataset.item"
    )


@pytest.mark.sampled
@pytest.mark.parametrize("width", WIDTHS)
def test_the_middle_answer_is_no_missing_answer(page: Page, server: StaticServer, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_quiz(page, server.url + QUIZ)
    first = page.locator("fieldset[data-item]").first
    looks = "one => { const { backgroundColor, boxShadow } = getComputedStyle(one); return backgroundColor + boxShadow; }"
    middle = first.locator("label").nth(3)
    before = middle.evaluate(looks)
    assert first.locator("input:checked").count() == 0
    assert page.inner_text("ip-quiz [data-part=progress]").startswith("0 of 24 done")
    page.locator("fieldset[data-item] input").first.focus()
    page.keyboard.press("4")
    assert page.inner_text("ip-quiz [data-part=progress]").startswith("1 of 24 done")
    assert middle.evaluate(looks) != before
    words = middle.inner_text().lower()
    assert "skip" not in words and "don" not in words, "the middle says where somebody stands"


@pytest.mark.sampled
@pytest.mark.parametrize("width", WIDTHS)
def test_without_motion_nothing_slides(browser: Browser, server: StaticServer, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, reduced_motion="reduce", service_workers="block"
    )
    page = context.new_page()
    page.add_init_script(
        """globalThis.slid = 0; const real = Element.prototype.scrollIntoView;
        Element.prototype.scrollIntoView = function (options) {
          if (options?.behavior === 'smooth') globalThis.slid += 1; return real.call(this, options); };"""
    )
    open_quiz(page, server.url + QUIZ)
    page.locator("fieldset[data-item] input").first.focus()
    for _ in range(3):
        page.keyboard.press("2")
    assert page.evaluate("globalThis.slid") == 0
    moving = page.evaluate("document.getAnimations().filter((one) => one.playState === 'running').length")
    assert moving == 0
    context.close()


@pytest.mark.sampled
@pytest.mark.parametrize("width", WIDTHS)
def test_from_right_to_left_everything_is_mirrored_and_stays_on_the_screen(
    page: Page, server: StaticServer, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_quiz(page, server.url + QUIZ)
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.wait_for_selector("ip-quiz:defined")
    page.locator("fieldset[data-item] input").first.focus()
    for _ in range(24):
        page.keyboard.press("3")
    page.keyboard.press("Enter")
    wait_for_report(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = page.evaluate(
        """[...document.querySelectorAll('ip-quiz *')].filter((one) => one.checkVisibility()
          && !one.closest('.ip-visually-hidden, svg') && (one.getBoundingClientRect().left < -1
          || one.getBoundingClientRect().right > innerWidth + 1)).map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert beyond == []
    number, text = (
        page.locator(f".ip-question__{part}").first.evaluate("one => one.getBoundingClientRect().right")
        for part in ("number", "text")
    )
    if width >= 768:  # on the narrow screen the questions are out of sight by now
        assert abs(number - text) < 4, "the number stands at the line's start, which is on the right"


@pytest.mark.sampled("width")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("instrument", ["attachment", "conflict", "values"])
def test_without_javascript_every_question_can_be_read(
    browser: Browser, server: StaticServer, width: int, instrument: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{server.url}quiz/{instrument}/")
    questions = page.locator("fieldset[data-item]")
    assert questions.count() >= 24
    assert questions.first.is_visible() and questions.last.is_visible()
    assert "JavaScript" in page.inner_text(".ip-quiz__fallback")
    for part in (
        ".ip-quiz__actions",
        ".ip-quiz__status",
        ".ip-quiz__end",
        "[data-part=kept]",
        "[data-part=research]",
    ):
        assert not page.locator(f"ip-quiz {part}").first.is_visible(), part
    context.close()
