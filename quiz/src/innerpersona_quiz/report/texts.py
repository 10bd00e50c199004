"""What reports say: read from TOML, with citations and links set apart so that templates can mark them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from innerpersona_quiz.resources import parse_toml, read_text

# A citation, {li2012how}, with the space before it; or a link, [words](articles/secure-attachment.md#a-part).
_MARKS = re.compile(
    r"\s*\{(?P<key>[a-z0-9]+)\}|\[(?P<words>[^][]+)\]\((?P<page>[a-z0-9/-]+)\.md(?P<part>#[\w-]+)?\)"
)
_BLANK = re.compile(r"\$([a-z]+)")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text.

    With `key` it is a citation, `text` being how it is printed, "Li & Chan, 2012". With `page` it is a link: the
    address of a page of the site below its home page, "articles/secure-attachment/#a-part".
    """

    text: str
    key: str = ""
    page: str = ""


type Passage = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A cited work as the report prints it; `key` is its entry in the bibliography."""

    key: str
    short: str
    full: str


@cache
def report_texts(instrument_id: str) -> dict[str, Any]:
    """Return the parsed text file of an instrument's report; OSError if it has none. Do not change it."""
    return parse_toml(read_text(f"report/texts/{instrument_id}.toml"))


def in_a_row(*passages: Passage) -> Passage:
    """Return passages as one, a space between each two."""
    row: list[Segment] = []
    for passage in passages:
        row += [Segment(" "), *passage] if row else passage
    return tuple(row)


def _filled(passage: Passage, values: Mapping[str, str]) -> Passage:
    return tuple(
        replace(segment, text=_BLANK.sub(lambda found: values[found[1]], segment.text)) for segment in passage
    )


@dataclass(slots=True)
class Writer:
    """Hands out the texts of one report and remembers which sources they cite."""

    texts: dict[str, Any]
    cited: list[str] = field(default_factory=list)

    def plain(self, *path: str) -> str:
        """Return a text without citations and links; KeyError if there is none at that path."""
        value = self._at(path)
        if not isinstance(value, str):
            raise KeyError(".".join(path))
        return value

    def passage(self, *path: str) -> Passage:
        """Return the text at that path, split at its citations and links; KeyError if there is none."""
        return self._split(self.plain(*path))

    def filled(self, *path: str, **values: str) -> Passage:
        """Return the passage at that path with each $name replaced; KeyError for a name without a value.

        What is put in is taken as it is: braces in it are no citation.
        """
        return _filled(self.passage(*path), values)

    def passages(self, *path: str, **values: str) -> tuple[Passage, ...]:
        """Return the list of texts at that path, each split as `passage` does, and filled if values are given."""
        found = (self._split(text) for text in self._at(path))
        return tuple(_filled(one, values) if values else one for one in found)

    def sources(self) -> tuple[Source, ...]:
        """Return the works cited so far, in the order of a reference list."""
        entries = (
            Source(key, self.texts["sources"][key]["short"], self.texts["sources"][key]["full"])
            for key in set(self.cited)
        )
        return tuple(sorted(entries, key=lambda source: source.full))

    def _at(self, path: tuple[str, ...]) -> Any:
        value: Any = self.texts
        for part in path:
            value = value[part]
        return value

    def _split(self, text: str) -> Passage:
        segments = []
        end = 0
        for mark in _MARKS.finditer(text):
            if mark.start() > end:
                segments.append(Segment(text[end : mark.start()]))
            end = mark.end()
            if key := mark["key"]:
                self.cited.append(key)
                segments.append(Segment(self.texts["sources"][key]["short"], key=key))
            else:
                segments.append(Segment(mark["words"], page=f"{mark['page']}/{mark['part'] or ''}"))
        if end < len(text):
            segments.append(Segment(text[end:]))
        return tuple(segments)
