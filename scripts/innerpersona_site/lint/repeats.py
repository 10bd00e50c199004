"""Words that stand in two articles, sought anew only for those that changed and those that share words with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from innerpersona_site.content.runs import RUN, hash_each_run, sharing, sharing_with
from innerpersona_site.diagnostics import Diagnostic, Severity
from innerpersona_site.lint.page import ReadPage, own_runs
from innerpersona_site.lint.quoting import passages_of

_SHOWN: Final = 12
"""How many of the words a message quotes."""
_MANY: Final = 8
"""Beyond one changed article in so many all are compared at once."""


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
    if len(changed) * _MANY > len(articles):
        library = _Library(articles, load_runs(articles), read_text)
        others, doubtful = library.others(), {page.src_path for page in articles}
    else:
        others = _others(articles, load_runs(articles) if changed else [], changed, stale, former)
        doubtful = {
            path
            for path, near in others.items()
            if path in changed or not stale.isdisjoint({*former[path].others, *near})
        }
        # Of a run that several articles have, the oldest one is named, so all that share one are looked at.
        involved = doubtful.union(*(others[path] for path in doubtful))
        some = [page for page in articles if page.src_path in involved]
        library = _Library(some, load_runs(some), read_text)
    return {
        page.src_path: Repeated(
            page.digest, tuple(sorted(others[page.src_path])), tuple(library.faults(page))
        )
        if page.src_path in doubtful
        else former[page.src_path]
        for page in articles
    }


def _others(
    articles: Sequence[ReadPage],
    runs: Sequence[bytes],
    changed: set[str],
    stale: set[str],
    former: Mapping[str, Repeated],
) -> dict[str, set[str]]:
    """Return which articles share a run with each, where few have changed."""
    paths = [page.src_path for page in articles]
    others = {path: set(former[path].others) - stale if path not in changed else set[str]() for path in paths}
    for number, path in enumerate(paths):
        if path in changed:
            for other in sharing_with(runs, number):
                others[path].add(paths[other])
                others[paths[other]].add(path)
    return others


class _Text:
    """An article's words in lower case, an empty one at the end of each passage, the line of each, and its runs."""

    def __init__(self, page: ReadPage, source: str) -> None:
        self.page = page
        self.words: list[str] = []
        self.lines: list[int] = []
        for passage in passages_of(source):
            for line, words in passage.words_by_line():
                self.words.extend(words)
                self.lines.extend([line] * len(words))
            self.words.append("")
            self.lines.append(passage.line)
        self.runs = hash_each_run(self.words)


class _Library:
    """Articles that share runs of words, oldest first; each is read again when it is first asked for."""

    def __init__(
        self, articles: Sequence[ReadPage], runs: Sequence[bytes], read_text: Callable[[str], str]
    ) -> None:
        self._articles = articles
        self._read_text = read_text
        self._texts: dict[str, _Text] = {}
        self._having = sharing(runs)
        self._shared: dict[str, list[int]] = {}
        for run, numbers in self._having.items():
            for number in numbers[1:]:
                self._shared.setdefault(articles[number].src_path, []).append(run)

    def others(self) -> dict[str, set[str]]:
        """Return which articles share a run with each."""
        found: dict[str, set[str]] = {page.src_path: set() for page in self._articles}
        for numbers in self._having.values():
            group = {self._articles[number].src_path for number in numbers}
            for path in group:
                found[path] |= group - {path}
        return found

    def faults(self, page: ReadPage) -> Iterator[Diagnostic]:
        """Yield a fault for each run of an article that stands in an older one; the oldest one is named."""
        first = {}
        for run in self._shared.get(page.src_path, ()):
            other = self._text(self._articles[self._having[run][0]])
            first[run] = other, other.runs.index(run)
        if first:
            yield from _runs(self._text(page), first)

    def _text(self, page: ReadPage) -> _Text:
        if page.src_path not in self._texts:
            self._texts[page.src_path] = _Text(page, self._read_text(page.src_path))
        return self._texts[page.src_path]


def _runs(text: _Text, first: Mapping[int, tuple[_Text, int]]) -> Iterator[Diagnostic]:
    runs, place = text.runs, 0
    while place < len(runs):
        found = first.get(runs[place])
        if found is None:
            place += 1
            continue
        other, start = found
        end = place + 1
        while end < len(runs) and first.get(runs[end]) == (other, start + end - place):
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
