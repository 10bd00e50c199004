"""The wording of the items: short, plain, one idea, balanced, and nobody else's."""

import re
from collections import Counter

import pytest

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.model import Instrument, Item

INSTRUMENT = load_instrument("attachment")
CONFLICT = load_instrument("conflict")
VALUES = load_instrument("values")
ALL = (INSTRUMENT, CONFLICT, VALUES)
ITEMS = pytest.mark.parametrize(
    "item", [item for instrument in ALL for item in instrument.items], ids=lambda item: item.id
)
OWN = pytest.mark.parametrize("item", [*INSTRUMENT.items, *CONFLICT.items], ids=lambda item: item.id)
PORTRAITS = pytest.mark.parametrize("item", VALUES.items, ids=lambda item: item.id)
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
def test_it_is_one_sentence(item: Item) -> None:
    assert item.text.count(".") == 1 and item.text.endswith(".")


@OWN
def test_it_is_about_oneself(item: Item) -> None:
    assert re.search(r"\b(I|me|my|mine|we|us)\b", item.text)


@PORTRAITS
def test_a_portrait_is_of_a_person_of_any_gender(item: Item) -> None:
    assert item.text.startswith("This person ")
    assert not re.search(r"\b(he|she|his|her|hers|him|himself|herself|man|woman)\b", item.text, re.I)


@PORTRAITS
def test_a_portrait_is_of_an_aim_and_of_no_habit(item: Item) -> None:
    assert re.match(r"This person (wants|hopes|longs|would choose) ", item.text)


@pytest.mark.parametrize("item", INSTRUMENT.items, ids=lambda item: item.id)
def test_the_other_in_the_attachment_items_is_one_person(item: Item) -> None:
    assert not re.search(r"\b(someone|somebody|people|others|anyone)\b", item.text, re.I)
    assert re.search(r"\b(this person|we)\b", item.text, re.I)


@pytest.mark.parametrize("item", CONFLICT.items, ids=lambda item: item.id)
def test_how_often_is_asked_of_what_one_does(item: Item) -> None:
    """A preference, a feeling or an ability has no frequency."""
    clause = item.text.rpartition(", ")[2]
    verbs = r"\bI (would|can|could|feel|like|want|prefer|think|believe)\b"
    assert not re.search(verbs, clause.partition(" when ")[0])


@ITEMS
def test_it_asks_nothing_that_depends_on_how_one_happens_to_live(item: Item) -> None:
    """No job, school, income, phone, travel, house, touch or tears: not everybody has them, or means the same by them."""
    narrow = (
        r"\b(jobs?|pay|wages?|salary|school|boss|colleagues?|text(s|ed)?|messages?|repl(y|ies)|phone|trips?|travel|"
        r"neighbou?rs?|grandparents|famil(y|ies)|hugs?|kiss|cry|cries|films?|prize|money|dishes|soup)\b"
    )
    assert not re.search(narrow, item.text, re.I)


@ITEMS
def test_it_can_be_answered_with_and_without_a_partner(item: Item) -> None:
    assert not re.search(
        r"\b(partner|husband|wife|boyfriend|girlfriend|spouse|marriage)s?\b", item.text, re.I
    )


def test_no_two_items_are_alike() -> None:
    sets = [{word.lower() for word in WORDS.findall(item.text)} for one in ALL for item in one.items]
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


def test_no_id_is_in_two_instruments() -> None:
    """One page may hold two of them, and radio buttons are found by their items' ids."""
    ids = [item.id for one in ALL for item in one.items]
    assert len(set(ids)) == len(ids) == 79


def test_conflict_has_five_items_a_strategy_two_of_them_reversed() -> None:
    assert Counter(item.scale for item in CONFLICT.items) == dict.fromkeys(
        (scale.id for scale in CONFLICT.scales), 5
    )
    assert Counter(item.scale for item in CONFLICT.items if item.reverse) == dict.fromkeys(
        (scale.id for scale in CONFLICT.scales), 2
    )
    assert (CONFLICT.lowest, CONFLICT.midpoint, CONFLICT.highest) == (1, 3.0, 5)
    assert CONFLICT.response_style == "keyed"


def test_values_have_three_portraits_each_and_centring_in_place_of_keys() -> None:
    assert Counter(item.scale for item in VALUES.items) == dict.fromkeys(
        (scale.id for scale in VALUES.scales), 3
    )
    assert len(VALUES.scales) == 10 and not any(item.reverse for item in VALUES.items)
    assert (VALUES.lowest, VALUES.midpoint, VALUES.highest) == (1, 3.5, 6)
    assert VALUES.response_style == "centred"


@pytest.mark.parametrize("instrument", [CONFLICT, VALUES], ids=lambda one: one.id)
def test_scales_come_round_in_turn(instrument: Instrument) -> None:
    count = len(instrument.scales)
    order = [item.scale for item in instrument.items]
    rounds = [order[start : start + count] for start in range(0, len(order), count)]
    assert all(set(one) == {scale.id for scale in instrument.scales} for one in rounds)
    assert all(one == rounds[0] for one in rounds)


def test_keys_of_the_conflict_items_do_not_run_on() -> None:
    keys = "".join("r" if item.reverse else "f" for item in CONFLICT.items)
    assert "rrrr" not in keys and "ffff" not in keys


PHRASES = (
    # Turns of phrase that are the mark of published inventories of attachment …
    "abandoned",
    "afraid that",
    "as close as",
    "get too close",
    "to get close",
    "being close",
    "merge",
    "romantic",
    "open up",
    "opening up",
    "depend on",
    "rely on",
    "deep down",
    "scare",
    "lose my",
    "want to stay with me",
    "turn to",
    "comfort, advice",
    "really know me",
    "care about me as much",
    "resent",
    # … of conflict styles …
    "split the difference",
    "firm in pursuing",
    "soothe",
    "postpone",
    "keep it to myself",
    "use my influence",
    "go along with",
    # … of values and of personality.
    "give and take",
    "middle ground",
    "middle course",
    "win-win",
    "put on the spot",
    "bring all our concerns",
    "into the open",
    "acceptable to us",
    "satisfy the",
    "wishes of",
    "give in to",
    "it is important to",
    "important to this person",
    "thinking up new ideas",
    "be rich",
    "lots of money",
    "treated equally",
    "surprises",
    "adventures",
    "spoil",
    "loyal to",
    "care for nature",
    "modest",
    "what they are told",
    "make decisions",
    "get along with",
    "life of the party",
    "sympathize",
    "impress",
    "when no one is watching",
    "very much like me",
    "own decisions",
    "secure surroundings",
    "behave properly",
    "irritate",
    "abilities",
    "pulling away",
    "lot of reassurance",
    "accommodate",
    "disagreements with",
    "not like me at all",
)


@pytest.mark.parametrize("instrument", ALL, ids=lambda one: one.id)
def test_no_turn_of_phrase_of_a_published_inventory_is_in_it(instrument: Instrument) -> None:
    told = [item.text for item in instrument.items] + [choice.label for choice in instrument.choices]
    assert [text for text in told for phrase in PHRASES if phrase in text.lower()] == []
