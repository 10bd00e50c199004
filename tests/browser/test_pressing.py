"""One press, one answer: keys that are held, taps that come too soon, ways back to a page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from innerpersona_site.static_server import StaticServer

QUIZ = "quiz/attachment/"
ANSWERED = "document.querySelectorAll('fieldset input:checked').length"
CURRENT = "[...document.querySelectorAll('fieldset[data-item]')].findIndex(one => 'current' in one.dataset)"


def _open(page: Page, server: StaticServer) -> Page:
    page.route("**/assets/engine/**", lambda route: route.abort())  # no answer here waits for a result
    page.goto(server.url + QUIZ)
    page.wait_for_selector("ip-quiz:defined")
    return page


@pytest.fixture
def phone(browser: Browser, server: StaticServer) -> Iterator[Page]:
    """The quiz on a phone, one question at a time."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        service_workers="block",
        reduced_motion="reduce",
    )
    yield _open(context.new_page(), server)
    context.close()


def test_a_digit_that_is_held_answers_one_question_and_enter_skips_one(
    page: Page, server: StaticServer
) -> None:
    _open(page, server)
    page.focus("fieldset[data-item] input")
    for _ in range(12):  # each but the first is a repetition
        page.keyboard.down("4")
    page.keyboard.up("4")
    assert page.evaluate(ANSWERED) == 1
    for _ in range(12):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    assert "1 skipped" in page.inner_text("[data-part=progress]")
    page.keyboard.press("5")
    page.keyboard.press("6")
    assert page.evaluate(ANSWERED) == 3


def test_enter_held_on_a_button_presses_it_once(phone: Page) -> None:
    phone.focus("[data-action=skip]")
    for _ in range(12):
        phone.keyboard.down("Enter")
    phone.keyboard.up("Enter")
    assert phone.evaluate(CURRENT) == 1
    assert phone.get_attribute("ip-quiz", "data-state") == "idle"


TWO_TAPS = """async ([first, second, wait]) => {
  const at = selector => {
    const shown = [...document.querySelectorAll('fieldset[data-item]')].find(one => 'current' in one.dataset);
    return shown.querySelectorAll('label')[selector];
  };
  const tap = label => {
    const down = new PointerEvent('pointerdown', { bubbles: true });
    label.dispatchEvent(down);
    label.click();
    return down.timeStamp;
  };
  const began = tap(at(first));
  const turned = () => 'current' in document.querySelectorAll('fieldset[data-item]')[1].dataset;
  while (!turned()) await new Promise(resolve => setTimeout(resolve, 5));
  await new Promise(resolve => setTimeout(resolve, wait));
  return tap(at(second)) - began;
}"""


@pytest.mark.parametrize(("wait", "answered"), [(0, 1), (600, 2)])
def test_a_second_tap_does_not_reach_the_next_question(phone: Page, wait: int, answered: int) -> None:
    for _ in range(5):
        gap = phone.evaluate(TWO_TAPS, [2, 4, wait])
        if (gap < 400) == (answered == 1):  # a busy machine may have come too late
            break
        phone.evaluate("localStorage.clear()")
        phone.reload()
        phone.wait_for_selector("ip-quiz:defined")
    assert phone.evaluate(ANSWERED) == answered


def test_a_tap_that_ends_after_the_page_has_turned_counts_where_it_began(phone: Page) -> None:
    phone.evaluate(
        """async () => {
          const questions = document.querySelectorAll('fieldset[data-item]');
          const [first, other] = questions[0].querySelectorAll('label');
          first.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
          first.click();
          other.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
          while (!('current' in questions[1].dataset)) await new Promise(resolve => setTimeout(resolve, 5));
          questions[1].querySelectorAll('label')[6].click();
        }"""
    )
    checked = "[...document.querySelectorAll('ip-quiz fieldset input:checked')].map(one => one.value)"
    assert phone.evaluate(checked) == ["2"]


def test_a_turned_phone_shows_the_question_that_it_showed(phone: Page) -> None:
    for _ in range(7):
        phone.click("[data-action=skip]")
        phone.wait_for_timeout(420)
    phone.click("fieldset[data-current] label >> nth=2")
    phone.click("[data-action=back]")
    at = phone.evaluate(CURRENT)
    phone.set_viewport_size({"width": 844, "height": 390})
    assert phone.is_visible(f"fieldset[data-item] >> nth={at}")
    phone.set_viewport_size({"width": 390, "height": 844})
    assert phone.evaluate(CURRENT) == at
    assert phone.evaluate(ANSWERED) == 1


def test_on_a_shared_device_the_way_back_shows_nothing(page: Page, server: StaticServer) -> None:
    _open(page, server)
    page.check("[data-part=shared]")
    page.click("fieldset[data-item] label >> nth=3")
    assert page.evaluate(ANSWERED) == 1
    # What a browser does that keeps the page for the way back; the driver's own keeps none.
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert page.evaluate(ANSWERED) == 0
    assert page.is_checked("[data-part=shared]")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_is_begun_anew_in_one_tab_is_not_refilled_by_another(page: Page, server: StaticServer) -> None:
    _open(page, server)
    page.click("fieldset[data-item] label >> nth=3")
    other = _open(page.context.new_page(), server)
    assert other.evaluate(ANSWERED) == 1
    other.evaluate("document.querySelector('[data-action=retake]').click()")
    for _ in range(100):
        if page.evaluate(ANSWERED) == 0:
            break
        page.wait_for_timeout(20)
    assert "begun anew in another tab" in page.inner_text("[data-part=said]")
    page.click("fieldset[data-item] label >> nth=5")
    for _ in range(100):
        if other.evaluate(ANSWERED) == 1:
            break
        other.wait_for_timeout(20)
    assert other.evaluate("document.querySelector('ip-quiz fieldset input:checked').value") == "6"


@pytest.mark.parametrize("fragment", ["#100%", "#%E0%A4%A", "#%"])
def test_a_fragment_that_is_no_encoding_is_no_error(
    page: Page, server: StaticServer, complaints: list[str], fragment: str
) -> None:
    page.goto(f"{server.url}about/privacy/{fragment}")
    page.evaluate("location.hash = '#50%'")
    page.wait_for_timeout(100)
    assert complaints == []
