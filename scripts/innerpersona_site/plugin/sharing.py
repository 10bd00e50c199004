"""What a page says of itself to those who show it elsewhere: search engines, feed readers, link previews."""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from innerpersona_site.content.model import Kind, PageFacts
from innerpersona_site.content.page_facts import SiteIndex
from innerpersona_site.content.social_card import SocialCard
from innerpersona_site.content.structured_data import Crumb, Publisher, structured_data

LOGO: Final = "assets/images/favicon.svg"


def publisher(config: MkDocsConfig) -> Publisher:
    """Return whose site it is; a site without an address is at the root of nowhere."""
    url = config.site_url or "/"
    return Publisher(config.site_name, url, str(config.theme.get("language", "en")), urljoin(url, LOGO))


def trail(facts: PageFacts, page: Page, nav: Navigation) -> list[Crumb]:
    """Return the pages above a page: the front page, an article's section, the first page of a folder."""
    above = []
    if nav.homepage and nav.homepage is not page:
        above.append(Crumb(str(nav.homepage.title), nav.homepage.abs_url or "/"))
    if facts.section and facts.kind != Kind.HUB:
        above.append(Crumb(facts.section.title, facts.section.url))
    elif page.parent and page.parent.children:
        first = page.parent.children[0]
        if isinstance(first, Page) and first is not page and page.url.startswith(first.url):
            above.append(Crumb(page.parent.title or "", first.abs_url or ""))
    return above


def last_change(facts: PageFacts, index: SiteIndex) -> str:
    """Return the day on which a page last changed, as far as content knows: its own, or that of what it lists."""
    match facts.kind:
        case Kind.HOME:
            listed = index.site.latest
        case Kind.HUB:
            listed = tuple(card for _, cards in facts.groups for card in cards)
        case _:
            listed = ()
    pages = [facts, *(index.facts(f"articles/{card.slug}.md") for card in listed)]
    days = [day for page in pages for day in (page.date, page.updated) if day]
    return max(days).isoformat() if days else ""


def social_card(facts: PageFacts, page: Page, config: MkDocsConfig) -> SocialCard:
    """Return the card of a page. A page without a topic of its own is drawn by its name, which may be a topic's."""
    slug = page.url.strip("/").rsplit("/", 1)[-1] or "index"
    place = facts.section.title if facts.section and facts.kind != Kind.HUB else ""
    topic = facts.topic.title if facts.topic else ""
    return SocialCard(
        title=str(config.extra.get("tagline", facts.title)) if facts.kind == Kind.HOME else facts.title,
        kicker=" · ".join(part for part in (place, topic) if part),
        slug=slug,
        topic=facts.topic.slug if facts.topic else slug,
        site=config.site_name,
    )


def data(facts: PageFacts, page: Page, nav: Navigation, config: MkDocsConfig, image: str = "") -> str:
    """Return a page's structured data as JSON that may stand in a script element."""
    return structured_data(facts, publisher(config), trail(facts, page, nav), image)
