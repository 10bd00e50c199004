"""Texts read where a rule on the site needs them: what is kept of a page holds none."""

from __future__ import annotations

from innerpersona_site.content.prose import Passage
from innerpersona_site.content.source import split_source


def passages_of(text: str) -> list[Passage]:
    """Return the prose of a page's file."""
    # Imported here: most checks find nothing to quote, and need no parser.
    from innerpersona_site.lint.gather import gather
    from innerpersona_site.markdown.parser import parse

    source = split_source(text)
    return gather(parse(source.body, source.body_line), "").passages


def cited_in(text: str) -> set[str]:
    """Return the keys of the works that a text in Markdown cites."""
    from innerpersona_site.lint.gather import gather
    from innerpersona_site.markdown.parser import parse

    return {citation.key for citation in gather(parse(text), "").citations}
