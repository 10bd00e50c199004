"""Citations in the text, and the reference list that a page earns by them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from innerpersona_site.content.citations import CitedWork
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.markdown.holes import Citation


class References:
    """The works of one page, numbered where they are cited."""

    def __init__(self, context: RenderContext, citations: Sequence[Citation]) -> None:
        self._context = context
        self._anchors: dict[str, list[str]] = {}
        known = [work.key for cited in citations if self._knows(cited) for work in cited.works]
        self._cited = context.style.cited(known)

    def _knows(self, cited: Citation) -> bool:
        return sum(self._context.knows_work(work.key) for work in cited.works) == len(cited.works)

    def citation(self, cited: Citation) -> str:
        """Return the links of one pair of brackets; as typed where a work is missing, which the check reports."""
        if not self._knows(cited):
            return escape(f"[{cited.written}]", quote=False)
        # APA lists several works in the order of the reference list, whatever the order in the source.
        works = cited.works
        if len(works) > 1:
            works = tuple(sorted(works, key=lambda work: self._context.style.sort_key(work.key)))
        return f'<span class="ip-cite-group">({"; ".join(map(self._link, works))})</span>'

    def _link(self, work: CitedWork) -> str:
        key = work.key
        cited = self._cited[key]
        parts = [cited.year] if work.year_only else [cited.authors, cited.year]
        if work.locator:
            parts.append(work.locator)
        anchors = self._anchors.setdefault(key, [])
        anchors.append(f"cite-{key}-{len(anchors) + 1}")
        text = escape(", ".join(parts), quote=False)
        return f'<a class="ip-cite" href="#ref-{key}" id="{anchors[-1]}">{text}</a>'

    @property
    def any(self) -> bool:
        """Whether a work was cited that the bibliography has."""
        return bool(self._anchors)

    def section(self) -> list[str]:
        """Return the list of the works that were cited, empty where there are none."""
        if not self._anchors:
            return []
        heading, link = self._context.text("blocks.references"), self._context.text("blocks.permalink")
        return [
            '<section class="ip-references" aria-labelledby="references">\n'
            f'<h2 id="references">{escape(heading, quote=False)}'
            f'<a class="headerlink" href="#references" aria-hidden="true" tabindex="-1" title="{escape(link)}">¶</a>'
            "</h2>\n<ol>\n",
            *map(self._item, sorted(self._anchors, key=self._context.style.sort_key)),
            "</ol>\n</section>\n",
        ]

    def _item(self, key: str) -> str:
        anchors, cited = self._anchors[key], self._cited[key]
        work = f"{cited.authors}, {cited.year}"
        links = []
        for place, anchor in enumerate(anchors, start=1):
            several = len(anchors) > 1
            label = self._context.text("blocks.back", work=work)
            if several:
                label = self._context.text("blocks.back_several", work=work, place=place, total=len(anchors))
            label = escape(label, quote=False).replace('"', "&quot;")
            links.append(
                f'<a aria-label="{label}" class="ip-backlink" href="#{anchor}">↩{place if several else ""}</a>'
            )
        return (
            f'<li id="ref-{key}"><span>{self._context.style.entry_html(key, cited.suffix)}</span> '
            f'<span class="ip-backlinks">{" ".join(links)}</span></li>\n'
        )
