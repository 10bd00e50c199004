"""Rules on what is begun and not ended: blocks of code, elements of HTML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.found import FoundTag
from innerpersona_site.lint.page import Reading
from innerpersona_site.lint.rules.base import error
from innerpersona_site.markdown.html import VOID


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
    waiting = list(page.tags)[::-1]
    stack: list[_Open] = []
    for written in page.parsed.tokens:
        token = written.meta.get("title") if written.type == "slashes" else written
        if token is None:
            continue
        if token.type in ("html_block", "inline"):
            contents = [token] if token.type == "html_block" else list(token.children or ())
            if token.type == "inline":
                stack.append(_Open(None))
            for piece in contents:
                if piece.type not in ("html_block", "html_inline"):
                    continue
                while waiting and _belongs(page, waiting[-1], token.map, token.type == "inline"):
                    yield from _take(page, stack, waiting.pop())
            if token.type == "inline":
                yield from _leave(page, stack)
        elif token.nesting > 0:
            stack.append(_Open(None))
        elif token.nesting < 0:
            yield from _leave(page, stack)
    for opened in stack:
        if opened.found:
            yield _unclosed(page, opened.found)


def _belongs(page: Reading, found: FoundTag, lines: list[int] | None, inline: bool) -> bool:
    return (
        lines is not None
        and found.inline == inline
        and lines[0] <= found.line - page.parsed.first_line < max(lines[1], lines[0] + 1)
    )


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
