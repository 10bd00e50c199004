"""`make bench`: measures, in one run, what the project promises of speed and size, beside what it is compared to."""

from __future__ import annotations

import statistics
import sys
from datetime import date
from pathlib import Path

import browser_code
import engine_start
import engine_trend
import push_to_live
import quiz_scoring
import report_latency
import site_pages
import site_search
import writing

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Measure and print."""
    chromium = ROOT / ".cache" / "chromium"
    if not chromium.exists():
        sys.exit("No browser is known: run `make bench`, which finds or installs one.")
    engine = engine_start.measure(ROOT, chromium.read_text())
    print_engine(engine)
    record_engine(engine)
    print_browser_code(browser_code.measure(ROOT))
    print_latency(report_latency.measure(ROOT / "site", chromium.read_text()))
    print(quiz_scoring.described(quiz_scoring.measure(ROOT)))
    print(writing.described(writing.measure(ROOT, chromium.read_text())))
    print(site_pages.described(site_pages.measure(ROOT / "site", chromium.read_text())))
    print(site_search.described(site_search.measure(ROOT, chromium.read_text())))
    print(push_to_live.described(push_to_live.measure(ROOT)))


def print_engine(start: engine_start.EngineStart) -> None:
    """Print bytes over the wire and the time to a ready Python."""
    print("\nEngine, bytes over the wire with brotli")
    for name, (size, compressed) in start.files.items():
        print(f"  {name:<44}{size:>12,}{compressed:>12,}")
    print(f"  {'all of it (budget 2,450,000)':<56}{start.ours_bytes:>12,}")

    print(f"\nTime to a ready Python in a worker, cold cache, {len(start.ours_ms)} runs each, in turn")
    for name, times in (
        ("ours", start.ours_ms),
        ("as npm ships it", start.stock_ms),
        ("then, importing the scoring package (budget 15)", start.package_ms),
    ):
        spread = f"{min(times):,.0f} to {max(times):,.0f}"
        print(f"  {name:<44}median {statistics.median(times):>7,.0f} ms   ({spread})")
    print(engine_trend.table(start.rows()))


def record_engine(start: engine_start.EngineStart) -> None:
    """Put the engine's figures on record, and draw their trend anew."""
    images = ROOT / ".github" / "images"
    entry = {
        "day": date.today().isoformat(),
        "engine": start.engine,
        "bytes": round(start.bytes_ratio, 3),
        "start": round(start.ratio, 3),
    }
    entries = engine_trend.record(images / "engine.json", entry)
    (images / "engine.svg").write_text(engine_trend.draw(entries), "utf-8")


def print_browser_code(code: browser_code.BrowserCode) -> None:
    """Print the size of what a quiz page loads besides the engine."""
    print("\nBrowser code of the quiz, bytes")
    for name, (size, compressed) in code.files.items():
        print(f"  {name:<44}{size:>12,}{compressed:>12,}")
    print(f"  {'all of it with brotli (budget 30,000)':<56}{code.compressed:>12,}")


def print_latency(latency: report_latency.ReportLatency) -> None:
    """Print the time from the wish for a result to the report on the screen."""
    print(
        f"\nFrom the wish for a result to the report painted, engine ready, {len(latency.desktop)} runs each"
    )
    rows = zip(
        ("desktop", f"processor slowed {report_latency.THROTTLE} times"),
        latency.medians,
        (100, 300),
        strict=True,
    )
    for name, median, budget in rows:
        print(f"  {f'{name} (budget {budget} ms)':<44}median {median:>7,.0f} ms")


if __name__ == "__main__":
    main()
