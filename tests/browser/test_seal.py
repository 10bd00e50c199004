"""The seal, tried from every side in a real browser: each way out is open before it and closed after it.

The bare page has no policy of its own, so that what is closed afterwards was closed by the seal alone.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Worker

from innerpersona_site.static_server import StaticServer, serving
from tests.browser import channels
from tests.browser.listeners import listening_for_connections, listening_for_datagrams
from tests.browser.quiz import answer_all, wait_for_engine

SETTLE_MS = 1500
"""Long enough for every open channel to reach this machine's own server many times over."""

BARE_PAGE = """<!doctype html><meta charset="utf-8"><title>Bare</title><body><script type="module">
import { seal } from '/assets/quiz/seal.mjs';
window.seal = seal;
const registration = await navigator.serviceWorker.register('/probe-service-worker.js', { scope: '/nowhere/' });
const worker = registration.active ?? registration.waiting ?? registration.installing;
window.probeServiceWorker = worker;
const settled = () => { if (worker.state === 'activated') document.title = 'Ready'; };
worker.addEventListener('statechange', settled);
settled();
</script>"""

SERVICE_WORKER = "self.addEventListener('message', (event) => event.waitUntil(fetch(event.data)));"

BLOB_WORKER = (
    "() => { window.kept = new Worker(URL.createObjectURL("
    "new Blob(['onmessage = () => {}'], { type: 'text/javascript' })), { type: 'module' }); }"
)


@pytest.fixture(scope="module")
def server(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticServer]:
    """The built site with two files beside it that only this test needs."""
    folder = tmp_path_factory.mktemp("probed") / "site"
    shutil.copytree(site, folder)
    (folder / "bare.html").write_text(BARE_PAGE)
    (folder / "probe-service-worker.js").write_text(SERVICE_WORKER)
    with serving(folder) as instance:
        yield instance


@pytest.fixture
def context(playwright: Playwright, chromium: str) -> Iterator[BrowserContext]:
    """A browser with a profile on disk and its speculative connections on: without them a preconnect does nothing."""
    with tempfile.TemporaryDirectory() as profile:
        instance = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium,
            args=["--no-sandbox", "--headless=new"],
            ignore_default_args=["--headless", "--disable-background-networking"],
        )
        yield instance
        instance.close()


@pytest.fixture
def bare(context: BrowserContext, server: StaticServer) -> Page:
    """The bare page, with its service worker active."""
    page = context.new_page()
    page.goto(f"{server.url}bare.html")
    _wait_for_title(page, "Ready")
    return page


def _wait_for_title(page: Page, title: str) -> None:
    for _ in range(100):
        if page.title() == title:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the page never became {title!r}: {page.title()!r}")


def _attempt(scope: Page | Worker, script: str, argument: object) -> None:
    """Run one attempt; what it throws is the browser's business, whether it got out is the server's."""
    scope.evaluate(
        f"argument => Promise.race([Promise.resolve(argument).then({script}), "
        "new Promise(resolve => setTimeout(resolve, 300))]).then(() => {}, () => {})",
        argument,
    )


def _channels_out(
    scope: Page | Worker, page: Page, attempts: dict[str, str], server: StaticServer
) -> set[str]:
    """Try every channel from the scope; return the names of those through which a request arrived."""
    server.paths.clear()
    for script in attempts.values():
        _attempt(scope, script, f"{server.url}probe/")
    page.wait_for_timeout(SETTLE_MS)
    return {name for name in attempts if f"/probe/{name}" in server.paths}


def _blob_worker(page: Page) -> Worker:
    with page.expect_worker() as made:
        page.evaluate(BLOB_WORKER)
    return made.value


def test_every_request_leaves_a_bare_page_before_the_seal_and_none_after(
    bare: Page, server: StaticServer
) -> None:
    assert _channels_out(bare, bare, channels.IN_A_PAGE, server) == set(channels.IN_A_PAGE)
    bare.evaluate("seal()")
    assert _channels_out(bare, bare, channels.IN_A_PAGE, server) == set()
    assert not [path for path in server.paths if path.startswith("/probe/")]


def test_every_request_leaves_a_worker_made_before_the_seal_and_none_one_made_after(
    bare: Page, server: StaticServer
) -> None:
    open_worker = _blob_worker(bare)
    assert _channels_out(open_worker, bare, channels.IN_ANY_SCOPE, server) == set(channels.IN_ANY_SCOPE)
    bare.evaluate("seal()")
    sealed_worker = _blob_worker(bare)
    assert _channels_out(sealed_worker, bare, channels.IN_ANY_SCOPE, server) == set()


@pytest.mark.parametrize("script", [channels.PRECONNECT, channels.PRECONNECT_MARKUP])
def test_a_preconnect_opens_a_connection_before_the_seal_and_none_after(bare: Page, script: str) -> None:
    def connections() -> int:
        with listening_for_connections() as listener:
            _attempt(bare, script, f"http://127.0.0.1:{listener.port}/")
            bare.wait_for_timeout(SETTLE_MS)
            return len(listener.arrivals)

    assert connections() > 0
    bare.evaluate("seal()")
    assert connections() == 0


def test_webrtc_sends_datagrams_before_the_seal_and_none_after(bare: Page) -> None:
    def datagrams(script: str) -> int:
        with listening_for_datagrams() as listener:
            _attempt(bare, script, listener.port)
            bare.wait_for_timeout(SETTLE_MS)
            return len(listener.arrivals)

    ways: list[str] = [channels.WEBRTC, channels.WEBRTC_OF_A_FRAME]
    assert all(datagrams(way) > 0 for way in ways)
    bare.evaluate("seal()")
    assert [datagrams(way) for way in ways] == [0, 0]


def test_a_dns_hint_enters_the_page_before_the_seal_and_is_refused_after(bare: Page) -> None:
    # What a resolver is asked can't be seen from here; that the element does not get into the page, can.
    hints = "document.querySelectorAll('link[rel=dns-prefetch]').length"
    _attempt(bare, channels.DNS_PREFETCH, "//before.invalid")
    assert bare.evaluate(hints) == 1
    bare.evaluate("seal()")
    _attempt(bare, channels.DNS_PREFETCH, "//after.invalid")
    assert bare.evaluate(hints) == 1


def test_the_seal_can_not_be_taken_back(bare: Page, server: StaticServer) -> None:
    bare.evaluate("seal()")
    bare.evaluate("document.querySelectorAll('meta').forEach((element) => element.remove())")
    assert _channels_out(bare, bare, channels.IN_A_PAGE, server) == set()


@pytest.mark.parametrize("path", ["quiz/attachment/", "articles/secure-attachment/"])
def test_nothing_leaves_the_quiz_or_its_python_once_it_says_network_off(
    context: BrowserContext, server: StaticServer, path: str
) -> None:
    page = context.new_page()
    page.goto(server.url + path)
    answer_all(page, lambda item: 4)
    wait_for_engine(page, "sealed")
    page.click("[data-action=see-result]")
    page.wait_for_selector("[data-scale=anxiety]")
    in_page = channels.IN_A_PAGE | {
        "service-worker-message": "() => {}"
    }  # the quiz page has no service worker
    assert _channels_out(page, page, in_page, server) == set()
    (python,) = page.workers
    assert _channels_out(python, page, channels.IN_ANY_SCOPE, server) == set()
