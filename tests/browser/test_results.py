"""What stands below a report: what to read, how results have moved, which are kept, and how one is deleted."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from innerpersona_quiz.instruments import load_instrument
from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import STORED, answer_all, confirm, open_quiz, wait_for_report, wait_for_text
from tests.fixtures.address import BASE

QUIZ = "quiz/attachment/"
INSTRUMENT = load_instrument("attachment")
HISTORY = f"{STORED}history.attachment"


def keyed(anxiety: int, avoidance: int) -> dict[str, int]:
    """Even answers that give these two scores."""
    scores = {"anxiety": anxiety, "avoidance": avoidance}
    return {item.id: INSTRUMENT.keyed(item, scores[item.scale]) for item in INSTRUMENT.items}


def result(taken: str, answers: dict[str, int], version: str = INSTRUMENT.version) -> dict[str, Any]:
    return {"format": 1, "taken": taken, "instrument_version": version, "answers": answers}


def keep(page: Page, server: StaticServer, *results: object) -> None:
    """Open the quiz on a device that keeps these results."""
    open_quiz(page, server.url + QUIZ)
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [HISTORY, json.dumps(results)])
    page.reload()
    page.wait_for_selector("ip-quiz:defined")


def take(page: Page, answers: dict[str, int]) -> None:
    """Take the quiz and wait until everything stands below the report."""
    answer_all(page, lambda item: answers[item])
    page.click("[data-action=see-result]")
    wait_for_report(page)
    page.wait_for_selector("[data-part=history] section", timeout=10_000)


def kept(page: Page) -> list[str]:
    """The days of the kept results, as the device has them."""
    return [one["taken"] for one in json.loads(page.evaluate(f"localStorage.getItem('{HISTORY}')") or "[]")]


def test_a_first_result_is_kept_in_sight_and_says_what_will_be_here(
    page: Page, server: StaticServer, complaints: list[str]
) -> None:
    open_quiz(page, server.url + QUIZ)
    assert not page.locator("[data-part=kept]").is_visible()
    take(page, keyed(4, 4))
    assert "the first result" in page.inner_text("[data-part=history]")
    assert page.inner_text("[data-part=kept] summary").endswith(": 1")
    assert not complaints


def test_what_moved_since_the_last_result_is_told_drawn_and_tabled(page: Page, server: StaticServer) -> None:
    keep(page, server, result("2026-01-10", keyed(6, 3)), result("2026-06-02", keyed(6, 2)))
    take(page, keyed(4, 2))
    told = page.inner_text("[data-part=history]")
    assert "Since Jun 2, 2026, anxiety went down by 2.0. That is more than answering noise" in told
    row = page.locator("[data-change=anxiety]")
    assert (row.get_attribute("data-difference"), row.get_attribute("data-reliable")) == ("-2.00", "true")
    assert page.locator("[data-change=avoidance]").get_attribute("data-reliable") == "false"
    assert page.locator("[data-part=history] svg").count() == 2
    assert page.locator("[data-part=history] svg").first.locator("circle").count() == 3
    assert page.inner_text("[data-part=kept] summary").endswith(": 3")


def test_the_articles_that_suit_the_result_are_named_with_the_reason(
    page: Page, server: StaticServer
) -> None:
    open_quiz(page, server.url + QUIZ)
    take(page, keyed(6, 6))
    reading = page.locator("[data-part=reading]")
    assert "For the fearful area, which is very likely for you." in reading.inner_text()
    links = reading.locator("a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert links[0] == f"{BASE}articles/fearful-avoidant-attachment/" and len(links) == 3
    for link in links:
        assert page.request.get(server.url + link.removeprefix(BASE)).ok
    stored = json.loads(page.evaluate(f"localStorage.getItem('{STORED}outcome.attachment')"))
    assert stored == {"format": 1, "regions": ["attachment.fearful"]}


def test_the_page_that_leads_through_the_quizzes_lists_what_suits_the_last_results(
    page: Page, server: StaticServer
) -> None:
    open_quiz(page, server.url + QUIZ)
    take(page, keyed(1, 6))
    page.goto(f"{server.url}quiz/")
    shown = [one.inner_text() for one in page.locator("[data-speaks-to]").all() if one.is_visible()]
    assert 1 <= len(shown) <= 6
    assert any("dismissing-avoidant" in text for text in shown)
    assert not any("fearful-avoidant" in text for text in shown)


def test_one_result_can_be_deleted_and_the_others_stay(page: Page, server: StaticServer) -> None:
    elsewhere = result("2025-01-01", {"anx01": 3}, version="0.0.1")
    keep(page, server, elsewhere, result("2026-01-10", keyed(6, 3)), result("2026-06-02", keyed(6, 2)))
    page.click("[data-part=kept] summary")
    days = page.locator("[data-part=kept-list] li > [data-part=day]").all_inner_texts()
    assert days == ["January 10, 2026", "June 2, 2026"]
    page.get_by_role("button", name="Delete the result of January 10, 2026").click()
    confirm(page)
    assert kept(page) == ["2025-01-01", "2026-06-02"]
    assert "January 10, 2026 is no longer on this device" in page.inner_text("ip-quiz [data-part=said]")
    assert page.evaluate("document.activeElement.matches('[data-part=kept] summary')")
    page.get_by_role("button", name="Delete the result of June 2, 2026").click()
    confirm(page)
    assert kept(page) == ["2025-01-01"]
    assert page.locator("[data-part=kept-list] li").count() == 0
    page.get_by_role("button", name="Delete the result of January 1, 2025").click()
    assert "January 1, 2025" in page.inner_text("dialog[open]")
    page.keyboard.press("Escape")
    assert len(kept(page)) == 1
    page.get_by_role("button", name="Delete the result of January 1, 2025").click()
    confirm(page)
    assert kept(page) == []
    assert not page.locator("[data-part=kept]").is_visible()
    assert page.evaluate("document.activeElement.matches('[data-part=notice]')")


def test_deleting_beside_a_report_draws_the_rest_anew(page: Page, server: StaticServer) -> None:
    keep(page, server, result("2026-01-10", keyed(6, 3)), result("2026-06-02", keyed(6, 2)))
    take(page, keyed(4, 2))
    page.click("[data-part=kept] summary")
    page.locator("[data-action=delete-result]").nth(1).click()
    confirm(page)
    wait_for_text(page, "[data-part=history]", "Since Jan 10, 2026")
    for _ in range(2):
        page.locator("[data-action=delete-result]").last.click()
        confirm(page)
    assert page.evaluate(f"localStorage.getItem('{STORED}outcome.attachment')") is None
    assert page.locator("[data-report] .ip-report__lead").is_visible()


def test_what_the_first_edition_left_is_explained_and_never_scored_with_the_second(
    page: Page, server: StaticServer, root: Path
) -> None:
    first = json.loads((root / "tests/fixtures/first_edition.json").read_text("utf-8"))
    (sheet,) = [one for one in first["sheets"] if one["instrument"] == "attachment"]
    answers, version = sheet["answers"], sheet["instrument_version"]
    keep(page, server, result("2026-11-25", answers, version=version))
    session = {"format": 1, "version": version, "answers": answers}
    page.evaluate(f"text => localStorage.setItem('{STORED}session.attachment', text)", json.dumps(session))
    page.reload()
    page.wait_for_selector("ip-quiz:defined")
    said = page.inner_text("ip-quiz [data-part=said]")
    assert "edition 1.0.0 then, 2.0.0 now" in said and "start again" in said
    assert page.locator("[data-item] input:checked").count() == 0
    assert page.locator("[data-action=see-result]").is_disabled()
    page.click("[data-part=kept] summary")
    assert "asked other questions" in page.inner_text("[data-part=earlier]")
    assert page.locator("[data-part=earlier-list] li").count() == 1
    with page.expect_download() as started:
        page.locator("[data-part=earlier] [data-action=download-old]").click()
    old = json.loads(started.value.path().read_text())
    assert [one["answers"] for one in old] == [answers, answers]
    take(page, keyed(4, 2))
    assert not page.locator("[data-part=history] svg").count()  # nothing to compare this first result with
    page.goto(f"{server.url}quiz/")
    assert page.get_attribute("[data-quiz=attachment]", "data-progress") == "done"


def test_the_pages_around_name_the_day_of_a_result_of_the_first_edition(
    page: Page, server: StaticServer
) -> None:
    keep(page, server, result("2026-11-25", {"anx01": 3}, version="1.0.0"))
    page.goto(f"{server.url}quiz/")
    part = page.locator("[data-quiz=attachment]")
    assert "earlier edition on November 25, 2026" in part.inner_text()
    page.goto(f"{server.url}compatibility/")
    page.wait_for_selector("ip-compatibility:defined")
    page.click("[data-action=begin-send]")
    own = page.locator("fieldset[data-instrument=attachment]")
    own.wait_for()
    assert "The result of November 25, 2026 on this device is of an earlier edition" in own.inner_text()
    assert "no result of it" not in own.inner_text()


def test_results_with_another_version_are_kept_beside_new_ones(page: Page, server: StaticServer) -> None:
    keep(page, server, result("2025-01-01", {"anx01": 3}, version="0.0.1"))
    take(page, keyed(4, 2))
    assert len(kept(page)) == 2 and kept(page)[0] == "2025-01-01"
    page.check("ip-quiz [data-part=shared]")
    assert kept(page) == ["2025-01-01"]
    assert page.evaluate(f"localStorage.getItem('{STORED}outcome.attachment')") is None


def test_on_a_shared_device_nothing_is_kept_and_no_history_is_shown(page: Page, server: StaticServer) -> None:
    open_quiz(page, server.url + QUIZ)
    page.check("ip-quiz [data-part=shared]")
    answer_all(page, lambda item: keyed(6, 6)[item])
    page.click("[data-action=see-result]")
    wait_for_report(page)
    page.wait_for_selector("[data-part=reading] a")
    assert page.evaluate("Object.keys(localStorage)") == []
    assert not page.locator("[data-part=history]").is_visible()
    assert not page.locator("[data-part=kept]").is_visible()


def test_a_long_history_fits_every_screen(page: Page, server: StaticServer) -> None:
    results = [result(f"2026-0{month}-10", keyed(1 + month % 7, 2)) for month in range(1, 10)]
    keep(page, server, *results)
    take(page, keyed(4, 2))
    page.click("[data-part=kept] summary")
    assert page.locator("[data-part=history] svg").first.locator("circle").count() == 10
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
