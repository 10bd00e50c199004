"""Repeated words found after some edits are those that a check from nothing finds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from innerpersona_site.lint.page import ReadPage
from innerpersona_site.lint.reading import read_page
from innerpersona_site.lint.repeats import Repeated, find_repeats

FRONT = """---
title: An article
description: A description that is long enough to pass the rule of fifty characters.
date: 2026-11-{day:02}
section: relationships
topic: awareness
tags: [attachment]
authors: [ann]
---

"""
SENTENCES = (
    "One two three four five six seven eight nine.",
    "Two three four five six seven eight nine ten.",
    "Nobody says the very same thing twice in a row.",
    "A short one.",
    "- An item that says so much more than it ever should say.",
    "",
)
bodies = st.lists(st.sampled_from(SENTENCES), max_size=4).map("\n\n".join)
edits = st.lists(
    st.tuples(st.sampled_from("abcdefghijkl"), st.integers(1, 9), st.none() | bodies), min_size=1, max_size=3
)


def check(files: dict[str, str], former: dict[str, Repeated]) -> dict[str, Repeated]:
    def age(page: ReadPage) -> tuple[str, str]:
        assert page.document is not None
        return str(page.document.front.date), page.src_path

    pages = [read_page(path, f"docs/{path}", text) for path, text in files.items()]
    return find_repeats(sorted(pages, key=age), files.__getitem__, former)


@settings(max_examples=60)
@given(st.lists(edits, min_size=1, max_size=5))
def test_what_is_found_after_edits_is_what_is_found_from_nothing(
    history: list[list[tuple[str, int, str | None]]],
) -> None:
    files = {f"articles/{name}.md": FRONT.format(day=1) + SENTENCES[0] for name in "abcdefghijklmnopqrst"}
    found = check(files, {})
    for step in history:
        for name, day, body in step:
            files.pop(f"articles/{name}.md", None)
            if body is not None:
                files[f"articles/{name}.md"] = FRONT.format(day=day) + body
        found = check(files, found)
        assert found == check(files, {})
