"""The short form beside the full one, what it costs, parts with a rest, undo, and why a statement is asked."""

import json

import pytest
from playwright.sync_api import Page

from innerpersona_quiz.validation.self_check import load_self_check
from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import (
    APART_MS,
    STORED,
    answer_some,
    erase,
    open_quiz,
    wait_for_report,
    wait_for_text,
)

SHORT = 12
"""Questions of the short form here."""


def history(page: Page) -> list[dict[str, object]]:
    """Return the results that the device keeps of this quiz."""
    kept: list[dict[str, object]] = json.loads(
        page.evaluate(f"localStorage.getItem('{STORED}history.attachment')") or "[]"
    )
    return kept


def answer_shown(page: Page, count: int, value: int) -> None:
    """Answer this many questions of the form that is shown, by keys, from where the page is."""
    page.locator("fieldset[data-current] input").first.focus()
    for _ in range(count):
        page.keyboard.press(str(value))


def test_a_short_form_is_offered_kept_and_never_compared_with_a_full_one(
    page: Page, server: StaticServer
) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_quiz(page, f"{server.url}quiz/attachment/")
    figures = load_self_check("attachment")
    assert figures is not None
    page.click(".ip-quiz__forms summary")
    offer = page.inner_text("label:has([name=ip-form][value=short])")
    assert f"{figures['short']['widening']:.1f} times as wide" in offer
    page.check("[name=ip-form][value=short]")
    assert "0 of 12 done" in page.inner_text("[data-part=progress]")
    page.wait_for_timeout(APART_MS)
    answer_shown(page, SHORT, 5)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    assert "the short form, with 12 of the 24" in (page.text_content("[data-part=report]") or "")
    [short] = history(page)
    assert short["form"] == "short"
    assert isinstance(short["answers"], dict) and len(short["answers"]) == SHORT
    name = page.text_content("[data-part=kept-list] [data-part=day] >> nth=0") or ""  # in what is folded
    assert name.endswith("short form")

    # The rest makes a full one of it, which stands beside it and isn't put against it.
    page.click("[data-action=lengthen]")
    assert "12 of 24 done" in page.inner_text("[data-part=progress]")
    answer_shown(page, SHORT, 2)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    wait_for_text(page, "[data-part=history]", "from the other form")
    assert [one.get("form") for one in history(page)] == ["short", None]
    assert page.locator("[data-part=history] svg").count() == 0
    erase(page)


def test_a_form_that_was_chosen_is_there_again(page: Page, server: StaticServer) -> None:
    open_quiz(page, f"{server.url}quiz/attachment/")
    page.click(".ip-quiz__forms summary")
    page.check("[name=ip-form][value=short]")
    page.wait_for_timeout(APART_MS)
    answer_some(page, 1, 2)
    page.reload()
    page.wait_for_selector("ip-quiz:defined")
    wait_for_text(page, "[data-part=progress]", "1 of 12 done")
    assert page.is_checked("[name=ip-form][value=short]")
    erase(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_parts_have_a_rest_an_answer_is_taken_back_and_says_why_it_is_asked(
    page: Page, server: StaticServer, width: int
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    open_quiz(page, f"{server.url}quiz/attachment/")
    assert "min left" in page.inner_text("[data-part=progress]")
    first = page.locator("fieldset[data-item]").first
    first.locator("summary").focus()
    page.keyboard.press("Enter")  # which goes on to the next question anywhere else
    assert first.locator(".ip-why p").is_visible()
    answer_shown(page, 10, 4)
    wait_for_text(page, "[data-part=rest]", "Part 2 of 3")
    rest = page.locator("[data-part=rest]")
    assert rest.get_attribute("role") == "status" and rest.is_visible()
    page.click("[data-action=undo]")
    assert "9 of 24 done" in page.inner_text("[data-part=progress]")
    assert page.evaluate("document.activeElement.closest('fieldset').dataset.item") == "avo05"
    assert not page.locator("[data-action=undo]").is_visible()
    stored = json.loads(page.evaluate(f"localStorage.getItem('{STORED}session.attachment')"))
    assert len(stored["answers"]) == 9
    page.wait_for_timeout(APART_MS)  # the press before has turned the page
    erase(page)
