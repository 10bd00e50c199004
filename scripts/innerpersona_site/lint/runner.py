"""Run every rule over every page, and return all that was found at once."""

from __future__ import annotations

import datetime
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from innerpersona_site.content.bibliography import Bibliography, read_bibliography
from innerpersona_site.content.model import Document
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.reading import ReadPage, read_page
from innerpersona_site.lint.rules import RULES, Site

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
) -> Checked:
    """Apply the rules to pages that were read."""
    pages = list(pages)
    documents = [page.document for page in pages if page.document is not None]
    unpublished = frozenset(d.src_path for d in documents if not d.published(today))
    site = Site(bibliography, instruments, {page.src_path for page in pages}, unpublished)
    found = [fault for page in pages for rule in RULES for fault in rule(page, site)]
    return Checked(bibliography, tuple(documents), unpublished, tuple(found))


def check_folder(docs: Path, instruments: Collection[str], today: datetime.date, root: Path) -> Checked:
    """Read and check a docs folder. Paths in diagnostics are relative to `root` where it holds them."""
    pages = [
        read_page(file.relative_to(docs).as_posix(), shown_path(file, root), file.read_text("utf-8"))
        for file in sorted(docs.rglob("*.md"))
        if file.relative_to(docs).parts[0] not in PRIVATE_FOLDERS
    ]
    bibliography, faults = load_bibliography(docs, root)
    checked = check_pages(pages, bibliography, instruments, today)
    return Checked(bibliography, checked.documents, checked.unpublished, (*faults, *checked.diagnostics))


def load_bibliography(docs: Path, root: Path) -> tuple[Bibliography, list[Diagnostic]]:
    """Read the bibliography of a docs folder; an empty one where there is none."""
    file = docs / BIBLIOGRAPHY
    if not file.is_file():
        return Bibliography({}), []
    return read_bibliography(file.read_text("utf-8"), shown_path(file, root))


def shown_path(file: Path, root: Path) -> str:
    """Return a path as diagnostics show it."""
    return Path(os.path.relpath(file, root)).as_posix()
