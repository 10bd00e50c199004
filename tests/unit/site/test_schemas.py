"""The schemas for editors say of a file what the check says of it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from innerpersona_site.cli import main
from innerpersona_site.content.front_matter import read_front_matter
from innerpersona_site.content.front_matter_examples import EXAMPLES, WHOLE
from innerpersona_site.content.model import Kind
from innerpersona_site.content.schemas import REFERENCE, front_matter_schema, schema_files
from innerpersona_site.content.settings import Settings, parse_settings
from innerpersona_site.content.settings_schema import SETTINGS, settings_schema
from innerpersona_site.content.source import split_source
from innerpersona_site.content.yaml_source import read_yaml

HEAD = 'name = "A site"\nurl = "https://site.example/"\n'
WRONG = [
    "name = 3",
    'name = " "',
    'url = "https://site.example"',
    'url = "https://s.example/?a/"',
    'url = "https://s.example/../"',
    'url = "https://s.example//a/"',
    "tagline = 3",
    'language = "English"',
    'contact = "nobody"',
    "instruments = 3",
    "instruments = [3]",
    "navigation = 3",
    'navigation = [{ title = "A" }]',
    'navigation = [{ title = "A", page = "a.md", pages = [] }]',
    'navigation = [{ title = "A", file = "a.md" }]',
    'navigation = [{ title = "A", pages = [{ title = "B", pages = [] }] }]',
    'navigation = [{ title = "", page = "a.md" }]',
    "authors = 3",
    '[authors.Ann]\nname = "Ann"\nkind = "person"',
    '[authors.ann]\nname = "Ann"\nkind = "robot"',
    '[authors.ann]\nname = "Ann"',
    '[authors.ann]\nname = "A"\nkind = "person"\nage = 3',
    "[sections]",
    '[sections]\n"Two words" = "A"',
    '[topics]\nrest = ""',
    'licence = "CC"',
    'licence = { name = "A", url = "ftp://a" }',
    'country = "de"',
    'colors = { one = "#123456" }',
    'colors = { one = "#123456", two = "blue" }',
    'mark = "mark.png"',
    "unknown = 1",
]
"""Each has one fault, which is one of its form."""


def _settings_errors(text: str) -> list[Any]:
    return list(Draft202012Validator(settings_schema()).iter_errors(tomllib.loads(text)))


def _front_errors(kind: Kind | None, text: str) -> list[Any]:
    data = json.loads(
        json.dumps(read_yaml(split_source(text).yaml or "").data, default=str)
    )  # days are texts there
    checker = FormatChecker(["date"])
    return list(Draft202012Validator(front_matter_schema(kind), format_checker=checker).iter_errors(data))


@pytest.mark.parametrize("name", [name for name in schema_files() if name.endswith(".json")])
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schema_files()[name]))


def test_every_setting_is_in_the_table_and_no_other() -> None:
    assert set(SETTINGS) == set(Settings.__dataclass_fields__)


@pytest.mark.parametrize("key", SETTINGS)
def test_the_example_of_a_setting_is_right_by_both(key: str) -> None:
    text = (
        "".join(line for line in HEAD.splitlines(True) if not line.startswith(f"{key} "))
        + SETTINGS[key].example
    )
    assert parse_settings(text, "site.toml")[1] == []
    assert _settings_errors(text) == []


@pytest.mark.parametrize("line", WRONG)
def test_what_the_check_refuses_in_settings_the_schema_refuses(line: str) -> None:
    key = line.split(" ")[0]
    text = "".join(part for part in HEAD.splitlines(True) if not part.startswith(f"{key} ")) + line
    settings, faults = parse_settings(text, "site.toml")
    assert settings is None and faults[0].hint
    assert _settings_errors(text)


def test_the_settings_of_this_site_are_right_by_the_schema(root: Path) -> None:
    assert _settings_errors((root / "site.toml").read_text("utf-8")) == []


PATHS = {
    None: "about.md",
    Kind.ARTICLE: "articles/a.md",
    Kind.PATH: "paths/a.md",
    Kind.WORKSHEET: "worksheets/a.md",
}


@pytest.mark.parametrize("kind", PATHS)
@pytest.mark.parametrize(
    "line",
    [
        "",
        "title: A",
        "description: Short.",
        "draft: maybe",
        "other: 1",
        "date: 2026-13-40x",
        "drawing: nothing",
        "template: none.html",
        "tags: []",
        "formerly: [Upper]",
        "formerly: [/2019/old.html]",
        "ai: fully",
        "image: {file: a.gif, alt: A loop of five steps}",
        "goes_with: rest",
        "pieces: []",
    ],
)
def test_the_check_and_the_schema_agree_on_front_matter(kind: Kind | None, line: str) -> None:
    key = line.partition(":")[0]
    kept, skipping = [], False
    for old in WHOLE[kind].splitlines()[1:-1]:
        skipping = old.startswith(f"{key}:") or (skipping and old.startswith(" "))
        kept += [] if skipping else [old]
    text = "\n".join(["---", *kept, *([line] if line else []), "---", ""])
    front, _, _ = read_front_matter(PATHS[kind], "docs/a.md", split_source(text))
    assert (front is None) == bool(_front_errors(kind, text))


def test_every_key_is_described_and_has_an_example() -> None:
    text = schema_files()[REFERENCE]
    for kind in PATHS:
        for key, part in front_matter_schema(kind)["properties"].items():
            assert part["description"] and key in EXAMPLES
            assert f"### `{key}`" in text
    assert all(f"### `{key}`" in text for key in SETTINGS)


def test_the_command_writes_them_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", str(tmp_path / "made")]) == 0
    assert {file.name: file.read_text("utf-8") for file in (tmp_path / "made").iterdir()} == schema_files()
    assert str(tmp_path / "made") in capsys.readouterr().out
    (tmp_path / "file").touch()
    assert main(["schema", str(tmp_path / "file")]) == 2
