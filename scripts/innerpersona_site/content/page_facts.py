"""Page facts: what templates may know, made once from the documents of the site."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_site.content.authors import AI_PART, AUTHORS_PAGE, Author
from innerpersona_site.content.gathering import Gathering
from innerpersona_site.content.links import former_path, page_url
from innerpersona_site.content.model import (
    KEPT_TEMPLATE,
    MOVED_TEMPLATE,
    NO_GATHERING,
    NOT_FOUND_TEMPLATE,
    QUIZZES_TEMPLATE,
    START_TEMPLATE,
    WORKSHEETS_TEMPLATE,
    Card,
    Document,
    Kind,
    PageFacts,
    Picture,
    QuizCard,
    Reference,
    Section,
    Topic,
    WorksheetCard,
)
from innerpersona_site.content.path_facts import PathCard
from innerpersona_site.content.paths import GuidedPaths
from innerpersona_site.content.related import Comparison, RelatedArticles, newest_first
from innerpersona_site.content.source import reading_minutes
from innerpersona_site.content.texts import Texts
from innerpersona_site.content.vocabulary import NO_WORDS, Vocabulary

PER_REGION: Final = 4
"""How many of the articles that speak to a region are offered to its readers."""

LATEST: Final = 12
"""How many of the newest articles the front page and the feeds may list."""


class SiteIndex:
    """The published documents, indexed so that a page's facts cost the same however many there are.

    `references` turns the bibliography keys that a page cites into its list. Pages in `unpublished` have facts too,
    for a preview, but no other page's facts name them. `vocabulary` is what the settings name: every section,
    topic and author of a document is in it. `gathering` is what the pages that gather show of others; without it they
    show nothing. `compared` is what a former build compared articles by.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        references: Callable[[tuple[str, ...]], tuple[Reference, ...]],
        base: str = "/",
        unpublished: Iterable[Document] = (),
        vocabulary: Vocabulary = NO_WORDS,
        gathering: Gathering | None = None,
        compared: Comparison | None = None,
    ) -> None:
        self._gathering = gathering
        self._base = base
        self._words = vocabulary
        self._references = references
        self._facts: dict[str, PageFacts] = {}
        published = list(documents)
        hidden = list(unpublished)
        self._documents = {document.src_path: document for document in [*published, *hidden]}
        self._unpublished = frozenset(document.src_path for document in hidden)
        articles = newest_first(d for d in published if d.kind is Kind.ARTICLE)
        self._articles = {article.slug: article for article in articles}
        self._related = RelatedArticles(articles, compared)
        self._cards = {article.slug: self._card(article) for article in articles}
        self._by_hub: dict[tuple[str, str], list[Card]] = defaultdict(list)
        for card in self._cards.values():
            self._by_hub[card.section.slug, card.topic.slug].append(card)
        self._beside = _neighbors(self._by_hub.values())
        self.cards = tuple(self._cards.values())
        """Every article, newest first."""
        self.former = {
            address: article.src_path for article in articles for address in article.front.formerly
        }
        """The source of each article that had another address before, by that slug or path."""
        self.latest = self.cards[:LATEST]
        self.sections = tuple(self._section(slug) for slug in vocabulary.sections)
        self.topics = tuple(Topic(slug, title) for slug, title in vocabulary.topics.items())
        self.for_readers = _for_readers(self._cards.values())
        """A few articles that speak to each region of a profile: those to the fewest regions first, then the newest."""
        self.quizzes = self._quizzes()
        """The pages with one quiz each, in the order in which a visitor meets them."""
        starts = (document.src_path for document in published if document.template == START_TEMPLATE)
        self._worksheets = sorted(
            (document for document in published if document.kind is Kind.WORKSHEET),
            key=lambda document: document.front.title,
        )
        lists = (document.src_path for document in published if document.template == WORKSHEETS_TEMPLATE)
        self._worksheet_list = next((page_url(path, base) for path in lists), "")
        self._start = next((page_url(path, base) for path in starts), "")
        self._paths = GuidedPaths(self._documents, published, base, self.quizzes)

    def __contains__(self, src_path: object) -> bool:
        return src_path in self._documents

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    @property
    def comparison(self) -> Comparison:
        """What articles were compared by, complete once the facts of all pages were asked for."""
        return self._related.comparison

    def facts(self, src_path: str) -> PageFacts:
        """Return the facts of a page, as far as they are known before its Markdown is rendered."""
        if src_path not in self._facts:
            self._facts[src_path] = self._gather(src_path)
        return self._facts[src_path]

    def not_found(self, texts: Texts) -> PageFacts:
        """Return the facts of the page that a server sends for an address that it doesn't know."""
        return PageFacts(
            kind=Kind.PAGE,
            title=texts.text("pages.not_found.title"),
            description=texts.text("pages.not_found.description"),
            url=f"{self._base}{NOT_FOUND_TEMPLATE}",
            template=NOT_FOUND_TEMPLATE,
            latest=self.latest[:1],
            sections=self.sections,
            any_address=True,
        )

    def moved(self) -> Iterator[PageFacts]:
        """Return the facts of the pages at the addresses that articles had before."""
        for address, src_path in self.former.items():
            article = self.facts(src_path)
            yield PageFacts(
                kind=Kind.MOVED,
                title=article.title,
                description=article.description,
                url=f"{self._base}{former_path(address)}",
                template=MOVED_TEMPLATE,
                moved_to=article.url,
            )

    def _gather(self, src_path: str) -> PageFacts:
        document = self._documents[src_path]
        front = document.front
        section = front.section or front.hub
        companion = self._related.companion(document) if document.kind is Kind.ARTICLE else None
        related = self._related.related(document) if document.kind is Kind.ARTICLE else ()
        groups = self._groups(front.hub) if front.hub else ()
        latest = self._latest(document.kind, bool(groups))
        is_home, is_list = document.kind is Kind.HOME, document.template == QUIZZES_TEMPLATE
        return PageFacts(
            kind=str(document.kind),
            title=front.title,
            description=front.description,
            url=page_url(src_path, self._base),
            drawing=front.drawing,
            template=document.template,
            date=front.date,
            updated=front.updated,
            changed=self._changed(document, [*latest, *(card for _, cards in groups for card in cards)]),
            section=self._section(section) if section else None,
            topic=Topic(front.topic, self._words.topics[front.topic]) if front.topic else None,
            reading_minutes=reading_minutes(document.words),
            authors=tuple(self._author(id) for id in front.authors),
            ai=front.ai,
            ai_url=f"{page_url(AUTHORS_PAGE, self._base)}#{AI_PART}" if front.ai else "",
            reviewed_by=front.reviewed_by,
            companion=self._cards[companion.slug] if companion else None,
            related=tuple(self._cards[article.slug] for article in related),
            previous=self._beside.get(document.slug, _NONE)[0] if document.kind is Kind.ARTICLE else None,
            next=self._beside.get(document.slug, _NONE)[1] if document.kind is Kind.ARTICLE else None,
            image=Picture(self._base + front.image.file, front.image.alt) if front.image else None,
            groups=groups,
            latest=latest,
            sections=self.sections if is_home else (),
            quizzes=self.quizzes if is_home or is_list or document.template == KEPT_TEMPLATE else (),
            for_readers=self.for_readers if is_list else (),
            pieces=self._paths.pieces(document),
            paths=self._offered(document),
            on_paths=self._paths.places(document),
            checked=front.checked,
            leave_for=front.leave_for or "",
            worksheets=self._sheets(document),
            goes_with=tuple(self._cards[slug] for slug in document.front.goes_with if slug in self._cards),
            worksheets_url=self._worksheet_list if document.kind is Kind.WORKSHEET else "",
            start_url=self._start if document.kind in (Kind.HOME, Kind.PATH) else "",
            instruments=document.instruments,
            needs_engine=document.needs_engine,
            references=self._references(document.citations),
            gathering=self._gathering.facts(document) if self._gathering else NO_GATHERING,
            unpublished=_reason(document) if src_path in self._unpublished else "",
        )

    def _offered(self, document: Document) -> tuple[PathCard, ...]:
        """Return the paths that a page may offer; one with a quiz, those that a result may lead to."""
        if document.kind is Kind.HOME or document.template == START_TEMPLATE:
            return self._paths.cards
        return tuple(path for path in self._paths.cards if path.speaks_to) if document.instruments else ()

    def _sheets(self, document: Document) -> tuple[WorksheetCard, ...]:
        """Return the worksheets that a page leads to."""
        own = document.slug if document.kind is Kind.ARTICLE else None
        return tuple(
            WorksheetCard(sheet.front.title, page_url(sheet.src_path, self._base), sheet.front.description)
            for sheet in self._worksheets
            if document.template == WORKSHEETS_TEMPLATE or own in sheet.front.goes_with
        )

    def _latest(self, kind: Kind, has_articles: bool) -> tuple[Card, ...]:
        if kind is Kind.HOME:
            return self.latest
        return self.latest[:1] if kind is Kind.HUB and not has_articles else ()

    def _changed(self, document: Document, listed: Iterable[Card]) -> datetime.date | None:
        fronts = [document.front, *(self._articles[card.slug].front for card in listed)]
        return max((day for front in fronts for day in (front.date, front.updated) if day), default=None)

    def _groups(self, section: str) -> tuple[tuple[Topic, tuple[Card, ...]], ...]:
        return tuple(
            (topic, tuple(self._by_hub[section, topic.slug]))
            for topic in self.topics
            if self._by_hub[section, topic.slug]
        )

    def _section(self, slug: str) -> Section:
        return Section(slug, self._words.sections[slug], page_url(f"{slug}.md", self._base))

    def _author(self, id: str) -> Author:
        signature = self._words.authors[id]
        return Author(signature.name, f"{page_url(AUTHORS_PAGE, self._base)}#{id}", signature.kind)

    def _card(self, article: Document) -> Card:
        front = article.front
        section, topic = front.section or "", front.topic or ""
        return Card(
            slug=article.slug,
            title=front.title,
            url=page_url(article.src_path, self._base),
            description=front.description,
            date=front.date,
            reading_minutes=reading_minutes(article.words),
            section=self._section(section),
            topic=Topic(topic, self._words.topics[topic]),
            speaks_to=front.speaks_to,
            drawing=front.drawing,
        )

    def _quizzes(self) -> tuple[QuizCard, ...]:
        pages = {
            document.instruments: document
            for document in self._documents.values()
            if document.kind is Kind.QUIZ and len(document.instruments) == 1
        }
        return tuple(self._quiz(id, pages[id,]) for id in instrument_ids() if (id,) in pages)

    def _quiz(self, instrument_id: str, page: Document) -> QuizCard:
        instrument = load_instrument(instrument_id)
        return QuizCard(
            instrument=instrument_id,
            name=instrument.title,
            version=instrument.version,
            title=page.front.title,
            url=page_url(page.src_path, self._base),
            description=page.front.description,
            questions=len(instrument.items),
            minutes=instrument.minutes,
        )


def _for_readers(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Return those of the cards, which are newest first, that are among the first few of a region.

    Those that speak to the fewest regions come first: what is for everybody says less to anybody.
    """
    taken: Counter[str] = Counter()
    chosen = []
    for card in sorted(cards, key=lambda card: len(card.speaks_to)):
        if any(taken[region] < PER_REGION for region in card.speaks_to):
            chosen.append(card)
            taken.update(card.speaks_to)
    return tuple(chosen)


def _reason(document: Document) -> str:
    """Return why a page is not part of the site."""
    if document.front.draft:
        return "draft"
    return "later" if document.front.date else "unwritten"


_NONE: Final = (None, None)


def _neighbors(groups: Iterable[list[Card]]) -> dict[str, tuple[Card | None, Card | None]]:
    """Return, by slug, the card before and the one after each in time; the groups are newest first."""
    return {
        card.slug: (older, newer)
        for group in groups
        for newer, card, older in zip([None, *group], group, [*group[1:], None], strict=False)
    }
