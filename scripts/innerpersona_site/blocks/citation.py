"""Citations in the text, and the reference list that a page earns by them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from html import escape

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from innerpersona_site.blocks.context import RenderContext
from innerpersona_site.content.citations import CITATION, CitationSyntaxError, CitedWork, parse_citation
from innerpersona_site.content.cited import InText

_GROUP = "ip-cite-group"
_LINK = "ip-cite"


class CitationInline(InlineProcessor):
    """Turns a bracketed citation into links without text, which the reference list fills in later."""

    def __init__(self, md: Markdown, context: RenderContext) -> None:
        super().__init__(CITATION.pattern, md)
        self._context = context

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        """Return the group of links, or nothing where the scanner has reported a fault."""
        try:
            works = parse_citation(m.group(1))
        except CitationSyntaxError:
            return None, None, None
        if not all(self._context.knows_work(work.key) for work in works):
            return None, None, None
        group = etree.Element("span", {"class": _GROUP})
        for work in works:
            group.append(_unfilled(work))
        return group, m.start(0), m.end(0)


def _unfilled(work: CitedWork) -> etree.Element:
    link = etree.Element("a", {"class": _LINK, "href": f"#ref-{work.key}"})
    link.set("data-locator", work.locator)
    link.set("data-year-only", "yes" if work.year_only else "")
    return link


class ReferenceList(Treeprocessor):
    """Fills the citations of a page, numbers them, and ends the page with the works they name."""

    def __init__(self, md: Markdown, context: RenderContext) -> None:
        super().__init__(md)
        self._context = context

    def run(self, root: etree.Element) -> None:
        """Add the list to `root` where the page cites anything."""
        groups = [span for span in root.iter("span") if span.get("class") == _GROUP]
        links = [link for group in groups for link in group]
        if not links:
            return
        cited = self._context.style.cited(_key(link) for link in links)
        for group in groups:
            self._fill(group, cited)
        anchors: dict[str, list[str]] = {}
        for link in root.iter("a"):
            if link.get("class") == _LINK:
                ids = anchors.setdefault(_key(link), [])
                ids.append(f"cite-{_key(link)}-{len(ids) + 1}")
                link.set("id", ids[-1])
        self._append(root, anchors, cited)

    def _fill(self, group: etree.Element, cited: dict[str, InText]) -> None:
        style = self._context.style
        # APA lists several works in the order of the reference list, whatever the order in the source.
        links = sorted(group, key=lambda link: style.sort_key(_key(link)))
        for link in list(group):
            group.remove(link)
        group.text = AtomicString("(")
        for link in links:
            work = cited[_key(link)]
            parts = [work.year] if link.attrib.pop("data-year-only") else [work.authors, work.year]
            locator = link.attrib.pop("data-locator")
            link.text = AtomicString(", ".join([*parts, locator] if locator else parts))
            link.tail = AtomicString(")" if link is links[-1] else "; ")
            group.append(link)

    def _append(self, root: etree.Element, anchors: dict[str, list[str]], cited: dict[str, InText]) -> None:
        style = self._context.style
        section = etree.SubElement(
            root, "section", {"class": "ip-references", "aria-labelledby": "references"}
        )
        heading = self._context.text("blocks.references")
        etree.SubElement(section, "h2", {"id": "references"}).text = heading
        items = (self._item(key, cited[key], anchors[key]) for key in sorted(anchors, key=style.sort_key))
        listing = "".join(f"{item}\n" for item in items)
        # Nothing in it is Markdown, so it is no part of the tree that others still go through.
        section[-1].tail = AtomicString(f"\n{self.md.htmlStash.store(f'<ol>\n{listing}</ol>')}\n")
        self._context.anchors.update(f"ref-{key}" for key in anchors)

    def _item(self, key: str, cited: InText, anchors: list[str]) -> str:
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
            f'<span class="ip-backlinks">{" ".join(links)}</span></li>'
        )


def _key(link: etree.Element) -> str:
    return link.attrib["href"].removeprefix("#ref-")


class UnpublishedLinks(Treeprocessor):
    """Turns links to pages that are not part of the site into their text."""

    def __init__(self, md: Markdown, context: RenderContext) -> None:
        super().__init__(md)
        self._context = context

    def run(self, root: etree.Element) -> None:
        """Replace such links below `root`."""
        for link in root.iter("a"):
            if self._context.leads_nowhere(link.get("href", "")):
                link.tag = "span"
                link.attrib.clear()


class CitationsMarkdown(Extension):
    """Registers citations, the reference list and links to unpublished pages with Markdown."""

    def __init__(self, context: RenderContext) -> None:
        super().__init__()
        self._context = context

    def extendMarkdown(self, md: Markdown) -> None:
        """Citations before links (160); the list after inline parsing (20) and before the contents (5)."""
        md.inlinePatterns.register(CitationInline(md, self._context), "ip_citation", 175)
        md.treeprocessors.register(ReferenceList(md, self._context), "ip_references", 15)
        md.treeprocessors.register(UnpublishedLinks(md, self._context), "ip_unpublished", 14)
