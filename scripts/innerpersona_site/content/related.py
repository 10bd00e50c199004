"""Which articles to read next: by section, topic, tags, citations and words, the same on every build."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable
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
    """What of an article is compared; `vector` are its most telling words and their weights, the most telling first.

    `place` is its number among the articles of the set, -1 for one that isn't in it. `tags` and `citations` are sets as
    bits of a number, which are intersected several times as fast. `features` are what makes another article that has one
    of them too a candidate.
    """

    place: int
    slug: str
    section: str | None
    topic: str | None
    tags: int
    citations: int
    vector: dict[str, float]
    features: tuple[_Feature, ...]


class RelatedArticles:
    """Answers which of a set of articles are related to one of them."""

    def __init__(self, articles: Iterable[Document]) -> None:
        self._articles = {article.slug: article for article in newest_first(articles)}
        self._places = {slug: place for place, slug in enumerate(self._articles)}
        self._weights = TermWeights([article.terms for article in self._articles.values()])
        self._bits: dict[_Feature, int] = {}
        self._cosines: dict[tuple[int, int], float] = {}
        self._compared = {
            slug: self._taken(article, self._places[slug]) for slug, article in self._articles.items()
        }
        self._sharing: dict[_Feature, list[_Compared]] = defaultdict(list)
        for compared in self._compared.values():
            for feature in compared.features:
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
            one = self._taken(article, -1)
        candidates = {
            other
            for feature in one.features
            for other in self._sharing.get(feature, ())
            if other.section == one.section
        }
        taken.update(chosen)
        ranked = self._ranked(one, (other for other in candidates if other.slug not in taken), limit)
        return tuple(self._articles[slug] for slug in [*dict.fromkeys(chosen), *ranked][:limit])

    def _ranked(self, one: _Compared, others: Iterable[_Compared], limit: int) -> list[str]:
        """Return the slugs of those that share most with one, the most alike first, then the newest."""
        topic, tags, citations = one.topic, one.tags, one.citations
        known = [
            (
                -_SAME_TOPIC * (topic == other.topic)
                - _SHARED_TAG * (tags & other.tags).bit_count()
                - _SHARED_CITATION * min((citations & other.citations).bit_count(), _MOST_CITATIONS),
                other.place,
                other,
            )
            for other in others
        ]
        known.sort()
        best: list[tuple[float, int, str]] = []
        for likeness, place, other in known:
            if len(best) >= limit and likeness - _SAME_WORDS > best[limit - 1][0]:
                break  # not even the very same words would bring it, or one after it, among the best
            insort(best, (likeness - _SAME_WORDS * self._cosine(one, other), place, other.slug))
        return [slug for _, _, slug in best]

    def _cosine(self, one: _Compared, other: _Compared) -> float:
        """Return how alike the words of two articles are; most pairs are asked for from both sides."""
        if one.place < 0:
            return cosine(one.vector, other.vector)
        pair = (one.place, other.place) if one.place < other.place else (other.place, one.place)
        if pair not in self._cosines:
            self._cosines[pair] = cosine(one.vector, other.vector)
        return self._cosines[pair]

    def _taken(self, article: Document, place: int) -> _Compared:
        front = article.front
        vector = self._weights.vector(article.terms, _TERMS)
        tags = [("tag", tag) for tag in dict.fromkeys(front.tags)]
        citations = [("citation", key) for key in article.citations]
        return _Compared(
            place,
            article.slug,
            front.section,
            front.topic,
            self._set_of(tags),
            self._set_of(citations),
            vector,
            (
                ("section", front.section or ""),
                ("topic", f"{front.section}/{front.topic}"),
                *tags,
                *citations,
                *(("term", term) for term in islice(vector, _FINDING_TERMS)),
            ),
        )

    def _set_of(self, features: Iterable[_Feature]) -> int:
        found = 0
        for feature in features:
            found |= self._bits.setdefault(feature, 1 << len(self._bits))
        return found


def newest_first(articles: Iterable[Document]) -> list[Document]:
    """Return articles by date, newest first; those of one day by slug."""
    return sorted(articles, key=lambda a: (-(a.front.date.toordinal() if a.front.date else 0), a.slug))
