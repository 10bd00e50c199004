"""Rules on HTML in Markdown: nothing in an article runs, embeds, or loads from elsewhere, however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from innerpersona_site.content.markup import (
    MarkupFault,
    attribute_faults,
    is_foreign,
    is_script,
    tag_faults,
    tags,
)
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.inline import Places
from innerpersona_site.lint.page import Reading
from innerpersona_site.lint.rules.base import error

_ADDRESS_IN_ANGLES: Final = re.compile(r"<(?:https?://[^<>\s]*|[^<>\s@/]+@[^<>\s@]+)>")
_BRACES: Final = re.compile(r"\{:?([^\n]*)\}")
_BRACED_ATTRIBUTE: Final = re.compile(r"([^\s\"'<>={}]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s}]*))")
_CONTROL: Final = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")
_INSTRUCTION: Final = re.compile(r"<[!?]")
_ODD_COMMENT: Final = re.compile(r"<!--(?:-?>|(?:(?!-->).)*?(?:--!>|<!--|-->?\Z|\Z))", re.S)
_NAMED_PICTURE: Final = re.compile(r"!\[[^\[\]]*\]\s?\[([^\[\]]+)\]|!\[([^\[\]]+)\]")
_DEFINITION: Final = re.compile(r"^[ >-]*\[([^\[\]\n]+)\]:[ \t\n]*<?([^\s>]+)", re.M)

_HINTS: Final = {
    "policy-character": "Delete it; an editor that shows invisible characters finds it.",
    "policy-element": "Say it in words or show a picture. Where the sign itself is meant, write &lt; or use backticks.",
    "policy-attribute": "Leave it out: articles take id, class, title and the like.",
    "policy-inline-style": "Leave it out, or use a class that the site has.",
    "policy-inline-handler": "Leave it out: nothing in an article runs.",
    "policy-script-address": "Lead to a page or a part of one: [the quiz](../quiz/attachment.md)",
    "policy-foreign-host": "Keep the file in docs/images/: ![A loop of five steps](../images/loop.svg)",
}
_REASONS: Final = {
    "policy-character": ", which no reader sees and which parsers take for marks of their own",
    "policy-element": " stands in the text, which articles may not hold",
    "policy-attribute": ", which articles may not hold",
    "policy-inline-style": ", which the page's policy refuses",
    "policy-inline-handler": ", which the page's policy refuses",
    "policy-script-address": ", which is not the address of a page",
    "policy-foreign-host": " from another host, which would learn who reads what",
}


def markup(page: Reading) -> Iterator[Diagnostic]:
    """HTML in an article, attributes in braces, addresses of links and pictures."""
    text, place = page.blanked, Places(page.blanked, page.source.body_line)
    for match in _CONTROL.finditer(page.source.body):
        what = f"the control character U+{ord(match[0]):04X} stands in the text"
        yield _fault(page, MarkupFault("policy-character", what), place(match.start()))
    if "<" in page.source.body:
        yield from _comments(page, place)
    if "<" in text:
        plain = _ADDRESS_IN_ANGLES.sub(lambda match: " " * len(match[0]), text)
        for tag in tags(plain):
            yield from _faults(page, tag_faults(tag), place(tag.start))
        for match in _INSTRUCTION.finditer(plain):
            yield _fault(page, MarkupFault("policy-element", f"{match[0]}…"), place(match.start()))
    if "{" in text:
        for match in _BRACES.finditer(text):
            given = (
                (one[1].lower(), one[2] or one[3] or one[4] or "")
                for one in _BRACED_ATTRIBUTE.finditer(match[1])
            )
            yield from _faults(page, attribute_faults("an element", given), place(match.start()))
    for link in page.links:
        if not link.html and is_script(link.href):
            fault = MarkupFault("policy-script-address", f"the link leads to {link.href[:40]}")
            yield _fault(page, fault, (link.line, link.column))
    yield from _pictures_by_name(page, place)
    for image in page.images:
        if image.markdown and is_foreign(image.src):
            fault = MarkupFault("policy-foreign-host", f"the image loads {image.src[:60]}")
            yield _fault(page, fault, (image.line, image.column))


def _pictures_by_name(page: Reading, place: Places) -> Iterator[Diagnostic]:
    """Addresses that stand apart from the pictures that name them: ![A loop][loop], and below [loop]: …"""
    if "![" not in page.blanked or "]:" not in page.blanked:
        return
    names = {(one[1] or one[2]).strip().lower() for one in _NAMED_PICTURE.finditer(page.blanked)}
    for match in _DEFINITION.finditer(page.blanked):
        if match[1].strip().lower() in names and is_foreign(match[2]):
            fault = MarkupFault("policy-foreign-host", f"the image loads {match[2][:60]}")
            yield _fault(page, fault, place(match.start(2)))


def _comments(page: Reading, place: Places) -> Iterator[Diagnostic]:
    """A comment that ends elsewhere for a browser than for Markdown: what is in it might come alive."""
    for match in _ODD_COMMENT.finditer(page.source.body):
        line, column = place(match.start())
        if (
            page.blanked[match.start() : match.end()].strip()
            or "<!--" in page.source.body[match.start() : match.end()]
        ):
            yield _fault(
                page, MarkupFault("policy-element", "a comment that browsers end elsewhere"), (line, column)
            )


def _faults(page: Reading, faults: Iterator[MarkupFault], place: tuple[int, int]) -> Iterator[Diagnostic]:
    for fault in faults:
        yield _fault(page, fault, place)


def _fault(page: Reading, fault: MarkupFault, place: tuple[int, int]) -> Diagnostic:
    return error(fault.code, page, *place, fault.what + _REASONS[fault.code], _HINTS[fault.code])
