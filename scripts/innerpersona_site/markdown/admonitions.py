"""Notes beside the text: MkDocs' `!!! note` and `??? note`, GitHub's `> [!NOTE]`, and `/// note`."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Final

from innerpersona_site.markdown.holes import Phrase

if TYPE_CHECKING:
    from markdown_it.token import Token

    from innerpersona_site.markdown.compiler import Compiler

KINDS: Final = {
    "note": "note",
    "info": "note",
    "abstract": "note",
    "summary": "note",
    "todo": "note",
    "question": "note",
    "example": "note",
    "quote": "note",
    "tip": "tip",
    "hint": "tip",
    "success": "tip",
    "important": "important",
    "warning": "warning",
    "attention": "warning",
    "caution": "danger",
    "failure": "danger",
    "danger": "danger",
    "error": "danger",
    "bug": "danger",
}
"""What an admonition may be called, and which of the looks it has."""


class Admonition:
    """One note: its kind, and its title; None for that of its kind, "" for none. It may be folded, and open at first."""

    def __init__(
        self, kind: str, title: str | None, folded: bool = False, opened: bool = False, named: bool = True
    ) -> None:
        self.title = title
        self._kind = kind if kind in KINDS else "note"
        self._folded = folded
        self._opened = opened
        self._named = named

    def begin(self, writer: Compiler) -> None:
        """Write its start, and the title unless that is Markdown."""
        css_class = f"ip-note ip-note--{KINDS[self._kind]}"
        if self._folded:
            writer.write(f'<details class="{css_class}"{" open" if self._opened else ""}>')
        else:
            writer.write(f'<div class="{css_class}" role="note">\n')
        if self.title is None or (self._folded and not self.title):
            self._write_title(writer, None)

    def write_title(self, writer: Compiler, children: Iterable[Token]) -> None:
        """Write a title of the writer's own."""
        self._write_title(writer, children)

    def end(self, writer: Compiler) -> None:
        """Write its end."""
        writer.write("</details>\n" if self._folded else "</div>\n")

    def _write_title(self, writer: Compiler, children: Iterable[Token] | None) -> None:
        tag = "summary" if self._folded else "p"
        writer.write(f'<{tag} class="ip-note__title">')
        if children is None:
            writer.write(Phrase(f"blocks.admonition.{self._kind}"))
        else:
            writer.inline(children)
        writer.write(f"</{tag}>\n")


def is_kind(name: str) -> bool:
    """Whether an admonition may be called so."""
    return escape(name.lower()) in KINDS
