"""The facts that templates read."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from innerpersona_site.content.authors import Author, AuthorKind
from innerpersona_site.content.links import page_url
from innerpersona_site.content.model import Document, FrontMatter, Reference
from innerpersona_site.content.page_facts import LATEST, SiteIndex
from innerpersona_site.content.path_facts import PieceEntry
from tests.vocabulary import VOCABULARY

_index = partial(SiteIndex, vocabulary=VOCABULARY)


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
        authors=("ann",),
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
    facts = _index([article("one"), article("two")], references).facts("articles/one.md")
    assert facts.kind == "article"
    assert (facts.url, facts.date, facts.reading_minutes) == ("/articles/one/", datetime.date(2026, 3, 1), 3)
    assert facts.section is not None
    assert (facts.section.title, facts.section.url) == ("Relationships", "/relationships/")
    assert facts.topic is not None
    assert facts.topic.title == "Awareness"
    assert facts.authors == (Author("Ann Roe", "/about/authors/#ann", AuthorKind.PERSON),)
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
    index = _index(documents, references)
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
    index = _index(pages, references)
    assert [index.facts(p.src_path).kind for p in pages] == ["home", "quiz", "page"]


def test_the_site_lists_only_its_newest_articles() -> None:
    index = _index([article(f"a{day}", day=day) for day in range(1, 31)], references)
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
    index = _index([article("one", day=2), article("two", day=3)], references, "/", [draft, later])
    facts = index.facts("articles/draft.md")
    assert facts.unpublished == "draft"
    assert [card.slug for card in facts.related] == ["two", "one"]
    assert (facts.previous, facts.next) == (None, None)
    assert index.facts("articles/later.md").unpublished == "later"
    published = index.facts("articles/two.md")
    assert published.unpublished == ""
    assert "draft" not in repr((published, index.latest)) and "later" not in repr((published, index.latest))


def path(slug: str, *pages: str, speaks_to: tuple[str, ...] = ()) -> Document:
    pieces = tuple(PieceEntry(page, f"Why {page} comes here.") for page in pages)
    return page(f"paths/{slug}.md", pieces=pieces, speaks_to=speaks_to)


def test_a_path_leads_to_its_pieces_and_they_know_their_place() -> None:
    documents = [
        article("one"),
        article("two"),
        path("worry", "articles/two.md", "articles/later.md", "articles/one.md"),
    ]
    index = _index([*documents, page("start.md", template="start.html")], references, "/site/")
    facts = index.facts("paths/worry.md")
    assert (facts.kind, facts.template, facts.url) == ("path", "path.html", "/site/paths/worry/")
    assert [(piece.id, piece.url) for piece in facts.pieces] == [
        ("articles/two", "/site/articles/two/"),
        ("articles/one", "/site/articles/one/"),
    ], "what isn't published is left out"
    assert facts.start_url == "/site/start/"
    (place,) = index.facts("articles/two.md").on_paths
    assert (place.number, place.path.pieces, place.path.minutes) == (1, 2, 6)
    assert place.next is not None and place.next.id == "articles/one"
    (last,) = index.facts("articles/one.md").on_paths
    assert (last.number, last.next) == (2, None)


def test_paths_are_offered_where_they_begin_and_where_a_result_may_lead_to_them() -> None:
    worry = path("worry", "articles/one.md", speaks_to=("attachment.fearful",))
    space = path("space", "articles/one.md")
    quiz = Document(
        "quiz/attachment.md", FrontMatter("Q", "D", template="quiz.html"), 10, (), ("attachment",)
    )
    start = page("start.md", template="start.html")
    index = _index([article("one"), worry, space, quiz, start, page("about/help.md")], references)
    assert [card.slug for card in index.facts("start.md").paths] == ["worry", "space"]
    assert [card.slug for card in index.facts("quiz/attachment.md").paths] == ["worry"]
    assert [card.slug for card in index.facts("articles/one.md").paths] == ["worry"], "it holds a quiz"
    assert index.facts("about/help.md").paths == ()


def test_a_worksheet_and_its_articles_lead_to_each_other() -> None:
    sheet = page("worksheets/card.md", goes_with=("one", "later"))
    listing = page("worksheets.md", template="worksheets.html")
    index = _index([article("one"), article("two"), sheet, listing], references)
    facts = index.facts("worksheets/card.md")
    assert (facts.kind, facts.template, facts.worksheets_url) == (
        "worksheet",
        "worksheet.html",
        "/worksheets/",
    )
    assert [card.slug for card in facts.goes_with] == ["one"], "what isn't published is left out"
    assert [card.url for card in index.facts("articles/one.md").worksheets] == ["/worksheets/card/"]
    assert index.facts("articles/two.md").worksheets == ()
    assert len(index.facts("worksheets.md").worksheets) == 1
