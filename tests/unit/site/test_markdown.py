"""Rendering a page: the HTML that stock Python-Markdown makes, links to the built site, and what a page was made from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.utils import get_relative_url

from innerpersona_site.blocks.citation import CitationsMarkdown
from innerpersona_site.blocks.context import RenderContext
from innerpersona_site.blocks.icons import IconsMarkdown
from innerpersona_site.blocks.render import BlocksMarkdown
from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.content.icons import material_icons
from innerpersona_site.content.links import page_url, relative_url, source_url
from innerpersona_site.content.source import split_source
from innerpersona_site.pages.markdown import Renderer

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
WORKS = (Path(__file__).parents[2] / "golden" / "site" / "references.bib").read_text("utf-8")


def stock(context: RenderContext) -> Markdown:
    """Python-Markdown as it comes, with the extensions that the site relies on."""
    return Markdown(
        extensions=[
            "toc",
            "tables",
            "fenced_code",
            "attr_list",
            "md_in_html",
            "smarty",
            "pymdownx.superfences",
            BlocksMarkdown(context),
            CitationsMarkdown(context),
            IconsMarkdown(material_icons()),
        ],
        extension_configs={
            "toc": {
                "permalink": True,
                "permalink_title": context.text("blocks.permalink"),
                "toc_depth": "2-3",
            },
            "tables": {"use_align_attribute": True},
        },
    )


@pytest.fixture(scope="module")
def context() -> RenderContext:
    bibliography, _ = read_bibliography((DOCS / "references.bib").read_text("utf-8"), "references.bib")
    return RenderContext(
        bibliography,
        lambda name: f'<ip-quiz instrument="{name}"><form></form></ip-quiz>',
        files={file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*")},
        read_file=lambda path: (DOCS / path).read_text("utf-8") if (DOCS / path).is_file() else None,
    )


@pytest.fixture
def small() -> Renderer:
    bibliography, _ = read_bibliography(WORKS, "references.bib")
    return Renderer(
        RenderContext(
            bibliography,
            lambda name: f"<ip-quiz>{name}</ip-quiz>",
            unpublished=("articles/draft.md",),
            files=("index.md", "articles/a.md", "articles/b.md", "articles/draft.md", "images/ring.svg"),
            read_file={"images/ring.svg": '<svg viewBox="0 0 4 3"/>'}.get,
        )
    )


def test_every_page_of_the_site_is_as_python_markdown_renders_it(context: RenderContext) -> None:
    renderer = Renderer(context)
    for file in sorted(DOCS.rglob("*.md")):
        body, path = split_source(file.read_text("utf-8")).body, file.relative_to(DOCS).as_posix()
        rendered = renderer.render(body, path)
        context.begin(path)
        assert rendered.html == stock(context).convert(body), path
        assert list(rendered.questions) == context.questions


def test_links_lead_to_addresses_of_the_built_site(small: Renderer) -> None:
    html = small.render(
        "[b](b.md#part) [home](../index.md) [itself](a.md) [gone](gone.md) [out](https://example.org/b.md) "
        "[part](#part) ![A ring](../images/ring.svg) [a draft](draft.md)",
        "articles/a.md",
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


def test_a_rendered_page_says_what_it_was_made_from(small: Renderer) -> None:
    rendered = small.render(
        "Lead [@hazan1987romantic; @nobody2000], [b](b.md), ![A ring](../images/ring.svg).\n\n"
        "## One\n\n### Two\n\n/// quiz\n    instrument: attachment\n///\n",
        "articles/a.md",
    )
    assert rendered.inputs.works == {"hazan1987romantic", "nobody2000"}
    assert rendered.inputs.instruments == {"attachment"}
    assert rendered.inputs.targets == {"articles/b.md", "images/ring.svg"}
    assert rendered.inputs.drawings == {"images/ring.svg"}
    assert [(h.anchor, [c.anchor for c in h.children]) for h in rendered.contents] == [("one", ["two"])]
    assert {"one", "two"} <= rendered.anchors
    assert not rendered.profile_note


def test_the_digest_of_what_a_page_was_made_from_changes_with_it() -> None:
    bibliography, _ = read_bibliography(WORKS, "references.bib")
    drawing = {"images/ring.svg": '<svg viewBox="0 0 4 3"/>'}

    def digest(files: set[str], unpublished: tuple[str, ...] = (), quiz: str = "<ip-quiz></ip-quiz>") -> str:
        context = RenderContext(
            bibliography, lambda name: quiz, lambda name: quiz, unpublished, files, drawing.get
        )
        inputs = (
            Renderer(context)
            .render(
                "[b](b.md) ![A ring](../images/ring.svg)\n\n/// quiz\n    instrument: attachment\n///\n",
                "articles/a.md",
            )
            .inputs
        )
        return context.digest(inputs)

    files = {"articles/b.md", "images/ring.svg"}
    first = digest(files)
    assert digest(files | {"articles/c.md"}) == first
    assert digest({"images/ring.svg"}) != first
    assert digest(files, ("articles/b.md",)) != first
    assert digest(files, quiz="<ip-quiz>x</ip-quiz>") != first
    drawing["images/ring.svg"] = '<svg viewBox="0 0 5 3"/>'
    assert digest(files) != first


def test_a_page_that_raises_leaves_the_next_one_alone(small: Renderer) -> None:
    expected = small.render(
        "Text.\n\n/// faq\n\n//// question | Why?\nSo.\n////\n\n///\n", "articles/a.md"
    ).html

    def fail(name: str) -> str:
        raise RuntimeError(name)

    context = small.context
    context.render_quiz, works = fail, context.render_quiz
    with pytest.raises(RuntimeError):
        small.render(
            "/// faq\n\n//// question | Why?\n\n///// quiz\n    instrument: x\n/////\n\n////\n\n///\n",
            "articles/b.md",
        )
    context.render_quiz = works
    again = small.render("Text.\n\n/// faq\n\n//// question | Why?\nSo.\n////\n\n///\n", "articles/a.md").html
    assert again == expected


segments = st.text("ab", min_size=1, max_size=2)
paths = st.lists(segments, max_size=3).map(lambda parts: "/".join([*parts, "index.md"])) | st.lists(
    segments, min_size=1, max_size=3
).map(lambda parts: "/".join(parts) + ".md")


@given(paths, paths)
def test_the_way_from_page_to_page_is_as_mkdocs_writes_it(one: str, other: str) -> None:
    assert relative_url(source_url(one), source_url(other)) == get_relative_url(
        page_url(one, "") or "./", page_url(other, "") or "./"
    )
