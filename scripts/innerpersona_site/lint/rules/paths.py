"""Rules on guided paths: each piece is a page that readers can open, once."""

from __future__ import annotations

from collections.abc import Iterator

from innerpersona_site.content.links import meant_path
from innerpersona_site.content.scaffold import PLACEHOLDER
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.page import ReadPage
from innerpersona_site.lint.rules.base import Site, error, warning


def pieces(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A path leads to published pages, to each of them once."""
    if page.document is None:
        return
    places: dict[str, int] = {}
    for number, piece in enumerate(page.document.front.pieces):
        place = page.key_position(f"pieces.{number}.page")
        if PLACEHOLDER.search(piece.page):
            continue  # another rule counts what is still to be written
        if piece.page in places:
            message = f'the path leads to "{piece.page}" twice, first on line {places[piece.page]}'
            yield error("piece-repeated", page, *place, message, "Keep one of the two, or name another page.")
        elif piece.page not in site.pages:
            meant = meant_path(piece.page, site.pages)
            close = f' (did you mean "{meant}"?)' if meant else ""
            message = f'the path leads to "{piece.page}", which is no page{close}'
            hint = "Give the path of a source file relative to docs/, for example:\n    page: "
            yield error("piece-unknown", page, *place, message, hint + (meant or "articles/early-signals.md"))
        elif piece.page in site.unpublished and page.src_path not in site.unpublished:
            message = f'the path leads to "{piece.page}", which is not published; it is left out'
            hint = "It is on the path once that page is no draft and its date has come."
            yield warning("link-unpublished", page, *place, message, hint)
        places.setdefault(piece.page, place[0])
