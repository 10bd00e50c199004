"""How long until Python answers in a worker, and over how many bytes: our engine against the runtime as npm ships it.

Both are served from this machine with brotli by the same server and started in headless Chromium with an empty cache,
turn by turn, so that what slows the machine slows both. Then once each over slow networks.
"""

from __future__ import annotations

import json
import shutil
import statistics
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from engine_trend import Row
from playwright.sync_api import Browser, sync_playwright
from slow_networks import NETWORKS, serving_slowly

from innerpersona_site.engine import EngineBundle, build_engine
from innerpersona_site.engine.precompress import precompress
from innerpersona_site.engine.runtime import fetch_runtime
from innerpersona_site.static_server import StaticServer, serving

STOCK_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")

STOCK_WORKER = """\
import { loadPyodide } from './pyodide.mjs';
const python = await loadPyodide();
postMessage(python.runPython('1 + 1'));
"""

STOCK_PAGE = """<!doctype html><meta charset="utf-8"><title>Stock</title><script type="module">
const begun = performance.now();
const worker = new Worker('stock/worker.mjs', { type: 'module' });
worker.onmessage = () => { document.title = `done ${performance.now() - begun}`; };
</script>"""

OURS_PAGE = """<!doctype html><meta charset="utf-8"><title>Ours</title><script type="module">
import { EngineClient } from './quiz/client.mjs';
const begun = performance.now();
const client = new EngineClient(%s, new URL('engine/', location.href).href);
let python;
client.subscribe(({ stage }) => { if (stage === 'package') python = performance.now() - begun; });
client.start().then(() => { document.title = `done ${python} ${performance.now() - begun}`; });
</script>"""


@dataclass(frozen=True, slots=True)
class EngineStart:
    """What was measured.

    Attributes:
        ours_ms, stock_ms: milliseconds to a Python that runs code, one figure a run.
        package_ms: milliseconds that importing the scoring package then takes.
        ours_bytes, stock_bytes: bytes over the wire with brotli.
        files: file name to (bytes, bytes with brotli), ours.
        slow: name of a network to the seconds until ours is ready, and stock.
        engine: the engine's hash.
    """

    ours_ms: list[float]
    stock_ms: list[float]
    package_ms: list[float]
    ours_bytes: int
    stock_bytes: int
    files: dict[str, tuple[int, int]]
    slow: dict[str, tuple[float, float]]
    engine: str

    @property
    def ratio(self) -> float:
        """Our start divided by stock's: the median of the pairs'."""
        return statistics.median(
            ours / stock for ours, stock in zip(self.ours_ms, self.stock_ms, strict=True)
        )

    def rows(self) -> list[Row]:
        """Return all that is measured of both."""
        ours, stock = statistics.median(self.ours_ms), statistics.median(self.stock_ms)
        slow = [Row(name, ours, stock, None, ours / stock) for name, (ours, stock) in self.slow.items()]
        return [
            Row(
                "bytes over the wire, with brotli", self.ours_bytes, self.stock_bytes, 0.52, self.bytes_ratio
            ),
            Row("ms of a cold start, to a Python that runs code", ours, stock, 0.28, self.ratio),
            *slow,
        ]

    @property
    def bytes_ratio(self) -> float:
        """Our bytes divided by stock's."""
        return self.ours_bytes / self.stock_bytes


def measure(root: Path, chromium: str, runs: int = 7) -> EngineStart:
    """Measure `runs` starts of each, alternating."""
    bundle = build_engine(root, print)
    stock = fetch_runtime(root / ".cache", print).directory
    with TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = Path(scratch)
        _lay_out(root, bundle, stock, site)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with serving(site) as server:
            _start(browser, server, "ours.html")  # the first start of a browser pays for the browser
            ours, stock_ms = [], []
            for _ in range(runs):
                ours.append(_start(browser, server, "ours.html"))
                stock_ms.append(_start(browser, server, "stock.html")[0])
        slow = {}
        for network in NETWORKS:
            with serving_slowly(site, network) as server:
                slow[network.name] = (
                    _start(browser, server, "ours.html")[-1] / 1000,
                    _start(browser, server, "stock.html")[-1] / 1000,
                )
        browser.close()
        files = {
            file.name: (file.stat().st_size, (bundle.directory / f"{file.name}.br").stat().st_size)
            for file in sorted(bundle.directory.iterdir())
            if (bundle.directory / f"{file.name}.br").exists()
        }
        stock_bytes = sum((site / "stock" / f"{name}.br").stat().st_size for name in STOCK_FILES)
    return EngineStart(
        ours_ms=[python for python, _ in ours],
        stock_ms=stock_ms,
        package_ms=[ready - python for python, ready in ours],
        ours_bytes=sum(br for _, br in files.values()),
        stock_bytes=stock_bytes,
        files=files,
        slow=slow,
        engine=bundle.hash,
    )


def _lay_out(root: Path, bundle: EngineBundle, stock: Path, site: Path) -> None:
    shutil.copytree(root / "overrides" / "assets" / "quiz", site / "quiz")
    shutil.copytree(bundle.directory, site / "engine")
    (site / "stock").mkdir()
    for name in STOCK_FILES:
        shutil.copyfile(stock / name, site / "stock" / name)
        precompress(site / "stock" / name, root / ".cache" / "compressed", print)
    (site / "stock" / "worker.mjs").write_text(STOCK_WORKER)
    (site / "stock.html").write_text(STOCK_PAGE)
    (site / "ours.html").write_text(OURS_PAGE % json.dumps(json.loads(bundle.manifest_json)))


def _start(browser: Browser, server: StaticServer, name: str) -> list[float]:
    """Open the page with an empty cache; return the milliseconds that it reports."""
    context = browser.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: print("page error:", error))
    page.goto(server.url + name)
    for _ in range(24_000):
        title = page.title()
        if title.startswith("done "):
            context.close()
            return [float(part) for part in title.removeprefix("done ").split()]
        page.wait_for_timeout(25)
    raise TimeoutError(f"{name} did not start within ten minutes")
