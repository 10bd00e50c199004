"""Rules on articles seen together: none like another, none alone, none copied from another."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from innerpersona_site.content.front_matter import key_position
from innerpersona_site.content.links import resolve_link
from innerpersona_site.content.prose import WORD
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
    # Words are numbered, and so are the places of all articles, one after the other. A run of words is the bytes of
    # its numbers: unlike a tuple, they keep their hash, and the garbage collector need not look at them.
    first: dict[bytes, int] = {}
    fresh = count()
    numbers: defaultdict[str, int] = defaultdict(fresh.__next__)
    starts: list[int] = []
    texts: list[_Text] = []
    base = 0
    for page in site.articles():
        text = _words(page)
        # A break is like no other, so no run goes across a passage's end.
        spelled = array("I", (numbers[word] if word else next(fresh) for word in text.words))
        written, size = spelled.tobytes(), spelled.itemsize
        ends = range(RUN * size, len(written) + 1, size)
        grams = [written[end - RUN * size : end] for end in ends]
        own = dict(zip(reversed(grams), range(base + len(grams) - 1, base - 1, -1), strict=True))
        if not first.keys().isdisjoint(own):
            for place, length, found in _runs(grams, first):
                other = bisect_right(starts, found) - 1
                yield _repeat(text, place, length, texts[other], found - starts[other])
            own = {gram: place for gram, place in own.items() if gram not in first}
        first |= own
        starts.append(base)
        texts.append(text)
        base += len(text.words)


@dataclass(frozen=True, slots=True)
class _Text:
    """An article's words in lower case, an empty one at the end of each passage, and the line of each."""

    page: ReadPage
    words: list[str]
    lines: list[int]


def _words(page: ReadPage) -> _Text:
    text = _Text(page, [], [])
    for passage in page.passages:
        for line, words in passage.words_by_line():
            text.words.extend(words)
            text.lines.extend([line] * len(words))
        text.words.append("")
        text.lines.append(passage.line)
    return text


def _runs(grams: list[bytes], first: dict[bytes, int]) -> Iterator[tuple[int, int, int]]:
    """Yield each run that stands elsewhere too: its place, how many words it has, and its place there."""
    place = 0
    while place < len(grams):
        found = first.get(grams[place])
        if found is None:
            place += 1
            continue
        end = place + 1
        while end < len(grams) and first.get(grams[end]) == found + end - place:
            end += 1
        yield place, end - place + RUN - 1, found
        place = end


def _repeat(text: _Text, place: int, length: int, other: _Text, other_place: int) -> Diagnostic:
    words = text.words[place : place + length]
    shown = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
    where = f"{other.page.path}:{other.lines[other_place]}"
    message = f'{length} words in a row stand in {where} too: "{shown}"'
    hint = "Write the sentence afresh for this article, or link to the other one."
    return warning("article-repeats", text.page, text.lines[place], 1, message, hint)
