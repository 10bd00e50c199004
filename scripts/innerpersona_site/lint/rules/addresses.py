"""Rules on the addresses that articles had before: each leads to one article, and to nothing that is there."""

from __future__ import annotations

from collections.abc import Iterator

from innerpersona_site.content.model import ARTICLES_FOLDER
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.page import ReadPage
from innerpersona_site.lint.rules.base import Site, error


def former_addresses(site: Site) -> Iterator[Diagnostic]:
    """A former address can't be that of an article that there is, nor lead to two."""
    owners: dict[str, ReadPage] = {}
    for page in site.articles():
        for slug in page.document.front.formerly if page.document else ():
            message = ""
            if f"{ARTICLES_FOLDER}{slug}.md" in site.pages:
                message = f'"{slug}" is the address of an article that there is'
            elif slug in owners:
                message = f'"{slug}" already leads to {owners[slug].path}'
            if message:
                hint = "Name only addresses that nothing else has: formerly: [anxious-love]"
                yield error("former-address-taken", page, *page.key_position("formerly"), message, hint)
            owners.setdefault(slug, page)
