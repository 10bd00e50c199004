"""What may go wrong around a quiz: browsers that lack something, files that don't come, a site that is renewed meanwhile.

`make test-faults` takes every file of the engine through every fault in a browser; tests/js/faults.test.mjs has the same
below it, and storage that is damaged, full or denied.
"""

import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from innerpersona_site.engine import EngineBundle
from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import answer_all, open_quiz, wait_for_engine, wait_for_text

QUIZ = "quiz/attachment/"
LONG = bool(os.environ.get("INNERPERSONA_LONG"))
FAILURE = "ip-quiz [data-part=failure-text]"
ANSWERED = "document.querySelectorAll('fieldset input:checked').length"

LACKS = {
    "old": ("delete Array.prototype.toSorted", "too old"),
    "wasm": ("delete globalThis.WebAssembly", "Lockdown Mode"),
    "wasm forbidden": (
        "WebAssembly.Module = class { constructor() { throw new EvalError() } }",
        "Lockdown Mode",
    ),
    "worker": ("delete globalThis.Worker", "blocks workers"),
    "transport": ("Object.defineProperty(crypto, 'subtle', { value: undefined })", "https:// address"),
}


@pytest.mark.parametrize("lack", LACKS)
def test_what_the_browser_lacks_is_said_before_the_first_question(
    page: Page, server: StaticServer, complaints: list[str], lack: str
) -> None:
    script, words = LACKS[lack]
    page.add_init_script(script)
    page.goto(server.url + QUIZ)
    said = page.locator("ip-quiz .ip-quiz__fallback [data-trouble]:not([hidden])")
    wait_for_text(page, "ip-quiz .ip-quiz__fallback [data-trouble]:not([hidden])", words)
    assert said.count() == 1 and said.is_visible()
    assert lack == "transport" or "Chrome 1" in said.inner_text()
    box, question = said.bounding_box(), page.locator("fieldset[data-item]").first.bounding_box()
    assert box and question and box["y"] < question["y"]
    assert page.locator("fieldset[data-item] legend").first.is_visible()
    assert complaints == []
    page.goto(f"{server.url}compatibility/")
    wait_for_text(page, "ip-compatibility > .ip-exchange__fallback [data-trouble]:not([hidden])", words)


@pytest.mark.parametrize("module", ["keeper.mjs", "main.mjs"])
def test_a_module_that_does_not_arrive_is_said_and_costs_no_answer(
    page: Page, server: StaticServer, module: str
) -> None:
    page.route(f"**/assets/quiz/{module}", lambda route: route.abort())
    page.goto(server.url + QUIZ)
    wait_for_text(page, "ip-quiz .ip-quiz__fallback [data-trouble]:not([hidden])", "did not arrive")
    page.check("fieldset[data-item] >> nth=0 >> input >> nth=3")
    page.check("fieldset[data-item] >> nth=1 >> input >> nth=5")
    page.unroute(f"**/assets/quiz/{module}")
    page.click("ip-quiz [data-reload]")
    page.wait_for_selector("ip-quiz:defined")
    checked = "[...document.querySelectorAll('fieldset input:checked')].map(one => one.value)"
    assert page.evaluate(checked) == ["4", "6"]
    assert "2 answers from last time" in page.inner_text("[data-part=said]")


def test_a_site_that_is_renewed_while_the_page_is_open_is_said_and_reloading_is_offered(
    page: Page, changing_site: StaticServer, tmp_path: Path
) -> None:
    open_quiz(page, changing_site.url + QUIZ)
    base = page.get_attribute("#ip-engine-manifest", "data-base") or ""
    folder = (tmp_path / "site" / QUIZ / base).resolve()
    renewed = folder.with_name("0" * len(folder.name))
    folder.rename(renewed)
    html = tmp_path / "site" / QUIZ / "index.html"
    html.write_text(html.read_text("utf-8").replace(folder.name, renewed.name), "utf-8")
    for name in ("index.html.br", "index.html.gz"):
        (html.parent / name).unlink(missing_ok=True)
    answer_all(page, lambda item: 2)
    wait_for_engine(page, "failed")
    assert "has been renewed" in page.inner_text(FAILURE)
    page.click("[data-action=reload]")
    page.wait_for_selector("ip-quiz:defined")
    assert page.evaluate(ANSWERED) == 24
    assert renewed.name in (page.get_attribute("#ip-engine-manifest", "data-base") or "")


def test_a_worker_that_is_not_let_in_is_said_to_be_blocked(page: Page, server: StaticServer) -> None:
    page.add_init_script(
        """globalThis.Worker = class extends EventTarget {
          constructor() { super(); setTimeout(() => this.onerror?.(new Event('error'))); }
          postMessage() {}
          terminate() {}
        }"""
    )
    open_quiz(page, server.url + QUIZ)
    answer_all(page, lambda item: 2)
    wait_for_engine(page, "failed")
    assert "blocks workers" in page.inner_text(FAILURE)
    assert page.evaluate(ANSWERED) == 24


def test_a_tab_that_is_closed_at_any_question_has_lost_no_answer(
    browser: Browser, server: StaticServer
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    context.route("**/assets/engine/**", lambda route: route.abort())
    closed = 0
    for _ in range(24 if LONG else 3):
        page = context.new_page()
        open_quiz(page, server.url + QUIZ)
        assert page.evaluate(ANSWERED) == closed
        page.locator("fieldset[data-current] input").nth(closed % 7).focus()
        page.keyboard.press(str(1 + closed % 7))
        closed += 1
        page.close()
    print(f"closed at {closed} questions")
    context.close()


FAULTS = ("missing", "truncated", "wrong hash", "wrong type", "stalled 10 s", "500 then fine")
BROKEN = {"missing": "has been renewed", "truncated": "published with", "wrong hash": "published with"}


def _faulty(page: Page, fault: str, data: bytes, asked: list[str]) -> "object":
    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if fault == "missing":
            route.fulfill(status=404, body="")
        elif fault == "truncated":
            route.fulfill(body=data[:-7])
        elif fault == "wrong hash":
            route.fulfill(body=data[:-1] + bytes([data[-1] ^ 1]))
        elif fault == "wrong type":
            route.fulfill(body=data, content_type="text/html")
        elif fault == "500 then fine":
            route.fulfill(status=500, body="") if len(asked) == 1 else route.fulfill(body=data)
        else:
            page.wait_for_timeout(10_000)
            route.fulfill(body=data)

    return answer


def _cases(engine_files: list[str]) -> list[tuple[str, str]]:
    return [(name, fault) for name in engine_files for fault in FAULTS]


def test_every_file_of_the_engine_through_every_fault(
    browser: Browser, server: StaticServer, engine: EngineBundle
) -> None:
    files = [one["name"] for one in json.loads((engine.directory / "manifest.json").read_text())["files"]]
    cases = _cases(files)[:: 1 if LONG else 17]  # a few of them; all in `make test-faults`
    for name, fault in cases:
        context = browser.new_context(service_workers="block")
        page, asked = context.new_page(), list[str]()
        data = (engine.directory / name).read_bytes()
        page.route(f"**/assets/engine/*/{name}", _faulty(page, fault, data, asked))  # type: ignore[arg-type]
        open_quiz(page, server.url + QUIZ)
        page.focus("fieldset[data-item] input")
        page.keyboard.press("3")
        wait_for_engine(page, "failed" if fault in BROKEN else "sealed")
        if fault in BROKEN:
            assert BROKEN[fault] in page.inner_text(FAILURE), (name, fault)
        assert page.evaluate(ANSWERED) == 1 and asked, (name, fault)
        context.close()
    print(f"{len(files)} files, {len(cases)} faults")
