"""Rules on what is begun and not ended: blocks of code, elements of HTML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.token import Token

from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.found import FoundTag
from innerpersona_site.lint.page import Reading
from innerpersona_site.lint.rules.base import error
from innerpersona_site.markdown.html import VOID, Tag, pieces


def fences(page: Reading) -> Iterator[Diagnostic]:
    """A block of code that is never closed takes all that follows with it."""
    lines, first = page.parsed.lines, page.parsed.first_line
    for token in page.parsed.tokens:
        if token.type != "fence" or not token.map:
            continue
        start, end = token.map
        last = lines[end - 1].lstrip(" >\t").rstrip() if end - start > 1 else ""
        if last.strip(token.markup[0]) or len(last) < len(token.markup):
            message = f"the block of code that begins here is not closed by a line of {token.markup}"
            hint = f"End it with the same signs on a line of their own:\n{token.markup}"
            column = lines[start].find(token.markup) + 1
            yield error("fence-unclosed", page, first + start, max(column, 1), message, hint)


class _Open(NamedTuple):
    """An element that was begun, or a part of the page that all elements begun in it must end in (None)."""

    found: FoundTag | None


def elements(page: Reading) -> Iterator[Diagnostic]:
    """Each element of HTML must end where it began: on the page itself, in its list item, in its line."""
    if not page.tags:
        return
    stack: list[_Open] = []
    for token in page.parsed.tokens:
        for text in (token.meta.get("title"), token.meta.get("caption"), token):
            if text is None:
                continue
            if text.type == "inline":
                stack.append(_Open(None))
            for found in _tags(page, text):
                yield from _take(page, stack, found)
            if text.type == "inline":
                yield from _leave(page, stack)
        if token.nesting > 0:
            stack.append(_Open(None))
        elif token.nesting < 0:
            yield from _leave(page, stack)
    for opened in stack:
        if opened.found:
            yield _unclosed(page, opened.found)


def _tags(page: Reading, token: Token) -> Iterator[FoundTag]:
    """Yield the tags in a block of HTML, or in a text, in their order."""
    if token.type == "html_block":
        first = page.parsed.first_line + (token.map[0] if token.map else 0)
        for tag in _pieces(token.content):
            before = token.content[: tag.start]
            yield FoundTag(tag, first + before.count("\n"), tag.start - before.rfind("\n"), False)
    elif token.type == "inline":
        for child in token.children or ():
            if child.type == "html_inline":
                for tag in _pieces(child.content):
                    place = page.parsed.line_of(token, child.meta.get("at", 0) + tag.start)
                    yield FoundTag(tag, *place, True)


def _pieces(text: str) -> Iterator[Tag]:
    return (piece for piece in pieces(text) if isinstance(piece, Tag))


def _take(page: Reading, stack: list[_Open], found: FoundTag) -> Iterator[Diagnostic]:
    name = found.tag.name
    if not found.tag.closes:
        if name not in VOID:
            stack.append(_Open(found))
        return
    if name in VOID:
        return
    if stack and stack[-1].found and stack[-1].found.tag.name == name:
        stack.pop()
        return
    inside = [opened.found.tag.name for opened in _innermost(stack) if opened.found]
    if name in inside:
        while stack and (opened := stack.pop().found) and opened.tag.name != name:
            yield _unclosed(page, opened)
        return
    message = f"</{name}> ends nothing that was begun here"
    hint = f"Take it out, or begin it above, in the same list item, quotation or line: <{name}>"
    yield error("html-stray", page, found.line, found.column, message, hint)


def _innermost(stack: list[_Open]) -> Iterator[_Open]:
    for opened in reversed(stack):
        if opened.found is None:
            return
        yield opened


def _leave(page: Reading, stack: list[_Open]) -> Iterator[Diagnostic]:
    while stack:
        opened = stack.pop()
        if opened.found is None:
            return
        yield _unclosed(page, opened.found)


def _unclosed(page: Reading, found: FoundTag) -> Diagnostic:
    name = found.tag.name
    message = f"<{name}> is not closed, so it takes in all that follows on the page"
    hint = f"End it where its content ends: </{name}>"
    return error("html-unclosed", page, found.line, found.column, message, hint)
