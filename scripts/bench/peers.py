"""`make bench-peers`: the time and the memory of the site's build, beside other generators with the same articles.

All are run in turn, so that what else the machine does falls on all alike; of several runs the median counts. Ratios
within one run are what to compare. `peer_sites.py` says what each builds, `peer_corpus.py` what of our articles it gets.
All runs take hours: `--more` adds to those on record in `.cache/`, so that they can be made in pieces.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from build_plot import draw
from build_times import Record, described
from measured_command import Taken, peak_memory, run
from peer_sites import CHANGED, Contestant, contestants

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / ".cache" / "peers"
RECORD = ROOT / ".cache" / "build-times.json"
CHECK = "innerpersona check"
SHIPPED = len(list((ROOT / "docs" / "articles").glob("*.md")))
"""How many articles there are; no fewer can be built, because their links lead to one another."""

SIZES = (SHIPPED, 100, 1_000, 5_000)
"""Numbers of articles."""

MANY = 2_000
"""From so many on, `--runs-of-many` counts."""


def main() -> None:
    """Measure, print a table, and write the plot with its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of articles")
    parser.add_argument("--runs", type=int, default=5, help="runs of each at each size")
    parser.add_argument("--runs-of-many", type=int, default=3, help=f"the same from {MANY:,} articles on")
    parser.add_argument("--only", nargs="+", help="parts of the names of the generators to measure")
    parser.add_argument("--more", action="store_true", help="add to the runs that were measured before")
    parser.add_argument("--images", type=Path, default=ROOT / ".github" / "images", help="the plot's folder")
    arguments = parser.parse_args()
    if min(arguments.sizes) < SHIPPED:
        parser.error(f"--sizes: {SHIPPED} articles ship, so no fewer can be built")
    record = Record(RECORD, anew=not arguments.more)
    for size in arguments.sizes:
        runs = arguments.runs if size < MANY else arguments.runs_of_many
        _measure(record, size, runs, arguments.only or [""])
        print(described(size, record.times(size)), flush=True)
    arguments.images.mkdir(parents=True, exist_ok=True)
    measured = {size: record.times(size) for size in record.sizes}
    figures = {
        "processors": os.process_cpu_count(),
        "articles": {
            str(size): {name: times.figures() for name, times in each.items()}
            for size, each in measured.items()
        },
    }
    (arguments.images / "build-times.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    (arguments.images / "build-times.svg").write_text(draw(measured), "utf-8")


def _measure(record: Record, size: int, runs: int, only: list[str]) -> None:
    """Measure what has one of some words in its name, and put it on record after each run."""

    def wanted(name: str) -> bool:
        return any(part.lower() in name.lower() for part in only)

    with tempfile.TemporaryDirectory(prefix="innerpersona-peers-") as scratch:
        sites = [site for site in contestants(ROOT, PEERS, Path(scratch), size) if wanted(site.name)]
        for number in range(1, runs + 1):
            for site in sites:
                record.add(size, site.name, _three_builds(site, size, number))
        for site in sites:
            site.clear()
            record.remember_memory(size, site.name, peak_memory(site.command, site.folder, site.environment))
        if wanted(CHECK):
            _checks(record, size, Path(scratch) / "ours", runs)


def _three_builds(site: Contestant, size: int, number: int) -> tuple[Taken, Taken, Taken]:
    site.clear()
    cold = run(site.command, site.folder, site.environment)
    site.check(size, 0)
    site.change(number)
    changed = run(site.command, site.folder, site.environment)
    site.check(size, number)
    return cold, changed, run(site.command, site.folder, site.environment)


def _checks(record: Record, size: int, site: Path, runs: int) -> None:
    """Measure `innerpersona check` alone, from nothing, after one changed article, and again."""
    command = (sys.executable, "-m", "innerpersona_site.cli", "check")
    article = site / "docs" / "articles" / f"{CHANGED}.md"
    check = Contestant("check", site, command, article, site / "none", own_cache=site / ".cache")
    for number in range(runs):
        check.clear()
        cold = run(command, site, {})
        check.change(number)
        record.add(size, CHECK, (cold, run(command, site, {}), run(command, site, {})))
    check.clear()
    record.remember_memory(size, CHECK, peak_memory(command, site, {}))


if __name__ == "__main__":
    main()
