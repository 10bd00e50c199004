"""Which articles to read next: by section, topic, tags, citations and words, the same on every build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from innerpersona_site.content.model import Document
from innerpersona_site.content.terms import TermWeights, cosine

LIMIT: Final = 3
"""How many related articles a page shows."""

_NEWEST: Final = 24
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


class RelatedArticles:
    """Answers which of a set of articles are related to one of them."""

    def __init__(self, articles: Iterable[Document]) -> None:
        self._articles = {article.slug: article for article in newest_first(articles)}
        self._sharing: dict[_Feature, list[str]] = defaultdict(list)
        self._weights = TermWeights([article.terms for article in self._articles.values()])
        self._words: dict[str, dict[str, float]] = {}
        for slug, article in self._articles.items():
            for feature in self._features(article):
                if len(self._sharing[feature]) < _NEWEST:
                    self._sharing[feature].append(slug)

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
        candidates = {slug for feature in self._features(article) for slug in self._sharing[feature]}
        found = [
            slug
            for slug in candidates - taken - set(chosen)
            if self._articles[slug].front.section == article.front.section
        ]
        by_date = [document.slug for document in newest_first(self._articles[slug] for slug in found)]
        by_date.sort(key=lambda slug: -self._likeness(article, self._articles[slug]))
        return tuple(self._articles[slug] for slug in [*dict.fromkeys(chosen), *by_date][:limit])

    def _features(self, article: Document) -> Iterator[_Feature]:
        yield "section", article.front.section or ""
        yield "topic", f"{article.front.section}/{article.front.topic}"
        for tag in article.front.tags:
            yield "tag", tag
        for key in article.citations:
            yield "citation", key
        for term in list(self._vector(article))[:_FINDING_TERMS]:
            yield "term", term

    def _vector(self, article: Document) -> dict[str, float]:
        if article.src_path not in self._words:
            self._words[article.src_path] = self._weights.vector(article.terms, _TERMS)
        return self._words[article.src_path]

    def _likeness(self, one: Document, other: Document) -> float:
        shared = len(set(one.citations) & set(other.citations))
        return (
            _SAME_TOPIC * (one.front.topic == other.front.topic)
            + _SHARED_TAG * len(set(one.front.tags) & set(other.front.tags))
            + _SHARED_CITATION * min(shared, _MOST_CITATIONS)
            + _SAME_WORDS * cosine(self._vector(one), self._vector(other))
        )


def newest_first(articles: Iterable[Document]) -> list[Document]:
    """Return articles by date, newest first; those of one day by slug."""
    return sorted(articles, key=lambda a: (-(a.front.date.toordinal() if a.front.date else 0), a.slug))
