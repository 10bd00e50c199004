"""Renders pages: Markdown, facts, templates, policy, and the texts that the search and the copies are made from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urljoin

from markupsafe import Markup

from innerpersona_site.cache import Shelf
from innerpersona_site.content.icons import material_icons
from innerpersona_site.content.markup import content_faults
from innerpersona_site.content.model import NO_HTML, EngineFacts, Kind, PageFacts, SiteFacts
from innerpersona_site.content.plain_copies import markdown_copy
from innerpersona_site.content.source import Source, decode, split_source
from innerpersona_site.markdown.filling import fill
from innerpersona_site.markdown.holes import Compiled
from innerpersona_site.markdown.rendered import Rendered
from innerpersona_site.output.copies import markdown_text
from innerpersona_site.output.engine import FOLDER
from innerpersona_site.output.search import searchable
from innerpersona_site.pages.compiled import CompiledTemplates
from innerpersona_site.pages.drawings import draw_in
from innerpersona_site.pages.environment import page_environment, render_page
from innerpersona_site.pages.facts import complete
from innerpersona_site.pages.forms import QuizForms, engine_facts
from innerpersona_site.pages.markdown import render
from innerpersona_site.pages.policy import InlineScripts, page_policy, with_policy
from innerpersona_site.pages.producer import Job, Produced, Shared, Trace


class ContentError(RuntimeError):
    """Rendered content holds what could run or load; the text says what, and on which line of the source it begins."""

    def __init__(self, faults: Sequence[str], source: Source) -> None:
        word = re.search(r"[a-z]\w*", faults[0], re.I)
        before, found, _ = source.body.lower().partition(f"<{word[0].lower()}" if word else "<")
        line = source.body_line + before.count("\n") if found else source.body_line
        held = ", ".join(dict.fromkeys(faults))
        super().__init__(f"from line {line} on, its content holds what could run or load: {held}")


class PageRenderer:
    """Renders one page after the other with one Markdown and one set of templates."""

    def __init__(self, shared: Shared, compiled: Shelf) -> None:
        self._shared = shared
        self._sheets: dict[str, None] = {}
        self._modules: dict[str, None] = {}
        self._scripts = InlineScripts()
        self._environment = page_environment(
            shared.templates.folders,
            stylesheet=self._stylesheet,
            modules=self._imports,
            integrity=shared.integrity,
            icons=material_icons(),
            texts=shared.texts,
            scripts=self._scripts,
            compiled=CompiledTemplates(compiled),
        )
        self._forms = QuizForms(self._environment)

    def markdown(self, job: Job, compiled: Compiled | None) -> Rendered:
        """Render the Markdown of a page that has a source, from what the check compiled of it where that is at hand."""
        context = self._shared.context
        assert job.source is not None
        source = split_source(decode(job.source.read_bytes()))
        rendered = (
            fill(compiled, context, job.src_path) if compiled else render(source.body, job.src_path, context)
        )
        # The check has looked at what the author wrote; this looks at what has become of it.
        if faults := content_faults(rendered.html):
            raise ContentError(faults, source)
        return rendered

    def form(self, instrument: str) -> str:
        """Render the form of an instrument."""
        return self._forms.render(instrument, self._shared.engine.manifest_json)

    def text(self, template: str, site: SiteFacts, pages: list[PageFacts]) -> str:
        """Render a template that is about all pages, of which it gets the address and what their source says."""
        listed = [replace(facts, canonical_url=urljoin(site.url, facts.url)) for facts in pages]
        return self._environment.get_template(template).render(site=site, pages=listed)

    def render(self, job: Job, rendered: Rendered | None) -> tuple[Trace, Produced]:
        """Render a page and all that is made from it."""
        self._sheets.clear()
        self._modules.clear()
        self._scripts.begin()
        shared, facts = self._shared, job.facts
        facts = complete(facts, shared.site) if rendered is None else self._completed(job, rendered)
        page = render_page(self._environment, facts, shared.site)
        page = with_policy(page, page_policy(self._scripts.texts, quiz=facts.needs_engine))
        if job.notes:
            page = page.replace("</body>", f"{job.notes}</body>", 1)
        copy, search = "", None
        if rendered is not None:
            search = searchable(page)
            if shared.copies:
                text = markdown_text(rendered.html, urljoin(shared.site.url, facts.url), shared.texts)
                copy = markdown_copy(facts, text, shared.site.url, shared.texts)
        trace = Trace(rendered.inputs if rendered else None, tuple(self._sheets), tuple(self._modules))
        return trace, Produced(page, copy, search or "")

    def _completed(self, job: Job, rendered: Rendered) -> PageFacts:
        shared, facts = self._shared, job.facts
        return complete(
            facts,
            shared.site,
            html=Markup(
                draw_in(rendered.html, facts.url, shared.site.base, shared.read_drawing, shared.site.colors)
            ),
            contents=rendered.contents,
            questions=rendered.questions,
            card=job.card,
            engine=self._engine(facts) if facts.needs_engine else None,
            exchange=self._exchange(facts) if facts.kind == Kind.COMPATIBILITY else NO_HTML,
        )

    def _engine(self, facts: PageFacts) -> EngineFacts:
        shared = self._shared
        folder = f"{shared.site.base}{FOLDER}/{shared.engine.hash}/"
        return engine_facts(folder, shared.engine.manifest_json, shared.for_readers, facts.url)

    def _exchange(self, facts: PageFacts) -> Markup:
        shared = self._shared
        return self._forms.render_exchange(shared.engine.manifest_json, facts, shared.site, shared.quizzes)

    def _stylesheet(self, names: str) -> str:
        self._sheets[str(names)] = None
        return self._shared.sheets(names)

    def _imports(self, entry: str) -> list[str]:
        self._modules[str(entry)] = None
        return list(self._shared.modules(entry))
