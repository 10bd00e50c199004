"""Titles as APA prints them: sentence case, with what BibTeX braces protect left alone."""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(r"\{[^{}]*\}|[^\W_]+(?:[’'][^\W_]+)*|.", re.S)


def sentence_case(title: str) -> str:
    """Return a title in sentence case, without braces.

    The first word, and the first after a colon, a full stop, a question or an exclamation mark, keep their
    capital. `{…}` protects a proper noun, as in BibTeX; a word with a capital inside it (UK) is kept too.
    """
    out: list[str] = []
    begins = True
    for token in _TOKEN.findall(title):
        if token.startswith("{"):
            out.append(without_braces(token))
            begins = False
        elif token[0].isalnum():
            out.append(token if begins or _kept(token) else token[0].lower() + token[1:])
            begins = False
        else:
            out.append(token)
            begins = token in ":.?!—" or (begins and token in " “‘\"'(")
    return "".join(out)


def without_braces(text: str) -> str:
    """Return the text without BibTeX's protecting braces."""
    return text.replace("{", "").replace("}", "")


def _kept(word: str) -> bool:
    return any(letter.isupper() for letter in word[1:]) or word == "I"
