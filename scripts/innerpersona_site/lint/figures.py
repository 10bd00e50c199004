"""Figures in prose: what a sentence must have been found to say before it may be cited."""

from __future__ import annotations

import re
from typing import Final

_PERCENT: Final = re.compile(r"\b(?:percent|per cent)\b|%")
_NUMBER: Final = re.compile(r"(?<![\w.,-])\.?\d[\d.,]*(?!\w)")
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d[.,]*")
_MONTH: Final = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b"
)


def find_figure(visible: str) -> str | None:
    """Return the first figure of a sentence, None where it has none; a year and a date are no figures."""
    for match in _NUMBER.finditer(visible):
        after = visible[match.end() :].lstrip()
        if _MONTH.match(after):
            continue
        if _PERCENT.match(after) or not _YEAR.fullmatch(match[0]):
            return match[0].rstrip(".,")
    if "cent" not in visible:  # spares nearly every sentence a pattern that begins at each of its letters
        return None
    percent = re.search(r"([^\W\d_-]+(?:-[^\W\d_]+)?) (?:percent|per cent)\b", visible)
    return percent[0] if percent else None
