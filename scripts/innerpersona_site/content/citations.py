"""The citation syntax of Markdown sources: `[@key]`, `[@one; @two, p. 12]`, `[-@key]`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from innerpersona_site.content.bibtex import KEY

CITATION: Final = re.compile(r"\[(-?@(?:[^\[\]\n]|\n(?![ \t]*\n))*)\](?![\(\[])")
"""A bracketed citation, which may run over a line's end; group 1 is what the brackets hold."""

MENTION: Final = re.compile(r"(?<![\w.@/-])-?@([^\W_][\w:+/.-]*\d{4}\w*)\b")
"""What looks like a bibliography key after an at sign, in brackets or not."""

_PLAIN: Final = r"(?:[^\W_]|[\s.,'’()&%§–—-]|(?<!:)[:+/](?![:+/]))"
"""What a page number is written with: it is printed as typed, so no sign of Markdown or HTML can stand in it."""

_ITEM: Final = re.compile(
    rf"\s*(-?)@({KEY})(?:\s*,\s*((?:pp?|paras?|secs?|chaps?|vols?|figs?|tables?)\b{_PLAIN}+?))?\s*"
)

EXAMPLE: Final = """[@hazan1987romantic]
[@hazan1987romantic; @waters2000attachment, pp. 684–685]
Hazan and Shaver [-@hazan1987romantic]"""


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One work in a citation. The hyphen sets `year_only`; `locator` is `p. 12` or the like, or empty."""

    key: str
    year_only: bool
    locator: str
    offset: int


class CitationSyntaxError(ValueError):
    """A bracketed citation that can't be read; `offset` is the fault's place inside the brackets."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@lru_cache(maxsize=4096)
def parse_citation(content: str) -> tuple[CitedWork, ...]:
    """Parse what a citation's brackets hold; raise CitationSyntaxError where it isn't one."""
    works: list[CitedWork] = []
    offset = 0
    for part in content.split(";"):
        match = _ITEM.fullmatch(part)
        if match is None:
            raise CitationSyntaxError(f'"{" ".join(part.split())}" is not @key or @key, p. 12', offset)
        works.append(
            CitedWork(
                match[2], bool(match[1]), " ".join((match[3] or "").split()), offset + match.start(2) - 1
            )
        )
        offset += len(part) + 1
    if len(works) > 1 and any(work.year_only for work in works):
        raise CitationSyntaxError("the form with a hyphen takes one work only", 0)
    return tuple(works)
