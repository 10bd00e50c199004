"""The seal, tried from every side in a real browser: each way out is open before it and closed after it.

The bare page has no policy of its own, so that what is closed afterwards was closed by the seal alone. With "?bound" it
comes with the header in its place. The table in SECURITY.md is made from the same lists.
"""

import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Worker
from playwright.sync_api import Error as PlaywrightError

from innerpersona_site.static_server import StaticServer
from tests.alone import alone
from tests.browser import channels
from tests.browser.listeners import listening_for_connections, listening_for_datagrams
from tests.browser.probing import attempt, launch, open_bare, probing
from tests.browser.quiz import answer_all, wait_for_engine
from tests.fixtures.address import BASE

SETTLE_MS = 1500
"""Long enough for every open channel to reach this machine's own server many times over."""
SHORT_MS = 500

BLOB_WORKER = "() => { window.kept = window.workerOf('onmessage = () => {}'); }"


@pytest.fixture(scope="module")
def server(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticServer]:
    """The built site with files beside it that only this test needs."""
    folder = tmp_path_factory.mktemp("probed") / "site"
    shutil.copytree(site, folder)
    with probing(folder) as instance:
        yield instance


@pytest.fixture(scope="module")
def context(playwright: Playwright, chromium: str) -> Iterator[BrowserContext]:
    """A browser with a profile on disk and its speculative connections on: without them a preconnect does nothing."""
    with tempfile.TemporaryDirectory() as profile:
        instance = launch(playwright, chromium, profile)
        yield instance
        instance.close()


def _channels_out(
    scope: Page | Worker, page: Page, attempts: dict[str, str], server: StaticServer
) -> set[str]:
    """Try every channel from the scope; return the names of those through which a request arrived."""
    server.paths.clear()
    for script in attempts.values():
        attempt(scope, script, f"{server.url}probe/")
    page.wait_for_timeout(SETTLE_MS)
    asked = {path.partition("?")[0] for path in server.paths}
    return {name for name in attempts if f"/probe/{name}" in asked}


def _each(
    attempts: dict[str, str], bare: Callable[[], Page], try_one: Callable[[Page, str], bool]
) -> set[str]:
    """Try each channel from a page of its own; return the names of those that were open."""
    return {name for name, script in attempts.items() if try_one(bare(), script)}


def _blob_worker(page: Page) -> Worker:
    with page.expect_worker() as made:
        page.evaluate(BLOB_WORKER)
    return made.value


def test_every_request_leaves_a_bare_page_before_the_seal_and_none_after(
    context: BrowserContext, server: StaticServer
) -> None:
    bare = open_bare(context, server)
    assert _channels_out(bare, bare, channels.IN_A_PAGE, server) == set(channels.IN_A_PAGE)
    bare = open_bare(context, server, seal=True)
    assert _channels_out(bare, bare, channels.IN_A_PAGE, server) == set()
    assert not [path for path in server.paths if path.startswith("/probe/")]


def test_the_header_alone_stops_every_request_but_those_that_are_named(
    context: BrowserContext, server: StaticServer
) -> None:
    bare = open_bare(context, server, query="?bound")
    out = _channels_out(bare, bare, channels.IN_A_PAGE, server)
    assert out == channels.OPEN_UNDER_THE_HEADER & set(channels.IN_A_PAGE)


def test_every_request_leaves_a_worker_made_before_the_seal_and_none_one_made_after(
    context: BrowserContext, server: StaticServer
) -> None:
    bare = open_bare(context, server)
    open_worker = _blob_worker(bare)
    assert _channels_out(open_worker, bare, channels.IN_ANY_SCOPE, server) == set(channels.IN_ANY_SCOPE)
    bare = open_bare(context, server, seal=True)
    sealed_worker = _blob_worker(bare)
    assert _channels_out(sealed_worker, bare, channels.IN_ANY_SCOPE, server) == set()


def test_no_code_leaves_a_sealed_page(context: BrowserContext, server: StaticServer) -> None:
    def leaves(page: Page, script: str) -> bool:
        server.paths.clear()
        attempt(page, script, f"{server.url}probe/")
        page.wait_for_timeout(SHORT_MS)
        return any("probe/" in path or "location-query" in path for path in server.paths)

    assert _each(channels.LEAVING, lambda: open_bare(context, server), leaves) == set(channels.LEAVING)
    assert _each(channels.LEAVING, lambda: open_bare(context, server, seal=True), leaves) == set()
    bound = _each(channels.LEAVING, lambda: open_bare(context, server, query="?bound"), leaves)
    assert bound == channels.OPEN_UNDER_THE_HEADER & set(channels.LEAVING)


def test_the_visitor_may_follow_a_link_of_a_sealed_page(
    context: BrowserContext, server: StaticServer
) -> None:
    page = open_bare(context, server, seal=True)
    page.click("a")
    page.wait_for_url("**/articles/secure-attachment/")


def test_no_connection_is_opened_from_a_sealed_page(context: BrowserContext, server: StaticServer) -> None:
    def connects(page: Page, script: str) -> bool:
        with listening_for_connections() as listener:
            attempt(page, script, f"http://127.0.0.1:{listener.port}/")
            page.wait_for_timeout(SHORT_MS)
            return bool(listener.arrivals)

    assert _each(channels.CONNECTING, lambda: open_bare(context, server), connects) == set(
        channels.CONNECTING
    )
    assert _each(channels.CONNECTING, lambda: open_bare(context, server, seal=True), connects) == set()
    assert _each(channels.CONNECTING, lambda: open_bare(context, server, query="?bound"), connects) == set()


def test_webrtc_sends_no_datagram_from_a_sealed_page(context: BrowserContext, server: StaticServer) -> None:
    def sends(page: Page, script: str) -> bool:
        with listening_for_datagrams() as listener:
            with contextlib.suppress(
                PlaywrightError
            ):  # under the header Chromium ends a page whose frame connects
                attempt(page, script, listener.port)
                page.wait_for_timeout(SHORT_MS)
            return bool(listener.arrivals)

    assert _each(channels.WEBRTC, lambda: open_bare(context, server), sends) == set(channels.WEBRTC)
    assert _each(channels.WEBRTC, lambda: open_bare(context, server, seal=True), sends) == set()
    assert _each(channels.WEBRTC, lambda: open_bare(context, server, query="?bound"), sends) == set()


def test_no_name_is_looked_up_from_a_sealed_page(
    root: Path, chromium: str, site: Path, tmp_path: Path
) -> None:
    # In a network of its own, whose only server of names is the test's: it hears what each channel asks for.
    program = [sys.executable, "-m", "tests.browser.looking_up", chromium, str(tmp_path / "site")]
    shutil.copytree(site, tmp_path / "site")
    done = subprocess.run(alone(program), capture_output=True, text=True, check=True, cwd=root)
    asked = {state: set(names) for state, names in json.loads(done.stdout).items()}
    assert sorted(set(channels.LOOKING_UP) - asked["before"]) == []
    assert asked == {"before": set(channels.LOOKING_UP), "after": set(), "bound": set()}


def test_no_other_tab_hears_of_a_sealed_page_or_its_worker(
    context: BrowserContext, server: StaticServer
) -> None:
    def hears(seal: bool, worker: bool) -> set[str]:
        page = open_bare(context, server, seal)
        listening = context.new_page()
        listening.goto(f"{server.url}hearing.html")
        for script in channels.TO_OTHER_TABS.values():
            attempt(_blob_worker(page) if worker else page, script, None)
        listening.wait_for_timeout(SHORT_MS)
        return set(listening.evaluate("heard"))

    assert hears(seal=False, worker=False) == hears(seal=False, worker=True) == set(channels.TO_OTHER_TABS)
    assert hears(seal=True, worker=False) == set()


def test_the_page_that_opened_a_sealed_one_hears_nothing(
    context: BrowserContext, server: StaticServer
) -> None:
    def heard(seal: str) -> list[str]:
        open_bare(context, server)
        opener = context.new_page()
        opener.goto(f"{server.url}hearing.html")
        with context.expect_page() as opened:
            opener.evaluate(f"void open('{server.url}bare.html')")
        page = opened.value
        for _ in range(200):
            if page.title() == "Ready":
                break
            page.wait_for_timeout(25)
        page.evaluate(f"{seal}; opener?.postMessage('heard', '*')")
        opener.wait_for_timeout(SHORT_MS)
        return list(opener.evaluate("heard"))

    assert heard("0") == ["heard"]
    assert heard("seal()") == []


@pytest.mark.parametrize("name", channels.TO_LATER_PAGES)
def test_nothing_is_handed_to_the_next_page(context: BrowserContext, server: StaticServer, name: str) -> None:
    script, place = channels.TO_LATER_PAGES[name]

    def handed(seal: bool) -> bool:
        page = open_bare(context, server, seal)
        attempt(page, script, None)
        page.reload()
        found = "probe" in page.evaluate(place)
        context.clear_cookies()
        return found

    assert handed(seal=False)
    assert not handed(seal=True)


def test_the_seal_can_not_be_taken_back(context: BrowserContext, server: StaticServer) -> None:
    bare = open_bare(context, server, seal=True)
    bare.evaluate("document.querySelectorAll('meta').forEach((element) => element.remove())")
    assert _channels_out(bare, bare, channels.IN_A_PAGE, server) == set()


@pytest.mark.parametrize("path", ["quiz/attachment/", "articles/secure-attachment/"])
def test_nothing_leaves_the_quiz_or_its_python_once_it_says_network_off(
    playwright: Playwright, chromium: str, server: StaticServer, path: str
) -> None:
    with tempfile.TemporaryDirectory() as profile:
        context = launch(playwright, chromium, profile)
        _try_quiz(context.new_page(), server, path)
        context.close()


def _try_quiz(page: Page, server: StaticServer, path: str) -> None:
    page.goto(server.url + path)
    answer_all(page, lambda item: 4)
    wait_for_engine(page, "sealed")
    page.click("[data-action=see-result]")
    page.wait_for_selector("[data-report] .ip-report__lead")
    assert (page.evaluate("window.length"), len(page.workers)) == (0, 1)  # nothing made before the seal
    in_page = channels.IN_A_PAGE | {
        "service-worker-message": "() => {}"
    }  # the quiz page has no service worker
    assert _channels_out(page, page, in_page | channels.LEAVING, server) == set()
    (python,) = page.workers
    assert _channels_out(python, page, channels.IN_ANY_SCOPE, server) == set()
    kinds = ("BroadcastChannel", "indexedDB", "caches", "RTCPeerConnection")
    assert [python.evaluate(f"typeof {kind}") for kind in kinds] == ["undefined"] * len(kinds)
    assert page.url == server.url + path


def test_from_the_load_after_a_seal_on_the_service_worker_binds_a_quiz_page(
    playwright: Playwright, chromium: str, server: StaticServer
) -> None:
    with tempfile.TemporaryDirectory() as profile:
        context = launch(playwright, chromium, profile)
        page = context.new_page()
        page.goto(f"{server.url}quiz/attachment/")
        page.wait_for_selector("ip-quiz:defined")
        assert page.text_content("[data-part=generation]").startswith("The network is still on")  # type: ignore[union-attr]
        page.locator("fieldset[data-item] input").first.focus()
        wait_for_engine(page, "sealed")
        response = page.goto(f"{server.url}quiz/attachment/")
        assert response is not None
        allowed = response.headers["connection-allowlist"]
        assert f'"{server.url}articles/secure-attachment/\\\\?"' in allowed
        assert '"https://doi.org/' in allowed and "*" not in allowed
        page.locator("fieldset[data-item] input").first.focus()
        wait_for_engine(page, "sealed")
        assert "from its first byte" in (page.text_content("[data-part=generation]") or "")
        page.goto("about:blank")
        page.goto(f"{server.url}quiz/attachment/")
        server.paths.clear()
        page.evaluate(f"location = '{BASE}probe/answers'")
        page.wait_for_timeout(SHORT_MS)
        assert "/probe/answers" not in server.paths
        context.close()
