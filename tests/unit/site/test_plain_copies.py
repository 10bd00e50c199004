"""A page's text away from its page, and the list of the copies."""

from __future__ import annotations

import pytest

from innerpersona_site.content.model import Card, PageFacts, Section, Topic
from innerpersona_site.content.plain_copies import Listed, llms_list, markdown_copy
from innerpersona_site.plugin.portable import portable
from tests.theme import DAY, TEXTS

SECTION, TOPIC = Section("s", "Section", "/base/s/"), Topic("t", "Topic")
CARD = Card("one", "One", "/base/articles/one/", "About one", DAY, 3, SECTION, TOPIC)
SITE = "https://site.example/base/"
PAGE = "https://site.example/base/articles/one/"


def test_a_copy_begins_with_what_the_page_is() -> None:
    facts = PageFacts("article", "One", "D", "/base/articles/one/", date=DAY, section=SECTION, topic=TOPIC)
    assert (
        markdown_copy(facts, "Text.\n", SITE, TEXTS)
        == f"# One\n\nMar 1, 2026 · Section · Topic · {PAGE}\n\nText.\n"
    )


def test_a_page_that_lists_articles_lists_them_in_its_copy() -> None:
    hub = PageFacts("hub", "Hub", "D", "/base/s/", groups=((TOPIC, (CARD,)),))
    assert markdown_copy(hub, "Text.", SITE, TEXTS).endswith(f"## Topic\n\n- [One]({PAGE}): About one\n")
    home = PageFacts("home", "Home", "D", "/base/", latest=(CARD,))
    assert markdown_copy(home, "Text.", SITE, TEXTS).endswith(f"## Newest\n\n- [One]({PAGE}): About one\n")


def test_the_list_leads_to_every_copy_and_leaves_empty_groups_out() -> None:
    groups = [("Section", [Listed("One", "/base/articles/one/", "About one")]), ("Empty", [])]
    assert llms_list("Test", "About", SITE, groups) == (
        f"# Test\n\n> About\n\n## Section\n\n- [One]({PAGE}index.md): About one\n"
    )


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<p>See <a href="../two/#x">two</a>.</p>', "See [two](https://site.example/base/articles/two/#x)."),
        ('<p>So (<a class="ip-cite" href="#ref-a1" id="c">A, 1999</a>).</p>', "So (A, 1999)."),
        ('<h2 id="a">A<a class="headerlink" href="#a">&para;</a></h2>', "## A"),
        (
            '<details id="faq-why"><summary><h3>Why?</h3></summary><div><p>Because.</p></div></details>',
            "### Why?\n\nBecause.",
        ),
        (
            '<p><img alt="A loop" src="../../images/loop.svg"></p>',
            "![A loop](https://site.example/base/images/loop.svg)",
        ),
        ("<div hidden><p>For one reader.</p></div><p>For all.</p>", "For all."),
        ("<ul>\n<li>One</li>\n<li><strong>Two</strong></li>\n</ul>", "- One\n- **Two**"),
        (
            "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
            "| A |\n| --- |\n| b |",
        ),
        ("<p>2 * 3 &lt; 7_a</p>", "2 \\* 3 < 7\\_a"),
        ("", ""),
    ],
)
def test_markdown_says_what_the_page_says(html: str, markdown: str) -> None:
    assert portable(html, PAGE, TEXTS).markdown.strip() == markdown


def test_a_quiz_becomes_the_way_to_it() -> None:
    text = portable(
        '<ip-quiz instrument="a"><form>\n<p>Agree?</p></form></ip-quiz><p>After.</p>', PAGE, TEXTS
    )
    assert text.markdown.startswith(f"[Take this quiz on its page]({PAGE}), where")
    assert text.markdown.endswith("After.\n")
    assert "Agree?" not in text.html


def test_html_keeps_its_sense_and_loses_its_looks() -> None:
    html = '<p class="x" data-y="1" style="z">Text<script>f()</script> <img src="a.svg" alt="An a"></p>'
    assert portable(html, PAGE, TEXTS).html == f'<p>Text <img alt="An a" src="{PAGE}a.svg"/></p>'
