"""Run every rule over every page, and return all that was found at once."""

from __future__ import annotations

import datetime
import os
import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from innerpersona_quiz.instruments import add_folders, added_folders, instrument_ids, remove_folders
from innerpersona_site.cache import Cache, digest, dump, load
from innerpersona_site.content.bibliography import Bibliography, read_bibliography
from innerpersona_site.content.model import Document
from innerpersona_site.content.navigation import navigation_faults
from innerpersona_site.content.published_files import is_published
from innerpersona_site.content.settings import FILE as SETTINGS
from innerpersona_site.content.settings import (
    Settings,
    address_faults,
    color_faults,
    contact_faults,
    imprint_faults,
    mark_faults,
    parse_settings,
    setting_fault,
)
from innerpersona_site.content.source import decode, split_source, text_faults
from innerpersona_site.content.vocabulary import Vocabulary
from innerpersona_site.diagnostics import Diagnostic, errors
from innerpersona_site.lint.card_letters import TITLES, check_card_letters, letters_of
from innerpersona_site.lint.files import check_files
from innerpersona_site.lint.instruments import check_instruments
from innerpersona_site.lint.names import check_names, picture_fault
from innerpersona_site.lint.overrides import check_overrides
from innerpersona_site.lint.page import ReadPage, own_runs
from innerpersona_site.lint.repeats import Repeated
from innerpersona_site.lint.report_links import check_report_links
from innerpersona_site.lint.rules import RULES, SITE_RULES, Site
from innerpersona_site.lint.rules.vocabulary import hub_faults
from innerpersona_site.sources import Inputs, SourceFile
from innerpersona_site.sources import Site as SiteSources
from innerpersona_site.workers import map_forked

BIBLIOGRAPHY = "references.bib"


@dataclass(frozen=True, slots=True)
class Checked:
    """The content of the site and its faults.

    `pages` are all of them, sound or not; `documents` are the sound ones, published or not; `unpublished` the source
    paths of drafts, of pages dated after the day of the check, and of those whose questionnaire is still to be written.
    """

    bibliography: Bibliography
    pages: tuple[ReadPage, ...]
    documents: tuple[Document, ...]
    unpublished: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    settings: Settings | None = None
    refused: frozenset[str] = frozenset()
    """Source paths of pages that errors keep out of a preview, while the others are shown."""

    def without_faulty_pages(self) -> Checked | None:
        """Return the content without the pages that have errors; None where an error is not a page's."""
        by_path = {page.path: page.src_path for page in self.pages}
        places = {fault.path for fault in errors(self.diagnostics)}
        if not places <= by_path.keys():
            return None
        refused = frozenset(by_path[path] for path in places)
        documents = tuple(document for document in self.documents if document.src_path not in refused)
        return replace(self, documents=documents, unpublished=self.unpublished | refused, refused=refused)


def check_pages(
    pages: Iterable[ReadPage],
    bibliography: Bibliography,
    instruments: Collection[str],
    today: datetime.date,
    files: Collection[str] | None = None,
    read_text: Callable[[str], str] = lambda path: "",
    unwritten: Collection[str] = (),
    repeated: dict[str, Repeated] | None = None,
    load_runs: Callable[[Sequence[ReadPage]], list[bytes]] = own_runs,
    vocabulary: Vocabulary | None = None,
) -> Checked:
    """Apply the rules to pages that were read.

    `files` are the paths, relative to the docs folder, of what is no page; None leaves links to them unjudged.
    `read_text`, `repeated`, `load_runs` and `vocabulary` are as in `Site`. `unwritten` are questionnaires
    with words still to be written.
    """
    pages = list(pages)
    documents = [page.document for page in pages if page.document is not None]
    unpublished = frozenset(
        d.src_path
        for d in documents
        if not d.published(today) or not set(unwritten).isdisjoint(d.instruments)
    )
    by_path = {page.src_path: page for page in pages}
    former = {} if repeated is None else repeated
    site = Site(
        bibliography,
        instruments,
        by_path,
        unpublished,
        files,
        read_text,
        former,
        load_runs,
        vocabulary,
        today,
    )
    found = [fault for page in pages for fault in page.faults]
    found += [fault for page in pages for rule in RULES for fault in rule(page, site)]
    found += [fault for rule in SITE_RULES for fault in rule(site)]
    return Checked(bibliography, tuple(pages), tuple(documents), unpublished, tuple(found))


def check_site(source: SiteSources, inputs: Inputs, cache: Cache, jobs: int) -> Checked:
    """Read and check what a site is made from; pages that were read before come from the cache.

    Paths in diagnostics are relative to the folder that the command runs in.
    """
    docs, root = source.docs, Path.cwd()
    path = shown_path(source.root / SETTINGS, root)
    settings, faults = parse_settings(inputs.settings, path)
    if settings is not None:
        faults += address_faults(settings, inputs.settings, path)
        faults += contact_faults(settings, inputs.settings, path)
        faults += color_faults(settings, inputs.settings, path)
        faults += mark_faults(settings, inputs.docs, inputs.settings, path)
        faults += _add_instruments(source.root, settings, inputs.settings, path)
    faults += check_names(inputs.docs, lambda file: shown_path(file, root), partial(_picture_fault, cache))
    pages = read_pages(inputs.docs, cache, inputs.code, jobs, root)
    bibliography, found = load_bibliography(inputs.docs.get(BIBLIOGRAPHY), cache, inputs.code, root)
    faults += found
    found, unwritten = check_instruments(cache, inputs.code, root)
    faults += found
    faults += check_files(inputs.docs, inputs.theme, cache, inputs.code, lambda file: shown_path(file, root))
    faults += check_overrides(source.theme, lambda file: shown_path(file, root))
    name = f"repeats {root} {inputs.code}"
    repeated = load(cache.record(name) or b"") or {}
    checked = check_pages(
        pages,
        bibliography,
        instrument_ids(),
        source.day,
        frozenset(filter(is_published, inputs.docs)),
        lambda path: read_text(docs / path),
        unwritten,
        repeated,
        partial(load_runs, cache, docs),
        settings.vocabulary if settings else None,
    )
    cache.set_record(name, dump(repeated))
    if font := inputs.theme.get(TITLES):
        faults += check_card_letters(pages, lambda: letters_of(font, cache))
    by_path = {page.src_path: page for page in pages}
    faults += check_report_links(source.root, root, by_path, checked.unpublished)
    if settings is not None:
        paths = {page.src_path for page in pages}
        hubs = {
            p.document.front.hub or ""
            for p in pages
            if p.document and p.src_path == f"{p.document.front.hub}.md"
        }
        faults += hub_faults(settings, hubs, inputs.settings, path)
        with_role = {d.src_path for d in checked.documents if d.front.role}
        faults += navigation_faults(settings.navigation, paths, inputs.settings, path, with_role)
        faults += imprint_faults(settings, checked.documents, inputs.settings, path)
    return replace(checked, settings=settings, diagnostics=(*faults, *checked.diagnostics))


def _picture_fault(cache: Cache, file: SourceFile) -> str:
    """Return what keeps a picture from being shown; the cache remembers it."""
    name = f"picture:{file.path.rpartition('.')[2].lower()}:{file.digest}"
    stored = cache.get(name)
    if stored is None:
        stored = picture_fault(file).encode()
        cache.put_many({name: stored})
    return stored.decode()


def _add_instruments(root: Path, settings: Settings, text: str, path: str) -> list[Diagnostic]:
    """Make the site's own questionnaires known in place of those that were, and return what is wrong with the setting."""
    remove_folders([folder.name for folder in added_folders()])
    faults = []
    for name in settings.instruments:
        folder = root / name
        # A folder may be a questionnaire or hold several.
        own = (folder / "questionnaire.toml").is_file()
        try:
            add_folders([folder] if own or not folder.is_dir() else _questionnaires(folder))
        except ValueError as fault:
            faults.append(setting_fault(text, path, "instruments", str(fault)))
    return faults


def _questionnaires(folder: Path) -> list[Path]:
    return sorted(inner.parent for inner in folder.glob("*/questionnaire.toml"))


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
        # Imported here: to check a site in which no page has changed needs no parser.
        from innerpersona_site.lint.reading import read_body, read_front

        path, text = shown_path(file.file, root), read_text(file.file)
        source = split_source(text)
        front_name = f"front:{digest(code, file.path, path, str(source.body_line), source.yaml or '')}"
        front = load(cache.get(front_name) or b"") if source.yaml is not None else None
        if front is None:
            front = read_front(file.path, path, source)
            cache.put_many({front_name: dump(front)})
        page = read_body(file.path, path, text, front)
        beside = {f"runs:{page.digest}": page.runs, f"compiled:{page.digest}": dump(page.compiled)}
        page = replace(page, runs=b"", compiled=None)
        cache.put_many({name: dump(page), **beside})
        return page

    for (_, file), page in map_forked(read, missing, jobs, lambda item: f"docs/{item[1].path}", cache.flush):
        found[file.path] = page
    return [found[path] for path in docs if path in found]


def load_runs(cache: Cache, docs: Path, pages: Sequence[ReadPage]) -> list[bytes]:
    """Return the hashes of runs of words that the cache holds beside pages; those it has lost are made anew."""
    stored = cache.get_many(f"runs:{page.digest}" for page in pages)
    return [
        stored[name] if (name := f"runs:{page.digest}") in stored else _runs(docs / page.src_path, page)
        for page in pages
    ]


def _runs(file: Path, page: ReadPage) -> bytes:
    from innerpersona_site.lint.reading import read_page

    return read_page(page.src_path, page.path, read_text(file)).runs


def read_text(file: Path) -> str:
    """Return the text of a file, with U+FFFD for what is not UTF-8, which is reported where it matters."""
    return decode(file.read_bytes())


def load_bibliography(
    file: SourceFile | None, cache: Cache, code: str, root: Path
) -> tuple[Bibliography, list[Diagnostic]]:
    """Read the bibliography of a docs folder; an empty one where there is none."""
    if file is None:
        return Bibliography({}), []
    shown = shown_path(file.file, root)
    name = f"bibliography:{digest(code, shown, file.digest)}"
    stored = load(cache.get(name) or b"")
    if stored is not None:
        return stored  # type: ignore[no-any-return]
    text = read_text(file.file)
    bibliography, faults = read_bibliography(text, shown)
    read = bibliography, [*text_faults(text, shown), *faults]
    cache.put_many({name: dump(read)})
    return read


def shown_path(file: Path, root: Path) -> str:
    """Return a path as diagnostics show it."""
    # A name that is no UTF-8 can't be written anywhere as it is.
    folder, name = os.path.split(os.fsencode(file).decode("utf-8", "backslashreplace"))
    return posixpath.join(_shown_folder(folder, root, os.getcwd()), name)  # noqa: PTH109 - a text, for each file


@lru_cache(maxsize=1024)
def _shown_folder(folder: str, root: Path, working: str) -> str:
    """Return a folder as diagnostics show it; where the command runs, it is left out."""
    shown = Path(os.path.relpath(folder or working, root)).as_posix()
    return "" if shown == "." else shown
