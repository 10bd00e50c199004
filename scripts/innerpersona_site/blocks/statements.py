"""The statements of a questionnaire with the reasons for each, from its folder.

What they say is part of no page's trace: questionnaires are covered by the hash of the code, which every key holds.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.model import Instrument, Item
from innerpersona_quiz.validation.rationale import Rationale, load_rationale
from innerpersona_site.blocks.context import RenderContext


def append(parent: etree.Element, id: str, context: RenderContext) -> etree.Element:
    """Append a disclosure with a questionnaire's statements; an empty one if there is no such questionnaire."""
    box = etree.SubElement(parent, "details", {"class": "ip-statements"})
    try:
        instrument = load_instrument(id)
    except (KeyError, ValueError):  # reported by the check
        return box
    summary = etree.SubElement(box, "summary")
    summary.text = context.text(
        "blocks.statements.summary", title=instrument.title, count=len(instrument.items)
    )
    rows, reasons = etree.SubElement(box, "ol"), load_rationale(id)
    for item in instrument.items:
        _append_item(rows, instrument, item, reasons.get(item.id), context)
    return box


def _append_item(
    rows: etree.Element, instrument: Instrument, item: Item, reasons: Rationale | None, context: RenderContext
) -> None:
    row = etree.SubElement(rows, "li")
    etree.SubElement(row, "p", {"class": "ip-statements__text"}).text = item.text
    marks = etree.SubElement(row, "ul", {"class": "ip-statements__marks"})
    for mark in _marks(instrument, item, context):
        etree.SubElement(marks, "li").text = mark
    if reasons is not None:
        text = context.text("blocks.statements.idea", text=reasons.idea)
        etree.SubElement(row, "p").text = text
        text = context.text("blocks.statements.changed", version=instrument.version, text=reasons.changed)
        etree.SubElement(row, "p").text = text


def _marks(instrument: Instrument, item: Item, context: RenderContext) -> list[str]:
    """Return what the statement belongs to, and how it is keyed, in words."""
    scale = instrument.scale(item.scale)
    facet = next((facet.title for facet in scale.facets if facet.id == item.facet), None)
    words = [
        context.text("blocks.statements.facet", scale=scale.title, facet=facet) if facet else scale.title
    ]
    words += [context.text("blocks.statements.reverse")] if item.reverse else []
    words += [context.text("blocks.statements.short")] if item.short_form else []
    return words
