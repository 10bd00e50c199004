"""How long from the wish for a result to the report on the screen, the engine being ready."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from innerpersona_site.static_server import StaticServer, serving

THROTTLE = 4

ANSWER = """() => document.querySelectorAll('fieldset[data-item]').forEach((question, index) =>
    question.querySelectorAll('input')[(index * 5) % question.querySelectorAll('input').length].click())"""

SEE_RESULT = """() => new Promise((resolve) => {
    const quiz = document.querySelector('ip-quiz');
    const begun = performance.now();
    new MutationObserver((_, observer) => {
        if (quiz.dataset.state !== 'done') return;
        observer.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - begun)));
    }).observe(quiz, { attributes: true });
    quiz.querySelector('[data-action=see-result]').click();
})"""


@dataclass(frozen=True, slots=True)
class ReportLatency:
    """Milliseconds from the click to the second frame after the report is in the page, one figure a run."""

    desktop: list[float]
    throttled: list[float]

    @property
    def medians(self) -> tuple[float, float]:
        """The two medians."""
        return statistics.median(self.desktop), statistics.median(self.throttled)


def measure(site: Path, chromium: str, runs: int = 5) -> ReportLatency:
    """Measure on the built site, each run in a page of its own."""
    with sync_playwright() as playwright, serving(site) as server:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        desktop = [_latency(browser, server, 1) for _ in range(runs)]
        throttled = [_latency(browser, server, THROTTLE) for _ in range(runs)]
        browser.close()
    return ReportLatency(desktop, throttled)


def _latency(browser: Browser, server: StaticServer, throttle: int) -> float:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(f"{server.url}quiz/attachment/")
    page.wait_for_selector("ip-quiz:defined")
    page.locator("fieldset[data-item] input").first.focus()
    page.wait_for_selector('ip-quiz[data-engine="sealed"]', timeout=60_000)
    page.evaluate(ANSWER)
    page.wait_for_timeout(4000)  # Python loads its templates while the visitor answers
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    latency: float = page.evaluate(SEE_RESULT)
    context.close()
    return latency
