"""The headings of a page, as Markdown sees them, and the anchors that its parts will have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from markdown import Markdown
from markdown.extensions.toc import slugify, unique

from innerpersona_site.content.citations import CITATION

_HASHES: Final = re.compile(r"(#{1,6})(.*?)#*")
_UNDERLINE: Final = re.compile(r"[=-]+ *")
_ATTRIBUTE_ID: Final = re.compile(r"\{:?[^{}\n]*?#([\w-]+)[^{}\n]*\}")
_HTML_ID: Final = re.compile(r"<[a-z][^<>]*?\s(?:id|name)\s*=\s*[\"']([^\"'<>]+)[\"']", re.I)


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
        hashes = _HASHES.fullmatch(line)
        if hashes:
            written = _HASHES.fullmatch(lines[place].rstrip())
            found.append(FoundHeading(len(hashes[1]), (written or hashes)[2].strip(), first_line + place))
        elif (
            line.strip()
            and place + 1 < len(visible)
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
    """Return the anchors of a page, or None where they can't be told without rendering it whole."""
    if any(CITATION.search(heading.text) for heading in sources.headings):
        return None
    fixed = {*sources.fixed, *_HTML_ID.findall(sources.blanked), *_ATTRIBUTE_ID.findall(sources.blanked)}
    used: set[str] = set()
    fixed |= {unique(f"faq-{slugify(question, '-')}", used) for question in sources.questions}
    count: dict[str, int] = {}
    for key in sources.citations:
        count[key] = count.get(key, 0) + 1
        fixed |= {"references", f"ref-{key}", f"cite-{key}-{count[key]}"}
    named = set(_heading_anchors(sources.headings, ()))
    if not named.isdisjoint(fixed):
        named = set(_heading_anchors(sources.headings, fixed))
    return frozenset(fixed | named)


def _heading_anchors(headings: Iterable[FoundHeading], taken: Iterable[str]) -> Iterator[str]:
    """Let Markdown name the headings, beside what has taken its name already; the latter costs most of the time."""
    stand_ins = [f"###### x {{#{name}}}" for name in sorted(taken) if re.fullmatch(r"[\w-]+", name)]
    written = [f"{'#' * heading.level} {heading.text}" for heading in headings]
    md = _markdown()
    md.reset()
    md.convert("\n\n".join([*stand_ins, *written]))
    yield from _names(md.toc_tokens)  # type: ignore[attr-defined]


def _names(tokens: list[dict[str, Any]]) -> Iterator[str]:
    for token in tokens:
        yield token["id"]
        yield from _names(token["children"])


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=["attr_list", "smarty", "toc"])
