"""The anchors that the check believes in are those that pages get."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest

from innerpersona_site.blocks.citation import CitationsMarkdown
from innerpersona_site.blocks.context import RenderContext
from innerpersona_site.blocks.render import BlocksMarkdown
from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.lint.headings import find_headings
from innerpersona_site.lint.reading import read_page

DOCS = Path(__file__).parents[3] / "docs"
GOLDEN = Path(__file__).parents[2] / "golden" / "site" / "references.bib"

BODY = """Lead [@hazan1987romantic; @gaunt2006couple] and again [@hazan1987romantic].

/// takeaways
- A claim.
///

## It's “quoted” -- and *stressed* & more

## Same
## Same

#No space, still a heading#

Underlined
==========

Another one
---

## With `code` in it
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


def rendered_anchors(body: str, bibliography_text: str, src_path: str) -> set[str]:
    bibliography, _ = read_bibliography(bibliography_text, "references.bib")
    context = RenderContext(bibliography, lambda name: "<ip-quiz></ip-quiz>")
    context.src_path = src_path
    extensions = ["attr_list", "md_in_html", "smarty", "tables", "toc", "pymdownx.superfences"]
    md = markdown.Markdown(extensions=[*extensions, BlocksMarkdown(context), CitationsMarkdown(context)])
    return set(re.findall(r'<[^<>]*\sid="([^"]*)"', md.convert(body)))


def test_anchors_are_those_of_the_rendered_page() -> None:
    page = read_page("about/test.md", "docs/about/test.md", BODY)
    assert page.anchors is not None
    assert set(page.anchors) == rendered_anchors(BODY, GOLDEN.read_text("utf-8"), "about/test.md")
    assert {"own", "para", "raw", "same_1", "faq-same", "references", "references_1"} <= page.anchors


@pytest.mark.parametrize("path", sorted(p.relative_to(DOCS).as_posix() for p in DOCS.rglob("*.md")))
def test_anchors_of_the_sites_own_pages_are_right(path: str) -> None:
    page = read_page(path, path, (DOCS / path).read_text("utf-8"))
    expected = rendered_anchors(page.source.body, (DOCS / "references.bib").read_text("utf-8"), path)
    assert page.anchors is not None
    assert set(page.anchors) == expected


def test_a_heading_with_a_citation_is_not_guessed() -> None:
    assert read_page("about/test.md", "a.md", "## A claim [@hazan1987romantic]\n").anchors is None


def test_headings_have_level_text_and_line() -> None:
    found = find_headings(BODY, BODY.replace("## code", "   code"), 5)
    assert [(h.level, h.text) for h in found][:5] == [
        (2, "It's “quoted” -- and *stressed* & more"),
        (2, "Same"),
        (2, "Same"),
        (1, "No space, still a heading"),
        (1, "Underlined"),
    ]
    assert found[0].line == 11
