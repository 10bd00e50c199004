"""Structured data: a page's facts in the vocabulary of schema.org, as JSON-LD.

It says nothing that the page doesn't show. Texts are those of the page; addresses, dates and flags repeat what its
head and its elements say. Source of the terms: https://schema.org, checked against its published types by a test.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote, urljoin

from innerpersona_site.content.apa import SAFE_IN_DOI
from innerpersona_site.content.authors import Author, AuthorKind
from innerpersona_site.content.model import Kind, PageFacts, Reference

_WORKS: Final = {
    "article-journal": "ScholarlyArticle",
    "article": "ScholarlyArticle",
    "book": "Book",
    "chapter": "Chapter",
    "thesis": "Thesis",
    "report": "Report",
    "webpage": "WebPage",
}

_DIGITAL_SOURCES: Final[dict[str | None, str]] = {
    "assisted": "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
    "generated": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
}
"""The terms for a text that a program wrote in part or as a whole; there is none for one that it had no part in."""

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose site it is: its name, its absolute address with a slash at the end, its language (BCP 47), its logo.

    `licence` is the address of that of the texts, as the footer says it; empty where there is none.
    """

    name: str
    url: str
    language: str
    logo: str
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page above the one at hand, by the name that navigation has for it and its root-relative URL."""

    name: str
    url: str


def structured_data(facts: PageFacts, publisher: Publisher, trail: Sequence[Crumb], image: str = "") -> str:
    """Return a page's JSON-LD, to be put into a script element.

    Args:
        facts: the page.
        publisher: the site.
        trail: the pages above it, from the front page down, without the page itself; empty for the front page.
        image: the absolute URL of the picture that stands for the page, if it has one.
    """
    graph = [_organization(publisher)]
    if facts.kind == Kind.HOME:
        graph.append(_website(publisher))
    else:
        graph.append(_breadcrumbs(facts, publisher, trail))
    match facts.kind:
        case Kind.ARTICLE:
            graph.append(_article(facts, publisher, image))
        case Kind.QUIZ if facts.instruments:
            graph.append(_quiz(facts, publisher))
        case Kind.PATH:
            graph.append(_path(facts, publisher))
        case Kind.WORKSHEET:
            graph.append(_worksheet(facts, publisher))
    if facts.questions:
        graph.append(_questions(facts, publisher))
    if facts.gathering.terms:
        graph.append(_terms(facts, publisher))
    data = {"@context": "https://schema.org", "@graph": graph}
    # "</script" and "<!--" would change where the element ends.
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


@lru_cache(maxsize=4096)
def _absolute(base: str, url: str) -> str:
    return urljoin(base, url)


def _address(facts: PageFacts, publisher: Publisher, part: str = "") -> str:
    return _absolute(publisher.url, facts.url) + (f"#{part}" if part else "")


def _publisher_id(publisher: Publisher) -> Node:
    return {"@id": f"{publisher.url}#organization"}


def _license(publisher: Publisher) -> Node:
    return {"license": publisher.licence} if publisher.licence else {}


def _organization(publisher: Publisher) -> Node:
    return {
        "@type": "Organization",
        **_publisher_id(publisher),
        "name": publisher.name,
        "url": publisher.url,
        "logo": publisher.logo,
    }


def _website(publisher: Publisher) -> Node:
    return {
        "@type": "WebSite",
        "@id": f"{publisher.url}#website",
        "name": publisher.name,
        "url": publisher.url,
        "inLanguage": publisher.language,
        "publisher": _publisher_id(publisher),
    }


def _breadcrumbs(facts: PageFacts, publisher: Publisher, trail: Sequence[Crumb]) -> Node:
    crumbs = [*trail, Crumb(facts.title, facts.url)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb.name,
                "item": _absolute(publisher.url, crumb.url),
            }
            for position, crumb in enumerate(crumbs, start=1)
        ],
    }


def _article(facts: PageFacts, publisher: Publisher, image: str) -> Node:
    address = _address(facts, publisher)
    node: Node = {
        "@type": "Article",
        "@id": f"{address}#article",
        "mainEntityOfPage": address,
        "headline": facts.title,
        "author": [_author(author, publisher) for author in facts.authors],
        "publisher": _publisher_id(publisher),
        "inLanguage": publisher.language,
        "isAccessibleForFree": True,
        **_license(publisher),
    }
    if facts.ai in _DIGITAL_SOURCES:
        node["digitalSourceType"] = _DIGITAL_SOURCES[facts.ai]
    if facts.reviewed_by:
        # Only a page has reviewers in the vocabulary.
        reviewers = [{"@type": "Person", "name": name} for name in facts.reviewed_by]
        node["mainEntityOfPage"] = {"@type": "WebPage", "@id": address, "reviewedBy": reviewers}
    if facts.date:
        node["datePublished"] = facts.date.isoformat()
        node["dateModified"] = (facts.updated or facts.date).isoformat()
    if image:
        node["image"] = image
    if facts.section:
        node["articleSection"] = facts.section.title
    if facts.references:
        node["citation"] = [_work(reference) for reference in facts.references]
    return node


def _author(author: Author, publisher: Publisher) -> Node:
    address = _absolute(publisher.url, author.url)
    kind = "Person" if author.kind is AuthorKind.PERSON else "Organization"
    return {"@type": kind, "@id": address, "name": author.name, "url": address}


def _work(reference: Reference) -> Node:
    makers = [{"@type": "Person", "name": name} for name in reference.authors]
    makers += [{"@type": "Organization", "name": name} for name in reference.organizations]
    node: Node = {
        "@type": _WORKS[reference.kind],
        "name": reference.title,
        "editor" if reference.edited else "author": makers,
    }
    if reference.year:
        node["datePublished"] = str(reference.year)
    if reference.container:
        whole = "Book" if reference.kind == "chapter" else "Periodical"
        node["isPartOf"] = {"@type": whole, "name": reference.container}
    if reference.doi:
        node["sameAs"] = f"https://doi.org/{quote(reference.doi, safe=SAFE_IN_DOI)}"
    elif reference.url:
        node["url"] = reference.url
    elif reference.isbn:
        book = node["isPartOf"] if reference.kind == "chapter" else node
        book["isbn"] = reference.isbn
    return node


def _quiz(facts: PageFacts, publisher: Publisher) -> Node:
    address = _address(facts, publisher)
    return {
        "@type": "Quiz",
        "@id": f"{address}#quiz",
        "name": facts.title,
        "url": address,
        "inLanguage": publisher.language,
        "isAccessibleForFree": True,
        "publisher": _publisher_id(publisher),
    }


def _terms(facts: PageFacts, publisher: Publisher) -> Node:
    address = _address(facts, publisher)
    return {
        "@type": "DefinedTermSet",
        "@id": f"{address}#terms",
        "name": facts.title,
        "url": address,
        "inLanguage": publisher.language,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "name": term.name,
                **({"alternateName": term.popular} if term.popular else {}),
                "description": term.definition,
                "url": _address(facts, publisher, term.anchor),
                "inDefinedTermSet": f"{address}#terms",
            }
            for term in facts.gathering.terms
        ],
    }


def _path(facts: PageFacts, publisher: Publisher) -> Node:
    address = _address(facts, publisher)
    return {
        "@type": "ItemList",
        "@id": f"{address}#path",
        "name": facts.title,
        "url": address,
        "numberOfItems": len(facts.pieces),
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": piece.title,
                "url": _absolute(publisher.url, piece.url),
            }
            for position, piece in enumerate(facts.pieces, start=1)
        ],
    }


def _worksheet(facts: PageFacts, publisher: Publisher) -> Node:
    address = _address(facts, publisher)
    return {
        "@type": "LearningResource",
        "@id": f"{address}#worksheet",
        "name": facts.title,
        "url": address,
        "learningResourceType": "worksheet",
        "inLanguage": publisher.language,
        "isAccessibleForFree": True,
        **_license(publisher),
        "publisher": _publisher_id(publisher),
    }


def _questions(facts: PageFacts, publisher: Publisher) -> Node:
    return {
        "@type": "FAQPage",
        "@id": _address(facts, publisher, "faq"),
        "mainEntity": [
            {
                "@type": "Question",
                "name": question.question,
                "url": _address(facts, publisher, question.anchor),
                "acceptedAnswer": {"@type": "Answer", "text": question.answer},
            }
            for question in facts.questions
        ],
    }
