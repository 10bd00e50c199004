"""Run every rule over every page, and return all that was found at once."""

from __future__ import annotations

import datetime
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from innerpersona_quiz.instruments import instrument_ids
from innerpersona_site.cache import Cache, digest, dump, load
from innerpersona_site.content.bibliography import Bibliography, read_bibliography
from innerpersona_site.content.model import Document
from innerpersona_site.content.navigation import navigation_faults
from innerpersona_site.content.settings import FILE as SETTINGS
from innerpersona_site.content.settings import Settings, parse_settings
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.inline import find_lost_letters
from innerpersona_site.lint.instruments import check_instruments, unwritten_instruments
from innerpersona_site.lint.reading import ReadPage, read_page
from innerpersona_site.lint.report_links import check_report_links
from innerpersona_site.lint.rules import RULES, SITE_RULES, Site
from innerpersona_site.sources import Inputs, SourceFile
from innerpersona_site.sources import Site as SiteSources
from innerpersona_site.workers import map_forked

BIBLIOGRAPHY = "references.bib"


@dataclass(frozen=True, slots=True)
class Checked:
    """The content of the site and its faults.

    `pages` are all of them, sound or not; `documents` are the sound ones, published or not; `unpublished` the source paths of drafts and of pages
    dated after the day of the check.
    """

    bibliography: Bibliography
    pages: tuple[ReadPage, ...]
    documents: tuple[Document, ...]
    unpublished: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    settings: Settings | None = None


def check_pages(
    pages: Iterable[ReadPage],
    bibliography: Bibliography,
    instruments: Collection[str],
    today: datetime.date,
    files: Collection[str] | None = None,
) -> Checked:
    """Apply the rules to pages that were read.

    `files` are the paths, relative to the docs folder, of what is no page; None leaves links to them unjudged.
    """
    pages = list(pages)
    documents = [page.document for page in pages if page.document is not None]
    unwritten = unwritten_instruments()
    unpublished = frozenset(
        d.src_path for d in documents if not d.published(today) or not unwritten.isdisjoint(d.instruments)
    )
    site = Site(bibliography, instruments, {page.src_path: page for page in pages}, unpublished, files)
    found = [fault for page in pages for rule in RULES for fault in rule(page, site)]
    found += [fault for rule in SITE_RULES for fault in rule(site)]
    return Checked(bibliography, tuple(pages), tuple(documents), unpublished, tuple(found))


def check_site(source: SiteSources, inputs: Inputs, cache: Cache, jobs: int) -> Checked:
    """Read and check what a site is made from; pages that were read before come from the cache.

    Paths in diagnostics are relative to the folder that the command runs in.
    """
    docs, root = source.docs, Path.cwd()
    settings, faults = parse_settings(inputs.settings, shown_path(docs.parent / SETTINGS, root))
    pages = read_pages(inputs.docs, cache, inputs.code, jobs, root)
    bibliography, found = load_bibliography(docs, root)
    faults += found
    files = frozenset(path for path in inputs.docs if not path.endswith(".md"))
    checked = check_pages(pages, bibliography, instrument_ids(), source.day, files)
    faults += check_instruments(root)
    by_path = {page.src_path: page for page in pages}
    faults += check_report_links(docs.parent, root, by_path, checked.unpublished)
    if settings is not None:
        shown = shown_path(docs.parent / SETTINGS, root)
        paths = {document.src_path for document in checked.documents}
        faults += navigation_faults(settings.navigation, paths, inputs.settings, shown)
    return replace(checked, settings=settings, diagnostics=(*faults, *checked.diagnostics))


def read_pages(
    docs: Mapping[str, SourceFile], cache: Cache, code: str, jobs: int, root: Path
) -> list[ReadPage]:
    """Read every page of a docs folder, on several processes those that the cache doesn't have."""
    names = {
        f"read:{digest(code, path, shown_path(file.file, root), file.digest)}": file
        for path, file in docs.items()
        if path.endswith(".md")
    }
    found = {
        names[name].path: page
        for name, data in cache.get_many(names).items()
        if (page := load(data)) is not None
    }
    missing = [(name, file) for name, file in names.items() if file.path not in found]

    def read(item: tuple[str, SourceFile]) -> ReadPage:
        name, file = item
        page = read_page(file.path, shown_path(file.file, root), read_text(file.file))
        cache.put_many({name: dump(page)})
        return page

    for (_, file), page in map_forked(read, missing, jobs, lambda item: f"docs/{item[1].path}"):
        found[file.path] = page
    return [found[path] for path in docs if path in found]


def read_text(file: Path) -> str:
    """Return the text of a file, with U+FFFD for what is not UTF-8, which is reported where it matters."""
    return file.read_text("utf-8", errors="replace")


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
