"""The extension `innerpersona` of Python-Markdown: this project's reading of Markdown in any tool that renders with that.

MkDocs, Pelican and others call Python-Markdown. With the extension they render articles as the build does, blocks and
citations included, so that what is written here can be taken elsewhere. The only importer of markdown.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, override

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.content.settings import FILE as SETTINGS
from innerpersona_site.content.settings import parse_settings
from innerpersona_site.content.texts import read_texts
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.pages.markdown import render
from innerpersona_site.sources import Site

RAW_HTML: Final = "html_block"
"""The preprocessor of Python-Markdown that sets HTML aside, in whose place ours does so with all of a page."""
AFTER_WHITESPACE: Final = 20
"""Its priority: below the one that takes the marks of what is set aside out of the text."""


class Reading(Preprocessor):
    """Renders a page as a whole, and leaves Python-Markdown the finished HTML as one piece that it passes on."""

    def __init__(self, md: Markdown, context: RenderContext) -> None:
        super().__init__(md)
        self._context = context

    @override
    def run(self, lines: list[str]) -> list[str]:
        html = render("\n".join(lines), "index.md", self._context).html
        return [self.md.htmlStash.store(html)]


class InnerPersonaExtension(Extension):
    """Puts the reading in the place of Python-Markdown's own.

    Options: `site`, the folder of site.toml, for the bibliography and the texts (default: the current folder). Links are
    left as they are written, and forms left out: both need the build.

    Raises:
        FileNotFoundError: the folder has no site.toml.
        ValueError: site.toml has faults; each is named with its line.
    """

    def __init__(self, **options: Any) -> None:
        self.config = {"site": [".", "The folder that holds site.toml"]}
        super().__init__(**options)

    @override
    def extendMarkdown(self, md: Markdown) -> None:
        root = Path(self.getConfig("site"))
        settings, faults = parse_settings((root / SETTINGS).read_text("utf-8"), SETTINGS)
        if settings is None:
            raise ValueError("\n".join(fault.format() for fault in faults))
        works = root / "docs" / "references.bib"
        bibliography, _ = read_bibliography(works.read_text("utf-8") if works.exists() else "", str(works))
        texts = read_texts(Site(root).theme.folders, settings.language)
        context = RenderContext(bibliography, lambda instrument: "", text=texts.text)
        md.preprocessors.register(Reading(md, context), RAW_HTML, AFTER_WHITESPACE)


def makeExtension(**options: Any) -> InnerPersonaExtension:
    """Return the extension, for tools that name it by its module."""
    return InnerPersonaExtension(**options)
