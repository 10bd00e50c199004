"""The pages that gather what others say: claims by their strength, works, sentences to say, terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from markupsafe import Markup

from innerpersona_site.content.apa import ApaStyle
from innerpersona_site.content.gathered import (
    GatheringFacts,
    Place,
    ShownClaim,
    ShownScript,
    ShownWork,
    WorkLink,
)
from innerpersona_site.content.links import page_url
from innerpersona_site.content.model import Document, Kind
from innerpersona_site.content.related import newest_first

EVIDENCE: Final = "evidence.html"
GLOSSARY: Final = "glossary.html"
SCRIPTS: Final = "scripts.html"
WORKS: Final = "works.html"
"""Templates of the pages that gather."""

STRENGTHS: Final = ("contested", "theory", "one study", "several studies", "meta-analysis")
"""How well a claim is backed, in the order in which claims are listed: the least settled first."""

SITUATIONS: Final = (
    "when the alarm is loud",
    "asking for something",
    "needing space",
    "in the middle of a fight",
    "coming back after a fight",
    "in the first weeks",
    "talking about a difference",
)
"""When sentences are said, in the order in which the page lists them."""


class Gathering:
    """What the published pages of a site say, for the pages that gather it.

    Args:
        documents: the published pages.
        style: how works are written.
        base: the path of the site's root.
    """

    def __init__(self, documents: Iterable[Document], style: ApaStyle, base: str) -> None:
        self._documents = list(documents)
        self._style = style
        self._base = base
        self._works_page = next((d.src_path for d in self._documents if d.template == WORKS), None)

    def facts(self, document: Document) -> GatheringFacts:
        """Return what a page shows of all pages, which its template decides."""
        template = document.template
        if template == EVIDENCE:
            return GatheringFacts(claims=self._claims())
        if template == WORKS:
            return GatheringFacts(works=self._works())
        if template == SCRIPTS:
            return GatheringFacts(scripts=tuple(self._scripts()))
        return GatheringFacts(terms=document.gathered.terms)

    @cached_property
    def _articles(self) -> list[Document]:
        return newest_first(d for d in self._documents if d.kind is Kind.ARTICLE)

    @cached_property
    def _said(self) -> dict[str, dict[tuple[str, str, str], None]]:
        """Each sentence that cites a work, once, by the work's key, articles first."""
        said: dict[str, dict[tuple[str, str, str], None]] = defaultdict(dict)
        others = sorted((d for d in self._documents if d.kind is Kind.PAGE), key=lambda d: d.src_path)
        for document in [*self._articles, *others]:
            title, url = document.front.title, page_url(document.src_path, self._base)
            for saying in document.gathered.sayings:
                for key in saying.works:
                    said[key][saying.text, title, f"{url}#cite-{key}-1"] = None
        return said

    def _place(self, document: Document, anchor: str) -> Place:
        return Place(document.front.title, f"{page_url(document.src_path, self._base)}#{anchor}")

    def _claims(self) -> tuple[ShownClaim, ...]:
        found = [(document, claim) for document in self._articles for claim in document.gathered.claims]
        found.sort(key=lambda one: STRENGTHS.index(one[1].strength))
        cited = self._style.cited(dict.fromkeys(key for _, claim in found for key in claim.works))
        page = page_url(self._works_page, self._base) if self._works_page else None
        return tuple(
            ShownClaim(
                claim,
                tuple(
                    WorkLink(
                        f"{cited[key].authors}, {cited[key].year}",
                        f"{page}#{key}" if page else f"{page_url(document.src_path, self._base)}#ref-{key}",
                    )
                    for key in claim.works
                    if key in cited
                ),
                self._place(document, claim.anchor),
            )
            for document, claim in found
        )

    def _works(self) -> tuple[ShownWork, ...]:
        keys = sorted(self._style.cited(self._said), key=self._style.sort_key)
        return tuple(
            ShownWork(key, Markup(self._style.entry_html(key)), tuple(self._said[key])) for key in keys
        )

    def _scripts(self) -> Iterable[tuple[str, tuple[ShownScript, ...]]]:
        for situation in SITUATIONS:
            found = tuple(
                ShownScript(script, self._place(document, script.anchor))
                for document in self._articles
                for script in document.gathered.scripts
                if script.situation == situation
            )
            if found:
                yield situation, found
