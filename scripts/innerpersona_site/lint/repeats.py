"""Words that stand in two articles, sought anew only for those that changed and those that share words with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from innerpersona_site.content.runs import RUN, sharing, sharing_with
from innerpersona_site.diagnostics import Diagnostic, Severity
from innerpersona_site.lint.page import ReadPage, own_runs
from innerpersona_site.lint.quoting import passages_of

_SHOWN: Final = 12
"""How many of the words a message quotes."""
_MANY: Final = 8
"""Beyond one changed article in so many all are compared at once."""

type _Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """What was found of an article: of which file, which other articles share a run of words with it, and its faults."""

    digest: str
    others: tuple[str, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


def find_repeats(
    articles: Sequence[ReadPage],
    read_text: Callable[[str], str],
    former: Mapping[str, Repeated],
    load_runs: Callable[[Sequence[ReadPage]], list[bytes]] = own_runs,
) -> dict[str, Repeated]:
    """Return what repeats there are, by source path.

    Args:
        articles: oldest first; the younger one of two is told.
        read_text: from a source path to the file's text, asked for articles that share words.
        load_runs: from articles to the hashes of their runs of words, asked where one has changed.
        former: what was found before, from which articles are taken that it can't have changed for.
    """
    changed = {
        p.src_path for p in articles if p.src_path not in former or former[p.src_path].digest != p.digest
    }
    stale = changed | (former.keys() - {page.src_path for page in articles})
    others = _others(articles, load_runs(articles) if changed else [], changed, stale, former)
    library = _Library(articles, read_text)
    found = {}
    for page in articles:
        known = former.get(page.src_path)
        if (
            known is None
            or page.src_path in changed
            or not stale.isdisjoint({*known.others, *others[page.src_path]})
        ):
            faults = tuple(library.faults(page, others[page.src_path]))
            known = Repeated(page.digest, tuple(sorted(others[page.src_path])), faults)
        found[page.src_path] = known
    return found


def _others(
    articles: Sequence[ReadPage],
    runs: Sequence[bytes],
    changed: set[str],
    stale: set[str],
    former: Mapping[str, Repeated],
) -> dict[str, set[str]]:
    """Return which articles share a run with each."""
    paths = [page.src_path for page in articles]
    if len(changed) * _MANY > len(articles):
        return {
            paths[number]: {paths[other] for other in found} for number, found in enumerate(sharing(runs))
        }
    others = {path: set(former[path].others) - stale if path not in changed else set[str]() for path in paths}
    for number, path in enumerate(paths):
        if path in changed:
            for other in sharing_with(runs, number):
                others[path].add(paths[other])
                others[paths[other]].add(path)
    return others


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    """An article's words in lower case, an empty one at the end of each passage, and the line of each."""

    page: ReadPage
    words: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def grams(self) -> list[_Gram]:
        """Return each eight words in a row."""
        return list(zip(*(self.words[start:] for start in range(RUN)), strict=False))


class _Library:
    """The words of articles, each read when it is first asked for."""

    def __init__(self, articles: Sequence[ReadPage], read_text: Callable[[str], str]) -> None:
        self._places = {page.src_path: number for number, page in enumerate(articles)}
        self._articles = articles
        self._read_text = read_text
        self._texts: dict[str, _Text] = {}

    def faults(self, page: ReadPage, others: set[str]) -> Iterator[Diagnostic]:
        """Yield a fault for each run of an article that stands in an older one; the oldest one is named."""
        place = self._places[page.src_path]
        older = sorted(number for path in others if (number := self._places[path]) < place)
        if not older:
            return
        text = self._text(page)
        grams = text.grams()
        own = {gram for gram in grams if "" not in gram}  # no run goes across the end of a passage
        first: dict[_Gram, tuple[_Text, int]] = {}
        for number in older:
            other = self._text(self._articles[number])
            for at, gram in enumerate(other.grams()):
                if gram in own:
                    first.setdefault(gram, (other, at))
        yield from _runs(text, grams, first)

    def _text(self, page: ReadPage) -> _Text:
        if page.src_path not in self._texts:
            self._texts[page.src_path] = _read(page, self._read_text(page.src_path))
        return self._texts[page.src_path]


def _read(page: ReadPage, source: str) -> _Text:
    text = _Text(page)
    for passage in passages_of(source):
        for line, words in passage.words_by_line():
            text.words.extend(words)
            text.lines.extend([line] * len(words))
        text.words.append("")
        text.lines.append(passage.line)
    return text


def _runs(text: _Text, grams: list[_Gram], first: Mapping[_Gram, tuple[_Text, int]]) -> Iterator[Diagnostic]:
    place = 0
    while place < len(grams):
        found = first.get(grams[place])
        if found is None:
            place += 1
            continue
        other, start = found
        end = place + 1
        while end < len(grams) and first.get(grams[end]) == (other, start + end - place):
            end += 1
        yield _fault(text, place, end - place + RUN - 1, other, start)
        place = end


def _fault(text: _Text, place: int, length: int, other: _Text, start: int) -> Diagnostic:
    words = text.words[place : place + length]
    shown = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
    message = f'{length} words in a row stand in {other.page.path}:{other.lines[start]} too: "{shown}"'
    hint = "Write the sentence afresh for this article, or link to the other one."
    return Diagnostic(
        "article-repeats", Severity.WARNING, text.page.path, text.lines[place], 1, message, hint
    )
