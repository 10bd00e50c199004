"""Rules on an article's parts and on the order of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from innerpersona_site.content.model import folder_kind
from innerpersona_site.content.prose import PassageKind
from innerpersona_site.content.scaffold import PLACEHOLDER, count_lines
from innerpersona_site.content.slugs import slug as slug_of
from innerpersona_site.content.source import WORDS_PER_MINUTE
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.found import Words
from innerpersona_site.lint.page import Reading
from innerpersona_site.lint.rules.base import error, warning
from innerpersona_site.markdown.found import FoundBlock
from innerpersona_site.markdown.specs import SPECS

TAKEAWAYS: Final = (4, 7)
"""How many takeaways an article has, at least and at most."""
QUESTIONS: Final = 4
"""How many questions an FAQ answers at least."""
MINUTE: Final = int(1.2 * WORDS_PER_MINUTE)
"""How many words a summary in a minute has at most; short sentences on known ground go a little faster."""
WORKS: Final = 6
"""How many works an article cites at least."""


_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def form(page: Reading) -> Iterator[Diagnostic]:
    """Front matter, blocks and citations that can't be read."""
    yield from page.faults


def file_name(page: Reading) -> Iterator[Diagnostic]:
    """The file name of an article, or of another page of its folder's kind, is a part of its address."""
    name = page.src_path.rsplit("/", 1)[-1].removesuffix(".md")
    if folder_kind(page.src_path) and not _SLUG.fullmatch(name):
        message = (
            f'the file is named "{name}"; an address takes lower-case letters, digits and single hyphens'
        )
        hint = (
            f"Rename it: git mv '{page.path}' {page.path.rsplit('/', 1)[0]}/{slug_of(name) or 'its-title'}.md"
        )
        yield error("article-file-name", page, 1, 1, message, hint)


def headings(page: Reading) -> Iterator[Diagnostic]:
    """The title is the page's only heading of the first level, and no level is skipped on the way down."""
    level = 1
    for heading in page.headings:
        if heading.level == 1:
            message = f'"{heading.text}" is a heading of the first level, which the page\'s title is already'
            hint = f"Write: ## {heading.text}"
            yield error("heading-title", page, heading.line, 1, message, hint)
        elif heading.level > level + 1:
            message = (
                f'"{heading.text}" is of level {heading.level}, but the heading above it is of level {level}'
            )
            hint = f"Write: {'#' * (level + 1)} {heading.text}"
            yield error("heading-order", page, heading.line, 1, message, hint)
        level = max(heading.level, 2) if heading.level == 1 else heading.level


def placeholders(page: Reading) -> Iterator[Diagnostic]:
    """What a new page leaves to be written must have been written before it is published; a draft is told how much."""
    texts = [Words(page.source.yaml or "", 2, 1), *page.words]
    found = sorted(
        (text.line + place, (0 if place else text.column - 1) + match.start() + 1, match[0])
        for text in texts
        if "‹" in text.text
        for place, line in enumerate(text.text.split("\n"))
        if (match := PLACEHOLDER.search(line))
    )
    front = page.document.front if page.document else None
    if front and front.role and found:
        line, column, text = found[0]
        message = f'{count_lines(len(found))} still to be written, first "{text[:60]}"; until then, nothing is published'
        hint = "Write what stands between ‹ and ›, or delete the line where it doesn't apply to you."
        yield warning("legal-blank", page, line, column, message, hint)
        return
    if page.is_draft and found:
        line, column, text = found[0]
        message = f'{count_lines(len(found))} still to be written, first "{text[:60]}"'
        hint = "Replace what stands between ‹ and ›, then publish: take out draft: true"
        yield warning("article-placeholder", page, line, column, message, hint)
        return
    for line, column, text in found:
        message = f'"{text[:60]}" is still to be written'
        hint = "Replace it with your text, or mark the page as unfinished: draft: true"
        yield error("article-placeholder", page, line, column, message, hint)


def parts(page: Reading) -> Iterator[Diagnostic]:
    """An article has a lead, takeaways, an FAQ, a call to action, a way to a quiz, and enough sources."""
    if not page.is_article or page.source.yaml is None:
        return
    yield from _lead(page)
    yield from _takeaways(page)
    yield from _minute(page)
    yield from _questions(page)
    last = page.source.body_line + max(0, page.source.body.rstrip().count("\n"))
    if not page.blocks_of("call-to-action"):
        message = "the article has no call to action, so it ends where the reader can't act"
        yield warning("article-call-to-action", page, last, 1, message, _example("call-to-action"))
    if not _leads_to_a_quiz(page):
        message = "the article neither holds a quiz nor leads to one"
        yield warning("article-quiz", page, last, 1, message, _example("quiz"))
    works = {citation.key for citation in page.citations}
    if len(works) < WORKS:
        count = f"{len(works)} work" + ("" if len(works) == 1 else "s")
        message = f"the article cites {count}; it should rest on at least {WORKS}"
        hint = "Cite a work of docs/references.bib behind each claim: [@hazan1987romantic]"
        yield warning("article-references", page, last, 1, message, hint)


def _lead(page: Reading) -> Iterator[Diagnostic]:
    number = page.first or page.source.body_line
    passage = page.passages[0] if page.passages else None
    if passage is None or passage.line != number or passage.kind is not PassageKind.PARAGRAPH:
        message = "the article doesn't begin with a paragraph that answers its title's question"
        hint = "Begin below the front matter with the answer in one sentence, then why it matters."
        yield warning("article-lead", page, number, 1, message, hint)


def _takeaways(page: Reading) -> Iterator[Diagnostic]:
    found = page.blocks_of("takeaways")
    if not found:
        message = "the article has no key takeaways"
        yield warning("article-takeaways", page, page.source.body_line, 1, message, _example("takeaways"))
    for block in found:
        count = block.items
        if not TAKEAWAYS[0] <= count <= TAKEAWAYS[1]:
            message = f"there are {count} takeaways; an article has {TAKEAWAYS[0]} to {TAKEAWAYS[1]}"
            if count == 1:
                message = f"there is one takeaway; an article has {TAKEAWAYS[0]} to {TAKEAWAYS[1]}"
            hint = "Write each as a claim that stands alone:\n" + SPECS["takeaways"].example
            yield warning("article-takeaways", page, block.line, block.column, message, hint)


def _minute(page: Reading) -> Iterator[Diagnostic]:
    tries = page.blocks_of("try")
    if len(tries) != 1:
        place = tries[1] if tries else FoundBlock("", "", page.source.body_line, 1)
        count = f"{len(tries)} things" if tries else "nothing"
        message = f"the article has {count} to try; its summary in a minute ends with one"
        yield warning("article-try", page, place.line, place.column, message, _example("try"))
    shown = [*page.blocks_of("takeaways"), *tries]
    words = sum(
        len(passage.words)
        for number, passage in enumerate(page.passages)
        if number == 0 or any(block.line <= passage.line <= block.end for block in shown)
    )
    if words > MINUTE:
        message = (
            f"lead, takeaways and what to try have {words} words together; in a minute {MINUTE} can be read"
        )
        hint = "Shorten them: the summary of the article is made of these alone."
        yield warning("article-minute", page, page.source.body_line, 1, message, hint)


def _questions(page: Reading) -> Iterator[Diagnostic]:
    questions = page.blocks_of("question")
    if len(questions) < QUESTIONS:
        faqs = page.blocks_of("faq")
        place = faqs[0] if faqs else FoundBlock("", "", page.source.body_line, 1)
        message = "the article has no FAQ" if not faqs else f"the FAQ answers {len(questions)} of at least"
        message += (
            f"; it should answer at least {QUESTIONS} questions" if not faqs else f" {QUESTIONS} questions"
        )
        yield warning("article-faq", page, place.line, place.column, message, _example("faq"))


def _leads_to_a_quiz(page: Reading) -> bool:
    targets = [option.value for option in page.options if option.name == "to"]
    targets += [link.href.removeprefix("../") for link in page.links]
    return bool(page.blocks_of("quiz")) or any(target.startswith("quiz/") for target in targets)


def _example(block: str) -> str:
    return f"A valid example:\n{SPECS[block].example}"
