"""Rules on the pages that have a role, to which others lead."""

from __future__ import annotations

from collections.abc import Iterator

from innerpersona_site.content.roles import ROLES
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.rules.base import Site, error


def roles(site: Site) -> Iterator[Diagnostic]:
    """One page has each role: links to the privacy page can lead to one alone."""
    for role in ROLES:
        pages = sorted(
            (page for page in site.pages.values() if page.document and page.document.front.role == role),
            key=lambda page: page.src_path,
        )
        for page in pages[1:]:
            message = f'"role" is {role}, which docs/{pages[0].src_path} is already'
            hint = "Leave that line out on one of the two pages, or join them."
            yield error("role-taken", page, *page.key_position("role"), message, hint)
