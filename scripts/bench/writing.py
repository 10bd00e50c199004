"""How long a writer waits: for `innerpersona check`, and for a saved change in the preview."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from many_articles import ARTICLES, copy_as_it_ships, copy_with_articles, forget_pages, link_engine
from measured_command import Taken, run
from playwright.sync_api import sync_playwright

CHANGED = "secure-attachment"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Seconds, a figure a run.

    Attributes:
        check_anew: of `innerpersona check` on a large site with no cache, with the start of Python.
        check: the same after one changed article.
        preview: from the saving of an article to its being seen in a browser, in the site as it ships.
        preview_of_many: the same in the large site.
    """

    check_anew: list[Taken]
    check: list[Taken]
    preview: list[float]
    preview_of_many: list[float]


def measure(root: Path, chromium: str, port: int = 8469, runs: int = 7) -> Waiting:
    """Measure on copies of the checkout, which has its engine."""
    with tempfile.TemporaryDirectory(prefix="innerpersona-bench-") as scratch:
        shipped, many = Path(scratch) / "shipped", Path(scratch) / "many"
        copy_as_it_ships(root, shipped)
        copy_with_articles(root, many)
        for copy in (shipped, many):
            link_engine(root, copy)
        checks = [_checks(many, number) for number in range(runs)]
        return Waiting(
            [anew for anew, _ in checks],
            [again for _, again in checks],
            _preview(shipped, chromium, port, runs),
            _preview(many, chromium, port, runs),
        )


def described(waiting: Waiting) -> str:
    """Return the lines to print."""
    rows = (
        (f"innerpersona check, {ARTICLES:,} articles (3 s)", [one.seconds for one in waiting.check_anew]),
        ("its processor time", [one.processor for one in waiting.check_anew]),
        ("again after one change (0.7 s)", [one.seconds for one in waiting.check]),
        ("its processor time", [one.processor for one in waiting.check]),
        ("from saving to seeing it (1 s)", waiting.preview),
        (f"from saving to seeing it, {ARTICLES:,} articles (1 s)", waiting.preview_of_many),
    )
    lines = [
        f"  {name:<48}median {statistics.median(times):>7,.2f} s    ({min(times):,.2f} to {max(times):,.2f})"
        for name, times in rows
    ]
    return "\n".join(["\nWhat a writer waits for (budgets in parentheses)", *lines])


def _checks(copy: Path, number: int) -> tuple[Taken, Taken]:
    forget_pages(copy / ".cache")
    anew = run(_command("check"), copy, {})
    article = copy / "docs" / "articles" / f"{CHANGED}.md"
    article.write_text(f"{article.read_text('utf-8')}\nA sentence added {number} times.\n", "utf-8")
    return anew, run(_command("check"), copy, {})


def _preview(copy: Path, chromium: str, port: int, runs: int) -> list[float]:
    article = copy / "docs" / "articles" / f"{CHANGED}.md"
    text = article.read_text("utf-8")
    serving = subprocess.Popen(
        _command("serve", "--port", str(port)),
        cwd=copy,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        for line in serving.stdout or ():
            if "Ctrl+C ends it" in line:
                break
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{port}/articles/{CHANGED}/")
            taken = []
            for number in range(runs):
                article.write_text(f"{text}\nSentence number {number}.\n", "utf-8")
                begun = time.perf_counter()
                page.get_by_text(f"Sentence number {number}.").wait_for()
                taken.append(time.perf_counter() - begun)
            browser.close()
        return taken
    finally:
        serving.terminate()
        serving.wait()


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "innerpersona_site.cli", *arguments]
