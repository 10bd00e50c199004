"""What the schema lets through, and where it says that a fault is."""

from __future__ import annotations

import datetime

import pytest

from innerpersona_site.content.front_matter import read_front_matter
from innerpersona_site.content.front_matter_examples import ARTICLE_EXAMPLE, EXAMPLES, PAGE_EXAMPLE, WHOLE
from innerpersona_site.content.front_matter_schema import SCHEMAS
from innerpersona_site.content.model import FOLDERS, Kind
from innerpersona_site.content.source import split_source
from innerpersona_site.diagnostics import Diagnostic


def read(text: str, src_path: str = "articles/a.md") -> tuple[object, list[Diagnostic]]:
    front, _, faults = read_front_matter(src_path, f"docs/{src_path}", split_source(text))
    return front, faults


def test_an_article_is_read_with_its_types() -> None:
    extra = "updated: 2026-12-01\ncompanion: b-c\nrelated: [d, e-f]\ndraft: true\n---\n"
    front, places, faults = read_front_matter(
        "articles/a.md", "docs/articles/a.md", split_source(ARTICLE_EXAMPLE.removesuffix("---") + extra)
    )
    assert faults == []
    assert places["title"] == (2, 8)
    assert front is not None
    assert front.date == datetime.date(2026, 11, 24)
    assert front.updated == datetime.date(2026, 12, 1)
    assert (front.section, front.topic, front.draft) == ("relationships", "awareness", True)
    assert (front.tags, front.related) == (("attachment", "earned security"), ("d", "e-f"))


def test_the_examples_in_hints_are_valid() -> None:
    assert read(ARTICLE_EXAMPLE + "\n")[1] == []
    assert read(PAGE_EXAMPLE + "\n", "about/a.md")[1] == []
    folders = {kind: folder for folder, kind in FOLDERS.items()}
    for kind, schema in SCHEMAS.items():
        src_path = f"{folders[kind]}a.md" if kind else "relationships.md"
        every = "\n".join(["---", *(EXAMPLES[key] for key in schema.model_fields), "---", ""])
        assert read(every, src_path)[1] == []
        assert read(WHOLE[kind] + "\n", src_path)[1] == []
    assert set(EXAMPLES) == {key for schema in SCHEMAS.values() for key in schema.model_fields}


def test_a_fault_in_a_piece_of_a_path_is_at_its_line() -> None:
    text = WHOLE[Kind.PATH].replace("page: articles/early-signals.md", "pages: articles/early-signals.md")
    _, faults = read(text.replace("What to say once it is quiet again.", "Short.") + "\n", "paths/a.md")
    lines = text.split("\n")
    wrong = next(n for n, line in enumerate(lines, start=1) if "pages: " in line)
    short = next(n for n, line in enumerate(lines, start=1) if "What to say once" in line)
    assert {(f.line, f.code) for f in faults} == {
        (wrong, "front-matter-unknown-key"),
        (wrong, "front-matter-missing-key"),
        (short, "front-matter-value"),
    }
    said = " ".join(fault.message for fault in faults)
    assert 'entry 2 of "pieces" lacks "page"' in said
    assert '"why" of entry 4 of "pieces" has 6 characters; it must have 10 to 200' in said


def test_a_path_has_five_to_seven_pieces() -> None:
    last = "  - page: quiz/attachment.md\n    why: Where you stand, in five minutes.\n"
    few, faults = read(WHOLE[Kind.PATH].replace(last, "") + "\n", "paths/a.md")
    assert few is None
    assert [fault.message for fault in faults] == ['"pieces" has 4 entries; a path has 5 to 7']


@pytest.mark.parametrize(("length", "sound"), [(49, False), (50, True), (160, True), (161, False)])
def test_description_has_its_limits(length: int, sound: bool) -> None:
    text = f"---\ntitle: A title\ndescription: {'x' * length}\n---\n"
    front, faults = read(text, "about/a.md")
    assert (front is not None, faults == []) == (sound, sound)


def test_every_fault_is_reported_at_once_and_at_its_place() -> None:
    text = (
        "---\ntitle: A title\nsumary: x\ndescription: short\ndate: soon\nsection: relationships\n"
        "topic: change\ntags:\n  - one\n  - Two\nauthors: [ann]\n---\n"
    )
    front, faults = read(text)
    assert front is None
    assert {(f.line, f.column, f.code) for f in faults} == {
        (3, 1, "front-matter-unknown-key"),
        (4, 14, "front-matter-value"),
        (5, 7, "front-matter-value"),
        (10, 5, "front-matter-value"),
    }


def test_an_article_says_how_it_was_written_and_who_reviewed_it() -> None:
    text = ARTICLE_EXAMPLE.removesuffix("---")
    front, _ = read(f"{text}ai: generated\nreviewed_by: [Ann One, Two]\n---\n")
    assert (front.ai, front.reviewed_by) == ("generated", ("Ann One", "Two"))  # type: ignore[attr-defined]
    _, faults = read(f"{text}ai: a bit\nreviewed_by: [' Ann']\n---\n")
    assert [fault.message for fault in faults] == [
        '"ai" is "a bit"; it must be one of none, assisted, generated',
        'entry 1 of "reviewed_by" must be a name, without blanks around it',
    ]


def test_article_keys_are_unknown_on_other_pages() -> None:
    _, faults = read(ARTICLE_EXAMPLE + "\n", "about/a.md")
    assert {f.message.split('"')[1] for f in faults} == {"date", "section", "topic", "tags", "authors"}


def test_an_unhashable_or_odd_key_is_a_fault_and_no_crash() -> None:
    for odd in ("1: x", "? [a, b]\n: x", "true: x", "[a]: b"):
        front, faults = read(f"---\n{odd}\n---\n", "about/a.md")
        assert front is None
        assert faults


@pytest.mark.parametrize(
    ("line", "column", "code", "message", "hint"),
    [
        ("draft: yes", 8, "value", '"draft" is "yes"; it must be true or false', "Write: draft: true"),
        ("date: 2026-13-40", 7, "value", '"2026-13-40" is no day of the calendar', "Write: date: 2026-11-24"),
        ("title: A page", 1, "duplicate-key", 'the key "title" is given twice', "Keep one of the two lines."),
        (
            "tags: a: b",
            8,
            "syntax",
            'the value of "tags" holds a colon, so it must stand in quotes',
            '"a: b"',
        ),
        ("\ttags: a", 1, "syntax", "a tab stands where YAML takes spaces only", "topic: awareness"),
        ("tags: @a", 7, "syntax", 'a value that begins with "@" must stand in quotes', 'title: "'),
        ("tags: *a", 7, "syntax", 'a value that begins with "*" must stand in quotes', 'title: "'),
        ("tags: !a b", 7, "syntax", 'a value that begins with "!" must stand in quotes', 'title: "'),
        ("[a]: b", 1, "syntax", "a list or a table stands where a key must", "title: What"),
        ("<<: {a: b}", 1, "unknown-key", 'unknown key "<<"', "Known keys: title"),
        ("--- a", 1, "syntax", "the front matter ends before this line", "Let nothing but the last line"),
        ("tags: \x07", 7, "syntax", "a control character (U+0007) stands in the front matter", "Delete it"),
        (
            "tags: [[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]",
            26,
            "syntax",
            "lists or tables stand too deep",
            "tags: [",
        ),
        ('tags: "a', 1, "syntax", "the front matter is not valid YAML: ", 'title: "'),
    ],
)
def test_a_fault_of_the_text_says_where_it_is_and_what_to_do(
    line: str, column: int, code: str, message: str, hint: str
) -> None:
    front, faults = read(f"---\ntitle: A page\n{line}\n---\n")
    assert front is None
    fault = next(fault for fault in faults if fault.message.startswith(message))
    assert (fault.column, fault.code) == (column, f"front-matter-{code}")
    assert fault.line == (4 if line == 'tags: "a' else 3)
    assert hint in fault.hint


def test_a_line_without_a_colon_is_named_itself() -> None:
    _, faults = read("---\ntitle: A page\ntags a\ndate: 2026-11-24\n---\n")
    assert [(f.line, f.column, f.message) for f in faults] == [
        (3, 1, "no colon follows what stands where a key must")
    ]


def test_a_time_of_day_is_compared_with_no_day() -> None:
    _, faults = read(ARTICLE_EXAMPLE.removesuffix("---") + "updated: 2026-11-01 10:00:00\n---\n")
    assert [(f.code, f.message.split('"')[1]) for f in faults] == [("front-matter-value", "updated")]
