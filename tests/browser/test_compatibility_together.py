"""Two people, one device: it is handed over, and neither sees what the other has answered."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from innerpersona_quiz.instruments import load_instrument
from innerpersona_site.static_server import StaticServer
from tests.browser.exchange import ALL, Device, answer_here, answers, choose, device, restart, screen, submit
from tests.browser.quiz import STORED, TIMEOUT_MS

REPORT = "section[data-screen=report] ip-report"


@pytest.fixture
def phone(browser: Browser, server: StaticServer) -> Iterator[Device]:
    """One person's phone, with that person's results on it."""
    with device(browser, server, viewport={"width": 360, "height": 740}, has_touch=True) as own:
        own.take_quizzes(*ALL)
        yield own


def _all_fields(page: Page) -> str:
    """Return what every field of the page holds, hidden ones too."""
    values: list[str] = page.evaluate(
        """[...document.querySelectorAll('ip-compatibility :is(input:not([type=radio]), textarea, input:checked)')]
        .map((one) => `${one.name}=${one.type === 'checkbox' ? one.checked : one.value}`)"""
    )
    return "\n".join(values)


def _first_part(page: Page) -> None:
    page.click("[data-action=begin-together]")
    choose(page, {"attachment": "kept"}, "Ada")
    screen(page, "guess")
    page.check('input[name="attachment.avoidance"][aria-label="very low"]')
    submit(page)
    screen(page, "handover")


def test_the_device_is_handed_over_and_both_see_one_report(phone: Device) -> None:
    page = phone.visit()
    before = phone.stored()
    _first_part(page)
    page.click("[data-action=handed]")
    choose(page, {"attachment": "here"}, "Kim")
    screen(page, "answer")
    answer_here(page, lean=1)
    screen(page, "guess")
    assert "Where do you think Ada stands?" in page.inner_text("[data-part=guess-lead]")
    submit(page)
    screen(page, "handover")
    assert page.inner_html(REPORT) == ""
    assert "Ada and Kim" in page.inner_text("[data-part=handover-title]")
    page.click("[data-action=handed]")
    page.wait_for_selector(f"{REPORT} article", timeout=TIMEOUT_MS)
    text = page.inner_text(REPORT)
    assert "Ada" in text
    assert "Kim" in text
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.stored() == before, "what was answered here is kept nowhere"
    assert not any(name in phone.sent() for name in ("Ada", "Kim"))


def test_the_second_person_finds_nothing_of_the_first_ones(phone: Device) -> None:
    page = phone.visit()
    _first_part(page)
    page.click("[data-action=handed]")
    screen(page, "own")
    assert not page.locator("[data-own=kept]:visible").count(), (
        "the results on the device are the first one's"
    )
    fields = _all_fields(page)
    assert "Ada" not in fields
    assert "attachment.avoidance=\n" in f"{fields}\n", "the first one's guess is gone"
    assert not page.is_visible("[data-action=back]")
    page.go_back()
    page.wait_for_timeout(300)
    assert "Ada" not in page.inner_text("body")


def test_the_second_one_s_questionnaire_is_empty_though_the_first_answered_the_same_one(
    phone: Device,
) -> None:
    page = phone.visit()
    begun = {"format": 1, "version": load_instrument("conflict").version, "answers": answers("conflict")}
    page.evaluate(f"value => localStorage.setItem('{STORED}session.conflict', JSON.stringify(value))", begun)
    page.click("[data-action=begin-together]")
    choose(page, {"conflict": "here"}, "Ada")
    screen(page, "answer")
    assert page.locator("ip-quiz fieldset[data-item] input:checked").count() == 0
    answer_here(page)
    screen(page, "guess")
    submit(page)
    screen(page, "handover")
    assert page.locator("ip-quiz").count() == 0
    page.click("[data-action=handed]")
    choose(page, {"conflict": "here"}, "Kim")
    screen(page, "answer")
    assert page.locator("ip-quiz fieldset[data-item] input:checked").count() == 0
    assert "0 of 25 done" in page.inner_text("ip-quiz [data-part=progress]")


def test_starting_over_leaves_nothing_of_either(phone: Device) -> None:
    page = phone.visit()
    _first_part(page)
    restart(page)
    screen(page, "start")
    page.click("[data-action=begin-together]")
    screen(page, "own")
    assert page.input_value("#ip-exchange-name") == ""
    assert "Ada" not in _all_fields(page)
