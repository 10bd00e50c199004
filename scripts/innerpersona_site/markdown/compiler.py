"""Tokens to HTML, with holes for what lies outside the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Final

from markdown_it.token import Token

from innerpersona_site.content.slugs import slug
from innerpersona_site.markdown import html
from innerpersona_site.markdown.admonitions import Admonition
from innerpersona_site.markdown.block_html import BLOCKS, Block
from innerpersona_site.markdown.code import FORMULAS, code_html
from innerpersona_site.markdown.holes import (
    Compiled,
    Contents,
    Part,
    Phrase,
    QuestionSpan,
    permalink,
)
from innerpersona_site.markdown.inline_compiler import InlineCompiler, attributes_html, formula_html
from innerpersona_site.markdown.parser import Parsed
from innerpersona_site.markdown.scanner import read_header
from innerpersona_site.markdown.texts import plain_text

CONTENTS: Final = (2, 3)
"""The levels of the headings that the list of contents has."""
_NO_TERMS: Final = ("blockquote", "dl")
"""Elements in which no term is explained: words of others, and terms that are explained there."""
_SIMPLE: Final = {
    "paragraph": "p",
    "blockquote": "blockquote",
    "dl": "dl",
    "dd": "dd",
    "dt": "dt",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
}
_TAG: Final = re.compile("<[^>]*>")


def compile_page(parsed: Parsed) -> Compiled:
    """Return a page's HTML as far as it depends on the page alone."""
    return Compiler(parsed).run()


class Compiler(InlineCompiler):
    """Writes one page."""

    def __init__(self, parsed: Parsed) -> None:
        super().__init__()
        self._parsed = parsed
        self.contents: list[Contents] = []
        self.questions: list[QuestionSpan] = []
        self.profile_note = False
        self._heading = ""
        self._open: list[Block] = []
        self._admonitions: list[Admonition] = []
        self._tight: list[bool] = []

    def run(self) -> Compiled:
        """Return what was made of the page."""
        tokens = self._parsed.tokens
        self._reserve(tokens)
        for place, token in enumerate(tokens):
            writer = _WRITERS.get(token.type)
            if writer is not None:
                writer(self, token, place)
            elif token.type == "inline":
                self.inline(token.children or ())
        while self._open:
            self._close()
        if self.cited:
            self.contents.append(Contents(2, "references", Phrase("blocks.references")))
        parts = tuple(_joined(self.parts)) if not self.questions else tuple(self.parts)
        return Compiled(
            parts, tuple(self.contents), frozenset(self.used), tuple(self.questions), self.profile_note
        )

    def _reserve(self, tokens: Iterable[Token]) -> None:
        """Put by the ids that the writer has given, so that no heading takes one of them."""
        for token in tokens:
            if "id" in token.attrs:
                self.used.add(str(token.attrs["id"]))
            if token.type == "html_block" and "id" in token.content:
                self._reserve_html(token.content)
            title = token.meta.get("title") if token.type == "slashes" else None
            for child in token.children or (title.children if title else None) or ():
                if "id" in child.attrs:
                    self.used.add(str(child.attrs["id"]))
                if child.type == "citation":
                    self.used.add("references")
                elif child.type == "html_inline" and "id" in child.content:
                    self._reserve_html(child.content)

    def _reserve_html(self, text: str) -> None:
        for piece in html.pieces(text):
            if isinstance(piece, html.Tag) and (id := piece.get("id") or piece.get("name")):
                self.used.add(id)

    # Blocks

    def section(self, css_class: str, heading: str, anchor: str) -> None:
        """Begin a section of the site's own, with its heading."""
        anchor = self.anchor(anchor)
        self.write(f'<section class="{css_class}" aria-labelledby="{anchor}">\n<h2 id="{anchor}">')
        self.write(Phrase(heading), *permalink(anchor), "</h2>\n")
        self.contents.append(Contents(2, anchor, Phrase(heading)))

    def heading_open(self, token: Token, place: int) -> None:
        """Begin a heading: with the id that the writer gave it, or one of its words."""
        text = plain_text(self._parsed.tokens[place + 1].children or ())
        anchor = str(token.attrs.pop("id", "")) or self.anchor(slug(text))
        self.seen_heading = True
        token.meta["anchor"] = anchor
        level = int(token.tag[1])
        if level in CONTENTS:
            self.contents.append(Contents(level, anchor, text))
        self._heading = anchor
        self.no_terms += 1
        self.write(f'<{token.tag} id="{escape(anchor)}"{attributes_html(token)}>')

    def heading_close(self, token: Token, place: int) -> None:
        """End a heading with a link to itself."""
        self.no_terms -= 1
        self.write(*permalink(self._heading), f"</{token.tag}>\n")

    def simple_open(self, token: Token, place: int) -> None:
        """Begin an element that is written as it is; a paragraph of a tight list has no tag."""
        self.no_terms += token.tag in _NO_TERMS
        if not token.hidden:
            break_ = "\n" if token.tag in ("blockquote", "dl", "thead", "tbody", "tr") else ""
            self.write(f"<{token.tag}{attributes_html(token)}>{break_}")

    def simple_close(self, token: Token, place: int) -> None:
        """End it."""
        self.no_terms -= token.tag in _NO_TERMS
        if not token.hidden:
            self.write(f"</{token.tag}>\n")
        elif self._parsed.tokens[place + 1].type.endswith("_open"):
            self.write("\n")

    def list_open(self, token: Token, place: int) -> None:
        """Begin a list; one of tasks says so."""
        tasks = "contains-task-list" in str(token.attrs.pop("class", ""))
        start = token.attrs.get("start")
        self.write(f"<{token.tag}{' class="ip-tasks"' if tasks else ''}")
        self.write(f"{'' if start is None else f' start="{start}"'}>\n")

    def item_open(self, token: Token, place: int) -> None:
        """Begin an item; that of a task says whether it is done."""
        token.attrs.pop("class", None)
        self.write(f"<li{attributes_html(token)}>")
        if "checked" in token.meta:
            state = "done" if token.meta["checked"] else "open"
            checked = " checked" if token.meta["checked"] else ""
            self.write('<input class="ip-task" type="checkbox" disabled', checked, ' aria-label="')
            self.write(Phrase(f"blocks.task.{state}"), '"> ')

    def cell_open(self, token: Token, place: int) -> None:
        """Begin a cell. The first of a row heads it; one without words heads nothing, and would be announced."""
        in_head = token.type == "th_open"
        heads = in_head or self._parsed.tokens[place - 1].type == "tr_open"
        words = _TAG.sub("", self._parsed.tokens[place + 1].content).strip()
        tag = "th" if heads and words else "td"
        aligned = str(token.attrs.get("style", "")).removeprefix("text-align:")
        attributes = f' scope="{"col" if in_head else "row"}"' if tag == "th" else ""
        if aligned:
            attributes += f' class="ip-aligned-{aligned}"'
        self._cell = tag
        self.write(f"<{tag}{attributes}>")

    def cell_close(self, token: Token, place: int) -> None:
        """End a cell."""
        self.write(f"</{self._cell}>\n")

    def table_open(self, token: Token, place: int) -> None:
        """Begin a table in a frame that scrolls where the table is wider than the page."""
        self.no_terms += 1
        self.write(*html.table(self._heading), "\n")
        if caption := token.meta.get("caption"):
            self.write('<caption class="ip-caption">')
            self.inline(caption.children or ())
            self.write("</caption>\n")

    def table_close(self, token: Token, place: int) -> None:
        """End it."""
        self.write(html.TABLE_END, "\n")
        self.no_terms -= 1

    def figure_open(self, token: Token, place: int) -> None:
        """Begin a picture with its caption."""
        self._figure = token
        self.no_terms += 1
        self.write(f'<figure class="ip-figure"{attributes_html(token)}>')

    def figure_close(self, token: Token, place: int) -> None:
        """End it with the caption."""
        self.write('<figcaption class="ip-caption">')
        self.inline(self._figure.meta["caption"].children or ())
        self.write("</figcaption></figure>\n")
        self.no_terms -= 1

    def rule(self, token: Token, place: int) -> None:
        """Write a line across the page."""
        self.write("<hr>\n")

    def fence(self, token: Token, place: int) -> None:
        """Write a block of code, or the formula that one of that name holds."""
        language = token.info.split()[0] if token.info.strip() else ""
        if language.lower() in FORMULAS:
            self.write(formula_html(token.content, True), "\n")
        else:
            self.write(code_html(token.content, language), "\n")

    def formula(self, token: Token, place: int) -> None:
        """Write a formula that stands alone."""
        self.write('<div class="ip-formula" tabindex="0">', formula_html(token.content, True), "</div>\n")

    def raw(self, token: Token, place: int) -> None:
        """Write raw HTML, without comments."""
        self.write(*html.parts(token.content))

    def slashes(self, token: Token, place: int) -> None:
        """Begin or end a block of the site's own; what doesn't fit was reported."""
        if not token.meta["header"].strip():
            if self._open:
                self._close()
            return
        header = read_header(token, self._parsed.lines)
        if header is not None and header.name in BLOCKS:
            block = BLOCKS[header.name](header)
            self._open.append(block)
            # A block's own title is a heading or a label.
            self.no_terms += 1
            block.begin(self)
            self.no_terms -= not block.no_terms

    def _close(self) -> None:
        block = self._open.pop()
        block.end(self)
        self.no_terms -= block.no_terms

    def admonition_open(self, token: Token, place: int) -> None:
        """Begin a note beside the text, in MkDocs' form or GitHub's."""
        if token.type == "alert_open":
            admonition = Admonition(str(token.meta["kind"]).lower(), None)
        else:
            folded = token.markup.startswith("?")
            opened = token.markup.endswith("+")
            title = token.info.strip().partition(" ")[2].strip() if token.info else ""
            shown = None if not title else title.strip('"')
            admonition = Admonition(str(token.meta["tag"]), shown, folded, opened)
        self._admonitions.append(admonition)
        admonition.begin(self)

    def admonition_title(self, token: Token, place: int) -> None:
        """Leave out the title, which the note has written itself."""
        children = self._parsed.tokens[place + 1].children
        if children is not None:
            if self._admonitions[-1].title:
                self._admonitions[-1].write_title(self, children)
            self._parsed.tokens[place + 1].children = []

    def admonition_close(self, token: Token, place: int) -> None:
        """End it."""
        self._admonitions.pop().end(self)

    def note_list_open(self, token: Token, place: int) -> None:
        """Begin the footnotes."""
        anchor = self.anchor("footnotes")
        self.write(f'<section class="ip-footnotes" aria-labelledby="{anchor}">\n<h2 id="{anchor}">')
        self.write(Phrase("blocks.footnotes"), *permalink(anchor), "</h2>\n<ol>\n")
        self.contents.append(Contents(2, anchor, Phrase("blocks.footnotes")))

    def note_list_close(self, token: Token, place: int) -> None:
        """End them."""
        self.write("</ol>\n</section>\n")

    def note_open(self, token: Token, place: int) -> None:
        """Begin a footnote."""
        self.write(f'<li id="{self.anchor(f"fn-{token.meta['id'] + 1}")}">')

    def note_close(self, token: Token, place: int) -> None:
        """End it."""
        self.write("</li>\n")

    def note_anchor(self, token: Token, place: int) -> None:
        """Write the way back to where the footnote is referred to."""
        number, times = token.meta["id"] + 1, token.meta["subId"] + 1
        suffix = f"-{times}" if times > 1 else ""
        self.write(f' <a class="ip-backlink" href="#fnref-{number}{suffix}" aria-label="')
        self.write(Phrase("blocks.back_note", (("number", str(number)),)), '">↩</a>')


def _joined(parts: Iterable[Part]) -> Iterable[Part]:
    """Yield parts with neighboring texts joined."""
    text: list[str] = []
    for part in parts:
        if isinstance(part, str):
            text.append(part)
            continue
        if text:
            yield "".join(text)
            text.clear()
        yield part
    if text:
        yield "".join(text)


type _Writer = Callable[[Compiler, Token, int], None]
_WRITERS: Final[dict[str, _Writer]] = {
    **{f"{name}_open": Compiler.simple_open for name in _SIMPLE},
    **{f"{name}_close": Compiler.simple_close for name in _SIMPLE},
    "heading_open": Compiler.heading_open,
    "heading_close": Compiler.heading_close,
    "bullet_list_open": Compiler.list_open,
    "bullet_list_close": Compiler.simple_close,
    "ordered_list_open": Compiler.list_open,
    "ordered_list_close": Compiler.simple_close,
    "list_item_open": Compiler.item_open,
    "list_item_close": Compiler.simple_close,
    "th_open": Compiler.cell_open,
    "td_open": Compiler.cell_open,
    "th_close": Compiler.cell_close,
    "td_close": Compiler.cell_close,
    "table_open": Compiler.table_open,
    "table_close": Compiler.table_close,
    "figure_open": Compiler.figure_open,
    "figure_close": Compiler.figure_close,
    "hr": Compiler.rule,
    "fence": Compiler.fence,
    "code_block": Compiler.fence,
    "math_block": Compiler.formula,
    "html_block": Compiler.raw,
    "slashes": Compiler.slashes,
    "admonition_open": Compiler.admonition_open,
    "alert_open": Compiler.admonition_open,
    "admonition_title_open": Compiler.admonition_title,
    "alert_title_open": Compiler.admonition_title,
    "admonition_close": Compiler.admonition_close,
    "alert_close": Compiler.admonition_close,
    "footnote_block_open": Compiler.note_list_open,
    "footnote_block_close": Compiler.note_list_close,
    "footnote_open": Compiler.note_open,
    "footnote_close": Compiler.note_close,
    "footnote_anchor": Compiler.note_anchor,
}
