"""The bibliography: BibTeX entries as typed records and as CSL-JSON, and the faults in them."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from innerpersona_site.content.sentence_case import sentence_case, without_braces
from innerpersona_site.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from bibtexparser.model import Entry, Field, ParsingFailedBlock

TYPES: Final = {"article": "article-journal", "book": "book", "incollection": "chapter"}
"""BibTeX entry type to CSL type."""

REQUIRED: Final = {
    "article": ("author", "title", "year", "journal"),
    "book": ("author", "title", "year", "publisher"),
    "incollection": ("author", "title", "year", "booktitle", "publisher"),
}

FIGURES_VERIFIED: Final = "[figures verified]"
"""Ends the finding of a work whose figures were checked."""

EXAMPLE: Final = """@article{hazan1987romantic,
  author   = {Hazan, Cindy and Shaver, Phillip},
  title    = {Romantic Love Conceptualized as an Attachment Process},
  journal  = {Journal of Personality and Social Psychology},
  year     = {1987},
  volume   = {52},
  number   = {3},
  pages    = {511--524},
  doi      = {10.1037/0022-3514.52.3.511},
  verified = {yes},
  finding  = {What the work found, in our own words. [no figures]}
}"""

# It logs what it can't read; here that becomes a diagnostic.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_LINES: Final = {
    "author": "author = {Hazan, Cindy and Shaver, Phillip},",
    "title": "title = {Romantic Love Conceptualized as an Attachment Process},",
    "year": "year = {1987},",
    "journal": "journal = {Journal of Personality and Social Psychology},",
    "booktitle": "booktitle = {Attachment Theory and Close Relationships},",
    "publisher": "publisher = {Guilford Press},",
    "verified": "verified = {yes},",
    "finding": "finding = {What the work found, in our own words. [no figures]}",
}
"""A valid line for each field that an entry may lack."""

_DOI: Final = re.compile(r"10\.\d[\d.]*/\S+")
_KEY: Final = re.compile(r"@\w+\s*\{\s*([\w-]+)")
_COMMAND: Final = re.compile(r"\\(?![&%$#_{}])(?:[A-Za-z]+|.)")
_FIELDS: Final = {
    "volume": "volume",
    "number": "issue",
    "doi": "DOI",
    "isbn": "ISBN",
    "publisher": "publisher",
    "edition": "edition",
}


@dataclass(frozen=True, slots=True)
class Work:
    """One work. `finding` says what it found; only a `verified` work may be cited for a figure."""

    key: str
    verified: bool
    finding: str
    doi: str | None
    isbn: str | None
    csl: dict[str, Any] = field(hash=False)
    pmid: str | None = None
    """Its number in PubMed, for a work that has neither DOI nor ISBN."""
    line: int = 1
    """Where its entry begins in the file."""

    @property
    def year(self) -> int:
        """Year of publication."""
        return int(self.csl["issued"]["date-parts"][0][0])

    @property
    def identified(self) -> bool:
        """Whether a reader can look it up: it has a DOI, an ISBN or a number in PubMed."""
        return bool(self.doi or self.isbn or self.pmid)

    @property
    def figures_verified(self) -> bool:
        """Whether its figures may be quoted: the work is verified, and its finding is marked so."""
        return self.verified and FIGURES_VERIFIED in self.finding


@dataclass(frozen=True, slots=True)
class Bibliography:
    """Every work by its key."""

    works: dict[str, Work]
    path: str = "docs/references.bib"
    """The file's path as diagnostics show it."""
    faulty: frozenset[str] = frozenset()
    """Keys of entries that have a fault, which is reported where they stand."""

    def __contains__(self, key: object) -> bool:
        return key in self.works

    def __getitem__(self, key: str) -> Work:
        return self.works[key]


def read_bibliography(text: str, path: str) -> tuple[Bibliography, list[Diagnostic]]:
    """Parse BibTeX.

    `path` is what diagnostics show. Returns the works that are sound, and every fault of the others.
    """
    # The parser is imported late: it takes a while, and a file that has not changed is not parsed again.
    from bibtexparser.entrypoint import parse_string

    library = parse_string(text)
    diagnostics = _unreadable(library.failed_blocks, path)
    works: dict[str, Work] = {}
    faulty = {key for block in library.failed_blocks for key in _KEY.findall(block.raw or "")}
    for entry in library.entries:
        faults = _entry_faults(entry, path)
        diagnostics += faults
        if faults:
            faulty.add(entry.key)
        else:
            works[entry.key] = _work(entry)
    return Bibliography(works, path, frozenset(faulty - works.keys())), diagnostics


def _unreadable(blocks: Sequence[ParsingFailedBlock], path: str) -> list[Diagnostic]:
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock

    found = []
    for block in blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, DuplicateBlockKeyBlock):
            message = f'the key "{block.key}" is used by an earlier entry'
            found.append(
                _error("bibliography-duplicate", path, line, message, "Keep one of the two entries.")
            )
        elif isinstance(block, DuplicateFieldKeyBlock):
            names = ", ".join(sorted(block.duplicate_keys))
            message = f"a field is given twice: {names}"
            found.append(_error("bibliography-duplicate", path, line, message, "Keep one of the two lines."))
        else:
            message = "this entry can't be read; a brace or a comma is missing"
            found.append(_error("bibliography-syntax", path, line, message, f"A valid entry:\n{EXAMPLE}"))
    return found


def _entry_faults(entry: Entry, path: str) -> list[Diagnostic]:
    line = (entry.start_line or 0) + 1
    if entry.entry_type not in TYPES:
        message = f'"{entry.key}" is of the type "{entry.entry_type}"; it must be one of {", ".join(TYPES)}'
        return [_error("bibliography-type", path, line, message, f"A valid entry:\n{EXAMPLE}")]
    found = []
    fields = entry.fields_dict
    for name in (*REQUIRED[entry.entry_type], "verified", "finding"):
        if not str(fields[name].value if name in fields else "").strip():
            message = f'"{entry.key}" has no {name}'
            found.append(_error("bibliography-field", path, line, message, f"Add the line: {_LINES[name]}"))
    if "year" in fields and not re.fullmatch(r"\d{4}", str(fields["year"].value)):
        message = f'"{entry.key}": the year "{fields["year"].value}" is not four digits'
        found.append(_error("bibliography-field", path, line, message, "Write: year = {1987},"))
    if "verified" in fields and fields["verified"].value not in ("yes", "no"):
        message = f'"{entry.key}": verified is "{fields["verified"].value}"; it must be yes or no'
        found.append(_error("bibliography-field", path, line, message, "Write: verified = {yes},"))
    found += _identifier_faults(entry.key, fields, path, line)
    for name, value in fields.items():
        command = _COMMAND.search(str(value.value))
        if command:
            message = f'"{entry.key}": {name} holds the LaTeX command {command.group(0)}'
            hint = "Only \\& \\% \\$ \\# and \\_ are read; write any other character itself:"
            example = "\nauthor = {Flückiger, Christoph},"
            found.append(_error("bibliography-latex", path, line, message, hint + example))
    return found


def _identifier_faults(key: str, fields: dict[str, Field], path: str, line: int) -> list[Diagnostic]:
    found = []
    doi, isbn, pmid = (
        str(fields[name].value).strip() if name in fields else "" for name in ("doi", "isbn", "pmid")
    )
    if doi and not _DOI.fullmatch(doi):
        message = f'"{key}": "{doi}" is not a DOI, which begins with 10. and holds a slash'
        hint = "Write it without an address before it: doi = {10.1037/0022-3514.52.3.511},"
        found.append(_error("bibliography-field", path, line, message, hint))
    if isbn and not _is_isbn(isbn):
        message = f'"{key}": "{isbn}" is not an ISBN: its last digit does not fit the others'
        hint = "Copy it again, 13 or 10 digits: isbn = {9781462525546},"
        found.append(_error("bibliography-field", path, line, message, hint))
    if pmid and not re.fullmatch(r"[1-9]\d{0,7}", pmid):
        message = f'"{key}": "{pmid}" is not a PubMed number, which has one to eight digits'
        found.append(_error("bibliography-field", path, line, message, "Write: pmid = {19742069},"))
    return found


def _is_isbn(text: str) -> bool:
    """Whether the check digit of an ISBN-13 or ISBN-10 fits (ISO 2108)."""
    digits = text.replace("-", "").replace(" ", "").upper()
    if re.fullmatch(r"\d{13}", digits):
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
    return False


def _work(entry: Entry) -> Work:
    values = {name: _plain(str(found.value)) for name, found in entry.fields_dict.items()}
    csl: dict[str, Any] = {
        "id": entry.key,
        "type": TYPES[entry.entry_type],
        "title": sentence_case(values["title"]),
        "author": _names(values["author"]),
        "issued": {"date-parts": [[int(values["year"])]]},
    }
    if "journal" in values:
        csl["container-title"] = without_braces(values["journal"])
    if "booktitle" in values:
        csl["container-title"] = sentence_case(values["booktitle"])
    if "editor" in values:
        csl["editor"] = _names(values["editor"])
    if "pages" in values:
        csl["page"] = values["pages"]
    csl |= {name: without_braces(values[bibtex]) for bibtex, name in _FIELDS.items() if bibtex in values}
    return Work(
        key=entry.key,
        verified=values["verified"] == "yes",
        finding=without_braces(values["finding"]),
        doi=values.get("doi"),
        isbn=values.get("isbn"),
        pmid=values.get("pmid"),
        csl=csl,
        line=(entry.start_line or 0) + 1,
    )


def _names(text: str) -> list[dict[str, str]]:
    from bibtexparser.middlewares.names import split_multiple_persons_names

    return [_name(name) for name in split_multiple_persons_names(text)]


def _name(text: str) -> dict[str, str]:
    if text.startswith("{"):
        return {"family": without_braces(text)}
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    parts = parse_single_name_into_parts(text)
    # APA keeps a particle with the family name and sorts by it ("de Jong, D. C."), so it is part of it.
    name = {"family": without_braces(" ".join([*parts.von, *parts.last]))}
    if parts.first:
        name["given"] = without_braces(" ".join(parts.first))
    if parts.jr:
        name["suffix"] = without_braces(" ".join(parts.jr))
    return name


def _plain(value: str) -> str:
    value = re.sub(r"\\([&%$#_{}])", r"\1", re.sub(r"\s+", " ", value))
    return value.replace("---", "—").replace("--", "–")


def _error(code: str, path: str, line: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, path, line, 1, message, hint)
