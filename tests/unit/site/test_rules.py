"""What the rules say no to, and what they leave alone."""

from __future__ import annotations

import datetime

import pytest

from innerpersona_site.content.bibliography import Bibliography, read_bibliography
from innerpersona_site.diagnostics import Diagnostic, Severity
from innerpersona_site.lint import runner
from innerpersona_site.lint.figures import find_figure
from innerpersona_site.lint.reading import read_page
from tests.vocabulary import VOCABULARY

TODAY = datetime.date(2026, 11, 24)
ENTRY = """@book{{{key},
  author = {{One, Ann}}, title = {{Title of {key}}}, year = {{2000}}, publisher = {{Press}},
  doi = {{10.1000/{key}}}, verified = {{{verified}}}, finding = {{Something. {mark}}}
}}
"""
WORKS = "".join(
    ENTRY.format(key=key, verified=verified, mark=mark)
    for key, verified, mark in [
        ("sound2000a", "yes", "[figures verified]"),
        ("words2000b", "yes", "[no figures]"),
        ("loose2000c", "no", "[figures verified]"),
    ]
)


def works() -> Bibliography:
    bibliography, faults = read_bibliography(WORKS, "docs/references.bib")
    assert faults == []
    return bibliography


def article(text: str, title: str = "A title", date: str = "2026-11-01", more: str = "") -> str:
    return (
        f"---\ntitle: {title}\ndescription: {'Words to fill it. ' * 4}\ndate: {date}\nsection: relationships\n"
        f"topic: awareness\ntags: [attachment]\nauthors: [ann]\n{more}---\n\n{text}"
    )


def check(files: dict[str, str], code: str) -> list[Diagnostic]:
    pages = [read_page(path, f"docs/{path}", text) for path, text in files.items()]
    checked = runner.check_pages(
        pages, works(), ("attachment",), TODAY, (), files.__getitem__, vocabulary=VOCABULARY
    )
    return [fault for fault in checked.diagnostics if fault.code == code]


def check_text(text: str, code: str) -> list[Diagnostic]:
    return check({"articles/a.md": article(text)}, code)


@pytest.mark.parametrize(
    "text",
    [
        "In that study 59 percent were secure [@words2000b].",
        "In that study 59% were secure [@words2000b].",
        "The link was r = .278 [@words2000b].",
        "Of 1,200 people most were secure [@words2000b].",
        "Some sixty percent were secure [@loose2000c].",
        "They asked 2000 percent more [@words2000b].",
        "- Fifty-nine percent were secure [@words2000b; @loose2000c]",
        "| Work | Share |\n|---|---|\n| One [@words2000b] | 59 |",
    ],
)
def test_a_figure_needs_a_work_whose_figures_were_checked(text: str) -> None:
    assert len(check_text(text, "citation-figure")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "In that study 59 percent were secure [@sound2000a].",
        "In that study 59 percent were secure [@words2000b; @sound2000a].",
        "Since 1987 most were secure [@words2000b]. In 2 of 3 homes nobody asked.",
        "Most were secure [@words2000b, pp. 3–12].",
        "Most were [secure](part-2.md) from 1983–1987 [@words2000b].",
        "1. Most were secure [@words2000b].",
        "Most were secure in the 1990s [@words2000b].",
        "A code, `59`, is none [@words2000b].",
    ],
)
def test_years_places_marks_and_checked_works_are_left_alone(text: str) -> None:
    assert check_text(text, "citation-figure") == []


def test_a_figure_is_named_and_placed() -> None:
    (fault,) = check_text(
        "Lead.\n\nOne [@sound2000a]. Then of 248\ncouples some [@loose2000c].", "citation-figure"
    )
    assert (fault.line, fault.message.split('"')[1]) == (13, "248")


def test_finding_a_figure_reads_no_word_for_one() -> None:
    assert find_figure("an mp3 of ECR-12 in a1") is None
    assert find_figure("they were 3.5 to 4") == "3.5"
    assert find_figure("on 30 November 2026 it was mended") is None
    assert find_figure("on 30 November 2026 it was 14") == "14"


def test_repeats_are_told_once_a_run_to_the_younger_article_at_its_line() -> None:
    run = "the quarrel is now about whether you love me or how soon it can end"
    faults = check(
        {
            "articles/old.md": article(f"Lead.\n\nHere {run}.", "Old", "2026-01-01"),
            "articles/young.md": article(f"Lead too.\n\nIn the end\n*{run.capitalize()}*!", "Young"),
        },
        "article-repeats",
    )
    assert [(f.path, f.line) for f in faults] == [("docs/articles/young.md", 14)]
    assert faults[0].message.startswith("15 words in a row stand in docs/articles/old.md:13 too: ")


def test_seven_words_and_words_across_passages_are_no_repeat() -> None:
    seven = "now one two three four five six seven"
    across = "alpha beta gamma delta\n\nepsilon zeta eta theta iota"
    files = {
        "articles/a.md": article(f"{seven} eight.\n\n{across}", "One"),
        "articles/b.md": article(f"{seven.removeprefix('now ')} nine.\n\n{across}", "Two"),
    }
    assert check(files, "article-repeats") == []


def test_a_citation_or_a_link_in_between_hides_no_repeat() -> None:
    files = {
        "articles/a.md": article("One two three four [@words2000b] five six seven eight.", "One"),
        "articles/b.md": article("One two [three](a.md) four five six **seven** eight.", "Two"),
    }
    assert len(check(files, "article-repeats")) == 1


def test_an_article_is_no_orphan_once_any_published_page_names_it() -> None:
    for text in ("See [it](lonely.md).", "See [it][x].\n\n[x]: lonely.md"):
        files = {"articles/lonely.md": article("Text."), "articles/b.md": article(text, "Bee")}
        assert [f.path for f in check(files, "article-orphan")] == ["docs/articles/b.md"]
    for more in ("companion: lonely\n", "related: [lonely]\n"):
        files = {"articles/lonely.md": article("Text."), "articles/b.md": article("Text.", "Bee", more=more)}
        assert [f.path for f in check(files, "article-orphan")] == ["docs/articles/b.md"]


def test_a_draft_is_no_orphan_and_saves_none() -> None:
    draft = article("See [it](lonely.md).", "Bee", more="draft: true\n")
    files = {"articles/lonely.md": article("See [itself](lonely.md)."), "articles/draft.md": draft}
    assert [f.path for f in check(files, "article-orphan")] == ["docs/articles/lonely.md"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("What is secure attachment?", "'Secure attachment: what it is'", True),
        ("Repair after a fight", "How to repair after fights", True),
        ("Anxious attachment", "Avoidant attachment", False),
        ("Three paths to earned security", "What is secure attachment?", False),
    ],
)
def test_titles_that_say_the_same(one: str, other: str, alike: bool) -> None:
    files = {"articles/a.md": article("Text.", one), "articles/b.md": article("Text.", other, "2026-11-02")}
    assert [f.path for f in check(files, "title-similar")] == (["docs/articles/b.md"] if alike else [])


def test_headings_may_climb_but_not_skip() -> None:
    assert check_text("## A\n### B\n#### C\n## D\n### E\n", "heading-order") == []
    assert [f.line for f in check_text("## A\n#### B\n## C\n### D\n", "heading-order")] == [12]
    assert [f.line for f in check_text("### A\n", "heading-order")] == [11]
    assert [f.line for f in check_text("# A\n\n## B\n", "heading-title")] == [11]


def test_a_draft_may_hold_what_is_to_be_written_and_a_page_may_not() -> None:
    draft = article("‹The answer.›\n\n‹Why.›", more="draft: true\n")
    (told,) = check({"articles/a.md": draft}, "article-placeholder")
    assert (told.severity, told.message) == (
        Severity.WARNING,
        '2 lines are still to be written, first "‹The answer.›"',
    )
    faults = check({"articles/a.md": article("Text.\n\nA ‹second›.", "‹A title›")}, "article-placeholder")
    assert [(f.line, f.column) for f in faults] == [(2, 8), (13, 3)]


@pytest.mark.parametrize(
    "lead", ["## A heading\n", "![An image](a.svg)\n", "- A list\n", "/// takeaways\n- A\n///\n", "\n"]
)
def test_a_lead_is_a_paragraph_at_the_top(lead: str) -> None:
    assert len(check_text(f"{lead}\nThe answer.\n" if lead.strip() else "", "article-lead")) == 1
    assert check_text(f"The answer.\n\n{lead}", "article-lead") == []


def test_other_pages_need_no_parts_of_an_article() -> None:
    page = f"---\ntitle: A title\ndescription: {'Words to fill it. ' * 4}\n---\n\n- Text.\n"
    pages = [read_page("about/a.md", "docs/about/a.md", page)]
    checked = runner.check_pages(pages, Bibliography({}), (), TODAY, ())
    assert checked.diagnostics == ()


def test_links_of_every_kind_are_followed() -> None:
    text = (
        "[page](b.md) [part](b.md#part) [here](#here) [file](../images/a.svg) <https://example.org/> "
        "[mail](mailto:a@example.org) [call](tel:988)\n\n[x][ref]\n\n[ref]: b.md#nothing\n\n## Here\n"
    )
    files = {"articles/a.md": article(text), "articles/b.md": article("Text.\n\n## Part\n", "Bee")}
    assert [(f.line, f.column) for f in check(files, "link-anchor")] == [(13, 1)]
    assert [f.message for f in check(files, "link-missing")] == [
        'the link leads to "../images/a.svg", which is no file'
    ]


def test_faults_of_all_pages_come_at_once() -> None:
    files = {f"articles/a{n}.md": article("[x](gone.md)", f"Title {n}") for n in range(100)}
    assert len(check(files, "link-missing")) == 100
