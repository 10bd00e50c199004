"""Without a network from the second visit on, and never a blank page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import (
    CACHED,
    STORED,
    Quiz,
    answer_all,
    erase,
    renew_worker,
    wait_for_copy,
    wait_for_engine,
    wait_for_report,
)

pytestmark = pytest.mark.sampled("quiz")

QUIZ = "quiz/attachment/"


ENGINE_FILES_KEPT = """async () => {
  const name = (await caches.keys()).find((one) => one.includes('-engine-'));
  return name ? (await (await caches.open(name)).keys()).length : 0;
}"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that lets service workers do their work."""
    instance = browser.new_context()
    yield instance
    instance.close()


def _visit(context: BrowserContext, server: StaticServer, path: str = QUIZ) -> Page:
    page = context.new_page()
    page.goto(server.url + path)
    page.wait_for_selector("ip-quiz:defined")
    return page


def _visit_once(context: BrowserContext, server: StaticServer, path: str = QUIZ) -> None:
    page = _visit(context, server, path)
    page.locator("fieldset[data-item] input").first.focus()
    wait_for_engine(page, "sealed")
    for _ in range(200):
        if page.evaluate("navigator.serviceWorker.controller !== null"):
            break
        page.wait_for_timeout(50)
    files = len(page.evaluate("JSON.parse(document.getElementById('ip-engine-manifest').textContent).files"))
    for _ in range(200):
        if page.evaluate(ENGINE_FILES_KEPT) == files:
            break
        page.wait_for_timeout(50)
    assert page.evaluate(ENGINE_FILES_KEPT) == files
    page.goto(f"{server.url}about/method/")
    wait_for_copy(page)
    page.close()


def test_the_second_visit_needs_no_network_from_first_page_to_report(
    context: BrowserContext, quiz: Quiz
) -> None:
    server, path = quiz.server, quiz.url.removeprefix(quiz.server.url)
    _visit_once(context, server, path)
    context.set_offline(True)
    server.paths.clear()
    page = _visit(context, server, path)
    answer_all(page, lambda item: 3)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    # The browser itself looks for a newer service worker, whatever the page is told of the network.
    assert [path for path in server.paths if path != "/sw.js"] == []


def test_a_page_that_was_not_put_aside_says_so_and_leads_to_those_that_were(
    context: BrowserContext, server: StaticServer
) -> None:
    _visit_once(context, server)
    context.set_offline(True)
    page = context.new_page()
    page.goto(f"{server.url}about/method/")
    assert "There is no network" in page.inner_text("h1")
    page.click("a[href*='quiz/attachment/']")
    page.wait_for_selector("ip-quiz:defined")


def test_a_new_release_is_there_on_the_next_visit_and_the_old_one_is_dropped(
    context: BrowserContext, changing_site: StaticServer, tmp_path: Path
) -> None:
    _visit_once(context, changing_site)
    folder = tmp_path / "site"
    page_file = folder / QUIZ / "index.html"
    page_file.write_text(page_file.read_text(encoding="utf-8").replace("<title>", "<title>New release: "))
    release = _renew(folder)
    page = _visit(context, changing_site)
    assert page.title().startswith("New release: ")
    renew_worker(page)
    page.goto(f"{changing_site.url}about/method/")
    for _ in range(200):
        names = page.evaluate("caches.keys()")
        if names and f"{CACHED}site-0123456789abcdef" in names and f"{CACHED}site-{release}" not in names:
            break
        page.wait_for_timeout(50)
    assert f"{CACHED}site-{release}" not in page.evaluate("caches.keys()")
    context.set_offline(True)
    page.goto(changing_site.url + QUIZ)
    assert page.title().startswith("New release: ")


def test_a_copy_that_can_not_be_made_leaves_the_former_one_in_place(
    context: BrowserContext, changing_site: StaticServer, tmp_path: Path
) -> None:
    _visit_once(context, changing_site)
    (sheet,) = (tmp_path / "site" / "assets" / "stylesheets").glob("home-*.css")
    sheet.unlink()
    _renew(tmp_path / "site")
    page = _visit(context, changing_site)
    renew_worker(page)
    changing_site.paths.clear()
    page.goto(f"{changing_site.url}about/method/")
    for _ in range(200):
        if any(path.endswith(sheet.name) for path in changing_site.paths):
            break
        page.wait_for_timeout(50)
    context.set_offline(True)
    page.goto(changing_site.url + QUIZ)
    page.wait_for_selector("ip-quiz:defined")


def _renew(folder: Path) -> str:
    """Give the site's service worker another release; return the former one's name."""
    worker = folder / "sw.js"
    text = worker.read_text(encoding="utf-8")
    release = text.split('"release": "')[1][:16]
    worker.write_text(text.replace(release, "0123456789abcdef"))
    return release


def test_erasing_everything_takes_the_copy_for_offline_away_too(
    context: BrowserContext, server: StaticServer
) -> None:
    _visit_once(context, server)
    page = _visit(context, server)
    page.locator("fieldset[data-item] input").first.check()
    erase(page)
    for _ in range(100):
        if "reading offline" in (page.text_content("ip-quiz [data-part=said]") or ""):
            break
        page.wait_for_timeout(50)
    assert "the copy of the site for reading offline" in (page.text_content("ip-quiz [data-part=said]") or "")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_without_a_network_an_address_without_its_last_slash_leads_to_the_page(
    context: BrowserContext, server: StaticServer
) -> None:
    _visit_once(context, server)
    context.set_offline(True)
    page = context.new_page()
    page.goto(f"{server.url}{QUIZ.removesuffix('/')}")
    page.wait_for_selector("ip-quiz:defined")
    assert page.url == server.url + QUIZ


def test_a_damaged_byte_in_the_kept_engine_mends_itself_and_no_answer_is_lost(
    context: BrowserContext, server: StaticServer
) -> None:
    _visit_once(context, server)
    page = _visit(context, server)
    page.evaluate(
        """async () => {
          const name = (await caches.keys()).find((one) => one.includes('-engine-'));
          const cache = await caches.open(name);
          const request = (await cache.keys()).find(({ url }) => url.endsWith('.asm.js'));
          const bytes = new Uint8Array(await (await cache.match(request)).arrayBuffer());
          bytes[1000] ^= 1;
          await cache.put(request, new Response(bytes));
        }"""
    )
    page.locator("fieldset[data-item] input").first.check()
    wait_for_engine(page, "sealed")
    assert page.evaluate("Object.keys(localStorage)") == [f"{STORED}session.attachment"]
    again = _visit(context, server)
    assert again.locator("fieldset[data-item] input:checked").count() == 1


@pytest.mark.parametrize("service_workers", ["allow", "block"])
def test_a_browser_without_a_service_worker_says_what_that_means(
    browser: Browser, server: StaticServer, service_workers: Literal["allow", "block"]
) -> None:
    context = browser.new_context(service_workers=service_workers)
    page = _visit(context, server)
    page.focus("fieldset[data-item] input")
    wait_for_engine(page, "sealed")
    page.click(".ip-seal summary")
    assert page.is_visible("[data-part=no-offline]") == (service_workers == "block")
    context.close()
