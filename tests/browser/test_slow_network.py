"""What is fetched when, where every byte is waited for: the questions, the engine, the rest once the page is left."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page

from innerpersona_site.static_server import StaticServer, serving
from tests.browser.quiz import (
    APART_MS,
    answer_all,
    open_quiz,
    wait_for_copy,
    wait_for_engine,
    wait_for_report,
)
from tests.fixtures.address import BASE

QUIZ = "quiz/attachment/"
FIRST = "fieldset[data-item] input"
ARRIVED = """performance.getEntriesByType('resource').filter(({ name }) => name.includes('/assets/engine/'))
  .map(({ name, encodedBodySize }) => [name.split('/').at(-1), encodedBodySize])"""
MANIFEST = "JSON.parse(document.getElementById('ip-engine-manifest').textContent).files"
SAVING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


def _engine(server: StaticServer) -> list[str]:
    return [path for path in server.paths if path.startswith("/assets/engine/")]


def test_the_engine_comes_right_after_the_page_and_the_offline_copy_once_it_is_left(
    browser: Browser, server: StaticServer
) -> None:
    server.paths.clear()
    context = browser.new_context()
    page = context.new_page()
    open_quiz(page, server.url + QUIZ)
    page.wait_for_timeout(APART_MS)
    before = list(server.paths)
    assert not [path for path in before if path == "/sw.js" or path.startswith("/assets/engine/")]
    answer_all(page, lambda item: 3)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    after = server.paths[len(before) :]
    worker = after.index("/sw.js")
    assert len(_engine(server)) == len([path for path in after[:worker] if path in _engine(server)])
    others = [path for path in after if path not in _engine(server)]
    # What saves pictures is small, and must be there before the seal.
    assert others == [
        "/assets/quiz/picture.mjs",
        "/sw.js",
    ]  # no page and no file for reading offline, though the result is there
    page.goto(server.url + "about/method/")
    wait_for_copy(page)
    assert f"/{QUIZ}" in server.paths[len(before) + len(after) :]
    assert len(set(_engine(server))) == len(_engine(server))
    context.close()


def test_a_host_that_compresses_nothing_sends_compressed_bytes(page: Page, site: Path) -> None:
    with serving(site, BASE, codings=()) as plain:
        open_quiz(page, plain.url + QUIZ)
        page.focus(FIRST)
        wait_for_engine(page, "sealed")
        arrived = dict(page.evaluate(ARRIVED))
        files = {file["name"]: file for file in page.evaluate(MANIFEST)}
    large = {name for name, file in files.items() if file["bytes"] > 50_000}
    assert len(large) == 4
    assert {name.removesuffix(".gz") for name in arrived if name.endswith(".gz")} == large
    for name in large:
        assert arrived[f"{name}.gz"] == files[name]["gz"]
    assert arrived["pyodide.asm.wasm"] < files["pyodide.asm.wasm"]["bytes"]  # given up


def test_where_the_browser_saves_data_the_engine_is_fetched_when_the_visitor_says_so(
    browser: Browser, server: StaticServer
) -> None:
    context = browser.new_context()
    context.add_init_script(SAVING)
    page = context.new_page()
    server.paths.clear()
    open_quiz(page, server.url + QUIZ)
    page.focus(FIRST)
    wait_for_engine(page, "asking")
    assert "2.3 MB" in page.inner_text("[data-part=engine-asking]")
    page.wait_for_timeout(APART_MS)
    assert _engine(server) == []
    page.click("[data-action=fetch-engine]")
    wait_for_engine(page, "sealed")
    assert _engine(server)
    assert page.is_hidden("[data-part=engine-asking]")
    assert "/sw.js" not in server.paths
    context.close()
