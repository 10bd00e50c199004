"""Two questionnaires that no code knows, in the browser: what isn't tried with those of the package in the same test."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.wire.research import parse_export
from innerpersona_site.static_server import StaticServer
from tests.browser.axe import findings
from tests.browser.exchange import (
    Device,
    answer_here,
    choose,
    code_of,
    device,
    make_code,
    paste,
    restart,
    screen,
    submit,
    to_report,
)
from tests.browser.quiz import TIMEOUT_MS, Quiz, answer_all, open_quiz, wait_for_report, wait_for_text
from tests.fixtures.questionnaires import FOLDER, IDS, SEVEN_SCALES, TWO_SCALES, added

pytestmark = pytest.mark.sampled("quiz")

REPORT = "section[data-screen=report] ip-report"
WIDTHS = (320, 360, 768, 1280)

foreign = pytest.mark.parametrize("quiz", IDS, indirect=True)


@pytest.fixture(autouse=True)
def known(fixture_site: Path) -> Iterator[None]:
    """The questionnaires, for codes and results that the tests make themselves; after the site, whose build decides."""
    with added():
        yield


@pytest.fixture
def ada(browser: Browser, fixture_server: StaticServer) -> Iterator[Device]:
    """A person who has taken both quizzes."""
    with device(browser, fixture_server) as own:
        own.take_quizzes(*IDS)
        yield own


@pytest.fixture
def kim(browser: Browser, fixture_server: StaticServer) -> Iterator[Device]:
    """Another person with a device of their own, who has taken both too."""
    with device(browser, fixture_server) as own:
        own.take_quizzes(*IDS, lean=1)
        yield own


def _even(quiz: Quiz, places: dict[str, int]) -> dict[str, int]:
    """Return the answers that give these scores, 4 where none is asked for."""
    return {item.id: quiz.instrument.keyed(item, places.get(item.scale, 4)) for item in quiz.instrument.items}


def _take(page: Page, answers: dict[str, int]) -> None:
    answer_all(page, lambda item: answers[item])
    page.click("[data-action=see-result]")
    wait_for_report(page)
    page.wait_for_selector("[data-part=history] section", timeout=TIMEOUT_MS)


def _open_details(page: Page, within: str) -> None:
    for detail in page.locator(f"{within} details").all():
        detail.evaluate("one => { one.open = true; }")


def _fits(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@foreign
def test_known_answers_by_keyboard_give_the_expected_numbers_and_a_picture(
    page: Page, quiz: Quiz, complaints: list[str]
) -> None:
    # Every scale is answered evenly, so its error is the floor, one step's rounding error: 1 / sqrt(12) = 0.2887.
    scales = [scale.id for scale in quiz.instrument.scales]
    places = {scale: 1 + place % 7 for place, scale in enumerate(scales)}
    answers = _even(quiz, places)
    open_quiz(page, quiz.url)
    assert answer_all(page, lambda item: answers[item]) == [item.id for item in quiz.instrument.items]
    assert page.evaluate("document.activeElement.dataset.action") == "see-result"
    page.keyboard.press("Enter")
    wait_for_report(page)
    assert page.evaluate("document.activeElement.matches('[data-report]')")
    for scale, place in places.items():
        shown = page.locator(f'[data-report] [data-scale="{scale}"]')
        assert shown.get_attribute("data-score") == f"{place:.2f}", scale
        assert shown.get_attribute("data-se") == "0.29", scale
    picture = page.locator("[data-report] svg[role=img]").first
    box = picture.bounding_box()
    assert box and box["width"] > 200 and box["height"] > 40
    assert picture.locator("circle").count() >= len(scales)
    assert not complaints


@foreign
def test_a_retake_shows_what_moved_by_more_than_noise_and_what_did_not(page: Page, quiz: Quiz) -> None:
    moved, level = (scale.id for scale in quiz.instrument.scales[:2])
    open_quiz(page, quiz.url)
    _take(page, _even(quiz, {moved: 6}))
    assert "the first result" in page.inner_text("[data-part=history]")
    page.click("[data-action=retake]")
    assert page.locator("fieldset[data-item] input:checked").count() == 0
    _take(page, _even(quiz, {moved: 3}))
    row = page.locator(f"[data-change={moved}]")
    assert (row.get_attribute("data-difference"), row.get_attribute("data-reliable")) == ("-3.00", "true")
    assert page.locator(f"[data-change={level}]").get_attribute("data-reliable") == "false"
    assert page.locator("[data-part=history] svg").count() == len(quiz.instrument.scales)
    assert page.inner_text("[data-part=kept] summary").endswith(": 2")
    _open_details(page, "ip-quiz")
    _fits(page)


@foreign
def test_what_suits_the_result_is_named_to_read(page: Page, quiz: Quiz) -> None:
    region, article = {
        TWO_SCALES: ("rest", "articles/rested/"),
        SEVEN_SCALES: ("humor", "articles/laughing/"),
    }[quiz.id]
    open_quiz(page, quiz.url)
    scales = {scale.id: 2 for scale in quiz.instrument.scales}
    _take(page, _even(quiz, scales | {region: 6}))
    links = page.locator("[data-part=reading] a").evaluate_all(
        "all => all.map((one) => one.getAttribute('href'))"
    )
    assert links == [quiz.server.base + article]
    stored = json.loads(page.evaluate(f"localStorage.getItem('{quiz.stored}outcome.{quiz.id}')"))
    assert stored["regions"] == [f"{quiz.id}.{region}"]
    page.goto(f"{quiz.server.url}quiz/")
    assert page.locator(f"[data-speaks-to='{quiz.id}.{region}']").is_visible()
    assert "Done on this device" in page.inner_text(f"[data-quiz={quiz.id}]")
    page.goto(f"{quiz.server.url}{article}")
    notes = page.locator(".ip-profile-note [data-speaks-to]:visible")
    expect(notes).to_have_count(1)
    expect(notes).to_have_attribute("data-speaks-to", f"{quiz.id}.{region}")


@foreign
def test_the_downloads_give_the_same_report_on_the_command_line(
    page: Page, quiz: Quiz, tmp_path: Path
) -> None:
    open_quiz(page, quiz.url)
    answer_all(page, lambda item: 1 + sum(map(ord, item)) % 7)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    for action, name in (("download-answers", "answers.json"), ("download-report", "browser.html")):
        with page.expect_download() as started:
            page.click(f"[data-action={action}]")
        started.value.save_as(tmp_path / name)
    command = ["innerpersona_quiz", "--instruments", str(FOLDER / quiz.id)]
    command += ["report", "answers.json", "-o", "command-line.html"]
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "command-line.html").read_bytes() == (tmp_path / "browser.html").read_bytes()


@foreign
def test_the_export_for_research_is_what_a_calibration_reads(page: Page, quiz: Quiz) -> None:
    open_quiz(page, quiz.url)
    came_to = answer_all(page, lambda item: 1 + sum(map(ord, item)) % 7)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    page.click("[data-part=research] summary")
    wait_for_text(page, "[data-part=export]", '"locale": "und"')
    export = parse_export(json.loads(page.text_content("[data-part=export]") or ""))
    assert export.sheet.instrument == quiz.instrument
    assert export.sheet.answers == {item: 1 + sum(map(ord, item)) % 7 for item in came_to}


def test_the_form_in_an_article_gives_the_same_report_as_on_its_own_page(
    page: Page, fixture_server: StaticServer
) -> None:
    reports = []
    for path in (f"quiz/{TWO_SCALES}/", "articles/rested/"):
        page.goto(fixture_server.url + path)
        page.locator("ip-quiz").scroll_into_view_if_needed()
        page.wait_for_selector("ip-quiz:defined")
        page.check("ip-quiz [data-part=shared]")
        answer_all(page, lambda item: 1 + sum(map(ord, item)) % 7)
        page.click("[data-action=see-result]")
        wait_for_report(page)
        reports.append(page.inner_html("ip-report[data-part=report]"))
    assert reports[0] == reports[1]


def test_the_quizzes_page_lists_both_and_leads_from_one_to_the_other(
    page: Page, fixture_server: StaticServer
) -> None:
    page.goto(f"{fixture_server.url}quiz/")
    listed = page.locator("[data-quiz]").evaluate_all("all => all.map((one) => one.dataset.quiz)")
    assert sorted(listed) == sorted(IDS)
    page.locator("[data-next]:visible").click()
    page.wait_for_selector(f"ip-quiz[instrument={listed[0]}]:defined")
    _take(
        page,
        dict.fromkeys(
            page.locator("fieldset[data-item]").evaluate_all("all => all.map((one) => one.dataset.item)"), 3
        ),
    )
    page.goto(f"{fixture_server.url}quiz/")
    page.locator("[data-next]:visible").click()
    page.wait_for_selector(f"ip-quiz[instrument={listed[1]}]:defined")


@foreign
def test_the_page_tells_programs_that_it_is_a_quiz_and_the_search_finds_it(page: Page, quiz: Quiz) -> None:
    page.goto(quiz.url, wait_until="networkidle")
    data = json.loads(page.text_content("script[type='application/ld+json']") or "")
    [told] = [node for node in data["@graph"] if node["@type"] == "Quiz"]
    assert (told["name"], told["url"]) == (
        quiz.instrument.title,
        f"https://habits.example{quiz.server.base}quiz/{quiz.id}/",
    )
    page.keyboard.press("Control+k")
    expect(page.locator("#ip-search")).to_be_visible()
    page.keyboard.type(quiz.instrument.title)
    expect(page.locator(f"#ip-search a[href='{quiz.server.base}quiz/{quiz.id}/']").first).to_be_visible()


def test_a_code_of_both_is_made_sent_read_and_compared(ada: Device, kim: Device) -> None:
    page = ada.visit()
    make_code(page, dict.fromkeys(IDS, "kept"), "Ada")
    link = page.input_value("[data-part=link]")
    code = link.partition("#c=")[2]
    assert re.fullmatch(r"ip2\.[\w-]+", code)
    theirs = kim.visit(link)
    to_report(theirs, lambda page: choose(page, dict.fromkeys(IDS, "kept"), "Kim"))
    text = theirs.inner_text(REPORT)
    assert "Ada" in text and "Kim" in text
    assert all(load_instrument(id).title in text for id in IDS)
    assert theirs.locator(f"{REPORT} svg").count() >= len(IDS)
    _open_details(theirs, REPORT)
    _fits(theirs)
    with theirs.expect_download() as download:
        theirs.click("[data-action=download]")
    assert download.value.path().read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    for own in (ada, kim):
        assert code[4:40] not in own.sent()


@pytest.mark.parametrize("how", ["locked", "commitment"])
def test_a_locked_code_and_a_promised_one_come_through(ada: Device, kim: Device, how: str) -> None:
    page = ada.visit()
    make_code(page, dict.fromkeys(IDS, "kept"), "Ada", how)
    link = page.input_value("[data-part=link]")
    if how == "commitment":
        theirs = kim.visit(link)
        screen(theirs, "commitment")
        theirs.check("[data-part=keep-commitment]")
        page.click("[data-part=pending] [data-action=reveal]")
        wait_for_text(page, "[data-part=send-title]", "as promised")
        theirs = kim.visit(page.input_value("[data-part=link]"))
        screen(theirs, "consent")
        assert "The promise is kept" in theirs.inner_text("[data-part=committed]")
    else:
        theirs = kim.visit(link)
        screen(theirs, "unlock")
        theirs.fill("#ip-exchange-unlocking", "four plain words here")
        submit(theirs)
    to_report(theirs, lambda page: choose(page, dict.fromkeys(IDS, "kept"), "Kim"))
    assert "Ada" in theirs.inner_text(REPORT)


@foreign
def test_both_on_one_device_answer_there_guess_and_see_one_report(browser: Browser, quiz: Quiz) -> None:
    with device(browser, quiz.server, viewport={"width": 320, "height": 740}, has_touch=True) as own:
        own.take_quizzes(quiz.id)
        page = own.visit()
        page.click("[data-action=begin-together]")
        choose(page, {quiz.id: "kept"}, "Ada")
        screen(page, "guess")
        scale = quiz.instrument.scales[0].id
        page.check(f'input[name="{quiz.id}.{scale}"][aria-label="very low"]')
        submit(page)
        screen(page, "handover")
        page.click("[data-action=handed]")
        choose(page, {quiz.id: "here"}, "Kim")
        screen(page, "answer")
        answer_here(page, lean=1)
        screen(page, "guess")
        submit(page)
        screen(page, "handover")
        page.click("[data-action=handed]")
        page.wait_for_selector(f"{REPORT} article", timeout=TIMEOUT_MS)
        assert "guess" in page.inner_text(REPORT).lower()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_exchange_and_its_report_are_for_everybody(
    browser: Browser, fixture_server: StaticServer, axe: str
) -> None:
    with device(browser, fixture_server, viewport={"width": 320, "height": 800}) as own:
        own.take_quizzes(*IDS)
        page = own.visit()
        page.click("[data-action=begin-send]")
        choose(page, dict.fromkeys(IDS, "kept"), "Ada")
        screen(page, "preview")
        assert findings(page, axe) == []
        restart(page)
        paste(page, code_of("Kim", *IDS))
        screen(page, "consent")
        assert findings(page, axe) == []
        page.click("[data-action=consent]")
        choose(page, dict.fromkeys(IDS, "kept"), "Ada")
        screen(page, "guess")
        assert findings(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        submit(page)
        page.wait_for_selector(f"{REPORT} article", timeout=TIMEOUT_MS)
        _open_details(page, REPORT)
        assert findings(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_page_of_the_site_is_for_everybody(
    browser: Browser, fixture_server: StaticServer, fixture_site: Path, axe: str
) -> None:
    context = browser.new_context(reduced_motion="reduce", service_workers="block")
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 800})
    found: dict[str, Any] = {}
    for file in sorted(fixture_site.rglob("index.html")):
        path = file.relative_to(fixture_site).parent.as_posix().removeprefix(".")
        page.goto(f"{fixture_server.url}{path}")
        faults = findings(page, axe)
        if faults or page.evaluate("document.documentElement.scrollWidth") > 320:
            found[path] = faults
    assert found == {}
    context.close()


@foreign
def test_a_site_that_does_not_have_the_questionnaire_says_so(
    browser: Browser, server: StaticServer, quiz: Quiz
) -> None:
    with device(browser, server) as own:
        page = own.visit(f"#c={code_of('Kim', quiz.id)}")
        wait_for_text(
            page,
            "ip-compatibility [data-part=problem-text]",
            "a questionnaire that this site does not have",
        )
