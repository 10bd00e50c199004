"""Fills a page's HTML with what lies outside it: works, addresses, pictures, forms, texts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from typing import Final
from urllib.parse import unquote, urlsplit, urlunsplit

from innerpersona_site.content.links import relative_url, source_url
from innerpersona_site.content.model import Heading, Question
from innerpersona_site.content.pictures import copy_path
from innerpersona_site.content.regions import region_words
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.markdown.explained import ExplainedTerms
from innerpersona_site.markdown.holes import (
    Address,
    Citation,
    Compiled,
    Contents,
    Form,
    Link,
    LinkEnd,
    Media,
    Phrase,
    Picture,
    Prose,
    Readers,
)
from innerpersona_site.markdown.references import References
from innerpersona_site.markdown.rendered import Rendered

SIZES: Final = "(min-width: 48em) 37.5rem, 100vw"
"""How wide a picture is shown: as wide as the text."""
_PASSAGE_END: Final = re.compile(r"</(?:p|li|td|th|pre|dt|dd|h\d|summary)>|<br>")
_MIDDLE: Final = "\ue000"
_TAG: Final = re.compile(r"<[^>]*>")


def fill(compiled: Compiled, context: RenderContext, src_path: str) -> Rendered:
    """Return a page's HTML; `src_path` is relative to the docs folder."""
    context.begin(src_path)
    return _Filler(compiled, context).run()


class _Filler:
    """Fills one page."""

    def __init__(self, compiled: Compiled, context: RenderContext) -> None:
        self._compiled = compiled
        self._context = context
        self._folder = posixpath.dirname(context.src_path)
        self._ends: list[str] = []
        cited = [part for part in compiled.parts if type(part) is Citation]
        self._references = References(context, cited)
        self._terms = ExplainedTerms(context)

    def run(self) -> Rendered:
        """Return the page."""
        compiled = self._compiled
        made = [part if type(part) is str else _FILLED[type(part)](self, part) for part in compiled.parts]
        questions = tuple(
            Question(q.anchor, self._plain(made[slice(*q.question)]), self._plain(made[slice(*q.answer)]))
            for q in compiled.questions
        )
        made += [*self._terms.section(), *self._references.section()]
        return Rendered(
            html="".join(made).rstrip(),
            contents=self._contents(compiled.contents),
            questions=questions,
            profile_note=compiled.profile_note,
            inputs=self._context.inputs,
        )

    def _contents(self, found: Iterable[Contents]) -> tuple[Heading, ...]:
        headings: list[tuple[str, str, list[Heading]]] = []
        for level, anchor, title in found:
            if anchor == "references" and not self._references.any:
                continue  # no work that was cited is in the bibliography, which the check reports
            words = title if isinstance(title, str) else self._context.text(title.key)
            if level == 3 and headings:
                headings[-1][2].append(Heading(anchor, words, ()))
            else:
                headings.append((anchor, words, []))
        return tuple(Heading(anchor, words, tuple(inner)) for anchor, words, inner in headings)

    @staticmethod
    def _plain(parts: Iterable[str]) -> str:
        """Return what a reader reads of some HTML, on one line."""
        return " ".join(unescape(_TAG.sub("", _PASSAGE_END.sub(" ", "".join(parts)))).split())

    def _link(self, hole: Link) -> str:
        if self._context.leads_nowhere(hole.href):
            self._ends.append("span")
            return "<span>"
        self._ends.append("a")
        return f'<a href="{escape(self._address(hole.href))}"{hole.attributes}>'

    def _link_end(self, hole: LinkEnd) -> str:
        return f"</{self._ends.pop() if self._ends else 'a'}>"

    def _attribute(self, hole: Address) -> str:
        if not hole.rooted:
            return escape(self._address(hole.path))
        path, mark, anchor = hole.path.partition("#")
        if not path:  # reported by the check
            return ""
        return escape(self._address(posixpath.relpath(path, self._folder or ".") + mark + anchor))

    def _address(self, target: str) -> str:
        """Return the way from this page's address to that of a source file; what is no file stays as it is written."""
        if target.startswith(("#", "https://", "http://")):
            return target
        try:
            scheme, host, path, query, anchor = urlsplit(target)
        except ValueError:  # a host in brackets that is no address
            return target
        if scheme or host or not path or target.startswith(("/", "\\")):
            return target
        source = self._context.source_of(unquote(path))
        if not self._context.exists(source):
            return target
        way = relative_url(source_url(source), source_url(self._context.src_path))
        return urlunsplit(("", "", way, query, anchor))

    def _picture(self, hole: Picture) -> str:
        attributes = dict(hole.attributes)
        source = self._context.source_of(unquote(hole.src))
        shown = None if ":" in hole.src else self._context.picture(source)
        lazy = "" if hole.first or "loading" in attributes else ' loading="lazy" decoding="async"'
        sized = ""
        if shown is not None:
            if not {"width", "height"} & attributes.keys():
                sized = f' width="{shown.width}" height="{shown.height}"'
            if shown.copies:
                sized += f' srcset="{self._copies(hole.src, shown.width, shown.copies)}" sizes="{SIZES}"'
        others = "".join(f' {escape(n)}="{escape(v)}"' for n, v in attributes.items())
        return f'<img src="{escape(self._address(hole.src))}" alt="{escape(hole.alt)}"{others}{sized}{lazy}>'

    def _copies(self, src: str, width: int, copies: tuple[int, ...]) -> str:
        address = self._address(src)
        candidates = [f"{escape(copy_path(address, one))} {one}w" for one in copies]
        return ", ".join([*candidates, f"{escape(address)} {width}w"])

    def _media(self, hole: Media) -> str:
        """Write a player, with the captions and the first picture that lie beside the file under its name."""
        stem = hole.src.rpartition(".")[0]
        attributes, track = "", ""
        if hole.tag == "video":
            for ending in (".jpg", ".png", ".webp"):
                if self._context.exists(self._context.source_of(unquote(stem + ending))):
                    attributes = f' poster="{escape(self._address(stem + ending))}"'
                    break
        if self._context.exists(self._context.source_of(unquote(stem + ".vtt"))):
            track = f'<track kind="captions" default src="{escape(self._address(stem + ".vtt"))}">'
        label = f' aria-label="{escape(hole.alt)}"' if hole.alt else ""
        source = f'src="{escape(self._address(hole.src))}"'
        return f'<{hole.tag} {source} controls preload="metadata"{attributes}{label}>{track}</{hole.tag}>'

    def _phrase(self, hole: Phrase) -> str:
        if not hole.side:
            return escape(self._context.text(hole.key, **dict(hole.values)))
        before, _, after = self._context.text(hole.key, **dict(hole.values), text=_MIDDLE).partition(_MIDDLE)
        return escape(before if hole.side == "before" else after, quote=False)

    def _readers(self, hole: Readers) -> str:
        words = self._context.text("blocks.note.either").join(region_words(one) for one in hole.regions)
        return escape(self._context.text("blocks.note.label_for", regions=words), quote=False)

    def _form(self, hole: Form) -> str:
        return self._context.quiz(hole.instrument).strip()

    def _citation(self, hole: Citation) -> str:
        return self._references.citation(hole)

    def _prose(self, hole: Prose) -> str:
        return self._terms.mark(hole.text)


_FILLED: Final[dict[type, Callable[..., str]]] = {
    Link: _Filler._link,
    LinkEnd: _Filler._link_end,
    Address: _Filler._attribute,
    Picture: _Filler._picture,
    Media: _Filler._media,
    Phrase: _Filler._phrase,
    Readers: _Filler._readers,
    Form: _Filler._form,
    Citation: _Filler._citation,
    Prose: _Filler._prose,
}
