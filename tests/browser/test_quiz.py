"""The quiz as a visitor takes it: by keyboard, offline, after a failure, without JavaScript."""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route

from innerpersona_site.engine import EngineBundle
from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import (
    APART_MS,
    answer_all,
    erase,
    open_quiz,
    wait_for_engine,
    wait_for_report,
    wait_for_text,
)

QUIZ = "quiz/attachment/"


@pytest.fixture(scope="module")
def items(root: Path) -> dict[str, dict[str, object]]:
    """The instrument's items by id, read from its file and not through the package."""
    source = root / "quiz" / "src" / "innerpersona_quiz" / "instruments" / "attachment" / "questionnaire.toml"
    return {item["id"]: item for item in tomllib.loads(source.read_text(encoding="utf-8"))["items"]}


def test_twenty_four_answers_by_keyboard_give_the_expected_numbers(
    page: Page, server: StaticServer, items: dict[str, dict[str, object]], complaints: list[str]
) -> None:
    # Anxiety: 6 on every item keyed forward and 2 on every reversed one, hence 6.00 throughout.
    # Avoidance: 2 and 4 in turn, as keyed, hence a mean of 3.00.
    avoidance = [id for id in items if id.startswith("avo")]

    def keyed(item: str) -> int:
        return 6 if item.startswith("anx") else 2 + 2 * (avoidance.index(item) % 2)

    def choose(item: str) -> int:
        return 8 - keyed(item) if items[item].get("reverse") else keyed(item)

    open_quiz(page, server.url + QUIZ)
    assert page.get_attribute("ip-quiz", "data-state") == "idle"
    assert page.get_attribute("ip-quiz", "data-engine") == "waiting"
    assert sorted(answer_all(page, choose)) == sorted(items)
    assert page.get_attribute("ip-quiz", "data-state") == "answering"
    assert page.evaluate("document.activeElement.dataset.action") == "see-result"
    page.keyboard.press("Enter")
    wait_for_report(page)

    shown = {
        element.get_attribute("data-scale"): element
        for element in page.query_selector_all("[data-report] [data-scale]")
    }
    assert shown["anxiety"].get_attribute("data-score") == "6.00"
    assert shown["avoidance"].get_attribute("data-score") == "3.00"
    # Twelve equal answers: the floor, one step's rounding error, 1 / sqrt(12) = 0.2887.
    assert shown["anxiety"].get_attribute("data-se") == "0.29"
    # Twelve answers one step around 3: sqrt(12 / (12 - 3)) / sqrt(12) = 0.3333.
    assert shown["avoidance"].get_attribute("data-se") == "0.33"
    assert page.evaluate("document.activeElement.matches('[data-report]')")
    assert page.get_attribute("ip-quiz", "data-engine") == "sealed"
    assert not complaints


def test_arrow_keys_and_space_answer_as_in_any_form(page: Page, server: StaticServer) -> None:
    open_quiz(page, server.url + QUIZ)
    page.locator("fieldset[data-item] input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator("fieldset[data-item] input:checked").first.get_attribute("value") == "3"
    page.keyboard.press("Tab")  # to why it is asked
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("fieldset[data-item] input:checked").nth(1).get_attribute("value") == "1"
    assert "2 of 24" in page.inner_text("ip-quiz [data-part=progress]")


def test_no_engine_file_is_asked_for_before_the_visitor_touches_the_quiz(
    page: Page, server: StaticServer
) -> None:
    server.paths.clear()
    page.goto(server.url + QUIZ, wait_until="networkidle")
    assert not [path for path in server.paths if path.startswith("/assets/engine/")]
    page.locator("fieldset[data-item] input").first.focus()
    wait_for_engine(page, "sealed")
    assert [path for path in server.paths if path.startswith("/assets/engine/")]


def test_what_is_answered_before_the_code_has_arrived_counts(page: Page, server: StaticServer) -> None:
    page.goto(server.url + QUIZ)
    page.locator("fieldset[data-item] input").first.check()
    page.locator("fieldset[data-item]").nth(1).locator("input").nth(2).check()
    wait_for_engine(page, "sealed")
    held: list[Route] = []
    page.route("**/assets/quiz/main.mjs", lambda route: held.append(route))
    page.goto("about:blank")
    page.goto(server.url + QUIZ)
    assert page.locator("fieldset[data-item] input:checked").count() == 0
    page.locator("fieldset[data-item]").nth(1).locator("input").nth(5).check()
    page.locator("fieldset[data-item]").nth(2).locator("input").nth(6).check()
    assert not page.evaluate("document.querySelector('ip-quiz').matches(':defined')")
    for route in held:
        route.continue_()
    wait_for_engine(page, "sealed")
    checked = page.locator("fieldset[data-item] input:checked")
    assert [one.get_attribute("value") for one in checked.all()] == ["1", "6", "7"]
    assert "3 of 24" in page.inner_text("ip-quiz [data-part=progress]")


def test_the_quiz_is_finished_with_the_network_gone_and_no_request_since_the_first_answer(
    page: Page, server: StaticServer
) -> None:
    open_quiz(page, server.url + QUIZ)
    page.locator("fieldset[data-item] input").first.focus()
    wait_for_engine(page, "sealed")
    page.context.set_offline(True)
    server.paths.clear()
    answer_all(page, lambda item: 5)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    assert server.paths == []
    assert "none" in (page.text_content("ip-quiz [data-part=ledger]") or "")


def test_a_request_after_the_first_answer_is_counted_in_sight_of_the_visitor(
    page: Page, server: StaticServer
) -> None:
    held: list[Route] = []  # so that the seal waits
    page.route("**/python_stdlib.zip", lambda route: held.append(route))
    open_quiz(page, server.url + QUIZ)
    page.locator("fieldset[data-item] input").first.focus()
    page.keyboard.press("1")
    page.evaluate("fetch('/robots.txt?counted')")
    wait_for_text(page, "ip-quiz [data-part=ledger]", "1 request")
    for route in held:
        route.continue_()
    wait_for_engine(page, "sealed")
    page.evaluate("fetch('/refused').catch(() => {})")
    wait_for_text(page, "ip-quiz [data-part=ledger]", "refused by the seal")


def test_erase_takes_answers_and_report_away_and_says_so(page: Page, server: StaticServer) -> None:
    open_quiz(page, server.url + QUIZ)
    answer_all(page, lambda item: 3)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    erase(page)
    assert page.get_attribute("ip-quiz", "data-state") == "idle"
    assert page.locator("fieldset[data-item] input:checked").count() == 0
    assert page.locator("[data-report] [data-scale]").count() == 0
    wait_for_text(
        page,
        "ip-quiz [data-part=said]",
        "Erased: 24 answers, 1 kept result and the copy of the site for reading offline.",
    )
    assert page.evaluate("Object.keys(localStorage)") == []


def test_changing_an_answer_takes_the_outdated_report_away(page: Page, server: StaticServer) -> None:
    open_quiz(page, server.url + QUIZ)
    answer_all(page, lambda item: 3)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    page.locator("fieldset[data-item]").last.locator("input").last.click()
    assert page.get_attribute("ip-quiz", "data-state") == "answering"
    assert page.locator("[data-report] [data-scale]").count() == 0


def test_a_scale_with_too_few_answers_is_withheld_and_says_so(page: Page, server: StaticServer) -> None:
    open_quiz(page, server.url + QUIZ)
    for place, item in enumerate(page.query_selector_all("fieldset[data-item]")):
        anxiety = (item.get_attribute("data-item") or "").startswith("anx")
        if not item.is_visible():
            page.click("[data-action=skip]")
            page.wait_for_timeout(APART_MS)
        if anxiety or place == 1:
            item.query_selector_all("input")[1 if anxiety else 0].click()
    page.click("[data-action=see-result]")
    wait_for_report(page)
    withheld = page.locator('[data-report] [data-scale="avoidance"]')
    assert withheld.get_attribute("data-score") is None
    assert "1 of 12" in (withheld.text_content() or "")


def test_a_file_that_does_not_arrive_is_tried_three_times_and_every_answer_is_kept(
    page: Page, server: StaticServer
) -> None:
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route("**/python_stdlib.zip", refuse)
    open_quiz(page, server.url + QUIZ)
    answer_all(page, lambda item: 2)
    wait_for_engine(page, "failed")
    assert len(asked) == 3
    assert "did not arrive" in page.inner_text("ip-quiz [data-part=failure-text]")
    page.unroute("**/python_stdlib.zip")
    page.click("[data-action=retry]")
    wait_for_engine(page, "sealed")
    assert "All 24 answered" in page.inner_text("ip-quiz [data-part=progress]")
    page.click("[data-action=see-result]")
    wait_for_report(page)


def test_a_file_that_was_altered_is_not_run(page: Page, server: StaticServer, engine: EngineBundle) -> None:
    def alter(route: Route) -> None:
        data = bytearray((engine.directory / "worker.mjs").read_bytes())
        data[-2] ^= 1
        route.fulfill(body=bytes(data), content_type="text/javascript")

    page.route("**/worker.mjs", alter)
    open_quiz(page, server.url + QUIZ)
    answer_all(page, lambda item: 2)
    wait_for_engine(page, "failed")
    assert "is not the one this page was published with" in page.inner_text(
        "ip-quiz [data-part=failure-text]"
    )
    assert page.workers == []
    assert page.locator("meta[data-seal]").count() == 0
    page.click("[data-action=see-result]")
    page.wait_for_selector('ip-quiz[data-state="failed"]', timeout=30_000)
    assert page.locator("fieldset[data-item] input:checked").count() == 24


def test_a_worker_that_crashes_is_started_again_from_memory(page: Page, server: StaticServer) -> None:
    # Python can't be made to crash from outside, so the first worker is one that throws.
    page.add_init_script(
        """const RealBlob = Blob;
        let made = 0;
        globalThis.Blob = class extends RealBlob {
          constructor(parts, options) {
            const first = options?.type === 'text/javascript' && (made += 1) === 1;
            super(first ? ['throw new Error("crash")'] : parts, options);
          }
        };"""
    )
    open_quiz(page, server.url + QUIZ)
    answer_all(page, lambda item: 2)
    wait_for_engine(page, "failed")
    assert "stopped unexpectedly" in page.inner_text("ip-quiz [data-part=failure-text]")
    server.paths.clear()
    page.click("[data-action=retry]")
    wait_for_engine(page, "sealed")
    page.click("[data-action=see-result]")
    wait_for_report(page)
    assert server.paths == []


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[BrowserContext]:
    """A browser whose JavaScript is switched off."""
    context = browser.new_context(java_script_enabled=False)
    yield context
    context.close()


def test_without_javascript_the_questions_are_there_and_the_reason_is_given(
    scriptless: BrowserContext, server: StaticServer
) -> None:
    page = scriptless.new_page()
    page.goto(server.url + QUIZ)
    assert page.locator("fieldset[data-item]").count() == 24
    assert page.locator("fieldset[data-item] input").first.is_visible()
    assert re.search("JavaScript", page.locator(".ip-quiz__fallback").inner_text())
    assert not page.locator("[data-action=see-result]").is_visible()


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("instrument", "article"),
    [
        ("attachment", "secure-attachment"),
        ("conflict", "five-ways-to-handle-conflict"),
        ("values", "circle-of-values"),
    ],
)
def test_the_quiz_in_an_article_gives_the_same_report_as_on_its_own_page(
    page: Page, server: StaticServer, instrument: str, article: str
) -> None:
    reports: list[str] = []
    for path in (f"quiz/{instrument}/", f"articles/{article}/"):
        page.goto(server.url + path)
        # In an article the quiz's code comes when the reader does.
        page.locator("ip-quiz").scroll_into_view_if_needed()
        page.wait_for_selector("ip-quiz:defined")
        page.check("ip-quiz [data-part=shared]")
        answer_all(page, lambda item: 1 + sum(map(ord, item)) % 5)
        page.click("[data-action=see-result]")
        wait_for_report(page)
        reports.append(page.inner_html("ip-report[data-part=report]"))
    assert reports[0] == reports[1]


def test_the_picture_is_saved_in_the_colors_of_the_page_with_its_day_and_what_it_is_not(
    page: Page, server: StaticServer, tmp_path: Path
) -> None:
    page.emulate_media(color_scheme="dark")
    open_quiz(page, server.url + QUIZ)
    answer_all(page, lambda item: 1 + sum(map(ord, item)) % 5)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    saved = {}
    for ending in ("svg", "png"):
        with page.expect_download() as started:
            page.click(f"[data-action=save-{ending}]")
        saved[ending] = tmp_path / started.value.suggested_filename
        started.value.save_as(saved[ending])
        page.wait_for_timeout(APART_MS)
    assert [path.name for path in saved.values()] == ["attachment-picture.svg", "attachment-picture.png"]
    svg = saved["svg"].read_text("utf-8")
    drawn = ElementTree.fromstring(svg)
    told = " ".join(drawn.itertext())
    assert "not a diagnosis" in told and str(datetime.now().year) in told and "Anxiety" in told
    assert not re.findall(r"var\(|url\(|class=|style=|<script|href", svg)
    with Image.open(saved["png"]) as image:
        assert image.size == tuple(3 * int(float(drawn.attrib[side])) for side in ("width", "height"))
        pixels = image.convert("RGB")
        assert pixels.getpixel((4, 4)) == (0x15, 0x18, 0x1B)  # the paper of the dark
        colors = {color for _, color in pixels.getcolors(1 << 24) or ()}
    assert (0x6F, 0xC3, 0xBC) in colors  # the point


def test_the_downloads_give_the_same_report_on_the_command_line(
    page: Page, server: StaticServer, engine: EngineBundle, tmp_path: Path
) -> None:
    open_quiz(page, server.url + QUIZ)
    came_to = answer_all(page, lambda item: 1 + sum(map(ord, item)) % 7)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    for action, name in (("download-answers", "answers.json"), ("download-report", "browser.html")):
        with page.expect_download() as started:
            page.click(f"[data-action={action}]")
        started.value.save_as(tmp_path / name)
    command = ["innerpersona_quiz", "report", "answers.json", "-o", "command-line.html"]
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    sheet = json.loads((tmp_path / "answers.json").read_text(encoding="utf-8"))
    # The first answer has no time: nobody knows how long it was read. The others came as fast as keys can.
    assert list(sheet["seconds"]) == [item for item in sheet["answers"] if item != came_to[0]]
    assert all(0 <= seconds < 60 for seconds in sheet["seconds"].values())
    report = (tmp_path / "browser.html").read_text(encoding="utf-8")
    assert 'data-note="careless"' in report
    listed = "".join(
        f"{file['sha256']}  {file['name']}\n" for file in json.loads(engine.manifest_json)["files"]
    )
    assert sheet["engine"] == hashlib.sha256(listed.encode()).hexdigest()
    assert f"<code>{sheet['engine']}</code>" in report
    assert (tmp_path / "command-line.html").read_bytes() == (tmp_path / "browser.html").read_bytes()
