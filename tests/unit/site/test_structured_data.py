"""Structured data made from facts."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from innerpersona_site.content.authors import Author, AuthorKind
from innerpersona_site.content.gathered import GatheringFacts, Term
from innerpersona_site.content.model import PageFacts, Question, Reference, Section
from innerpersona_site.content.path_facts import Piece
from innerpersona_site.content.structured_data import Crumb, Publisher, structured_data

PUBLISHER = Publisher("Test", "https://site.example/base/", "en", "https://site.example/base/logo.svg")
HOME = Crumb("Home", "/base/")


def graph(facts: PageFacts, *trail: Crumb, image: str = "") -> dict[str, dict[str, Any]]:
    data = json.loads(structured_data(facts, PUBLISHER, trail, image))
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def article(**more: Any) -> PageFacts:
    return PageFacts("article", "A title", "D", "/base/articles/one/", datetime.date(2026, 3, 1), **more)


def test_the_front_page_is_the_site() -> None:
    nodes = graph(PageFacts("home", "Test", "D", "/base/"))
    assert set(nodes) == {"Organization", "WebSite"}
    assert nodes["WebSite"]["publisher"] == {"@id": nodes["Organization"]["@id"]}


def test_an_article_has_its_dates_its_section_and_its_picture() -> None:
    facts = article(section=Section("s", "Section", "/base/s/"), updated=datetime.date(2026, 4, 2))
    node = graph(facts, HOME, image="https://site.example/base/card.png")["Article"]
    assert (node["datePublished"], node["dateModified"]) == ("2026-03-01", "2026-04-02")
    assert (node["headline"], node["articleSection"]) == ("A title", "Section")
    assert node["image"] == "https://site.example/base/card.png"
    assert node["mainEntityOfPage"] == "https://site.example/base/articles/one/"
    assert "citation" not in node
    assert graph(article())["Article"]["dateModified"] == "2026-03-01"


@pytest.mark.parametrize(
    ("ai", "source"),
    [
        ("generated", "https://schema.org/TrainedAlgorithmicMediaDigitalSource"),
        ("assisted", "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"),
        ("none", None),
        (None, None),
    ],
)
def test_an_article_says_how_far_a_program_wrote_it(ai: Any, source: str | None) -> None:
    assert graph(article(ai=ai))["Article"].get("digitalSourceType") == source


def test_a_path_is_a_list_of_its_pieces_in_order() -> None:
    pieces = (
        Piece("articles/one", "One", "/base/articles/one/", "W", 3),
        Piece("quiz/a", "Q", "/base/quiz/a/", "W", 5),
    )
    nodes = graph(PageFacts("path", "I worry", "D", "/base/paths/i-worry/", pieces=pieces))
    items = nodes["ItemList"]["itemListElement"]
    assert nodes["ItemList"]["numberOfItems"] == 2
    assert [(item["position"], item["name"], item["url"]) for item in items] == [
        (1, "One", "https://site.example/base/articles/one/"),
        (2, "Q", "https://site.example/base/quiz/a/"),
    ]


def test_reviewers_are_named_on_the_page_of_the_article() -> None:
    page = graph(article(reviewed_by=("Ann One",)))["Article"]["mainEntityOfPage"]
    assert page["reviewedBy"] == [{"@type": "Person", "name": "Ann One"}]
    assert page["@id"] == "https://site.example/base/articles/one/"


def test_an_article_is_signed_by_those_in_its_byline_and_published_by_the_site() -> None:
    authors = (
        Author("Ann One", "/base/about/authors/#one", AuthorKind.PERSON),
        Author("Two", "/base/about/authors/#two"),
    )
    nodes = graph(article(authors=authors))
    first, second = nodes["Article"]["author"]
    assert (first["@type"], second["@type"]) == ("Person", "Organization")
    assert (first["name"], first["url"]) == ("Ann One", "https://site.example/base/about/authors/#one")
    assert (second["name"], second["@id"]) == ("Two", "https://site.example/base/about/authors/#two")
    assert nodes["Article"]["publisher"] == {"@id": nodes["Organization"]["@id"]}


def test_the_way_down_to_a_page_ends_with_it() -> None:
    way = graph(article(), HOME, Crumb("Section", "/base/s/"))["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in way] == [
        (1, "Home", "https://site.example/base/"),
        (2, "Section", "https://site.example/base/s/"),
        (3, "A title", "https://site.example/base/articles/one/"),
    ]


def test_works_keep_their_kind_and_what_identifies_them() -> None:
    works = (
        Reference("a", "…", "10.1/x", "9781462525546", "book", "A book", ("Hazan, C.",), 1987),
        Reference("b", "…", None, "9781462525546", "book", "Another", (), 1988),
        Reference("c", "…", None, "9781462525546", "chapter", "A chapter", (), 1989, "Its book"),
        Reference("d", "…", "10.1/y", None, "article-journal", "A paper", (), 1990, "A journal"),
    )
    book, another, chapter, paper = graph(article(references=works))["Article"]["citation"]
    assert (book["@type"], book["sameAs"], book["author"][0]["name"]) == (
        "Book",
        "https://doi.org/10.1/x",
        "Hazan, C.",
    )
    assert "isbn" not in book, "its entry in the list shows only the DOI"
    assert another["isbn"] == "9781462525546"
    assert chapter["isPartOf"] == {"@type": "Book", "name": "Its book", "isbn": "9781462525546"}
    assert paper["isPartOf"] == {"@type": "Periodical", "name": "A journal"}
    assert paper["datePublished"] == "1990"


def test_questions_are_answered_where_they_stand() -> None:
    facts = article(questions=(Question("faq-why", "Why?", "Because."),))
    (question,) = graph(facts)["FAQPage"]["mainEntity"]
    assert question["name"] == "Why?"
    assert question["acceptedAnswer"] == {"@type": "Answer", "text": "Because."}
    assert question["url"] == "https://site.example/base/articles/one/#faq-why"


def test_a_quiz_is_one_and_a_page_that_only_embeds_one_is_not() -> None:
    quiz = PageFacts("quiz", "A quiz", "D", "/base/quiz/a/", instruments=("a",))
    assert graph(quiz, HOME)["Quiz"]["name"] == "A quiz"
    assert "Quiz" not in graph(PageFacts("quiz", "All quizzes", "D", "/base/quiz/"), HOME)
    assert "Quiz" not in graph(article(instruments=("a",)))


def test_nothing_in_it_can_end_its_script_element() -> None:
    text = structured_data(PageFacts("page", "</script><!--", "D", "/base/"), PUBLISHER, ())
    assert "<" not in text
    assert json.loads(text)["@graph"][1]["itemListElement"][0]["name"] == "</script><!--"


def test_a_glossary_is_a_set_of_defined_terms() -> None:
    terms = (
        Term(
            "secure-base", "Secure base", "home port", ("safe haven",), "One comes back to it.", ("a2000b",)
        ),
        Term("region", "Region", "", (), "A part of a map.", ()),
    )
    facts = PageFacts("page", "Words", "D", "/base/glossary/", gathering=GatheringFacts(terms=terms))
    node = graph(facts)["DefinedTermSet"]
    assert node["name"] == "Words"
    base, region = node["hasDefinedTerm"]
    assert (base["name"], base["description"]) == ("Secure base", "One comes back to it.")
    assert base["alternateName"] == "home port"
    assert base["url"] == "https://site.example/base/glossary/#secure-base"
    assert base["inDefinedTermSet"] == node["@id"]
    assert "alternateName" not in region
    assert "DefinedTermSet" not in graph(article())
