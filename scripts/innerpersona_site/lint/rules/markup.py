"""Rules on HTML in Markdown: nothing in an article runs, embeds, or loads from elsewhere, however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from innerpersona_site.content.markup import (
    MarkupFault,
    attribute_faults,
    is_foreign,
    is_script,
    tag_faults,
    tags,
)
from innerpersona_site.content.source import NO_CHARACTER
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.found import Words
from innerpersona_site.lint.page import Reading
from innerpersona_site.lint.rules.base import error

_HINTS: Final = {
    "policy-element": "Say it in words or show a picture. Where the sign itself is meant, write &lt; or use backticks.",
    "policy-attribute": "Leave it out: articles take id, class, title and the like.",
    "policy-inline-style": "Leave it out, or use a class that the site has.",
    "policy-inline-handler": "Leave it out: nothing in an article runs.",
    "policy-script-address": "Lead to a page or a part of one: [the quiz](../quiz/attachment.md)",
    "policy-foreign-host": "Keep the file in docs/images/: ![A loop of five steps](../images/loop.svg)",
}
_REASONS: Final = {
    "policy-element": " stands in the text, which articles may not hold",
    "policy-attribute": ", which articles may not hold",
    "policy-inline-style": ", which the page's policy refuses",
    "policy-inline-handler": ", which the page's policy refuses",
    "policy-script-address": ", which is not the address of a page",
    "policy-foreign-host": " from another host, which would learn who reads what",
}
_BLOCK_NAMES: Final = """
    article aside blockquote caption col colgroup dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6
    header hr li ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
"""Elements that end the paragraph in which they stand."""
_REFERENCE: Final = re.compile(r"(?<!\\)&#(?:x([\da-f]+)|(\d+));", re.I | re.A)
_HTML_REFERENCE: Final = re.compile(r"&#(?:x([\da-f]+)|(\d+));?", re.I | re.A)
"""Browsers read one without its semicolon too, Markdown doesn't."""


def markup(page: Reading) -> Iterator[Diagnostic]:
    """HTML in an article, attributes in braces, addresses of links and pictures."""
    for raw in page.html:
        for tag in tags(raw.text):
            yield from _faults(page, tag_faults(tag), _place(raw, tag.start))
    for given in page.attributes:
        place = (given.line, given.column)
        faults = attribute_faults(f"the {given.element}", [(given.name, given.value)])
        yield from _faults(page, faults, place)
    for link in page.links:
        if is_script(link.href):
            fault = MarkupFault("policy-script-address", f"the link leads to {link.href[:40]}")
            yield _fault(page, fault, (link.line, link.column))
    for image in page.images:
        if image.markdown and is_foreign(image.src):
            fault = MarkupFault("policy-foreign-host", f"the image loads {image.src[:60]}")
            yield _fault(page, fault, (image.line, image.column))


def references(page: Reading) -> Iterator[Diagnostic]:
    """A character by its number must be one that a page may hold."""
    seen: set[tuple[int, int]] = set()
    written = [(words, _REFERENCE) for words in page.words] + [(raw, _HTML_REFERENCE) for raw in page.html]
    for words, pattern in written:
        for found in pattern.finditer(words.text):
            number = int(found[1], 16) if found[1] else int(found[2])
            place = _place(words, found.start())
            if place in seen or _is_character(number):
                continue
            seen.add(place)
            message = f'"{found[0][:20]}" stands for no character that a page may hold'
            hint = "Delete it, or write the sign itself. Where the letters are meant as they stand, write &amp; for &."
            yield error("file-character", page, *place, message, hint)


def _is_character(number: int) -> bool:
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return False
    return not NO_CHARACTER.match(chr(number))


def _place(words: Words, position: int) -> tuple[int, int]:
    """Return line and column of a position in a stretch of text."""
    before = words.text[:position]
    column = position - before.rfind("\n") + (0 if "\n" in before else words.column - 1)
    return words.line + before.count("\n"), column


def placing(page: Reading) -> Iterator[Diagnostic]:
    """A block of HTML begins on a line of its own; what plays has controls."""
    for found in page.tags:
        name, place = found.tag.name, (found.line, found.column)
        if found.tag.closes:
            continue
        if found.inline and name in _BLOCKS:
            message = f"<{name}> stands in a line of text, which ends where it begins"
            hint = f"Begin it on a line of its own, below an empty line:\n\n<{name}>\nText.\n</{name}>"
            yield error("html-block", page, *place, message, hint)
        if name in ("video", "audio") and found.tag.get("controls") is None:
            message = f"<{name}> has no controls, so nobody could start it"
            hint = "Write it as a picture, which brings them along: ![What it shows](../media/repair.mp4)"
            yield error("media-controls", page, *place, message, hint)


def _faults(page: Reading, faults: Iterable[MarkupFault], place: tuple[int, int]) -> Iterator[Diagnostic]:
    for fault in faults:
        yield _fault(page, fault, place)


def _fault(page: Reading, fault: MarkupFault, place: tuple[int, int]) -> Diagnostic:
    return error(fault.code, page, *place, fault.what + _REASONS[fault.code], _HINTS[fault.code])
