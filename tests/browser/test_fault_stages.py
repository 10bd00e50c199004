"""Faults at each stage of a quiz: no network, a worker that ends while it scores, a service worker that is renewed.

A few of them in `make test`, all in `make test-faults`.
"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import (
    CACHED,
    answer_all,
    answer_some,
    open_quiz,
    renew_worker,
    wait_for_engine,
    wait_for_report,
    wait_for_text,
)

pytestmark = pytest.mark.sampled("quiz")

QUIZ = "quiz/attachment/"
LONG = bool(os.environ.get("INNERPERSONA_LONG"))
FAILURE = "ip-quiz [data-part=failure-text]"
ANSWERED = "document.querySelectorAll('fieldset input:checked').length"
QUESTIONS = 24

STAGES = ("opened", "loading", "sealed", "answered", "shown")


def test_without_a_network_from_any_stage_on_no_answer_is_lost(
    browser: Browser, server: StaticServer
) -> None:
    tried = STAGES if LONG else ("loading", "sealed")
    for stage in tried:
        context = browser.new_context(service_workers="block")
        page, held = context.new_page(), list[Route]()
        if stage == "loading":
            page.route("**/assets/engine/*/worker.mjs", partial(_hold, held))
        open_quiz(page, server.url + QUIZ)
        if stage == "opened":
            context.set_offline(True)
        page.locator("fieldset[data-item] input").first.focus()
        if stage == "loading":
            _until(page, partial(bool, held))
            context.set_offline(True)
            for route in held:
                route.abort()
            page.unroute("**/assets/engine/*/worker.mjs")
        if stage in ("opened", "loading"):
            wait_for_engine(page, "failed")
        else:
            wait_for_engine(page, "sealed")
        if stage == "sealed":
            context.set_offline(True)
        answer_all(page, lambda item: 3)
        assert page.evaluate(ANSWERED) == QUESTIONS, stage
        if stage == "answered":
            context.set_offline(True)
        if stage in ("opened", "loading"):
            assert "did not arrive" in page.inner_text(FAILURE), stage
            context.set_offline(False)
            page.click("[data-action=retry]")
            wait_for_engine(page, "sealed")
        page.click("[data-action=see-result]")
        wait_for_report(page)
        context.set_offline(False)
        page.reload()
        page.wait_for_selector("ip-quiz:defined")
        assert page.evaluate(ANSWERED) == QUESTIONS, stage
        context.close()
    print(f"offline at {len(tried)} stages")


def _hold(held: list[Route], route: Route) -> None:
    held.append(route)


def _until(page: Page, true: Callable[[], object]) -> None:
    for _ in range(400):
        if true():
            return
        page.wait_for_timeout(25)
    raise AssertionError("it never came to be")


ENDS = {
    "throws": "setTimeout(() => { throw new Error('ended'); });",
    "has no memory left": "setTimeout(() => { const all = []; for (;;) all.push(new ArrayBuffer(2 ** 32)); });",
    "is out of Python's memory": "postMessage({ type: 'failed', reason: 'MemoryError' });",
}


@pytest.mark.parametrize("end", ENDS)
def test_a_worker_that_ends_while_scoring_is_started_again(
    page: Page, server: StaticServer, end: str
) -> None:
    open_quiz(page, server.url + QUIZ)
    answer_all(page, lambda item: 2)
    wait_for_engine(page, "sealed")
    (worker,) = page.workers
    worker.evaluate(
        f"""const whole = self.onmessage; self.onmessage = (event) => {{
          if (!String(event.data.request).includes('"finish"')) return whole(event);
          {ENDS[end]}
        }}; 0"""
    )
    page.click("[data-action=see-result]")
    wait_for_text(page, FAILURE, "stopped unexpectedly")
    assert page.evaluate(ANSWERED) == QUESTIONS
    page.click("[data-action=retry]")
    wait_for_report(page)


def test_a_service_worker_that_is_renewed_while_somebody_answers_costs_nothing(
    browser: Browser, changing_site: StaticServer, tmp_path: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    open_quiz(page, changing_site.url + QUIZ)
    page.locator("fieldset[data-item] input").first.focus()
    wait_for_engine(page, "sealed")
    _until(page, lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    answer_some(page, 5, 3)
    _renew_service_worker(tmp_path / "site")
    other = context.new_page()  # the quiz's own page reaches no network any more
    other.goto(f"{changing_site.url}about/privacy/")
    renew_worker(other)
    other.goto(f"{changing_site.url}about/method/")
    renewed = f"caches.keys().then((all) => all.includes('{CACHED}site-0123456789abcdef') && all.length)"
    _until(other, lambda: other.evaluate(renewed))
    other.close()
    assert page.evaluate(ANSWERED) == 5
    answer_all(page, lambda item: 3)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    page.reload()
    page.wait_for_selector("ip-quiz:defined")
    assert page.evaluate(ANSWERED) == QUESTIONS
    context.close()


def _renew_service_worker(folder: Path) -> None:
    worker = folder / "sw.js"
    text = worker.read_text("utf-8")
    release = text.split('"release": "')[1][:16]
    worker.write_text(text.replace(release, "0123456789abcdef"), "utf-8")
    for packed in folder.glob("sw.js.*"):
        packed.unlink()
