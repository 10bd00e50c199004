"""Whether the DOIs of cited works exist and outside links still answer; asks the network, so only when told to."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from innerpersona_site.content.apa import SAFE_IN_DOI
from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.diagnostics import Diagnostic, Severity
from innerpersona_site.lint.page import ReadPage

DOI_RESOLVER: Final = "https://doi.org/"
TIMEOUT: Final = 15
"""Seconds that a host has to answer."""
AT_ONCE: Final = 8
"""How many addresses are asked at the same time."""
KEPT_FOR: Final = 30 * 24 * 3600
"""Seconds for which a good answer is believed; a bad one is asked about again each time."""

_AGENT: Final = "innerpersona-check (link checker)"
_GONE: Final = {404, 410}
_ASK_WITH_GET: Final = {400, 403, 405, 501}
"""Answers that some hosts give to HEAD though the page is there."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered: its HTTP status, or 0 and the reason why there is none."""

    status: int
    reason: str = ""


type Ask = Callable[[str, bool], Answer]
"""From an address, and whether to follow where it leads, to its answer."""


class AnswerCache:
    """Remembers which addresses answered well, in a JSON file of address to time; a broken file counts as empty."""

    def __init__(self, file: Path, now: Callable[[], float] = time.time) -> None:
        self._file = file
        self._now = now
        self._good: dict[str, float] = {}
        try:
            stored = json.loads(file.read_text("utf-8"))
            self._good = {str(address): float(when) for address, when in stored.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            self._good = {}

    def knows(self, address: str) -> bool:
        """Whether the address answered well not long ago."""
        return 0 <= self._now() - self._good.get(address, float("-inf")) < KEPT_FOR

    def remember(self, address: str) -> None:
        """Note that the address answered well now."""
        self._good[address] = self._now()

    def save(self) -> None:
        """Write what is still believed."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        known = {address: when for address, when in sorted(self._good.items()) if self.knows(address)}
        self._file.write_text(json.dumps(known, indent=1) + "\n", "utf-8")


def ask(address: str, follow: bool) -> Answer:
    """Ask an address over the network, with HEAD and, where that is refused, with GET."""
    answer = _request(address, "HEAD", follow)
    return _request(address, "GET", follow) if answer.status in _ASK_WITH_GET else answer


class _Stay(urllib.request.HTTPRedirectHandler):
    """Takes a redirection for the answer."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _request(address: str, method: str, follow: bool) -> Answer:
    opener = urllib.request.build_opener() if follow else urllib.request.build_opener(_Stay)
    try:
        request = urllib.request.Request(address, method=method, headers={"User-Agent": _AGENT})
        with opener.open(request, timeout=TIMEOUT) as response:
            return Answer(int(response.status))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, str(error.reason))
    except (OSError, ValueError, http.client.HTTPException) as error:
        return Answer(0, str(getattr(error, "reason", error)) or type(error).__name__)


def check_external(
    pages: Sequence[ReadPage],
    bibliography: Bibliography,
    cache: AnswerCache,
    asking: Ask = ask,
    resolver: str = DOI_RESOLVER,
) -> list[Diagnostic]:
    """Return what outside addresses no longer lead anywhere.

    A DOI is asked of its resolver alone: that it redirects shows that it exists, while many publishers turn programs
    away. Only cited works are asked about.
    """
    places = [*_doi_places(pages, bibliography, resolver), *_link_places(pages)]
    addresses = dict.fromkeys((place.address, place.is_doi) for place in places)
    unknown = [pair for pair in addresses if not cache.knows(pair[0])]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = dict(
            zip(unknown, pool.map(lambda pair: asking(pair[0], not pair[1]), unknown), strict=True)
        )
    for (address, _), answer in answers.items():
        if 200 <= answer.status < 400:
            cache.remember(address)
    cache.save()
    found = []
    for place in places:
        answer = answers.get((place.address, place.is_doi), Answer(200))
        if not 200 <= answer.status < 400:
            found.append(_fault(place, answer))
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    address: str
    is_doi: bool
    path: str
    line: int
    column: int


def _doi_places(pages: Iterable[ReadPage], bibliography: Bibliography, resolver: str) -> list[_Place]:
    cited = {citation.key for page in pages for citation in page.citations}
    return [
        _Place(resolver + quote(work.doi, safe=SAFE_IN_DOI), True, bibliography.path, work.line, 1)
        for key, work in bibliography.works.items()
        if key in cited and work.doi
    ]


def _link_places(pages: Iterable[ReadPage]) -> list[_Place]:
    return [
        _Place(link.href.partition("#")[0], False, page.path, link.line, link.column)
        for page in pages
        for link in page.links
        if link.href.lower().startswith(("http://", "https://"))
    ]


def _fault(place: _Place, answer: Answer) -> Diagnostic:
    what = "the DOI" if place.is_doi else "the link"
    if answer.status in _GONE:
        message = f"{what} leads nowhere: {place.address} answers {answer.status}"
        hint = "Correct the address, or lead to another source that says the same."
        return Diagnostic(
            "external-missing", Severity.ERROR, place.path, place.line, place.column, message, hint
        )
    said = f"answers {answer.status}" if answer.status else f"can't be reached ({answer.reason})"
    message = f"{what} could not be checked: {place.address} {said}"
    hint = "Open it in a browser. Some hosts turn programs away, and a network may be down: then try again later."
    return Diagnostic(
        "external-unreachable", Severity.WARNING, place.path, place.line, place.column, message, hint
    )
