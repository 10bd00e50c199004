"""The anchors that the check believes in are those that pages get."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.content.source import split_source
from innerpersona_site.lint.gather import gather
from innerpersona_site.lint.reading import read_page
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.markdown.parser import parse
from innerpersona_site.pages.markdown import render

DOCS = Path(__file__).parents[3] / "docs"
GOLDEN = Path(__file__).parents[2] / "golden" / "site" / "references.bib"

BODY = """Lead [@hazan1987romantic; @gaunt2006couple] and again [@hazan1987romantic].

/// takeaways
- A claim.
///

## It's “quoted” and more: (much) "more"…

## Same
## Same

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
    tree = lxml.html.fragment_fromstring(render(body, src_path, context).html, create_parent="div")
    ids = [str(id) for id in tree.xpath("//@id")]
    assert len(ids) == len(set(ids))
    return frozenset(ids)


def test_anchors_are_those_of_the_rendered_page() -> None:
    page = read_page("about/test.md", "docs/about/test.md", BODY)
    assert set(page.anchors) == rendered_anchors(BODY, GOLDEN.read_text("utf-8"), "about/test.md")
    assert {"own", "para", "raw", "faq-same", "references", "references_1"} <= page.anchors


@pytest.mark.parametrize("path", sorted(p.relative_to(DOCS).as_posix() for p in DOCS.rglob("*.md")))
def test_anchors_of_the_sites_own_pages_are_right(path: str) -> None:
    text = (DOCS / path).read_text("utf-8")
    page = read_page(path, path, text)
    expected = rendered_anchors(split_source(text).body, (DOCS / "references.bib").read_text("utf-8"), path)
    assert set(page.anchors) == expected


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("A claim [@hazan1987romantic]", "a-claim"),
        ("With `code` in it", "with-code-in-it"),
        ("*Stressed* it’s", "stressed-its"),
        ("One -- two", "one-two"),
        ("R&amp;D", "r-d"),
        ("Straße, Łódź, Ø", "strasse-lodz-o"),
        ("北京", "bei-jing"),
        ("???", "part"),
    ],
)
def test_a_heading_is_named_by_its_words(heading: str, anchor: str) -> None:
    assert anchor in read_page("about/test.md", "a.md", f"## {heading}\n").anchors


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
    found = gather(parse(BODY, 5), "a.md").headings
    assert [(h.level, h.text) for h in found][:5] == [
        (2, 'It\'s “quoted” and more: (much) "more"…'),
        (2, "Same"),
        (2, "Same"),
        (1, "Underlined"),
        (2, "Another one"),
    ]
    assert found[0].line == 11
