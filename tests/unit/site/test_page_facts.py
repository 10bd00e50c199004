"""The facts that templates read."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from innerpersona_site.content.authors import Author
from innerpersona_site.content.links import page_url
from innerpersona_site.content.model import Document, FrontMatter, Reference
from innerpersona_site.content.page_facts import LATEST, SiteIndex


def references(keys: tuple[str, ...]) -> tuple[Reference, ...]:
    return tuple(Reference(key, f"Text of {key}", None, None) for key in keys)


def article(slug: str, day: int = 1, topic: str = "awareness", words: int = 461) -> Document:
    front = FrontMatter(
        title=slug.title(),
        description="A description",
        date=datetime.date(2026, 3, day),
        section="relationships",
        topic=topic,
        tags=("a",),
        authors=("innerpersona",),
    )
    return Document(f"articles/{slug}.md", front, words, ("x1", "y2"), ("attachment",))


def page(src_path: str, **front: Any) -> Document:
    return Document(src_path, FrontMatter(title="T", description="D", **front), 10)


@pytest.mark.parametrize(
    ("src_path", "base", "url"),
    [
        ("index.md", "/", "/"),
        ("relationships.md", "/", "/relationships/"),
        ("about/index.md", "/", "/about/"),
        ("articles/a.md", "/site/", "/site/articles/a/"),
        ("articles/reindex.md", "/", "/articles/reindex/"),
    ],
)
def test_urls(src_path: str, base: str, url: str) -> None:
    assert page_url(src_path, base) == url


def test_an_article_knows_its_place() -> None:
    facts = SiteIndex([article("one"), article("two")], references).facts("articles/one.md")
    assert facts.kind == "article"
    assert (facts.url, facts.date, facts.reading_minutes) == ("/articles/one/", datetime.date(2026, 3, 1), 3)
    assert facts.section is not None
    assert (facts.section.title, facts.section.url) == ("Relationships", "/relationships/")
    assert facts.topic is not None
    assert facts.topic.title == "Awareness"
    assert facts.authors == (Author("InnerPersona’s editors", "/about/authors/#innerpersona"),)
    assert facts.instruments == ("attachment",)
    assert [reference.key for reference in facts.references] == ["x1", "y2"]
    assert [card.slug for card in facts.related] == ["two"]


def test_a_hub_groups_by_topic_in_their_order_and_newest_first() -> None:
    documents = [
        page("relationships.md", template="hub.html", hub="relationships"),
        page("personality.md", template="hub.html", hub="personality"),
        article("old", topic="change"),
        article("new", day=5, topic="change"),
        article("first"),
    ]
    index = SiteIndex(documents, references)
    groups = index.facts("relationships.md").groups
    assert [(topic.slug, [card.slug for card in cards]) for topic, cards in groups] == [
        ("awareness", ["first"]),
        ("change", ["new", "old"]),
    ]
    assert index.facts("relationships.md").kind == "hub"
    assert index.facts("personality.md").groups == ()


def test_kinds_come_from_folder_and_template() -> None:
    pages = [
        page("index.md", template="home.html"),
        page("quiz/a.md", template="quiz.html"),
        page("about/a.md"),
    ]
    index = SiteIndex(pages, references)
    assert [index.facts(p.src_path).kind for p in pages] == ["home", "quiz", "page"]


def test_the_site_lists_only_its_newest_articles() -> None:
    index = SiteIndex([article(f"a{day}", day=day) for day in range(1, 31)], references)
    assert [card.slug for card in index.latest][:2] == ["a30", "a29"]
    assert len(index.latest) == LATEST
    assert [section.url for section in index.sections] == ["/relationships/", "/personality/"]


@pytest.mark.parametrize(
    ("draft", "date", "published"),
    [
        (False, datetime.date(2026, 3, 1), True),
        (False, datetime.date(2026, 3, 2), False),
        (True, datetime.date(2026, 1, 1), False),
        (False, None, True),
    ],
)
def test_publication(draft: bool, date: datetime.date | None, published: bool) -> None:
    document = Document("articles/a.md", FrontMatter("T", "D", date=date, draft=draft), 1)
    assert document.published(datetime.date(2026, 3, 1)) is published


def test_an_unpublished_article_has_facts_for_a_preview_and_stands_in_no_others() -> None:
    draft, later = article("draft", day=9), article("later", day=20)
    draft = replace(draft, front=replace(draft.front, draft=True), terms=((3, "quokka"),))
    index = SiteIndex([article("one", day=2), article("two", day=3)], references, "/", [draft, later])
    facts = index.facts("articles/draft.md")
    assert facts.unpublished == "draft"
    assert [card.slug for card in facts.related] == ["two", "one"]
    assert (facts.previous, facts.next) == (None, None)
    assert index.facts("articles/later.md").unpublished == "later"
    published = index.facts("articles/two.md")
    assert published.unpublished == ""
    assert "draft" not in repr((published, index.latest)) and "later" not in repr((published, index.latest))
