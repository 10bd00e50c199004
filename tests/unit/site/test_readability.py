"""Reading ease."""

from __future__ import annotations

from collections import Counter

import pytest

from innerpersona_site.content.readability import reading_ease, syllables

COUNTS = {
    1: "the made loved asked time friends scale styles goes love's you're real",
    2: "people something closeness didn't wanted lovely table needed being partner feelings others' rhythm",
    3: "anyone avoidant beginning everything remember idea relation",
    4: "anxiety security experience relationship diagnosis",
    5: "sensitivity",
    6: "vulnerability responsibilities",
}


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, words in COUNTS.items() for word in words.split()]
)
def test_syllables_of_words_that_articles_use(word: str, count: int) -> None:
    assert syllables(word) == count


def test_every_word_has_a_syllable() -> None:
    assert [syllables(word) for word in ("hmm", "e", "the", "tv", "'s")] == [1] * 5


def test_flesch_as_published() -> None:
    # Two sentences, six words, seven syllables.
    ease = reading_ease(Counter(["the", "cat", "sat", "a", "table", "fell"]), 2)
    assert ease == pytest.approx(206.835 - 1.015 * 3 - 84.6 * 7 / 6, abs=1e-9)


def test_without_words_there_is_no_reading_ease() -> None:
    assert reading_ease({}, 0) is None


def test_longer_words_and_longer_sentences_are_harder() -> None:
    plain = reading_ease(Counter(["we", "can", "lean", "on", "a", "friend"]), 2)
    joined = reading_ease(Counter(["we", "can", "lean", "on", "a", "friend"]), 1)
    long = reading_ease(Counter(["individuals", "demonstrate", "dependency", "on", "a", "friend"]), 2)
    assert plain is not None and joined is not None and long is not None
    assert plain > joined > long
