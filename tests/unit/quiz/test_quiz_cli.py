"""The command line: the browser's own file, friendly errors, exit codes."""

import json
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from innerpersona_quiz import wire
from innerpersona_quiz.cli import main
from innerpersona_quiz.instruments import instrument_ids, load_instrument

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
    from_browser = json.loads(wire.handle(json.dumps({"api": 1, "op": "document", **SHEET})))["result"][
        "html"
    ]
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
    expected = json.loads(wire.handle(json.dumps({"api": 1, "op": "score", **SHEET})))["result"]
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


@pytest.mark.parametrize("id", instrument_ids())
def test_a_sheet_to_fill_in_can_be_scored_empty_and_filled(
    id: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["show", id, "--format", "sheet"]) == 0
    sheet = json.loads(capsysbinary.readouterr().out)
    assert set(sheet["answers"].values()) == {None}
    assert main(["score", written(tmp_path / "me.json", sheet)]) == 0
    assert "withheld: 0 of" in capsysbinary.readouterr().out.decode()
    sheet["answers"] = dict.fromkeys(sheet["answers"], 2)
    assert main(["score", written(tmp_path / "me.json", sheet)]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert "withheld" not in out
    order = [out.index(f"\n{scale.id}  ") for scale in load_instrument(id).scales]
    assert order == sorted(order)
    run = len(sheet["answers"])
    assert f"did you read each statement? The same answer came {run} times in a row." in out


def test_score_as_text_says_how_firm_it_is_and_what_the_short_form_costs(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    short = [item for item in INSTRUMENT.items if item.short_form]
    sheet = {"instrument": "attachment", "form": "short"}
    secure = {item.id: INSTRUMENT.keyed(item, 1 + n // 2 % 2) for n, item in enumerate(short)}
    assert main(["score", written(tmp_path / "one.json", {**sheet, "answers": secure})]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert "attachment 2.0.0, short form: 12 of 12 answered" in out
    assert "\nfirmness  none of 12 single answers could change what comes first\n" in out
    assert "did you read" not in out
    spread = {item.id: 2 + n % 5 for n, item in enumerate(short)}
    assert main(["score", written(tmp_path / "two.json", {**sheet, "answers": spread})]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert "\nshort form  ranges about 1.7 times as wide as in full\n" in out
    assert "of 12 single answers could change" in out and "none of 12" not in out


def test_a_dash_reads_the_standard_input_and_faults_name_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for text, code in ((json.dumps(SHEET), 0), ("{", 1)):
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text.encode())))
        assert main(["score", "-"]) == code
    told = capsys.readouterr()
    assert "24 of 24 answered" in told.out and "the standard input: " in told.err


def test_list_and_show_as_json(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["list", "--format", "json"]) == 0
    described = json.loads(capsysbinary.readouterr().out)
    assert INSTRUMENT.hash in [one["hash"] for one in described["instruments"]]
    assert main(["show", "attachment", "--format", "json"]) == 0
    shown = json.loads(capsysbinary.readouterr().out)
    assert [item["id"] for item in shown["items"]] == [item.id for item in INSTRUMENT.items]


def written(path: Path, content: object) -> str:
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def test_change_takes_answers_and_results(
    tmp_path: Path, answers: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    turned = {id: 8 - value for id, value in SHEET["answers"].items()}
    second = written(tmp_path / "second.json", {**SHEET, "answers": turned})
    assert main(["score", str(answers), "--format", "json"]) == 0
    first = written(tmp_path / "first.json", json.loads(capsysbinary.readouterr().out))
    found = []
    for before in (str(answers), first):
        assert main(["change", before, second, "--format", "json"]) == 0
        found.append(json.loads(capsysbinary.readouterr().out))
    assert [one["from"] for one in found] == ["answers", "scores"]
    assert all(set(one["scales"]) == {"anxiety", "avoidance"} for one in found)
    assert main(["change", first, second]) == 0
    text = capsysbinary.readouterr().out.decode()
    assert text.count("than answering noise would explain") == 2
    assert "independent of each other" in text


def test_change_says_when_a_score_was_withheld(
    tmp_path: Path, answers: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    empty = written(tmp_path / "empty.json", {**SHEET, "answers": {}})
    assert main(["change", str(answers), empty]) == 0
    assert capsysbinary.readouterr().out.decode().count("withheld in one of the two") == 2


def test_change_refuses_what_it_must_not_compare(
    tmp_path: Path, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", str(answers), "--format", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    old = written(
        tmp_path / "old.json", {**result, "instrument_version": "0.9.0", "instrument_hash": "0" * 64}
    )
    assert main(["change", old, str(answers)]) == 1
    assert "different editions" in capsys.readouterr().err
    assert main(["change", str(answers), written(tmp_path / "list.json", [])]) == 1
    assert "not an object" in capsys.readouterr().err
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    assert main(["change", str(broken), str(answers)]) == 1
    assert "not valid JSON" in capsys.readouterr().err
    assert main(["change", str(tmp_path / "none.json"), str(answers)]) == 2


CALIBRATE = [
    "calibrate",
    "exports.json",
    "--instrument",
    "attachment",
    "--sample",
    "Volunteers.",
    "-o",
    "c.json",
]


def test_calibrate_without_numpy_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("innerpersona_quiz.calibration.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert main(CALIBRATE) == 2
    assert "pip install 'innerpersona-quiz[calibrate]'" in capsys.readouterr().err


def test_calibrate_needs_a_known_questionnaire_and_a_sample(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*CALIBRATE, "--instrument", "stars"]) == 2
    assert main([*CALIBRATE, "--sample", "  "]) == 2
    assert main([*CALIBRATE, "--instrument", "values"]) == 2
    told = capsys.readouterr().err
    assert "no questionnaire" in told and "--sample is empty" in told and "own mean" in told


def test_help_names_every_command_and_says_what_each_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    for command in (
        "list",
        "show",
        "score",
        "report",
        "change",
        "share",
        "read",
        "compare",
        "validate",
        "calibrate",
    ):
        assert command in told
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0 and "usage:" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["guess"], ["score"], ["score", "a", "--format", "xml"]])
def test_wrong_use_ends_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err
