"""From the sources of a site to its files: read, check, render, emit. `build.py` is the way in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache as memoized
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from markupsafe import Markup

import innerpersona_quiz
from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.palette import with_colors
from innerpersona_site.build import BuildError, ContentFaults, Manifest, Options, Report, jobs_of
from innerpersona_site.cache import Cache, Shelf, digest, dump, load, value_digest
from innerpersona_site.content.apa import process
from innerpersona_site.content.gathering import Gathering
from innerpersona_site.content.glossary import glossary_of
from innerpersona_site.content.links import page_url
from innerpersona_site.content.mark import ICON, circles
from innerpersona_site.content.model import KEPT_TEMPLATE, CardImage, Document, Kind, PageFacts, SiteFacts
from innerpersona_site.content.navigation import named_pages, navigation
from innerpersona_site.content.page_facts import SiteIndex
from innerpersona_site.content.pictures import Shown
from innerpersona_site.content.published_files import is_left_out
from innerpersona_site.content.roles import find_places
from innerpersona_site.content.settings import Settings
from innerpersona_site.content.texts import MODULE, TextError, Texts, read_texts
from innerpersona_site.diagnostics import Severity, errors, ordered
from innerpersona_site.lint.report import as_notes
from innerpersona_site.lint.runner import Checked, check_site, shown_path
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.output import offline, theme
from innerpersona_site.output.cards import SocialCards
from innerpersona_site.output.engine import NO_ENGINE, Engine, emit_engine, find_engine
from innerpersona_site.output.listings import ABOUT_ALL, emit_feeds, emit_list, emit_texts
from innerpersona_site.output.manifest import emit_manifest
from innerpersona_site.output.pagefind import SearchError
from innerpersona_site.output.pictures import Pictures, read_picture
from innerpersona_site.output.preloads import addresses
from innerpersona_site.output.search import emit_index
from innerpersona_site.output.stylesheets import FOLDER as SHEETS
from innerpersona_site.output.stylesheets import Stylesheets
from innerpersona_site.output.tree import Changes, OutputTree
from innerpersona_site.pages.facts import social_card
from innerpersona_site.pages.producer import Job, Made, Producer, Shared, copy_path
from innerpersona_site.pages.templates import TemplateSources
from innerpersona_site.sources import Inputs, Site
from innerpersona_site.tasks import CardTask, CopyTask, PageTask, Task, work
from innerpersona_site.workers import WorkerError, map_forked

FORM: Final = "partials/quiz-form.html"
QUIZ_KINDS: Final = (Kind.QUIZ, Kind.COMPATIBILITY)
"""Kinds of pages that are there for a quiz."""


def make(
    site: Site, inputs: Inputs, tree: OutputTree, former: Manifest, cache: Cache, options: Options
) -> tuple[Report, dict[str, str]]:
    """Check the sources and put every file of the site into its tree.

    Returns:
        The report, and the digest of each page's search text by the page's path in the site.

    Raises:
        ContentFaults, BuildError: as `build` says.
    """
    checked = check_site(site, inputs, cache, jobs_of(options))
    settings = checked.settings
    sound = checked.without_faulty_pages() if site.preview else checked
    if settings is None or sound is None or (errors(checked.diagnostics) and not site.preview):
        raise ContentFaults([d for d in checked.diagnostics if d.severity is not Severity.NOTE])
    try:
        return _Pipeline(site, inputs, tree, former, cache, options, sound, settings).run()
    except (WorkerError, SearchError, TextError) as fault:
        raise BuildError(str(fault)) from fault


class _Pipeline:
    """One build, after its content was checked."""

    def __init__(
        self,
        site: Site,
        inputs: Inputs,
        tree: OutputTree,
        former: Manifest,
        cache: Cache,
        options: Options,
        checked: Checked,
        settings: Settings,
    ) -> None:
        self._site = site
        self._inputs = inputs
        self._tree = tree
        self._former = former
        self._cache = cache
        self._options = options
        self._checked = checked
        self._settings = settings
        published = [d for d in checked.documents if d.src_path not in checked.unpublished]
        hidden = [d for d in checked.documents if site.preview and d.src_path in checked.unpublished]
        self._published = {document.src_path for document in published}
        self._url = site.url or settings.url
        self._compiled = {page.src_path: f"compiled:{page.digest}" for page in checked.pages}
        self._context = self._render_context(published)
        self._process_works([*published, *hidden])
        style, base = self._context.style, self._base
        more = settings.vocabulary, Gathering(published, style, base)
        self._comparison = f"related {site.root.absolute()} {inputs.code}"
        compared = load(cache.record(self._comparison) or b"")
        self._index = SiteIndex(published, style.references, base, hidden, *more, compared)
        report = Path(innerpersona_quiz.__file__).parent / "report"
        self._stylesheets = Stylesheets(
            [*(folder / SHEETS for folder in site.theme.folders), report],
            lambda sheet: with_colors(sheet, settings.colors),
            Shelf(cache, f"css:{inputs.code}"),
        )

    def run(self) -> tuple[Report, dict[str, str]]:
        """Make every file; see `make`."""
        jobs = [*map(self._page_job, self._index), *self._pages_of_facts()]
        self._cache.set_record(self._comparison, dump(self._index.comparison))
        made = self._produce(jobs)
        search = {path: one.search for path, one in made.items() if one.search}
        with ThreadPoolExecutor(1) as pool:
            # Indexing is another program's work: it runs beside what this one does.
            indexing = pool.submit(self._emit_search, made, search)
            self._emit_listings(jobs, made)
            self._emit_files()
            if self._cards:
                self._cards.prune()
            self._pictures.prune()
            indexing.result()
        emit_manifest(self._tree, self._facts, self._start_page(), self._inputs.theme)
        if worker := self._inputs.theme.get(offline.WORKER):
            offline.emit_worker(self._tree, worker.file.read_text("utf-8"), self._quiz_pages(), self._texts)
        rendered = sum(one.rendered for one in made.values())
        warnings = ordered(self._checked.diagnostics)
        report = Report(
            len(jobs),
            rendered,
            Changes(0, 0, 0),
            tuple(warnings),
            self._addresses(self._checked.unpublished - self._checked.refused),
            tuple(self._waiting()),
            tuple(f"docs/{path}" for path in self._inputs.docs if is_left_out(path)),
            self._addresses(self._checked.refused),
        )
        return report, search

    @cached_property
    def _base(self) -> str:
        return replace(self._settings, url=self._url).base

    @cached_property
    def _facts(self) -> SiteFacts:
        return SiteFacts(
            name=self._settings.name,
            url=self._url,
            base=self._base,
            language=self._settings.language,
            description=self._settings.description,
            tagline=self._settings.tagline,
            navigation=tuple(navigation(self._settings.navigation, self._urls())),
            contact=self._settings.contact or "",
            licence=self._settings.licence,
            icon=Markup(self._own_mark or circles(self._settings.colors)),
            own_mark=bool(self._own_mark),
            colors=self._settings.colors,
            sealed=tuple(
                page_url(document.src_path, self._base)
                for document in self._checked.documents
                if document.kind in QUIZ_KINDS
            ),
            places=find_places(
                (d for d in self._checked.documents if d.src_path in self._published),
                self._base,
                {*named_pages(self._settings.navigation)},
            ),
            age=self._settings.age,
        )

    @cached_property
    def _own_mark(self) -> str:
        mark = self._inputs.docs.get(self._settings.mark)
        return mark.file.read_text("utf-8", "replace") if mark else ""

    @cached_property
    def _texts(self) -> Texts:
        return read_texts(self._site.theme.folders, self._settings.language)

    @cached_property
    def _engine(self) -> Engine:
        if "engine" in self._options.without or not any(d.needs_engine for d in self._checked.documents):
            return NO_ENGINE
        from innerpersona_site.engine import EngineError

        try:
            return find_engine(self._site.root, self._site.cache, self._options.progress)
        except EngineError as fault:
            raise BuildError(str(fault)) from fault

    @cached_property
    def _cards(self) -> SocialCards | None:
        cards = SocialCards(
            self._site.theme, self._site.cache / "cards", self._settings.colors, own_mark=bool(self._own_mark)
        )
        return cards if cards.available and "cards" not in self._options.without else None

    @cached_property
    def _pictures(self) -> Pictures:
        return Pictures(self._inputs.docs, self._site.cache / "pictures")

    @cached_property
    def _producer(self) -> Producer:
        shared = Shared(
            context=self._context,
            templates=TemplateSources(self._site.theme.folders),
            site=self._facts,
            engine=self._engine,
            sheets=self._stylesheets.join,
            modules=memoized(partial(addresses, theme=self._site.theme)),
            integrity=memoized(theme.Integrity(self._site.theme, self._texts)),
            for_readers=self._index.for_readers,
            quizzes=self._index.quizzes,
            texts=self._texts,
            copies="copies" not in self._options.without,
            read_drawing=self._read_drawing,
        )
        return Producer(shared, self._cache, self._inputs.code, self._tree.staged)

    @cached_property
    def _read_drawing(self) -> Callable[[str], str | None]:
        docs = self._inputs.docs
        return memoized(lambda path: docs[path].file.read_text("utf-8", "replace") if path in docs else None)

    def _render_context(self, published: Iterable[Document]) -> RenderContext:
        docs = self._inputs.docs
        templates = TemplateSources(self._site.theme.folders)

        def form_digest(id: str) -> str:
            texts = value_digest(self._texts.entries)
            return digest(load_instrument(id).hash, templates.digest(FORM), self._engine.manifest_json, texts)

        def form(id: str) -> str:
            """Return a form, which many pages may hold, from the cache where it was rendered before."""
            name = f"form:{digest(self._inputs.code, digest_of(id))}"
            if stored := self._cache.get(name):
                return stored.decode()
            made = self._producer.form(id)
            self._cache.put_many({name: made.encode()})
            return made

        digest_of = memoized(form_digest)

        def picture(path: str) -> Shown | None:
            return read_picture(docs[path].file, path) if path in docs else None

        return RenderContext(
            self._checked.bibliography,
            memoized(form),
            form_digest=digest_of,
            unpublished=self._checked.unpublished,
            files={path: file.digest for path, file in docs.items()},
            picture_of=memoized(picture),
            entries=Shelf(self._cache, f"entry:{self._inputs.code}"),
            text=self._texts.text,
            glossary=glossary_of(published),
        )

    def _process_works(self, documents: Iterable[Document]) -> None:
        """Set the entries of works that no build has set before, on all processors: each takes as long as a page."""
        style, known = self._context.style, self._checked.bibliography
        cited = (key for document in documents for key in document.citations if key in known)
        for csl, made in map_forked(process, style.unprocessed(cited), jobs_of(self._options), str):
            style.add(csl, made)

    def _urls(self) -> dict[str, str]:
        return {src_path: self._index.facts(src_path).url for src_path in self._index}

    def _page_job(self, src_path: str) -> Job:
        source = self._inputs.docs[src_path]
        facts = self._index.facts(src_path)
        return Job(
            path=f"{facts.url.removeprefix(self._base)}index.html",
            facts=facts,
            source=source.file,
            src_path=src_path,
            source_digest=source.digest,
            compiled=self._compiled.get(src_path, ""),
            card=self._card(facts),
            notes=self._notes(src_path) if self._site.preview else "",
        )

    def _pages_of_facts(self) -> list[Job]:
        """Return the pages that have no source: at former addresses, and for unknown ones."""
        moved = [
            Job(f"{path}index.html" if not path or path.endswith("/") else path, facts)
            for facts in self._index.moved()
            for path in [facts.url.removeprefix(self._base)]
        ]
        return [*moved, Job("404.html", self._index.not_found(self._texts))]

    def _produce(self, jobs: list[Job]) -> dict[str, Made]:
        """Make the pages that don't lie there as they should, by their paths."""
        producer, tree = self._producer, self._tree
        keys = producer.keys(jobs)
        made: dict[str, Made] = {}
        missing = []
        for job in jobs:
            key = keys.get(job.path)
            paths = [job.path, *([copy_path(job.path)] if job.source and producer.shared.copies else [])]
            if key and all(tree.is_current(path, key) for path in paths):
                made[job.path] = Made(job.path, key, self._former.search.get(job.path, ""), rendered=False)
            else:
                missing.append((job, key))
        tasks: list[Task] = [PageTask(job, key) for job, key in missing]
        tasks += self._missing_cards(jobs)
        tasks += [CopyTask(*task) for task in self._pictures.missing(self._tree)]
        self._cache.flush()  # workers read what this process has made: entries of works
        if self._cards and any(isinstance(task, CardTask) for task in tasks):
            self._cards.prepare()  # before workers fork, or each would
        for task, one in map_forked(
            partial(work, producer, self._cards, self._pictures),
            tasks,
            jobs_of(self._options),
            str,
            self._cache.flush,
        ):
            if isinstance(task, CopyTask):
                tree.add_link(task.path, one, task.digest)
                continue
            if isinstance(task, CardTask):
                tree.add_link(task.path, one, task.path)
                continue
            job = task.job
            made[job.path] = one
            for names in one.sheets:
                self._stylesheets.join(names)
            tree.declare(job.path, one.key)
            if job.source and producer.shared.copies:
                tree.declare(copy_path(job.path), one.key)
        return made

    def _missing_cards(self, jobs: list[Job]) -> list[CardTask]:
        """Return the cards whose picture doesn't lie there; its name is the hash of what it shows."""
        cards = {job.card.path: job.facts for job in jobs if job.card}
        return [
            CardTask(path, social_card(facts, self._facts))
            for path, facts in cards.items()
            if not self._tree.is_current(path, path)
        ]

    def _card(self, facts: PageFacts) -> CardImage | None:
        return self._cards.path_of(social_card(facts, self._facts)) if self._cards else None

    def _emit_search(self, made: Mapping[str, Made], texts: Mapping[str, str]) -> None:
        """Emit the search index."""
        if "search" in self._options.without:
            return
        addresses = {path.removesuffix("index.html"): path for path in texts}
        emit_index(
            self._tree,
            {address: texts[path] for address, path in addresses.items()},
            lambda address: self._producer.search_text(made[addresses[address]].key),
            self._site.cache / "search",
            language=self._settings.language.partition("-")[0],
        )

    def _emit_listings(self, jobs: list[Job], made: Mapping[str, Made]) -> None:
        by_url = {job.facts.url: job for job in jobs}
        published = [job.facts for job in jobs if job.src_path in self._published]
        texts = [path for path in ABOUT_ALL if path in self._inputs.theme]
        emit_texts(
            self._tree,
            texts,
            self._facts,
            published,
            self._producer.text,
            self._producer.shared.templates.digest,
        )
        if self._producer.shared.copies:
            emit_list(self._tree, self._index, self._facts, self._texts)
            latest = [by_url[card.url] for card in self._index.latest]
            articles = [(job.facts, job.card, made[job.path].key) for job in latest]
            emit_feeds(
                self._tree,
                self._facts,
                articles,
                self._texts,
                lambda url: self._producer.content(by_url[url]),
            )

    def _emit_files(self) -> None:
        others = theme.emit_scripts(theme.theme_files(self._inputs.theme), self._tree)
        theme.emit_files(others, self._tree)
        self._tree.add_text(ICON, str(self._facts.icon))
        theme.emit_files(theme.docs_files(self._inputs.docs), self._tree)
        self._stylesheets.emit(self._tree)
        for path, module in self._texts.browser_modules().items():
            if any(name.startswith(path.removesuffix(MODULE)) for name in self._inputs.theme):
                self._tree.add_text(path, module)
        emit_engine(self._engine, self._tree)

    def _start_page(self) -> str:
        """Return the URL, relative to the site's root, of the page that shows what is kept; empty where there is none."""
        documents = [d for d in self._checked.documents if d.template == KEPT_TEMPLATE]
        return page_url(documents[0].src_path, self._base).removeprefix(self._base) if documents else ""

    def _quiz_pages(self) -> list[tuple[str, str]]:
        """Return the pages that the service worker keeps."""
        facts = [self._index.facts(src_path) for src_path in self._index]
        return [
            (f.url.removeprefix(self._base), f.title)
            for f in facts
            if f.kind in QUIZ_KINDS or f.template == KEPT_TEMPLATE
        ]

    def _addresses(self, src_paths: Iterable[str]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (shown_path(self._site.docs / path, Path.cwd()), page_url(path, self._base))
            for path in sorted(src_paths)
        )

    def _waiting(self) -> Iterator[tuple[str, str, str]]:
        for document in sorted(
            self._checked.documents, key=lambda d: (d.front.date or self._site.day, d.src_path)
        ):
            day = document.front.date
            if day and day > self._site.day and not document.front.draft:
                yield day.isoformat(), f"docs/{document.src_path}", document.front.title

    def _notes(self, src_path: str) -> str:
        path = shown_path(self._site.docs / src_path, Path.cwd())
        return as_notes(
            d for d in self._checked.diagnostics if d.path == path and d.severity is not Severity.NOTE
        )
