"""Tree processors, serializer and postprocessor that leave alone what they would not change.

Each takes the place of one of Python-Markdown's and has its result; a test compares the two on random Markdown.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from functools import cache
from html import unescape
from typing import Any, Final

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.md_in_html import MarkdownInHTMLPostprocessor
from markdown.extensions.toc import (
    TocExtension,
    TocTreeprocessor,
    escape_cdata,
    nest_toc_tokens,
    remove_fnrefs,
    render_inner_html,
    run_postprocessors,
    strip_tags,
    unique,
)
from markdown.extensions.toc import unescape as unescape_backslashes
from markdown.serializers import RE_AMP, to_xhtml_string
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import HTML_PLACEHOLDER, STX

from innerpersona_site.blocks.context import RenderContext

_EMPTY: Final = etree.HTML_EMPTY
_RAW: Final = re.compile("<p>{0}</p>|{0}".format(HTML_PLACEHOLDER % "([0-9]+)"))
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class SparingToc(TocTreeprocessor):
    """Names the headings and lists them; the list as HTML is made only for a page that asks for it by its marker."""

    context: RenderContext

    def run(self, doc: etree.Element) -> None:
        """Give each heading an id and a permalink, and keep the list of those in range as `md.toc_tokens`."""
        used = self.context.anchors
        headings = []
        marked = False
        for element in doc.iter():
            if "id" in element.attrib:
                used.add(element.attrib["id"])
            tag = element.tag
            if isinstance(tag, str) and (tag in _HEADINGS or self.header_rgx.match(tag)):
                headings.append(element)
            marked = marked or bool(self.marker and element.text and self.marker in element.text)
        if marked:
            super().run(doc)
            used.update(element.attrib["id"] for element in headings)
            return
        counters: dict[str, int] = {}
        tokens: list[Any] = []
        for heading in headings:
            self.set_level(heading)
            html = render_inner_html(remove_fnrefs(heading), self.md)
            name = strip_tags(html)
            if "id" not in heading.attrib:
                heading.set("id", unique(self.slugify(unescape(name), self.sep), used, counters))
            label = heading.attrib.pop("data-toc-label", "")
            if label:
                label = run_postprocessors(unescape_backslashes(label), self.md)
                name = escape_cdata(strip_tags(label))
            level = int(heading.tag[-1])
            if self.toc_top <= level <= self.toc_bottom:
                anchor = unescape_backslashes(heading.attrib["id"])
                tokens.append(
                    {"level": level, "id": anchor, "name": name, "html": html, "data-toc-label": label}
                )
            self.add_permalink(heading, heading.attrib["id"])
        md: Any = self.md
        md.toc_tokens = nest_toc_tokens(tokens)
        md.toc = ""


class SparingTocExtension(TocExtension):
    """The table of contents with that processor; permalinks are on."""

    TreeProcessorClass = SparingToc

    def __init__(self, context: RenderContext, **configs: Any) -> None:
        super().__init__(**configs)
        self._context = context

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processor."""
        super().extendMarkdown(md)
        processor: Any = md.treeprocessors["toc"]
        processor.context = self._context


class SparingAttributes(AttrListTreeprocessor):
    """Looks for attributes in braces only on a page that has a brace."""

    def run(self, doc: etree.Element) -> None:
        """Take the attributes out of texts and give them to elements."""
        if any("{" in (e.text or "") or "{" in (e.tail or "") for e in doc.iter()):
            super().run(doc)


class SparingUnescape(UnescapeTreeprocessor):
    """Restores escaped characters where there are marks of them."""

    def run(self, root: etree.Element) -> None:
        """Go through all texts and attributes below `root`."""
        for element in root.iter():
            if element.text and STX in element.text and element.tag != "code":
                element.text = self.unescape(element.text)
            if element.tail and STX in element.tail:
                element.tail = self.unescape(element.tail)
            for name, value in element.items():
                if value is not None and STX in value:
                    element.set(name, self.unescape(value))


class SparingPrettify(PrettifyTreeprocessor):
    """Breaks lines between block elements."""

    def run(self, root: etree.Element) -> None:
        """Break the lines below `root`."""
        is_block = self.md.is_block_level

        def break_lines(element: etree.Element) -> None:
            tag, text, tail = element.tag, element.text, element.tail
            if is_block(tag) and tag not in ("code", "pre"):
                if len(element) and (not text or text.isspace()) and is_block(element[0].tag):
                    element.text = "\n"
                for child in element:
                    if is_block(child.tag):
                        break_lines(child)
            if not tail or tail.isspace():
                element.tail = "\n"

        break_lines(root)
        for mark in root.iter("br"):
            tail = mark.tail
            mark.tail = f"\n{tail}" if tail and not tail.isspace() else "\n"
        for block in root.iter("pre"):
            code = block[0] if len(block) and block[0].tag == "code" else None
            if code is not None and not len(code) and code.text is not None:
                super().run(block)


class SparingRawHtml(MarkdownInHTMLPostprocessor):
    """Puts raw HTML back into a text that has marks of it."""

    def run(self, text: str) -> str:
        """Return the text with the HTML in it."""
        return _RAW.sub(self._html, text) if STX in text else text

    def _html(self, mark: re.Match[str]) -> str:
        number = int(mark[1] or mark[2])
        if number >= self.md.htmlStash.html_counter:
            return mark[0]
        html = self.stash_to_string(self.md.htmlStash.rawHtmlBlocks[number])
        if mark[1] and not self.isblocklevel(html):
            html = f"<p>{html}</p>"
        return _RAW.sub(self._html, html) if STX in html else html


def serialize(element: etree.Element) -> str:
    """Return an element and what is in it as XHTML, as Python-Markdown's own serializer writes it."""
    parts: list[str] = []
    try:
        _write(element, parts)
    except TypeError:  # a comment or an instruction in the tree, which nothing of ours makes
        return to_xhtml_string(element)
    return "".join(parts)


def _write(element: etree.Element, parts: list[str]) -> None:
    tag, text, tail = element.tag, element.text, element.tail
    if not isinstance(tag, str):
        raise TypeError(tag)
    attributes = element.items()
    if attributes:
        parts.append(f"<{tag}")
        for name, value in sorted(attributes) if len(attributes) > 1 else attributes:
            parts.append(f" {name}" if value is None else f' {name}="{_escape_attribute(value)}"')
        opened = ""
    else:
        opened = f"<{tag}"
    lower = tag.lower()
    if lower in _EMPTY:
        parts.append(f"{opened} />")
    else:
        parts.append(f"{opened}>")
        if text:
            parts.append(text if lower in ("script", "style") else _escape(text))
        for child in element:
            _write(child, parts)
        parts.append(f"</{tag}>")
    if tail:
        parts.append(_escape(tail))


def _escape(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def _escape_attribute(text: str) -> str:
    text = _escape(text)
    return text.replace('"', "&quot;") if '"' in text else text


def spare(md: Markdown) -> None:
    """Put these in the place of the stock ones, once all extensions are registered."""
    md.is_block_level = cache(md.is_block_level)  # type: ignore[method-assign]
    md.serializer = serialize
    md.treeprocessors.register(SparingPrettify(md), "prettify", 10)
    md.treeprocessors.register(SparingAttributes(md), "attr_list", 8)
    md.treeprocessors.register(SparingUnescape(md), "unescape", 0)
    md.postprocessors.register(SparingRawHtml(md), "raw_html", 30)
