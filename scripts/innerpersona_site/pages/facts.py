"""What a page's facts gain once its Markdown is rendered and the navigation is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urljoin

from markupsafe import Markup

from innerpersona_site.content.mark import ICON
from innerpersona_site.content.model import (
    NO_HTML,
    CardImage,
    EngineFacts,
    Heading,
    Kind,
    NavItem,
    PageFacts,
    Question,
    SiteFacts,
)
from innerpersona_site.content.social_card import SocialCard
from innerpersona_site.content.structured_data import Crumb, Publisher, structured_data

_PROFILE_NOTE: Final = "ip-profile-note"
"""The class of a passage for readers with a certain profile."""
_MINUTE: Final = ('class="ip-takeaways"', 'class="ip-try"')
"""What an article must hold besides its lead, so that it can be shown in a minute."""
_WRITING: Final = re.compile(
    r"<(?:dl|video|audio|abbr|math|del|mark|caption|pre|details>|details open)\b|class=\"ip-(?:note|tasks|figure)\b"
)
"""What is styled by a sheet of its own, which the other pages don't load."""


def complete(
    facts: PageFacts,
    site: SiteFacts,
    *,
    html: str = "",
    contents: tuple[Heading, ...] = (),
    questions: tuple[Question, ...] = (),
    card: CardImage | None = None,
    engine: EngineFacts | None = None,
    exchange: Markup = NO_HTML,
) -> PageFacts:
    """Return the facts that a page's template reads.

    Args:
        facts: what is known of the page from its source.
        site: the frame of all pages.
        html: the page's Markdown as HTML.
        contents: its headings of the second level and below.
        questions: those of its FAQ.
        card: its social card, where cards are drawn.
        engine: for a page that needs the engine.
        exchange: for the page where two people compare, the screens of the exchange.
    """
    folder = holding(facts.url, site.navigation)
    facts = replace(
        facts,
        content=Markup(html),
        contents=contents,
        questions=questions,
        canonical_url=_canonical(facts, site),
        place=facts.section.title if facts.section else folder.title if folder else "",
        folder=folder,
        has_profile_note=_PROFILE_NOTE in html,
        has_minute=all(part in html for part in _MINUTE),
        has_writing=_WRITING.search(html) is not None,
        card=card,
        engine=engine,
        exchange=exchange,
    )
    if facts.any_address or facts.moved_to:
        return facts
    image = urljoin(site.url or "/", card.path) if card else ""
    data = structured_data(facts, publisher(site), trail(facts, site), image)
    return replace(facts, structured_data=Markup(data))


def _canonical(facts: PageFacts, site: SiteFacts) -> str:
    return "" if facts.any_address or not site.url else urljoin(site.url, facts.moved_to or facts.url)


def holding(url: str, items: Iterable[NavItem]) -> NavItem | None:
    """Return the innermost folder of the navigation that holds the page at `url`, if one does."""
    for item in items:
        if item.children and item.leads_to(url):
            return holding(url, item.children) or item
    return None


def publisher(site: SiteFacts) -> Publisher:
    """Return whose site it is; one without an address has its root at "/"."""
    url = site.url or "/"
    licence = site.licence.url if site.licence else ""
    return Publisher(site.name, url, site.language, urljoin(url, ICON), licence)


def trail(facts: PageFacts, site: SiteFacts) -> Sequence[Crumb]:
    """Return the pages above a page: the front page, an article's section, the first page of a folder."""
    home = next((item for item in site.navigation if item.url == site.base and not item.children), None)
    above = [Crumb(home.title, home.url)] if home and facts.url != site.base else []
    folder = holding(facts.url, site.navigation)
    if facts.section and facts.kind != Kind.HUB:
        above.append(Crumb(facts.section.title, facts.section.url))
    elif folder and facts.url != folder.url and facts.url.startswith(folder.url):
        above.append(Crumb(folder.title, folder.url))
    return above


def social_card(facts: PageFacts, site: SiteFacts) -> SocialCard:
    """Return the card of a page. A page without a topic of its own is drawn by its name, which may be a topic's."""
    slug = facts.url.removeprefix(site.base).strip("/").rsplit("/", 1)[-1] or "index"
    place = facts.section.title if facts.section and facts.kind != Kind.HUB else ""
    topic = facts.topic.title if facts.topic else ""
    return SocialCard(
        title=site.tagline or facts.title if facts.kind == Kind.HOME else facts.title,
        kicker=" · ".join(part for part in (place, topic) if part),
        slug=slug,
        topic=facts.topic.slug if facts.topic else slug,
        site=site.name,
        drawing=facts.drawing,
    )
