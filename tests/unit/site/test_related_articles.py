"""Which articles are shown as related."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from innerpersona_site.content import related as module
from innerpersona_site.content.model import Document, FrontMatter
from innerpersona_site.content.related import RelatedArticles, newest_first
from innerpersona_site.content.terms import cosine


def article(slug: str, day: int = 1, citations: tuple[str, ...] = (), **front: Any) -> Document:
    base = FrontMatter(
        title=slug,
        description="d",
        date=datetime.date(2026, 1, 1) + datetime.timedelta(days=day),
        section="relationships",
        topic="awareness",
        tags=("attachment",),
        authors=("ann",),
    )
    return Document(f"articles/{slug}.md", replace(base, **front), 100, citations)


def slugs(articles: tuple[Document, ...]) -> list[str]:
    return [found.slug for found in articles]


def test_more_in_common_comes_first_then_newer_then_slug() -> None:
    one = article("one", citations=("x", "y"))
    others = [
        article("topic-only", tags=("other",)),
        article("topic-and-tag"),
        article("topic-tag-and-citations", citations=("x", "y")),
        article("tag-only", topic="change"),
        article("newer-tag-only", day=2, topic="change"),
        article("a-tag-only", topic="change"),
    ]
    expected = [
        "topic-tag-and-citations",
        "topic-and-tag",
        "topic-only",
        "newer-tag-only",
        "a-tag-only",
        "tag-only",
    ]
    assert slugs(RelatedArticles([one, *others]).related(one, 6)) == expected
    assert slugs(RelatedArticles([*reversed(others), one]).related(one, 6)) == expected


def test_the_writers_choice_comes_first_and_the_companion_elsewhere() -> None:
    one = article("one", related=("far", "gone", "one", "friend"), companion="friend")
    far = article("far", topic="values", tags=("other",), section="personality")
    friend, near = article("friend"), article("near")
    index = RelatedArticles([one, far, friend, near])
    assert slugs(index.related(one)) == ["far", "near"]
    companion = index.companion(one)
    assert companion is not None
    assert companion.slug == "friend"


def test_another_section_is_not_related_and_a_missing_companion_is_none() -> None:
    one = article("one", companion="gone")
    index = RelatedArticles([one, article("other", section="personality")])
    assert index.related(one) == ()
    assert index.companion(one) is None


def test_cost_does_not_grow_with_the_number_of_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [article(f"a{number}", day=number) for number in range(500)]
    calls = 0

    def counted(one: Mapping[str, float], other: Mapping[str, float]) -> float:
        nonlocal calls
        calls += 1
        return cosine(one, other)

    index = RelatedArticles(articles)
    monkeypatch.setattr(module, "cosine", counted)
    found = index.related(articles[0])
    assert len(found) == 3
    assert 0 < calls <= 24


def test_newest_first_breaks_ties_by_slug() -> None:
    assert [a.slug for a in newest_first([article("b"), article("a"), article("c", day=2)])] == [
        "c",
        "a",
        "b",
    ]
