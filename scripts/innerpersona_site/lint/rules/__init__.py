"""The rules that content must meet, one function each, and the order in which they are applied."""

from __future__ import annotations

from typing import Final

from innerpersona_site.lint.rules import (
    addresses,
    bibliography,
    checked,
    citations,
    devices,
    gathered,
    icons,
    leftovers,
    library,
    links,
    markup,
    medical,
    paths,
    roles,
    silent,
    structure,
    vocabulary,
    whole,
    worksheets,
    writing,
)
from innerpersona_site.lint.rules.base import PageRule, Rule, Site, SiteRule

PAGE_RULES: Final[tuple[PageRule, ...]] = (
    structure.form,
    structure.file_name,
    structure.headings,
    structure.placeholders,
    structure.parts,
    citations.evidence,
    worksheets.fields,
    markup.markup,
    markup.references,
    markup.placing,
    whole.fences,
    whole.elements,
    leftovers.leftovers,
    leftovers.html_text,
    leftovers.notes,
    leftovers.tables,
    leftovers.code,
    leftovers.formulas,
    leftovers.admonitions,
    silent.links,
    silent.typed_citations,
    silent.sources,
    silent.repeated_headings,
    silent.ids,
    silent.alternatives,
    silent.front_matter,
    writing.length,
    writing.reading_level,
    icons.icons,
    gathered.terms,
    gathered.scripts,
    medical.claims,
)
"""Rules on one page alone: what they find is kept with the page."""

RULES: Final[tuple[Rule, ...]] = (
    citations.citations,
    citations.figures,
    citations.reasons,
    links.instruments,
    links.call_to_action_targets,
    links.links,
    links.images,
    links.captions,
    links.neighbors,
    vocabulary.authors,
    vocabulary.topic,
    vocabulary.section,
    paths.pieces,
    checked.checked,
)
"""Rules on one page and what it leads to or rests on."""

SITE_RULES: Final[tuple[SiteRule, ...]] = (
    addresses.former_addresses,
    roles.roles,
    links.drawings,
    library.similar_titles,
    library.same_drawings,
    library.orphans,
    library.repeats,
    devices.opening_scenes,
    devices.stock_phrases,
    devices.sentence_starts,
    bibliography.uncited,
    bibliography.same_work,
)
"""Rules on all pages together."""

__all__ = ["PAGE_RULES", "RULES", "SITE_RULES", "PageRule", "Rule", "Site", "SiteRule"]
