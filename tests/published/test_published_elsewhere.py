"""The site for reading elsewhere: feeds, Markdown copies, the list of those, the map for search engines."""

import json
import re
import xml.etree.ElementTree as etree
from pathlib import Path

import lxml.html
import pytest
from markdown_it import MarkdownIt

from tests.fixtures.address import SITE

ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="session")
def addresses(site: Path) -> set[str]:
    """The canonical address of every page that may be listed."""
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("index.html")]
    listed = [text for text in pages if '<meta name="robots" content="noindex' not in text]
    found = {re.findall(r'<link rel="canonical" href="([^"]+)">', text)[0] for text in listed}
    assert {SITE, f"{SITE}articles/secure-attachment/"} <= found
    return found


def _file(site: Path, address: str) -> Path:
    assert address.startswith(SITE), address
    path = site / address.removeprefix(SITE).partition("#")[0]
    return path / "index.html" if path.is_dir() else path


def _lead_somewhere(site: Path, text: str) -> None:
    links = re.findall(r'(?:href|src)="([^"]+)"|\]\(([^)\s]+)\)|<(https?:[^>\s]+)>', text)
    assert links or any(page in text for page in ("/worksheets/", "/about/codebook/")), text[:200]
    for link in map("".join, links):
        assert link.startswith(("https://", "http://", "tel:", "mailto:", "sms:")), link
        if link.startswith(SITE):
            assert _file(site, link).is_file(), link


def test_both_feeds_have_the_newest_articles_whole(site: Path, addresses: set[str]) -> None:
    channel = etree.parse(site / "feed.xml").getroot().find("channel")
    assert channel is not None
    items = channel.findall("item")
    data = json.loads((site / "feed.json").read_text(encoding="utf-8"))["items"]
    assert [item.findtext("link") for item in items] == [item["url"] for item in data]
    assert len(data) >= 10
    for item, entry in zip(items, data, strict=True):
        html = item.findtext(ENCODED) or ""
        assert html == entry["content_html"]
        assert entry["url"] in addresses
        words = len(re.sub(r"<[^>]+>", " ", html).split())
        assert words > 1000, (entry["url"], words)
        assert not re.search(r"<(?:form|button|script|style|svg|ip-quiz)\b", html), entry["url"]
        assert ">References</h2>" in html
        assert _file(site, entry["image"]).is_file()
        _lead_somewhere(site, html)
    days = [entry["date_published"] for entry in data]
    assert days == sorted(days, reverse=True)


def test_every_page_has_a_markdown_copy_beside_it(site: Path, addresses: set[str]) -> None:
    for address in addresses:
        page = _file(site, address)
        assert 'type="text/markdown"' in page.read_text(encoding="utf-8"), address
        text = (page.parent / "index.md").read_text(encoding="utf-8")
        assert text.startswith("# "), address
        assert address in text.split("\n", 3)[2], address
        prose = re.sub(r"`[^`]+`|^```.*?^```", "", text, flags=re.M | re.S)
        assert not re.search(r"<(?!https?:)/?[a-z]|\[-?@|^/{3,}|&\w+;|\n{3,}", prose, re.M), address
        _lead_somewhere(site, text)


def test_an_articles_copy_has_all_that_it_says(site: Path) -> None:
    text = (site / "articles" / "secure-attachment" / "index.md").read_text(encoding="utf-8")
    for heading in ("## Key takeaways", "## Frequently asked questions", "## References"):
        assert f"\n{heading}\n" in text
    assert text.count("\n### ") > 6
    assert re.search(r"\(Hazan & Shaver, 1987\)|Hazan and Shaver \(1987\)", text)
    assert "\n| --- |" in text


def test_a_copy_is_read_by_a_markdown_parser_as_what_the_feed_says(site: Path) -> None:
    def letters(html: str) -> str:
        return "".join("".join(lxml.html.fromstring(f"<div>{html}</div>").itertext()).split())

    reader = MarkdownIt("commonmark").enable("table")
    for entry in json.loads((site / "feed.json").read_text(encoding="utf-8"))["items"]:
        copy = (_file(site, entry["url"]).parent / "index.md").read_text(encoding="utf-8")
        *_, text = copy.split("\n\n", 2)  # below the title and the line about the page
        assert letters(reader.render(text)) == letters(entry["content_html"]), entry["url"]


def test_the_list_names_the_copy_of_every_article_and_quiz(site: Path, addresses: set[str]) -> None:
    text = (site / "llms.txt").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[[^\]]+\]\((\S+)index\.md\): \S", text, re.M)
    assert len(listed) == len(set(listed))
    lists = {SITE, f"{SITE}relationships/", f"{SITE}personality/"}
    assert set(listed) == addresses - lists
    assert re.findall(r"^## (.+)$", text, re.M)[:5] == [
        "Relationships",
        "Personality",
        "Paths",
        "Worksheets",
        "Quizzes",
    ]


def test_the_map_has_every_page_and_the_day_that_content_gives(site: Path, addresses: set[str]) -> None:
    root = etree.parse(site / "sitemap.xml").getroot()
    days = {url.findtext(f"{MAP}loc"): url.findtext(f"{MAP}lastmod") for url in root}
    assert set(days) == addresses
    for address, day in days.items():
        page = _file(site, str(address)).read_text(encoding="utf-8")
        modified = re.findall(r'article:modified_time" content="([^"]+)"', page)
        if modified:
            assert [day] == modified, address
    assert days[SITE] == max(day for day in days.values() if day)
    assert days[f"{SITE}about/privacy/"] is None
    assert f"Sitemap: {SITE}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")
