"""The wording of the items: short, plain, one idea, keyed both ways, and balanced."""

import re
from collections import Counter

import pytest

from innerpersona_quiz.load import load_instrument
from innerpersona_quiz.model import Item

INSTRUMENT = load_instrument("attachment")
ITEMS = pytest.mark.parametrize("item", INSTRUMENT.items, ids=lambda item: item.id)
WORDS = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
NEGATIONS = {"not", "never", "no", "none", "nobody", "nothing", "without", "hardly", "rarely", "seldom"}


def syllables(word: str) -> int:
    """Count vowel groups, leaving out a silent final e: right for nearly all everyday words."""
    plain = word.lower().split("'")[0].split("’")[0]
    groups = len(re.findall(r"[aeiouy]+", plain))
    silent = plain.endswith("e") and not plain.endswith(("le", "ee", "ye")) and groups > 1
    return max(1, groups - silent)


def grade(text: str) -> float:
    """Flesch-Kincaid grade level of a text of one sentence or more."""
    words = WORDS.findall(text)
    sentences = max(1, len(re.findall(r"[.!?]", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_the_grade_formula_tells_hard_text_from_easy() -> None:
    assert grade("The cat sat on the mat.") < 1
    assert grade("Psychological vulnerability necessitates considerable deliberation.") > 20


@ITEMS
def test_a_thirteen_year_old_can_read_it(item: Item) -> None:
    assert grade(item.text) <= 8
    assert len(WORDS.findall(item.text)) <= 20


@ITEMS
def test_no_item_says_not(item: Item) -> None:
    """Without negations there are no double ones, and no item is reversed by a mere "not"."""
    words = {word.lower() for word in WORDS.findall(item.text)}
    assert not words & NEGATIONS
    assert not {word for word in words if word.endswith(("n't", "n’t"))}


@ITEMS
def test_it_is_one_sentence_about_oneself(item: Item) -> None:
    assert item.text.count(".") == 1 and item.text.endswith(".")
    assert re.search(r"\b(I|me|my)\b", item.text)


@ITEMS
def test_it_can_be_answered_with_and_without_a_partner(item: Item) -> None:
    assert not re.search(
        r"\b(partner|husband|wife|boyfriend|girlfriend|spouse|marriage)s?\b", item.text, re.I
    )


def test_no_two_items_are_alike() -> None:
    sets = [{word.lower() for word in WORDS.findall(item.text)} for item in INSTRUMENT.items]
    for index, one in enumerate(sets):
        for other in sets[index + 1 :]:
            assert len(one & other) / len(one | other) < 0.5


def test_each_facet_is_keyed_both_ways_in_equal_parts() -> None:
    counts = Counter((item.scale, item.facet, item.reverse) for item in INSTRUMENT.items)
    assert len(counts) == 12 and set(counts.values()) == {2}


def test_the_short_form_takes_one_of_each_key_from_each_facet() -> None:
    short = [item for item in INSTRUMENT.items if item.short_form]
    counts = Counter((item.scale, item.facet, item.reverse) for item in short)
    assert len(short) == 12 and len(counts) == 12


def test_the_scales_take_turns_and_keys_do_not_run_on() -> None:
    scales = [item.scale for item in INSTRUMENT.items]
    assert scales[::2] == ["anxiety"] * 12 and scales[1::2] == ["avoidance"] * 12
    keys = "".join("r" if item.reverse else "f" for item in INSTRUMENT.items)
    assert "rrrr" not in keys and "ffff" not in keys
