"""The guided paths of a site: from their documents to what pages show of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from innerpersona_site.content.links import page_url
from innerpersona_site.content.model import Document, Kind, QuizCard
from innerpersona_site.content.path_facts import PathCard, PathPlace, Piece
from innerpersona_site.content.source import reading_minutes


class GuidedPaths:
    """The published paths, by title, and the places that they give to other pages.

    Args:
        documents: every page that a path may lead to, by its source path.
        published: the pages that other pages may name.
        base: the path of the site's root.
        quizzes: the pages with one quiz each, which say how long it takes.
    """

    def __init__(
        self,
        documents: Mapping[str, Document],
        published: Iterable[Document],
        base: str,
        quizzes: Iterable[QuizCard],
    ) -> None:
        self._base = base
        self._minutes = {quiz.url: quiz.minutes for quiz in quizzes}
        public = [*published]
        self._published = {document.src_path for document in public}
        self._documents = documents
        paths = sorted((d for d in public if d.kind is Kind.PATH), key=lambda path: path.front.title)
        self.cards = tuple(map(self._card, paths))
        """Every path, by title."""
        self._places: dict[str, list[PathPlace]] = defaultdict(list)
        for path, card in zip(paths, self.cards, strict=True):
            steps = self.pieces(path)
            for number, piece in enumerate(steps):
                following = steps[number + 1] if number + 1 < len(steps) else None
                self._places[piece.id].append(PathPlace(card, piece.id, number + 1, following))

    def pieces(self, path: Document) -> tuple[Piece, ...]:
        """Return a path's steps, without the pages that aren't published."""
        return tuple(
            self._piece(self._documents[entry.page], entry.why)
            for entry in path.front.pieces
            if entry.page in self._published
        )

    def places(self, document: Document) -> tuple[PathPlace, ...]:
        """Return where a page stands on the paths that lead through it."""
        return tuple(self._places.get(document.src_path.removesuffix(".md"), ()))

    def _piece(self, document: Document, why: str) -> Piece:
        url = page_url(document.src_path, self._base)
        return Piece(
            id=document.src_path.removesuffix(".md"),
            title=document.front.title,
            url=url,
            why=why,
            minutes=self._minutes.get(url) or reading_minutes(document.words),
            is_quiz=url in self._minutes,
        )

    def _card(self, path: Document) -> PathCard:
        pieces = self.pieces(path)
        return PathCard(
            slug=path.slug,
            title=path.front.title,
            url=page_url(path.src_path, self._base),
            description=path.front.description,
            pieces=len(pieces),
            minutes=sum(piece.minutes for piece in pieces),
            speaks_to=path.front.speaks_to,
        )
