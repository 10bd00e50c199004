"""Several questions to a page on wide screens."""

import pytest
from playwright.sync_api import Page, expect

from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import APART_MS, answer_all, answer_some, open_quiz

pytestmark = pytest.mark.sampled("quiz")

VISIBLE = """[...document.querySelectorAll('fieldset[data-item]')].filter((one) => one.checkVisibility())
    .map((one) => one.dataset.item)"""
ITEMS = "[...document.querySelectorAll('fieldset[data-item]')].map((one) => one.dataset.item)"


@pytest.fixture(params=["attachment", "conflict", "values"])
def quiz(request: pytest.FixtureRequest, page: Page, server: StaticServer) -> Page:
    """A page with each of the quizzes."""
    open_quiz(page, f"{server.url}quiz/{request.param}/")
    return page


def test_pages_of_questions_are_turned_to_the_end_and_back(quiz: Page) -> None:
    items = quiz.evaluate(ITEMS)
    pages = [items[start : start + 5] for start in range(0, len(items), 5)]
    back, on = quiz.locator("[data-action=back]"), quiz.locator("[data-action=skip]")
    expect(back).to_be_disabled()
    for shown in pages[:-1]:
        assert quiz.evaluate(VISIBLE) == shown
        expect(on).to_have_text("Next")
        on.click()
        quiz.wait_for_timeout(APART_MS)
    assert quiz.evaluate(VISIBLE) == pages[-1]
    expect(on).to_be_hidden()
    for shown in pages[-2::-1]:
        back.click()
        assert quiz.evaluate(VISIBLE) == shown
        quiz.wait_for_timeout(APART_MS)
    expect(back).to_be_disabled()


def test_the_keyboard_turns_the_page_after_its_last_question(quiz: Page) -> None:
    items = quiz.evaluate(ITEMS)
    assert answer_all(quiz, lambda item: 2) == items
    assert quiz.evaluate(VISIBLE) == items[(len(items) - 1) // 5 * 5 :]
    expect(quiz.locator("[data-action=see-result]")).to_be_focused()


def test_a_turned_page_begins_in_view_and_what_was_passed_is_counted_and_found(quiz: Page) -> None:
    items = quiz.evaluate(ITEMS)
    answer_some(quiz, 3, choice=1)
    quiz.click("[data-action=skip]")
    expect(quiz.locator(f'fieldset[data-item="{items[5]}"]')).to_be_in_viewport()
    expect(quiz.locator("ip-quiz [data-part=progress]")).to_contain_text(f"3 of {len(items)} done, 2 skipped")
    quiz.wait_for_timeout(APART_MS)
    quiz.click("[data-action=next-unanswered]")
    assert quiz.evaluate(VISIBLE) == items[:5]
    assert quiz.evaluate("document.activeElement.name") == items[3]
