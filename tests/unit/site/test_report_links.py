"""Links in the texts of reports: each leads to a page of the site, and to a part that the page has."""

from __future__ import annotations

import pytest

from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.reading import read_page
from innerpersona_site.lint.report_links import report_link_faults

PAGE = """---
title: Anxious attachment
description: A page that the reports of this test lead to, with a heading and a question of its own.
---

## What it's like

/// faq
//// question | Does it fade?
Some of it does.
////
///
"""
PAGES = {
    path: read_page(path, f"docs/{path}", PAGE)
    for path in ("articles/anxious-attachment.md", "articles/later.md")
}


def faults(text: str) -> list[Diagnostic]:
    return list(report_link_faults(text, "texts/attachment.toml", PAGES, {"articles/later.md"}))


@pytest.mark.parametrize("part", ["", "#what-its-like", "#faq-does-it-fade", "#faq"])
def test_a_link_to_a_page_or_a_part_of_it_is_sound(part: str) -> None:
    assert faults(f'try = "Find [what sets it off](articles/anxious-attachment.md{part})."') == []


@pytest.mark.parametrize(
    ("target", "code", "named"),
    [
        ("articles/anxious-atachment.md", "link-missing", "articles/anxious-attachment.md"),
        ("articles/anxious-attachment/", "link-missing", "articles/anxious-attachment.md"),
        ("articles/later.md", "link-unpublished", "later"),
        ("articles/anxious-attachment.md#what-it-is-like", "link-anchor", "what-its-like"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_place(target: str, code: str, named: str) -> None:
    (found,) = faults(f'title = "A report"\ntry = "Find [what sets it off]({target})."')
    assert (found.code, found.path, found.line, found.column) == (code, "texts/attachment.toml", 2, 32)
    assert named in found.message


def test_every_link_of_a_line_is_looked_at() -> None:
    line = "[one](articles/anxious-attachment.md#one) and [two](articles/anxious-attachment.md#two)"
    places = [
        line.index(page) + 1
        for page in ("articles/anxious-attachment.md#one", "articles/anxious-attachment.md#two")
    ]
    assert [fault.column for fault in faults(line)] == places


def test_a_comment_leads_nowhere() -> None:
    assert faults("# [words](articles/….md#part) links to a passage.") == []
