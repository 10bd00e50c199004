"""The words that tell one article from another."""

from __future__ import annotations

import pytest

from innerpersona_site.content.terms import TermWeights, cosine, count_terms, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("partner", "Partners"),
        ("story", "stories"),
        ("avoid", "avoiding"),
        ("repair", "repaired"),
        ("self’s", "self"),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("class", "clas"), ("being", "be"), ("value", "valid")])
def test_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_common_words_are_left_out_and_the_rest_counted() -> None:
    assert count_terms(["The", "partners", "and", "a", "Partner", "of", "it"]) == ((2, "partner"),)


def test_a_word_that_every_page_has_says_nothing() -> None:
    pages = [((2, "values"), (5, "love")), ((1, "conflict"), (9, "love"))]
    weights = TermWeights(pages)
    assert weights.vector(pages[0], 10) == {"values": 1.0, "love": 0.0}
    assert TermWeights(pages[:1]).vector(pages[0], 10) == {}


def test_cosine_is_one_for_the_same_and_none_for_strangers() -> None:
    pages = [((1, "a"), (2, "b")), ((1, "a"), (2, "b")), ((1, "c"),), ((1, "b"), (3, "c"))]
    weights = TermWeights(pages)
    one, same, stranger, half = (weights.vector(page, 10) for page in pages)
    assert cosine(one, same) == 1.0
    assert cosine(one, stranger) == 0.0
    assert 0 < cosine(one, half) < 1
    assert cosine(one, half) == cosine(half, one)
