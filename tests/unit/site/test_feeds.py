"""Feeds of the newest articles."""

from __future__ import annotations

import datetime
import json
import xml.etree.ElementTree as etree

import pytest

from innerpersona_site.content.authors import Author
from innerpersona_site.content.feeds import Entry, Feed, json_feed, rss

ONE = Entry(
    title='Who & "why"',
    url="https://site.example/articles/one/",
    summary="A summary",
    html="<p>All of it & more</p>",
    published=datetime.date(2026, 3, 1),
    updated=datetime.date(2026, 4, 2),
    authors=(
        Author("Ann One", "https://site.example/authors/#one"),
        Author("Two", "https://site.example/authors/#two"),
    ),
    categories=("Relationships", "Awareness"),
    image="https://site.example/card.png",
)
FEED = Feed("Test", "https://site.example/", "About", "en", "https://site.example/icon.svg", [ONE])
NAMES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": "http://www.w3.org/2005/Atom",
}


def test_an_item_of_the_rss_feed_has_the_whole_article() -> None:
    channel = etree.fromstring(rss(FEED).encode()).find("channel")
    assert channel is not None
    (item,) = channel.findall("item")
    assert item.findtext("title") == ONE.title
    assert item.findtext("link") == item.findtext("guid") == ONE.url
    assert item.findtext("description") == "A summary"
    assert item.findtext("content:encoded", namespaces=NAMES) == ONE.html
    assert [name.text for name in item.findall("dc:creator", NAMES)] == ["Ann One", "Two"]
    assert item.findtext("pubDate") == "Sun, 01 Mar 2026 00:00:00 +0000"
    assert [category.text for category in item.findall("category")] == ["Relationships", "Awareness"]


def test_the_rss_channel_says_whose_it_is_and_where() -> None:
    channel = etree.fromstring(rss(FEED).encode()).find("channel")
    assert channel is not None
    assert [channel.findtext(name) for name in ("title", "link", "description", "language")] == [
        "Test",
        "https://site.example/",
        "About",
        "en",
    ]
    link = channel.find("atom:link", NAMES)
    assert link is not None
    assert (link.get("href"), link.get("rel")) == ("https://site.example/feed.xml", "self")
    assert channel.findtext("lastBuildDate") == "Thu, 02 Apr 2026 00:00:00 +0000"


def test_the_json_feed_has_the_same() -> None:
    data = json.loads(json_feed(FEED))
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert (data["home_page_url"], data["feed_url"]) == (
        "https://site.example/",
        "https://site.example/feed.json",
    )
    (item,) = data["items"]
    assert item["id"] == item["url"] == ONE.url
    assert item["content_html"] == ONE.html
    assert item["date_published"] == "2026-03-01T00:00:00+00:00"
    assert item["date_modified"] == "2026-04-02T00:00:00+00:00"
    assert (item["image"], item["tags"]) == (ONE.image, ["Relationships", "Awareness"])


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f"])
def test_what_xml_cannot_hold_is_left_out(sign: str) -> None:
    feed = Feed("Te" + sign + "st", "https://site.example/", "About", "en", "", [])
    channel = etree.fromstring(rss(feed).encode()).find("channel")
    assert channel is not None
    assert channel.findtext("title") == "Test"
    assert channel.find("lastBuildDate") is None


def test_a_site_without_articles_has_feeds_without_items() -> None:
    feed = Feed("Test", "https://site.example/", "About", "en", "", [])
    assert json.loads(json_feed(feed))["items"] == []
