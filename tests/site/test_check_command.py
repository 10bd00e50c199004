"""`innerpersona check`, as a writer runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import DOCS, article

from innerpersona_site.cli import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, text in DOCS.items():
        target = tmp_path / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.replace("[@hazan1987romantic]", ""), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_warnings_alone_are_no_failure(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out.endswith("0 errors, 2 warnings\n")


def test_an_error_is_a_failure_with_file_and_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "docs/articles/two.md").write_text(article("Article two", "[Gone](gone.md)\n"), "utf-8")
    assert main(["check"]) == 1
    assert "docs/articles/two.md:11:8: error[link-missing]" in capsys.readouterr().out


def test_json_is_for_programs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json"]) == 0
    faults = json.loads(capsys.readouterr().out)
    assert [(fault["code"], fault["severity"]) for fault in faults] == [("link-unpublished", "warning")] * 2


def test_nothing_found_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "docs/articles/one.md").write_text(article("Article one", "Text.\n"), "utf-8")
    (project / "docs/articles/two.md").write_text(article("Article two", "Text.\n"), "utf-8")
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "7 pages checked, nothing found.\n"


def test_without_docs_it_says_where_to_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "run this where docs/ is" in capsys.readouterr().err


def test_the_content_of_this_repository_has_no_error() -> None:
    assert main(["check", str(Path(__file__).parents[2])]) == 0
