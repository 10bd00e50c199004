"""How the built pages are judged by others: Lighthouse on a slow phone, and the Nu checker for valid HTML."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import brotli

from innerpersona_site.static_server import serving

PAGES = {
    "front page": "",
    "article": "articles/secure-attachment/",
    "quiz": "quiz/attachment/",
    "compatibility": "compatibility/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TEXTS = {".html", ".css", ".mjs", ".js", ".svg", ".json"}


@dataclass(frozen=True, slots=True)
class Judged:
    """What Lighthouse says of one page.

    Attributes:
        scores: 0 to 100, in the order of `CATEGORIES`.
        shift: cumulative layout shift, without unit.
        size: bytes over the wire of the first view.
    """

    scores: tuple[int, ...]
    shift: float
    size: int


@dataclass(frozen=True, slots=True)
class SitePages:
    """Each page of `PAGES` as it was judged, and what the Nu checker refuses (None where no Java runs it)."""

    judged: dict[str, Judged]
    invalid: list[str] | None


def measure(site: Path, chromium: str, runs: int = 3) -> SitePages:
    """Judge a built site; of several runs the one with the median performance counts.

    Needs Lighthouse and the Nu checker beside this file, as `make bench` installs them.
    """
    packages = Path(__file__).parent / "node_modules"
    with tempfile.TemporaryDirectory(prefix="innerpersona-pages-") as scratch:
        copy = Path(scratch) / "site"
        shutil.copytree(site, copy, copy_function=os.link)
        for file in [path for path in copy.rglob("*") if path.suffix in TEXTS]:
            packed = file.with_name(f"{file.name}.br")
            if not packed.exists():
                packed.write_bytes(brotli.compress(file.read_bytes(), quality=9))
        judged = {}
        with serving(copy) as server:
            for name, path in PAGES.items():
                found = [_lighthouse(packages, server.url + path, chromium) for _ in range(runs)]
                judged[name] = sorted(found, key=lambda one: one.scores[0])[runs // 2]
    return SitePages(judged, _refused(packages, site))


def _lighthouse(packages: Path, url: str, chromium: str) -> Judged:
    command = ["node", str(packages / "lighthouse" / "cli" / "index.js"), url, "--quiet", "--output=json"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox"]
    environment = os.environ | {"CHROME_PATH": chromium}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed on {url}:\n{done.stderr[-2000:]}")
    report = json.loads(done.stdout)
    return Judged(
        scores=tuple(round(report["categories"][name]["score"] * 100) for name in CATEGORIES),
        shift=float(report["audits"]["cumulative-layout-shift"]["numericValue"]),
        size=int(report["audits"]["total-byte-weight"]["numericValue"]),
    )


def _refused(packages: Path, site: Path) -> list[str] | None:
    if not shutil.which("java"):
        return None
    pages = [str(page) for page in sorted(site.rglob("*.html"))]
    jar = str(packages / "vnu-jar" / "build" / "dist" / "vnu.jar")
    command = ["java", "-jar", jar, "--errors-only", "--format", "gnu", *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and not done.stderr.strip():
        raise RuntimeError(f"The Nu checker failed: {done.stdout[-2000:]}")
    return done.stderr.splitlines()


def described(pages: SitePages) -> str:
    """Return the lines to print."""
    lines = ["\nLighthouse, slow phone, median of 3 runs (budgets: 99, then 100 each; layout shift 0)"]
    lines.append(
        f"  {'':<20}{'performance':>12}{'accessibility':>15}{'best practices':>16}{'SEO':>6}{'shift':>8}"
    )
    for name, one in pages.judged.items():
        performance, accessibility, practices, seo = one.scores
        lines.append(
            f"  {name:<20}{performance:>12}{accessibility:>15}{practices:>16}{seo:>6}{one.shift:>8.3f}"
            f"{one.size:>12,} bytes"
        )
    if pages.invalid is None:
        lines.append(
            "  The Nu checker needs Java, which this machine lacks: not checked whether the HTML is valid."
        )
    else:
        lines.append(f"  {'Nu checker, errors in all pages (budget 0)':<56}{len(pages.invalid):>12,}")
        lines += [f"    {fault}" for fault in pages.invalid[:10]]
    return "\n".join(lines)
