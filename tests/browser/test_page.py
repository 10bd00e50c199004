"""What an article's own scripts do for its reader."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from innerpersona_site.content.model import PageFacts, SiteFacts
from innerpersona_site.pages.environment import render_page
from innerpersona_site.pages.facts import complete
from innerpersona_site.pages.policy import page_policy, with_policy
from innerpersona_site.static_server import StaticServer, serving
from tests.theme import theme_environment

ARTICLE = "articles/secure-attachment/"


def test_the_contents_mark_the_section_being_read(page: Page, server: StaticServer) -> None:
    page.goto(server.url + ARTICLE)
    links = page.locator(".ip-contents a")
    current = page.locator(".ip-contents a[aria-current]")
    expect(current).to_have_count(0)
    for index in (2, 4, 1):
        anchor = links.nth(index).get_attribute("href") or ""
        page.evaluate("id => document.getElementById(id).scrollIntoView({ behavior: 'instant' })", anchor[1:])
        expect(current).to_have_count(1)
        expect(current).to_have_attribute("href", anchor)
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    expect(current).to_have_count(0)


def test_a_link_to_a_question_unfolds_its_answer(page: Page, server: StaticServer) -> None:
    page.goto(server.url + ARTICLE)
    anchors = page.locator("details.ip-faq__item").evaluate_all("items => items.map(item => item.id)")
    page.goto(f"{server.url}{ARTICLE}#{anchors[0]}")
    expect(page.locator(f"#{anchors[0]}")).to_have_attribute("open", "")
    page.evaluate("anchor => { location.hash = anchor; }", anchors[-1])
    expect(page.locator(f"#{anchors[-1]}")).to_have_attribute("open", "")
    expect(page.locator(f"#{anchors[-1]}")).to_be_in_viewport()


def test_pages_load_no_script_nor_style_of_the_theme_behind_them(page: Page, server: StaticServer) -> None:
    server.paths.clear()
    page.goto(server.url + ARTICLE, wait_until="networkidle")
    loaded = [path for path in server.paths if path.endswith((".js", ".css", ".mjs"))]
    assert loaded
    assert not [path for path in loaded if ".min." in path or "/workers/" in path or "lunr" in path]
    assert page.workers == []


def test_an_article_leads_to_its_neighbors_in_time_and_back(page: Page, server: StaticServer) -> None:
    page.goto(server.url + ARTICLE)
    beside = page.get_by_role("navigation", name="More on Awareness, by date")
    beside.locator("[rel=prev]").click()
    back = page.get_by_role("navigation", name="More on Awareness, by date").locator("[rel=next]")
    expect(back).to_have_attribute("href", "../secure-attachment/")


def test_paper_spells_out_where_links_to_elsewhere_lead_and_no_others(
    page: Page, server: StaticServer
) -> None:
    page.goto(server.url + ARTICLE)
    # Articles may link to no other site today; how one would be printed is shown by a link put there.
    page.locator(".ip-prose > p").first.evaluate(
        """p => {
          const link = { href: 'https://elsewhere.example/', textContent: 'elsewhere' };
          p.append(Object.assign(document.createElement('a'), link));
        }"""
    )
    after = """links => links.map(link => {
      const { content } = getComputedStyle(link, '::after');
      return [link.getAttribute('href'), content === 'none' ? '' : JSON.parse(content)];
    })"""
    links = page.locator(".ip-article a[href]")
    assert {text for _, text in links.evaluate_all(after)} == {""}
    page.emulate_media(media="print")
    printed = links.evaluate_all(after)
    assert [link for link in printed if link[1]] == [
        ["https://elsewhere.example/", " (https://elsewhere.example/)"]
    ]
    assert [href for href, _ in printed if href.startswith("https://doi.org/")], "references show their own"
    assert [href for href, _ in printed if not href.startswith("http")]


def test_a_claim_says_how_well_it_is_backed(page: Page, server: StaticServer) -> None:
    # The two circles that go with the words: nearer for a firmer claim.
    apart: dict[str | None, float] = {}
    for article in (ARTICLE, "articles/dismissing-avoidant-attachment/"):
        page.goto(server.url + article)
        claims = page.locator("[role=note].ip-evidence")
        expect(claims.first).to_contain_text("Evidence: ")
        apart |= {
            claim.get_attribute("data-strength"): claim.locator(".ip-evidence__strength").evaluate(
                "label => parseFloat(getComputedStyle(label, '::after').marginInlineStart)"
            )
            for claim in claims.all()
        }
    assert apart["several-studies"] < apart["theory"] < apart["contested"]


def test_an_article_loads_its_quiz_when_the_reader_comes_near(page: Page, server: StaticServer) -> None:
    server.paths.clear()
    page.goto(server.url + ARTICLE, wait_until="networkidle")
    loaded = [path for path in server.paths if path.startswith("/assets/quiz/")]
    # A note for readers with a profile looks for one on the device; of the quiz itself nothing is there yet.
    assert "/assets/quiz/when-near.mjs" in loaded
    assert not {"/assets/quiz/main.mjs", "/assets/quiz/quiz-element.mjs", "/assets/quiz/client.mjs"} & {
        *loaded
    }
    page.locator("ip-quiz").scroll_into_view_if_needed()
    page.wait_for_selector("ip-quiz:defined")
    assert server.paths.count("/assets/quiz/main.mjs") == 1


def test_a_link_into_the_quiz_of_an_article_loads_it(page: Page, server: StaticServer) -> None:
    page.goto(server.url + ARTICLE)
    page.locator("fieldset[data-item] input").first.focus()
    page.wait_for_selector("ip-quiz:defined")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_former_address_leads_on_with_scripts_to_the_place_that_was_meant(
    browser: Browser, site: Path, tmp_path: Path, scripts: bool
) -> None:
    frame = SiteFacts("InnerPersona", "https://innerpersona.example/")
    moved = PageFacts(
        "moved", "Secure attachment", "", "/articles/old/", template="moved.html", moved_to=f"/{ARTICLE}"
    )
    html = with_policy(
        render_page(theme_environment(), complete(moved, frame), frame), page_policy([], quiz=False)
    )
    (tmp_path / "articles" / "old").mkdir(parents=True)
    (tmp_path / "articles" / "old" / "index.html").write_text(html)
    (tmp_path / "articles" / "secure-attachment").symlink_to(site / "articles" / "secure-attachment")
    (tmp_path / "assets").symlink_to(site / "assets")
    with serving(tmp_path) as server:
        page = browser.new_context(java_script_enabled=scripts, service_workers="block").new_page()
        page.goto(f"{server.url}articles/old/#faq", wait_until="commit")
        page.wait_for_url(f"{server.url}{ARTICLE}{'#faq' if scripts else '**'}")
        page.context.close()
