"""A site with a bare page beside it, and a server that notes what is asked of it and answers probes with nothing."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, Worker

from innerpersona_site.content.headers import SEALED_HEADER
from innerpersona_site.static_server import RecordingHandler, StaticServer
from tests.fixtures.address import BASE

BARE_PAGE = f"""<!doctype html><meta charset="utf-8"><title>Bare</title><link rel="icon" href="data:,">
<body><a href="{BASE}articles/secure-attachment/">A link</a><script type="module">
import {{ seal }} from '{BASE}assets/quiz/seal.mjs';
import {{ workerOf }} from '{BASE}assets/quiz/trusted.mjs';
Object.assign(window, {{ seal, workerOf }});
const registering = navigator.serviceWorker?.register('{BASE}probe-service-worker.js', {{ scope: '{BASE}nowhere/' }});
const registration = await registering?.catch(() => {{}});
const worker = registration?.active ?? registration?.waiting ?? registration?.installing;
window.probeServiceWorker = worker;
const settled = () => {{ if (!worker || worker.state === 'activated') document.title = 'Ready'; }};
worker?.addEventListener('statechange', settled);
settled();
</script>"""
HEARING_PAGE = """<!doctype html><meta charset="utf-8"><title>Hearing</title><script>
window.heard = []; new BroadcastChannel('probe').onmessage = event => heard.push(event.data);
addEventListener('message', event => heard.push(event.data));
</script>"""
SERVICE_WORKER = "self.addEventListener('message', (event) => event.waitUntil(fetch(event.data)));"


class ProbeHandler(RecordingHandler):
    """Serves the site; what is asked below /probe/ has no content, so that a page that goes there stays where it is."""

    def do_GET(self) -> None:
        """Answer, with the header that binds a page to a list where the address asks for it."""
        self.rfile.read(
            int(self.headers.get("Content-Length", 0))
        )  # else it would be taken for the next request
        if "probe/" in self.path or "location-query" in self.path:
            self.send_response(HTTPStatus.NO_CONTENT)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            super().do_GET()

    do_POST = do_GET

    def end_headers(self) -> None:
        """Bind the page that asks for it to nothing but what it loads itself."""
        if self.path.endswith("?bound"):
            origin = f"http://{self.headers['Host']}"
            listed = " ".join(
                f'"{origin}{path}"' for path in (f"{BASE}assets/*", f"{BASE}probe-service-worker.js")
            )
            self.send_header(SEALED_HEADER, f"({listed});webrtc=block")
        super().end_headers()


@contextlib.contextmanager
def probing(folder: Path) -> Iterator[StaticServer]:
    """Serve a folder, with a bare page and one that hears others put into it."""
    (folder / "bare.html").write_text(BARE_PAGE)
    (folder / "hearing.html").write_text(HEARING_PAGE)
    (folder / "probe-service-worker.js").write_text(SERVICE_WORKER)
    server = StaticServer(folder, base=BASE)
    server.RequestHandlerClass = partial(ProbeHandler, directory=str(folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def launch(playwright: Playwright, chromium: str, profile: str, *arguments: str) -> BrowserContext:
    """Start a browser with a profile in a folder and with its speculative connections on."""
    return playwright.chromium.launch_persistent_context(
        f"{profile}/profile",
        executable_path=chromium,
        args=["--no-sandbox", "--headless=new", "--disable-popup-blocking", *arguments],
        ignore_default_args=["--headless", "--disable-background-networking"],
    )


def open_bare(context: BrowserContext, server: StaticServer, seal: bool = False, query: str = "") -> Page:
    """Open the bare page, and close what others have opened: a hidden page does less."""
    page = context.new_page()
    for other in context.pages:
        if other is not page:
            other.close()
    page.goto(f"{server.url}bare.html{query}")
    for _ in range(200):
        if page.title() == "Ready":
            break
        page.wait_for_timeout(25)
    assert page.title() == "Ready"
    if seal:
        page.evaluate("seal()")
    return page


def attempt(scope: Page | Worker, script: str, argument: object) -> None:
    """Run one attempt; what it throws is the browser's business, whether it got out is the server's."""
    scope.evaluate(
        f"argument => Promise.race([Promise.resolve(argument).then({script}), "
        "new Promise(resolve => setTimeout(resolve, 300))]).then(() => {}, () => {})",
        argument,
    )
