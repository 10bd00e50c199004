"""The anchors that the check believes in are those that pages get."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innerpersona_site.blocks.context import RenderContext
from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.content.source import split_source
from innerpersona_site.lint.headings import find_headings
from innerpersona_site.lint.reading import read_page
from innerpersona_site.pages.markdown import Renderer

DOCS = Path(__file__).parents[3] / "docs"
GOLDEN = Path(__file__).parents[2] / "golden" / "site" / "references.bib"

BODY = """Lead [@hazan1987romantic; @gaunt2006couple] and again [@hazan1987romantic].

/// takeaways
- A claim.
///

## It's “quoted” and more: (much) "more"…

## Same
## Same

#No space, still a heading#

Underlined
==========

Another one
---

## [A link](a.md) in it {#own}
## Key takeaways
## References
## FAQ

    ## code is no heading

```
## nor is this
```

A paragraph.
{: #para .note }

<div id="raw"></div>

/// faq
//// question | Can I become *secure*?
Yes.
////
//// question | Can I become *secure*?
Yes.
////
//// question | Same
Yes.
////
///
"""


def rendered_anchors(body: str, bibliography_text: str, src_path: str) -> frozenset[str]:
    bibliography, _ = read_bibliography(bibliography_text, "references.bib")
    context = RenderContext(bibliography, lambda name: "<ip-quiz></ip-quiz>")
    return Renderer(context).render(body, src_path).anchors


def test_anchors_are_those_of_the_rendered_page() -> None:
    page = read_page("about/test.md", "docs/about/test.md", BODY)
    assert page.anchors is not None
    assert set(page.anchors) == rendered_anchors(BODY, GOLDEN.read_text("utf-8"), "about/test.md")
    assert {"own", "para", "raw", "faq-same", "references", "references_1"} <= page.anchors


@pytest.mark.parametrize("path", sorted(p.relative_to(DOCS).as_posix() for p in DOCS.rglob("*.md")))
def test_anchors_of_the_sites_own_pages_are_right(path: str) -> None:
    text = (DOCS / path).read_text("utf-8")
    page = read_page(path, path, text)
    expected = rendered_anchors(split_source(text).body, (DOCS / "references.bib").read_text("utf-8"), path)
    assert page.anchors is not None
    assert set(page.anchors) == expected


@pytest.mark.parametrize(
    "heading",
    [
        "A claim [@hazan1987romantic]",
        "With `code` in it",
        "*Stressed*",
        "One -- two",
        "R&amp;D",
        "<b>x</b>",
        "\\*",
    ],
)
def test_a_heading_that_is_markdown_is_not_guessed(heading: str) -> None:
    assert read_page("about/test.md", "a.md", f"## {heading}\n").anchors is None


plain = st.lists(
    st.sampled_from(
        [
            "Words",
            "it's",
            '"so"',
            "“quoted”",
            "It’s",
            "a-b",
            "–",
            "1.5",
            "é",
            "ß",
            "(x)",
            "?",
            "Same",
            "ﬁ",
        ]
    ),
    max_size=4,
).map(" ".join)


@given(st.lists(plain, max_size=5))
def test_plain_headings_are_named_as_they_are_rendered(headings: list[str]) -> None:
    body = "".join(f"Text.\n\n## {heading}\n\n" for heading in headings)
    found = read_page("about/test.md", "a.md", body).anchors
    assert found == rendered_anchors(body, "", "about/test.md")


def test_headings_have_level_text_and_line() -> None:
    found = find_headings(BODY, BODY.replace("## code", "   code"), 5)
    assert [(h.level, h.text) for h in found][:5] == [
        (2, 'It\'s “quoted” and more: (much) "more"…'),
        (2, "Same"),
        (2, "Same"),
        (1, "No space, still a heading"),
        (1, "Underlined"),
    ]
    assert found[0].line == 11
