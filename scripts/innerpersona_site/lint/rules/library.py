"""Rules on articles seen together: none like another, none alone, none copied from another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import count
from typing import Final

from innerpersona_site.blocks.context import resolve_link
from innerpersona_site.content.front_matter import key_position
from innerpersona_site.content.prose import WORD, plain
from innerpersona_site.content.terms import stem
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.reading import ReadPage
from innerpersona_site.lint.rules.base import Site, warning

LIKENESS: Final = 0.75
"""The share of words that two titles may have in common, of all that either has (Jaccard)."""
RUN: Final = 8
"""How many words in a row no two articles share."""
_SHOWN: Final = 12
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
        words = frozenset(
            stem(w) for w in WORD.findall(page.document.front.title) if w.lower() not in _LITTLE
        )
        shared = Counter(path for word in words for path in having[word])
        for path, common in sorted(shared.items()):
            if common / len(words | titles[path]) >= LIKENESS:
                message = f"the title says nearly the same as that of {site.pages[path].path}"
                hint = "Name what only this article answers: title: What anxious attachment looks like"
                yield warning("title-similar", page, *key_position(page.source, "title"), message, hint)
        titles[page.src_path] = words
        for word in words:
            having[word].append(page.src_path)


def orphans(site: Site) -> Iterator[Diagnostic]:
    """An article that no published page leads to is found by nobody who reads the site."""
    reached: set[str] = set()
    for page in site.pages.values():
        if page.src_path not in site.unpublished:
            reached |= _leads_to(page) - {page.src_path}
    for page in site.articles():
        if page.src_path not in reached | set(site.unpublished):
            message = "no other page leads to this article"
            name = page.src_path.removeprefix("articles/")
            hint = f"Link to it where a reader would want it: [how it begins]({name}), or name it as a companion."
            yield warning("article-orphan", page, 1, 1, message, hint)


def _leads_to(page: ReadPage) -> set[str]:
    found = {option.value.partition("#")[0] for option in page.options if option.name == "to"}
    found |= {target for link in page.links if (target := resolve_link(page.src_path, link.href))}
    if page.document is not None:
        slugs = {*page.document.front.related, page.document.front.companion}
        found |= {f"articles/{slug}.md" for slug in slugs if slug}
    return found


def repeats(site: Site) -> Iterator[Diagnostic]:
    """No two articles share eight words in a row: each is written afresh. The younger one is told."""
    first: dict[tuple[int, ...], tuple[ReadPage, int]] = {}
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    breaks = count(-1, -1)
    for page in site.articles():
        words, lines = _words(page)
        # A break is like no other, so no run goes across a passage's end.
        spelled = [numbers[word.lower()] if word else next(breaks) for word in words]
        grams = list(zip(*(spelled[start:] for start in range(RUN)), strict=False))
        place = 0
        while place < len(grams):
            if grams[place] not in first:
                place += 1
                continue
            other, line = first[grams[place]]
            end = place
            while end + 1 < len(grams) and grams[end + 1] in first and first[grams[end + 1]][0] is other:
                end += 1
            yield _repeat(page, lines[place], words[place : end + RUN], other, line)
            place = end + 1
        for position, gram in enumerate(grams):
            first.setdefault(gram, (page, lines[position]))


def _words(page: ReadPage) -> tuple[list[str], list[int]]:
    """Return a page's words and the line of each; an empty word ends a passage."""
    words: list[str] = []
    lines: list[int] = []
    for passage in page.passages:
        for offset, line in enumerate(plain_lines(passage.text)):
            found = WORD.findall(line)
            words += found
            lines += [passage.line + offset] * len(found)
        words.append("")
        lines.append(passage.line)
    return words, lines


def plain_lines(text: str) -> list[str]:
    """Return what a reader reads of each line; a citation that runs over a line's end joins the two."""
    return plain(text).split("\n")


def _repeat(page: ReadPage, line: int, words: list[str], other: ReadPage, other_line: int) -> Diagnostic:
    shown = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
    message = f'{len(words)} words in a row stand in {other.path}:{other_line} too: "{shown}"'
    hint = "Write the sentence afresh for this article, or link to the other one."
    return warning("article-repeats", page, line, 1, message, hint)
