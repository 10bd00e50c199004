"""Run every rule over every page, and return all that was found at once."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from innerpersona_site.content.bibliography import Bibliography, read_bibliography
from innerpersona_site.content.model import Document
from innerpersona_site.content.source import split_source
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.inline import find_lost_letters
from innerpersona_site.lint.instruments import check_instruments
from innerpersona_site.lint.page import ReadPage
from innerpersona_site.lint.reading import read_page
from innerpersona_site.lint.report_links import check_report_links
from innerpersona_site.lint.rules import RULES, SITE_RULES, Site

BIBLIOGRAPHY = "references.bib"
PRIVATE_FOLDERS = ("_adr",)
"""Folders of docs/ that are no part of the site."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The content of the site and its faults.

    `documents` are the sound ones, published or not; `unpublished` the source paths of drafts and of pages
    dated after the day of the check.
    """

    bibliography: Bibliography
    documents: tuple[Document, ...]
    unpublished: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


def check_pages(
    pages: Iterable[ReadPage],
    bibliography: Bibliography,
    instruments: Collection[str],
    today: datetime.date,
    files: Collection[str] | None = None,
    read_text: Callable[[str], str] = lambda path: "",
    render_anchors: Callable[[str], frozenset[str]] | None = None,
) -> Checked:
    """Apply the rules to pages that were read.

    `files` are the paths, relative to the docs folder, of what is no page; None leaves links to them unjudged.
    `read_text` and `render_anchors` are as in `Site`.
    """
    pages = list(pages)
    documents = [page.document for page in pages if page.document is not None]
    unpublished = frozenset(d.src_path for d in documents if not d.published(today))
    by_path = {page.src_path: page for page in pages}
    site = Site(bibliography, instruments, by_path, unpublished, files, read_text, render_anchors)
    found = [fault for page in pages for fault in page.faults]
    found += [fault for page in pages for rule in RULES for fault in rule(page, site)]
    found += [fault for rule in SITE_RULES for fault in rule(site)]
    return Checked(bibliography, tuple(documents), unpublished, tuple(found))


def check_folder(docs: Path, instruments: Collection[str], today: datetime.date, root: Path) -> Checked:
    """Read and check a docs folder, and the instruments and report texts of its checkout.

    Paths in diagnostics are relative to `root` where it holds them.
    """
    pages, bibliography, faults = read_folder(docs, root)
    checked = check_pages(
        pages,
        bibliography,
        instruments,
        today,
        other_files(docs),
        lambda path: read_text(docs / path),
        AnchorRenderer(docs, bibliography),
    )
    faults += check_instruments(docs.parent, root)
    by_path = {page.src_path: page for page in pages}
    faults += check_report_links(docs.parent, root, by_path, checked.unpublished)
    return replace(checked, diagnostics=(*faults, *checked.diagnostics))


class AnchorRenderer:
    """Renders a page for the names of its parts, where reading it can't tell them."""

    def __init__(self, docs: Path, bibliography: Bibliography) -> None:
        self._docs = docs
        self._bibliography = bibliography
        self._renderer: Any = None
        self._found: dict[str, frozenset[str]] = {}

    def __call__(self, src_path: str) -> frozenset[str]:
        """Return what links to a part of the page may name."""
        if src_path not in self._found:
            self._found[src_path] = self._render(src_path)
        return self._found[src_path]

    def _render(self, src_path: str) -> frozenset[str]:
        if self._renderer is None:
            # Few pages ask for it, and it takes a while to import.
            from innerpersona_site.blocks.context import RenderContext
            from innerpersona_site.pages.markdown import Renderer

            self._renderer = Renderer(RenderContext(self._bibliography, lambda instrument: ""))
        anchors: frozenset[str] = self._renderer.render(
            split_source(read_text(self._docs / src_path)).body, src_path
        ).anchors
        return anchors


def read_folder(docs: Path, root: Path) -> tuple[list[ReadPage], Bibliography, list[Diagnostic]]:
    """Read the pages and the bibliography of a docs folder; the faults are the bibliography's."""
    pages = [
        read_page(file.relative_to(docs).as_posix(), shown_path(file, root), read_text(file))
        for file in _files(docs)
        if file.suffix == ".md"
    ]
    return pages, *load_bibliography(docs, root)


def other_files(docs: Path) -> frozenset[str]:
    """Return the paths of what is no page in a docs folder, relative to it."""
    return frozenset(file.relative_to(docs).as_posix() for file in _files(docs) if file.suffix != ".md")


def read_beside(docs: Path, path: str) -> str | None:
    """Return the text of a file of a docs folder, by its path in it; None where there is none, or none to read."""
    file = (docs / path).resolve()
    if not file.is_relative_to(docs.resolve()) or not file.is_file():
        return None
    return read_text(file)


def read_text(file: Path) -> str:
    """Return the text of a file, with U+FFFD for what is not UTF-8, which is reported where it matters."""
    return file.read_text("utf-8", errors="replace")


def _files(docs: Path) -> list[Path]:
    return [
        file
        for file in sorted(docs.rglob("*"))
        if file.relative_to(docs).parts[0] not in PRIVATE_FOLDERS and file.is_file()
    ]


def load_bibliography(docs: Path, root: Path) -> tuple[Bibliography, list[Diagnostic]]:
    """Read the bibliography of a docs folder; an empty one where there is none."""
    file = docs / BIBLIOGRAPHY
    if not file.is_file():
        return Bibliography({}), []
    text, shown = read_text(file), shown_path(file, root)
    bibliography, faults = _read_bibliography(text, shown)
    return bibliography, [*find_lost_letters(text, shown), *faults]


_read_bibliography = lru_cache(maxsize=4)(read_bibliography)
"""A preview reads it again only when it was changed."""


def shown_path(file: Path, root: Path) -> str:
    """Return a path as diagnostics show it."""
    return Path(os.path.relpath(file, root)).as_posix()
