"""The statements of a questionnaire with the reasons for each, from its folder.

What they say is part of no page's trace: questionnaires are covered by the hash of the code, which every key holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.model import Instrument, Item
from innerpersona_quiz.validation.rationale import load_rationale
from innerpersona_site.markdown.holes import Part, Phrase
from innerpersona_site.markdown.parser import parse_line

if TYPE_CHECKING:
    from innerpersona_site.markdown.compiler import Compiler


def write_statements(writer: Compiler, id: str) -> None:
    """Write a disclosure with a questionnaire's statements; an empty one if there is no such questionnaire."""
    writer.write('<details class="ip-statements">')
    try:
        instrument = load_instrument(id)
    except (KeyError, ValueError):  # reported by the check
        writer.write("</details>\n")
        return
    values = (("title", instrument.title), ("count", len(instrument.items)))
    writer.write("<summary>", Phrase("blocks.statements.summary", values), "</summary>\n<ol>\n")
    reasons = load_rationale(id)
    for item in instrument.items:
        writer.write(f'<li><p class="ip-statements__text">{escape(item.text, quote=False)}</p>\n')
        writer.write('<ul class="ip-statements__marks">\n')
        for mark in _marks(instrument, item):
            writer.write("<li>", mark, "</li>\n")
        writer.write("</ul>\n")
        if reason := reasons.get(item.id):
            _write_reason(writer, "blocks.statements.idea", (), reason.idea)
            version = (("version", instrument.version),)
            _write_reason(writer, "blocks.statements.changed", version, reason.changed)
        writer.write("</li>\n")
    writer.write("</ol>\n</details>\n")


def _write_reason(writer: Compiler, key: str, values: tuple[tuple[str, str | int], ...], text: str) -> None:
    writer.write("<p>", Phrase(key, values, "before"))
    writer.inline(parse_line(text).children or ())
    writer.write(Phrase(key, values, "after"), "</p>\n")


def _marks(instrument: Instrument, item: Item) -> Iterator[Part]:
    """Yield what the statement belongs to, and how it is keyed, in words."""
    scale = instrument.scale(item.scale)
    facet = next((facet.title for facet in scale.facets if facet.id == item.facet), None)
    if facet:
        yield Phrase("blocks.statements.facet", (("scale", scale.title), ("facet", facet)))
    else:
        yield escape(scale.title, quote=False)
    if item.reverse:
        yield Phrase("blocks.statements.reverse")
    if item.short_form:
        yield Phrase("blocks.statements.short")
