"""Every word that a person reads: from TOML, with citations, links and emphasis set apart for templates to mark.

Texts hold named placeholders, $name, so that their order of words is theirs. Whatever is put in is taken as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from innerpersona_quiz.instruments import instrument_folder, load, sound_ids
from innerpersona_quiz.resources import package_folder, parse_toml, read_text

# A citation, {li2012how}, with the space before it; a link, [words](articles/secure-attachment.md#a-part); **strong**,
# ~quiet~, ^number^ and `code`.
_MARKS = re.compile(
    r"\s*\{(?P<key>[a-z0-9]+)\}"
    r"|\[(?P<words>[^][]+)\]\((?P<page>[a-z0-9/-]+)\.md(?P<part>#[\w-]+)?\)"
    r"|\*\*(?P<strong>[^*]+)\*\*|~(?P<quiet>[^~]+)~|\^(?P<number>[^^]+)\^|`(?P<code>[^`]+)`"
)
_BLANK = re.compile(r"\$([a-z]+)")

PACKAGE_TEXTS = (
    "comparison",
    "errors",
    "exchange",
    "firmness",
    "history",
    "reading",
    "report",
    "response_scales",
    "results",
    "words",
)
"""The text files of the package, besides those of kinds and of questionnaires."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text.

    With `key` it is a citation, `text` being how it is printed, "Li & Chan, 2012". With `page` it is a link: the
    address of a page of the site below its home page, "articles/secure-attachment/#a-part". `style` is "strong",
    "quiet", "number", "code" or empty.
    """

    text: str
    key: str = ""
    page: str = ""
    style: str = ""


type Passage = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A cited work as the report prints it; `key` is its entry in the bibliography."""

    key: str
    short: str
    full: str


@cache
def package_texts(name: str) -> dict[str, Any]:
    """Return a text file of the package, for instance "firmness" or "kinds/plane/texts"; do not change it."""
    return parse_toml(read_text(f"{name if '/' in name else f'texts/{name}'}.toml"))


def text_files() -> Iterator[str]:
    """Yield the path of every text file: those of this package, of its kinds, and of all sound questionnaires."""
    for name in PACKAGE_TEXTS:
        yield f"{package_folder()}/texts/{name}.toml"
    for kind in sorted({load(id).instrument.kind for id in sound_ids()}):
        yield f"{package_folder()}/kinds/{kind}/texts.toml"
    for id in sound_ids():
        yield f"{instrument_folder(id)}/texts.toml"


def fill(text: str, values: Mapping[str, object]) -> str:
    """Return a text with each $name replaced; KeyError for a name without a value."""
    pieces = _pieces(text)
    if len(pieces) == 1:
        return text
    # Literal stretches and names take turns.
    return "".join([str(values[piece]) if place % 2 else piece for place, piece in enumerate(pieces)])


@cache
def _pieces(text: str) -> tuple[str, ...]:
    """Return the stretches of a text between its placeholders, and these names."""
    return tuple(_BLANK.split(text))


@cache
def _marked(text: str) -> "Passage":
    """Return a text split at its marks; of a citation only the key is there yet."""
    segments = []
    end = 0
    for mark in _MARKS.finditer(text):
        if mark.start() > end:
            segments.append(Segment(text[end : mark.start()]))
        end = mark.end()
        if key := mark["key"]:
            segments.append(Segment("", key=key))
        elif mark["words"]:
            segments.append(Segment(mark["words"], page=f"{mark['page']}/{mark['part'] or ''}"))
        else:
            style = mark.lastgroup or ""
            segments.append(Segment(mark[style], style=style))
    if end < len(text):
        segments.append(Segment(text[end:]))
    return tuple(segments)


def plain(passage: "Passage") -> str:
    """Return a passage without its marks."""
    return "".join(segment.text for segment in passage)


def in_a_row(*passages: "Passage") -> "Passage":
    """Return passages as one, a space between each two."""
    row: list[Segment] = []
    for passage in passages:
        row += [Segment(" "), *passage] if row else passage
    return tuple(row)


def _filled(passage: "Passage", values: Mapping[str, object]) -> "Passage":
    return tuple(
        Segment(fill(segment.text, values), segment.key, segment.page, segment.style)
        if "$" in segment.text
        else segment
        for segment in passage
    )


@dataclass(slots=True)
class Writer:
    """Hands out texts and remembers which sources they cite.

    `layers` are tables of texts, the first that has a text wins: a questionnaire's own words, those of its kind, those
    of all reports. `works` are tables of sources, each with `short` and `full`.
    """

    layers: tuple[dict[str, Any], ...]
    works: tuple[dict[str, Any], ...] = ()
    cited: list[str] = field(default_factory=list)

    def plain(self, /, *path: str, **values: object) -> str:
        """Return a text without its marks, filled if values are given; KeyError if there is none at that path."""
        value = self._at(path)
        if not isinstance(value, str):
            raise KeyError(".".join(path))
        return fill(value, values) if values else value

    def has(self, *path: str) -> bool:
        """Return whether there is a text, or a table of texts, at that path."""
        return self._found(path) is not None

    def passage(self, /, *path: str, **values: object) -> "Passage":
        """Return the text at that path, split at its marks, and filled if values are given; KeyError if there is none.

        What is put in is taken as it is: braces in it are no citation.
        """
        found = self._split(self.plain(*path))
        return _filled(found, values) if values else found

    def passages(self, /, *path: str, **values: object) -> "tuple[Passage, ...]":
        """Return the list of texts at that path, each as `passage` returns it."""
        found = (self._split(text) for text in self._at(path))
        return tuple(_filled(one, values) if values else one for one in found)

    def listed(self, *path: str) -> Any:
        """Return whatever stands at that path: a list or a table."""
        return self._at(path)

    def sources(self) -> "tuple[Source, ...]":
        """Return the works cited so far, in the order of a reference list."""
        entries = (Source(key, self._work(key)["short"], self._work(key)["full"]) for key in set(self.cited))
        return tuple(sorted(entries, key=lambda source: source.full))

    def _work(self, key: str) -> Any:
        return next(works[key] for works in self.works if key in works)

    def _found(self, path: tuple[str, ...]) -> Any:
        for layer in self.layers:
            value: Any = layer
            for part in path:
                value = value.get(part) if isinstance(value, dict) else None  # parsed TOML: no other mapping
            if value is not None:
                return value
        return None

    def _at(self, path: tuple[str, ...]) -> Any:
        value = self._found(path)
        if value is None:
            raise KeyError(".".join(path))
        return value

    def _split(self, text: str) -> "Passage":
        found = _marked(text)
        keys = [segment.key for segment in found if segment.key]
        if not keys:
            return found
        self.cited += keys
        return tuple(
            replace(segment, text=self._work(segment.key)["short"]) if segment.key else segment
            for segment in found
        )


def package_writer(name: str) -> Writer:
    """Return a writer of one of the package's text files."""
    texts = package_texts(name)
    return Writer((texts,), (texts.get("sources", {}),))


def report_writer(instrument_id: str, kind: str) -> Writer:
    """Return a writer of a questionnaire's report: its own words, those of its kind, and those of every report."""
    own = load(instrument_id).texts
    layers = (own.get("report", {}), package_texts(f"kinds/{kind}/texts"), package_texts("report"))
    return Writer(layers, (own.get("sources", {}), package_texts("report").get("sources", {})))
