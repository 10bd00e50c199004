"""The site for reading elsewhere: feeds of the newest articles, each page as Markdown, and the list of those."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

from innerpersona_site.content.feeds import JSON_FILE, RSS_FILE, Entry, Feed, json_feed, rss
from innerpersona_site.content.model import Card, Kind, PageFacts
from innerpersona_site.content.page_facts import SiteIndex
from innerpersona_site.content.plain_copies import FILE, LIST_FILE, Listed, llms_list, markdown_copy
from innerpersona_site.content.structured_data import Publisher
from innerpersona_site.content.texts import Texts
from innerpersona_site.plugin.portable import KeptTexts

_OTHERS: Final = {
    Kind.QUIZ: "quizzes",
    Kind.COMPATIBILITY: "quizzes",
    Kind.PAGE: "about",
}
"""Kinds of pages that the list names after the articles, and the headings that it gives them."""


class Elsewhere:
    """Gathers what pages say while a site is built, and writes it in other forms at the end."""

    def __init__(
        self,
        publisher: Publisher,
        description: str,
        latest: tuple[Card, ...],
        texts: Texts,
        copies: KeptTexts,
    ) -> None:
        self._publisher = publisher
        self._description = description
        self._latest = latest
        self._texts = texts
        self._portable = copies
        self._feed_html: dict[str, str] = {}
        self._copies: dict[str, str] = {}
        self._others: dict[str, list[Listed]] = {name: [] for name in _OTHERS.values()}

    def read(self, facts: PageFacts, html: str) -> None:
        """Take the content of a page as its template gets it."""
        text = self._portable.portable(html, urljoin(self._publisher.url, facts.url), self._texts)
        self._copies[facts.url] = markdown_copy(facts, text.markdown, self._publisher.url, self._texts)
        if facts.url in {card.url for card in self._latest}:
            self._feed_html[facts.url] = text.html
        if (kind := Kind(facts.kind)) in _OTHERS:
            self._others[_OTHERS[kind]].append(Listed(facts.title, facts.url, facts.description))

    def write(self, site: Path, index: SiteIndex, pictures: dict[str, str]) -> None:
        """Write everything into a built site.

        Args:
            site: the folder of the built site.
            index: the published pages.
            pictures: the absolute URL of each page's card, by the page's root-relative URL.
        """
        base = urlsplit(self._publisher.url).path or "/"
        for url, text in self._copies.items():
            (site / url.removeprefix(base) / FILE).write_text(text, "utf-8")
        groups = [
            (
                section.title,
                [Listed(c.title, c.url, c.description) for c in index.cards if c.section == section],
            )
            for section in index.sections
        ]
        others = [(self._texts.text(f"pages.copies.{name}"), pages) for name, pages in self._others.items()]
        listed = llms_list(self._publisher.name, self._description, self._publisher.url, [*groups, *others])
        (site / LIST_FILE).write_text(listed, "utf-8")
        feed = self._feed(index, pictures)
        (site / RSS_FILE).write_text(rss(feed), "utf-8")
        (site / JSON_FILE).write_text(json_feed(feed), "utf-8")

    def _feed(self, index: SiteIndex, pictures: dict[str, str]) -> Feed:
        entries = [
            self._entry(index.facts(f"articles/{card.slug}.md"), pictures.get(card.url, ""))
            for card in self._latest
        ]
        whose = self._publisher
        return Feed(whose.name, whose.url, self._description, whose.language, whose.logo, entries)

    def _entry(self, facts: PageFacts, picture: str) -> Entry:
        if facts.date is None:
            raise ValueError(f"{facts.url} has no date")
        return Entry(
            title=facts.title,
            url=urljoin(self._publisher.url, facts.url),
            summary=facts.description,
            html=self._feed_html[facts.url],
            published=facts.date,
            updated=facts.updated or facts.date,
            authors=tuple(
                replace(author, url=urljoin(self._publisher.url, author.url)) for author in facts.authors
            ),
            categories=tuple(part.title for part in (facts.section, facts.topic) if part),
            image=picture,
        )
