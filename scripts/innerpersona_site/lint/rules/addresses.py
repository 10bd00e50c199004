"""Rules on the addresses that articles had before: each leads to one article, and to nothing that is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from innerpersona_site.content.links import former_path, page_url
from innerpersona_site.content.published_files import MADE, MADE_FOLDERS
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.page import ReadPage
from innerpersona_site.lint.rules.base import Site, error

_OWN: Final = (*MADE_FOLDERS, *MADE, "assets/", "index.html", "404.html", "sw.js", "_headers")
"""What the build writes besides pages: files and folders at the root of a site."""


def former_addresses(site: Site) -> Iterator[Diagnostic]:
    """A former address can't be that of a page or a file that there is, nor lead to two articles."""
    owners: dict[str, ReadPage] = {}
    there = {page_url(path, ""): path for path in site.pages} | {path: path for path in site.files or ()}
    for page in site.articles():
        for entry in page.document.front.formerly if page.document else ():
            path, message = former_path(entry), ""
            if path in there:
                message = f'"{entry}" is the address of docs/{there[path]}'
            elif path.startswith(_OWN):
                message = f'"{entry}" is where the site keeps files of its own'
            elif path in owners:
                message = f'"{entry}" already leads to {owners[path].path}'
            if message:
                hint = "Name only addresses that nothing else has: formerly: [anxious-love]"
                yield error("former-address-taken", page, *page.key_position("formerly"), message, hint)
            owners.setdefault(path, page)
