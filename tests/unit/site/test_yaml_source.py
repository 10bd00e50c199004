"""What YAML means here, where it stands, and what is refused of it."""

from __future__ import annotations

import datetime
import math

import pytest

from innerpersona_site.content.yaml_source import FaultKind, YamlFault, read_yaml


def fault_of(text: str) -> tuple[FaultKind, tuple[int, int]]:
    with pytest.raises(YamlFault) as caught:
        read_yaml(text)
    return caught.value.kind, caught.value.position


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *[(text, True) for text in ("true", "True", "TRUE")],
        *[(text, False) for text in ("false", "False", "FALSE")],
        *[(text, None) for text in ("", "~", "null", "Null", "NULL")],
        *[(text, text) for text in ("yes", "No", "on", "off", "y", "tRUE", "nULL")],
        *[(text, text) for text in ("12:30", "1:30.5", "<<", "=", "-_", "+", ".", "0x", "1.2.3", "2026-1-5")],
        ("12", 12),
        ("-1_000", -1000),
        ("017", 17),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b11", 3),
        ("1.5", 1.5),
        ("1_0.5", 10.5),
        ("-1e3", -1000.0),
        (".5", 0.5),
        (".Inf", math.inf),
        ("-.inf", -math.inf),
        ("9" * 5000, "9" * 5000),
        ("2026-11-24", datetime.date(2026, 11, 24)),
        ("2026-11-24 10:00:00", datetime.datetime(2026, 11, 24, 10)),
        ("'true'", "true"),
        ('"12"', "12"),
        ("[a, 1]", ["a", 1]),
        ("{a: true}", {"a": True}),
        ("|\n  two\n  lines\n", "two\nlines\n"),
    ],
)
def test_a_value_means_what_the_core_schema_says(written: str, meant: object) -> None:
    data = read_yaml(f"key: {written}\n").data
    assert data == {"key": meant}
    assert type(data["key"]) is type(meant)


def test_not_a_number_is_a_number() -> None:
    assert math.isnan(read_yaml("key: .nan").data["key"])


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n"])
def test_a_text_without_anything_has_no_data(text: str) -> None:
    assert read_yaml(text).data is None


def test_a_key_is_the_text_that_was_written() -> None:
    assert read_yaml("1: a\ntrue: b\n~: c\n? d\n: e\n").data == {"1": "a", "true": "b", "~": "c", "d": "e"}


def test_every_key_and_value_has_its_place() -> None:
    read = read_yaml("é: 'x'\nlist: [a, b]\n\ntable:\n  inner: 1\n  other: {deep: 2}\nitems:\n  - x\n")
    assert read.keys == {
        ("é",): (1, 1),
        ("list",): (2, 1),
        ("table",): (4, 1),
        ("table", "inner"): (5, 3),
        ("table", "other"): (6, 3),
        ("table", "other", "deep"): (6, 11),
        ("items",): (7, 1),
    }
    assert read.values == {
        (): (1, 1),
        ("é",): (1, 4),
        ("list",): (2, 7),
        ("list", 0): (2, 8),
        ("list", 1): (2, 11),
        ("table",): (5, 3),
        ("table", "inner"): (5, 10),
        ("table", "other"): (6, 10),
        ("table", "other", "deep"): (6, 17),
        ("items",): (8, 3),
        ("items", 0): (8, 5),
    }


@pytest.mark.parametrize(
    ("text", "kind", "position"),
    [
        ("a: 1\nb: 2\na: 3\n", FaultKind.DUPLICATE_KEY, (3, 1)),
        ("1: x\n'1': y\n", FaultKind.DUPLICATE_KEY, (2, 1)),
        ("t: {a: 1, a: 2}\n", FaultKind.DUPLICATE_KEY, (1, 11)),
        ("a: 1\n[b]: x\n", FaultKind.KEY, (2, 1)),
        ("? {a: b}\n: x\n", FaultKind.KEY, (1, 3)),
        ("a: *b\n", FaultKind.SIGN, (1, 4)),
        ("a: &b c\n", FaultKind.SIGN, (1, 4)),
        ("a: &b [*b]\n", FaultKind.SIGN, (1, 4)),
        ("*b : c\n", FaultKind.SIGN, (1, 1)),
        ("a: !x y\n", FaultKind.SIGN, (1, 4)),
        ("a: !!python/name:os.system y\n", FaultKind.SIGN, (1, 4)),
        ("a: ! 12\n", FaultKind.SIGN, (1, 4)),
        ("a: !!set {b}\n", FaultKind.SIGN, (1, 4)),
        ("!x a: b\n", FaultKind.SIGN, (1, 1)),
        ("a: b\nd: 2026-13-40\n", FaultKind.DAY, (2, 4)),
        ("d: 2026-11-24 25:00:00\n", FaultKind.DAY, (1, 4)),
        ("a: b\n--- c\n", FaultKind.DOCUMENTS, (2, 1)),
        ("a: b\nc: \x07d\n", FaultKind.CONTROL, (2, 4)),
        ("a: '\ud800'\n", FaultKind.CONTROL, (1, 5)),
        ("a: b\u2028c\n", FaultKind.CONTROL, (1, 5)),
        ('a: 1\nb: "x\\0"\n', FaultKind.CONTROL, (2, 4)),
        ('a: 1\nb: [x, "\\x01"]\n', FaultKind.CONTROL, (2, 8)),
        ('a: 1\nb: "\\uFFFE"\n', FaultKind.CONTROL, (2, 4)),
        ("a: " + "[" * 100 + "]" * 100, FaultKind.DEPTH, (1, 23)),
        ("a: b: c\n", FaultKind.SYNTAX, (1, 5)),
        ('a: "b\n', FaultKind.SYNTAX, (2, 1)),
        ("a: b\nc d\ne: f\n", FaultKind.SYNTAX, (2, 1)),
        ("a: b\r\tc: d\n", FaultKind.SYNTAX, (1, 6)),
        ("a: [b\n", FaultKind.SYNTAX, (2, 1)),
        ("%YAML 1.2\n", FaultKind.SYNTAX, (2, 1)),
        ("[" * 50_000, FaultKind.DEPTH, (1, 21)),
        ("- " * 5_000, FaultKind.DEPTH, (1, 41)),
    ],
)
def test_a_fault_has_its_kind_and_place(text: str, kind: FaultKind, position: tuple[int, int]) -> None:
    assert fault_of(text) == (kind, position)
