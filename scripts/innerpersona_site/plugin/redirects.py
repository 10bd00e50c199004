"""Pages at the addresses that articles had before. A static host can't redirect, so each is a page that leads on."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import jinja2

from innerpersona_site.content.model import PageFacts

TEMPLATE: Final = "moved.html"


def moved_page(env: jinja2.Environment, facts: PageFacts, site_name: str, site_url: str) -> str:
    """Return the page that leads to an article from a folder beside its own.

    Args:
        env: the theme's templates.
        facts: the article.
        site_name: the site's name, for the page's title.
        site_url: the absolute URL of the site.
    """
    return env.get_template(TEMPLATE).render(
        title=facts.title,
        site_name=site_name,
        canonical=urljoin(site_url, facts.url),
        to=f"../{facts.url.rstrip('/').rsplit('/', 1)[-1]}/",
        base="../../",
    )


def former_path(slug: str) -> str:
    """Return where below the site's root the page at an article's former address is."""
    return f"articles/{slug}/index.html"


def write_page(site: Path, path: str, html: str) -> None:
    """Write a page into a built site."""
    target = site / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(html, "utf-8")
