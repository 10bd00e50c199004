"""What leads other programs, and their readers, to the pages: feeds of the newest articles, llms.txt, sitemap, robots."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final
from urllib.parse import urljoin

from innerpersona_site.cache import digest, value_digest
from innerpersona_site.content.feeds import JSON_FILE, RSS_FILE, Entry, Feed, json_feed, rss
from innerpersona_site.content.model import Card, CardImage, Kind, PageFacts, SiteFacts
from innerpersona_site.content.page_facts import SiteIndex
from innerpersona_site.content.plain_copies import LIST_FILE, Listed, llms_list
from innerpersona_site.content.texts import Texts
from innerpersona_site.output.tree import OutputTree
from innerpersona_site.pages.facts import publisher

_OTHERS: Final = {
    Kind.PATH: "pages.copies.paths",
    Kind.WORKSHEET: "pages.copies.worksheets",
    Kind.QUIZ: "pages.copies.quizzes",
    Kind.COMPATIBILITY: "pages.copies.quizzes",
    Kind.PAGE: "pages.copies.about",
}
"""Kinds of pages that the list names after the articles, and the keys of the headings that it gives them."""


ABOUT_ALL: Final = ("sitemap.xml", "robots.txt")
"""Templates of the theme that are about all pages."""


def emit_texts(
    tree: OutputTree,
    paths: Iterable[str],
    site: SiteFacts,
    pages: Iterable[PageFacts],
    render: Callable[[str, SiteFacts, list[PageFacts]], str],
    templates: Callable[[str], str],
) -> None:
    """Emit the sitemap and robots.txt, which are templates of the theme.

    Args:
        tree: the site.
        paths: those of the two that the theme has.
        site: its facts.
        pages: every published page.
        render: renders a template.
        templates: returns the hash of a template.
    """
    listed = sorted(pages, key=lambda facts: facts.url)
    days = [(facts.url, facts.changed and facts.changed.isoformat()) for facts in listed]
    for path in paths:
        key = digest(templates(path), value_digest((site, days)))
        if not tree.is_current(path, key):
            tree.add(path, render(path, site, listed).encode(), key)


def emit_list(tree: OutputTree, index: SiteIndex, site: SiteFacts, texts: Texts) -> None:
    """Emit llms.txt: the Markdown copy of each page, by section, with its description."""
    groups = [
        (section.title, [_listed(card) for card in index.cards if card.section == section])
        for section in index.sections
    ]
    others: dict[str, list[Listed]] = {texts.text(key): [] for key in _OTHERS.values()}
    for facts in map(index.facts, sorted(index)):
        if facts.kind in _OTHERS:
            others[texts.text(_OTHERS[Kind(facts.kind)])].append(_listed(facts))
    url = publisher(site).url
    tree.add_text(LIST_FILE, llms_list(site.name, site.description, url, [*groups, *others.items()]))


def emit_feeds(
    tree: OutputTree,
    site: SiteFacts,
    articles: Iterable[tuple[PageFacts, CardImage | None, str]],
    texts: Texts,
    content: Callable[[str], str],
) -> None:
    """Emit the feeds of the newest articles, whole.

    Args:
        tree: the site.
        site: its facts.
        articles: each with its card and the key of its page, newest first.
        texts: those of the site's language.
        content: from the address of a page to the HTML of its text; asked for only where a feed has to be made.
    """
    articles = list(articles)
    key = digest(value_digest(site), *(page for _, _, page in articles))
    if all(tree.is_current(path, key) for path in (RSS_FILE, JSON_FILE)):
        return
    # The library that cleans the text is needed here alone.
    from innerpersona_site.output.copies import feed_html

    whose = publisher(site)

    def entry(facts: PageFacts, card: CardImage | None) -> Entry:
        if facts.date is None:
            raise ValueError(f"{facts.url} has no date")
        url = urljoin(whose.url, facts.url)
        return Entry(
            title=facts.title,
            url=url,
            summary=facts.description,
            html=feed_html(content(facts.url), url, texts),
            published=facts.date,
            updated=facts.updated or facts.date,
            authors=tuple(replace(author, url=urljoin(whose.url, author.url)) for author in facts.authors),
            categories=tuple(part.title for part in (facts.section, facts.topic) if part),
            image=urljoin(whose.url, card.path) if card else "",
        )

    entries = [entry(facts, card) for facts, card, _ in articles]
    feed = Feed(whose.name, whose.url, site.description, whose.language, whose.logo, entries)
    tree.add(RSS_FILE, rss(feed).encode(), key)
    tree.add(JSON_FILE, json_feed(feed).encode(), key)


def _listed(page: Card | PageFacts) -> Listed:
    return Listed(page.title, page.url, page.description)
