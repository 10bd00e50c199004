"""Rules on what other pages gather: terms of the glossary, and sentences to say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from innerpersona_site.content.gathering import GLOSSARY
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.collecting import OTHERWISE
from innerpersona_site.lint.page import Reading
from innerpersona_site.lint.rules.base import error, warning
from innerpersona_site.markdown.specs import SPECS

SENTENCES: Final = 2
"""How many a definition has, so that it fits beside the word that it explains."""


def terms(page: Reading) -> Iterator[Diagnostic]:
    """A term stands in the glossary, once, with a definition of two sentences and a source."""
    blocks = page.blocks_of("term")
    if not blocks or page.document is None:
        return
    example = f"For example:\n{SPECS['term'].example}"
    if page.document.front.template != GLOSSARY:
        block = blocks[0]
        message = (
            f'the term "{block.argument}" is on a page that is no glossary, so no article would explain it'
        )
        hint = f"Move it to docs/library/glossary.md, or write in the front matter: template: {GLOSSARY}"
        yield error("term-place", page, block.line, block.column, message, hint)
    taken: dict[str, str] = {}
    for block, term in zip(blocks, page.document.gathered.terms, strict=True):
        held = [p for p in page.passages if block.line < p.line < block.end]
        count = sum(passage.spoken for passage in held)
        if count != SENTENCES:
            message = f'the definition of "{term.name}" must be {SENTENCES} sentences, and is {count}'
            yield error("term-definition", page, block.line, block.column, message, example)
        if not term.works:
            message = f'the definition of "{term.name}" cites no work'
            yield error("term-definition", page, block.line, block.column, message, example)
        for form in (term.name, *term.forms):
            other = taken.setdefault(form.lower(), term.name)
            if other != term.name or term.forms.count(form) > 1:
                message = f'"{form}" already stands for "{other}"'
                hint = "Let each form stand for one term: take it out of one of them."
                yield error("term-twice", page, block.line, block.column, message, hint)


def scripts(page: Reading) -> Iterator[Diagnostic]:
    """Sentences to say come with what to do when they don't help."""
    for block in page.blocks_of("script"):
        if not any(block.line < inner.line < block.end for inner in page.blocks_of(OTHERWISE)):
            message = f'the script "{block.argument}" says nothing for when it goes wrong'
            hint = f"End it with such a block:\n{SPECS['script'].example}"
            yield warning("script-otherwise", page, block.line, block.column, message, hint)
