"""Two people with a device each, and what leaves their devices."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.wire import handle
from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import APART_MS, TIMEOUT_MS, answer_all, stored_names

PAGE = "compatibility/"
ALL = ("attachment", "conflict", "values")

type Sheet = dict[str, int]


def answers(instrument_id: str, lean: int = 0) -> Sheet:
    """Return an answer to every item; another `lean` gives another profile."""
    instrument = load_instrument(instrument_id)
    span = instrument.highest - instrument.lowest + 1
    return {
        item.id: instrument.lowest + (index * 7 + lean * 3 + len(item.scale)) % span
        for index, item in enumerate(instrument.items)
    }


def code_of(name: str, *instruments: str, lean: int = 1) -> str:
    """Return the code that somebody's own device would make, made by the same Python outside a browser."""
    sheets = [{"instrument": id, "answers": answers(id, lean)} for id in instruments]
    response = json.loads(handle(json.dumps({"api": 1, "op": "share", "sheets": sheets, "name": name})))
    return str(response["result"]["code"])


@dataclass
class Device:
    """A browser of one person's, with all that it has asked the network for."""

    context: BrowserContext
    url: str
    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def visit(self, link: str = "") -> Page:
        """Open the page, or a link to it (what follows "#" will do), in the tab that there is."""
        self.page.goto("about:blank")  # a link that differs only behind "#" would load nothing
        self.page.goto(self.url + PAGE + link if link.startswith("#") else link or self.url + PAGE)
        self.page.wait_for_selector("ip-compatibility:defined")
        return self.page

    def take_quizzes(self, *instruments: str, lean: int = 0) -> None:
        """Leave on the device what the quiz pages would: results of today."""
        for id in instruments:
            result = {
                "format": 1,
                "taken": "2026-11-03",
                "instrument_version": load_instrument(id).version,
                "answers": answers(id, lean),
            }
            self.page.evaluate(
                "([name, text]) => localStorage.setItem(name, text)",
                [f"{stored_names(urlsplit(self.url).path)}history.{id}", json.dumps([result])],
            )

    def stored(self) -> dict[str, str]:
        """Return all that the site keeps in this browser."""
        found: dict[str, str] = self.page.evaluate("({ ...localStorage })")
        return found

    def sent(self) -> str:
        """Return every address, header and body that has left the device, in one text."""
        return "\n".join(self.requests)


@contextmanager
def device(browser: Browser, server: StaticServer, **options: Any) -> Iterator[Device]:
    """A device of its own, with nothing on it and the page open."""
    context = browser.new_context(
        **{
            "viewport": {"width": 1280, "height": 900},
            "reduced_motion": "reduce",
            "service_workers": "block",
        }
        | options
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    own = Device(context, server.url, context.new_page())

    def note(request: Request) -> None:
        # What follows "#" the browser keeps to itself, but the driver shows it.
        address = request.url.split("#", 1)[0]
        own.requests.append(f"{request.method} {address} {request.headers} {request.post_data}")

    context.on("request", note)
    context.on("weberror", lambda error: own.complaints.append(str(error.error)))
    # The page itself asks for an address that is not on its list, to learn whether the list holds.
    expected = ("blocked by Playwright", "assets/quiz/probe-unlisted")
    context.on(
        "console",
        lambda message: (
            own.complaints.append(message.text)
            if message.type in ("error", "warning") and not any(part in message.text for part in expected)
            else None
        ),
    )
    own.visit()
    yield own
    assert not own.complaints, own.complaints
    context.close()


def screen(page: Page, name: str) -> None:
    """Wait until the page shows a screen and the engine has done what it needs."""
    page.wait_for_selector(f'ip-compatibility[data-screen="{name}"]:not([data-busy])', timeout=TIMEOUT_MS)
    page.wait_for_timeout(APART_MS)


def restart(page: Page) -> None:
    """Go back to the first screen."""
    page.click("[data-action=restart]")
    page.wait_for_timeout(APART_MS)


def submit(page: Page) -> None:
    """Press the main button of the form on the screen."""
    page.wait_for_timeout(APART_MS)
    page.click("section[data-screen]:not([hidden]) [type=submit]:visible")


def choose(page: Page, choices: dict[str, str], name: str = "") -> None:
    """Fill in one's own part: for each questionnaire "kept", "here" or "none"."""
    screen(page, "own")
    page.fill("#ip-exchange-name", name)
    for id in ALL:
        page.check(f'input[name="{id}"][value="{choices.get(id, "none")}"]')
    submit(page)


def make_code(page: Page, choices: dict[str, str], name: str = "", how: str = "plain") -> None:
    """Go from the first screen to what is to be sent."""
    page.click("section[data-screen]:not([hidden]) [data-action=begin-send]")
    choose(page, choices, name)
    screen(page, "preview")
    page.check(f'input[name="how"][value="{how}"]')
    if how == "locked":
        page.fill("#ip-exchange-passphrase", "four plain words here")
    submit(page)
    screen(page, "send")


def answer_here(page: Page, lean: int = 0) -> None:
    """Answer the questionnaire that is shown, and finish it."""
    title = page.inner_text("#ip-exchange-answer")
    instrument = page.get_attribute("ip-quiz", "instrument") or ""
    given = answers(instrument, lean)
    answer_all(page, lambda item: given[item])
    page.click("ip-quiz [data-action=see-result]")
    for _ in range(100):
        if page.get_attribute("ip-compatibility", "data-screen") != "answer":
            return
        if page.inner_text("#ip-exchange-answer") != title:
            return
        page.wait_for_timeout(50)
    raise AssertionError("the questionnaire stays")


def paste(page: Page, text: str) -> None:
    """Paste what was sent, from the first screen."""
    page.wait_for_timeout(APART_MS)
    page.click("section[data-screen]:not([hidden]) [data-action=begin-open]")
    screen(page, "open")
    page.fill("#ip-exchange-pasted", text)
    submit(page)


def to_report(page: Page, own: Callable[[Page], None] | None) -> None:
    """Agree to see the code, give one's own part unless it has been given, guess nothing."""
    screen(page, "consent")
    page.click("[data-action=consent]")
    if own:
        own(page)
    screen(page, "guess")
    submit(page)
    page.wait_for_selector("section[data-screen=report] ip-report article", timeout=TIMEOUT_MS)
    page.wait_for_timeout(APART_MS)
