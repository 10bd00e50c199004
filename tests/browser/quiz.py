"""Taking the quiz as a visitor does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from innerpersona_quiz.model import Instrument
from innerpersona_site.static_server import StaticServer
from tests.fixtures.address import BASE

TIMEOUT_MS = 60_000
"""For an engine that starts on a busy machine."""

APART_MS = 450
"""How long a person takes between two presses, at least: a sooner one is taken for a second tap."""


@dataclass(frozen=True, slots=True)
class Quiz:
    """A questionnaire, and the site that serves its page."""

    instrument: Instrument
    server: StaticServer

    @property
    def id(self) -> str:
        """The questionnaire's id."""
        return self.instrument.id

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"{self.server.url}quiz/{self.id}/"

    @property
    def stored(self) -> str:
        """What the names begin with under which its site keeps anything."""
        return stored_names(self.server.base)

    @property
    def questions(self) -> int:
        """How many questions its form has."""
        return len(self.instrument.items)


def stored_names(base: str) -> str:
    """Return what the names begin with under which a site in this folder of its host keeps anything."""
    return "ip." if base == "/" else f"ip:{base}."


STORED = stored_names(BASE)
"""The same of the project's own site."""

CACHED = "ip-" if BASE == "/" else f"ip:{BASE}-"
"""What the names of its caches begin with."""


def open_quiz(page: Page, address: str) -> None:
    """Open a quiz page and wait for its code, which comes after the first paint."""
    page.goto(address)
    page.wait_for_selector("ip-quiz:defined")


def answer_all(page: Page, choose: Callable[[str], int]) -> list[str]:
    """Answer every question by its number key, from the first on.

    Args:
        page: a page with a quiz.
        choose: the value for an item's id.

    Returns:
        The items' ids in the order in which the keyboard came to them.
    """
    page.locator("ip-quiz").scroll_into_view_if_needed()  # in an article its code comes when a reader does
    page.wait_for_selector("ip-quiz:defined")
    page.locator("fieldset[data-item] input").first.focus()
    came_to: list[str] = []
    for _ in range(page.locator("fieldset[data-item]").count()):
        item = page.evaluate("document.activeElement.closest('fieldset').dataset.item")
        came_to.append(item)
        page.keyboard.press(str(choose(item)))
    return came_to


def answer_some(page: Page, count: int, choice: int) -> None:
    """Answer the first questions by pointing, turning the page where it ends.

    Args:
        page: a page with a quiz whose first questions are shown.
        count: how many.
        choice: which of the choices, from 0.
    """
    questions = page.locator("fieldset[data-item]")
    for index in range(count):
        if not questions.nth(index).is_visible():
            page.click("[data-action=skip]")
            page.wait_for_timeout(APART_MS)
        questions.nth(index).locator("input").nth(choice).check()


def erase(page: Page) -> None:
    """Erase everything, and confirm it."""
    page.click("[data-action=erase] >> visible=true")
    confirm(page)


def confirm(page: Page) -> None:
    """Let what is asked about be removed."""
    page.click("dialog[open] [data-close=remove]")
    page.wait_for_selector("dialog[open]", state="detached")


def wait_for_engine(page: Page, state: str) -> None:
    """Wait until the quiz says that its engine is in this state."""
    page.wait_for_selector(f'ip-quiz[data-engine="{state}"]', timeout=TIMEOUT_MS)


def wait_for_report(page: Page) -> None:
    """Wait until a report is shown."""
    page.wait_for_selector('ip-quiz[data-state="done"] [data-report] .ip-report__lead', timeout=TIMEOUT_MS)


def wait_for_text(page: Page, selector: str, text: str) -> None:
    """Wait until an element says something; the pages' policy forbids the driver to wait by script."""
    for _ in range(200):
        if text in (page.text_content(selector) or ""):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{selector} never said {text!r}: {page.text_content(selector)!r}")


def wait_for_copy(page: Page) -> None:
    """Wait, on a page that isn't sealed, until the service worker has put the quiz pages aside for reading offline."""
    kept = """caches.keys().then(async (all) => {
      const name = all.find((one) => one.includes('-site-'));
      return name ? (await (await caches.open(name)).keys()).length : 0;
    })"""
    for _ in range(400):
        if page.evaluate(kept):
            return
        page.wait_for_timeout(50)
    raise AssertionError("nothing was put aside")


def renew_worker(page: Page) -> None:
    """Have the browser look for a newer service worker, and wait until that one is active."""
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => 0)")
    idle = "navigator.serviceWorker.getRegistration().then((one) => !one.installing && !one.waiting)"
    for _ in range(200):
        if page.evaluate(idle):
            return
        page.wait_for_timeout(50)
    raise AssertionError("no newer service worker became active")
