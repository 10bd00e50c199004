"""The rules that content must meet, one function each, and the order in which they are applied."""

from __future__ import annotations

from typing import Final

from innerpersona_site.lint.rules import (
    addresses,
    bibliography,
    citations,
    icons,
    library,
    links,
    structure,
    writing,
)
from innerpersona_site.lint.rules.base import Rule, Site, SiteRule

RULES: Final[tuple[Rule, ...]] = (
    structure.form,
    structure.file_name,
    structure.headings,
    structure.placeholders,
    structure.parts,
    citations.citations,
    citations.figures,
    citations.evidence,
    links.instruments,
    links.call_to_action_targets,
    links.links,
    links.images,
    links.neighbors,
    icons.icons,
    writing.length,
    writing.reading_level,
)
"""Rules on one page."""

SITE_RULES: Final[tuple[SiteRule, ...]] = (
    addresses.former_addresses,
    library.similar_titles,
    library.orphans,
    library.repeats,
    bibliography.uncited,
    bibliography.same_work,
)
"""Rules on all pages together."""

__all__ = ["RULES", "SITE_RULES", "Rule", "Site", "SiteRule"]
