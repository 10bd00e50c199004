"""The rules for instruments: all faults at once, each with its place and its fix."""

import re

import pytest

from innerpersona_quiz.instruments.faults import Fault, InstrumentError, locate, nearest_name
from innerpersona_quiz.instruments.parsing import parse_instrument
from innerpersona_quiz.validation import check
from tests.unit.quiz.folders import QUESTIONNAIRE, TEXTS, Change, changed, reader

ATTACHMENT, CONFLICT, VALUES = "attachment", "conflict", "values"


def faults_of(id: str, name: str, change: Change) -> tuple[Fault, ...]:
    with pytest.raises(InstrumentError) as caught:
        parse_instrument(reader(changed(id, name, change)), "x")
    return caught.value.faults


def without_item(source: str, prefix: str, count: int) -> str:
    """Return the source without its last items of a prefix."""
    mine = [line for line in source.splitlines() if line.startswith(f'  {{ id = "{prefix}')][-count:]
    return "\n".join(line for line in source.splitlines() if line not in mine)


def near_pairs(pairs: str) -> Change:
    """Return the change that puts these near pairs in the place of a source's own."""
    return lambda source: re.sub(r"near_pairs = \[\n(?:.+\n)+?\]", f"near_pairs = {pairs}", source)


def without_flag(source: str, prefix: str) -> str:
    """Return the source with the items of a prefix taken out of the short form."""
    return re.sub(rf'(id = "{prefix}.*short_form = )true', r"\1false", source)


def moved_flag(source: str, one: str, other: str) -> str:
    """Return the source with the second item in the short form in place of the first."""
    return re.sub(rf'(id = "{other}".*short_form = )false', r"\1true", without_flag(source, one))


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
        lambda s: re.sub(r'(id = "[a-z]+03".*short_form = )true', r"\1false", s),
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
        lambda s: s.replace('scale = "avoiding"', 'scale = "avoiding", facet = "late"', 1),
        "items[2].facet",
        "no facet",
        "Name one of its facets",
    ),
    (
        "a facet that is no text",
        CONFLICT,
        lambda s: s.replace('scale = "avoiding"', 'scale = "avoiding", facet = 3', 1),
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


OWN_POINTS = 'choices = ["Never", "Now and then", "Often", "Always", "Every day"]\n'

LABELS: list[tuple[str, str, str, str, str]] = [
    ("labels that do not match the points", "points = 6", OWN_POINTS, "choices", "6 points and 5 labels"),
    (
        "two points with one label",
        "points = 5",
        OWN_POINTS.replace("Often", "Never"),
        "choices",
        "there twice",
    ),
    ("no labels", "points = 5", "", "choices", "labels of the points are missing"),
    ("too many points", "points = 12", OWN_POINTS, "points", "no number of points"),
]


@pytest.mark.parametrize(
    ("points", "labels", "key", "problem"), [one[1:] for one in LABELS], ids=[one[0] for one in LABELS]
)
def test_points_of_its_own_need_a_label_each(points: str, labels: str, key: str, problem: str) -> None:
    files = changed(CONFLICT, QUESTIONNAIRE, lambda s: s.replace('response_scale = "frequency5"', points))
    files[TEXTS] = labels + files[TEXTS]
    with pytest.raises(InstrumentError) as caught:
        parse_instrument(reader(files), "x")
    assert [one for one in caught.value.faults if one.key == key and problem in one.problem]


def test_a_response_scale_of_its_own_is_read() -> None:
    files = changed(
        CONFLICT, QUESTIONNAIRE, lambda s: s.replace('response_scale = "frequency5"', "points = 5")
    )
    files[TEXTS] = OWN_POINTS + files[TEXTS]
    found, _ = parse_instrument(reader(files), "x")
    assert [choice.label for choice in found.choices][::4] == ["Never", "Every day"]


@pytest.mark.parametrize(
    ("id", "change", "key", "problem", "fix"),
    [case[1:] for case in INSTRUMENTS],
    ids=[case[0] for case in INSTRUMENTS],
)
def test_each_fault_of_an_instrument_has_a_key_a_line_and_a_fix(
    id: str, change: Change, key: str, problem: str, fix: str
) -> None:
    found = [fault for fault in faults_of(id, QUESTIONNAIRE, change) if fault.key == key]
    assert len(found) == 1
    assert problem in found[0].problem and fix in found[0].fix
    if "missing" not in problem:
        assert found[0].line > 0


def test_a_missing_facet_is_told_where_the_scale_has_some() -> None:
    faults = faults_of(ATTACHMENT, QUESTIONNAIRE, lambda s: s.replace(' facet = "distance",', "", 1))
    assert ("items[0].facet", "It is missing.") in [(f.key, f.problem) for f in faults]


def test_all_faults_come_at_once_and_in_the_order_of_the_file() -> None:
    changes = {case[0]: case[2] for case in INSTRUMENTS}

    def change(source: str) -> str:
        for name in ("an id twice", "near pairs: no list", "an unknown key"):
            source = changes[name](source)
        return source

    faults = [one for one in faults_of(CONFLICT, QUESTIONNAIRE, change) if one.file.endswith(QUESTIONNAIRE)]
    assert [fault.key for fault in faults] == ["versoin", "near_pairs", "items[8].id"]
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)


KINDS: list[tuple[str, str, Change, str, str]] = [
    (
        "an unknown kind",
        CONFLICT,
        lambda s: s.replace("dual_concern", "dual_concerns"),
        "kind",
        "There is no kind",
    ),
    (
        "a strategy without its role",
        CONFLICT,
        lambda s: s.replace('middle = "', 'center = "'),
        "dual_concern",
        "role",
    ),
    (
        "a role of no scale",
        CONFLICT,
        lambda s: s.replace('self = "dominating"', 'self = "pressing"'),
        "dual_concern",
        "role",
    ),
    ("three regions", ATTACHMENT, lambda s: s.replace(', "fearful"]', "]"), "plane.regions", "four"),
    (
        "an axis of no scale",
        ATTACHMENT,
        lambda s: s.replace('up = "avoidance"', 'up = "distance"'),
        "plane",
        "two scales",
    ),
    (
        "weights that add up to more",
        VALUES,
        lambda s: s.replace("power = 0.4", "power = 0.5"),
        "circle.higher.self_enhancement",
        "add up",
    ),
    (
        "three broad values",
        VALUES,
        lambda s: re.sub(r"\[circle.higher.openness\]\n(.+\n)+", "", s),
        "circle.higher",
        "four",
    ),
    (
        "scores that are not centred",
        VALUES,
        lambda s: s.replace('response_style = "centred"\n', ""),
        "scales[0]",
        "keyed the same way",
    ),
    (
        "a friction on no scale",
        CONFLICT,
        lambda s: s.replace('both = "avoiding"', 'both = "avoidng"'),
        "frictions[2]",
        "no scale",
    ),
    (
        "a friction that says nothing",
        CONFLICT,
        lambda s: s.replace('both = "obliging"', ""),
        "frictions[3]",
        "which combination",
    ),
]


@pytest.mark.parametrize(
    ("id", "change", "key", "problem"), [one[1:] for one in KINDS], ids=[one[0] for one in KINDS]
)
def test_each_kind_says_what_it_needs(id: str, change: Change, key: str, problem: str) -> None:
    found = check(reader(changed(id, QUESTIONNAIRE, change)), "x", id)
    assert [one for one in found if one.key == key and problem in one.problem and one.line > 0]


def test_dotted_keys_are_located() -> None:
    lines = locate('[a.b]\nlow.text = "x"\n"two words" = 1\n')
    assert lines[("a", "b", "low", "text")] == 2 and lines[("a", "b", "low")] == 2
    assert lines[("a", "b", "two words")] == 3


def test_the_nearest_name_or_all_of_them() -> None:
    assert nearest_name("minuts", ["minutes", "title"]) == 'Did you mean "minutes"?'
    assert nearest_name("zzz", ["a", "b"]) == "Remove it, or use one of: a, b."
    assert nearest_name("zzz", []) == "Remove it."
