"""The plain text of inline tokens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from markdown_it.token import Token

_SPOKEN: Final = frozenset(("text", "code_inline", "abbreviation", "math_inline"))


def plain_text(children: Iterable[Token]) -> str:
    """Return what a reader reads, without citations, icons and marks of footnotes."""
    parts = []
    for child in children:
        if child.type in _SPOKEN:
            parts.append(child.content)
        elif child.type == "image":
            parts.append(plain_text(child.children or ()))
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return " ".join("".join(parts).split())
