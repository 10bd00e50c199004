"""`innerpersona-quiz validate`: which folders it reads, what it prints, and how it ends."""

import json
import shutil
from pathlib import Path

import pytest

from innerpersona_quiz.cli import main
from innerpersona_quiz.instruments import instrument_folder, instrument_ids
from innerpersona_quiz.validation import check_folder, check_known, errors
from tests.unit.quiz.folders import QUESTIONNAIRE, TEXTS


def copy_of(id: str, folder: Path) -> Path:
    """Return a copy of a questionnaire's folder under the same name."""
    return Path(shutil.copytree(instrument_folder(id), folder / id))


def test_what_is_shipped_has_no_faults(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    folders, faults = check_known()
    assert [folder.name for folder in folders] == list(instrument_ids())
    assert {fault.level for fault in faults} <= {"note"}
    assert main(["validate"]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert "3 questionnaires checked with all texts: no faults" in out.splitlines()[-1]


def test_a_faulty_folder_ends_with_one_and_every_fault(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = copy_of("values", tmp_path)
    for name, old, new in (
        (QUESTIONNAIRE, "minutes = 5", "minuts = 5"),
        (TEXTS, "[report.strengths]\n", '[report.strengths]\nopenes = "x"\n'),
    ):
        file = folder / name
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    assert main(["validate", str(folder)]) == 1
    out = capsysbinary.readouterr().out.decode().splitlines()
    assert any(line.startswith(f"{folder}/{QUESTIONNAIRE}:") and ": minuts: " in line for line in out)
    assert out[-1] == "1 questionnaire checked with all texts: 2 faults."
    (folder / QUESTIONNAIRE).write_text(
        (folder / QUESTIONNAIRE).read_text("utf-8").replace("minuts", "minutes"), "utf-8"
    )
    assert main(["validate", str(folder), "--format", "json"]) == 1
    told = json.loads(capsysbinary.readouterr().out)
    assert told["folders"] == [str(folder)] and [one["key"] for one in told["faults"]] == [
        "report.strengths.openes"
    ]
    assert set(told["faults"][0]) == {"file", "line", "key", "problem", "fix", "level", "kind"}


def test_a_folder_is_called_like_its_instrument(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(instrument_folder("conflict"), tmp_path / "quarrel"))
    (fault,) = errors(check_folder(folder))
    assert fault.key == "id" and "quarrel" in fault.problem and fault.line > 0


def test_broken_toml_is_told_once(tmp_path: Path) -> None:
    folder = copy_of("conflict", tmp_path)
    (folder / QUESTIONNAIRE).write_text("id = ", "utf-8")
    (fault,) = check_folder(folder)
    assert "not valid TOML" in fault.problem


def test_no_folder_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(tmp_path / "none")]) == 2
    assert "is no folder" in capsys.readouterr().err


def test_a_text_that_goes_to_nearly_everybody_is_noted(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = Path(
        shutil.copytree(
            Path(__file__).parents[2] / "fixtures" / "instruments" / "sleep_habits", tmp_path / "drowsy"
        )
    )
    source = (folder / QUESTIONNAIRE).read_text("utf-8").replace('id = "sleep_habits"', 'id = "drowsy"', 1)
    (folder / QUESTIONNAIRE).write_text(source, "utf-8")
    assert main(["validate", str(folder)]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert "of 100 simulated people" in out or "no faults" in out.splitlines()[-1]
