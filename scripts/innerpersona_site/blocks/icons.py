"""`:material-heart:` in Markdown: the icon, drawn into the text."""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from innerpersona_site.content.icons import SHORTCODE, IconError, IconSet


class IconsMarkdown(Extension):
    """Draws the icons that a text names. A name that no icon has stays as it is written; the check reports it."""

    def __init__(self, icons: IconSet) -> None:
        super().__init__()
        self._icons = icons

    def extendMarkdown(self, md: Markdown) -> None:
        """Register after code spans (190), whose text is as written, and escapes (180)."""
        md.inlinePatterns.register(_Icon(self._icons, md), "ip_icon", 175)


class _Icon(InlineProcessor):
    def __init__(self, icons: IconSet, md: Markdown) -> None:
        super().__init__(SHORTCODE.pattern, md)
        self._icons = icons

    def handleMatch(  # type: ignore[override] # its stub knows no text as a result
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        """Put the drawing by, as finished HTML."""
        try:
            return self.md.htmlStash.store(self._icons.svg(m[1])), m.start(0), m.end(0)
        except IconError:
            return None, None, None
