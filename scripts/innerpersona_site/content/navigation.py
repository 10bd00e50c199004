"""The navigation: from the entries of site.toml to the tree that templates read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from innerpersona_site.content.model import NavItem, folder_kind
from innerpersona_site.content.settings import NavEntry
from innerpersona_site.diagnostics import Diagnostic, Severity, did_you_mean

_EXAMPLE: Final = '[[navigation]]\ntitle = "Help"\npage = "about/help.md"'


def navigation(entries: Iterable[NavEntry], urls: Mapping[str, str]) -> Iterator[NavItem]:
    """Yield the items of the navigation.

    Args:
        entries: those of the settings.
        urls: the root-relative URL of each page by its source path. Entries for other pages, and groups of none, are
            left out.
    """
    for entry in entries:
        if entry.pages:
            children = tuple(navigation(entry.pages, urls))
            if children:
                yield NavItem(entry.title, children[0].url, children)
        elif entry.page in urls:
            yield NavItem(entry.title, urls[entry.page])


def navigation_faults(
    entries: Iterable[NavEntry],
    pages: Collection[str],
    text: str,
    path: str,
    elsewhere: Collection[str] = (),
) -> Iterator[Diagnostic]:
    """Yield an error for each entry that names no page, and a warning for each page that no entry names.

    Articles need no entry, as hubs list them, nor does any other kind of page that a folder makes: in the navigation
    each page would carry every other one.

    Args:
        entries: those of the settings.
        pages: the source paths of all sound pages.
        text: the settings file, in which faults have their line.
        path: how diagnostics name that file.
        elsewhere: the source paths of pages that readers find in the footer.
    """
    named = list(named_pages(entries))
    if not named:
        return
    for page in named:
        if page not in pages:
            message = f'the navigation names "{page}", which is no page{did_you_mean(page, pages)}'
            hint = f"Give the path of a Markdown file below docs/:\n{_EXAMPLE}"
            yield Diagnostic("nav-page-unknown", Severity.ERROR, path, _line_of(text, page), 1, message, hint)
    for page in sorted({*pages} - {*named, *elsewhere}):
        if folder_kind(page):
            continue
        message = f"{page} is in no entry of the navigation, so readers can't find it"
        hint = f"Add an entry:\n{_EXAMPLE.replace('about/help.md', page)}"
        yield Diagnostic("nav-page-missing", Severity.WARNING, path, 1, 1, message, hint)


def named_pages(entries: Iterable[NavEntry]) -> Iterator[str]:
    """Yield the source path of each page that the navigation names."""
    for entry in entries:
        yield from named_pages(entry.pages) if entry.pages else (entry.page,)


def _line_of(text: str, page: str) -> int:
    found = re.search(rf"[\"']{re.escape(page)}[\"']", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
