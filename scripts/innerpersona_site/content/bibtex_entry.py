"""New entries of the bibliography, made from what Crossref and Open Library know of a work, or to be filled in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final

from innerpersona_site.content.slugs import slug as slug_of

FINDING: Final = "‹What the work found, in your own words, and [figures verified] or [no figures].›"

_TYPES: Final = {
    "journal-article": "article",
    "book": "book", "monograph": "book", "edited-book": "book", "reference-book": "book",
    "book-chapter": "incollection", "book-section": "incollection", "reference-entry": "incollection",
    "proceedings-article": "inproceedings",
    "dissertation": "phdthesis",
    "report": "report", "report-component": "report",
}  # fmt: skip
"""From a type of Crossref to one of BibTeX; all others are pages of the web."""

_PUBLISHER: Final = {"phdthesis": "school", "report": "institution", "article": "", "misc": ""}
"""What the publisher is called, or that it isn't printed; in other entries it is `publisher`."""

_FORMS: Final = {
    "article": ("author", "title", "journal", "year", "volume", "number", "pages"),
    "book": ("author", "title", "year", "edition", "publisher"),
}
_WORDS: Final = {
    "author": "‹Family, Given and Family, Given›",
    "title": "‹The Title of the Work›",
    "journal": "‹Name of the Journal›",
    "year": "‹2010›",
    "volume": "‹12›",
    "number": "‹3›",
    "pages": "‹45--67›",
    "edition": "‹2›",
    "publisher": "‹Name of the Publisher›",
}
_UNTOLD: Final = frozenset(
    ("a", "an", "the", "on", "of", "in", "and", "for", "to", "is", "what", "how", "why", "do", "does")
)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that is to be written: its type in BibTeX, its fields in their order, what its key is made from."""

    type: str
    fields: Mapping[str, str]
    family: str = ""
    words: tuple[str, ...] = field(default=())

    def key(self, taken: Collection[str]) -> str:
        """Return a key that is not taken: family name, year, first word of the title."""
        year = self.fields.get("year", "")[:4]
        word = next((word for word in self.words if word not in _UNTOLD), "")
        stem = (slug_of(self.family, "") or "anonymous") + year + word
        return next(key for key in _variants(stem) if key not in taken)

    def text(self, key: str) -> str:
        """Return the entry as BibTeX, not verified, with the finding still to be written."""
        fields = {**self.fields, "verified": "no", "finding": FINDING}
        width = max(map(len, fields))
        lines = ",\n".join(f"  {name:<{width}} = {{{value}}}" for name, value in fields.items() if value)
        return f"@{self.type}{{{key},\n{lines}\n}}\n"


def _variants(stem: str) -> Iterable[str]:
    yield stem
    for number in range(2, 1000):
        yield f"{stem}-{number}"


def blank_entry(doi: str = "", isbn: str = "") -> NewEntry:
    """Return an entry to be filled in by hand: an article's where there is a DOI, else a book's."""
    kind = "article" if doi else "book"
    return NewEntry(kind, {name: _WORDS[name] for name in _FORMS[kind]} | {"doi": doi, "isbn": isbn})


def from_crossref(record: Mapping[str, Any]) -> NewEntry:
    """Return an entry from the `message` that Crossref answers with for a DOI."""
    kind = _TYPES.get(str(record.get("type", "")), "misc")
    authors, editors = _people(record.get("author")), _people(record.get("editor"))
    title = ": ".join(filter(None, (_first(record.get("title")), _first(record.get("subtitle")))))
    container = _first(record.get("container-title"))
    publisher = _plain(str(record.get("publisher", "")))
    fields = {
        "author": " and ".join(map(_bibtex_name, authors)),
        "editor": " and ".join(map(_bibtex_name, editors)) if kind in ("book", "incollection") else "",
        "title": _escaped(title),
        "journal": _escaped(container) if kind == "article" else "",
        "booktitle": _escaped(container) if kind in ("incollection", "inproceedings") else "",
        "year": _year(record),
        "volume": _escaped(str(record.get("volume", ""))),
        "number": _escaped(str(record.get("issue", ""))) if kind == "article" else "",
        "pages": _escaped(str(record.get("page", ""))).replace("-", "--"),
        "eid": _escaped(str(record.get("article-number", "")))
        if kind == "article" and not record.get("page")
        else "",
        "edition": _escaped(str(record.get("edition-number", ""))),
        _PUBLISHER.get(kind, "publisher"): _escaped(publisher),
        "doi": str(record.get("DOI", "")),
        "isbn": _first(record.get("ISBN")) if kind == "book" else "",
    }
    return _entry(kind, fields, authors or editors, title)


def from_open_library(record: Mapping[str, Any], isbn: str) -> NewEntry:
    """Return an entry from what Open Library answers with for an ISBN (`jscmd=data`)."""
    authors = [{"name": _plain(str(author.get("name", "")))} for author in _records(record.get("authors"))]
    title = ": ".join(
        filter(None, (_plain(str(record.get("title", ""))), _plain(str(record.get("subtitle", "")))))
    )
    year = re.search(r"\b[12]\d{3}\b", str(record.get("publish_date", "")))
    publishers = [_plain(str(publisher.get("name", ""))) for publisher in _records(record.get("publishers"))]
    fields = {
        "author": " and ".join(_inverted(author["name"]) for author in authors),
        "title": _escaped(title),
        "year": year.group() if year else "",
        "publisher": _escaped(publishers[0]) if publishers else "",
        "isbn": isbn,
    }
    family = [{"family": _inverted(author["name"]).partition(",")[0]} for author in authors]
    return _entry("book", fields, family, title)


def _entry(kind: str, fields: Mapping[str, str], people: list[dict[str, str]], title: str) -> NewEntry:
    first = people[0] if people else {}
    words = tuple(slug_of(title).split("-"))
    return NewEntry(
        kind,
        {name: value for name, value in fields.items() if name and value},
        first.get("family") or first.get("name", ""),
        words,
    )


def _people(listed: Any) -> list[dict[str, str]]:
    names = ("family", "given", "suffix", "name")
    people = [
        {name: _plain(str(person[name])) for name in names if person.get(name)} for person in _records(listed)
    ]
    return [person for person in people if person.get("family") or person.get("name")]


def _bibtex_name(person: Mapping[str, str]) -> str:
    family = _escaped(person.get("family", ""))
    if not family:
        return f"{{{_escaped(person['name'])}}}"
    # Several words are one family name here, which braces say.
    family = f"{{{family}}}" if " " in family and family[0].isupper() else family
    return ", ".join(
        filter(None, (family, _escaped(person.get("suffix", "")), _escaped(person.get("given", ""))))
    )


def _inverted(name: str) -> str:
    """Return a name that is written in its natural order as BibTeX has it, without a guess at where it divides."""
    words = _escaped(name).split()
    if len(words) == 2 and all(word[0].isupper() for word in words):
        return f"{words[1]}, {words[0]}"
    return " ".join(words)


def _year(record: Mapping[str, Any]) -> str:
    for name in ("published-print", "published", "issued", "published-online"):
        date = record.get(name)
        parts = date.get("date-parts") if isinstance(date, Mapping) else None
        if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] and parts[0][0]:
            return str(parts[0][0])
    return ""


def _first(value: Any) -> str:
    found = value[0] if isinstance(value, list) and value else value
    return _plain(str(found)) if found else ""


def _records(value: Any) -> list[Mapping[str, Any]]:
    return [record for record in value if isinstance(record, Mapping)] if isinstance(value, list) else []


def _plain(text: str) -> str:
    return " ".join(unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", text)).split())


def _escaped(text: str) -> str:
    """Return a text as BibTeX takes it; braces and backslashes, which it could not hold, go."""
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", text)).replace("~", " ")
