"""Draws the SVG files that a text shows into its page; its copies, feeds and cards keep pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Final
from urllib.parse import unquote, urljoin

from innerpersona_quiz.palette import SHIPPED, Colors
from innerpersona_site.content.inline_svg import DrawingFault, inline_svg

_IMAGE: Final = re.compile(r"<img\b[^<>]*>")
_ATTRIBUTE: Final = re.compile(r'\s(src|alt)="([^"]*)"')


def draw_in(
    html: str, url: str, base: str, read: Callable[[str], str | None], colors: Colors = SHIPPED
) -> str:
    """Return a page's text with its drawings in place of the pictures of them.

    A picture stays where it has no text alternative, where the file can't be read, and where the drawing holds what has
    no place in a page, which the check reports.

    Args:
        html: the text as the Markdown gives it.
        url: the page's root-relative URL, from which addresses in it are read.
        base: the root-relative URL of the site, with a slash at the end.
        read: from a path below the docs folder to the file's text, None where there is none.
        colors: those of the site.
    """
    drawn = 0

    def drawing(match: re.Match[str]) -> str:
        nonlocal drawn
        attributes = dict(_ATTRIBUTE.findall(match[0]))
        alt, source = unescape(attributes.get("alt", "")), unescape(attributes.get("src", ""))
        address = urljoin(url, source)
        if not alt or not source.endswith(".svg") or not address.startswith(base):
            return match[0]
        text = read(unquote(address.removeprefix(base)))
        if text is None:
            return match[0]
        try:
            element = inline_svg(text, alt, f"drawing-{drawn + 1}", colors)
        except DrawingFault:
            return match[0]
        drawn += 1
        return element

    return _IMAGE.sub(drawing, html) if ".svg" in html else html
