"""Rules on HTML in Markdown: what every page's policy refuses has no place there, however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.inline import Places
from innerpersona_site.lint.page import Reading
from innerpersona_site.lint.rules.base import error

_TAG: Final = re.compile(
    r"<([a-zA-Z][\w-]*)((?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=]+))?)*)\s*/?>"
)
_ATTRIBUTE: Final = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=]+)))?")
_BRACES: Final = re.compile(r"\{:?([^{}\n]*)\}")
_LOADS: Final = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "link": ("href",),
}
_REFUSED: Final = frozenset(("script", "style", "iframe", "object", "embed", "base"))
"""Elements that run, style or embed, which no article may bring along."""
_ELSEWHERE: Final = re.compile(r"\s*(?:https?:)?//", re.I)
_SCRIPT: Final = re.compile(r"\s*javascript:", re.I)


def markup(page: Reading) -> Iterator[Diagnostic]:
    """HTML in an article, attributes in braces, addresses of links and pictures."""
    text, place = page.blanked, Places(page.blanked, page.source.body_line)
    if "<" in text:
        for match in _TAG.finditer(text):
            yield from _tag(page, match[1].lower(), match[2], place(match.start()))
    if "{" in text:
        for match in _BRACES.finditer(text):
            yield from _attributes(page, "an element", "", match[1], place(match.start()))
    for link in page.links:
        if not link.html and _SCRIPT.match(link.href):
            yield _address(page, "the link", (link.line, link.column))
    for image in page.images:
        if image.markdown and _ELSEWHERE.match(image.src):
            yield _foreign(page, "the image", image.src, (image.line, image.column))


def _tag(page: Reading, tag: str, attributes: str, place: tuple[int, int]) -> Iterator[Diagnostic]:
    if tag in _REFUSED:
        message = f"<{tag}> stands in the text, which the page's policy refuses"
        hint = "Scripts, styles and pages of others have no place in an article: say it in words, or show a picture."
        yield error("policy-element", page, *place, message, hint)
    yield from _attributes(page, f"<{tag}>", tag, attributes, place)


def _attributes(
    page: Reading, owner: str, tag: str, text: str, place: tuple[int, int]
) -> Iterator[Diagnostic]:
    for match in _ATTRIBUTE.finditer(text):
        name, value = match[1].lower(), match[2] or match[3] or match[4] or ""
        if name == "style":
            message = f"{owner} has a style attribute, which the page's policy refuses"
            yield error(
                "policy-inline-style",
                page,
                *place,
                message,
                "Leave it out, or use a class that the site has.",
            )
        elif name.startswith("on") and name != "on" and value:
            message = f"{owner} has an {name} attribute, which the page's policy refuses"
            yield error(
                "policy-inline-handler", page, *place, message, "Leave it out: nothing in an article runs."
            )
        elif name in ("href", "action", "formaction") and _SCRIPT.match(value):
            yield _address(page, owner, place)
        elif name in _LOADS.get(tag, ()) and _ELSEWHERE.match(value):
            yield _foreign(page, owner, value.strip(), place)


def _address(page: Reading, owner: str, place: tuple[int, int]) -> Diagnostic:
    message = f"{owner} has a javascript: address, which the page's policy refuses"
    hint = "Lead to a page or a part of one: [the quiz](../quiz/attachment.md)"
    return error("policy-script-address", page, *place, message, hint)


def _foreign(page: Reading, owner: str, address: str, place: tuple[int, int]) -> Diagnostic:
    message = f"{owner} loads {address} from another host, which would learn who reads what"
    hint = "Keep the file in docs/images/: ![A loop of five steps](../images/loop.svg)"
    return error("policy-foreign-host", page, *place, message, hint)
