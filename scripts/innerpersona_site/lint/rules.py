"""The rules, one function each: from a page and what is known of the site to the faults of the page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final

from innerpersona_site.blocks.context import resolve_link
from innerpersona_site.blocks.specs import SPECS
from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.content.front_matter import key_position
from innerpersona_site.diagnostics import Diagnostic, Severity, did_you_mean
from innerpersona_site.lint.reading import ReadPage


@dataclass(frozen=True, slots=True)
class Site:
    """What rules may know beyond the page at hand. Paths are relative to the docs folder."""

    bibliography: Bibliography
    instruments: Collection[str]
    pages: Collection[str]
    unpublished: Collection[str] = ()


Rule = Callable[[ReadPage, Site], Iterator[Diagnostic]]


def form(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """Front matter, blocks and citations that can't be read."""
    yield from page.faults


def citations(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A cited work must be in the bibliography, and must have a DOI or an ISBN."""
    for found in page.citations:
        if found.key not in site.bibliography:
            close = did_you_mean(found.key, site.bibliography.works)
            message = f'"{found.key}" is not in the bibliography{close}'
            hint = "Add the work to docs/references.bib, or cite one that is there: [@hazan1987romantic]"
            yield _fault("citation-unknown", Severity.ERROR, page, found.line, found.column, message, hint)
            continue
        work = site.bibliography[found.key]
        if not (work.doi or work.isbn):
            message = f'"{found.key}" has neither DOI nor ISBN, so readers could not look it up'
            hint = "Add one to its entry in docs/references.bib: doi = {10.1037/0022-3514.52.3.511},"
            yield _fault("citation-identifier", Severity.ERROR, page, found.line, found.column, message, hint)


def instruments(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A quiz block must name an instrument that exists."""
    for option in page.options:
        if option.name == "instrument" and option.value not in site.instruments:
            close = did_you_mean(option.value, site.instruments)
            message = f'there is no instrument "{option.value}"{close}'
            known = f"Known instruments: {', '.join(sorted(site.instruments))}. For example:\n"
            hint = known + SPECS["quiz"].example
            yield _fault("quiz-unknown", Severity.ERROR, page, option.line, option.column, message, hint)


def call_to_action_targets(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A call to action must lead to a page of the site."""
    for option in page.options:
        if option.name != "to":
            continue
        target = option.value.split("#", 1)[0]
        if target not in site.pages:
            message = f'"to" leads to "{option.value}", which is no page{did_you_mean(target, site.pages)}'
            hint = (
                "Give the path of a source file relative to docs/, for example:\n    to: quiz/attachment.md"
            )
            yield _fault("link-missing", Severity.ERROR, page, option.line, option.column, message, hint)
        elif target in site.unpublished:
            message = f'"to" leads to "{option.value}", which is not published'
            hint = "Publish that page, or lead to another one, for example:\n    to: quiz/attachment.md"
            yield _fault("link-unpublished", Severity.ERROR, page, option.line, option.column, message, hint)


def links(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A link inside the site must lead to a page; one to an unpublished page will be shown as plain text."""
    for link in page.links:
        target = resolve_link(page.src_path, link.href)
        if target is None:
            continue
        if target not in site.pages:
            message = f'the link leads to "{link.href}", which is no page{did_you_mean(target, site.pages)}'
            hint = (
                "Give the path of the Markdown file relative to this one: [the quiz](../quiz/attachment.md)"
            )
            yield _fault("link-missing", Severity.ERROR, page, link.line, link.column, message, hint)
        elif target in site.unpublished:
            message = (
                f'the link leads to "{link.href}", which is not published; its text is shown without a link'
            )
            hint = "It becomes a link once that page is no draft and its date has come."
            yield _fault("link-unpublished", Severity.WARNING, page, link.line, link.column, message, hint)


def neighbors(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """The companion and the related articles must be articles."""
    if page.document is None:
        return
    front = page.document.front
    slugs = [("related", slug) for slug in front.related]
    if front.companion:
        slugs.append(("companion", front.companion))
    for key, slug in slugs:
        if f"articles/{slug}.md" not in site.pages:
            line, column = key_position(page.source, key)
            articles = [path[9:-3] for path in site.pages if path.startswith("articles/")]
            message = f'"{key}" names "{slug}", which is no article{did_you_mean(slug, articles)}'
            hint = "Give the name of a file in docs/articles/ without its ending."
            yield _fault("article-unknown", Severity.ERROR, page, line, column, message, hint)


RULES: Final[tuple[Rule, ...]] = (form, citations, instruments, call_to_action_targets, links, neighbors)


def _fault(
    code: str, severity: Severity, page: ReadPage, line: int, column: int, message: str, hint: str
) -> Diagnostic:
    return Diagnostic(code, severity, page.path, line, column, message, hint)
