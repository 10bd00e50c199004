"""The quizzes and the exchange of two people in Firefox and in WebKit, from end to end."""

from __future__ import annotations

import json
import time
from typing import cast

import pytest
from playwright.sync_api import Page

from innerpersona_quiz.instruments import load_instrument
from innerpersona_site.static_server import StaticServer
from tests.browser import channels
from tests.browser.exchange import ALL, answers, choose, make_code, screen, to_report
from tests.browser.quiz import STORED, answer_all, wait_for_engine, wait_for_report
from tests.engines.drivers import Driver, DriverError
from tests.engines.page import EnginePage
from tests.engines.test_channels import RECORD
from tests.fixtures.address import BASE


def _begin(driver: Driver, server: StaticServer) -> Page:
    driver.device()
    driver.tab()
    driver.open(f"{server.url}404.html")
    return cast(Page, EnginePage(driver))


def _take(page: Page, url: str, instrument: str) -> None:
    page.goto(f"{url}quiz/{instrument}/")
    given = answers(instrument)
    answer_all(page, lambda item: given[item])
    wait_for_engine(page, "sealed")
    page.click("[data-action=see-result]")
    wait_for_report(page)


@pytest.mark.parametrize("instrument", ALL)
def test_a_quiz_is_scored_and_kept(driver: Driver, server: StaticServer, instrument: str) -> None:
    page = _begin(driver, server)
    _take(page, server.url, instrument)
    assert "Network off" in page.inner_text("ip-quiz")
    kept = json.loads(page.evaluate("name => localStorage.getItem(name)", f"{STORED}history.{instrument}"))
    assert [one["answers"] for one in kept] == [answers(instrument)]
    page.goto(f"{server.url}quiz/{instrument}/")
    page.wait_for_selector("ip-quiz:defined")
    assert page.evaluate("document.querySelectorAll('fieldset input:checked').length") == len(
        load_instrument(instrument).items
    )


def test_nothing_leaves_a_quiz_once_it_says_network_off(driver: Driver, server: StaticServer) -> None:
    page = _begin(driver, server)
    _take(page, server.url, "attachment")
    server.paths.clear()
    recorded = json.loads(RECORD.read_text("utf-8"))[driver.name]["leaving"]["open"]
    tried = channels.IN_A_PAGE | {n: script for n, script in channels.LEAVING.items() if n not in recorded}
    for script in tried.values():
        attempt = f"base => Promise.race([Promise.resolve(base).then({script}), new Promise(go => setTimeout(go, 200))])"
        try:
            page.evaluate(attempt, f"{server.url}probe/")
        except DriverError:
            continue
    time.sleep(2)
    print(f"{driver.name}: {len(tried)} channels tried on a quiz with its result")
    assert [path for path in server.paths if "probe/" in path] == []
    assert page.evaluate("location.pathname") == f"{BASE}quiz/attachment/"


def test_two_people_exchange_their_profiles(driver: Driver, server: StaticServer) -> None:
    page = _begin(driver, server)
    for instrument in ALL:
        _keep(page, instrument, 0)
    page.goto(f"{server.url}compatibility/")
    page.wait_for_selector("ip-compatibility:defined")
    make_code(page, dict.fromkeys(ALL, "kept"), "Ada")
    link = page.input_value("[data-part=link]")
    code = link.partition("#c=")[2]
    assert code.startswith("ip")

    theirs = _begin(driver, server)
    for instrument in ("attachment", "values"):
        _keep(theirs, instrument, 1)
    theirs.goto(link)
    theirs.wait_for_selector("ip-compatibility:defined")
    screen(theirs, "consent")
    assert theirs.evaluate("location.href") == f"{server.url}compatibility/"
    to_report(theirs, lambda page: choose(page, {"attachment": "kept", "values": "kept"}, "Kim"))
    text = theirs.inner_text("section[data-screen=report] ip-report")
    assert "Ada" in text and "Kim" in text
    assert "Network off" in theirs.inner_text("ip-compatibility > .ip-exchange__status")
    assert not any(code[4:40] in path for path in server.paths)


def _keep(page: Page, instrument: str, lean: int) -> None:
    result = {
        "format": 1,
        "taken": "2026-11-03",
        "instrument_version": load_instrument(instrument).version,
        "answers": answers(instrument, lean),
    }
    page.evaluate(
        "([name, text]) => localStorage.setItem(name, text)",
        [f"{STORED}history.{instrument}", json.dumps([result])],
    )
