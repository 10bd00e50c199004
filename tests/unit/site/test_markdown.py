"""Rendering a page: links to the built site, and what a page was made from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils import get_relative_url

from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.content.links import page_url, relative_url, source_url
from innerpersona_site.content.pictures import Shown
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.pages.markdown import render

WORKS = (Path(__file__).parents[2] / "golden" / "site" / "references.bib").read_text("utf-8")


@pytest.fixture
def small() -> RenderContext:
    bibliography, _ = read_bibliography(WORKS, "references.bib")
    paths = ("index.md", "articles/a.md", "articles/b.md", "articles/draft.md", "images/ring.svg")
    return RenderContext(
        bibliography,
        lambda name: f"<ip-quiz>{name}</ip-quiz>",
        unpublished=("articles/draft.md",),
        files=dict.fromkeys(paths, "1"),
        picture_of={"images/ring.svg": Shown(4, 3)}.get,
    )


def test_links_lead_to_addresses_of_the_built_site(small: RenderContext) -> None:
    html = render(
        "[b](b.md#part) [home](../index.md) [itself](a.md) [gone](gone.md) [out](https://example.org/b.md) "
        "[part](#part) ![A ring](../images/ring.svg) [a draft](draft.md)",
        "articles/a.md",
        small,
    ).html
    for expected in (
        'href="../b/#part"',
        'href="../../"',
        'href="./"',
        'href="gone.md"',
        'href="https://example.org/b.md"',
        'href="#part"',
        'src="../../images/ring.svg"',
        "<span>a draft</span>",
    ):
        assert expected in html


def test_a_rendered_page_says_what_it_was_made_from(small: RenderContext) -> None:
    rendered = render(
        "Lead [@hazan1987romantic; @nobody2000], [b](b.md), ![A ring](../images/ring.svg).\n\n"
        "## One\n\n### Two\n\n/// quiz\n    instrument: attachment\n///\n",
        "articles/a.md",
        small,
    )
    assert rendered.inputs.works == {"hazan1987romantic", "nobody2000"}
    assert rendered.inputs.instruments == {"attachment"}
    assert rendered.inputs.targets == {"articles/b.md", "images/ring.svg"}
    assert rendered.inputs.pictures == {"images/ring.svg"}
    assert [(h.anchor, [c.anchor for c in h.children]) for h in rendered.contents] == [("one", ["two"])]
    assert not rendered.profile_note


def test_the_digest_of_what_a_page_was_made_from_changes_with_it() -> None:
    bibliography, _ = read_bibliography(WORKS, "references.bib")

    def digest(files: dict[str, str], unpublished: tuple[str, ...] = (), quiz: str = "<ip-quiz>") -> str:
        context = RenderContext(bibliography, lambda name: quiz, lambda name: quiz, unpublished, files)
        body = "[b](b.md) ![A ring](../images/ring.svg)\n\n/// quiz\n    instrument: attachment\n///\n"
        return context.digest(render(body, "articles/a.md", context).inputs)

    files = {"articles/b.md": "1", "images/ring.svg": "1"}
    first = digest(files)
    assert digest(files | {"articles/c.md": "1"}) == first
    assert digest(files | {"articles/b.md": "2"}) == first
    assert digest({"images/ring.svg": "1"}) != first
    assert digest(files, ("articles/b.md",)) != first
    assert digest(files, quiz="<ip-quiz>x") != first
    assert digest(files | {"images/ring.svg": "2"}) != first


def test_a_page_that_raises_leaves_the_next_one_alone(small: RenderContext) -> None:
    body = "Text.\n\n/// faq\n\n//// question | Why?\nSo.\n////\n\n///\n"
    expected = render(body, "articles/a.md", small).html

    def fail(name: str) -> str:
        raise RuntimeError(name)

    works, small.render_quiz = small.render_quiz, fail
    with pytest.raises(RuntimeError):
        render("/// quiz\n    instrument: x\n///\n", "articles/b.md", small)
    small.render_quiz = works
    assert render(body, "articles/a.md", small).html == expected


segments = st.text("ab", min_size=1, max_size=2)
paths = st.lists(segments, max_size=3).map(lambda parts: "/".join([*parts, "index.md"])) | st.lists(
    segments, min_size=1, max_size=3
).map(lambda parts: "/".join(parts) + ".md")


@given(paths, paths)
def test_the_way_from_page_to_page_is_as_mkdocs_writes_it(one: str, other: str) -> None:
    assert relative_url(source_url(one), source_url(other)) == get_relative_url(
        page_url(one, "") or "./", page_url(other, "") or "./"
    )
