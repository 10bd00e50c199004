"""Rules on sources: what is cited must be there, be found by a reader, and carry what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from innerpersona_site.blocks.specs import SPECS
from innerpersona_site.content.citations import CITATION, CitationSyntaxError, parse_citation
from innerpersona_site.diagnostics import Diagnostic, did_you_mean
from innerpersona_site.lint.reading import ReadPage
from innerpersona_site.lint.rules.base import Site, error, warning

_PERCENT: Final = re.compile(r"\b(?:percent|per cent)\b|%")
_NUMBER: Final = re.compile(r"(?<![\w.,-])\.?\d[\d.,]*(?!\w)")
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d[.,]*")


def citations(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A cited work must be in the bibliography, and must have a DOI or an ISBN."""
    for found in page.citations:
        if found.key in site.bibliography.faulty:
            continue
        if found.key not in site.bibliography:
            close = did_you_mean(found.key, site.bibliography.works)
            message = f'"{found.key}" is not in the bibliography{close}'
            hint = "Add the work to docs/references.bib, or cite one that is there: [@hazan1987romantic]"
            yield error("citation-unknown", page, found.line, found.column, message, hint)
            continue
        work = site.bibliography[found.key]
        if not (work.doi or work.isbn):
            message = f'"{found.key}" has neither DOI nor ISBN, so readers could not look it up'
            hint = "Add one to its entry in docs/references.bib: doi = {10.1037/0022-3514.52.3.511},"
            yield error("citation-identifier", page, found.line, found.column, message, hint)


def figures(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A sentence with a figure should rest on a work whose figures were checked."""
    for passage, found in page.sentences:
        if "@" not in passage.text:
            continue
        for sentence in found:
            keys = _cited(sentence.text, site)
            if not keys or any(site.bibliography[key].figures_verified for key in keys):
                continue
            figure = find_figure(sentence.visible)
            if figure is None:
                continue
            names = ", ".join(f'"{key}"' for key in keys)
            message = f'the figure "{figure}" is cited to {names}, whose figures were not checked'
            hint = (
                "Say it in words, cite a work whose finding ends in [figures verified], or check the figure and\n"
                "mark the entry: finding = {…, 59 percent chose the secure description. [figures verified]}"
            )
            yield warning("citation-figure", page, sentence.line, 1, message, hint)


def find_figure(visible: str) -> str | None:
    """Return the first figure of a sentence, None where it has none; a year is no figure."""
    for match in _NUMBER.finditer(visible):
        after = visible[match.end() :].lstrip()
        if _PERCENT.match(after) or not _YEAR.fullmatch(match[0]):
            return match[0].rstrip(".,")
    if "cent" not in visible:  # spares nearly every sentence a pattern that begins at each of its letters
        return None
    percent = re.search(r"([^\W\d_-]+(?:-[^\W\d_]+)?) (?:percent|per cent)\b", visible)
    return percent[0] if percent else None


def _cited(text: str, site: Site) -> list[str]:
    keys: list[str] = []
    for match in CITATION.finditer(text):
        try:
            keys += [work.key for work in parse_citation(match[1]) if work.key in site.bibliography]
        except CitationSyntaxError:
            continue
    return list(dict.fromkeys(keys))


def evidence(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A claim that names its strength must name its source."""
    for block in page.blocks_of("evidence"):
        if block.content and not any(CITATION.search(line) for _, line in block.content):
            message = "a claim with its strength must cite the work that it rests on"
            hint = f"A valid example:\n{SPECS['evidence'].example}"
            yield error("evidence-citation", page, block.line, block.column, message, hint)
