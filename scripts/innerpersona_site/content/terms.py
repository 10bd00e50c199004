"""The words that tell one page from another."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Final

_COMMON_TEXT: Final = """
    a about above after again against all also although always am among an and another any anyone anything are
    around as ask asked at away back be because become been before being between both but by came can come could
    did do does done down each either else enough even ever every everyone few find first for found from gave get
    give given go goes going good got had has have having he her here hers him his how i if in into is it its itself
    just keep kind know last least less let like little long look made make makes many may me mean means might mine
    more most much must my never new next no nobody none nor not nothing now of off often on once one only or other
    others our out over own part people perhaps put rather really said same saw say says see seem seemed seen set
    she should since so some someone something sometimes soon still such take taken tell than that the their them
    then there these they thing things think this those though three through time to together too toward two under
    until up upon us use used very want wanted was way we well went were what when where whether which while who
    whole whom whose why will with within without work would yes yet you your yours
"""
_COMMON: Final = frozenset(_COMMON_TEXT.split())
"""English words that any page may hold."""


@cache
def stem(word: str) -> str:
    """Return a word in lower case without its possessive and the plainest endings.

    Crude on purpose: two forms of one word should meet more often than two words.
    """
    word = word.lower().replace("’", "'").removesuffix("'s").replace("'", "")
    for ending, kept in (("ies", 5), ("ing", 6), ("ed", 5), ("es", 6), ("ly", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= kept and not word.endswith("ss"):
            return word.removesuffix(ending) + ("y" if ending == "ies" else "")
    return word


type TermCounts = tuple[tuple[int, str], ...]
"""How often a page has its stems: for each count, ascending, the stems with it, sorted, with spaces between them."""


def count_terms(words: Iterable[str]) -> TermCounts:
    """Return how often each stem stands in the words; common words are left out."""
    count: dict[str, int] = defaultdict(int)
    words = Counter(words)
    for term, times in zip(map(_term, words), words.values(), strict=True):
        count[term] += times
    count.pop("", None)
    having: dict[int, list[str]] = {}
    for term in sorted(count):
        having.setdefault(count[term], []).append(term)
    return tuple((times, " ".join(having[times])) for times in sorted(having))


@cache
def _term(word: str) -> str:
    """Return the stem of a word, empty where any page may hold it."""
    return stem(word) if len(word) > 2 and word.lower() not in _COMMON else ""


class TermWeights:
    """TF-IDF: how much a word says about one page, given how many of the pages have it.

    A page is a vector of (1 + ln count) x ln(pages / pages with the word), of unit length. Salton, G., & Buckley, C.
    (1988). Term-weighting approaches in automatic text retrieval. Information Processing & Management, 24(5),
    513-523. https://doi.org/10.1016/0306-4573(88)90021-0
    """

    def __init__(self, pages: Sequence[TermCounts], having: Mapping[str, int] | None = None) -> None:
        """Weigh words by how many of the pages have each, which `having` says where it is known."""
        self.having = count_pages(pages) if having is None else having
        of_pages = {number: math.log(len(pages) / number) for number in set(self.having.values())}
        self._rarity = {term: of_pages[number] for term, number in self.having.items()}

    def vector(self, page: TermCounts, length: int) -> dict[str, float]:
        """Return the weights of the `length` words that say most about a page, those first that say more.

        A page without words has none. A word that no page of the set has weighs nothing: it likens the page to none of
        them.
        """
        rarity, known = self._rarity, self._rarity.get
        weights: list[float] = []
        words: list[str] = []
        for count, terms in page:
            # Negative, so that those that say more come first when sorted.
            often = -1 - math.log(count)
            those = terms.split()
            if None in (found := list(map(known, those))):
                those = [term for term in those if term in rarity]
                found = [rarity[term] for term in those]
            weights += [often * rare for rare in found]  # type: ignore[operator]
            words += those
        # Sorting the numbers and then the few strongest takes half as long as sorting all with their words.
        least = max(sorted(weights)[:length], default=0.0)
        strong = [pair for pair in zip(weights, words, strict=True) if pair[0] <= least]
        strongest = sorted(strong)[:length]
        norm = math.sqrt(sum(weight * weight for weight, _ in strongest))
        return {term: -weight / norm for weight, term in strongest} if norm else {}


def count_pages(pages: Iterable[TermCounts]) -> Counter[str]:
    """Return how many of the pages have each word."""
    return Counter(chain.from_iterable(terms.split() for page in pages for _, terms in page))


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return how alike two unit vectors are, 0 to 1, to six decimals so that no sum's order can tell."""
    shared = one.keys() & other.keys()
    return round(math.sumprod(map(one.__getitem__, shared), map(other.__getitem__, shared)), 6)
