"""Rules on articles seen together: none like another, none alone, none copied from another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from innerpersona_site.content.links import resolve_link
from innerpersona_site.content.pattern import free_drawings
from innerpersona_site.content.prose import find_words
from innerpersona_site.content.terms import stem
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.page import ReadPage
from innerpersona_site.lint.repeats import find_repeats
from innerpersona_site.lint.rules.base import Site, warning

LIKENESS: Final = 0.75
"""The share of words that two titles may have in common, of all that either has (Jaccard)."""
_LITTLE_TEXT: Final = (
    "a an and are as at be by can do does for from how in is it its of on or that the they this to what when "
    "who why with you your"
)
_LITTLE: Final = frozenset(_LITTLE_TEXT.split())


def similar_titles(site: Site) -> Iterator[Diagnostic]:
    """Two titles that say nearly the same leave readers and search engines unsure which to take."""
    titles: dict[str, frozenset[str]] = {}
    having: dict[str, list[str]] = defaultdict(list)
    for page in site.articles():
        if page.document is None:
            continue
        words = frozenset(stem(w) for w in find_words(page.document.front.title) if w.lower() not in _LITTLE)
        shared = Counter(path for word in words for path in having[word])
        for path, common in sorted(shared.items()):
            if common / len(words | titles[path]) >= LIKENESS:
                message = f"the title says nearly the same as that of {site.pages[path].path}"
                hint = "Name what only this article answers: title: What anxious attachment looks like"
                yield warning("title-similar", page, *page.key_position("title"), message, hint)
        titles[page.src_path] = words
        for word in words:
            having[word].append(page.src_path)


def same_drawings(site: Site) -> Iterator[Diagnostic]:
    """Two articles with one drawing look the same on every page that lists them."""
    owners: dict[str, ReadPage] = {}
    named = [(page, page.document.front.drawing) for page in site.articles() if page.document]
    taken = frozenset(name for _, name in named if name)
    for page, drawing in named:
        if drawing is None:
            continue
        owner = owners.setdefault(drawing, page)
        if owner is not page:
            message = f'"{drawing}" is the drawing of {owner.path} already'
            free = free_drawings(taken, page.src_path)
            hint = f"Take one that no article has: drawing: {free[0]}"
            yield warning("drawing-same", page, *page.key_position("drawing"), message, hint)


def orphans(site: Site) -> Iterator[Diagnostic]:
    """An article that no published page leads to is found by nobody who reads the site."""
    reached: set[str] = set()
    for page in site.pages.values():
        if page.src_path not in site.unpublished:
            reached |= _leads_to(page) - {page.src_path}
    reached.update(site.unpublished)
    for page in site.articles():
        if page.src_path not in reached:
            message = "no other page leads to this article"
            name = page.src_path.removeprefix("articles/")
            hint = f"Link to it where a reader would want it: [how it begins]({name}), or name it as a companion."
            yield warning("article-orphan", page, 1, 1, message, hint)


def _leads_to(page: ReadPage) -> set[str]:
    found = {option.value.partition("#")[0] for option in page.options if option.name == "to"}
    found |= {target for link in page.links if (target := resolve_link(page.src_path, link.href))}
    if page.document is not None:
        front = page.document.front
        slugs = {*front.related, *front.goes_with, front.companion}
        found |= {f"articles/{slug}.md" for slug in slugs if slug}
        found |= {piece.page for piece in front.pieces}
    return found


def repeats(site: Site) -> Iterator[Diagnostic]:
    """No two articles share eight words in a row: each is written afresh. The younger one is told."""
    found = find_repeats(site.articles(), site.read_text, site.repeated, site.load_runs)
    site.repeated.clear()
    site.repeated.update(found)
    for repeated in found.values():
        yield from repeated.faults
