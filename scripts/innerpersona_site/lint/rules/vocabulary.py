"""What front matter names must be among the words that the settings lend it: sections, topics, authors."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from innerpersona_site.content.settings import Settings, setting_line
from innerpersona_site.diagnostics import Diagnostic, Severity, did_you_mean
from innerpersona_site.lint.page import ReadPage
from innerpersona_site.lint.rules.base import Site, error


def authors(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """Who signs an article must be an author that the settings name."""
    if page.document is None or site.vocabulary is None:
        return
    known = site.vocabulary.authors
    for author in page.document.front.authors:
        if author not in known:
            message = f'"authors" names "{author}", whom site.toml doesn\'t{did_you_mean(author, known)}'
            hint = f'{_one_of(known)}dd to site.toml:\n[authors.{author}]\nname = "Ann Roe"\n'
            hint += 'kind = "person" # or "organization"'
            yield error("author-unknown", page, *page.key_position("authors"), message, hint)


def topic(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """What an article is about must be a topic that the settings name."""
    named = page.document.front.topic if page.document else None
    if named is not None and site.vocabulary is not None and named not in site.vocabulary.topics:
        message, hint = _unknown("topic", named, "topics", site.vocabulary.topics)
        yield error("topic-unknown", page, *page.key_position("topic"), message, hint)


def section(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """An article's section, and the one that a hub lists, must be a section that the settings name."""
    if page.document is None or site.vocabulary is None:
        return
    for key in ("section", "hub"):
        named = getattr(page.document.front, key)
        if named is not None and named not in site.vocabulary.sections:
            message, hint = _unknown(key, named, "sections", site.vocabulary.sections)
            yield error("section-unknown", page, *page.key_position(key), message, hint)


def hub_faults(settings: Settings, hubs: Collection[str], text: str, path: str) -> Iterator[Diagnostic]:
    """Yield a fault for each section without a page that lists it.

    Args:
        settings: those of the site.
        hubs: the sections that have a hub at their address, `docs/<section>.md`.
        text: site.toml.
        path: how diagnostics name it.
    """
    for slug, title in settings.sections.items():
        if slug not in hubs:
            message = f'the section "{slug}" has no page docs/{slug}.md that lists it'
            hint = f"Write docs/{slug}.md:\n---\ntitle: {title}\ndescription: …\ntemplate: hub.html\nhub: {slug}\n---"
            line = setting_line(text, slug)
            yield Diagnostic("section-hub", Severity.ERROR, path, line, 1, message, hint)


def _unknown(key: str, named: str, table: str, known: Collection[str]) -> tuple[str, str]:
    """Return message and hint for a name that the settings don't have."""
    message = f'"{key}" is "{named}", which site.toml doesn\'t name{did_you_mean(named, known)}'
    title = named.replace("-", " ").capitalize()
    hint = f'{_one_of(known)}dd to site.toml:\n[{table}]\n{named} = "{title}"'
    return message, hint


def _one_of(known: Collection[str]) -> str:
    """Return the beginning of a hint: what there is to choose from, if anything, and that more can be added."""
    return f"Write one of {', '.join(known)}, or a" if known else "A"
