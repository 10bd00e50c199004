"""What comes by a link may be cut off, damaged, from another time or meant to do harm: it is refused in words."""

import binascii
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.share.bits import BitWriter
from innerpersona_quiz.share.code import decode, encode
from innerpersona_quiz.share.commitment import commit
from innerpersona_quiz.share.shared import Mark, Shared, SharedPart
from innerpersona_site.static_server import StaticServer
from tests.browser.exchange import Device, choose, device, make_code, paste, restart, screen, submit
from tests.browser.quiz import wait_for_text

PROBLEM = "ip-compatibility [data-part=problem-text]"
HOSTILE_NAMES = [
    "<img src=x onerror=h()>",
    "<script>h()</script>",
    "a<svg/onload=h()>",
    "javascript:h()",
    "\u202eevil",
    "a\x00b",
]


def _shared(name: str = "Kim") -> Shared:
    instrument = load_instrument("attachment")
    marks = {scale.id: Mark(2500, 600) for scale in instrument.scales}
    part = SharedPart("attachment", instrument.version, instrument.hash[:8], False, marks)
    return Shared((part,), name)


GOOD = encode(_shared())


@pytest.fixture
def own(browser: Browser, server: StaticServer) -> Iterator[Device]:
    """A device with nothing on it; that no page error occurs is checked when the test ends."""
    with device(browser, server) as instance:
        yield instance


def _refused(page: Page, words: str) -> None:
    wait_for_text(page, PROBLEM, words)
    assert page.is_visible(PROBLEM)
    assert page.inner_html("ip-report[data-part=announced]") == ""
    assert not page.is_visible("[data-action=consent]")
    assert page.evaluate("location.hash") == ""


def test_the_code_that_the_others_are_made_from_is_good(own: Device) -> None:
    page = own.visit(f"{own.url}compatibility/#c={GOOD}")
    screen(page, "consent")
    assert "Kim" in page.inner_text("section[data-screen=consent]")


FIRST_EDITION: dict[str, str] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "first_edition.json").read_text("utf-8")
)["codes"]


def _newer_edition() -> str:
    shared = _shared()
    (part,) = shared.parts
    newer = SharedPart("attachment", "99.0.0", part.hash, False, part.scales)
    return encode(Shared((newer,), shared.name))


def _impossible_score() -> str:
    shared = _shared()
    (part,) = shared.parts
    high = dict.fromkeys(part.scales, Mark(16_000, 600))
    return encode(Shared((SharedPart("attachment", part.version, part.hash, False, high),), ""))


REFUSED = [
    ("#c=", "nothing to read yet"),
    (f"#c={GOOD[:-9]}", "cut off"),
    (f"#c={GOOD[:20]}{'A' if GOOD[20] != 'A' else 'B'}{GOOD[21:]}", "damaged"),
    ("#c=ip7.abcdefghijklmnop", "newer version of this site"),
    ("#c=hello", "not a profile code"),
    (f"#c={_newer_edition()}", "newer edition of the questionnaire"),
    *((f"#c={code}", "The questions have changed since") for code in FIRST_EDITION.values()),
    (f"#c={_impossible_score()}", "no answers give"),
    (f"#c={'A' * 1900}", "longer than a profile code"),
    (f"#c={'A' * 1_000_000}", "far longer than a conversation"),
    ("#c=%3Cscript%3Eh()%3C/script%3E", "not a profile code"),
    ("#e=", "nothing to read yet"),
    ("#e=ipe1.abc", "missing or has changed"),
    ("#e=ipe3.abcdefgh", "newer version of this site"),
    ("#m=ipc1.abc", "missing or has changed"),
    ("#m=ipc2.abc", "newer version of this site"),
    ("#e=<img src=x onerror=h()>", "not a profile code"),
    *((f"#c={encode(_shared(name))}", "The name ") for name in HOSTILE_NAMES),
]


def test_each_is_refused_with_its_reason_and_the_page_goes_on(own: Device) -> None:
    page = own.visit()
    for fragment, words in REFUSED:
        page.evaluate("hash => { location.hash = hash; }", fragment)
        _refused(page, words)
        assert "h()" not in page.inner_text("ip-compatibility"), fragment
        restart(page)
    assert own.stored() == {}
    page.evaluate("hash => { location.hash = hash; }", f"#c={GOOD}")
    screen(page, "consent")


@pytest.mark.parametrize("place", [0, 8, -1])
def test_a_page_that_comes_with_it_refuses_it_too(own: Device, place: int) -> None:
    fragment, words = REFUSED[place]
    _refused(own.visit(f"{own.url}compatibility/{fragment}"), words)
    assert own.stored() == {}


def test_a_hostile_name_of_ones_own_is_refused_where_it_is_typed(own: Device) -> None:
    own.take_quizzes("attachment")
    page = own.visit()
    page.click("[data-action=begin-send]")
    for name in ("<img src=x onerror=h()>", 'a" onfocus="h()', "a\u202eb"):
        choose(page, {"attachment": "kept"}, name)
        wait_for_text(page, PROBLEM, "begins with a letter")
        assert page.get_attribute("ip-compatibility", "data-screen") == "own"


def test_a_name_of_any_script_is_shown_as_it_is(own: Device) -> None:
    own.take_quizzes("attachment")
    page = own.visit()
    for name in ("O’Brien-D'Arcy", "若菜", "ᏣᎳᎩ", "नमिता"):
        make_code(page, {"attachment": "kept"}, name)
        text = page.input_value("[data-part=text]")
        restart(page)
        paste(page, text)
        screen(page, "consent")
        assert name in page.inner_text("section[data-screen=consent]")
        restart(page)


def test_a_megabyte_that_is_pasted_is_refused_and_the_page_goes_on(own: Device) -> None:
    page = own.visit()
    page.click("[data-action=begin-open]")
    page.focus("#ip-exchange-pasted")
    page.keyboard.insert_text("x" * 1_000_000)
    submit(page)
    wait_for_text(page, PROBLEM, "far longer than a conversation")
    page.fill("#ip-exchange-pasted", GOOD)
    submit(page)
    screen(page, "consent")
    assert "Kim" in page.inner_text("section[data-screen=consent]")


FORMS = ["#c={}.", "##c={}", "#C={}", "#c%3D{}", "#c%253D{}%3E", "#%E2%80%8Bc={}", "%23c={}", "%23c%3D{}"]


def test_the_address_bar_is_cleared_whatever_the_form_of_the_link(own: Device) -> None:
    for form in FORMS:
        page = own.visit(f"{own.url}compatibility/{form.format(GOOD)}")
        screen(page, "consent")
        assert page.url == f"{own.url}compatibility/", form
        assert "Kim" in page.inner_text("section[data-screen=consent]"), form
    # Where a "#" is encoded the address is another page's, which isn't there; it leads back.
    own.complaints[:] = [one for one in own.complaints if "404" not in one]


def test_of_two_codes_in_a_message_the_visitor_chooses(own: Device) -> None:
    page = own.visit()
    paste(page, f"Ada: {encode(_shared('Ada'))}\nKim: {own.url}compatibility/#c={GOOD}.")
    page.wait_for_selector("[data-part=choices]:not([hidden])")
    assert page.locator("[data-action=choose]").count() == 2
    assert page.evaluate("document.activeElement.dataset.choice") == "0"
    page.locator("[data-action=choose]").nth(1).click()
    screen(page, "consent")
    assert "Kim" in page.inner_text("section[data-screen=consent]")


def test_while_a_promise_is_kept_a_code_without_its_key_is_refused_with_the_reason(own: Device) -> None:
    page = own.visit(f"#m={commit(GOOD, 'AAECAwQFBgcICQoLDA0ODw')}.")
    screen(page, "commitment")
    page.check("[data-part=keep-commitment]")
    for fragment in (f"#c={GOOD}", f"#c={GOOD}&n=", f"#c={encode(_shared('Ada'))}"):
        _refused(own.visit(f"{own.url}compatibility/{fragment}"), "comes without the key")
    _refused(own.visit(f"#c={GOOD}&n=AAEC"), "key that opens the promise is cut off")
    page = own.visit(f"#c={GOOD}&n=AAECAwQFBgcICQoLDA0ODw")
    wait_for_text(page, "[data-part=committed]", "The promise is kept")


def test_a_promise_that_is_pasted_for_a_code_leads_to_the_promise(own: Device) -> None:
    page = own.visit()
    paste(page, f"ipc1.{'A' * 43}")
    screen(page, "commitment")


def test_a_checksum_alone_makes_no_code(own: Device) -> None:
    bits = BitWriter()
    bits.put(0, 16)
    payload = bits.to_bytes()
    data = payload + binascii.crc32(b"ip1." + payload).to_bytes(4, "big")
    text = binascii.b2a_base64(data, newline=False).decode().rstrip("=").replace("+", "-").replace("/", "_")
    page = own.visit(f"{own.url}compatibility/#c=ip1.{text}")
    _refused(page, "does not hold what a profile code holds")


def test_what_is_no_ones_code_is_left_in_the_address(own: Device) -> None:
    page = own.visit(f"{own.url}compatibility/#what-the-report-shows")
    assert page.evaluate("location.hash") == "#what-the-report-shows"
    assert page.get_attribute("ip-compatibility", "data-screen") == "start"


def test_the_good_code_is_what_python_reads() -> None:
    assert decode(GOOD) == _shared()
