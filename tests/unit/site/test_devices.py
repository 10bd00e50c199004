"""Turns of style that wear out: what counts as one in an article."""

from __future__ import annotations

from array import array

import pytest

from innerpersona_site.lint.devices import Devices
from innerpersona_site.lint.reading import read_page

FRONT = (
    "---\ntitle: A title\ndescription: How secure attachment shows in everyday life, and three paths toward it.\n"
    "date: 2026-11-01\nsection: relationships\ntopic: awareness\ntags: [a]\nauthors: [ann]\n---\n\n"
)


def devices(body: str, src_path: str = "articles/a.md") -> Devices:
    return read_page(src_path, f"docs/{src_path}", FRONT + body).devices


@pytest.mark.parametrize(
    ("scene", "people"),
    [
        ("Noor packs. Elias waits, and Noor packs on. Elias sighs.", ("Noor", "Elias")),
        ("On Monday you pack. By Friday you wait. Monday, Friday: the same.", ()),
        ("Mary Ainsworth watched. Mary Ainsworth wrote.", ()),
        ("Hazan and Shaver asked [@hazan1987romantic]. Hazan asked, Shaver asked.", ()),
        ("Version one. Then a version two. Version one again.", ()),
    ],
)
def test_people_are_those_named_in_the_opening_scene(scene: str, people: tuple[str, ...]) -> None:
    assert devices(f"A lead.\n\n## A heading\n\n{scene}\n").people == people


def test_people_who_come_later_do_not_open_the_article() -> None:
    later = "\n\n".join(["You wait, you wait, and it takes a long while until anything happens at all."] * 6)
    assert devices(f"A lead.\n\n## A heading\n\n{later}\n\nNoor and Elias. Noor and Elias.\n").people == ()


def test_stock_phrases_are_counted_with_their_lines() -> None:
    found = devices("Fear goes with fights.\nIt went along\nwith silence, and he goes without.\n")
    assert found.stock == (11, 12)
    assert devices("| Fear | goes with |\n|---|---|\n| a | b |\n").stock == ()


def test_only_remarks_in_italics_say_that_something_is_made_up() -> None:
    found = devices(
        "*The examples are ours.*\n\nThe examples are ours.\n\n**Not ours alone.**\n\n*Adapted.*\n"
    )
    assert found.invented == (11,)


def test_starts_are_those_of_longer_sentences_each_once() -> None:
    found = devices("The effect is smaller than it looks. Really so. The effect is smaller than that.\n")
    assert len(array("I", found.starts)) == 1


def test_pages_that_are_no_articles_are_not_looked_at() -> None:
    page = read_page("about/a.md", "docs/about/a.md", FRONT + "Fear goes with fights.\n")
    assert page.devices == Devices()
