"""`innerpersona-quiz validate`: which files it reads, what it prints, and how it ends."""

import json
from pathlib import Path

import pytest

from innerpersona_quiz.cli import main
from innerpersona_quiz.instruments import instrument_ids
from innerpersona_quiz.resources import read_text
from innerpersona_quiz.validation import check_files, check_shipped

CONFLICT, VALUES = (read_text(f"instruments/{id}.toml") for id in ("conflict", "values"))
TEXTS = {id: read_text(f"report/texts/{id}.toml") for id in instrument_ids()}


def test_what_is_shipped_has_no_faults(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    files, faults = check_shipped()
    assert files == [f"instruments/{id}.toml" for id in instrument_ids()] and faults == []
    assert main(["validate"]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert out == "3 instruments checked with the texts of the reports: no faults.\n"


def test_a_faulty_file_ends_with_one_and_every_fault(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "values.toml").write_text(VALUES.replace("points = 6", "points = 7"), "utf-8")
    texts = TEXTS["values"].replace("[strengths]\n", '[strengths]\nopenes = "x"\n')
    (tmp_path / "values.texts.toml").write_text(texts, "utf-8")
    path = str(tmp_path / "values.toml")
    assert main(["validate", path]) == 1
    out = capsysbinary.readouterr().out.decode().splitlines()
    assert out[0].startswith(f"{path}:") and ": choices: " in out[0]
    assert out[1].startswith(str(tmp_path / "values.texts.toml:")) and ": strengths.openes: " in out[1]
    assert out[2] == "1 instrument checked with the texts of the reports: 2 faults."
    assert main(["validate", path, "--format", "json"]) == 1
    told = json.loads(capsysbinary.readouterr().out)
    assert told["files"] == [path] and len(told["faults"]) == 2
    assert set(told["faults"][0]) == {"file", "line", "key", "problem", "fix"}


def test_texts_are_looked_for_where_the_package_has_them_too(tmp_path: Path) -> None:
    (tmp_path / "instruments").mkdir()
    (tmp_path / "report" / "texts").mkdir(parents=True)
    path = tmp_path / "instruments" / "conflict.toml"
    path.write_text(CONFLICT, "utf-8")
    (missing,) = check_files([path])
    assert missing.file == str(tmp_path / "report" / "texts" / "conflict.toml")
    assert "missing" in missing.problem
    (tmp_path / "report" / "texts" / "conflict.toml").write_text(TEXTS["conflict"], "utf-8")
    assert check_files([path]) == []


def test_a_file_is_called_like_its_instrument(tmp_path: Path) -> None:
    path = tmp_path / "quarrel.toml"
    path.write_text(CONFLICT, "utf-8")
    (tmp_path / "quarrel.texts.toml").write_text(TEXTS["conflict"], "utf-8")
    (fault,) = check_files([path])
    assert fault.key == "id" and "quarrel" in fault.problem and fault.line > 0


def test_broken_toml_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("id = ", "utf-8")
    (fault,) = check_files([path])
    assert "not valid TOML" in fault.problem


def test_an_unreadable_file_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(tmp_path / "none.toml")]) == 2
    assert "cannot be read" in capsys.readouterr().err
