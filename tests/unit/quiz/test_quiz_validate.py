"""The rules for instruments: all faults at once, each with its place and its fix."""

import re
from collections.abc import Callable

import pytest

from innerpersona_quiz.instruments import instrument_ids
from innerpersona_quiz.instruments.faults import Fault, InstrumentError, locate, nearest_name
from innerpersona_quiz.instruments.parsing import parse_instrument
from innerpersona_quiz.resources import read_text

ATTACHMENT, CONFLICT, VALUES = (read_text(f"instruments/{id}.toml") for id in instrument_ids())
TEXTS = {id: read_text(f"report/texts/{id}.toml") for id in instrument_ids()}

type Change = Callable[[str], str]


def faults_of(source: str) -> tuple[Fault, ...]:
    with pytest.raises(InstrumentError) as caught:
        parse_instrument(source, file="x.toml")
    return caught.value.faults


def without_item(source: str, prefix: str, count: int) -> str:
    """Return the source without its last items of a prefix."""
    head, *items = source.split("\n[[items]]")
    mine = [item for item in items if f'id = "{prefix}' in item][-count:]
    return "\n[[items]]".join([head, *(item for item in items if item not in mine)])


def near_pairs(pairs: str) -> Change:
    """Return the change that puts these near pairs in the place of a source's own."""
    return lambda source: re.sub(r"near_pairs = \[\n(?:.+\n)+?\]", f"near_pairs = {pairs}", source)


def without_flag(source: str, prefix: str) -> str:
    """Return the source with the items of a prefix taken out of the short form."""
    return re.sub(rf'(id = "{prefix}.*\n(?:.+\n)+?short_form = )true', r"\1false", source)


def moved_flag(source: str, one: str, other: str) -> str:
    """Return the source with the second item in the short form in place of the first."""
    taken = without_flag(source, one)
    return re.sub(rf'(id = "{other}"\n(?:.+\n)+?short_form = )false', r"\1true", taken)


INSTRUMENTS: list[tuple[str, str, Change, str, str, str]] = [
    (
        "an id twice",
        CONFLICT,
        lambda s: s.replace('"obl02"', '"obl01"'),
        "items[8].id",
        "used twice",
        "its own id",
    ),
    (
        "an item on no scale",
        VALUES,
        lambda s: s.replace('scale = "power"', 'scale = "powr"', 1),
        "items[4].scale",
        "on no scale",
        'Did you mean "power"?',
    ),
    (
        "too few items",
        VALUES,
        lambda s: without_item(s, "sec", 1),
        "scales[5]",
        "It has 2 items",
        "at least 3",
    ),
    (
        "no reversed item where it matters",
        CONFLICT,
        lambda s: s.replace("reverse = true", "reverse = false"),
        "scales[0]",
        "keyed the same way",
        "centred",
    ),
    (
        "a reversed item among centred ones",
        VALUES,
        lambda s: s.replace("reverse = false", "reverse = true", 1),
        "items[0].reverse",
        "not be centred",
        "reverse = false",
    ),
    (
        "a short form with more of one scale than of the others",
        CONFLICT,
        lambda s: s.replace("short_form = false", "short_form = true", 1),
        "scales[3]",
        "short form is unbalanced",
        "the same share of every scale's items",
    ),
    (
        "a short form that leaves out a scale",
        VALUES,
        lambda s: without_flag(s, "pow"),
        "scales[4]",
        "short form is unbalanced",
        "every scale",
    ),
    (
        "a short form of one item a scale",
        VALUES,
        lambda s: re.sub(r'(id = "[a-z]+03"\n(?:.+\n){3}short_form = )true', r"\1false", s),
        "scales[9]",
        "short form is unbalanced",
        "at least 2",
    ),
    (
        "a short form that is keyed one way",
        CONFLICT,
        lambda s: moved_flag(s, "dom05", "dom04"),
        "scales[2]",
        "short form is unbalanced",
        "keyed both ways",
    ),
    (
        "a short form with more of one facet than of another",
        ATTACHMENT,
        lambda s: moved_flag(s, "anx01", "anx09"),
        "scales[0]",
        "short form is unbalanced",
        "the same number in each facet",
    ),
    *(
        (f"near pairs: {name}", CONFLICT, near_pairs(pairs), "near_pairs", problem, "two items of one scale")
        for name, pairs, problem in (
            ("no list", '"int01"', "not a list"),
            ("three", '[["int01", "int02", "int03"]]', "not a pair of item ids"),
            ("numbers", "[[1, 2]]", "not a pair of item ids"),
            ("an item that is not there", '[["int01", "int09"]]', 'no item "int09"'),
            ("two scales", '[["int01", "dom01"]]', "not two items of one scale"),
            ("an item with itself", '[["int01", "int01"]]', "not two items of one scale"),
        )
    ),
    (
        "near pairs: one twice",
        CONFLICT,
        near_pairs('[["int01", "int03"], ["int03", "int01"]]'),
        "near_pairs",
        "there twice",
        "Keep it once",
    ),
    (
        "a calibration that is no text",
        CONFLICT,
        lambda s: s.replace("minutes = 5", "minutes = 5\ncalibration = 3"),
        "calibration",
        "not text",
        "Name the calibration file",
    ),
    (
        "points that are not counted from 1",
        CONFLICT,
        lambda s: s.replace("{ value = 5,", "{ value = 6,"),
        "choices",
        "do not count up from 1",
        "1, 2, 3",
    ),
    (
        "labels that do not match the points",
        VALUES,
        lambda s: s.replace("points = 6", "points = 7"),
        "choices",
        "7 points and 6 labels",
        "Label every point",
    ),
    (
        "two points with one label",
        CONFLICT,
        lambda s: s.replace('"Seldom"', '"Often"'),
        "choices[3].label",
        "there twice",
        "a label of its own",
    ),
    (
        "no points",
        CONFLICT,
        lambda s: s.replace("points = 5\n", ""),
        "points",
        "missing",
        "a whole number",
    ),
    (
        "an unknown key",
        CONFLICT,
        lambda s: s.replace("minutes = 5", "minutes = 5\nversoin = 2"),
        "versoin",
        "not known",
        'Did you mean "version"?',
    ),
    (
        "an unknown key that is like none",
        CONFLICT,
        lambda s: s.replace("minutes = 5", "minutes = 5\nxyz = 2"),
        "xyz",
        "not known",
        "use one of: ",
    ),
    (
        "a response style that there is not",
        VALUES,
        lambda s: s.replace('"centred"', '"centered"'),
        "response_style",
        "not known",
        'Did you mean "centred"?',
    ),
    (
        "a facet of a scale without facets",
        CONFLICT,
        lambda s: s.replace('scale = "avoiding"', 'scale = "avoiding"\nfacet = "late"', 1),
        "items[2].facet",
        "no facet",
        "Name one of its facets",
    ),
    (
        "a facet that is no text",
        CONFLICT,
        lambda s: s.replace('scale = "avoiding"', 'scale = "avoiding"\nfacet = 3', 1),
        "items[2].facet",
        "not text",
        "text in quotes",
    ),
    (
        "a calibration of centred scores",
        VALUES,
        lambda s: s.replace("minutes = 5", 'minutes = 5\ncalibration = "c.json"'),
        "calibration",
        "not scored by a calibration",
        "Remove",
    ),
]


@pytest.mark.parametrize(
    ("source", "change", "key", "problem", "fix"),
    [case[1:] for case in INSTRUMENTS],
    ids=[case[0] for case in INSTRUMENTS],
)
def test_each_fault_of_an_instrument_has_a_key_a_line_and_a_fix(
    source: str, change: Change, key: str, problem: str, fix: str
) -> None:
    changed = change(source)
    assert changed != source
    found = [fault for fault in faults_of(changed) if fault.key == key]
    assert len(found) == 1
    assert problem in found[0].problem and fix in found[0].fix
    if "missing" not in problem:
        assert found[0].line > 0


def test_a_missing_facet_is_told_where_the_scale_has_some() -> None:
    source = read_text("instruments/attachment.toml").replace('facet = "distance"\n', "", 1)
    assert ("items[0].facet", "It is missing.") in [(f.key, f.problem) for f in faults_of(source)]


def test_all_faults_come_at_once_and_in_the_order_of_the_file() -> None:
    source = CONFLICT
    changes = {case[0]: case[2] for case in INSTRUMENTS}
    for name in ("an id twice", "two points with one label", "an unknown key"):
        source = changes[name](source)
    faults = faults_of(source)
    assert [fault.key for fault in faults] == ["versoin", "choices[3].label", "items[8].id"]
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)


def test_dotted_keys_are_located() -> None:
    lines = locate('[a.b]\nlow.text = "x"\n"two words" = 1\n')
    assert lines[("a", "b", "low", "text")] == 2 and lines[("a", "b", "low")] == 2
    assert lines[("a", "b", "two words")] == 3


def test_the_nearest_name_or_all_of_them() -> None:
    assert nearest_name("minuts", ["minutes", "title"]) == 'Did you mean "minutes"?'
    assert nearest_name("zzz", ["a", "b"]) == "Remove it, or use one of: a, b."
    assert nearest_name("zzz", []) == "Remove it."
