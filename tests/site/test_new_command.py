"""`innerpersona new` and `innerpersona explain`, as a writer runs them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import DOCS, SETTINGS

from innerpersona_quiz.instruments import added_folders, load_instrument, remove_folders
from innerpersona_quiz.validation import check_folder
from innerpersona_site.cache import Cache
from innerpersona_site.cli import main
from innerpersona_site.lint.explanations import explanations
from innerpersona_site.lint.reading import read_page
from innerpersona_site.lint.runner import check_site
from innerpersona_site.sources import Site as Sources
from innerpersona_site.sources import read_inputs

NEW = ["new", "article", "--section", "relationships", "--topic", "change"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for path in ("index.md", "relationships.md", "quiz/attachment.md"):
        target = tmp_path / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(DOCS[path], "utf-8")
    (tmp_path / "site.toml").write_text(SETTINGS.replace("/base/", "/"), "utf-8")
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    remove_folders([folder.name for folder in added_folders()])


def test_a_new_article_is_a_dated_draft_with_every_part_and_no_error(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*NEW, "How couples repair: an evening’s work"]) == 0
    file = project / "docs/articles/how-couples-repair-an-evenings-work.md"
    assert str(file.relative_to(project)) in capsys.readouterr().out
    page = read_page("articles/a.md", "a.md", file.read_text("utf-8"))
    assert page.document is not None
    front = page.document.front
    assert (front.title, front.draft) == ("How couples repair: an evening’s work", True)
    assert (front.section, front.topic, front.date) == ("relationships", "change", datetime.date.today())
    names = re.findall(r"^/{3,4} ([a-z-]+)", file.read_text("utf-8"), re.M)
    assert names == [
        "takeaways",
        "try",
        "faq",
        "question",
        "question",
        "question",
        "question",
        "call-to-action",
    ]
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    warned = [word for word in said.split() if word.startswith("warning[")]
    assert sorted(warned) == [
        "warning[article-length]:",
        "warning[article-placeholder]:",
        "warning[article-references]:",
    ]
    unwritten = sum("‹" in line for line in file.read_text("utf-8").splitlines())
    assert f"{unwritten} lines are still to be written" in said


def test_a_new_path_is_a_draft_with_five_pieces_and_no_error(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "path", "I worry"]) == 0
    file = project / "docs/paths/i-worry.md"
    page = read_page("paths/i-worry.md", "a.md", file.read_text("utf-8"))
    assert page.document is not None
    assert (page.document.front.title, len(page.document.front.pieces)) == ("I worry", 5)
    capsys.readouterr()
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert [word for word in said.split() if word.startswith("warning[")] == ["warning[article-placeholder]:"]
    file.write_text(file.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    assert main(["check"]) == 1
    assert "docs/paths/i-worry.md:5:" in capsys.readouterr().out


def test_a_new_worksheet_goes_with_an_article_and_has_fields(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = ["new", "worksheet", "Repair card", "--with"]
    assert main([*new, "repair"]) == 2
    assert 'There is no article "repair"' in capsys.readouterr().err
    assert main([*NEW, "Repair"]) == 0
    assert main([*new, "repair.md"]) == 0
    file = project / "docs/worksheets/repair-card.md"
    page = read_page("worksheets/repair-card.md", "a.md", file.read_text("utf-8"))
    assert page.document is not None
    assert (page.document.front.title, page.document.front.goes_with) == ("Repair card", ("repair",))
    assert main(["check"]) == 0


def test_what_is_left_unwritten_is_an_error_once_it_is_no_draft(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([*NEW, "Repair"])
    file = project / "docs/articles/repair.md"
    file.write_text(file.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    capsys.readouterr()
    assert main(["check"]) == 1
    assert "docs/articles/repair.md:3:14: error[article-placeholder]" in capsys.readouterr().out


@pytest.mark.parametrize(
    "title",
    ["Plain", "With: a colon", "# hash", "'quoted' \"twice\"", "1984", "Yes", "no #1", "Ünïcode & más"],
)
def test_any_title_comes_back_as_it_was_written(project: Path, title: str) -> None:
    assert main([*NEW, title]) == 0
    (file,) = (project / "docs/articles").iterdir()
    page = read_page("articles/a.md", "a.md", file.read_text("utf-8"))
    front_faults = [fault for fault in page.faults if fault.code.startswith("front-matter")]
    if len(title) < 3:
        assert front_faults
    else:
        assert page.document is not None, front_faults
        assert page.document.front.title == title


def test_an_existing_article_is_left_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*NEW, "Repair"]) == 0
    file = project / "docs/articles/repair.md"
    file.write_text("Mine.\n", "utf-8")
    assert main([*NEW, "Repair!"]) == 2
    assert "exists already" in capsys.readouterr().err
    assert file.read_text("utf-8") == "Mine.\n"


def test_a_title_without_a_letter_makes_no_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in (NEW, ["new", "quiz"]):
        assert main([*kind, "…"]) == 2
        assert "needs a letter" in capsys.readouterr().err
    assert not (project / "docs/articles").exists()


def test_outside_a_site_it_says_where_to_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*NEW, "Repair", "--root", str(tmp_path)]) == 2
    assert "run this where docs/ is" in capsys.readouterr().err


def test_a_topic_must_be_one_that_the_settings_name(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = ["new", "article", "Repair", "--section", "relationships", "--topic"]
    assert main([*new, "conflit"]) == 2
    assert (
        'There is no topic "conflit" (did you mean "conflict"?); take one of awareness'
        in capsys.readouterr().err
    )
    settings = project / "site.toml"
    text = settings.read_text("utf-8").replace('conflict = "Conflict"', 'love = "Love"')
    settings.write_text(text, "utf-8")
    assert main([*new, "conflict"]) == 2
    assert main([*new, "love"]) == 0
    assert main(["check"]) == 0


def test_a_new_questionnaire_works_and_its_page_is_a_draft(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = ["new", "quiz", "Care for yourself", "--scales", "rest,play,company", "--items", "18"]
    assert main(new) == 0
    folder = project / "instruments/care_for_yourself"
    page = project / "docs/quiz/care-for-yourself.md"
    files = {"questionnaire.toml", "texts.toml", "rationale.toml"}
    assert page.is_file() and {file.name for file in folder.iterdir()} == files
    assert 'instruments = ["instruments"]' in (project / "site.toml").read_text("utf-8")
    capsys.readouterr()
    assert main(["check"]) == 0
    out = capsys.readouterr().out
    assert "warning[instrument-placeholder]" in out and "warning[article-placeholder]" in out
    instrument = load_instrument("care_for_yourself")
    assert instrument.title == "Care for yourself" and len(instrument.items) == 18
    assert [scale.id for scale in instrument.scales] == ["rest", "play", "company"]
    assert [fault.level for fault in check_folder(folder) if fault.level != "warning"] == []
    # With its own mark of a draft gone, the page is still none for readers: its questionnaire isn't written.
    page.write_text(
        re.sub(
            "‹[^›]*›",
            "Words enough for any place, and so for a card as well, too. ",
            page.read_text("utf-8").replace("draft: true\n", ""),
        ),
        "utf-8",
    )
    site = Sources(project)
    checked = check_site(site, read_inputs(site, {}), Cache(None), 1)
    assert "quiz/care-for-yourself.md" in checked.unpublished
    assert main([*new[:2], "Humor", "--scales", "wit,warmth"]) == 0
    assert (project / "site.toml").read_text("utf-8").count("instruments") == 2


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["Care for yourself"], "exists already"),
        (["16 kinds"], "Begin the title"),
        (["Rest", "--scales", "one,one"], "same name"),
        (["Rest", "--scales", "one,two", "--items", "7"], "shared out"),
        (["Rest", "--scales", "one,two", "--items", "6"], "shared out"),
        (["Rest", "--scales", "one,,two"], "needs a letter"),
        (["Values"], "There is a questionnaire"),
    ],
)
def test_what_can_be_no_questionnaire_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], options: list[str], why: str
) -> None:
    assert main(["new", "quiz", "Care for yourself"]) == 0
    assert main(["new", "quiz", *options]) == 2
    assert why in capsys.readouterr().err


def test_in_a_checkout_it_goes_into_the_package_and_its_index(project: Path) -> None:
    folder = project / "quiz/src/innerpersona_quiz/instruments"
    folder.mkdir(parents=True)
    (folder / "index.toml").write_text('# The order.\norder = ["attachment"]\nfirst_format = []\n', "utf-8")
    assert main(["new", "quiz", "Care for yourself"]) == 0
    assert (folder / "care_for_yourself/texts.toml").is_file()
    index = (folder / "index.toml").read_text("utf-8")
    assert 'order = ["attachment", "care_for_yourself"]\nfirst_format' in index


def test_explaining_a_code_gives_both_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "link-missing"]) == 0
    plain = capsys.readouterr().out
    assert plain.startswith("link-missing: ")
    assert plain.index("Wrong:") < plain.index("atachment") < plain.index("Right:")
    assert main(["explain", "[link-missing]"]) == 0
    assert capsys.readouterr().out == plain


def test_explaining_nothing_lists_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(explanations())


def test_an_unknown_code_is_met_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "link-mising"]) == 2
    assert 'did you mean "link-missing"?' in capsys.readouterr().err


def test_a_new_term_stands_in_its_place_in_the_glossary_and_only_once(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("Secure base", "Attachment anxiety", "Region"):
        assert main(["new", "term", name]) == 0
    text = (project / "docs/library/glossary.md").read_text("utf-8")
    assert re.findall(r"^/// term \| (.+)$", text, re.M) == ["Attachment anxiety", "Region", "Secure base"]
    page = read_page("library/glossary.md", "g.md", text)
    assert page.document is not None
    assert {fault.code for fault in page.faults} == {"article-placeholder", "term-definition"}
    capsys.readouterr()
    assert main(["new", "term", "region"]) == 2
    assert "already" in capsys.readouterr().err
    assert (project / "docs/library/glossary.md").read_text("utf-8") == text


def test_a_new_article_takes_a_drawing_that_no_other_has(project: Path) -> None:
    for title in ("Repair", "Repair again", "Repair for good"):
        assert main([*NEW, title]) == 0
    files = sorted((project / "docs/articles").glob("*.md"))
    drawings = [re.findall(r"^drawing: (.+)$", file.read_text("utf-8"), re.M)[0] for file in files]
    assert len(set(drawings)) == 3


def test_a_page_that_the_law_asks_for_is_begun_and_keeps_the_site_unpublished(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "page", "imprint"]) == 2
    assert "--country at, de" in capsys.readouterr().err
    assert main(["new", "page", "imprint", "--country", "de", "--language", "fr"]) == 2
    assert "--language de, en" in capsys.readouterr().err
    assert main(["new", "page", "imprint", "--country", "DE", "--language", "de"]) == 0
    assert "docs/about/impressum.md" in capsys.readouterr().out
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert "docs/about/impressum.md:7:1: warning[legal-blank]" in said
    assert "docs/about/impressum.md is in no entry" not in said
    assert main(["build", "--publish", "summary.json"]) == 1
    refused = capsys.readouterr().err
    assert "docs/about/impressum.md:7: still to be written: Diese Vorlage" in refused
    assert not (project / "site").exists() and not (project / "summary.json").exists()
