"""One question at a time on a narrow screen: tapping answers and goes on, back and skip are always there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.quiz import APART_MS, Quiz, answer_all, open_quiz, wait_for_report, wait_for_text

pytestmark = pytest.mark.sampled("quiz")

NARROWEST = 320
"""Where WCAG 2.2's criterion 1.4.10 still wants text without scrolling in two directions."""


@pytest.fixture
def phone(browser: Browser, quiz: Quiz) -> Iterator[Page]:
    """A quiz on a phone with a touch screen."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, service_workers="block"
    )
    page = context.new_page()
    open_quiz(page, quiz.url)
    yield page
    context.close()


def _visible(page: Page) -> list[str | None]:
    questions = page.locator("fieldset[data-item]")
    return [
        questions.nth(index).get_attribute("data-item")
        for index in range(questions.count())
        if questions.nth(index).is_visible()
    ]


def _items(page: Page) -> list[str]:
    items: list[str] = page.locator("fieldset[data-item]").evaluate_all(
        "all => all.map((one) => one.dataset.item)"
    )
    return items


def _wait_until_visible(page: Page, item: str) -> None:
    page.locator(f'fieldset[data-item="{item}"]').wait_for(state="visible", timeout=5000)


def test_a_tap_answers_and_goes_on_and_back_returns(phone: Page) -> None:
    items = _items(phone)
    assert _visible(phone) == items[:1]
    phone.locator(f'fieldset[data-item="{items[0]}"] label').nth(2).tap()
    _wait_until_visible(phone, items[1])
    assert _visible(phone) == items[1:2]
    phone.tap("[data-action=back]")
    assert _visible(phone) == items[:1]
    assert phone.locator(f'fieldset[data-item="{items[0]}"] input').nth(2).is_checked()
    assert phone.inner_text("[data-action=skip]") == "Next"


def test_skipped_questions_are_counted_and_come_again(phone: Page, quiz: Quiz) -> None:
    items = _items(phone)
    for _ in range(2):
        phone.tap("[data-action=skip]")
        phone.wait_for_timeout(APART_MS)
    phone.locator(f'fieldset[data-item="{items[2]}"] label').first.tap()
    _wait_until_visible(phone, items[3])
    assert phone.inner_text("ip-quiz [data-part=progress]").startswith(
        f"1 of {quiz.questions} done, 2 skipped"
    )
    for _ in items[3:]:
        phone.wait_for_timeout(APART_MS)
        phone.tap("[data-action=skip]")
    assert _visible(phone) == []
    assert phone.locator("[data-action=see-result]").is_visible()
    phone.wait_for_timeout(APART_MS)
    phone.tap("[data-action=next-unanswered]")
    assert _visible(phone) == items[:1]


def test_arrow_keys_try_choices_without_going_on(phone: Page) -> None:
    first = _items(phone)[:1]
    phone.locator("fieldset[data-item] input").first.focus()
    for _ in range(3):
        phone.keyboard.press("ArrowDown")
    phone.wait_for_timeout(500)
    assert _visible(phone) == first


def test_targets_are_large_enough_and_nothing_overflows(phone: Page) -> None:
    sizes = phone.evaluate(
        """[...document.querySelectorAll('ip-quiz label, ip-quiz button, ip-quiz summary')]
        .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().height)"""
    )
    assert min(sizes) >= 44
    choices = phone.evaluate(
        "[...document.querySelectorAll('[data-current] .ip-choice')].map((one) => one.getBoundingClientRect().height)"
    )
    assert min(choices) >= 48
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_text_at_twice_its_size_does_not_overflow(phone: Page) -> None:
    phone.evaluate("document.documentElement.style.fontSize = '32px'")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_phone_comes_to_the_report_and_it_fits(phone: Page) -> None:
    answer_all(phone, lambda item: 5)
    phone.tap("[data-action=see-result]")
    wait_for_report(phone)
    for detail in phone.locator("ip-quiz details").all():
        detail.evaluate("one => { one.open = true; }")
    for width in (360, NARROWEST):
        phone.set_viewport_size({"width": width, "height": 740})
        assert phone.evaluate("document.documentElement.scrollWidth") <= width


def test_a_resumed_session_opens_at_the_first_unanswered_question(phone: Page, quiz: Quiz) -> None:
    items = _items(phone)
    for index in range(3):
        phone.locator(f'fieldset[data-item="{items[index]}"] label').first.tap()
        _wait_until_visible(phone, items[index + 1])
        phone.wait_for_timeout(APART_MS)
    phone.reload()
    phone.wait_for_selector("ip-quiz:defined")
    wait_for_text(phone, "ip-quiz [data-part=progress]", f"3 of {quiz.questions} done")
    assert _visible(phone) == items[3:4]
