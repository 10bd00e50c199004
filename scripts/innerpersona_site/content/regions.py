"""What an article can speak to: the regions of a reader's profile, as the questionnaires' kinds have them."""

from __future__ import annotations

from functools import cache

from innerpersona_quiz.instruments import sound_ids
from innerpersona_quiz.kinds import article_regions


def regions() -> tuple[str, ...]:
    """Return every region, in the order of the quizzes and of their reports; the quiz's id stands first in each."""
    return _in_order(sound_ids())


def region_words(region: str) -> str:
    """Return a region as a reader reads it inside a sentence: "self-enhancement"."""
    return _words(sound_ids()).get(region, region.partition(".")[2])


@cache
def _words(ids: tuple[str, ...]) -> dict[str, str]:
    return {key: words for id in ids for key, words in article_regions(id)}


@cache
def _in_order(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_words(ids))
