"""Rules on sources: what is cited must be there, be found by a reader, and carry what is said."""

from __future__ import annotations

from collections.abc import Iterator

from innerpersona_quiz.validation.rationale import load_rationale
from innerpersona_site.diagnostics import Diagnostic, did_you_mean
from innerpersona_site.lint.page import Reading, ReadPage
from innerpersona_site.lint.quoting import cited_in
from innerpersona_site.lint.rules.base import Site, error, warning
from innerpersona_site.markdown.specs import SPECS


def citations(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A cited work must be in the bibliography, and must have a DOI or an ISBN."""
    for found in page.citations:
        if found.key in site.bibliography.faulty:
            continue
        if found.key not in site.bibliography:
            close = did_you_mean(found.key, site.bibliography.works)
            message = f'"{found.key}" is not in the bibliography{close}'
            hint = (
                f"Cite a key of {site.bibliography.path}: [@hazan1987romantic]\n"
                "To add a work to it, give its DOI or ISBN: innerpersona cite 10.1037/0022-3514.52.3.511"
            )
            yield error("citation-unknown", page, found.line, found.column, message, hint)
            continue
        work = site.bibliography[found.key]
        if not work.can_be_found:
            message = f'"{found.key}" has nothing to look it up by: no DOI, ISBN, address or volume'
            hint = f"Add to its entry, {site.bibliography.path}:{work.line}, what the work has; make none of it up."
            yield error("citation-identifier", page, found.line, found.column, message, hint)


def reasons(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A work that the reasons of a questionnaire's statements cite must be in the bibliography where they are shown."""
    for option in page.options:
        if option.name != "questionnaire" or option.value not in site.instruments:
            continue
        texts = (f"{one.idea}\n{one.changed}" for one in load_rationale(option.value).values())
        for key in sorted(cited_in("\n\n".join(texts)) - site.bibliography.works.keys()):
            message = f'the reasons of "{option.value}" cite "{key}", which is not in the bibliography'
            hint = "Add the work to docs/references.bib, or cite another one in rationale.toml."
            yield error("citation-unknown", page, option.line, option.column, message, hint)


def figures(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A sentence with a figure should rest on a work whose figures were checked."""
    for claim in page.claims:
        keys = [key for key in claim.keys if key in site.bibliography]
        if not keys or any(site.bibliography[key].figures_verified for key in keys):
            continue
        names = ", ".join(f'"{key}"' for key in keys)
        message = f'the figure "{claim.figure}" is cited to {names}, whose figures were not checked'
        hint = (
            "Say it in words, cite a work whose finding ends in [figures verified], or check the figure and\n"
            "mark the entry: finding = {…, 59 percent chose the secure description. [figures verified]}"
        )
        yield warning("citation-figure", page, claim.line, 1, message, hint)


def evidence(page: Reading) -> Iterator[Diagnostic]:
    """A claim that names its strength must name its source."""
    for block in page.blocks_of("evidence"):
        if not any(block.line < citation.line <= block.end for citation in page.citations):
            message = "a claim with its strength must cite the work that it rests on"
            hint = f"A valid example:\n{SPECS['evidence'].example}"
            yield error("evidence-citation", page, block.line, block.column, message, hint)
