"""Rules on an article's length and on how easy it is to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from innerpersona_site.content.prose import Passage, sentences
from innerpersona_site.content.readability import reading_ease
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.page import Reading
from innerpersona_site.lint.rules.base import warning

WORDS: Final = (1400, 2600)
"""How many words an article has, at least and at most."""
READING_EASE: Final = 50
"""The Flesch reading ease that an article reaches; 60 to 70 is plain English."""
_LONG: Final = 30
"""Words that make a sentence worth naming as a place to begin."""


def length(page: Reading) -> Iterator[Diagnostic]:
    """An article is long enough to answer its question and short enough to be read in one sitting."""
    if not page.is_article or page.document is None:
        return
    words = page.document.words
    if words < WORDS[0]:
        message = f"the article has {words:,} words; it should have {WORDS[0]:,} to {WORDS[1]:,}"
        hint = "Answer what a reader would ask next, with an example and its source; else make it part of another."
        yield warning("article-length", page, page.source.body_line, 1, message, hint)
    elif words > WORDS[1]:
        message = f"the article has {words:,} words; it should have {WORDS[0]:,} to {WORDS[1]:,}"
        hint = "Cut what could stand in any article, or make two articles that lead to each other."
        yield warning("article-length", page, page.source.body_line, 1, message, hint)


def reading_level(page: Reading) -> Iterator[Diagnostic]:
    """An article is in plain words and short sentences."""
    if not page.is_article:
        return
    prose = page.prose
    words = Counter(chain.from_iterable(passage.words for passage in prose))
    ease = reading_ease(words, sum(passage.spoken for passage in prose))
    if ease is None or ease >= READING_EASE:
        return
    count, line = _longest(prose)
    message = f"the reading ease is {ease:.0f} (Flesch); it should be {READING_EASE} or more"
    hint = "Use shorter words and shorter sentences."
    if count >= _LONG:
        hint += f" The longest sentence has {count} words and begins on line {line}."
    yield warning("article-reading-ease", page, page.source.body_line, 1, message, hint)


def _longest(prose: Iterable[Passage]) -> tuple[int, int]:
    """Return how many words the longest sentence has, and its line in the file."""
    count, line = 0, 1
    for passage in prose:
        if max(passage.counts) > count:
            for sentence in sentences(passage):
                if (words := len(sentence.words)) > count:
                    count, line = words, sentence.line
    return count, line
