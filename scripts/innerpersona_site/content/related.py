"""Which articles to read next: by section, topic, tags, citations and words, the same on every build."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from innerpersona_site.content.model import Document
from innerpersona_site.content.terms import TermWeights, cosine

LIMIT: Final = 3
"""How many related articles a page shows."""

_NEWEST: Final = 12
"""How many articles of one kind are compared, newest first, so that a page costs the same on any site."""

_SAME_TOPIC: Final = 4
_SHARED_TAG: Final = 2
_SHARED_CITATION: Final = 1
_MOST_CITATIONS: Final = 3
_SAME_WORDS: Final = 6
"""What two articles of the very same words would earn; two on one subject share a tenth to a third of that."""

_TERMS: Final = 60
"""How many of an article's words are compared, the most telling first."""

_FINDING_TERMS: Final = 8
"""How many of them can make another article a candidate that shares nothing else."""

_Feature = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class _Compared:
    """What of an article is compared; `vector` are its most telling words and their weights, the most telling first."""

    slug: str
    section: str | None
    topic: str | None
    tags: frozenset[str]
    citations: frozenset[str]
    vector: dict[str, float]

    def features(self) -> Iterator[_Feature]:
        """Yield what makes another article that has it too a candidate."""
        yield "section", self.section or ""
        yield "topic", f"{self.section}/{self.topic}"
        for tag in self.tags:
            yield "tag", tag
        for key in self.citations:
            yield "citation", key
        for term in islice(self.vector, _FINDING_TERMS):
            yield "term", term


class RelatedArticles:
    """Answers which of a set of articles are related to one of them."""

    def __init__(self, articles: Iterable[Document]) -> None:
        self._articles = {article.slug: article for article in newest_first(articles)}
        self._places = {slug: place for place, slug in enumerate(self._articles)}
        self._weights = TermWeights([article.terms for article in self._articles.values()])
        self._compared = {slug: self._taken(article) for slug, article in self._articles.items()}
        self._sharing: dict[_Feature, list[_Compared]] = defaultdict(list)
        for compared in self._compared.values():
            for feature in compared.features():
                if len(self._sharing[feature]) < _NEWEST:
                    self._sharing[feature].append(compared)

    def companion(self, article: Document) -> Document | None:
        """Return the article's companion, where it has one and it is published."""
        return self._articles.get(article.front.companion or "")

    def related(self, article: Document, limit: int = LIMIT) -> tuple[Document, ...]:
        """Return up to `limit` articles: the writer's choice, then those of the section that share most.

        The article need not be one of the set: a draft is shown what it would lead to.

        Never the article itself nor its companion, which has a place of its own.
        """
        taken = {article.slug, article.front.companion}
        chosen = [slug for slug in article.front.related if slug in self._articles and slug not in taken]
        one = self._compared.get(article.slug)
        if one is None or self._articles[article.slug] is not article:
            one = self._taken(article)
        candidates = {
            other
            for feature in one.features()
            for other in self._sharing.get(feature, ())
            if other.section == one.section
        }
        taken.update(chosen)
        ranked = self._ranked(one, (other for other in candidates if other.slug not in taken), limit)
        return tuple(self._articles[slug] for slug in [*dict.fromkeys(chosen), *ranked][:limit])

    def _ranked(self, one: _Compared, others: Iterable[_Compared], limit: int) -> list[str]:
        """Return the slugs of those that share most with one, the most alike first, then the newest."""
        known = sorted(
            (-_likeness_but_words(one, other), self._places[other.slug], other) for other in others
        )
        best: list[tuple[float, int, str]] = []
        for likeness, place, other in known:
            if len(best) >= limit and likeness - _SAME_WORDS > best[limit - 1][0]:
                break  # not even the very same words would bring it, or one after it, among the best
            insort(best, (likeness - _SAME_WORDS * cosine(one.vector, other.vector), place, other.slug))
        return [slug for _, _, slug in best]

    def _taken(self, article: Document) -> _Compared:
        front = article.front
        vector = self._weights.vector(article.terms, _TERMS)
        return _Compared(
            article.slug,
            front.section,
            front.topic,
            frozenset(front.tags),
            frozenset(article.citations),
            vector,
        )


def _likeness_but_words(one: _Compared, other: _Compared) -> int:
    return (
        _SAME_TOPIC * (one.topic == other.topic)
        + _SHARED_TAG * len(one.tags & other.tags)
        + _SHARED_CITATION * min(len(one.citations & other.citations), _MOST_CITATIONS)
    )


def newest_first(articles: Iterable[Document]) -> list[Document]:
    """Return articles by date, newest first; those of one day by slug."""
    return sorted(articles, key=lambda a: (-(a.front.date.toordinal() if a.front.date else 0), a.slug))
