"""Words by which a text claims what a medical device does, where its sentence doesn't deny the claim.

What a text says a quiz is for decides whether it is a medical device, so a questionnaire for education must not claim to
diagnose, screen, treat or cure. The words are in claims.toml, for English and German.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from innerpersona_quiz.resources import parse_toml, read_text

_SENTENCE: Final = re.compile(r"[.!?…]+[\"”“»’)*_]*(?=\s+[\"“„«‘(*_]*[A-ZÄÖÜ0-9])|\n\s*\n|\Z")
_ANSWERED: Final = re.compile(r"\?[\"”“*_)]*\s+[\"“„*_]*(?:no|nein)\b", re.IGNORECASE)
_LONGEST_TAIL: Final = 60
"""How many characters after the word a denial is looked for."""


class Claim(NamedTuple):
    """A claim in a text: the words that make it, where they begin, what is claimed, and what to write instead."""

    words: str
    start: int
    claim: str
    remedy: str


@dataclass(frozen=True, slots=True)
class _Word:
    claim: str
    pattern: re.Pattern[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    beside: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Rules:
    words: tuple[_Word, ...]
    remedies: dict[str, str]
    denied_before: re.Pattern[str]
    denied_after: re.Pattern[str]
    limited: re.Pattern[str]
    clause: re.Pattern[str]


def find_claims(text: str) -> Iterator[Claim]:
    """Yield each claim of a text, in the order of the list of words; each place once."""
    # As long as the text, so that places hold: apostrophes and blanks come in several forms.
    plain = re.sub(r"\s", " ", text.replace("'", "’").replace("`", "’"))
    rules, seen, begin = _rules(), set[int](), 0
    for end in _SENTENCE.finditer(text):
        sentence = plain[begin : end.end()]
        answered = _ANSWERED.match(plain, end.start())
        for word in rules.words if not answered else ():
            for found in word.pattern.finditer(sentence):
                place = begin + found.start()
                if place in seen or _is_ordinary(word, sentence, found) or _is_denied(rules, sentence, found):
                    continue
                seen.add(place)
                yield Claim(text[place : begin + found.end()], place, word.claim, rules.remedies[word.claim])
        begin = end.end()


def _is_ordinary(word: _Word, sentence: str, found: re.Match[str]) -> bool:
    """Return whether the word means something else here: people are treated with respect, too."""
    return bool(
        (word.before and word.before.search(sentence[: found.start()]))
        or (word.after and word.after.match(sentence, found.end()))
        or (word.beside and word.beside.search(sentence))
    )


def _is_denied(rules: _Rules, sentence: str, found: re.Match[str]) -> bool:
    head, tail = sentence[: found.start()], sentence[found.end() : found.end() + _LONGEST_TAIL]
    head = rules.limited.sub(" ", rules.clause.split(head)[-1])
    tail = rules.clause.split(tail)[0].partition(",")[0]
    return bool(rules.denied_before.search(head) or rules.denied_after.search(rules.limited.sub(" ", tail)))


@cache
def _rules() -> _Rules:
    table: dict[str, Any] = parse_toml(read_text("validation/claims.toml"))
    professional = f"(?:{'|'.join(table['professionals'])})"
    condition = rf"(?:\w+ ){{0,3}}?(?:{'|'.join(table['conditions'])})"

    def either(parts: Sequence[str], form: str = r"\b(?:{})\b") -> re.Pattern[str]:
        joined = "|".join(parts).replace("{professional}", professional).replace("{condition}", condition)
        return re.compile(form.replace("{}", joined), re.IGNORECASE)

    def beside(word: dict[str, Any], key: str, form: str) -> re.Pattern[str] | None:
        return either(word[key], form) if key in word else None

    return _Rules(
        words=tuple(
            _Word(
                word["claim"],
                either([word["word"]]),
                beside(word, "before", "(?:{})$"),
                beside(word, "after", "(?:{})"),
                beside(word, "beside", "(?:{})"),
            )
            for word in table["words"]
        ),
        remedies=table["remedies"],
        denied_before=either(table["denied_before"]),
        denied_after=either(table["denied_after"]),
        limited=either(table["limited"], "(?:{})"),
        clause=either(table["clause"], "(?:{})"),
    )
