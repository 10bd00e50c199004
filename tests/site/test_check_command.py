"""`innerpersona check`, as a writer runs it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import BIBLIOGRAPHY, DOCS, SETTINGS, article

from innerpersona_quiz.instruments import remove_folders
from innerpersona_site.cli import main
from innerpersona_site.lint import runner

LEAD = "Secure people lean on others, and they stand alone."


def whole_article(title: str, more: str = "") -> str:
    """Return an article that has every part and nothing to complain of."""
    keys = ["hazan1987romantic", "murray1996benefits", "murray1996selffulfilling", "pinquart2013meta"]
    keys += ["gaunt2006couple", "mikulincer2016attachment"]
    body = (
        f"{LEAD} [@{'; @'.join(keys)}]\n\n/// takeaways\n"
        + f"- {title} is a claim.\n" * 4
        + f"///\n\n{more}\n\n"
    )
    # No two articles may share eight words in a row, so each is filled with its own title.
    body += f"{title} is easy. " * 700 + "\n\n/// faq\n"
    body += "".join(f"//// question | Question {n}?\nYes.\n////\n\n" for n in range(4)) + "///\n\n"
    body += f"/// try\nSay {title} aloud.\n///\n\n"
    body += "/// call-to-action | Go on\n    to: quiz/attachment.md\n\nTake it.\n///\n"
    return article(title, body)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    docs = {
        path: text for path, text in DOCS.items() if not path.startswith("articles/")
    } | {
        "references.bib": BIBLIOGRAPHY,
        "articles/calm.md": whole_article("Calm", "See [warmth](warmth.md), [next week](later.md)."),
        "articles/warmth.md": whole_article("Warmth", "See [calm](calm.md).").replace(LEAD, "Warmth grows."),
        "articles/later.md": whole_article("Patience").replace("2026-11-01", "2126-11-01").replace(
            LEAD, "Patience pays."
        ),
    }  # fmt: skip
    for path, text in docs.items():
        target = tmp_path / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    (tmp_path / "site.toml").write_text(SETTINGS.replace("/base/", "/"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_warnings_alone_are_no_failure(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert said.endswith("0 errors, 1 warning, 5 notes (--notes shows them)\n")
    assert "warning[link-unpublished]" in said
    assert "note[" not in said


def test_notes_are_shown_where_asked_for(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--notes"]) == 0
    said = capsys.readouterr().out
    assert "docs/references.bib:77:1: note[bibliography-identifier]" in said
    assert said.endswith("0 errors, 1 warning, 5 notes\n")


def test_an_error_is_a_failure_with_file_and_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "docs/articles/calm.md").write_text(article("Article two", "[Gone](gone.md)\n"), "utf-8")
    assert main(["check"]) == 1
    assert "docs/articles/calm.md:11:8: error[link-missing]" in capsys.readouterr().out


def test_json_is_for_programs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json"]) == 0
    faults = json.loads(capsys.readouterr().out)
    assert [(fault["code"], fault["severity"]) for fault in faults] == [
        ("link-unpublished", "warning"),
        ("bibliography-identifier", "note"),
        ("bibliography-uncited", "note"),
        ("bibliography-uncited", "note"),
        ("bibliography-uncited", "note"),
        ("bibliography-uncited", "note"),
    ]


def test_editors_get_one_line_a_fault_and_nothing_else(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "docs/articles/warmth.md").write_text(whole_article("Warmth", "[Gone](gone.md)"), "utf-8")
    assert main(["check", "--format", "editor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(re.fullmatch(r"docs/\S+:\d+:\d+: (error|warning): .+ \[[a-z-]+\]", line) for line in lines)


def test_nothing_found_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calm = project / "docs/articles/calm.md"
    calm.write_text(calm.read_text("utf-8").replace(", [next week](later.md)", ""), "utf-8")
    bibliography = project / "docs/references.bib"
    entries = re.split(r"\n(?=@)", bibliography.read_text("utf-8"))
    uncited = ("brennan1998", "doe1990unplaced", "sroufe2005person", "schwartz1992")
    kept = [entry for entry in entries if not any(key in entry for key in uncited)]
    bibliography.write_text("\n".join(kept), "utf-8")
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "6 pages checked, nothing found.\n"


def test_what_has_not_changed_is_not_checked_again_and_what_has_is(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, first = main(["check"]), capsys.readouterr().out

    def checked_again(*arguments: object) -> None:
        raise AssertionError("checked again")

    with monkeypatch.context() as context:
        context.setattr(runner, "check_site", checked_again)
        assert (main(["check"]), capsys.readouterr().out) == (code, first)
        (project / "docs/articles/calm.md").write_text("---\n---\n", "utf-8")
        with pytest.raises(AssertionError, match="checked again"):
            main(["check"])
    assert main(["check"]) == 1
    assert "docs/articles/calm.md" in capsys.readouterr().out
    assert main(["check"]) == 1
    assert "docs/articles/calm.md" in capsys.readouterr().out


def test_findings_name_paths_from_where_the_command_runs(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "docs/articles/calm.md").write_text("---\n---\n", "utf-8")
    assert main(["check"]) == 1
    assert "\ndocs/articles/calm.md" in capsys.readouterr().out
    monkeypatch.chdir(project / "docs")
    assert main(["check", ".."]) == 1
    assert "\narticles/calm.md" in capsys.readouterr().out


def test_a_faulty_questionnaire_is_found(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project / "instruments/mine"
    folder.mkdir(parents=True)
    (folder / "questionnaire.toml").write_text('id = "mine"\nversion = "one"\n', "utf-8")
    settings = project / "site.toml"
    settings.write_text('instruments = ["instruments"]\n' + settings.read_text("utf-8"), "utf-8")
    try:
        assert main(["check"]) == 1
    finally:
        remove_folders(["mine"])
    said = capsys.readouterr().out
    assert "instruments/mine/questionnaire.toml:2:1: error[instrument-fault]: version:" in said
    assert (
        "instruments/mine/texts.toml:1:1: error[instrument-fault]: (the whole file): The file is missing."
        in said
    )


def test_a_folder_of_questionnaires_that_is_not_there_is_an_error_of_the_settings(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = project / "site.toml"
    settings.write_text('instruments = ["quizes"]\n' + settings.read_text("utf-8"), "utf-8")
    assert main(["check"]) == 1
    assert re.search(r"site\.toml:1:1: error\[settings\]: .*quizes is no folder", capsys.readouterr().out)


def test_without_docs_it_says_where_to_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "run this in the folder that holds site.toml and docs/" in capsys.readouterr().err


def test_the_content_of_this_repository_has_no_error() -> None:
    assert main(["check", str(Path(__file__).parents[2])]) == 0
