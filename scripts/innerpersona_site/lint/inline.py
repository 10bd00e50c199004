"""Find citations, links and images in a page's Markdown, with line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Final, NamedTuple

from innerpersona_site.content.citations import (
    CITATION,
    EXAMPLE,
    MENTION,
    CitationSyntaxError,
    parse_citation,
)
from innerpersona_site.diagnostics import Diagnostic, Severity

_LINK: Final = re.compile(r"\[(?<!!\[)(?:[^\[\]]++|\[[^\[\]]*+\])*+\]\(\s*<?([^\s)>]+)")
_DEFINITION: Final = re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*<?([^\s>]+)", re.M)
_AUTOLINK: Final = re.compile(r"<(https?://[^\s<>]+)>")
_HTML_LINK: Final = re.compile(r"<a\b[^<>]*?\shref\s*=\s*[\"']([^\"'<>]+)[\"']", re.I)
_LINKS: Final = (("](", _LINK), ("]:", _DEFINITION), ("<http", _AUTOLINK), ("<", _HTML_LINK))
"""Each way to write a link, and what a text must hold to have one."""
_IMAGE: Final = re.compile(r"!\[((?:[^\[\]]++|\[[^\[\]]*+\])*+)\]\(\s*<?([^\s)>]+)")
_HTML_IMAGE: Final = re.compile(r"<img\b([^<>]*)>", re.I)
_SOURCE: Final = re.compile(r"\ssrc\s*=\s*[\"']([^\"']+)[\"']", re.I)
_ALT: Final = re.compile(r"\salt\s*=", re.I)


LOST: Final = "\ufffd"
"""What a decoder puts in the place of bytes that are no character."""


class FoundCitation(NamedTuple):
    """One work cited at one place."""

    key: str
    line: int
    column: int


class FoundLink(NamedTuple):
    """The target of a link, and where it stands; `html` where it is written as an <a> element."""

    href: str
    line: int
    column: int
    html: bool = False


class FoundImage(NamedTuple):
    """An image; `described` says whether it has a text alternative, or is marked as decoration in HTML.

    `markdown` says whether it is written in Markdown rather than as an <img> element.
    """

    src: str
    described: bool
    line: int
    column: int
    markdown: bool = True


class Places:
    """Turns positions in a text into lines and columns, counted from 1; the text's first line is `first_line`."""

    def __init__(self, text: str, first_line: int) -> None:
        self._first_line = first_line
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def __call__(self, position: int) -> tuple[int, int]:
        """Return the line and the column of a position."""
        line = bisect_right(self._starts, position) - 1
        return self._first_line + line, position - self._starts[line] + 1


def find_citations(blanked: str, first_line: int, path: str) -> tuple[list[FoundCitation], list[Diagnostic]]:
    """Return the citations of a body whose code is blanked out, and those that can't be read."""
    found: list[FoundCitation] = []
    faults: list[Diagnostic] = []
    place = Places(blanked, first_line)
    starts, ends = [], []
    for match in CITATION.finditer(blanked):
        starts.append(match.start())
        ends.append(match.end())
        try:
            works = parse_citation(match[1])
        except CitationSyntaxError as fault:
            line, column = place(match.start(1) + fault.offset)
            faults.append(_unreadable(path, line, column, f"this citation can't be read: {fault}"))
            continue
        cited: set[str] = set()
        for work in works:
            line, column = place(match.start(1) + work.offset)
            found.append(FoundCitation(work.key, line, column))
            if work.key in cited:
                message = f'"{work.key}" is cited twice in one pair of brackets'
                hint = "Name it once, with both places: [@hazan1987romantic, pp. 511, 518]"
                faults.append(
                    Diagnostic("citation-duplicate", Severity.WARNING, path, line, column, message, hint)
                )
            cited.add(work.key)
    if blanked.count("@") == sum(blanked.count("@", *span) for span in zip(starts, ends, strict=True)):
        return found, faults
    for match in MENTION.finditer(blanked):
        before = bisect_right(starts, match.start())
        if not before or match.start() >= ends[before - 1]:
            line, column = place(match.start())
            message = f'"{match[0]}" is not in brackets of its own, so it is no citation'
            faults.append(_unreadable(path, line, column, message))
    return found, faults


def find_lost_letters(text: str, path: str) -> list[Diagnostic]:
    """Return the first U+FFFD of a file, which stands for what is not UTF-8 in it."""
    position = text.find(LOST)
    if position < 0:
        return []
    message = f'"{LOST}" stands where a letter was lost: the file was not saved as UTF-8'
    hint = "Choose UTF-8 where your editor saves, and type the letter again, for example: Flückiger"
    return [Diagnostic("file-encoding", Severity.ERROR, path, *Places(text, 1)(position), message, hint)]


def find_links(blanked: str, first_line: int) -> list[FoundLink]:
    """Return the links of a body whose code is blanked out, in the order of the text."""
    place = Places(blanked, first_line)
    found = [
        (match.start(1), FoundLink(match[1], *place(match.start(1)), html=pattern is _HTML_LINK))
        for needed, pattern in _LINKS
        if needed in blanked
        for match in pattern.finditer(blanked)
    ]
    return [link for _, link in sorted(found, key=lambda pair: pair[0])]


def find_images(blanked: str, first_line: int) -> list[FoundImage]:
    """Return the images of a body whose code is blanked out."""
    if "![" not in blanked and "<" not in blanked:
        return []
    place = Places(blanked, first_line)
    found = [
        FoundImage(match[2], bool(match[1].strip()), *place(match.start()))
        for match in _IMAGE.finditer(blanked)
    ]
    for match in _HTML_IMAGE.finditer(blanked):
        source = _SOURCE.search(match[1])
        described = bool(_ALT.search(match[1]))
        found.append(FoundImage(source[1] if source else "", described, *place(match.start()), False))
    return found


def _unreadable(path: str, line: int, column: int, message: str) -> Diagnostic:
    hint = f"Write one of:\n{EXAMPLE}"
    return Diagnostic("citation-syntax", Severity.ERROR, path, line, column, message, hint)
