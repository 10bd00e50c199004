"""The fields of a BibTeX entry as CSL-JSON, each checked where it is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from innerpersona_site.content.bibtex import EXAMPLE, BibtexEntry, BibtexFault
from innerpersona_site.content.latex import LatexError, decode, typographic, without_braces
from innerpersona_site.content.person_names import Name, read_names
from innerpersona_site.content.sentence_case import in_capitals, sentence_case
from innerpersona_site.diagnostics import did_you_mean


@dataclass(frozen=True, slots=True)
class Type:
    """What an entry of one type becomes: its CSL type, the fields that it must have, and what it is called."""

    csl: str
    required: tuple[str, ...]
    genre: str = ""


_BOOK: Final = Type("book", ("author or editor", "title", "year", "publisher"))
_CHAPTER: Final = Type("chapter", ("author", "title", "year", "booktitle", "publisher"))
_PAPER: Final = Type("chapter", ("author", "title", "year", "booktitle"))
_THESIS: Final = Type("thesis", ("author", "title", "year", "school"), "doctoral dissertation")
_REPORT: Final = Type("report", ("author", "title", "year", "institution or publisher"))
_PAGE: Final = Type("webpage", ("author", "title", "year", "url"))

TYPES: Final = {
    "article": Type("article-journal", ("author", "title", "year", "journal")),
    "book": _BOOK, "collection": _BOOK, "proceedings": _BOOK,
    "incollection": _CHAPTER, "inproceedings": _PAPER, "conference": _PAPER,
    "phdthesis": _THESIS, "thesis": _THESIS, "mastersthesis": Type(_THESIS.csl, _THESIS.required, "master’s thesis"),
    "techreport": _REPORT, "report": _REPORT,
    "misc": _PAGE, "online": _PAGE, "unpublished": _PAGE,
}  # fmt: skip
"""By the type in BibTeX."""

_ALIASES: Final = {
    "journaltitle": "journal", "date": "year", "institution": "school", "eprinttype": "archiveprefix", "issue": "number",
}  # fmt: skip
"""Names that BibLaTeX gives to fields of BibTeX, and what stands for what."""

_FORMS: Final = {
    "author": "author = {Family, Given and Family, Given},",
    "author or editor": "author = {Family, Given and Family, Given}, or editor = {Family, Given},",
    "title": "title = {The Title of the Work},",
    "year": "year = {2010}, or {in press}, or {n.d.} for a work without a date",
    "journal": "journal = {Name of the Journal},",
    "booktitle": "booktitle = {Title of the Book},",
    "publisher": "publisher = {Name of the Publisher},",
    "school": "school = {Name of the University},",
    "institution or publisher": "institution = {Name of the Institution},",
    "url": "url = {https://…},",
    "verified": "verified = {no}, until somebody has checked the entry in another place; then {yes}",
    "finding": "finding = {What the work found, in your own words. [no figures]}",
}
_PRINTED: Final = {"volume": "volume", "number": "issue", "publisher": "publisher"}
PUBMED: Final = "https://pubmed.ncbi.nlm.nih.gov/"
"""Where a work with a number in PubMed is found, below that number."""

_DOI: Final = re.compile(r"10\.\d[\d.]*/\S+")
_DOI_PREFIX: Final = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*", re.I)
_ARXIV: Final = re.compile(r"(?:arxiv:)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?", re.I)
_HTML: Final = re.compile(r"</?(?:i|b|em|strong|su[bp]|scp|span|p|jats:\w+)\b[^<>]*>|&(?:\w{2,8}|#\d+);")
_ORDINALS: Final = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)


class EntryReader:
    """Reads one entry; `faults` are what is wrong with it."""

    def __init__(self, entry: BibtexEntry) -> None:
        self._entry = entry
        self.faults: list[BibtexFault] = []
        self._fields = {name: value for name, value in entry.fields.items() if value.strip()}
        for alias, name in _ALIASES.items():
            if alias in self._fields:
                self._fields.setdefault(name, self._fields[alias])

    def read(self) -> dict[str, Any]:
        """Return the entry as CSL-JSON; it is of use where there are no faults."""
        kind = TYPES.get(self._entry.type)
        if kind is None:
            close = did_you_mean(self._entry.type, TYPES)
            message = f'"{self._entry.key}" is of the type "{self._entry.type}"{close}'
            self._fault(
                "bibliography-type",
                "",
                message,
                f"The types are {', '.join(TYPES)}. A valid entry:\n{EXAMPLE}",
            )
            return {}
        csl: dict[str, Any] = {"id": self._entry.key, "type": kind.csl}
        arxiv = self._read_arxiv(csl)
        for name in (*kind.required, "verified", "finding"):
            if not (arxiv and name == "url") and not any(part in self._fields for part in name.split(" or ")):
                message = f'"{self._entry.key}" has no {name}'
                self._fault("bibliography-field", "", message, f"Add its own, in this form: {_FORMS[name]}")
        self._read_notes()
        self._read_creators(csl)
        self._read_texts(csl)
        self._read_date(csl)
        self._read_identifiers(csl)
        self._read_genre(csl, kind)
        return csl

    def _read_genre(self, csl: dict[str, Any], kind: Type) -> None:
        if kind.genre:
            published = "DOI" in csl or "URL" in csl
            csl["genre"] = kind.genre.capitalize() if published else f"Unpublished {kind.genre}"
        elif csl["type"] == "report" and "type" in self._fields:
            csl["genre"] = self._text("type")
        if csl["author"] == [{"literal": csl.get("publisher")}]:
            del csl["publisher"]  # APA names it once

    def _read_notes(self) -> None:
        verified, finding = self._fields.get("verified", "yes").strip(), self._fields.get("finding", "")
        if verified not in ("yes", "no"):
            message = f'verified is "{verified}"; it must be yes or no'
            self._field_fault("verified", message, f"Write: {_FORMS['verified']}")
        for field, value in {**self._fields, "finding": finding}.items():
            if "‹" in value:
                form = _FORMS.get(field, f"{field} = {{…}}, or leave the line out")
                self._field_fault(field, f"its {field} is still to be written", f"Write: {form}")

    def _read_creators(self, csl: dict[str, Any]) -> None:
        authors = self._names("author") if "author" in self._fields else []
        editors = self._names("editor") if "editor" in self._fields else []
        csl["author"] = authors or editors
        if csl["type"] == "chapter" and editors:
            csl["editor"] = editors
        elif not authors and editors:
            csl["edited"] = True

    def _names(self, field: str) -> list[Name]:
        names, faults = read_names(self._decoded(field))
        for fault in faults:
            message = f'"{self._entry.key}": {field}: {fault.message}'
            remedy = f"Write: {field} = {{{fault.right}}},"
            if fault.doubtful:
                self._fault("bibliography-doubt", field, message, remedy, doubtful=True)
            else:
                self._fault("bibliography-name", field, message, remedy)
        return names

    def _read_texts(self, csl: dict[str, Any]) -> None:
        if "title" in self._fields:
            csl["title"] = self._title("title")
        if "booktitle" in self._fields and csl["type"] == "chapter":
            csl["container-title"] = self._title("booktitle")
        if "journal" in self._fields and csl["type"] == "article-journal":
            csl["container-title"] = self._text("journal")
        csl |= {name: self._text(field) for field, name in _PRINTED.items() if field in self._fields}
        if "pages" in self._fields:
            pages = re.sub(r"^pp?\.?\s+", "", self._text("pages"))
            csl["page"] = re.sub(r"(?<=\w)\s*[-‐‑–—]+\s*(?=\w)", "–", pages)
        elif "eid" in self._fields:
            csl["page"] = f"Article {self._text('eid')}"
        if csl["type"] in ("thesis", "report"):
            csl["publisher"] = self._text("school") if "school" in self._fields else csl.get("publisher", "")
            csl |= {"number": csl.pop("issue")} if "issue" in csl else {}
        if "edition" in self._fields and csl["type"] in ("book", "chapter"):
            edition = self._edition(self._text("edition"))
            csl |= {"edition": edition} if edition else {}

    def _title(self, field: str) -> str:
        title = typographic(self._decoded(field)).rstrip()
        if in_capitals(title):
            message = "the title is in capitals, which hides its names and abbreviations"
            self._field_fault(
                field, message, f"Type it as a title is written: {field} = {{The Title of the Work}},"
            )
        cased = re.sub(r"(?<!\.)(?<!\b[A-Z])\.$", "", sentence_case(title))
        return self._without_markup(field, " ".join(cased.split()))

    def _text(self, field: str) -> str:
        return self._without_markup(field, without_braces(typographic(self._decoded(field))))

    def _without_markup(self, field: str, text: str) -> str:
        if markup := _HTML.search(text):
            message = f"{field} holds the HTML {markup.group()}"
            self._field_fault(field, message, "Write the words and characters alone.")
        elif not any(map(str.isalnum, text)):
            form = _FORMS.get(field, f"{field} = {{…}},")
            self._field_fault(field, f"{field} is empty", f"Add its own, in this form: {form}")
        return text

    def _decoded(self, field: str) -> str:
        try:
            return decode(self._fields[field])
        except LatexError as fault:
            message = f"{field} holds the LaTeX command {fault.command}"
            remedy = (
                "Write the character itself, such as ü or –, and no formula: author = {Flückiger, Christoph},"
            )
            self._fault("bibliography-latex", field, f'"{self._entry.key}": {message}', remedy)
            return without_braces(self._fields[field].replace("\\", ""))

    def _edition(self, text: str) -> str:
        """Return an edition as a number, or as `Rev. ed.`; nothing for a first one, which APA leaves out."""
        words = re.sub(r"\W+", " ", text.lower()).split()
        words = [word for word in words if word not in ("edition", "ed", "edn", "the")]
        revised = [word for word in words if word.startswith("rev")]
        numbers = [_number(word) for word in words if word not in revised]
        if len(numbers) > 1 or None in numbers or not (numbers or revised):
            remedy = "Write its number: edition = {2}, or, where it has none: edition = {Revised},"
            self._field_fault("edition", f'the edition "{text}" is no number', remedy)
            return ""
        if revised:
            return f"{_ordinal(numbers[0])} rev. ed." if numbers and numbers[0] else "Rev. ed."
        return "" if numbers == [1] else str(numbers[0])

    def _read_date(self, csl: dict[str, Any]) -> None:
        text = without_braces(self._fields.get("year", "")).strip()
        if re.fullmatch(r"(?:in|forthcoming|to appear)(?:[ -]?press)?", text, re.I):
            csl["status"] = "in press"
        elif not re.fullmatch(r"n\.?\s?d\.?|no date|undated", text, re.I):
            date = re.fullmatch(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?", text)
            if date:
                parts = (
                    [int(part) for part in date.groups() if part]
                    if csl["type"] == "webpage"
                    else [int(date[1])]
                )
                csl["issued"] = {"date-parts": [parts]}
            elif text:
                message = f'the year "{text}" is not four digits, in press or n.d.'
                self._field_fault("year", message, f"Write: {_FORMS['year']}")

    def _read_arxiv(self, csl: dict[str, Any]) -> bool:
        """Take a preprint's number for its DOI, which arXiv registers for each."""
        prefix, eprint = self._fields.get("archiveprefix", ""), self._fields.get("eprint", "")
        number = _ARXIV.fullmatch(eprint.strip())
        if self._entry.type not in ("misc", "online", "unpublished"):
            return False
        if number and prefix.strip().lower() in ("arxiv", ""):
            csl |= {"type": "article", "publisher": "arXiv"}
            self._fields.setdefault("doi", f"10.48550/arXiv.{number[1]}")
        elif "url" not in self._fields and (
            address := re.search(r"https?://[^\s{}]+", self._fields.get("howpublished", ""))
        ):
            self._fields["url"] = address.group()
        return "doi" in self._fields

    def _read_identifiers(self, csl: dict[str, Any]) -> None:
        if "doi" in self._fields and (doi := self._doi()):
            csl["DOI"] = doi
        elif "pmid" in self._fields and "url" not in self._fields and "isbn" not in self._fields:
            csl["URL"] = f"{PUBMED}{self._pmid()}/"
        elif "url" in self._fields:
            url = without_braces(self._decoded("url"))
            if not _is_web_address(url):
                self._field_fault("url", f'"{url}" is no address of the web', f"Write: {_FORMS['url']}")
            csl["URL"] = url
        if "isbn" in self._fields:
            text = without_braces(self._fields["isbn"]).strip()
            isbn = isbn_of(text)
            if not isbn:
                message = f'"{text}" is not an ISBN: its last digit does not fit the others'
                remedy = "Copy it again from the work, 13 or 10 digits; hyphens don't matter."
                self._field_fault("isbn", message, remedy)
            csl["ISBN"] = isbn

    def _pmid(self) -> str:
        number = self._fields["pmid"].strip()
        if not re.fullmatch(r"[1-9]\d{0,7}", number):
            message = f'"{number}" is not a PubMed number, which has one to eight digits'
            self._field_fault(
                "pmid", message, "Copy it again: the number in the address of its page in PubMed."
            )
        return number

    def _doi(self) -> str:
        raw = without_braces(self._decoded("doi"))
        doi = doi_of(raw)
        if not doi:
            message = f'"{raw}" is not a DOI, which begins with 10., holds a slash and no blank'
            remedy = "Copy it again from the work; where it has none, leave the line out: volume and pages are enough."
            self._field_fault("doi", message, remedy)
        elif doi[-1] in ".,;":
            message = f'the DOI ends in "{doi[-1]}", which is rarely part of one'
            self._fault(
                "bibliography-doubt",
                "doi",
                f'"{self._entry.key}": {message}',
                f"Write: doi = {{{doi[:-1]}}},",
                True,
            )
        return doi

    def _field_fault(self, field: str, message: str, remedy: str) -> None:
        self._fault("bibliography-field", field, f'"{self._entry.key}": {message}', remedy)

    def _fault(self, code: str, field: str, message: str, remedy: str, doubtful: bool = False) -> None:
        alias = next((a for a, name in _ALIASES.items() if name == field and a in self._entry.lines), field)
        line = self._entry.lines.get(field, self._entry.lines.get(alias, self._entry.line))
        self.faults.append(BibtexFault(code, self._entry.key, line, message, remedy, doubtful))


def _number(word: str) -> int | None:
    found = re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", word)
    return int(found[1]) if found else _ORDINALS.index(word) + 1 if word in _ORDINALS else None


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)


def doi_of(text: str) -> str:
    """Return a DOI without the address or the word that may stand before it; nothing for what is none."""
    text = text.strip()
    prefix = _DOI_PREFIX.match(text)
    doi = text[prefix.end() :].strip() if prefix else text
    doi = unquote(doi) if prefix and "doi.org" in prefix.group().lower() else doi
    return doi if _DOI.fullmatch(doi) else ""


def isbn_of(text: str) -> str:
    """Return an ISBN-13 or ISBN-10 without hyphens; nothing where its check digit doesn't fit (ISO 2108)."""
    digits = re.sub(r"^ISBN(?:-1[03])?:?|[\s\u2010-\u2015-]", "", text.strip().upper())
    if re.fullmatch(r"[0-9]{13}", digits):
        total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
        return digits if total % 10 == 0 else ""
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return digits if sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0 else ""
    return ""
