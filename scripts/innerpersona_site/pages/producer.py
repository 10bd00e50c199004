"""Makes the files of one page from its source and its facts, or takes them from the cache where nothing has changed.

A page's key is a hash of all that it is made from. Part of that is known only once the page has been rendered: which
works, drawings and forms its Markdown asked for, which stylesheets and modules its template. That is recorded as the
page's trace, and a later build compares what the trace names as it is then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache as memoized
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innerpersona_site.cache import Cache, SharedDigests, Shelf, digest, dump, load, value_digest
from innerpersona_site.content.model import (
    Card,
    CardImage,
    PageFacts,
    QuizCard,
    Reference,
    SiteFacts,
)
from innerpersona_site.content.path_facts import PathCard
from innerpersona_site.content.texts import Texts
from innerpersona_site.markdown.context import Inputs, RenderContext
from innerpersona_site.output.engine import Engine
from innerpersona_site.output.tree import write_staged
from innerpersona_site.pages.templates import TemplateSources

if TYPE_CHECKING:
    from innerpersona_site.markdown.rendered import Rendered
    from innerpersona_site.pages.rendering import PageRenderer

COPY: Final = "index.md"
"""The name of a page's Markdown copy, beside its index.html."""


@dataclass(frozen=True, slots=True)
class Job:
    """A page to be made: where its file goes, its facts, and its source, if it isn't made from facts alone."""

    path: str
    facts: PageFacts
    source: Path | None = None
    src_path: str = ""
    source_digest: str = ""
    compiled: str = ""
    """The name under which the cache holds what the check compiled of the source."""
    card: CardImage | None = None
    notes: str = ""
    """What the preview says of the page's warnings, as HTML."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What a page asked for when it was rendered: by its Markdown, and by its template."""

    inputs: Inputs | None
    sheets: tuple[str, ...]
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Produced:
    """A page's files as text. `search` is what the search reads, empty where the page isn't to be found."""

    html: str
    copy: str
    search: str


@dataclass(frozen=True, slots=True)
class Made:
    """What the build records of a page: its key, the digest of its search text, whether it had to be rendered.

    `sheets` are the stylesheets that a worker's templates asked for, which the process that emits them doesn't know.
    """

    path: str
    key: str
    search: str
    rendered: bool
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """What all pages of a build are made from.

    `sheets` and `modules` resolve what templates ask for: names of stylesheets to the path of one file, a script module
    to the paths of what it imports, `integrity` each of these to its hash. `for_readers` and `quizzes` are the lists that
    pages hand to the engine's scripts. `read_drawing` returns the text of an SVG file by its path below the docs
    folder, None where there is none.
    """

    context: RenderContext
    templates: TemplateSources
    site: SiteFacts
    engine: Engine
    sheets: Callable[[str], str]
    modules: Callable[[str], Sequence[str]]
    integrity: Callable[[str], str]
    for_readers: tuple[Card, ...]
    quizzes: tuple[QuizCard, ...]
    texts: Texts
    copies: bool
    read_drawing: Callable[[str], str | None] = lambda path: None


class Producer:
    """Makes pages for one build. Forked workers inherit it; `staged` is the folder that they write into."""

    def __init__(self, shared: Shared, cache: Cache, code: str, staged: Path) -> None:
        self.shared = shared
        self._cache = cache
        self._code = code
        self._staged = staged
        self._rendering: PageRenderer | None = None
        engine = (shared.for_readers, shared.quizzes, shared.engine.hash, shared.engine.manifest_json)
        self._engine_digest = value_digest(engine)
        self._texts = value_digest(shared.texts.entries)
        self._common = digest(code, value_digest(shared.site), self._texts, str(shared.copies))
        self._digests = SharedDigests((Card, Reference, QuizCard, PathCard))
        self._sheet = memoized(shared.sheets)
        self._module = memoized(self._modules)

    def keys(self, jobs: Iterable[Job]) -> dict[str, str]:
        """Return the keys of those pages that were rendered before from the same source, by their paths."""
        by_name = {f"trace:{self._source_key(job)}": job for job in jobs}
        return {
            by_name[name].path: self._key(by_name[name], trace)
            for name, data in self._cache.get_many(by_name).items()
            if (trace := load(data)) is not None
        }

    def produce(self, job: Job, key: str | None) -> Made:
        """Stage a page's files: from the cache if its key is known and they are there, else rendered."""
        produced = self._stored(key) if key else None
        sheets: tuple[str, ...] = ()
        rendered = produced is None
        if key is None or produced is None:
            trace, produced = self._renderer().render(job, self._markdown(job) if job.source else None)
            key, sheets = self._key(job, trace), trace.sheets
            stored = {f"trace:{self._source_key(job)}": dump(trace), f"page:{key}": dump(produced)}
            self._cache.put_many(stored)
        write_staged(self._staged, job.path, produced.html.encode())
        if produced.copy:
            write_staged(self._staged, copy_path(job.path), produced.copy.encode())
        search = digest(produced.search) if produced.search else ""
        return Made(job.path, key, search, rendered, sheets)

    def search_text(self, key: str) -> str:
        """Return what the search reads of a page that was made."""
        produced = self._stored(key)
        return produced.search if produced else ""

    def content(self, job: Job) -> str:
        """Return the HTML of a page's own Markdown."""
        return self._markdown(job).html

    def form(self, instrument: str) -> str:
        """Return the form of an instrument as HTML."""
        return self._renderer().form(instrument)

    def text(self, template: str, site: SiteFacts, pages: list[PageFacts]) -> str:
        """Return a file about all pages, such as the sitemap."""
        return self._renderer().text(template, site, pages)

    def _modules(self, entry: str) -> str:
        """Return the paths and the hashes of what an entry is and imports."""
        return " ".join(
            f"{path} {self.shared.integrity(path)}" for path in (entry, *self.shared.modules(entry))
        )

    def _stored(self, key: str) -> Produced | None:
        found = self._cache.get(f"page:{key}")
        return load(found) if found else None

    def _source_key(self, job: Job) -> str:
        return digest(self._code, job.path, job.src_path, job.source_digest, job.facts.template)

    def _key(self, job: Job, trace: Trace) -> str:
        return digest(
            self._common,
            self._source_key(job),
            self.shared.context.digest(trace.inputs) if trace.inputs else "",
            self._digests.digest((job.facts, job.card, job.notes)),
            self._engine_digest if job.facts.needs_engine else "",
            self.shared.templates.digest(job.facts.template),
            *map(self._sheet, trace.sheets),
            *map(self._module, trace.modules),
        )

    def _markdown(self, job: Job) -> Rendered:
        name = f"markdown:{digest(self._code, self._texts, job.src_path, job.source_digest)}"
        stored = load(self._cache.get(name) or b"")
        if stored is not None:
            rendered, state = stored
            if self.shared.context.digest(rendered.inputs) == state:
                return rendered  # type: ignore[no-any-return]
        rendered = self._renderer().markdown(job, load(self._cache.get(job.compiled) or b""))
        self._cache.put_many({name: dump((rendered, self.shared.context.digest(rendered.inputs)))})
        return rendered

    def _renderer(self) -> PageRenderer:
        if self._rendering is None:
            # Imported here: a build in which no page has changed needs neither Markdown nor Jinja.
            from innerpersona_site.pages.rendering import PageRenderer

            self._rendering = PageRenderer(self.shared, Shelf(self._cache, f"template:{self._code}"))
        return self._rendering


def copy_path(path: str) -> str:
    """Return where the Markdown copy of a page goes."""
    return path.removesuffix("index.html") + COPY
