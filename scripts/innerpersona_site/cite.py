"""`innerpersona cite`: an entry of the bibliography from a DOI or an ISBN, by what Crossref or Open Library know."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from innerpersona_site.content.bibliography import Bibliography, read_bibliography
from innerpersona_site.content.bibliography_fields import doi_of, isbn_of
from innerpersona_site.content.bibtex_entry import NewEntry, blank_entry, from_crossref, from_open_library

CROSSREF: Final = "https://api.crossref.org"
OPEN_LIBRARY: Final = "https://openlibrary.org"
LIMIT: Final = 4 * 1024 * 1024
"""Bytes of an answer that are read at most."""

_AGENT: Final = "innerpersona-cite (bibliography)"


class CiteError(Exception):
    """No entry was written; the text says why. `form` is an entry to be filled in by hand, where that helps."""

    def __init__(self, message: str, form: str = "") -> None:
        super().__init__(message)
        self.form = form


@dataclass(frozen=True, slots=True)
class Registries:
    """Where works are looked up: the addresses of Crossref and Open Library, and how many seconds each has."""

    crossref: str
    open_library: str
    timeout: float


@dataclass(frozen=True, slots=True)
class Cited:
    """An entry of the bibliography: its key, its text, and whether it was there before."""

    key: str
    text: str
    known: bool = False


def cite(identifier: str, bibliography: Path, registries: Registries) -> Cited:
    """Return the entry for a DOI or an ISBN, put at the end of the bibliography unless the work is there.

    Raises:
        CiteError: it is neither, the registry doesn't know it or can't be asked, or the file can't be read or written.
    """
    doi, isbn = doi_of(identifier), isbn_of(identifier)
    if not (doi or isbn):
        message = f'"{identifier}" is neither a DOI (10.1037/0022-3514.52.3.511) nor an ISBN with the right last digit'
        raise CiteError(message)
    source = _read(bibliography)
    works, _ = read_bibliography(source, str(bibliography))
    if known := _known(works, doi, isbn):
        return Cited(known, "", known=True)
    entry = _from_crossref(doi, registries) if doi else _from_open_library(isbn, registries)
    key = entry.key([*works.works, *works.faulty])
    text = entry.text(key)
    _append(bibliography, source, text)
    return Cited(key, text)


def _known(bibliography: Bibliography, doi: str, isbn: str) -> str:
    for key, work in bibliography.works.items():
        if (doi and (work.doi or "").lower() == doi.lower()) or (isbn and work.isbn == isbn):
            return key
    return ""


def _read(bibliography: Path) -> str:
    try:
        return bibliography.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeError) as problem:
        raise CiteError(f"{bibliography} can't be read ({problem}).") from problem


def _append(bibliography: Path, source: str, text: str) -> None:
    gap = "" if not source else "\n" if source.endswith("\n") else "\n\n"
    try:
        with bibliography.open("a", encoding="utf-8") as file:
            file.write(gap + text)
    except OSError as problem:
        message = f"{bibliography} can't be written ({problem.strerror}). The entry is:"
        raise CiteError(message, text) from problem


def _from_crossref(doi: str, registries: Registries) -> NewEntry:
    form = blank_entry(doi=doi).text("‹key›")
    answer = _ask(f"{registries.crossref.rstrip('/')}/works/{quote(doi, safe='')}", registries.timeout, form)
    record = answer.get("message") if isinstance(answer, Mapping) else None
    if not isinstance(record, Mapping):
        raise CiteError("Crossref answered something else than a work. A form to fill in:", form)
    return from_crossref({"DOI": doi, **record})


def _from_open_library(isbn: str, registries: Registries) -> NewEntry:
    form = blank_entry(isbn=isbn).text("‹key›")
    address = f"{registries.open_library.rstrip('/')}/api/books?bibkeys=ISBN:{isbn}&format=json&jscmd=data"
    answer = _ask(address, registries.timeout, form)
    record = answer.get(f"ISBN:{isbn}") if isinstance(answer, Mapping) else None
    if not isinstance(record, Mapping):
        raise CiteError(f"Open Library has no book with the ISBN {isbn}. A form to fill in:", form)
    return from_open_library(record, isbn)


def _ask(address: str, timeout: float, form: str) -> Any:
    if not address.startswith(("http://", "https://")):
        raise CiteError(f"{address} is no address of the web.")
    request = urllib.request.Request(address, headers={"User-Agent": _AGENT, "Accept": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return json.loads(response.read(LIMIT))
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 404:
                message = (
                    f"{address} answers that there is no such work; compare the number with the work itself."
                )
                raise CiteError(f"{message} A form to fill in:", form) from error
            raise CiteError(
                f"{address} answers {error.code} ({error.reason}). A form to fill in:", form
            ) from error
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        message = f"{address} can't be reached ({reason or type(error).__name__}). A form to fill in:"
        raise CiteError(message, form) from error
    except ValueError as error:
        raise CiteError(f"{address} answered with no JSON. A form to fill in:", form) from error
