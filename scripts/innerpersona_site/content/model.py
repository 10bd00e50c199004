"""What the site is made of: sections, topics, documents, and the facts that templates may read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from markupsafe import Markup

from innerpersona_quiz.palette import SHIPPED, Colors
from innerpersona_site.content.authors import AiUse, Author
from innerpersona_site.content.gathered import Gathered, GatheringFacts
from innerpersona_site.content.licence import Licence
from innerpersona_site.content.path_facts import PathCard, PathPlace, Piece, PieceEntry
from innerpersona_site.content.roles import Places, Role
from innerpersona_site.content.terms import TermCounts

NO_HTML: Final = Markup("")
NO_PLACES: Final = Places()
NOTHING_GATHERED: Final = Gathered()
NO_GATHERING: Final = GatheringFacts()

ARTICLES_FOLDER: Final = "articles/"


class Kind(StrEnum):
    """What a page is for; templates branch on it."""

    HOME = "home"
    HUB = "hub"
    ARTICLE = "article"
    PATH = "path"
    WORKSHEET = "worksheet"
    QUIZ = "quiz"
    COMPATIBILITY = "compatibility"
    MOVED = "moved"
    PAGE = "page"


TEMPLATE_KINDS: Final = {
    "home.html": Kind.HOME,
    "hub.html": Kind.HUB,
    "quiz.html": Kind.QUIZ,
    "quizzes.html": Kind.QUIZ,
    "compatibility.html": Kind.COMPATIBILITY,
    "glossary.html": Kind.PAGE,
    "evidence.html": Kind.PAGE,
    "works.html": Kind.PAGE,
    "scripts.html": Kind.PAGE,
    "start.html": Kind.PAGE,
    "kept.html": Kind.PAGE,
    "worksheets.html": Kind.PAGE,
}
"""Templates that front matter may name, and the kind of page that each makes."""

FOLDERS: Final = {ARTICLES_FOLDER: Kind.ARTICLE, "paths/": Kind.PATH, "worksheets/": Kind.WORKSHEET}
"""Folders whose pages are of one kind, which decides their front matter and their template."""

FOLDER_TEMPLATES: Final = {
    Kind.ARTICLE: "article.html",
    Kind.PATH: "path.html",
    Kind.WORKSHEET: "worksheet.html",
}
"""The template of each kind of page that a folder makes."""

QUIZZES_TEMPLATE: Final = "quizzes.html"
START_TEMPLATE: Final = "start.html"
KEPT_TEMPLATE: Final = "kept.html"
WORKSHEETS_TEMPLATE: Final = "worksheets.html"
PLAIN_TEMPLATE: Final = "main.html"
MOVED_TEMPLATE: Final = "moved.html"
NOT_FOUND_TEMPLATE: Final = "404.html"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: its path relative to the docs folder, and what it shows in words."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The validated head of a source file; fields of other kinds of pages keep their defaults."""

    title: str
    description: str
    date: datetime.date | None = None
    updated: datetime.date | None = None
    section: str | None = None
    topic: str | None = None
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    ai: AiUse | None = None
    reviewed_by: tuple[str, ...] = ()
    companion: str | None = None
    related: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    speaks_to: tuple[str, ...] = ()
    image: Image | None = None
    drawing: str | None = None
    draft: bool = False
    template: str | None = None
    hub: str | None = None
    pieces: tuple[PieceEntry, ...] = ()
    goes_with: tuple[str, ...] = ()
    checked: datetime.date | None = None
    leave_for: str | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One source file, read and validated.

    `src_path` is relative to the docs folder, with forward slashes. `words` counts what a reader reads.
    `citations` are bibliography keys and `instruments` quiz ids, each once, in order of first appearance.
    `terms` are the words that tell the page from others, by how often it has them. `gathered` is what other pages show.
    """

    src_path: str
    front: FrontMatter
    words: int
    citations: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    terms: TermCounts = ()
    gathered: Gathered = NOTHING_GATHERED

    @property
    def slug(self) -> str:
        """The file's name without its ending, which is the last part of its URL."""
        return self.src_path.rsplit("/", 1)[-1].removesuffix(".md")

    @property
    def kind(self) -> Kind:
        """What the page is for, from its folder and its template."""
        return folder_kind(self.src_path) or TEMPLATE_KINDS.get(self.front.template or "", Kind.PAGE)

    @property
    def template(self) -> str:
        """The template that renders the page."""
        return self.front.template or FOLDER_TEMPLATES.get(self.kind, PLAIN_TEMPLATE)

    @property
    def needs_engine(self) -> bool:
        """Whether the page has something for the scoring engine to do."""
        return bool(self.instruments) or self.kind is Kind.COMPATIBILITY

    def published(self, today: datetime.date) -> bool:
        """Whether the page is part of the site on that day: no draft, and not dated after it."""
        return not self.front.draft and (self.front.date is None or self.front.date <= today)


def folder_kind(src_path: str) -> Kind | None:
    """Return what its folder makes of a page, by its path relative to the docs folder; None where that is nothing."""
    folder, slash, _ = src_path.partition("/")
    return FOLDERS.get(folder + slash) if src_path.endswith(".md") else None


def is_article(src_path: str) -> bool:
    """Whether a path relative to the docs folder is that of an article."""
    return folder_kind(src_path) is Kind.ARTICLE


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
    date: datetime.date | None
    reading_minutes: int
    section: Section
    topic: Topic
    speaks_to: tuple[str, ...] = ()
    drawing: str | None = None
    """What its drawing shows, one of `pattern.DRAWINGS`; None for the topic's own."""


@dataclass(frozen=True, slots=True)
class QuizCard:
    """A quiz as another page shows it: root-relative `url`, the `name` and `version` of its instrument, how many
    `minutes` it takes.
    """

    instrument: str
    name: str
    version: str
    title: str
    url: str
    description: str
    questions: int
    minutes: int


@dataclass(frozen=True, slots=True)
class WorksheetCard:
    """A worksheet as another page shows it; `url` is root-relative."""

    title: str
    url: str
    description: str


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
    """Its CSL type: `article-journal`, `book`, `chapter`, `thesis`, `report`, `article` (a preprint) or `webpage`."""
    title: str = ""
    authors: tuple[str, ...] = ()
    """Persons, as the entry has them: `Hazan, C.`"""
    year: int | None = None
    """None for a work in press, or without a date."""
    container: str = ""
    """The journal, or the book that holds the chapter."""
    organizations: tuple[str, ...] = ()
    """Authors that are no persons."""
    edited: bool = False
    """Whether those named are its editors, because it has no authors."""
    url: str | None = None
    """Where a work without a DOI is read."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a page's FAQ and its answer as plain text, as a reader sees them; `anchor` is its id."""

    anchor: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the navigation: a page, or a folder of entries, whose `url` is that of its first page.

    `url` is root-relative.
    """

    title: str
    url: str
    children: tuple[NavItem, ...] = ()

    def leads_to(self, url: str) -> bool:
        """Whether the page at this root-relative URL is the entry's own or stands below it."""
        return any(child.leads_to(url) for child in self.children) if self.children else self.url == url


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page: the id that links lead to, its text without markup, and the headings below it."""

    anchor: str
    title: str
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class CardImage:
    """A page's social card: its path below the site's root, the words on it, its size in pixels."""

    path: str
    words: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """What a page hands to the scripts that start the scoring engine.

    `folder` is the root-relative URL of the engine's files. `manifest` and `reading_list` are JSON, escaped for a
    script element: the engine's files, and the articles that a report may lead to.
    """

    folder: str
    manifest: Markup
    reading_list: Markup


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a template may know of the page that it renders.

    Everything that decides how a page looks is here or in `SiteFacts`, so equal facts render to equal HTML. URLs are
    root-relative unless said otherwise.

    `previous` and `next` are an article's neighbors by date inside its section and topic, older and newer.
    `unpublished` says why the page is not published: `draft`, or `later`; empty on every page of a published site.
    """

    kind: str
    title: str
    description: str
    url: str
    date: datetime.date | None = None
    updated: datetime.date | None = None
    changed: datetime.date | None = None
    """The day on which the page last changed as far as its content knows: its own, or that of what it lists."""
    section: Section | None = None
    topic: Topic | None = None
    drawing: str | None = None
    """What an article's drawing shows; see `Card`."""
    template: str = PLAIN_TEMPLATE
    reading_minutes: int = 1
    authors: tuple[Author, ...] = ()
    ai: AiUse | None = None
    ai_url: str = ""
    """Where the authors' page explains it; root-relative."""
    reviewed_by: tuple[str, ...] = ()
    companion: Card | None = None
    related: tuple[Card, ...] = ()
    previous: Card | None = None
    next: Card | None = None
    image: Picture | None = None
    groups: tuple[tuple[Topic, tuple[Card, ...]], ...] = ()
    """A hub's articles by topic."""
    latest: tuple[Card, ...] = ()
    """The newest articles of the site: on the front page; the very newest where a page has nothing else to offer."""
    sections: tuple[Section, ...] = ()
    """Every section of the site, on the front page and the page for unknown addresses."""
    quizzes: tuple[QuizCard, ...] = ()
    """Every quiz of the site, on the pages that list them, in the order in which a visitor meets them."""
    for_readers: tuple[Card, ...] = ()
    """On the quizzes' page, a few articles that speak to each region of a profile."""
    pieces: tuple[Piece, ...] = ()
    """A path's steps, in order."""
    paths: tuple[PathCard, ...] = ()
    """Every path, on the page that begins them, on the front page, and where a report may lead to them."""
    on_paths: tuple[PathPlace, ...] = ()
    """The paths that lead through the page."""
    checked: datetime.date | None = None
    """The day on which the numbers and addresses of a page were last checked."""
    leave_for: str = ""
    """An absolute address to leave the page for at once; empty on a page without such a button."""
    worksheets: tuple[WorksheetCard, ...] = ()
    """Every worksheet, on the page that lists them; those that go with it, on an article."""
    goes_with: tuple[Card, ...] = ()
    """The articles that a worksheet goes with."""
    worksheets_url: str = ""
    """The page that lists the worksheets, on each of them; empty on a site without one."""
    start_url: str = ""
    """The page that begins the paths, on the front page and on each path; empty on a site without one."""
    instruments: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    gathering: GatheringFacts = NO_GATHERING
    """What the page gathers of what others say."""
    unpublished: str = ""
    needs_engine: bool = False
    """Whether the page has something for the scoring engine to do."""
    any_address: bool = False
    """Whether a server sends the page for any address that it doesn't know: its links hold from everywhere, and
    nothing indexes it."""
    moved_to: str = ""
    """Where an article is now, on the page at its former address."""

    # What follows is known once the page's Markdown has been rendered; `pages.facts.complete` fills it in.
    content: Markup = NO_HTML
    contents: tuple[Heading, ...] = ()
    """The headings of the second level, those of the third below them."""
    questions: tuple[Question, ...] = ()
    canonical_url: str = ""
    """The absolute URL; empty where the site has no address, and on the page for unknown ones."""
    place: str = ""
    """What a search result names as the page's place: its section, or its folder in the navigation."""
    folder: NavItem | None = None
    """The folder of the navigation that the page stands in, with the pages beside it."""
    has_profile_note: bool = False
    """Whether the content holds passages for readers with a certain profile, which a script uncovers."""
    has_minute: bool = False
    """Whether the content holds all that a summary in a minute shows."""
    has_writing: bool = False
    """Whether the content holds something that a sheet of its own styles: notes, code, formulas, films."""
    structured_data: Markup = NO_HTML
    """JSON-LD, escaped for a script element."""
    card: CardImage | None = None
    engine: EngineFacts | None = None
    exchange: Markup = NO_HTML
    """The screens for two people who put their profiles side by side."""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What every template may know of the site: the frame of all pages. A change here changes every page.

    `url` is absolute with a slash at the end, or empty; `base` is its path, between slashes. `language` is BCP 47.
    """

    name: str
    url: str = ""
    base: str = "/"
    language: str = "en"
    description: str = ""
    tagline: str = ""
    navigation: tuple[NavItem, ...] = ()
    contact: str = ""
    """The mail address for corrections; empty where there is none."""
    licence: Licence | None = None
    """That of the texts; None where nobody is given any."""
    icon: Markup = NO_HTML
    """The site's mark, an SVG."""
    colors: Colors = SHIPPED
    own_mark: bool = False
    """Whether the mark is the owner's, and not the two circles."""
    sealed: tuple[str, ...] = ()
    """URLs of the pages that are there for a quiz, of which nothing is fetched ahead."""
    places: Places = NO_PLACES
    """Where the pages are that every page may lead to."""
    age: int = 0
    """From which age on the site is meant; 0 where nothing is said."""
