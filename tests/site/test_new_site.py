"""A new site: checked and built as it was written, whatever its owner calls it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from innerpersona_quiz.instruments import instrument_ids
from innerpersona_site.cache import Cache
from innerpersona_site.check import check
from innerpersona_site.cli import main
from innerpersona_site.content.authors import AuthorKind
from innerpersona_site.diagnostics import errors
from innerpersona_site.sources import Site

SENTENCE = "Articles on sleep and calm, with a private self-assessment in your own browser."
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"/></svg>'


def _new(folder: Path, *more: str, name: str = "CalmTies", sentence: str = SENTENCE) -> int:
    return main(["new", "site", str(folder), "--name", name, "--sentence", sentence, *more])


def _faults(folder: Path) -> list[str]:
    return [str(fault) for fault in errors(check(Site(folder), Cache(None)).diagnostics)]


def test_all_that_was_said_is_in_the_settings_and_the_site_has_no_error(tmp_path: Path) -> None:
    mark = tmp_path / "mark.svg"
    mark.write_text(SVG, "utf-8")
    said = {
        "--url": "https://calm.test/sub/",
        "--sections": "Sleep,Days & nights",
        "--topics": "Rest,Worry",
        "--authors": "Ann Roe,The editors (organization)",
        "--quizzes": ",".join(instrument_ids()),
        "--country": "DE",
        "--contact": "mail@calm.test",
        "--licence": "CC BY 4.0",
        "--colors": "#1f5f8b,#8a4b12",
        "--mark": str(mark),
    }
    assert _new(tmp_path / "calm", *(word for pair in said.items() for word in pair)) == 0
    written = tomllib.loads((tmp_path / "calm" / "site.toml").read_text("utf-8"))
    assert written["name"] == "CalmTies" and written["description"] == SENTENCE
    assert written["sections"] == {"sleep": "Sleep", "days-nights": "Days & nights"}
    assert written["authors"] == {
        "ann-roe": {"name": "Ann Roe", "kind": AuthorKind.PERSON},
        "the-editors": {"name": "The editors", "kind": AuthorKind.ORGANIZATION},
    }
    assert written["colors"] == {"one": "#1f5f8b", "two": "#8a4b12"}
    assert (tmp_path / "calm" / "docs" / "images" / "mark.svg").read_text("utf-8") == SVG
    assert _faults(tmp_path / "calm") == []
    assert "role: imprint" in (tmp_path / "calm" / "docs" / "about" / "imprint.md").read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "N\"'\\{}[]()<>&*_`#|:;~^$%!?-–ßø愛😀",
        "N <b>x</b> **y** {{ x }} {% y %} <!-- z",
        "N [^1] [@x] \\ &amp; ~~x~~ ==y== {#id}",
        "1. N: no --- # $x$ :material-star: https://n.test /// faq",
    ],
)
def test_whatever_it_is_called_it_has_no_error(tmp_path: Path, name: str) -> None:
    flags = ("--sections", name, "--authors", name)
    sentence = f"{name} is what this site is called by the one who owns it."
    assert _new(tmp_path / "site", *flags, name=name, sentence=sentence) == 0
    assert _faults(tmp_path / "site") == []
    settings = tomllib.loads((tmp_path / "site" / "site.toml").read_text("utf-8"))
    assert settings["name"] == name and list(settings["sections"].values()) == [name]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--colors", "red,blue"), 'must be "#" with six digits'),
        (("--colors", "#1f5f8b"), "Name two colors"),
        (("--url", "calm.test"), "must be an absolute address"),
        (("--country", "Germany"), "two capital letters"),
        (("--contact", "nobody"), "must be a mail address"),
        (("--quizzes", "attachement"), "attachment"),
        (("--sections", "?,!"), "at least one of the sections"),
        (("--topics", "Rest,rest"), "the same address"),
        (("--sections", "Quiz"), "another page's"),
        (("--name", "N"), "3 to 60"),
        (("--mark", "missing.svg"), "can't be read"),
        (("--name", "a\x07b"), "control character"),
    ],
)
def test_what_can_not_be_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flags: tuple[str, str], said: str
) -> None:
    assert _new(tmp_path / "calm", *flags) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "calm").mkdir()
    assert _new(tmp_path / "calm") == 2
    assert "is there already" in capsys.readouterr().err
    assert list((tmp_path / "calm").iterdir()) == []


def test_without_a_terminal_what_has_no_default_must_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "site", str(tmp_path / "calm"), "--name", "CalmTies"]) == 2
    assert "--sentence" in capsys.readouterr().err
    assert not (tmp_path / "calm").exists()
