"""A page's text for reading elsewhere, as Markdown and as HTML: it says what the page says."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from innerpersona_site.output.copies import feed_html, markdown_text
from tests.theme import TEXTS

PAGE = "https://site.example/base/articles/one/"
ARTICLES = "https://site.example/base/articles/"
COMMONMARK = MarkdownIt("commonmark").enable("table")
IN_LINES = frozenset(("a", "b", "code", "em", "i", "img", "span", "strong", "sup"))


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<p>See <a href="../two/#x">two</a>.</p>', f"See [two]({ARTICLES}two/#x)."),
        ('<p>So (<a class="ip-cite" href="#ref-a1" id="c">A, 1999</a>).</p>', "So (A, 1999)."),
        ('<h2 id="a">A<a class="headerlink" href="#a">&para;</a></h2>', "## A"),
        (
            '<details id="faq-why"><summary><h3>Why?</h3></summary><div><p>Because.</p></div></details>',
            "### Why?\n\nBecause.",
        ),
        ("<details><summary>More</summary><p>Text.</p></details>", "**More**\n\nText."),
        (
            '<p><img alt="A loop" src="../../images/loop.svg"></p>',
            "![A loop](https://site.example/base/images/loop.svg)",
        ),
        ("<div hidden><p>For one reader.</p></div><p>For all.</p>", "For all."),
        ("<ul>\n<li>One</li>\n<li><strong>Two</strong></li>\n</ul>", "- One\n- **Two**"),
        ("<ul><li>One<ol><li>a</li><li>b</li></ol></li></ul>", "- One\n  1. a\n  2. b"),
        ("<ul><li><p>One</p><p>More</p></li><li>Two</li></ul>", "- One\n\n  More\n\n- Two"),
        ('<ol start="9"><li>Nine</li><li>Ten<ul><li>x</li></ul></li></ol>', "9. Nine\n10. Ten\n    - x"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b"),
        (
            "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
            "| A |\n| --- |\n| b |",
        ),
        (
            '<table><tr><th>A</th><th align="right">B</th></tr><tr><td>x|y</td><td>1<br>2</td></tr></table>',
            "| A | B |\n| --- | --: |\n| x\\|y | 1<br>2 |",
        ),
        (
            '<table><tr><td colspan="2">a</td></tr><tr><td rowspan="2">b</td><td>c</td></tr>'
            "<tr><td>d</td></tr></table>",
            "|  |  |\n| --- | --- |\n| a |  |\n| b | c |\n|  | d |",
        ),
        ("<blockquote><p>One.</p><p>Two.</p></blockquote>", "> One.\n>\n> Two."),
        ("<pre><code>a *b*\n\n  c</code></pre>", "```\na *b*\n\n  c\n```"),
        ("<p><code>a`b</code> and x<sup>2</sup></p>", "``a`b`` and x<sup>2</sup>"),
        ("<p>2 * 3 &lt; 7_a</p>", "2 \\* 3 < 7\\_a"),
        ("<p>1999. A year<br># one</p>", "1999\\. A year  \n\\# one"),
        ("<p>Yes!<a href='/x'>x</a> [1] AT&amp;T</p>", "Yes\\![x](https://site.example/x) [1] AT&T"),
        ('<p><a href="https://a.example/(b)">[c]</a></p>', "[\\[c\\]](<https://a.example/(b)>)"),
        ('<p><a href="https://a.example/">https://a.example/</a></p>', "<https://a.example/>"),
        ("Bare <b>text </b>here<!-- and a remark -->", "Bare **text** here"),
        ("<p>a</p></div><p>b</p>", "a\n\nb"),
        ("", ""),
    ],
)
def test_markdown_is_what_a_writer_would_have_typed(html: str, markdown: str) -> None:
    assert markdown_text(html, PAGE, TEXTS) == (f"{markdown}\n" if markdown else "")


def test_a_quiz_becomes_the_way_to_it() -> None:
    html = '<ip-quiz instrument="a"><form>\n<p>Agree?</p></form></ip-quiz><p>After.</p>'
    markdown = markdown_text(html, PAGE, TEXTS)
    assert markdown.startswith(f"[Take this quiz on its page]({PAGE}), where")
    assert markdown.endswith("After.\n")
    assert "Agree?" not in feed_html(html, PAGE, TEXTS)


@pytest.mark.parametrize(
    ("html", "feed"),
    [
        (
            '<p class="x" data-y="1" style="z">Text<script>f()</script> <img src="a.svg" alt="An a"></p>',
            f'<p>Text <img src="{PAGE}a.svg" alt="An a"></p>',
        ),
        (
            '<h2 class="x" id="a">A<a class="headerlink" href="#a">¶</a></h2><p hidden>No.</p>'
            '<p><a href="../two/">Two</a></p>',
            f'<h2 id="a">A</h2><p><a href="{ARTICLES}two/">Two</a></p>',
        ),
        ("1 &lt; 2 <b>x</b><!-- y -->", "1 &lt; 2 <b>x</b>"),
        ("<p>a</p></div>b<p>c</p>", "<p>a</p>b<p>c</p>"),
        ("", ""),
    ],
)
def test_html_keeps_its_sense_and_loses_its_looks(html: str, feed: str) -> None:
    assert feed_html(html, PAGE, TEXTS) == feed


TEXT = st.text("ab1 \n.)-+#>*_`~[](!<&;:|=\\\"'/é\u00a0", max_size=12).map(escape)


def wrapped(tags: str, inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(tags.split()), inside).map(lambda pair: "<{0}>{1}</{0}>".format(*pair))


def run(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(inside, max_size=3).map("".join)


INLINE = st.recursive(
    TEXT
    | wrapped("code", TEXT)
    | st.just("<br>")
    | TEXT.map(lambda alt: f'<img alt="{alt}" src="x (1).svg">'),
    lambda inside: wrapped("em strong i b span sup", run(inside)),
    max_leaves=6,
)
PHRASE = run(INLINE | run(INLINE).map(lambda text: f'<a href="../two/?q=1&amp;r=(2)">{text}</a>'))
ROW = st.lists(wrapped("td th", PHRASE), min_size=1, max_size=3).map(
    lambda cells: f"<tr>{''.join(cells)}</tr>"
)
TABLE = st.lists(ROW, min_size=1, max_size=3).map(lambda rows: f"<table>{''.join(rows)}</table>")
BLOCK = st.recursive(
    wrapped("p h2 h3 summary", PHRASE) | TABLE | wrapped("pre", TEXT) | st.just("<hr>"),
    lambda inside: (
        wrapped("blockquote div details", run(inside | PHRASE))
        | st.tuples(
            st.sampled_from(["ul", "ol", 'ol start="7"']), st.lists(run(inside | PHRASE), max_size=3)
        ).map(lambda pair: f"<{pair[0]}>{''.join(f'<li>{item}</li>' for item in pair[1])}</{pair[0][:2]}>")
    ),
    max_leaves=6,
)


def document(html: str) -> etree._Element:
    return etree.fromstring(f"<html><body><div>{html}</div></body></html>", etree.HTMLParser())


def words(root: etree._Element) -> str:
    def parts(element: etree._Element) -> Iterator[str]:
        apart = element.tag not in IN_LINES
        yield " " if apart else ""
        yield element.text or ""
        for child in element:
            yield from parts(child)
            yield child.tail or ""
        yield " " if apart else ""

    return " ".join("".join(parts(root)).split())


def headings(root: etree._Element) -> list[tuple[str, str]]:
    return [(str(e.tag), words(e)) for e in root.iter("h2", "h3") if words(e) or e.find(".//img") is not None]


def pictures(root: etree._Element) -> list[str]:
    return [" ".join((picture.get("alt") or "").split()) for picture in root.iter("img")]


@given(st.lists(BLOCK | PHRASE, max_size=4).map("".join))
@example("<p>a<em>(b)</em>c</p>")
@example("<p><em>a</em><strong>b</strong></p>")
@example("<ul><li>1<ul><li></li></ul></li></ul>")
@example("<ul><li><div><p>a</p><p>b</p></div><ul></ul></li></ul>")
def test_what_a_parser_makes_of_the_markdown_has_the_text_of_the_page(html: str) -> None:
    page, copy = document(html), document(COMMONMARK.render(markdown_text(html, PAGE, TEXTS)))
    assert words(copy) == words(page)
    assert headings(copy) == headings(page)
    assert pictures(copy) == pictures(page)
    linked = {words(a) for a in page.iter("a") if words(a)}
    assert {words(a) for a in copy.iter("a") if words(a)} == linked
    assert {a.get("href") for a in copy.iter("a")} <= {f"{ARTICLES}two/?q=1&r=(2)"}
