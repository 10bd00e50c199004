"""What the schema lets through, and where it says that a fault is."""

from __future__ import annotations

import datetime

import pytest

from innerpersona_site.content.front_matter import read_front_matter
from innerpersona_site.content.front_matter_schema import (
    ARTICLE_EXAMPLE,
    EXAMPLES,
    PAGE_EXAMPLE,
    ArticleSchema,
    PageSchema,
)
from innerpersona_site.content.source import split_source
from innerpersona_site.diagnostics import Diagnostic


def read(text: str, src_path: str = "articles/a.md") -> tuple[object, list[Diagnostic]]:
    return read_front_matter(src_path, f"docs/{src_path}", split_source(text))


def test_an_article_is_read_with_its_types() -> None:
    extra = "updated: 2026-12-01\ncompanion: b-c\nrelated: [d, e-f]\ndraft: true\n---\n"
    front, faults = read_front_matter(
        "articles/a.md", "docs/articles/a.md", split_source(ARTICLE_EXAMPLE.removesuffix("---") + extra)
    )
    assert faults == []
    assert front is not None
    assert front.date == datetime.date(2026, 11, 24)
    assert front.updated == datetime.date(2026, 12, 1)
    assert (front.section, front.topic, front.draft) == ("relationships", "awareness", True)
    assert (front.tags, front.related) == (("attachment", "earned security"), ("d", "e-f"))


def test_the_examples_in_hints_are_valid() -> None:
    assert read(ARTICLE_EXAMPLE + "\n")[1] == []
    assert read(PAGE_EXAMPLE + "\n", "about/a.md")[1] == []
    keys = [*ArticleSchema.model_fields]
    article = "\n".join(["---", *(EXAMPLES[key] for key in keys), "---", ""])
    assert read(article)[1] == []
    page = "\n".join(["---", *(EXAMPLES[key] for key in PageSchema.model_fields), "---", ""])
    assert read(page, "relationships.md")[1] == []
    assert set(EXAMPLES) == {*keys, *PageSchema.model_fields}


@pytest.mark.parametrize(("length", "sound"), [(49, False), (50, True), (160, True), (161, False)])
def test_description_has_its_limits(length: int, sound: bool) -> None:
    text = f"---\ntitle: A title\ndescription: {'x' * length}\n---\n"
    front, faults = read(text, "about/a.md")
    assert (front is not None, faults == []) == (sound, sound)


def test_every_fault_is_reported_at_once_and_at_its_place() -> None:
    text = (
        "---\ntitle: A title\nsumary: x\ndescription: short\ndate: soon\nsection: relationships\n"
        "topic: change\ntags:\n  - one\n  - Two\nauthors: [innerpersona]\n---\n"
    )
    front, faults = read(text)
    assert front is None
    assert {(f.line, f.column, f.code) for f in faults} == {
        (3, 1, "front-matter-unknown-key"),
        (4, 14, "front-matter-value"),
        (5, 7, "front-matter-value"),
        (10, 5, "front-matter-value"),
    }


def test_article_keys_are_unknown_on_other_pages() -> None:
    _, faults = read(ARTICLE_EXAMPLE + "\n", "about/a.md")
    assert {f.message.split('"')[1] for f in faults} == {"date", "section", "topic", "tags", "authors"}


def test_an_unhashable_or_odd_key_is_a_fault_and_no_crash() -> None:
    for odd in ("1: x", "? [a, b]\n: x", "true: x", "[a]: b"):
        front, faults = read(f"---\n{odd}\n---\n", "about/a.md")
        assert front is None
        assert faults
