"""The terms that an article uses, each explained where it is used first."""

from __future__ import annotations

from html import escape

from innerpersona_site.content.gathered import Term
from innerpersona_site.content.links import relative_url, source_url
from innerpersona_site.markdown.context import RenderContext


class ExplainedTerms:
    """Writes one page's terms: a button where each is used first, and the definitions that the buttons open.

    A browser opens an element with `popover` by itself, without a script; one that doesn't know it shows the
    definitions below the text, and so does paper.
    """

    def __init__(self, context: RenderContext) -> None:
        self._context = context
        self._found: list[Term] = []

    def mark(self, text: str) -> str:
        """Return running text as HTML, with a button for each term that the page hasn't used before."""
        parts, last = [], 0
        for start, end, term in self._context.terms_in(text):
            self._found.append(term)
            words = escape(text[start:end], quote=False)
            button = (
                f'<button type="button" class="ip-term" popovertarget="term-{term.anchor}">{words}</button>'
            )
            parts += [escape(text[last:start], quote=False), button]
            last = end
        return "".join([*parts, escape(text[last:], quote=False)])

    def section(self) -> list[str]:
        """Return the definitions, in the order of their first use; nothing where no term was used."""
        if not self._found:
            return []
        heading = escape(self._context.text("blocks.term.heading"), quote=False)
        start = f'<aside class="ip-terms" aria-labelledby="ip-terms">\n<h2 id="ip-terms">{heading}</h2>\n'
        return [start, *map(self._card, self._found), "</aside>\n"]

    def _card(self, term: Term) -> str:
        here, there = self._context.src_path, self._context.glossary.src_path
        way = f"{relative_url(source_url(there), source_url(here))}#{term.anchor}"
        popular = self._context.text("blocks.term.popular", name=term.popular) if term.popular else ""
        named = f'<span class="ip-terms__popular">{escape(popular, quote=False)}</span>' if popular else ""
        return (
            f'<div class="ip-terms__card" id="term-{term.anchor}" popover>\n'
            f'<p class="ip-terms__name"><dfn>{escape(term.name, quote=False)}</dfn>{named}</p>\n'
            f"<p>{escape(term.definition, quote=False)}</p>\n"
            f'<p class="ip-terms__more"><a href="{escape(way)}">'
            f"{escape(self._context.text('blocks.term.more'), quote=False)}</a></p>\n</div>\n"
        )
