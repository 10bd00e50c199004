"""Which articles are shown as related."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from innerpersona_site.content import related as module
from innerpersona_site.content.model import Document, FrontMatter
from innerpersona_site.content.related import RelatedArticles, newest_first
from innerpersona_site.content.terms import cosine, count_terms


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


WORDS = [f"{sound}{vowel}word" for sound in "bdfgklmnprst" for vowel in "aeiou"]


def written(slug: str, chosen: random.Random) -> Document:
    own = article(slug, day=chosen.randrange(3), tags=(chosen.choice("abc"),))
    return replace(own, terms=count_terms(chosen.choices(WORDS, k=chosen.randrange(1, 30))))


@pytest.mark.parametrize("seed", range(30))
def test_comparing_only_what_has_changed_gives_the_same_as_comparing_all(seed: int) -> None:
    chosen = random.Random(seed)
    articles = {slug: written(slug, chosen) for slug in map(str, range(40))}
    former = None
    for _ in range(6):
        index, anew = RelatedArticles(articles.values(), former), RelatedArticles(articles.values())
        for one in articles.values():
            assert index.related(one) == anew.related(one)
        former = index.comparison
        assert former.having == anew.comparison.having
        assert former.vectors == anew.comparison.vectors
        slug = chosen.choice(list(articles))
        match chosen.randrange(4):
            case 0:
                del articles[slug]
            case 1:
                new = str(40 + chosen.randrange(10))
                articles[new] = written(new, chosen)
            case _:
                articles[slug] = written(slug, chosen)


def test_one_changed_article_among_many_is_compared_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = random.Random(1)
    articles = [written(str(number), chosen) for number in range(200)]
    first = RelatedArticles(articles)
    for one in articles:
        first.related(one)
    articles[0] = replace(articles[0], terms=tuple((count + 1, terms) for count, terms in articles[0].terms))
    calls = 0

    def counted(one: Mapping[str, float], other: Mapping[str, float]) -> float:
        nonlocal calls
        calls += 1
        return cosine(one, other)

    index = RelatedArticles(articles, first.comparison)
    monkeypatch.setattr(module, "cosine", counted)
    for one in articles:
        index.related(one)
    assert 0 < calls < 200
