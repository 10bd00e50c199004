"""Templates: what stands in facts reaches the page as it is, and links lead where they should from every page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import urljoin

import jinja2
import lxml.html
import pytest

from innerpersona_site.content.model import PageFacts, SiteFacts
from innerpersona_site.pages.environment import relative_url, render_page
from innerpersona_site.pages.facts import holding, social_card, trail
from tests.theme import TEXTS, example_pages, theme_environment

HOSTILE = "A <b> & \"c\" 'd' {{ e }}</script><!--"
SITE, PAGES = example_pages(HOSTILE)
ENVIRONMENT = theme_environment()
NAMES = [f"{page.template}-{number}" for number, page in enumerate(PAGES)]


def rendered(page: PageFacts, site: SiteFacts = SITE) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(render_page(ENVIRONMENT, page, site))


def every_text(document: lxml.html.HtmlElement) -> list[str]:
    scripts = set(document.iter("script", "style"))
    elements = list(document.iter(lxml.html.etree.Element))
    texts = [e.text or "" for e in elements if e not in scripts] + [e.tail or "" for e in elements]
    return texts + [value for element in elements for value in element.attrib.values()]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_text_that_looks_like_markup_is_text(page: PageFacts) -> None:
    document = rendered(page)
    assert not list(document.iter("b")), "a title became an element"
    assert not list(document.iter(lxml.html.etree.Comment))
    texts = every_text(document)
    # An ampersand's escape in parsed text has been escaped twice.
    assert not [text for text in texts if re.search(r"&(amp|lt|gt|quot|#\d+);", text)]
    assert document.findtext("head/title") in (HOSTILE, f"{HOSTILE} · {HOSTILE}")
    assert sum(HOSTILE in text for text in texts) > 1


def test_a_byline_says_how_the_text_was_written_and_who_reviewed_it() -> None:
    page = PageFacts(
        "article",
        "A title",
        "D",
        "/base/articles/one/",
        template="article.html",
        ai="generated",
        ai_url="/base/about/authors/#how-an-article-is-made",
        reviewed_by=("Ann <One>", "Two"),
    )
    lines = rendered(page).xpath("//p[@class='ip-article__byline']")
    assert [" ".join(line.text_content().split()) for line in lines] == [
        TEXTS.text("pages.article.ai_generated"),
        TEXTS.text("pages.article.reviewed", names="Ann <One> and Two"),
    ]
    assert lines[0].xpath("a/@href") == ["../../about/authors/#how-an-article-is-made"]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_text_is_whole_in_the_head_and_in_structured_data(page: PageFacts) -> None:
    document = rendered(page)
    if page.moved_to:
        return
    for name in ("og:title", "og:description", "og:site_name"):
        assert document.xpath(f"//meta[@property='{name}']/@content") == [HOSTILE], name
    (card,) = document.xpath("//meta[@property='og:image:alt']/@content")
    assert card == TEXTS.text("pages.head.card", title=HOSTILE)
    data = document.xpath("//script[@type='application/ld+json']/text()")
    assert len(data) == (0 if page.any_address else 1)
    for text in data:
        names = re.findall(r'"(?:name|headline|text)":("(?:[^"\\]|\\.)*")', text)
        assert HOSTILE in {json.loads(name) for name in names}
        assert json.loads(text)["@context"] == "https://schema.org"
    for text in document.xpath("//script[@id='ip-reading-list']/text()"):
        assert {entry["title"] for entry in json.loads(text)} == {HOSTILE}


def test_a_page_is_titled_by_its_own_name_and_that_of_the_site() -> None:
    site, pages = example_pages("Words & <words>")
    page = next(page for page in pages if page.template == "main.html")
    html = render_page(ENVIRONMENT, page, SITE)
    assert "<title>Words &amp; &lt;words&gt; · A &lt;b&gt; &amp; &#34;c&#34;" in html
    assert "<h1>Words &amp; &lt;words&gt;</h1>" in html
    assert "<title>Words &amp; &lt;words&gt;</title>" in render_page(ENVIRONMENT, page, site)


@pytest.mark.parametrize("base", ["/", "/below/two/"])
def test_links_lead_to_the_same_addresses_from_every_page(base: str) -> None:
    site, pages = example_pages("Words", base)
    for page in pages:
        address = urljoin("https://site.example", page.url)
        document = rendered(page, site)
        for element in document.iter("a", "link", "script"):
            target = element.get("href") or element.get("src")
            if target and not target.startswith(("https:", "data:", "#")):
                assert urljoin(address, target).startswith(f"https://site.example{base}"), (page.url, target)
                assert page.any_address == target.startswith("/"), (page.url, target)
        brands = document.xpath("//a[@class='ip-brand']/@href")
        assert [urljoin(address, brand) for brand in brands] == [site.url] * len(brands)


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("/", "/", "./"),
        ("/", "/quiz/", "../"),
        ("/quiz/", "/quiz/", "./"),
        ("/quiz/a/", "/quiz/", "a/"),
        ("/articles/a/", "/articles/b/", "../a/"),
        ("/x.css", "/", "x.css"),
        ("/x.css", "/a/b/", "../../x.css"),
        ("/a/", "/b.html", "a/"),
    ],
)
def test_the_way_from_one_page_to_another(target: str, page: str, link: str) -> None:
    assert relative_url(target, page) == link
    assert urljoin(page, link) == target


def test_an_address_elsewhere_and_one_on_the_page_stay_as_they_are() -> None:
    template = ENVIRONMENT.from_string(
        "{{ 'https://a.example/b' | url }} {{ '#c' | url }} {{ '/d/?e=f#g' | url }} {{ 'h.css' | url }} {{ '.' | url }}"
    )
    page = PageFacts("page", "T", "D", "/about/x/")
    assert template.render(page=page, site=SITE) == "https://a.example/b #c ../../d/?e=f#g ../../h.css ../../"


def test_a_name_that_no_fact_has_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError, match="no attribute 'latest'"):
        ENVIRONMENT.from_string("{{ site.latest }}").render(page=PAGES[0], site=SITE)


def test_the_page_for_unknown_addresses_is_in_no_index() -> None:
    for page in PAGES[:-1]:
        document = rendered(page)
        unknown = page.template == "404.html"
        assert bool(document.xpath("//meta[@name='robots']")) is unknown
        assert bool(document.xpath("//link[@rel='canonical']")) is not unknown
        assert bool(document.xpath("//main[@data-pagefind-body]")) is not unknown


def test_the_navigation_marks_where_the_reader_is() -> None:
    site, pages = example_pages("Words")
    marks = {
        page.template: rendered(page, site).xpath("//nav[@class='ip-header__nav']//a/@aria-current")
        for page in pages
        if page.template != "moved.html"
    }
    assert marks["hub.html"] == ["page"]
    assert marks["article.html"] == ["true"], "the article's section"
    assert marks["main.html"] == ["true"], "the folder that it stands in"
    assert marks["home.html"] == marks["404.html"] == []


def test_the_pages_above_a_page() -> None:
    site, pages = example_pages("Words")
    urls = {page.template: [crumb.url for crumb in trail(page, site)] for page in pages}
    assert urls["home.html"] == []
    assert urls["hub.html"] == ["/"]
    assert urls["article.html"] == ["/", "/s/"]
    assert urls["main.html"] == ["/", "/about/"]
    folder = holding("/about/help/", site.navigation)
    assert folder is not None and folder.url == "/about/"
    assert holding("/s/", site.navigation) is None


def test_a_card_is_drawn_by_the_topic_or_the_name_of_its_page() -> None:
    site, pages = example_pages("Words", "/below/")
    cards = {page.template: social_card(page, site) for page in pages}
    assert (cards["article.html"].slug, cards["article.html"].topic) == ("one", "awareness")
    assert cards["article.html"].kicker == "Words · Words"
    assert (cards["home.html"].slug, cards["main.html"].topic) == ("index", "help")


@pytest.mark.parametrize("base", ["/", "/below/two/"])
@pytest.mark.parametrize("template", ["partials/header.html", "partials/footer.html"])
def test_what_pages_of_a_folder_share_is_what_each_would_have_by_itself(base: str, template: str) -> None:
    site, pages = example_pages("Words", base)
    shared = theme_environment().from_string(f'{{{{ frame("{template}") }}}}')
    own = theme_environment().from_string(f'{{% include "{template}" %}}')
    others = [replace(page, url=f"{page.url}too/") for page in pages if page.url.endswith("/")]
    for page in [*pages, *others]:
        assert shared.render(page=page, site=site) == own.render(page=page, site=site), page.url


def test_a_part_that_pages_share_may_not_read_what_is_only_one_page_s() -> None:
    environment = theme_environment()
    loader = jinja2.DictLoader(
        {
            "title.html": "{{ page.title }}",
            "sheet.html": '{{ stylesheet("base") }}',
            "place.html": "{{ page.url }}",
        }
    )
    environment.loader = loader
    for name in loader.mapping:
        template = environment.from_string(f'{{{{ frame("{name}") }}}}')
        if name == "place.html":
            template.render(page=PAGES[0], site=SITE)
            continue
        with pytest.raises((jinja2.UndefinedError, TypeError)):
            template.render(page=PAGES[0], site=SITE)
