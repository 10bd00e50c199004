"""What a page's tokens hold for the rules: citations, links, pictures, headings, HTML and prose, with their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from markdown_it.token import Token

from innerpersona_site.content.citations import (
    EXAMPLE,
    MENTION,
    CitationSyntaxError,
    parse_citation,
)
from innerpersona_site.content.prose import Passage, PassageKind, passage_of
from innerpersona_site.diagnostics import Diagnostic, Severity
from innerpersona_site.lint.found import (
    FoundAttribute,
    FoundCitation,
    FoundHeading,
    FoundImage,
    FoundLink,
    FoundTag,
    Words,
)
from innerpersona_site.markdown import html
from innerpersona_site.markdown.parser import Parsed
from innerpersona_site.markdown.texts import plain_text


@dataclass(slots=True)
class Gathered:
    """All that was found in a page, in the order of the text."""

    citations: list[FoundCitation] = field(default_factory=list)
    links: list[FoundLink] = field(default_factory=list)
    images: list[FoundImage] = field(default_factory=list)
    headings: list[FoundHeading] = field(default_factory=list)
    tags: list[FoundTag] = field(default_factory=list)
    html: list[Words] = field(default_factory=list)
    attributes: list[FoundAttribute] = field(default_factory=list)
    icons: list[Words] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    first: int | None = None
    """The line of the first thing on the page."""


_ELEMENTS: Final = {"heading_open": "heading", "paragraph_open": "paragraph", "figure_open": "paragraph"}


def gather(parsed: Parsed, path: str) -> Gathered:
    """Return what a page's tokens hold; `path` is what diagnostics show."""
    return _Gatherer(parsed, path).run()


class _Gatherer:
    """Walks the tokens of one page."""

    def __init__(self, parsed: Parsed, path: str) -> None:
        self._parsed = parsed
        self._path = path
        self._found = Gathered()
        self._items = 0
        self._head = False
        self._row: list[tuple[Token, str]] | None = None

    def run(self) -> Gathered:
        """Return what was found."""
        former: Token | None = None
        for token in self._parsed.tokens:
            if self._found.first is None and token.map:
                self._found.first = self._parsed.first_line + token.map[0]
            self._block(token, former)
            former = token
        return self._found

    def _block(self, token: Token, former: Token | None) -> None:
        kind = token.type
        if kind == "inline":
            heading = former is not None and former.type == "heading_open"
            if heading and former is not None:
                line, _ = self._parsed.line_of(token)
                self._found.headings.append(FoundHeading(int(former.tag[1]), token.content, line))
            self._inline(token, heading)
        elif kind in ("list_item_open", "list_item_close"):
            self._items += token.nesting
        elif kind in ("thead_open", "thead_close"):
            self._head = token.nesting > 0
        elif kind == "tr_open":
            self._row = []
        elif kind == "tr_close":
            self._end_row()
        elif kind == "html_block":
            self._html(token, token.content, 0, False)
        elif kind == "slashes" and "title" in token.meta:
            self._inline(token.meta["title"], True)
        if kind in _ELEMENTS and token.attrs:
            self._braces(token, _ELEMENTS[kind])
        if "caption" in token.meta:
            self._inline(token.meta["caption"], False)

    def _braces(self, token: Token, element: str) -> None:
        line = self._parsed.first_line + (token.map[0] if token.map else 0)
        for name, value in token.attrs.items():
            self._found.attributes.append(FoundAttribute(element, name, str(value), line, 1))

    def _inline(self, token: Token, heading: bool) -> None:
        if not token.map or not token.children:
            return
        text = self._visible_source(token)
        self._found.words.append(Words(text, *self._parsed.line_of(token)))
        if self._row is not None:
            self._row.append((token, text))
        elif not heading:
            kind = PassageKind.ITEM if self._items else PassageKind.PARAGRAPH
            self._passage(kind, self._parsed.line_of(token)[0], text)
        self._children(token, token.children)
        if "@" in text:
            self._mentions(token, text)

    def _visible_source(self, token: Token) -> str:
        """Return an inline token's text as written, with code and comments blotted out."""
        text, spans = token.content, []
        for child in token.children or ():
            if child.type == "code_inline":
                start = text.find(child.markup, child.meta.get("at", 0))
                end = text.find(child.markup, start + len(child.markup))
                spans.append((start, end + len(child.markup)))
            elif child.type == "html_inline" and child.content.startswith("<!--"):
                start = child.meta.get("at", 0)
                spans.append((start, start + len(child.content)))
        for start, end in spans:
            blank = "".join("\n" if sign == "\n" else " " for sign in text[start:end])
            text = text[:start] + blank + text[end:]
        return text

    def _passage(self, kind: PassageKind, line: int, text: str) -> None:
        if passage := passage_of(kind, line, text):
            self._found.passages.append(passage)

    def _end_row(self) -> None:
        if self._row and not self._head:
            line, _ = self._parsed.line_of(self._row[0][0])
            self._passage(PassageKind.ROW, line, " | ".join(text for _, text in self._row))
        self._row = None

    def _children(self, token: Token, children: list[Token]) -> None:
        opened: list[tuple[Token, int]] = []
        for place, child in enumerate(children):
            kind = child.type
            if kind == "citation":
                self._citation(token, child)
            elif kind == "link_open":
                opened.append((child, place))
            elif kind == "link_close" and opened:
                start, first = opened.pop()
                self._link(token, start, children[first + 1 : place])
            elif kind == "image":
                self._image(token, child)
            elif kind == "html_inline":
                self._html(token, child.content, child.meta.get("at", 0), True)
            elif kind == "icon":
                place_ = self._parsed.line_of(token, child.meta["at"])
                self._found.icons.append(Words(child.content, *place_))

    def _link(self, token: Token, start: Token, inner: list[Token]) -> None:
        at = start.meta.get("at", 0)
        href = str(start.attrs.get("href", ""))
        written = token.content.find(href, at) if href else at
        place = self._parsed.line_of(token, written if written >= 0 else at)
        shown = plain_text(inner) or (
            "·" if any(t.type in ("icon", "html_inline", "citation") for t in inner) else ""
        )
        self._found.links.append(FoundLink(href, *place, shown, start.markup == "autolink"))
        for name, value in start.attrs.items():
            if name not in ("href", "title"):
                self._found.attributes.append(FoundAttribute("link", name, str(value), *place))

    def _image(self, token: Token, image: Token) -> None:
        place = self._parsed.line_of(token, image.meta.get("at", 0))
        alt = plain_text(image.children or ()).strip()
        self._found.images.append(FoundImage(str(image.attrs["src"]), bool(alt), *place, True, alt))
        for name, value in image.attrs.items():
            if name not in ("src", "alt", "title"):
                self._found.attributes.append(FoundAttribute("picture", name, str(value), *place))

    def _html(self, token: Token, text: str, at: int, inline: bool) -> None:
        # Comments are not published, so what stands in them is nobody's business.
        self._found.html.append(
            Words(html.without_comments(text), *self._html_place(token, text, at, 0, inline))
        )
        for piece in html.pieces(text):
            place = self._html_place(token, text, at, piece.start, inline)
            if isinstance(piece, html.Tag):
                self._tag(piece, place, inline)
            elif not piece.whole:
                message = "this comment is not closed, so it takes all that follows with it"
                hint = "End it with -->: <!-- To be checked again in spring. -->"
                self._fault("html-comment", place, message, hint)
            elif not piece.is_comment:
                message = f'"{text[piece.start : piece.end][:40]}" is no HTML that a page may hold'
                self._fault("policy-element", place, message, "Take it out, or write < as &lt;")

    def _html_place(self, token: Token, text: str, at: int, start: int, inline: bool) -> tuple[int, int]:
        if inline:
            return self._parsed.line_of(token, at + start)
        line = (token.map[0] if token.map else 0) + text.count("\n", 0, start)
        column = start - (text.rfind("\n", 0, start) + 1) + 1
        return self._parsed.first_line + line, column

    def _tag(self, tag: html.Tag, place: tuple[int, int], inline: bool) -> None:
        self._found.tags.append(FoundTag(tag, *place, inline))
        if tag.closes:
            return
        if tag.name == "a" and (href := tag.get("href")) is not None:
            self._found.links.append(FoundLink(href, *place, "·"))
        elif tag.name == "img":
            alt = tag.get("alt")
            found = FoundImage(tag.get("src") or "", alt is not None, *place, False, alt or "")
            self._found.images.append(found)

    def _citation(self, token: Token, child: Token) -> None:
        at = child.meta["at"] + 1
        try:
            works = parse_citation(child.content)
        except CitationSyntaxError as fault:
            place = self._parsed.line_of(token, at + fault.offset)
            self._unreadable(place, f"this citation can't be read: {fault}")
            return
        cited: set[str] = set()
        for work in works:
            place = self._parsed.line_of(token, at + work.offset)
            self._found.citations.append(FoundCitation(work.key, *place))
            if work.key in cited:
                message = f'"{work.key}" is cited twice in one pair of brackets'
                hint = "Name it once, with both places: [@hazan1987romantic, pp. 511, 518]"
                self._fault("citation-duplicate", place, message, hint, Severity.WARNING)
            cited.add(work.key)

    def _mentions(self, token: Token, text: str) -> None:
        spans = [
            (child.meta["at"], child.meta["at"] + len(child.content) + 2)
            for child in token.children or ()
            if child.type == "citation"
        ]
        for match in MENTION.finditer(text):
            if not any(start <= match.start() < end for start, end in spans):
                message = f'"{match[0]}" is not in brackets of its own, so it is no citation'
                self._unreadable(self._parsed.line_of(token, match.start()), message)

    def _unreadable(self, place: tuple[int, int], message: str) -> None:
        self._fault("citation-syntax", place, message, f"Write one of:\n{EXAMPLE}")

    def _fault(
        self,
        code: str,
        place: tuple[int, int],
        message: str,
        hint: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        self._found.faults.append(Diagnostic(code, severity, self._path, *place, message, hint))
