"""Titles as APA prints them: sentence case, with what BibTeX braces protect left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from innerpersona_site.content.latex import without_braces
from innerpersona_site.content.reference_words import word_list

_TOKEN: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[’'][^\W_]+)*|\s+|.", re.S)
_SERIES: Final = word_list("numbered")
_ABBREVIATED: Final = word_list("abbreviated")
_TITLES: Final = word_list("titles_of_persons")
_PROPER: Final = word_list("proper")
_PLAIN: Final = word_list("common_too")


def sentence_case(title: str) -> str:
    """Return a title in sentence case, without braces.

    The first word has a capital, and so has the first after a colon, a dash or the end of a sentence. What braces
    protect, abbreviations, single letters, proper names that are known (countries, languages, months, peoples), names
    after initials, and numbered nouns (Study 2) stay as they are. A title that has few capitals already is one in
    sentence case: its capitals are names, and all are kept. Braces around the whole title, as reference managers
    write them, protect nothing.
    """
    tokens = list(_tokens(_unwrapped(title)))
    cased = _in_sentence_case(tokens)
    out: list[str] = []
    begins = True
    for place, token in enumerate(tokens):
        if token.startswith("{"):
            out.append(without_braces(token))
            begins = False
        elif token[0].isalpha():
            out.append(_word(tokens, place, begins, cased))
            begins = False
        else:
            out.append(token)
            begins = _begins_after(tokens, place, begins)
    return "".join(out)


def in_capitals(title: str) -> bool:
    """Whether a title is typed in capitals only, which hides its names and abbreviations."""
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\{[^{}]*\}", "", _unwrapped(title)))
    return len(words) > 2 and all(word.isupper() for word in words)


def _tokens(title: str) -> Iterator[str]:
    """Split a title into words, blanks, other characters, and groups that braces protect."""
    place = depth = 0
    for at, letter in enumerate(title):
        if letter == "{":
            if depth == 0:
                yield from _TOKEN.findall(title[place:at])
                place = at
            depth += 1
        elif letter == "}" and depth:
            depth -= 1
            if depth == 0:
                yield title[place : at + 1]
                place = at + 1
    yield from _TOKEN.findall(title[place:].replace("{", "").replace("}", ""))


def _unwrapped(title: str) -> str:
    title = title.strip()
    while title.startswith("{") and _closing(title) == len(title) - 1:
        title = title[1:-1].strip()
    return title


def _closing(text: str) -> int:
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        if depth == 0:
            return place
    return -1


def _in_sentence_case(tokens: list[str]) -> bool:
    """Whether most long words after the first begin without a capital."""
    words = [token for token in tokens if len(token) > 3 and token[0].isalpha()][1:]
    return len(words) > 1 and sum(word[0].isupper() for word in words) <= len(words) / 2


def _word(tokens: list[str], place: int, begins: bool, cased: bool) -> str:
    word = tokens[place]
    if begins:
        return word if any(letter.isupper() for letter in word[1:]) else word[0].title() + word[1:]
    if cased or _kept(tokens, place):
        return word
    return word[0].lower() + word[1:]


def _kept(tokens: list[str], place: int) -> bool:
    word = tokens[place]
    stem = re.split(r"[’']", word)[0]
    if stem in _TITLES or stem in _names() or stem == "I":
        return True
    if any(letter.isupper() for letter in re.sub(r"[’']s$", "", word)[1:]):
        return True
    before, after = "".join(tokens[:place]), "".join(tokens[place + 1 :])
    if any(span[0] <= len(before) < span[1] for span in _countries(before + word + after)):
        return True
    if re.fullmatch(r"[A-Z]\d+", stem):
        return True  # a receptor, a vitamin, a wave
    if len(stem) == 1:
        # A is a word, unless it numbers something or ends a phrase; any other letter is a symbol.
        return stem != "A" or not after[:1].isspace() or _last_word(before).lower() in _SERIES
    if (
        re.search(rf"(?:(?<![^\s(“])[A-Z]\.\s+|\b(?:{'|'.join(_TITLES)})\.?\s+)$", before)
        and word[0].isupper()
    ):
        return True
    number = re.match(r"\.?\s+(?:\d|[B-Z]\b|A\b(?!\s))", after)
    return stem.lower() in _SERIES and number is not None


def _last_word(text: str) -> str:
    found = re.search(r"([^\W\d_]+)\W*$", text)
    return found[1] if found else ""


def _begins_after(tokens: list[str], place: int, begins: bool) -> bool:
    token = tokens[place]
    if token in "?!—":
        return True
    if token in ":.":
        blank = place + 1 < len(tokens) and tokens[place + 1].isspace()
        word = tokens[place - 1].lower().rstrip(".") if place else ""
        initial = len(word) == 1 and word.isalpha()
        return blank and (token == ":" or not (word in _ABBREVIATED or initial))
    return begins and (token.isspace() or token in "“‘\"'([¿¡–")


def _countries(title: str) -> list[tuple[int, int]]:
    """Return where names of several words stand: South Korea, the United States."""
    return [found.span() for found in _names_of_several_words().finditer(title)]


def _territories() -> list[str]:
    from babel import Locale

    return [name for code, name in Locale("en").territories.items() if code != "ZZ"]


@cache
def _names_of_several_words() -> re.Pattern[str]:
    names = sorted((name for name in _territories() if " " in name), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


@cache
def _names() -> frozenset[str]:
    """Return countries, languages, months and days of the week as English writes them."""
    from babel import Locale

    english = Locale("en")
    found = {*_PROPER, *_territories()}
    found.update(name for code, name in english.languages.items() if len(code) == 2)
    for names in (english.months["stand-alone"]["wide"], english.days["stand-alone"]["wide"]):
        found.update(str(name) for name in names.values())
    return frozenset(name for name in found if name.lower() not in _PLAIN and name.isalpha())
