"""Two people exchange their profiles and nothing of it goes through a network: by link, as text, locked, promised."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from innerpersona_site.static_server import StaticServer
from tests.browser.exchange import (
    ALL,
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
from tests.browser.quiz import STORED, TIMEOUT_MS, erase, wait_for_text

KEPT = dict.fromkeys(ALL, "kept")
REPORT = "section[data-screen=report] ip-report"
PROBLEM = "ip-compatibility [data-part=problem-text]"


@pytest.fixture
def service_workers() -> str:
    """Whether the devices keep pages for reading offline, which takes time: "allow" or "block"."""
    return "block"


@pytest.fixture
def ada(browser: Browser, server: StaticServer, service_workers: str) -> Iterator[Device]:
    """A person who has taken all three quizzes."""
    with device(browser, server, service_workers=service_workers) as own:
        own.take_quizzes(*ALL)
        yield own


@pytest.fixture
def kim(browser: Browser, server: StaticServer, service_workers: str) -> Iterator[Device]:
    """Another one, who has taken two of them and answered otherwise."""
    with device(browser, server, service_workers=service_workers) as own:
        own.take_quizzes("attachment", "values", lean=1)
        yield own


def _kims_part(page: Page) -> None:
    choose(page, {"attachment": "kept", "values": "kept"}, "Kim")


def _value(page: Page, part: str) -> str:
    return page.input_value(f"[data-part={part}]")


def _nothing_has_left(people: list[Device], *secrets: str) -> None:
    for person in people:
        assert person.requests, "the page itself has been fetched"
        for secret in secrets:
            assert secret not in person.sent()


@pytest.mark.parametrize("service_workers", ["allow"])
def test_a_link_leads_to_one_report_and_no_request_carries_any_of_it(
    ada: Device, kim: Device, server: StaticServer
) -> None:
    page = ada.visit()
    make_code(page, KEPT, "Ada")
    link = _value(page, "link")
    code = link.partition("#c=")[2]
    assert re.fullmatch(r"ip1\.[\w-]{50,196}", code)

    theirs = kim.visit(link)
    assert theirs.evaluate("location.href") == kim.url + "compatibility/"
    screen(theirs, "consent")
    announced = theirs.inner_text("section[data-screen=consent]")
    assert "Ada" in announced
    assert not re.search(r"\d\.\d", announced), "no score is shown before consent"
    to_report(theirs, _kims_part)
    text = theirs.inner_text(REPORT)
    assert "Ada" in text
    assert "Kim" in text
    assert "not shared" in text.lower()
    assert set(kim.stored()) == {f"{STORED}history.attachment", f"{STORED}history.values"}
    assert "Network off" in theirs.inner_text("ip-compatibility > .ip-exchange__status")
    assert "network was closed: none" in (theirs.text_content("ip-compatibility [data-part=ledger]") or "")
    _nothing_has_left([ada, kim], code, code[4:40], "Ada", "Kim")
    assert not any(code[4:40] in path for path in server.paths)


def test_the_code_holds_what_the_preview_says_and_nothing_is_made_before_it_was_shown(ada: Device) -> None:
    page = ada.visit()
    page.click("[data-action=begin-send]")
    choose(page, {"attachment": "kept"}, "Ada")
    screen(page, "preview")
    preview = page.inner_text("section[data-screen=preview]")
    assert "Ada" in preview
    assert "Attachment profile" in preview
    assert "Not in it: Conflict profile, Values profile." in preview
    for sentence in ("Whoever has the link can read it", "It can’t be taken back", "Chat histories"):
        assert sentence in preview
    assert _value(page, "link") == ""
    assert not page.is_visible("section[data-screen=send]")


def test_text_that_was_pasted_in_pieces_is_read(ada: Device, kim: Device) -> None:
    page = ada.visit()
    make_code(page, KEPT, "Ada")
    page.click("[data-action=copy-text]")
    wait_for_text(page, "[data-part=copied]", "copied")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == _value(page, "text")
    theirs = kim.visit()
    paste(theirs, f"  {text[:50]}\n{text[50:]}\n")
    to_report(theirs, _kims_part)
    assert "Ada" in theirs.inner_text(REPORT)
    _nothing_has_left([ada, kim], text[4:40], "Ada", "Kim")


def test_a_locked_code_opens_with_the_passphrase_alone(ada: Device, kim: Device) -> None:
    page = ada.visit()
    make_code(page, KEPT, "Ada", how="locked")
    link = _value(page, "link")
    locked = link.partition("#e=")[2]
    assert locked.startswith("ipe2.")
    theirs = kim.visit(link)
    screen(theirs, "unlock")
    assert theirs.evaluate("location.hash") == ""
    theirs.fill("#ip-exchange-unlocking", "four plain words there")
    submit(theirs)
    wait_for_text(theirs, PROBLEM, "This passphrase doesn’t open it")
    assert "Ada" not in theirs.inner_text("ip-compatibility")
    theirs.fill("#ip-exchange-unlocking", " four plain words here ")
    submit(theirs)
    to_report(theirs, _kims_part)
    assert "Ada" in theirs.inner_text(REPORT)
    _nothing_has_left([ada, kim], locked[5:40], "Ada", "plain words")
    assert "plain words" not in str(ada.stored()) + str(kim.stored())


def test_a_short_passphrase_is_refused_before_anything_is_made(ada: Device) -> None:
    page = ada.visit()
    page.click("[data-action=begin-send]")
    choose(page, KEPT)
    screen(page, "preview")
    page.check('input[name="how"][value="locked"]')
    page.fill("#ip-exchange-passphrase", "short")
    submit(page)
    wait_for_text(page, PROBLEM, "at least eight characters")
    assert page.get_attribute("ip-compatibility", "data-screen") == "preview"
    assert _value(page, "link") == ""


def test_neither_sees_first_where_one_promises_and_opens_the_promise_later(ada: Device, kim: Device) -> None:
    page = ada.visit()
    make_code(page, KEPT, "Ada", how="commitment")
    promise = _value(page, "link")
    assert re.search(r"#m=ipc1\.[\w-]{43}$", promise)
    page.check("[data-part=keep-opening]")
    assert f"{STORED}exchange.opening" in ada.stored()

    theirs = kim.visit(promise)
    screen(theirs, "commitment")
    theirs.check("[data-part=keep-commitment]")
    make_code(theirs, {"attachment": "kept", "values": "kept"}, "Kim")
    answer = _value(theirs, "link")

    # The tab may have been closed meanwhile: what was kept is enough.
    page = ada.visit()
    page.click("[data-kept=opening] [data-action=reveal]")
    screen(page, "send")
    reveal = _value(page, "link")
    assert re.search(r"#c=ip1\.[\w-]+&n=[\w-]{22}$", reveal)
    page = ada.visit(answer)
    to_report(page, lambda page: choose(page, KEPT, "Ada"))
    assert "Kim" in page.inner_text(REPORT)

    theirs = kim.visit(reveal)
    screen(theirs, "consent")
    assert "The promise is kept" in theirs.inner_text("[data-part=committed]")
    to_report(theirs, _kims_part)
    assert "promise" in theirs.inner_text(REPORT).lower()
    _nothing_has_left([ada, kim], promise[-40:], reveal[-60:], answer[-40:], "Ada", "Kim")


def test_another_code_than_the_promised_one_is_told(ada: Device, kim: Device) -> None:
    page = ada.visit()
    make_code(page, KEPT, "Ada", how="commitment")
    promise = _value(page, "text")
    page.click("[data-part=pending] [data-action=reveal]")
    wait_for_text(page, "[data-part=send-title]", "as promised")
    nonce = _value(page, "text").partition("~")[2]
    page = ada.visit()
    make_code(page, {"attachment": "kept"}, "Ada")
    other = _value(page, "text")

    theirs = kim.visit()
    paste(theirs, f"{other}~{nonce}")
    screen(theirs, "consent")
    assert not theirs.is_visible("[data-part=committed]")
    theirs.fill("#ip-exchange-committed", promise[:20])
    submit(theirs)
    wait_for_text(theirs, PROBLEM, "promise")
    theirs.fill("#ip-exchange-committed", promise)
    submit(theirs)
    wait_for_text(theirs, "[data-part=committed]", "The promise is not kept")


def test_who_has_sent_one_and_gets_one_back_is_asked_for_nothing_twice(ada: Device) -> None:
    page = ada.visit()
    make_code(page, KEPT, "Ada")
    paste(page, code_of("Kim", "values"))
    to_report(page, None)
    assert "Kim" in page.inner_text(REPORT)


def test_a_link_that_is_opened_in_the_same_tab_is_read_and_wiped_too(ada: Device) -> None:
    page = ada.visit()
    page.evaluate("hash => { location.hash = hash; }", f"c={code_of('Kim', 'values')}")
    screen(page, "consent")
    assert page.evaluate("location.href") == ada.url + "compatibility/"
    assert "Kim" in page.inner_text("section[data-screen=consent]")


def test_what_was_guessed_is_compared_with_what_the_other_says(ada: Device) -> None:
    page = ada.visit(f"#c={code_of('Kim', 'attachment')}")
    screen(page, "consent")
    page.click("[data-action=consent]")
    choose(page, KEPT, "Ada")
    screen(page, "guess")
    visible = page.locator("[data-guesses]:visible")
    assert [one.get_attribute("data-guesses") for one in visible.all()] == ["attachment"]
    assert "Where do you think Kim stands?" in page.inner_text("[data-part=guess-lead]")
    page.check('input[name="attachment.anxiety"][aria-label="very high"]')
    submit(page)
    page.wait_for_selector(f"{REPORT} article", timeout=TIMEOUT_MS)
    assert "guess" in page.inner_text(REPORT).lower()


def test_a_part_can_be_answered_here_and_nothing_of_it_is_kept(kim: Device) -> None:
    theirs = kim.visit(f"#c={code_of('Ada', *ALL)}")
    before = kim.stored()

    def here(page: Page) -> None:
        choose(page, {"attachment": "none", "conflict": "here", "values": "here"}, "Kim")
        screen(page, "answer")
        answer_here(page, lean=2)
        page.click("[data-action=pass]")

    to_report(theirs, here)
    assert kim.stored() == before
    assert theirs.locator("ip-quiz").count() == 0


def test_the_report_is_downloaded_whole_and_printed_alone(ada: Device) -> None:
    page = ada.visit(f"#c={code_of('Kim', 'attachment')}")
    to_report(page, lambda page: choose(page, KEPT, "Ada"))
    with page.expect_download() as download:
        page.click("[data-action=download]")
    assert download.value.suggested_filename == "two-profiles.html"
    document = download.value.path().read_text(encoding="utf-8")
    assert document.lower().startswith("<!doctype html>")
    assert "Ada" in document
    assert "Kim" in document
    page.emulate_media(media="print")
    assert page.is_visible(f"{REPORT} article")
    for beside in ("h1", ".ip-header__nav", "[data-action=print]", "#what-the-report-shows", ".ip-seal"):
        assert not page.is_visible(beside), beside


@pytest.mark.parametrize("service_workers", ["allow"])
def test_a_code_is_kept_only_where_the_person_says_so_and_erasing_takes_it(ada: Device) -> None:
    page = ada.visit(f"#c={code_of('Kim', 'attachment')}")
    screen(page, "consent")
    assert f"{STORED}exchange.partner" not in ada.stored()
    page.check("[data-part=keep-partner]")
    assert f"{STORED}exchange.partner" in ada.stored()
    page = ada.visit()
    page.click("[data-action=open-partner]")
    screen(page, "consent")
    assert "Kim" in page.inner_text("section[data-screen=consent]")
    assert page.is_checked("[data-part=keep-partner]")
    lous = code_of("Lou", "values")
    restart(page)
    paste(page, lous)
    wait_for_text(page, "[data-part=announced]", "Lou")
    screen(page, "consent")
    assert not page.is_checked("[data-part=keep-partner]")
    page.click("[data-action=decline]")
    screen(page, "start")
    assert f"{STORED}exchange.partner" in ada.stored(), "another one's code is not touched"
    page.click("[data-action=open-partner]")
    screen(page, "consent")
    page.click("[data-action=decline]")
    assert f"{STORED}exchange.partner" not in ada.stored()
    page = ada.visit(f"#c={lous}")
    screen(page, "consent")
    page.check("[data-part=keep-partner]")
    erase(page)
    wait_for_text(page, "[data-part=notice]", "1 kept code or promise of two people")
    assert ada.stored() == {}
    assert page.get_attribute("ip-compatibility", "data-screen") == "start"


def test_the_whole_exchange_by_keyboard_alone(ada: Device) -> None:
    page = ada.visit()
    _press_until(page, "begin-send")
    page.keyboard.press("Enter")
    screen(page, "own")
    assert page.evaluate("document.activeElement.id") == "ip-exchange-own"
    page.keyboard.press("Tab")
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    screen(page, "preview")
    assert page.evaluate("document.activeElement.id") == "ip-exchange-preview"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "how":
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("four plain words here")
    page.keyboard.press("Enter")
    screen(page, "send")
    assert "#e=ipe2." in _value(page, "link")
    _press_until(page, "copy-link")
    page.keyboard.press("Enter")
    wait_for_text(page, "[data-part=copied]", "The link is copied")


def _press_until(page: Page, action: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.action") == action:
            return
    raise AssertionError(f"no way by Tab to {action}")
