"""Instruments: the shipped one loads as promised, and a faulty file is reported whole."""

import re
from collections.abc import Callable

import pytest

from innerpersona_quiz.instruments import INSTRUMENT_IDS, instrument_ids, load_instrument
from innerpersona_quiz.instruments.faults import Fault, InstrumentError
from innerpersona_quiz.instruments.parsing import parse_instrument
from innerpersona_quiz.resources import read_text

SOURCE = read_text("instruments/attachment.toml")


def faults_of(source: str) -> tuple[Fault, ...]:
    with pytest.raises(InstrumentError) as caught:
        parse_instrument(source, file="x.toml")
    return caught.value.faults


def line_of(source: str, text: str) -> int:
    return next(number for number, line in enumerate(source.splitlines(), 1) if text in line)


def test_every_listed_instrument_loads_under_its_own_id() -> None:
    assert instrument_ids() == INSTRUMENT_IDS
    assert [load_instrument(id).id for id in instrument_ids()] == list(INSTRUMENT_IDS)


def test_attachment_has_the_promised_shape() -> None:
    instrument = load_instrument("attachment")
    expected = [f"{prefix}{number:02}" for number in range(1, 13) for prefix in ("anx", "avo")]
    assert [item.id for item in instrument.items] == expected
    assert [scale.id for scale in instrument.scales] == ["anxiety", "avoidance"]
    assert [choice.value for choice in instrument.choices] == [1, 2, 3, 4, 5, 6, 7]
    assert (instrument.lowest, instrument.midpoint, instrument.highest) == (1, 4.0, 7)
    assert {item.scale for item in instrument.items if item.id.startswith("anx")} == {"anxiety"}
    assert {item.scale for item in instrument.items if item.id.startswith("avo")} == {"avoidance"}


def test_an_unknown_instrument_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_instrument("../attachment")


def test_the_hash_follows_what_affects_answers_and_nothing_else() -> None:
    def hashed(old: str, new: str) -> str:
        assert old in SOURCE
        return parse_instrument(SOURCE.replace(old, new, 1), "x.toml").hash

    original = load_instrument("attachment").hash
    assert len(original) == 64
    assert hashed('title = "Attachment profile"', 'title = "Another title"') == original
    assert hashed("minutes = 5", "minutes = 6") == original
    assert hashed("I stay calm.", "I stay quite calm.") != original
    assert hashed('label = "Agree"', 'label = "I agree"') != original
    assert hashed("reverse = true\nshort_form = false", "reverse = false\nshort_form = false") != original
    assert hashed('version = "1.0.0"', 'version = "1.0.1"') != original


def test_all_faults_are_reported_at_once_with_line_key_and_fix() -> None:
    source = (
        SOURCE.replace('id = "anx03"', 'id = "anx02"')
        .replace(
            'facet = "holding_back"\nreverse = false\nshort_form = true', 'facet = "hiding"\ncolour = 3', 1
        )
        .replace("{ value = 7,", "{ value = 9,")
        .replace("minutes = 5", 'minutes = "five"')
    )
    faults = faults_of(source)
    found = {(fault.key, fault.line) for fault in faults}
    second = [number for number, line in enumerate(source.splitlines(), 1) if line == 'id = "anx02"'][1]
    table = line_of(source, 'id = "avo06"') - 1
    assert found == {
        ("minutes", line_of(source, 'minutes = "five"')),
        ("choices", line_of(source, "choices = [")),
        ("scales[1]", line_of(source, 'id = "avoidance"') - 1),
        ("items[4].id", second),
        ("items[11].facet", line_of(source, 'facet = "hiding"')),
        ("items[11].colour", line_of(source, "colour = 3")),
        ("items[11].reverse", table),
        ("items[11].short_form", table),
    }
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)
    assert all(fault.file == "x.toml" and fault.problem and fault.fix for fault in faults)
    assert str(faults[0]).startswith(f"x.toml:{faults[0].line}: minutes: ")


def test_broken_toml_is_one_fault_that_says_where() -> None:
    (fault,) = faults_of(SOURCE.replace('id = "anx01"', "id = anx01", 1))
    assert "line" in fault.problem and fault.fix


FAULTY: list[tuple[str, Callable[[str], str], str, str]] = [
    ("no version", lambda s: s.replace('version = "1.0.0"\n', ""), "version", "missing"),
    ("odd version", lambda s: s.replace('"1.0.0"', '"one"'), "version", "right form"),
    ("odd id", lambda s: s.replace('id = "attachment"', 'id = "At tachment"'), "id", "right form"),
    ("empty title", lambda s: s.replace('title = "Attachment profile"', 'title = " "'), "title", "empty"),
    ("unknown key", lambda s: s.replace("minutes = 5", "minutes = 5\nhours = 1"), "hours", "not known"),
    ("boolean", lambda s: s.replace("minutes = 5", "minutes = true"), "minutes", "not a whole number"),
    ("no items", lambda s: s[: s.index("[[items]]")], "items", "missing or empty"),
    (
        "no tables",
        lambda s: s[: s.index("[[items]]")].replace("minutes", "items = [1]\nminutes"),
        "items[0]",
        "table",
    ),
    (
        "unknown scale",
        lambda s: s.replace('scale = "anxiety"', 'scale = "worry"', 1),
        "items[0].scale",
        'no scale "worry"',
    ),
    (
        "two equal facets",
        lambda s: s.replace('id = "distance"', 'id = "leaving"'),
        "scales[0].facets[2].id",
        "used twice",
    ),
    (
        "unused facet",
        lambda s: s.replace('facet = "distance"', 'facet = "leaving"'),
        "scales[0]",
        '"distance"',
    ),
    ("one key", lambda s: s.replace("reverse = true", "reverse = false"), "scales[0]", "keyed the same way"),
    (
        "unbalanced short form",
        lambda s: s.replace("short_form = true", "short_form = false", 1),
        "scales[0]",
        "unbalanced",
    ),
    ("too few items", lambda s: "[[items]]".join(s.split("[[items]]")[:4]), "scales[1]", "It has 1 items"),
    ("one choice", lambda s: re.sub(r"\n  \{ value = [2-7].*", "", s), "choices", "only one"),
]


@pytest.mark.parametrize(
    ("change", "key", "told"), [case[1:] for case in FAULTY], ids=[case[0] for case in FAULTY]
)
def test_each_rule_names_the_key_at_fault(change: Callable[[str], str], key: str, told: str) -> None:
    changed = change(SOURCE)
    assert changed != SOURCE
    assert [found for found in faults_of(changed) if found.key == key and told in found.problem]
