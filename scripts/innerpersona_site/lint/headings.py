"""The headings of a page, as Markdown sees them, and the anchors that its parts will have."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_HASHES: Final = re.compile(r"(#{1,6})(.*?)#*")
_UNDERLINE: Final = re.compile(r"[=-]+ *")
_ATTRIBUTE_ID: Final = re.compile(r"\{:?[^{}\n]*?#([\w-]+)[^{}\n]*\}")
_HTML_ID: Final = re.compile(r"<[a-z][^<>]*?\s(?:id|name)\s*=\s*[\"']([^\"'<>]+)[\"']", re.I)
_OWN_ID: Final = re.compile(r"\s\{:?\s*#[\w-]+\s*\}\s*$")
_PLAIN: Final = re.compile(r"(?:(?!--|https?:|\s{2})[^\\`*_\[\]<>{}&!|\x02\x03\n])*")
"""Words in which no Markdown can be, but for quotation marks, which no anchor keeps."""


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """A heading: its level, 1 to 6, its text as written, and its line in the file."""

    level: int
    text: str
    line: int


def find_headings(body: str, blanked: str, first_line: int) -> list[FoundHeading]:
    """Return the headings of a body; `blanked` is the same with code blanked out."""
    found = []
    lines, visible = body.split("\n"), blanked.split("\n")
    for place, line in enumerate(visible):
        hashes = _HASHES.fullmatch(line) if line.startswith("#") else None
        if hashes:
            written = _HASHES.fullmatch(lines[place].rstrip())
            found.append(FoundHeading(len(hashes[1]), (written or hashes)[2].strip(), first_line + place))
        elif (
            place + 1 < len(visible)
            and visible[place + 1][:1] in ("=", "-")
            and line.strip()
            and _UNDERLINE.fullmatch(visible[place + 1])
            and (place == 0 or not visible[place - 1].strip())
        ):
            level = 1 if visible[place + 1].startswith("=") else 2
            found.append(FoundHeading(level, lines[place].strip(), first_line + place))
    return found


@dataclass(frozen=True, slots=True)
class AnchorSources:
    """What a page's anchors come from: its headings, its blocks' fixed anchors, its questions, its works."""

    headings: tuple[FoundHeading, ...]
    fixed: tuple[str, ...]
    questions: tuple[str, ...]
    citations: tuple[str, ...]
    blanked: str


def anchors(sources: AnchorSources) -> frozenset[str] | None:
    """Return the anchors of a page, or None where only rendering can tell: a heading is more than plain words."""
    names = [_written_name(heading.text) for heading in sources.headings]
    if not all(name is not None or attribute for name, attribute in names):
        return None
    fixed = {*sources.fixed, *_HTML_ID.findall(sources.blanked), *_ATTRIBUTE_ID.findall(sources.blanked)}
    used: set[str] = set()
    fixed |= {_unique(f"faq-{slug(question)}", used) for question in sources.questions}
    count: dict[str, int] = {}
    for key in sources.citations:
        count[key] = count.get(key, 0) + 1
        fixed |= {"references", f"ref-{key}", f"cite-{key}-{count[key]}"}
    for name, attribute in names:
        if not attribute:
            _unique(slug(name or ""), fixed)
    return frozenset(fixed)


def _written_name(text: str) -> tuple[str | None, bool]:
    """Return a heading's text as it is read, None where it is Markdown, and whether it has an id of its own."""
    own = _OWN_ID.search(text)
    if own:
        return None, True
    return (text if _PLAIN.fullmatch(text) else None), False


def slug(text: str) -> str:
    """Return plain words as an anchor, as Markdown's table of contents makes it."""
    ascii = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii).strip().lower())


def _unique(name: str, used: set[str]) -> str:
    """Take a name that nothing has yet, with a number after it where it is not the first, as Markdown does."""
    if name in used or not name:
        numbered = re.fullmatch(r"(.*)_([0-9]+)", name, re.S)
        base, number = (numbered[1], int(numbered[2])) if numbered else (name, 0)
        number += 1
        while f"{base}_{number}" in used:
            number += 1
        name = f"{base}_{number}"
    used.add(name)
    return name
