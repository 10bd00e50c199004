"""What the site is made of: sections, topics, documents, and the facts that templates may read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from innerpersona_site.content.authors import Author, AuthorId

SECTIONS: Final = {"relationships": "Relationships", "personality": "Personality"}
"""Section slug to title; each has its hub at `<slug>.md`."""

TOPICS: Final = {
    "awareness": "Awareness",
    "change": "Change",
    "conflict": "Conflict",
    "values": "Values",
    "partnership": "Partnership",
}
"""Topic slug to title, in the order in which a hub lists them."""

ARTICLES_FOLDER: Final = "articles/"


class Kind(StrEnum):
    """What a page is for; templates branch on it."""

    HOME = "home"
    HUB = "hub"
    ARTICLE = "article"
    QUIZ = "quiz"
    COMPATIBILITY = "compatibility"
    PAGE = "page"


TEMPLATE_KINDS: Final = {
    "home.html": Kind.HOME,
    "hub.html": Kind.HUB,
    "quiz.html": Kind.QUIZ,
    "quizzes.html": Kind.QUIZ,
    "compatibility.html": Kind.COMPATIBILITY,
}
"""Templates that front matter may name, and the kind of page that each makes."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: its path relative to the docs folder, and what it shows in words."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The validated head of a source file; article-only fields keep their defaults on other pages."""

    title: str
    description: str
    date: datetime.date | None = None
    updated: datetime.date | None = None
    section: str | None = None
    topic: str | None = None
    tags: tuple[str, ...] = ()
    authors: tuple[AuthorId, ...] = ()
    companion: str | None = None
    related: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    speaks_to: tuple[str, ...] = ()
    image: Image | None = None
    draft: bool = False
    template: str | None = None
    hub: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One source file, read and validated.

    `src_path` is relative to the docs folder, with forward slashes. `words` counts what a reader reads.
    `citations` are bibliography keys and `instruments` quiz ids, each once, in order of first appearance.
    `terms` are the words that tell the page from others and how often it has them, by word.
    """

    src_path: str
    front: FrontMatter
    words: int
    citations: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    terms: tuple[tuple[str, int], ...] = ()

    @property
    def slug(self) -> str:
        """The file's name without its ending, which is the last part of its URL."""
        return self.src_path.rsplit("/", 1)[-1].removesuffix(".md")

    @property
    def kind(self) -> Kind:
        """What the page is for, from its folder and its template."""
        if is_article(self.src_path):
            return Kind.ARTICLE
        return TEMPLATE_KINDS.get(self.front.template or "", Kind.PAGE)

    @property
    def needs_engine(self) -> bool:
        """Whether the page has something for the scoring engine to do."""
        return bool(self.instruments) or self.kind is Kind.COMPATIBILITY

    def published(self, today: datetime.date) -> bool:
        """Whether the page is part of the site on that day: no draft, and not dated after it."""
        return not self.front.draft and (self.front.date is None or self.front.date <= today)


def is_article(src_path: str) -> bool:
    """Whether a path relative to the docs folder is that of an article."""
    return src_path.startswith(ARTICLES_FOLDER) and src_path.endswith(".md")


@dataclass(frozen=True, slots=True)
class Section:
    """A section and the root-relative URL of its hub."""

    slug: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Card:
    """An article as another page shows it.

    `url` is root-relative, `reading_minutes` at least 1; `speaks_to` holds regions of a reader's profile.
    """

    slug: str
    title: str
    url: str
    description: str
    date_text: str
    reading_minutes: int
    section: Section
    topic: Topic
    speaks_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuizCard:
    """A quiz as another page shows it: root-relative `url`, the instrument's `version`, how many `minutes` it takes."""

    instrument: str
    version: str
    title: str
    url: str
    description: str
    questions: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a template shows it: its root-relative URL and its text alternative."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A work cited by a page: its key, its APA entry as plain text, and its identifiers where it has them."""

    key: str
    text: str
    doi: str | None
    isbn: str | None
    kind: str = "article-journal"
    """Its CSL type: `article-journal`, `book` or `chapter`."""
    title: str = ""
    authors: tuple[str, ...] = ()
    """As the entry has them: `Hazan, C.`"""
    year: int = 0
    container: str = ""
    """The journal, or the book that holds the chapter."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a page's FAQ and its answer as plain text, as a reader sees them; `anchor` is its id."""

    anchor: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as a list of contents names it: its id, its text as HTML, its level, 1 to 6, and what is below it."""

    anchor: str
    title: str
    level: int
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a template may know of the page that it renders.

    `previous` and `next` are an article's neighbors by date inside its section and topic, older and newer.
    `notice` says why the page is not published; it is empty on every page of a published site.
    """

    kind: str
    title: str
    description: str
    url: str
    date: datetime.date | None = None
    date_text: str = ""
    updated: datetime.date | None = None
    updated_text: str = ""
    section: Section | None = None
    topic: Topic | None = None
    reading_minutes: int = 1
    authors: tuple[Author, ...] = ()
    companion: Card | None = None
    related: tuple[Card, ...] = ()
    previous: Card | None = None
    next: Card | None = None
    image: Picture | None = None
    groups: tuple[tuple[Topic, tuple[Card, ...]], ...] = ()
    instruments: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    notice: str = ""
    questions: tuple[Question, ...] = ()
    """Known once the page's Markdown has been rendered, not before."""
    needs_engine: bool = False
    """Whether the page has something for the scoring engine to do."""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What a template may know of the site as a whole.

    `latest` holds the newest articles, `for_readers` a few that speak to each region of a profile, those to the fewest
    regions first and of those the newest; `quizzes` the pages with one quiz each, in the order in which a
    visitor meets them.
    """

    latest: tuple[Card, ...] = ()
    sections: tuple[Section, ...] = ()
    topics: tuple[Topic, ...] = field(default=())
    for_readers: tuple[Card, ...] = ()
    quizzes: tuple[QuizCard, ...] = ()
