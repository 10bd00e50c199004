"""The newest articles as feeds, whole: RSS 2.0 and JSON Feed 1.1.

Sources: https://www.rssboard.org/rss-specification, https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import datetime
import json
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Final

from innerpersona_site.content.authors import Author
from innerpersona_site.content.xml_text import xml_text

RSS_FILE: Final = "feed.xml"
JSON_FILE: Final = "feed.json"

_ATOM: Final = "http://www.w3.org/2005/Atom"
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
_CREATOR: Final = "http://purl.org/dc/elements/1.1/"

for _prefix, _namespace in (("atom", _ATOM), ("content", _CONTENT), ("dc", _CREATOR)):
    etree.register_namespace(_prefix, _namespace)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a feed. Addresses are absolute; `html` is all of its text; days are in UTC."""

    title: str
    url: str
    summary: str
    html: str
    published: datetime.date
    updated: datetime.date
    authors: tuple[Author, ...]
    categories: tuple[str, ...]
    image: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A site's newest articles, newest first. `url` is that of the site, with a slash at its end."""

    title: str
    url: str
    description: str
    language: str
    icon: str
    entries: Sequence[Entry]


def rss(feed: Feed) -> str:
    """Return the feed as RSS 2.0, with each article's text in `content:encoded`."""
    root = etree.Element("rss", {"version": "2.0"})
    channel = etree.SubElement(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.url)
    _add(channel, "description", feed.description)
    _add(channel, "language", feed.language)
    itself = {"href": feed.url + RSS_FILE, "rel": "self", "type": "application/rss+xml"}
    etree.SubElement(channel, f"{{{_ATOM}}}link", itself)
    if feed.entries:
        newest = max(entry.updated for entry in feed.entries)
        _add(channel, "lastBuildDate", format_datetime(_midnight(newest)))
    for entry in feed.entries:
        item = etree.SubElement(channel, "item")
        _add(item, "title", entry.title)
        _add(item, "link", entry.url)
        _add(item, "guid", entry.url).set("isPermaLink", "true")
        _add(item, "pubDate", format_datetime(_midnight(entry.published)))
        for author in entry.authors:
            _add(item, f"{{{_CREATOR}}}creator", author.name)
        for category in entry.categories:
            _add(item, "category", category)
        _add(item, "description", entry.summary)
        _add(item, f"{{{_CONTENT}}}encoded", entry.html)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


def json_feed(feed: Feed) -> str:
    """Return the feed as JSON Feed 1.1, with each article's text in `content_html`."""
    items = []
    for entry in feed.entries:
        item = {
            "id": entry.url,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.html,
            "date_published": _midnight(entry.published).isoformat(),
            "date_modified": _midnight(entry.updated).isoformat(),
            "authors": [{"name": author.name, "url": author.url} for author in entry.authors],
            "tags": list(entry.categories),
            "language": feed.language,
        }
        if entry.image:
            item["image"] = entry.image
        items.append(item)
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": feed.url + JSON_FILE,
        "description": feed.description,
        "icon": feed.icon,
        "language": feed.language,
        "items": items,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _add(parent: etree.Element, name: str, text: str) -> etree.Element:
    element = etree.SubElement(parent, name)
    element.text = xml_text(text)
    return element
