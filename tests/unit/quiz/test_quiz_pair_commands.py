"""The commands for two people: the browser's own codes and file."""

import json
from pathlib import Path
from typing import Any

import pytest

from innerpersona_quiz import wire
from innerpersona_quiz.cli import main
from tests.unit.quiz.pairs import sheets_of


def written(path: Path, value: Any) -> str:
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return str(path)


def result(op: str, **fields: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(wire.handle(json.dumps({"api": 1, "op": op, **fields})))["result"]
    return found


@pytest.fixture
def code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    files = [written(tmp_path / f"{place}.json", sheet) for place, sheet in enumerate(sheets_of(1))]
    assert main(["share", *files, "--name", "Zoë"]) == 0
    return capsys.readouterr().out.strip()


def test_share_prints_the_code_that_the_browser_makes(code: str) -> None:
    assert code == result("share", sheets=sheets_of(1), name="Zoë")["code"]


def test_compare_writes_the_very_file_that_the_browser_saves(code: str, tmp_path: Path) -> None:
    """Whether a person comes as a code, as a link, as one sheet, as a list of sheets, or as a side with guesses."""
    one, several = sheets_of(2)[0], sheets_of(3)
    guessing = {"sheets": several, "name": "Ben", "guesses": {"attachment": {"anxiety": 2.5}}}
    kinds: list[tuple[Any, dict[str, Any]]] = [
        (f"{code}\n", {"code": code}),
        (f"https://example.org/compatibility/#c={code}&n=AAECAwQFBgcICQoLDA0ODw", {"code": code}),
        (one, {"sheets": [one]}),
        (several, {"sheets": several}),
        (guessing, guessing),
    ]
    output = tmp_path / "both.html"
    for content, side in kinds:
        first, second = written(tmp_path / "a", content), written(tmp_path / "b", several)
        assert main(["compare", first, second, "-o", str(output)]) == 0
        saved = result("compare_document", a=side, b={"sheets": several})["html"]
        assert output.read_bytes() == saved.encode("utf-8")


def test_compare_prints_and_says_whether_a_promise_was_kept(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path / "a.txt", code)
    assert main(["compare", file, file, "--committed", "broken"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("<!doctype html>") and 'data-note="promise"' in printed


def test_read_says_what_is_in_a_code(code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path / "a.txt", code)
    assert main(["read", file, "--format", "json"]) == 0
    holds = json.loads(capsys.readouterr().out)
    assert holds == result("read", code=code)["holds"]
    assert main(["read", file]) == 0
    told = capsys.readouterr().out
    assert "name  Zoë" in told and "left out  nothing" in told
    for part in holds["parts"]:
        for scale in part["scales"]:
            assert f"{scale['id']}  {scale['score']:.2f}  se {scale['se']:.2f}" in told


def test_read_tells_of_withheld_scores(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = {id: 3 for id in sheets_of(1)[1]["answers"] if not id.startswith("dom")}
    thin = result("share", sheets=[{"instrument": "conflict", "answers": answers}])["code"]
    assert main(["read", written(tmp_path / "a.txt", thin)]) == 0
    told = capsys.readouterr().out
    assert "dominating  withheld" in told and "name  none" in told and "left out  attachment, values" in told


@pytest.mark.parametrize(
    ("content", "exit_code", "told"),
    [
        ("hello", 1, "not a profile code"),
        ("{", 1, "neither a code nor valid JSON"),
        ("[" * 100_000, 1, "neither a code nor valid JSON"),
        ("[]", 1, "not a list of sheets"),
        ('{"name": "Anna"}', 1, "either a code or sheets"),
        ('{"instrument": "stars", "answers": {}}', 1, "no instrument"),
    ],
)
def test_what_is_no_person_is_refused(
    content: str, exit_code: int, told: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = written(tmp_path / "bad", content), written(tmp_path / "good", code)
    assert main(["compare", good, bad]) == exit_code
    assert told in capsys.readouterr().err


def test_answers_are_no_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", written(tmp_path / "me.json", sheets_of(1)[0])]) == 1
    assert "“share” makes a code" in capsys.readouterr().err
