"""The command line: the browser's own file, friendly errors, exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from innerpersona_quiz import api
from innerpersona_quiz.__main__ import main
from innerpersona_quiz.load import load_instrument

INSTRUMENT = load_instrument("attachment")
SHEET: dict[str, Any] = {
    "instrument": "attachment",
    "answers": {item.id: 1 + index % 7 for index, item in enumerate(INSTRUMENT.items)},
}


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(SHEET), encoding="utf-8")
    return path


def test_report_writes_the_very_file_that_the_browser_saves(answers: Path, tmp_path: Path) -> None:
    output = tmp_path / "report.html"
    assert main(["report", str(answers), "-o", str(output)]) == 0
    from_browser = json.loads(api.handle(json.dumps({"api": 1, "op": "document", **SHEET})))["result"]["html"]
    assert output.read_bytes() == from_browser.encode("utf-8")


def test_report_prints_when_no_file_is_named(
    answers: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["report", str(answers)]) == 0
    assert capsysbinary.readouterr().out.startswith(b"<!doctype html>")


def test_score_as_json_is_the_result_of_the_api(
    answers: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["score", str(answers), "--format", "json"]) == 0
    expected = json.loads(api.handle(json.dumps({"api": 1, "op": "score", **SHEET})))["result"]
    assert json.loads(capsysbinary.readouterr().out) == expected


def test_score_as_text_names_every_score(answers: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["score", str(answers)]) == 0
    out = capsysbinary.readouterr().out.decode()
    for word in ("anxiety", "avoidance", "leaving", "holding_back", "regions", "style", "24 of 24"):
        assert word in out


def test_score_as_text_says_what_is_withheld(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "few.json"
    path.write_text(json.dumps({"instrument": "attachment", "answers": {}}))
    assert main(["score", str(path)]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert "withheld: 0 of 12" in out and "style" not in out


@pytest.mark.parametrize("prefix", ["", "\ufeff", "  \n"])
def test_a_whole_request_without_op_is_accepted_too(tmp_path: Path, prefix: str) -> None:
    path = tmp_path / "answers.json"
    path.write_text(prefix + json.dumps({"api": 1, **SHEET}), encoding="utf-8")
    assert main(["report", str(path), "-o", str(tmp_path / "r.html")]) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "not valid JSON"),
        (b"[]", "not an object"),
        (b"{}", "instrument"),
        (b'{"instrument": "attachment", "answers": {"anx01": 9}}', "answers.anx01"),
        (b'{"op": "score", "instrument": "attachment", "answers": {}}', "more than once"),
        (b'{"instrument": "attachment", "answers": {"anx01": 1, "anx01": 2}}', "more than once"),
    ],
)
def test_refused_answers_end_with_one_and_say_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes, told: str
) -> None:
    path = tmp_path / "answers.json"
    path.write_bytes(text)
    assert main(["score", str(path)]) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and told in captured.err and str(path) in captured.err
    assert "Traceback" not in captured.err


def test_unusable_files_end_with_two(
    tmp_path: Path, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    binary = tmp_path / "binary.json"
    binary.write_bytes(b"\xff\xfe\x00")
    assert main(["score", str(tmp_path / "missing.json")]) == 2
    assert main(["score", str(tmp_path)]) == 2
    assert main(["score", str(binary)]) == 2
    assert main(["report", str(answers), "-o", str(tmp_path / "no" / "r.html")]) == 2
    errors = capsys.readouterr().err
    assert errors.count("innerpersona-quiz:") == 4


def test_list_and_show(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["list"]) == 0
    assert "attachment" in capsysbinary.readouterr().out.decode()
    assert main(["show", "attachment"]) == 0
    shown = capsysbinary.readouterr().out.decode()
    assert all(item.text in shown and item.id in shown for item in INSTRUMENT.items)
    assert INSTRUMENT.hash in shown
    assert main(["show", "astrology"]) == 2


@pytest.mark.parametrize("arguments", [[], ["guess"], ["score"], ["score", "a", "--format", "xml"]])
def test_wrong_use_ends_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err
