"""The rule on words that make a medical device of a quiz, in the pages that offer one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.found import Words
from innerpersona_site.lint.page import Reading
from innerpersona_site.lint.rules.base import warning

_TEMPLATES: Final = ("quiz.html", "quizzes.html", "compatibility.html")
"""Templates of pages that offer a quiz, by whatever they say."""
_OFFERS: Final = "call-to-action"


def claims(page: Reading) -> Iterator[Diagnostic]:
    """A page that offers a quiz claims what a medical device does; of an article, only what leads to a quiz is read."""
    texts = list(_offering_texts(page))
    if not texts:
        return
    # What knows the words is imported for the few pages that need it.
    from innerpersona_quiz.validation.claims import find_claims

    for text, line, column in texts:
        for claim in find_claims(text):
            before = text[: claim.start]
            at = line + before.count("\n")
            place = len(before) - before.rfind("\n") if "\n" in before else column + len(before)
            message = f'"{claim.words}" claims what a medical device does ({claim.claim})'
            yield warning("medical-claim", page, at, place, message, claim.remedy)


def _offering_texts(page: Reading) -> Iterator[Words]:
    front = page.document.front if page.document else None
    if not page.is_article and (page.blocks_of("quiz") or (front and front.template in _TEMPLATES)):
        if front:
            written = (page.source.yaml or "").split("\n")
            for key, text in (("title", front.title), ("description", front.description)):
                line = next((at for at, line in enumerate(written, 2) if line.startswith(f"{key}:")), 1)
                yield Words(text, line, 1)
        yield from (Words(heading.text, heading.line, 1) for heading in page.headings)
        yield from (Words(block.argument, block.line, block.column) for block in page.blocks)
        yield from (Words(passage.visible, passage.line, 1) for passage in page.passages)
        return
    for block in page.blocks_of(_OFFERS):
        yield Words(block.argument, block.line, block.column)
        inside = (passage for passage in page.passages if block.line <= passage.line <= block.end)
        yield from (Words(passage.visible, passage.line, 1) for passage in inside)
