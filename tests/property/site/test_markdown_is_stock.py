"""Our processors have the results of those of Python-Markdown in whose place they stand, on any Markdown."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innerpersona_site.blocks.context import RenderContext
from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.pages.markdown import Renderer
from tests.unit.site.test_markdown import stock

WORKS = (Path(__file__).parents[2] / "golden" / "site" / "references.bib").read_text("utf-8")

WORDS = (
    "word", "it's", "'80s", "dogs'", '"quoted"', "“curly”", "a -- b", "a---b", "...", "…", "R&D",
    "&amp;", "&copy", "a < b",
    "<b>bold</b>", "<br>", "<!-- note -->", "*em*", "**strong**", "_under_", "***both***", "*open",
    "**", "`code`", "``a`b``",
    "\\*", "\\[", "[link](b.md)", "[part](#one)", "[out](https://example.org/?a=1&b=2)",
    '[titled](b.md "It\'s")', "[ref]",
    "[ref][other]", "![A ring](ring.svg)", "![alt's \"text\"](gone.png)",
    "<https://example.org/x>", "<mail@example.org>",
    "[@hazan1987romantic]", "[-@hazan1987romantic]",
    "[@hazan1987romantic, p. 12; @gaunt2006couple]", "[@nobody]", "[", "](",
    "{#own}", "{: .note }", "|", "a|b", "  ", "\t", "é", "'\"nested\"'", "\"'nested'\"", "(\"a\")",
    "—\"x\"", "&nbsp;'a", "1990's",
    ":material-heart:", ":material-none:", "klzzwxh:0001", "wzxhzdk:0", "\x02", "$1", "[TOC]",
    "x[^1]", "~~~", "///", "@", "://", "!", "'", '"', "\\",
)  # fmt: skip
LINES = (
    "## Heading", "### It's *one* [@hazan1987romantic]", "## Heading", "# Title {#own}",
    "Underlined", "---", "===", "* * *",
    "- item", "  - inner", "    - deep", "1. one", "2) two", "> quoted", "    code", "```python",
    "```", "~~~", "| a | b |",
    "|---|:-:|", "| 1 | 2 |", "[ref]: b.md 'Title'", "[TOC]", '<div markdown="1">', "</div>",
    "<div>", '<p id="raw">Raw</p>',
    "<span name='x'>", "/// takeaways", "///", "/// faq", "//// question | Can I *become* it's?", "////",
    "/// evidence", "    strength: one study", "    strength: 'theory'", "/// quiz",
    "    instrument: attachment",
    "/// call-to-action | Go & \"on\"", "    to: b.md", "    label: yes", "/// profile-note",
    "//// reader | attachment.secure",
    "{: .note #para }", "<!-- a", "-->", "*Caption.*", "![A ring](ring.svg)", "<ip-quiz></ip-quiz>", "&lt;", "",
)  # fmt: skip

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
joined = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join)
lines = st.sampled_from(LINES) | texts | joined
pages = st.lists(lines, min_size=1, max_size=14).flatmap(
    lambda found: st.lists(st.sampled_from(("\n", "\n\n")), min_size=len(found), max_size=len(found)).map(
        lambda ends: "".join(line + end for line, end in zip(found, ends, strict=True))
    )
)


@cache
def renderer() -> Renderer:
    bibliography, _ = read_bibliography(WORKS, "references.bib")
    return Renderer(
        RenderContext(
            bibliography,
            lambda name: f"<ip-quiz>{name}</ip-quiz>",
            files=("articles/a.md", "articles/b.md", "articles/ring.svg"),
            read_file={"articles/ring.svg": '<svg viewBox="0 0 4 3"/>'}.get,
        )
    )


@settings(max_examples=300)
@given(pages)
def test_random_markdown_gives_the_same_html(body: str) -> None:
    ours = renderer()
    ours.context.begin("articles/a.md")
    md = stock(ours.context)
    try:
        expected = md.convert(body)
    except Exception as fault:
        with pytest.raises(type(fault)):
            ours.render(body, "articles/a.md")
        return
    tokens = md.toc_tokens if expected else []  # type: ignore[attr-defined]
    questions = tuple(ours.context.questions)
    rendered = ours.render(body, "articles/a.md")
    assert rendered.html == expected
    assert [heading.anchor for heading in rendered.contents] == [token["id"] for token in tokens]
    assert rendered.questions == questions
