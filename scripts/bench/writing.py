"""How long a writer waits: for `innerpersona check`, and for a saved change in the preview."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from many_articles import ARTICLES, copy_as_it_ships, copy_with_articles
from playwright.sync_api import sync_playwright

CHANGED = "secure-attachment"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Seconds, a figure a run.

    Attributes:
        check: of `innerpersona check` on a site of 100 articles, with the start of Python.
        check_processor: processor time of the same, which a busy machine does not lengthen.
        preview: from the saving of an article to its being seen in a browser, in the site as it ships.
        preview_of_many: the same in the site of 100.
    """

    check: list[float]
    check_processor: list[float]
    preview: list[float]
    preview_of_many: list[float]


def measure(root: Path, chromium: str, port: int = 8469, runs: int = 7) -> Waiting:
    """Measure on copies of the checkout, which has its engine."""
    with tempfile.TemporaryDirectory(prefix="innerpersona-bench-") as scratch:
        shipped, many = Path(scratch) / "shipped", Path(scratch) / "many"
        copy_as_it_ships(root, shipped)
        copy_with_articles(root, many)
        for copy in (shipped, many):
            (copy / ".cache").symlink_to(root / ".cache")
        checks = [_check(many) for _ in range(runs)]
        return Waiting(
            [wall for wall, _ in checks],
            [processor for _, processor in checks],
            _preview(shipped, chromium, port, runs),
            _preview(many, chromium, port, runs),
        )


def described(waiting: Waiting) -> str:
    """Return the lines to print."""
    rows = (
        (f"innerpersona check, {ARTICLES} articles (budget 2 s)", waiting.check),
        ("its processor time", waiting.check_processor),
        ("from saving to seeing it (budget 1 s)", waiting.preview),
        (f"from saving to seeing it, {ARTICLES} articles", waiting.preview_of_many),
    )
    lines = [
        f"  {name:<44}median {statistics.median(times):>7,.2f} s    ({min(times):,.2f} to {max(times):,.2f})"
        for name, times in rows
    ]
    return "\n".join([f"\nWhat a writer waits for, {len(waiting.check)} runs", *lines])


def _check(copy: Path) -> tuple[float, float]:
    begun, before = time.perf_counter(), _processor_time()
    done = subprocess.run(_command("check"), cwd=copy, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the copy has faults:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - begun, _processor_time() - before


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
            for run in range(runs):
                article.write_text(f"{text}\nSentence number {run}.\n", "utf-8")
                begun = time.perf_counter()
                page.get_by_text(f"Sentence number {run}.").wait_for()
                taken.append(time.perf_counter() - begun)
            browser.close()
        return taken
    finally:
        serving.terminate()
        serving.wait()


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "innerpersona_site.cli", *arguments]


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
