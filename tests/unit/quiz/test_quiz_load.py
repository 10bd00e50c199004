"""Questionnaires: the shipped ones load as promised, others can be added, and a faulty folder is reported whole."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from innerpersona_quiz.instruments import (
    add_folders,
    added_folders,
    first_format_ids,
    instrument_folder,
    instrument_ids,
    load_instrument,
    remove_folders,
)
from innerpersona_quiz.instruments.faults import Fault, InstrumentError
from innerpersona_quiz.instruments.parsing import parse_instrument
from tests.unit.quiz.folders import QUESTIONNAIRE, TEXTS, Change, changed, files_of, reader


def faults_of(files: dict[str, str]) -> tuple[Fault, ...]:
    with pytest.raises(InstrumentError) as caught:
        parse_instrument(reader(files), "x")
    return caught.value.faults


def line_of(source: str, text: str) -> int:
    return next(number for number, line in enumerate(source.splitlines(), 1) if text in line)


def test_the_index_lists_the_folders_that_there_are() -> None:
    folder = instrument_folder("attachment").parent
    assert sorted(instrument_ids()) == sorted(path.parent.name for path in folder.glob(f"*/{QUESTIONNAIRE}"))
    assert [load_instrument(id).id for id in instrument_ids()] == list(instrument_ids())
    assert first_format_ids() == ("attachment", "conflict", "values")


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
    for load in (load_instrument, instrument_folder):
        with pytest.raises(KeyError):
            load("../attachment")


def test_the_hash_follows_what_affects_answers_and_nothing_else() -> None:
    def hashed(name: str, old: str, new: str) -> str:
        files = changed("attachment", name, lambda source: source.replace(old, new, 1))
        return parse_instrument(reader(files), "x")[0].hash

    original = load_instrument("attachment").hash
    assert len(original) == 64
    assert hashed(TEXTS, 'title = "Attachment profile"', 'title = "Another title"') == original
    assert hashed(TEXTS, "[report]\n", '[report]\nmore = "x"\n') == original
    assert hashed(QUESTIONNAIRE, "minutes = 5", "minutes = 6") == original
    assert hashed(TEXTS, "I tell them.", "I tell them so.") != original
    assert hashed(QUESTIONNAIRE, "reverse = true, short_form = false", "reverse = false, short_form = false")
    assert hashed(QUESTIONNAIRE, 'version = "2.0.0"', 'version = "1.0.1"') != original
    labels = 'choices = ["a", "b", "c", "d", "e", "f", "g"]\ntitle ='
    files = changed("attachment", TEXTS, lambda source: source.replace("title =", labels, 1))
    files[QUESTIONNAIRE] = files[QUESTIONNAIRE].replace('response_scale = "agreement7"', "points = 7")
    assert parse_instrument(reader(files), "x")[0].hash != original


def test_all_faults_of_both_files_are_reported_at_once_with_line_key_and_fix() -> None:
    files = changed(
        "attachment",
        QUESTIONNAIRE,
        lambda s: (
            s.replace('id = "anx03"', 'id = "anx02"')
            .replace(
                'facet = "holding_back", reverse = false, short_form = true', 'facet = "hiding", colour = 3'
            )
            .replace("minutes = 5", 'minutes = "five"')
        ),
    )
    files[TEXTS] = files[TEXTS].replace('title = "Anxiety"', 'title = ""')
    found = {(fault.file, fault.key, fault.line) for fault in faults_of(files)}
    source = files[QUESTIONNAIRE]
    second = [
        n for n, line in enumerate(source.splitlines(), 1) if line.strip().startswith('{ id = "anx02"')
    ][1]
    item = line_of(source, 'facet = "hiding"')
    assert found == {
        ("x/questionnaire.toml", "minutes", line_of(source, 'minutes = "five"')),
        ("x/questionnaire.toml", "scales[1]", line_of(source, 'id = "avoidance"') - 1),
        ("x/questionnaire.toml", "items[4].id", second),
        ("x/questionnaire.toml", "items[11].facet", item),
        ("x/questionnaire.toml", "items[11].colour", item),
        ("x/questionnaire.toml", "items[11].reverse", item),
        ("x/questionnaire.toml", "items[11].short_form", item),
        ("x/texts.toml", "scales.anxiety.title", line_of(files[TEXTS], 'title = ""')),
        ("x/texts.toml", "items.anx03", line_of(files[TEXTS], "anx03 =")),
    }
    assert all(fault.problem and fault.fix for fault in faults_of(files))


@pytest.mark.parametrize("name", [QUESTIONNAIRE, TEXTS])
def test_broken_toml_is_one_fault_that_says_where(name: str) -> None:
    (fault,) = faults_of(
        changed(
            "attachment",
            name,
            lambda s: s.replace("title = ", "title =, ").replace("minutes = 5", "minutes ="),
        )
    )
    assert fault.file == f"x/{name}" and "line" in fault.problem and fault.fix


@pytest.mark.parametrize("name", [QUESTIONNAIRE, TEXTS])
def test_a_missing_file_is_a_fault(name: str) -> None:
    files = files_of("attachment")
    del files[name]
    (fault,) = faults_of(files)
    assert fault.file == f"x/{name}" and "missing" in fault.problem


FAULTY: list[tuple[str, str, Callable[[str], str], str, str]] = [
    ("no version", QUESTIONNAIRE, lambda s: s.replace('version = "2.0.0"\n', ""), "version", "missing"),
    ("odd version", QUESTIONNAIRE, lambda s: s.replace('"2.0.0"', '"one"'), "version", "right form"),
    (
        "odd id",
        QUESTIONNAIRE,
        lambda s: s.replace('id = "attachment"', 'id = "At tachment"'),
        "id",
        "right form",
    ),
    (
        "empty title",
        TEXTS,
        lambda s: s.replace('title = "Attachment profile"', 'title = " "'),
        "title",
        "empty",
    ),
    (
        "unknown key",
        QUESTIONNAIRE,
        lambda s: s.replace("minutes = 5", "minutes = 5\nhours = 1"),
        "hours",
        "not known",
    ),
    (
        "boolean",
        QUESTIONNAIRE,
        lambda s: s.replace("minutes = 5", "minutes = true"),
        "minutes",
        "not a whole number",
    ),
    (
        "no items",
        QUESTIONNAIRE,
        lambda s: re.sub(r"items = \[\n(?:.+\n)+?\]", "", s),
        "items",
        "missing or empty",
    ),
    (
        "no tables",
        QUESTIONNAIRE,
        lambda s: re.sub(r"items = \[\n(?:.+\n)+?\]", "items = [1]", s),
        "items[0]",
        "table",
    ),
    (
        "unknown scale",
        QUESTIONNAIRE,
        lambda s: s.replace('scale = "anxiety"', 'scale = "worry"', 1),
        "items[0].scale",
        'no scale "worry"',
    ),
    (
        "two equal facets",
        QUESTIONNAIRE,
        lambda s: s.replace('"reassurance", "distance"]', '"reassurance", "leaving"]'),
        "scales[0].facets",
        "used twice",
    ),
    (
        "unused facet",
        QUESTIONNAIRE,
        lambda s: s.replace('facet = "distance"', 'facet = "leaving"'),
        "scales[0]",
        '"distance"',
    ),
    (
        "one key",
        QUESTIONNAIRE,
        lambda s: s.replace("reverse = true", "reverse = false"),
        "scales[0]",
        "keyed the same way",
    ),
    (
        "unbalanced short form",
        QUESTIONNAIRE,
        lambda s: s.replace("short_form = true", "short_form = false", 1),
        "scales[0]",
        "unbalanced",
    ),
    (
        "no response scale",
        QUESTIONNAIRE,
        lambda s: re.sub("response_scale.*\n", "", s),
        "response_scale",
        "either",
    ),
    (
        "odd response scale",
        QUESTIONNAIRE,
        lambda s: s.replace("agreement7", "agreement8"),
        "response_scale",
        "not known",
    ),
    ("an item without words", TEXTS, lambda s: re.sub("anx04 = .*\n", "", s), "items.anx04", "missing"),
    (
        "words without an item",
        TEXTS,
        lambda s: s.replace("[items]\n", '[items]\nanx99 = "x"\n'),
        "items.anx99",
        "not known",
    ),
    (
        "a scale without words",
        TEXTS,
        lambda s: s.replace("[scales.avoidance]", "[scales.avoidence]"),
        "scales.avoidance",
        "missing",
    ),
    ("labels of a shared scale", TEXTS, lambda s: 'choices = ["a"]\n' + s, "choices", "labels of its own"),
]


@pytest.mark.parametrize(
    ("name", "change", "key", "told"), [case[1:] for case in FAULTY], ids=[case[0] for case in FAULTY]
)
def test_each_rule_names_the_key_at_fault(name: str, change: Change, key: str, told: str) -> None:
    files = changed("attachment", name, change)
    assert [found for found in faults_of(files) if found.key == key and told in found.problem]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A copy of a questionnaire outside of the package, under another id."""
    folder = tmp_path / "bonds"
    shutil.copytree(instrument_folder("attachment"), folder)
    source = (folder / QUESTIONNAIRE).read_text("utf-8")
    (folder / QUESTIONNAIRE).write_text(source.replace('id = "attachment"', 'id = "bonds"', 1), "utf-8")
    yield folder
    remove_folders(["bonds"])


def test_a_folder_elsewhere_is_known_once_it_is_added(elsewhere: Path) -> None:
    with pytest.raises(KeyError):
        load_instrument("bonds")
    add_folders([elsewhere, elsewhere])
    assert instrument_ids() == ("attachment", "conflict", "values", "bonds")
    assert instrument_folder("bonds") == elsewhere and added_folders() == (elsewhere,)
    bonds = load_instrument("bonds")
    assert bonds.id == "bonds" and bonds.hash != load_instrument("attachment").hash
    remove_folders(["bonds"])
    assert "bonds" not in instrument_ids()


def test_a_folder_needs_to_be_there_and_a_name_of_its_own(elsewhere: Path, tmp_path: Path) -> None:
    add_folders([elsewhere])
    twin = tmp_path / "more" / "bonds"
    twin.mkdir(parents=True)
    (tmp_path / "values").mkdir()
    for folder, why in (
        (tmp_path / "none", "no folder"),
        (twin, "has the name"),
        (tmp_path / "values", "of the package"),
    ):
        with pytest.raises(ValueError, match=why):
            add_folders([folder])
