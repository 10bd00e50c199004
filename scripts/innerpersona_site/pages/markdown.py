"""The one way from a page's Markdown to its HTML, for the build, the check, the preview and the tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from markdown import Extension, Markdown
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import unescape
from markdown.util import STX
from pymdownx.superfences import SuperFencesCodeExtension  # type: ignore[import-untyped]

from innerpersona_site.blocks import inline, parsing, trees
from innerpersona_site.blocks.citation import CitationsMarkdown
from innerpersona_site.blocks.context import Inputs, RenderContext
from innerpersona_site.blocks.icons import IconsMarkdown
from innerpersona_site.blocks.render import BlocksMarkdown
from innerpersona_site.content.icons import material_icons
from innerpersona_site.content.model import Heading, Question
from innerpersona_site.pages.facts import headings

_ID: Final = re.compile(r"""<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a page's Markdown gives.

    `contents` are the headings of levels 2 and 3, nested; `anchors` every id that a link can name; `questions` those of
    the page's FAQ. `profile_note` says whether some of it is for some readers only. `inputs` is what it was made from
    beside the Markdown itself.
    """

    html: str
    contents: tuple[Heading, ...]
    anchors: frozenset[str]
    questions: tuple[Question, ...]
    profile_note: bool
    inputs: Inputs


class Renderer:
    """Renders pages one after the other with one Markdown: to make one takes as long as to render a page."""

    def __init__(self, context: RenderContext) -> None:
        self.context = context
        self._markdown = markdown_for(context)

    def render(self, body: str, src_path: str) -> Rendered:
        """Render the body of a page, without its front matter; `src_path` is relative to the docs folder."""
        context, md = self.context, self._markdown
        context.begin(src_path)
        md.reset()
        try:
            html = md.convert(body)
        except BaseException:
            self._markdown = markdown_for(
                context
            )  # what this one was in the middle of would go on in the next page
            raise
        return Rendered(
            html=html,
            contents=headings(md.toc_tokens if html else ()),  # type: ignore[attr-defined]
            anchors=frozenset(_anchors(context.anchors, md.htmlStash.rawHtmlBlocks)),
            questions=tuple(context.questions),
            profile_note=context.profile_note,
            inputs=context.inputs,
        )


def markdown_for(context: RenderContext) -> Markdown:
    """Return a Markdown with every extension that the site's pages may rely on, and no other."""
    extensions: list[str | Extension] = [
        trees.SparingTocExtension(
            context, permalink=True, permalink_title=context.text("blocks.permalink"), toc_depth="2-3"
        ),
        TableExtension(use_align_attribute=True),  # the pages' policy refuses style attributes
        AttrListExtension(),
        MarkdownInHtmlExtension(),
        SmartyExtension(),
        SuperFencesCodeExtension(),
        BlocksMarkdown(context),
        CitationsMarkdown(context),
        IconsMarkdown(material_icons()),
    ]
    md = Markdown(extensions=extensions)
    for module in (parsing, inline, trees):
        module.spare(md)
    return md


def _anchors(ids: Iterable[str], raw: Iterable[Any]) -> Iterator[str]:
    """Yield the ids in the tree, without marks of escaped characters, and those in raw HTML."""
    for id in ids:
        yield unescape(id) if STX in id else id
    for html in raw:
        if isinstance(html, str) and "=" in html:
            for one, other in _ID.findall(html):
                yield one or other
