"""What the first question to the search costs in a large site: bytes, and time to the first result."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from many_articles import ARTICLES, copy_with_articles
from playwright.sync_api import Browser, sync_playwright

from innerpersona_site.static_server import StaticServer, serving

QUESTION = "closeness"

ASK = """question => new Promise((resolve) => {
    const dialog = document.getElementById('ip-search');
    const query = dialog.querySelector('[data-search=query]');
    const begun = performance.now();
    const shown = () => {
        if (!dialog.querySelector('[data-search=results] a')) return;
        watching.disconnect();
        resolve(performance.now() - begun);
    };
    const watching = new MutationObserver(shown);
    watching.observe(dialog, { subtree: true, childList: true });
    query.value = question;
    query.dispatchEvent(new InputEvent('input', { bubbles: true }));
})"""


@dataclass(frozen=True, slots=True)
class SiteSearch:
    """One figure a run, each in a browser that has nothing of the index yet.

    Attributes:
        sizes: bytes over the wire, from opening the search to the first results.
        times: milliseconds from the question to the first result in the page.
    """

    sizes: list[int]
    times: list[float]


def measure(root: Path, chromium: str, runs: int = 7) -> SiteSearch:
    """Build a copy of the site with 1,000 articles, and ask it."""
    with tempfile.TemporaryDirectory(prefix="innerpersona-search-") as scratch:
        copy = Path(scratch) / "copy"
        copy_with_articles(root, copy, ARTICLES)
        command = [sys.executable, "-m", "innerpersona_site.cli", "build", "--without", "engine"]
        subprocess.run(command, cwd=copy, stdout=subprocess.DEVNULL, check=True)
        with sync_playwright() as playwright, serving(copy / "site") as server:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            found = [_ask(browser, server, copy / "site") for _ in range(runs)]
            browser.close()
    return SiteSearch([size for size, _ in found], [time for _, time in found])


def _ask(browser: Browser, server: StaticServer, site: Path) -> tuple[int, float]:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(server.url, wait_until="networkidle")
    server.paths.clear()
    page.keyboard.press("/")
    page.wait_for_selector("#ip-search[open]")
    page.wait_for_timeout(400)  # as long as it takes to type a word
    time: float = page.evaluate(ASK, QUESTION)
    size = sum((site / path.partition("?")[0].lstrip("/")).stat().st_size for path in server.paths)
    context.close()
    return size, time


def described(search: SiteSearch) -> str:
    """Return the lines to print."""
    spread = f"{min(search.times):,.0f} to {max(search.times):,.0f}"
    return (
        f"\nFirst question to the search, site of {ARTICLES:,}, {len(search.times)} runs\n"
        f"  {'bytes (budget 300,000)':<56}{max(search.sizes):>12,}\n"
        f"  {'to the first result (budget 300 ms)':<44}median {statistics.median(search.times):>7,.0f} ms   ({spread})"
    )
