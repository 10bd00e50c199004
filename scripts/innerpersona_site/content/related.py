"""Which articles to read next: by section, topic, tags, citations and words, the same on every build."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from innerpersona_site.content.model import Document
from innerpersona_site.content.terms import TermCounts, TermWeights, cosine, count_pages

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


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the words of a set of articles were compared by, from which the next comparison takes what still holds.

    `terms` and `vectors` are each article's by its slug, `having` says how many articles have each word, `cosines` how
    alike the words of two articles are.
    """

    terms: dict[str, TermCounts] = field(default_factory=dict)
    having: dict[str, int] = field(default_factory=dict)
    vectors: dict[str, dict[str, float]] = field(default_factory=dict)
    cosines: dict[tuple[str, str], float] = field(default_factory=dict)


class RelatedArticles:
    """Answers which of a set of articles are related to one of them.

    With what a former set was compared by, only what has changed since is compared anew; the answers are the same.
    """

    def __init__(self, articles: Iterable[Document], former: Comparison | None = None) -> None:
        self._articles = {article.slug: article for article in newest_first(articles)}
        self._places = {slug: place for place, slug in enumerate(self._articles)}
        terms = {slug: article.terms for slug, article in self._articles.items()}
        known = _known(terms, former or Comparison())
        self._weights = TermWeights([*terms.values()], known.having or None)
        vectors = known.vectors | {
            slug: self._weights.vector(counts, _TERMS)
            for slug, counts in terms.items()
            if slug not in known.vectors
        }
        self.comparison = Comparison(terms, dict(self._weights.having), vectors, known.cosines)
        self._bits: dict[_Feature, int] = {}
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
        pair = (one.slug, other.slug) if one.slug < other.slug else (other.slug, one.slug)
        known = self.comparison.cosines
        if pair not in known:
            known[pair] = cosine(one.vector, other.vector)
        return known[pair]

    def _taken(self, article: Document, place: int) -> _Compared:
        front = article.front
        vector = (
            self._weights.vector(article.terms, _TERMS)
            if place < 0
            else self.comparison.vectors[article.slug]
        )
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


def _known(terms: Mapping[str, TermCounts], former: Comparison) -> Comparison:
    """Return what of a former comparison holds for articles with these words; of each word how many have it."""
    changed = {slug for slug, counts in terms.items() if former.terms.get(slug) != counts}
    if len(terms) != len(former.terms) or not changed.issubset(former.terms):
        # Each word's weight depends on the number of articles.
        return Comparison()
    gone, come = (count_pages(some[slug] for slug in changed) for some in (former.terms, terms))
    moved = {term for term in gone | come if gone[term] != come[term]}
    having = former.having | {term: former.having.get(term, 0) - gone[term] + come[term] for term in moved}
    weights = TermWeights([*terms.values()], {term: number for term, number in having.items() if number})
    vectors, other = {}, set(changed)
    for slug, counts in terms.items():
        if slug in changed:
            continue
        vector = former.vectors[slug]
        if not all(moved.isdisjoint(words.split()) for _, words in counts):
            vector = weights.vector(counts, _TERMS)
            if vector != former.vectors[slug]:
                other.add(slug)
        vectors[slug] = vector
    cosines = {pair: value for pair, value in former.cosines.items() if other.isdisjoint(pair)}
    return Comparison(having=dict(weights.having), vectors=vectors, cosines=cosines)


def newest_first(articles: Iterable[Document]) -> list[Document]:
    """Return articles by date, newest first; those of one day by slug."""
    return sorted(articles, key=lambda a: (-(a.front.date.toordinal() if a.front.date else 0), a.slug))
