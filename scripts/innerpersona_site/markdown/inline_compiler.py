"""Tokens that stand in a line to HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from html import escape
from typing import Final

from markdown_it.token import Token

from innerpersona_site.content.citations import CitationSyntaxError, parse_citation
from innerpersona_site.content.icons import IconError, material_icons
from innerpersona_site.content.slugs import unique
from innerpersona_site.markdown import html
from innerpersona_site.markdown.formulas import FormulaError, mathml
from innerpersona_site.markdown.holes import Citation, Link, LinkEnd, Media, Part, Phrase, Picture, Prose
from innerpersona_site.markdown.texts import plain_text

VIDEOS: Final = (".mp4", ".webm", ".mov", ".m4v", ".ogv")
SOUNDS: Final = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac")
DOWNLOADS: Final = (".pdf", ".epub", ".csv", ".tsv", ".zip", ".ods", ".odt", ".docx", ".xlsx", ".pptx")
"""Endings of files that a link hands over in place of showing them."""
_NO_TERMS: Final = re.compile(r"<(?:a|abbr|cite|code|dfn|kbd|q|samp|summary|var)\b", re.I)
"""Raw elements whose words are not the page's own, or lead elsewhere."""
_MARKS: Final = {"em": "em", "strong": "strong", "s": "del"}


class InlineCompiler:
    """Writes what stands in the lines of a page.

    `parts` is what has been written, `used` the ids that are taken, `cited` how often each work was cited so far, and
    `seen_heading` whether the page's first heading below its title has been written, and `no_terms` in how many parts of
    the page it is in which no term is explained: headings, links, quotations.
    """

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.used: set[str] = set()
        self.cited: dict[str, int] = {}
        self.seen_heading = False
        self.no_terms = 0
        self._counts: Counter[str] = Counter()

    def write(self, *parts: Part) -> None:
        """Add to the page."""
        self.parts += parts

    def anchor(self, name: str) -> str:
        """Take a name for a part of the page that nothing has yet."""
        return unique(name, self.used)

    def count(self, name: str) -> int:
        """Return the number of the next part of the page of this name, from 1."""
        self._counts[name] += 1
        return self._counts[name]

    def inline(self, children: Iterable[Token]) -> None:
        """Write the text of a block."""
        children = list(children)
        marked = any(child.type == "html_inline" and _NO_TERMS.match(child.content) for child in children)
        self.no_terms += marked
        for child in children:
            writer = _INLINE.get(child.type)
            if writer is not None:
                writer(self, child)
        self.no_terms -= marked

    def text(self, token: Token) -> None:
        """Write words."""
        if self.no_terms:
            self.parts.append(escape(token.content, quote=False))
        else:
            self._prose(token.content)

    def _prose(self, text: str) -> None:
        """Write words of running text; a term may reach over the end of a line."""
        last = self.parts[-1] if self.parts else None
        if isinstance(last, Prose):
            self.parts[-1] = Prose(last.text + text)
        else:
            self.parts.append(Prose(text))

    def mark_open(self, token: Token) -> None:
        """Begin what is emphasized or struck out."""
        self.parts.append(f"<{_MARKS[token.type[:-5]]}>")

    def mark_close(self, token: Token) -> None:
        """End it."""
        self.parts.append(f"</{_MARKS[token.type[:-6]]}>")

    def code_inline(self, token: Token) -> None:
        """Write code."""
        self.parts.append(f"<code>{escape(token.content, quote=False)}</code>")

    def link_open(self, token: Token) -> None:
        """Begin a link; one to a file that isn't shown in a browser hands the file over."""
        href = str(token.attrs.pop("href", ""))
        attributes = attributes_html(token)
        if href.partition("#")[0].partition("?")[0].lower().endswith(DOWNLOADS) and ":" not in href:
            attributes += " download"
        self.parts.append(Link(href, attributes))
        self.no_terms += 1

    def link_close(self, token: Token) -> None:
        """End it."""
        self.parts.append(LinkEnd())
        self.no_terms -= 1

    def image(self, token: Token) -> None:
        """Write a picture, or what plays a video or a sound."""
        source = str(token.attrs["src"])
        alt = plain_text(token.children or ())
        ending = source.partition("?")[0].lower()
        if ending.endswith(VIDEOS):
            self.parts.append(Media("video", source, alt))
        elif ending.endswith(SOUNDS):
            self.parts.append(Media("audio", source, alt))
        else:
            others = tuple((k, str(v)) for k, v in token.attrs.items() if k not in ("src", "alt"))
            self.parts.append(Picture(source, alt, others, not self.seen_heading))

    def html_inline(self, token: Token) -> None:
        """Write a tag."""
        self.parts += html.parts(token.content)

    def softbreak(self, token: Token) -> None:
        """Write a line's end."""
        if self.parts and isinstance(self.parts[-1], Prose):
            self._prose("\n")
        else:
            self.parts.append("\n")

    def hardbreak(self, token: Token) -> None:
        """Break the line."""
        self.parts.append("<br>\n")

    def citation(self, token: Token) -> None:
        """Leave room for the authors and the year of works."""
        try:
            works = parse_citation(token.content)
        except CitationSyntaxError:
            self.parts.append(escape(f"[{token.content}]", quote=False))
            return
        for work in works:
            self.cited[work.key] = self.cited.get(work.key, 0) + 1
            self.used |= {f"ref-{work.key}", f"cite-{work.key}-{self.cited[work.key]}"}
        self.parts.append(Citation(works, token.content))

    def icon(self, token: Token) -> None:
        """Draw an icon."""
        try:
            self.parts.append(material_icons().svg(token.content))
        except IconError:
            self.parts.append(escape(f":{token.content}:", quote=False))

    def abbreviation(self, token: Token) -> None:
        """Write an abbreviation with its meaning."""
        title = escape(str(token.attrs["title"]))
        self.parts.append(f'<abbr title="{title}">{escape(token.content, quote=False)}</abbr>')

    def math_inline(self, token: Token) -> None:
        """Write a formula in a line."""
        self.parts.append(formula_html(token.content, False))

    def footnote_ref(self, token: Token) -> None:
        """Write a footnote's number."""
        number, times = token.meta["id"] + 1, token.meta["subId"] + 1
        anchor = self.anchor(f"fnref-{number}{f'-{times}' if times > 1 else ''}")
        self.write(f'<sup class="ip-note-number"><a id="{anchor}" href="#fn-{number}" aria-label="')
        self.write(Phrase("blocks.note_number", (("number", str(number)),)), f'">{number}</a></sup>')


def formula_html(tex: str, display: bool) -> str:
    """Return a formula as MathML, or as it was typed where it can't be read: the check has named it."""
    try:
        return mathml(tex, display)
    except FormulaError:
        return f"<code>{escape(tex, quote=False)}</code>"


def attributes_html(token: Token) -> str:
    """Return a token's attributes as HTML, each with a space before it; what a policy refuses is left out."""
    if not token.attrs:
        return ""
    return "".join(
        f' {escape(name)}="{escape(str(value))}"'
        for name, value in token.attrs.items()
        if name != "style" and not name.startswith("on")
    )


_INLINE: Final[dict[str, Callable[[InlineCompiler, Token], None]]] = {
    "text": InlineCompiler.text,
    "em_open": InlineCompiler.mark_open,
    "strong_open": InlineCompiler.mark_open,
    "s_open": InlineCompiler.mark_open,
    "em_close": InlineCompiler.mark_close,
    "strong_close": InlineCompiler.mark_close,
    "s_close": InlineCompiler.mark_close,
    "code_inline": InlineCompiler.code_inline,
    "link_open": InlineCompiler.link_open,
    "link_close": InlineCompiler.link_close,
    "image": InlineCompiler.image,
    "html_inline": InlineCompiler.html_inline,
    "softbreak": InlineCompiler.softbreak,
    "hardbreak": InlineCompiler.hardbreak,
    "citation": InlineCompiler.citation,
    "icon": InlineCompiler.icon,
    "abbreviation": InlineCompiler.abbreviation,
    "math_inline": InlineCompiler.math_inline,
    "footnote_ref": InlineCompiler.footnote_ref,
}
