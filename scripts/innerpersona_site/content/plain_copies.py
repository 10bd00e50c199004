"""Pages as plain Markdown, and the list that leads to them: https://llmstxt.org."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from innerpersona_site.content.model import START_TEMPLATE, WORKSHEETS_TEMPLATE, Card, Kind, PageFacts
from innerpersona_site.content.texts import Texts

FILE: Final = "index.md"
"""Its name, beside the page's index.html."""

LIST_FILE: Final = "llms.txt"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page in the list; `url` is root-relative, that of the page itself."""

    title: str
    url: str
    description: str


def markdown_copy(facts: PageFacts, text: str, site_url: str, texts: Texts) -> str:
    """Return the Markdown copy of a page.

    Args:
        facts: the page.
        text: its text as Markdown.
        site_url: the absolute URL of the site.
        texts: those of the site's language.
    """
    about = [
        texts.day(facts.date) if facts.date else "",
        facts.section.title if facts.section and facts.topic else "",
    ]
    about += [facts.topic.title if facts.topic else "", urljoin(site_url, facts.url)]
    parts = [f"# {facts.title}", " · ".join(part for part in about if part), text.strip()]
    if facts.pieces:
        pieces = [Listed(piece.title, piece.url, piece.why) for piece in facts.pieces]
        parts.append(f"## {texts.text('ways.path.pieces')}\n\n{_links(pieces, site_url)}")
    if facts.template == START_TEMPLATE:
        parts.append(_links((Listed(p.title, p.url, p.description) for p in facts.paths), site_url))
    if facts.template == WORKSHEETS_TEMPLATE:
        parts.append(_links((Listed(s.title, s.url, s.description) for s in facts.worksheets), site_url))
    for topic, cards in facts.groups:
        parts.append(f"## {topic.title}\n\n{_links(map(_listed, cards), site_url)}")
    if listed := [_listed(card) for card in facts.latest] if facts.kind == Kind.HOME else []:
        parts.append(f"## {texts.text('pages.copies.newest')}\n\n{_links(listed, site_url)}")
    return "\n\n".join(parts) + "\n"


def llms_list(title: str, description: str, site_url: str, groups: Sequence[tuple[str, list[Listed]]]) -> str:
    """Return the list of a site's Markdown copies, by section, each with its description."""
    parts = [f"# {title}", f"> {description}"]
    parts += [f"## {name}\n\n{_links(pages, site_url, FILE)}" for name, pages in groups if pages]
    return "\n\n".join(parts) + "\n"


def _listed(card: Card) -> Listed:
    return Listed(card.title, card.url, card.description)


def _links(pages: Iterable[Listed], site_url: str, file: str = "") -> str:
    return "\n".join(
        f"- [{page.title}]({urljoin(site_url, page.url)}{file}): {page.description}" for page in pages
    )
