"""How the works of one page are told apart in its text: initials, further names, letters behind the year."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from innerpersona_site.content.bibliography import Work
from innerpersona_site.content.person_names import Name

_LATIN: Final = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
)
_ARTICLE: Final = re.compile(r"(?:an?|the)\s+(?=\w)", re.I)

type SortKey = tuple[tuple[tuple[str, str], ...], int, str, str]


@dataclass(frozen=True, slots=True)
class InText:
    """A work as the text cites it: `Hazan & Shaver`, `1987`; `suffix` is the letter that the year may end in."""

    authors: str
    year: str
    suffix: str = ""


def sort_key(work: Work) -> SortKey:
    """Return what a reference list is sorted by.

    One author comes before the same author with others, then the year, a work without one first; then the title
    without its article. Neither accents, capitals nor punctuation count.
    """
    names = tuple((folded(family(name)), folded(name.get("given", ""))) for name in work.creators)
    year = work.year or (9999 if "status" in work.csl else 0)
    return names, year, folded(_ARTICLE.sub("", str(work.csl["title"]), count=1)), work.key


class Citable(NamedTuple):
    """What of a work its citations are made from: family names of its creators, its year, the first one's initials."""

    work: Work
    families: tuple[str, ...]
    year: str
    given: str


def citable(work: Work) -> Citable:
    """Return what citations of a work are made from, whatever page cites it."""
    families = tuple(map(family, work.creators))
    return Citable(work, families, work.year_text, work.creators[0].get("given", ""))


def cite(works: Mapping[str, Citable]) -> dict[str, InText]:
    """Return how a page cites its works, by key, each told from the others (APA 7, sections 8.17 to 8.20)."""
    shown = _shown_names(works)
    initialed = _ambiguous_families(works)
    letters = _letters(works)
    cited = {}
    for key, (_, names, year, given) in works.items():
        if given and names[0] in initialed:
            names = (f"{given} {names[0]}", *names[1:])
        suffix = letters.get(key, "")
        cited[key] = InText(_joined(names, shown[key]), f"{year}{suffix}", suffix)
    return cited


def _joined(names: Sequence[str], shown: int) -> str:
    if shown < len(names):
        return f"{', '.join(names[:shown])}{',' if shown > 1 else ''} et al."
    if len(names) < 3:
        return " & ".join(names)
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _shown_names(works: Mapping[str, Citable]) -> dict[str, int]:
    """Return how many names of each work are needed; three or more become one and `et al.` where that is enough."""
    shown = {key: 1 if len(work.families) > 2 else len(work.families) for key, work in works.items()}
    while True:
        alike = defaultdict(list)
        for key, (_, names, year, _) in works.items():
            alike[names[: shown[key]], len(names) > shown[key], year].append(key)
        longer = {
            key
            for (_, more, _), keys in alike.items()
            if more and len(keys) > 1 and len({works[key].families for key in keys}) > 1
            for key in keys
        }
        if not longer:
            return shown
        for key in longer:
            total = len(works[key].families)
            # "et al." stands for several, so a last name that is alone is printed.
            shown[key] = shown[key] + 1 if shown[key] + 2 < total else total


def _ambiguous_families(works: Mapping[str, Citable]) -> set[str]:
    """Return the family names that several first authors share."""
    given: dict[str, set[str]] = defaultdict(set)
    for work in works.values():
        if work.given:
            given[work.families[0]].add(work.given)
    return {name for name, initials in given.items() if len(initials) > 1}


def _letters(works: Mapping[str, Citable]) -> dict[str, str]:
    """Return what the years of works with the same authors and year end in, in the order of the reference list."""
    namesakes = defaultdict(list)
    for key, work in works.items():
        namesakes[work.families, work.year].append(key)
    alike = defaultdict(list)
    for (_, year), keys in namesakes.items():
        for key in keys if len(keys) > 1 else ():
            creators = works[key].work.creators
            alike[tuple(tuple(sorted(name.items())) for name in creators), year].append(key)
    letters = {}
    for (_, year), keys in alike.items():
        if len(keys) > 1:
            dash = "" if year.isdigit() else "-"
            for place, key in enumerate(sorted(keys, key=lambda key: sort_key(works[key].work))):
                letters[key] = dash + _letter(place)
    return letters


def _letter(place: int) -> str:
    before, last = divmod(place, 26)
    return (_letter(before - 1) if before else "") + chr(ord("a") + last)


def family(name: Name) -> str:
    """Return a person's family name, or an organization's name."""
    return name.get("literal") or name["family"]


def folded(text: str) -> str:
    """Return a text as it is sorted: letters, digits and single blanks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LATIN))
    letters = (letter for letter in decomposed if letter.isalnum() or letter.isspace())
    return " ".join("".join(letters).split())
