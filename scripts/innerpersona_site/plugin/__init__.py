"""The adapter between the content model and MkDocs: the only importer of mkdocs."""

from __future__ import annotations

import datetime
import logging
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal, cast
from urllib.parse import urljoin, urlsplit

import jinja2
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from innerpersona_quiz.instruments import instrument_folder
from innerpersona_site.blocks.citation import CitationsMarkdown
from innerpersona_site.blocks.context import RenderContext
from innerpersona_site.blocks.render import BlocksMarkdown
from innerpersona_site.content.model import Kind, PageFacts, Question
from innerpersona_site.content.page_facts import SiteIndex
from innerpersona_site.diagnostics import Diagnostic, Severity, errors, ordered
from innerpersona_site.lint.instruments import check_instruments
from innerpersona_site.lint.reading import read_page
from innerpersona_site.lint.report import as_notes
from innerpersona_site.lint.report_links import check_report_links
from innerpersona_site.lint.runner import check_pages, load_bibliography, other_files, read_beside, shown_path
from innerpersona_site.plugin import assets, modules, offline, redirects, search, sharing
from innerpersona_site.plugin.cards import SocialCards
from innerpersona_site.plugin.config import ContentFaults, InnerPersonaConfig
from innerpersona_site.plugin.elsewhere import Elsewhere
from innerpersona_site.plugin.forms import QuizForms, reading_list
from innerpersona_site.plugin.portable import KeptTexts
from innerpersona_site.plugin.rebuilds import CompiledTemplates, Rebuilds, digest, page_digests, stamp
from innerpersona_site.plugin.stylesheets import FOLDER, Stylesheets
from innerpersona_site.policy import with_policy

log = logging.getLogger("mkdocs.plugins.innerpersona")

ARTICLE_TEMPLATE = "article.html"
LAST = -100
"""Event priority of what must see a page as it is written."""


class InnerPersonaPlugin(BasePlugin[InnerPersonaConfig]):  # type: ignore[no-untyped-call]
    """Checks the content, renders the site's own Markdown, and hands page facts to the templates."""

    _preview = False
    _rebuilds = Rebuilds()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether this is a preview. MkDocs keeps a plugin that asks, so a preview's builds share it."""
        self._preview = command == "serve"
        self._rebuilds = Rebuilds()
        self._compiled = CompiledTemplates()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the bibliography and register the Markdown extensions."""
        self._root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        self._faults: list[Diagnostic] = []
        self._pictures: dict[str, str] = {}
        self._questions: dict[str, tuple[Question, ...]] = {}
        self._engine: assets.Engine | None = None
        bibliography, faults = load_bibliography(Path(config.docs_dir), self._root)
        self._faults += faults
        self._forms = QuizForms([Path(folder) for folder in config.theme.dirs])
        sheets = [Path(folder) / FOLDER for folder in config.theme.dirs]
        self._stylesheets = Stylesheets([*sheets, assets.report_folder()])
        self._cards = SocialCards(Path(config.theme.dirs[0]), self._root / ".cache" / "cards")
        self._context = RenderContext(
            bibliography, self._render_quiz, read_file=partial(read_beside, Path(config.docs_dir))
        )
        config.markdown_extensions += [BlocksMarkdown(self._context), CitationsMarkdown(self._context)]  # type: ignore[list-item]
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Check every page, stop at an error, and take unpublished pages out of the site."""
        sources = [f for f in files.documentation_pages() if not f.inclusion.is_excluded()]  # type: ignore[no-untyped-call]
        pages = [
            read_page(file.src_uri, self._shown(file), file.content_bytes.decode("utf-8", "replace"))
            for file in sources
        ]
        today = self.config.today or datetime.date.today()
        beside = other_files(Path(config.docs_dir))
        instruments = self._forms.instruments()
        checked = check_pages(pages, self._context.bibliography, instruments, today, beside)
        self._faults += check_instruments(self._root)
        by_path = {page.src_path: page for page in pages}
        self._faults += check_report_links(self._root, self._root, by_path, checked.unpublished)
        worth_a_look = [fault for fault in checked.diagnostics if fault.severity is not Severity.NOTE]
        self._stop_at_errors([*self._faults, *worth_a_look])
        self.warnings = ordered([*self._faults, *worth_a_look])
        if not self._preview:
            for fault in self.warnings:
                # At the level of a warning MkDocs would fail a strict build; these may be published as they are.
                log.info("%s", fault.format())
        self._context.unpublished = checked.unpublished
        for file in sources:
            if file.src_uri in checked.unpublished and not self._preview:
                file.inclusion = InclusionLevel.EXCLUDED
        for file in [file for file in files.css_files() if file.src_uri.startswith(f"{FOLDER}/")]:
            files.remove(file)  # pages load them joined
        published = [d for d in checked.documents if d.src_path not in checked.unpublished]
        hidden = [d for d in checked.documents if self._preview and d.src_path in checked.unpublished]
        self._index = SiteIndex(
            published,
            self._context.style.references,
            urlsplit(config.site_url or "").path or "/",
            hidden,
        )
        self._elsewhere = Elsewhere(
            sharing.publisher(config),
            config.site_description or "",
            self._index.site,
            KeptTexts(self._root / ".cache" / "portable"),
        )
        if any(document.needs_engine for document in [*published, *hidden]):
            self._engine = self._find_engine()
        self._quiz_pages = [
            (file.url, facts.title)
            for file in sources
            if file.src_uri in self._index
            and (facts := self._index.facts(file.src_uri)).kind in (Kind.QUIZ, Kind.COMPATIBILITY)
        ]
        self.unpublished = [
            (self._shown(file), file.url) for file in sources if file.src_uri in checked.unpublished
        ]
        if self._preview:
            self._leave_out_unchanged(files, config)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give the pages in the navigation their titles, which MkDocs would learn only by rendering each."""
        for page in nav.pages:
            if page.title is None and page.file.src_uri in self._index:
                page.title = self._index.facts(page.file.src_uri).title
        return nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Hand the templates the functions that they call."""
        env.globals.update(assets.template_functions(), exchange_form=self._render_exchange)
        self._templates = env
        env.globals["stylesheet"] = self._stylesheet
        env.globals["modules"] = partial(modules.addresses, theme=Path(config.theme.dirs[0]))
        if self._preview:
            env.bytecode_cache = self._compiled
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Tell the Markdown extensions which page comes next, and give articles their template."""
        self._context.src_path = page.file.src_uri
        if self._index.facts(page.file.src_uri).kind == Kind.ARTICLE:
            page.meta.setdefault("template", ARTICLE_TEMPLATE)
        page.update_date = sharing.last_change(self._index.facts(page.file.src_uri), self._index)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep what only a rendered page tells."""
        self._questions[page.file.src_uri] = tuple(self._context.questions)
        if not self._preview:
            self._elsewhere.read(self._index.facts(page.file.src_uri), html)
        return html

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Hand the templates the facts of the page and of the site."""
        src_path = page.file.src_uri
        facts = replace(self._index.facts(src_path), questions=self._questions[src_path])
        values: dict[str, object] = {"facts": facts, "site": self._index.site}
        image = ""
        if self._cards.available and not self._preview:
            values["card"] = card = self._cards.draw(sharing.social_card(facts, page, config))
            image = self._pictures[facts.url] = urljoin(config.site_url or "/", card.path)
        values["structured_data"] = sharing.data(facts, page, nav, config, image)
        if facts.needs_engine and self._engine:
            folder = f"{assets.ENGINE_FOLDER}/{self._engine.hash}/"
            values["engine_base"] = get_relative_url(folder, page.url)
            # "<" only ever stands inside JSON strings, where its escape means the same and can't end the script element.
            values["engine_manifest"] = self._engine.manifest_json.replace("<", "\\u003c")
            values["reading_list"] = reading_list(self._index.site.for_readers, facts.url).replace(
                "<", "\\u003c"
            )
        cast(dict[str, object], context).update(values)
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Hand the same to templates that are no page's, such as 404.html."""
        facts = PageFacts(
            Kind.PAGE, "Page not found", "There is no page at this address.", f"/{template_name}"
        )
        cast(dict[str, object], context).update({"facts": facts, "site": self._index.site})
        return context

    @event_priority(LAST)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Write the page's policy into it, once nothing will change it any more."""
        if self._preview:
            output = output.replace("</body>", as_notes(self._notes(page.file)) + "</body>", 1)
        return self._with_policy(output, page.file.dest_uri)

    @event_priority(LAST)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Do the same for 404.html."""
        if not template_name.endswith(".html"):
            return output_content
        return self._with_policy(output_content, template_name)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Stop where a page breaks its own policy, then add the stylesheets, the search and the engine."""
        site = Path(config.site_dir)
        self._write_former_addresses(site, config)
        self._stop_at_errors(self._faults)
        self._stylesheets.write(site)
        try:
            # What no reader of a page sees is left out of a preview, where nothing should keep a change waiting.
            if not self._preview:
                search.write_index(site)
                self._cards.copy_into(site)
                self._elsewhere.write(site, self._index, self._pictures)
        except assets.AssetError as fault:
            raise Abort(str(fault)) from fault
        if self._engine and self._engine.directory:
            assets.copy_folder(self._engine.directory, site / assets.ENGINE_FOLDER / self._engine.hash)
        offline.write_release(site, self._quiz_pages)
        self._rebuilds.finish()

    def on_build_error(self, *, error: Exception) -> None:
        """Forget what was made: a page may have been written before the fault in it was found."""
        if self._preview and not isinstance(error, ContentFaults):
            self._rebuilds = Rebuilds()

    def _leave_out_unchanged(self, files: Files, config: MkDocsConfig) -> None:
        theme = Path(config.theme.dirs[0])
        questionnaires = [instrument_folder(id) for id in self._forms.instruments()]
        looks = [*sorted(theme.rglob("*.html")), theme / FOLDER, assets.report_folder(), *questionnaires]
        common = digest(
            stamp([*looks, Path(config.config_file_path or "")]),
            self._index.site,
            self.unpublished,
            self._engine and self._engine.hash,
        )
        made_from = page_digests(files, self._index, self._notes, common)
        # The worker's list of files is written into it, so it must be copied anew each time.
        made_from[offline.WORKER] = digest(time.time_ns())
        self._rebuilds.begin(Path(config.site_dir), made_from)

    def _notes(self, file: File) -> list[Diagnostic]:
        return [fault for fault in self.warnings if fault.path == self._shown(file)]

    def _shown(self, file: File) -> str:
        return shown_path(Path(file.abs_src_path or file.src_uri), self._root)

    def _write_former_addresses(self, site: Path, config: MkDocsConfig) -> None:
        for slug, src_path in self._index.former.items():
            facts, path = self._index.facts(src_path), redirects.former_path(slug)
            html = redirects.moved_page(self._templates, facts, config.site_name, config.site_url or "/")
            redirects.write_page(site, path, self._with_policy(html, path))

    def _stylesheet(self, names: str) -> str:
        try:
            return self._stylesheets.join(names)
        except assets.AssetError as fault:
            raise Abort(str(fault)) from fault

    def _with_policy(self, html: str, path: str) -> str:
        html, faults = with_policy(html, path)
        self._faults += faults
        return html

    def _find_engine(self) -> assets.Engine:
        if not self.config.engine:
            return assets.NO_ENGINE
        try:
            return assets.find_engine(self._root, log.info)
        except assets.AssetError as fault:
            raise Abort(str(fault)) from fault

    def _render_quiz(self, instrument_id: str) -> str:
        engine = self._engine or assets.NO_ENGINE
        return self._forms.render(instrument_id, engine.manifest_json)

    def _render_exchange(self, root: str) -> Markup:
        engine = self._engine or assets.NO_ENGINE
        return Markup(self._forms.render_exchange(engine.manifest_json, root))

    def _stop_at_errors(self, faults: list[Diagnostic]) -> None:
        if errors(faults):
            raise ContentFaults(faults)
