"""The search as readers use it: by keyboard, offline, after a failure, on a sealed page."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import open_quiz, wait_for_engine
from tests.fixtures.address import BASE

ARTICLE = "articles/secure-attachment/"
QUIZ = "quiz/attachment/"
INDEX = "**/pagefind/**"


@pytest.fixture
def dialog(page: Page) -> Locator:
    """The search, open or not."""
    return page.locator("#ip-search")


def search(page: Page, question: str) -> None:
    """Open the search by its keys and type a question."""
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+k")
    expect(page.locator("#ip-search")).to_be_visible()
    page.keyboard.type(question)


def said(dialog: Locator) -> Locator:
    return dialog.locator("[data-search=said]")


def results(dialog: Locator) -> Locator:
    return dialog.locator("[data-search=results] a")


def asked_of_the_index(server: StaticServer) -> list[str]:
    return [path for path in server.paths if path.startswith("/pagefind/")]


@pytest.mark.sampled
@pytest.mark.parametrize("path", ["", ARTICLE, QUIZ, "404.html"])
def test_nothing_of_the_index_is_fetched_before_the_search_is_opened(
    page: Page, server: StaticServer, dialog: Locator, complaints: list[str], path: str
) -> None:
    server.paths.clear()
    page.goto(server.url + path, wait_until="networkidle")
    assert asked_of_the_index(server) == []
    page.get_by_role("button", name="Search", exact=True).click()
    expect(dialog.locator("[data-search=query]")).to_be_focused()
    expect(said(dialog)).to_contain_text("Type a word or a question")
    for _ in range(200):
        if "/pagefind/pagefind.js" in server.paths:
            break
        page.wait_for_timeout(50)
    assert "/pagefind/pagefind.js" in server.paths
    assert page.workers == []
    assert complaints == []


def test_an_article_is_found_by_a_word_of_its_text(
    own_word: str, page: Page, server: StaticServer, dialog: Locator, complaints: list[str]
) -> None:
    page.goto(server.url)
    search(page, own_word)
    first = results(dialog).first
    expect(first).to_have_attribute("href", f"{BASE}{ARTICLE}")
    expect(first).to_contain_text("Relationships")
    expect(said(dialog)).to_have_text(f"1 page for “{own_word}”")
    assert dialog.locator("mark").first.inner_text().strip(",.").lower() == own_word
    assert complaints == []


def test_every_question_of_the_faq_is_found_and_opened_where_it_is_answered(
    page: Page, server: StaticServer, dialog: Locator, source: str
) -> None:
    questions = re.findall(r"^//// question \| (.+)$", source, re.M)
    assert len(questions) >= 4
    page.goto(server.url)
    for question in questions:
        search(page, question)
        link = results(dialog).and_(page.locator("[href*='#faq-']")).filter(has_text=question)
        expect(link).to_have_count(1)
        page.keyboard.press("Escape")
    search(page, questions[-1])
    link = results(dialog).and_(page.locator("[href*='#faq-']")).filter(has_text=questions[-1])
    anchor = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    page.wait_for_url(f"**/{ARTICLE}#{anchor}")
    answer = page.locator(f"details[id='{anchor}']")
    expect(answer.locator("summary")).to_have_text(questions[-1])
    expect(answer).to_have_attribute("open", "")
    expect(answer).to_be_in_viewport()


def test_takeaways_and_sections_are_found_with_their_anchors(
    page: Page, server: StaticServer, dialog: Locator
) -> None:
    page.goto(server.url)
    search(page, "jealous and lose their nerve")
    expect(results(dialog).and_(page.locator(f"[href='{BASE}{ARTICLE}#key-takeaways']"))).to_have_count(1)
    search_again = dialog.locator("[data-search=query]")
    search_again.fill("three paths to earned security")
    section = f"[href='{BASE}{ARTICLE}#three-paths-to-earned-security']"
    expect(results(dialog).and_(page.locator(section))).to_have_count(1)


def test_neither_the_form_nor_the_references_nor_the_frame_is_found(
    page: Page, server: StaticServer, dialog: Locator
) -> None:
    page.goto(server.url)
    for words in ("Strongly disagree slightly neutral", "doi.org", "CC BY accounts device"):
        search(page, f'"{words}"')
        expect(said(dialog)).to_contain_text("Nothing found")
        page.keyboard.press("Escape")


def test_arrow_keys_move_typing_goes_on_and_enter_opens(
    page: Page, server: StaticServer, dialog: Locator
) -> None:
    page.goto(server.url)
    search(page, "secur")
    query = dialog.locator("[data-search=query]")
    links = results(dialog)
    expect(links.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(query).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(query).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("e")
    expect(query).to_be_focused()
    expect(query).to_have_value("secure")
    expect(said(dialog)).to_contain_text("“secure”")
    page.keyboard.press("ArrowDown")
    target = links.nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")


def test_enter_in_the_field_opens_the_first_result_even_before_it_is_shown(
    own_word: str, page: Page, server: StaticServer
) -> None:
    page.goto(server.url)
    search(page, own_word)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{ARTICLE}")


def test_a_result_on_this_page_closes_the_search_and_leads_there(
    page: Page, server: StaticServer, dialog: Locator
) -> None:
    page.goto(server.url + ARTICLE)
    search(page, "three paths to earned security")
    results(dialog).and_(page.locator("[href$='#three-paths-to-earned-security']")).click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#three-paths-to-earned-security")).to_be_in_viewport()


def test_escape_closes_and_focus_returns(page: Page, server: StaticServer, dialog: Locator) -> None:
    page.goto(server.url)
    button = page.get_by_role("button", name="Search", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("secure")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_a_slash_in_a_field_is_a_slash(page: Page, server: StaticServer, dialog: Locator) -> None:
    page.goto(server.url)
    search(page, "and/or")
    expect(dialog.locator("[data-search=query]")).to_have_value("and/or")


def test_more_results_come_when_wanted_and_the_first_of_them_has_the_focus(
    page: Page, server: StaticServer, dialog: Locator
) -> None:
    page.goto(server.url)
    search(page, "attachment")
    pages = dialog.locator(".ip-search__result")
    expect(pages).to_have_count(5)
    dialog.get_by_role("button", name="Show more results").click()
    expect(pages.nth(5).locator("a").first).to_be_focused()
    assert len(set(pages.locator("> a").evaluate_all("links => links.map(link => link.href)"))) > 5


def test_nothing_found_is_said(page: Page, server: StaticServer, dialog: Locator) -> None:
    page.goto(server.url)
    search(page, "zyxwvut")
    expect(said(dialog)).to_contain_text("Nothing found for “zyxwvut”")
    expect(results(dialog)).to_have_count(0)


@pytest.mark.parametrize("address", ["#search=earned%20security", "?q=earned%20security"])
def test_an_address_may_carry_the_question(
    page: Page, server: StaticServer, dialog: Locator, address: str
) -> None:
    page.goto(server.url + address)
    expect(dialog.locator("[data-search=query]")).to_have_value("earned security")
    expect(results(dialog).first).to_be_visible()


@pytest.mark.parametrize(
    "missing", ["pagefind-entry.json*", "pagefind.js*", "wasm.*", "fragment/**", "index/**"]
)
def test_what_does_not_arrive_is_said_and_can_be_tried_again(
    own_word: str, page: Page, server: StaticServer, dialog: Locator, missing: str
) -> None:
    page.route(f"**/pagefind/{missing}", lambda route: route.abort())
    page.goto(f"{server.url}#search={own_word}")  # asked at once, and once
    expect(said(dialog)).to_have_text("The search could not be loaded.")
    page.unroute(f"**/pagefind/{missing}")
    dialog.get_by_role("button", name="Try again").click()
    expect(results(dialog).first).to_have_attribute("href", f"{BASE}{ARTICLE}")


def test_offline_is_said_and_the_search_goes_on_by_itself_afterwards(
    own_word: str, page: Page, server: StaticServer, dialog: Locator
) -> None:
    page.goto(server.url)
    page.keyboard.press("Control+k")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    # Its piece of the index can't arrive any more, which is not the same as finding nothing.
    page.keyboard.type(own_word)
    expect(said(dialog)).to_contain_text("You are offline")
    page.context.set_offline(False)
    expect(results(dialog).first).to_have_attribute("href", f"{BASE}{ARTICLE}")


def test_a_sealed_page_says_why_it_can_not_search_and_leads_on(
    page: Page, server: StaticServer, dialog: Locator, complaints: list[str]
) -> None:
    open_quiz(page, server.url + QUIZ)
    page.locator("fieldset[data-item] input").first.focus()
    wait_for_engine(page, "sealed")
    server.paths.clear()
    search(page, "earned security")
    expect(said(dialog)).to_contain_text("switched its network off")
    way = dialog.get_by_role("link", name="Search in a new tab")
    expect(way).to_have_attribute("href", re.compile(r"/#search=earned%20security$"))
    assert server.paths == []
    assert complaints == []
    with page.context.expect_page() as opened:
        way.click()
    elsewhere = opened.value.locator("#ip-search")
    expect(elsewhere.locator("[data-search=query]")).to_have_value("earned security")
    expect(results(elsewhere).first).to_be_visible()


def test_a_search_that_is_open_when_the_page_is_sealed_says_so_too(
    own_word: str, page: Page, server: StaticServer, dialog: Locator
) -> None:
    open_quiz(page, server.url + QUIZ)
    search(page, own_word)
    expect(results(dialog).first).to_be_visible()
    page.evaluate(f"import('{BASE}assets/quiz/seal.mjs').then(({{ seal }}) => seal())")
    expect(said(dialog)).to_contain_text("switched its network off")
    expect(results(dialog)).to_have_count(0)


def test_a_page_with_a_quiz_has_no_worker_after_a_search(
    own_word: str, page: Page, server: StaticServer, dialog: Locator
) -> None:
    open_quiz(page, server.url + QUIZ)
    search(page, own_word)
    expect(results(dialog).first).to_be_visible()
    assert page.workers == []


def test_an_excerpt_makes_no_markup_but_its_marks(page: Page, server: StaticServer) -> None:
    page.goto(server.url)
    shown = page.evaluate(
        """async ([base, text]) => {
            const { excerptNodes } = await import(`${base}assets/javascripts/search/excerpt.mjs`);
            const place = document.createElement('p');
            place.append(...excerptNodes(text));
            return place.innerHTML;
        }""",
        [BASE, "a <mark>found</mark> &lt;img src=x onerror=hurt()&gt; <img src=x> <mark><b>word</b></mark>"],
    )
    assert shown == (
        "a <mark>found</mark> &lt;img src=x onerror=hurt()&gt; &lt;img src=x&gt; "
        "<mark>&lt;b&gt;word&lt;/b&gt;</mark>"
    )


@pytest.mark.parametrize(
    ("excerpt", "heading", "tidy"),
    [
        ("are <mark>secure?</mark> Somewhat more", "How many are secure?", "Somewhat more …"),
        ("paths to earned <mark>security.</mark> It means.", "Three paths to earned security", "It means."),
        ("Nothing of it here", "Another heading", "Nothing of it here …"),
        ("How many?", "How many?", ""),
    ],
)
def test_an_excerpt_does_not_repeat_its_heading(
    page: Page, server: StaticServer, excerpt: str, heading: str, tidy: str
) -> None:
    page.goto(server.url)
    script = """async ([base, excerpt, heading]) => {
        const { tidyExcerpt } = await import(`${base}assets/javascripts/search/excerpt.mjs`);
        return tidyExcerpt(excerpt, heading);
    }"""
    assert page.evaluate(script, [BASE, excerpt, heading]) == tidy


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("  Can I become   securely attached? ", "become securely attached?"),
        ("who are you", "who are you"),
        ('"who are you, then"', '"who are you, then"'),
    ],
)
def test_words_that_stand_everywhere_are_not_asked_for(
    page: Page, server: StaticServer, typed: str, question: str
) -> None:
    page.goto(server.url)
    script = """async ([base, typed]) => {
        const { toQuestion } = await import(`${base}assets/javascripts/search/question.mjs`);
        return toQuestion(typed);
    }"""
    assert page.evaluate(script, [BASE, typed]) == question


def test_a_site_published_anew_is_searched_anew(
    own_word: str, page: Page, server: StaticServer, dialog: Locator
) -> None:
    page.goto(server.url)
    page.keyboard.press("Control+k")
    page.wait_for_load_state("networkidle")
    # The pieces that the page knows of are gone, and so is the entry that named them.
    entry = page.evaluate(f"fetch('{BASE}pagefind/pagefind-entry.json').then(response => response.text())")
    missing = {"index": True}

    def answer(route: Route) -> None:
        if missing.pop("index", False):
            page.route("**/pagefind-entry.json", lambda entries: entries.fulfill(body=f"{entry} "))
            route.fulfill(status=404, body="")
        else:
            route.continue_()

    page.route("**/pagefind/index/**", answer)
    page.keyboard.type(own_word)
    expect(results(dialog).first).to_have_attribute("href", f"{BASE}{ARTICLE}")
    assert missing == {}
