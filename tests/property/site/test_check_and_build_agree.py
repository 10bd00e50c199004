"""The check has no error exactly if the page can be built and shows no sign of Markdown to its readers."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import lxml.html
import pytest

from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.content.markup import content_faults
from innerpersona_site.content.pictures import Shown
from innerpersona_site.content.source import split_source
from innerpersona_site.diagnostics import errors
from innerpersona_site.lint.reading import read_page
from innerpersona_site.lint.rules.leftovers import TOLD, WARNINGS
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.markdown.html import VOID
from innerpersona_site.pages import markdown
from tests.made_articles import PIECES, article

FRONT: Final = (
    "---\ntitle: A page\ndescription: One that is long enough to pass the rule of fifty characters.\n---\n\n"
)
WORKS, _ = read_bibliography(
    (Path(__file__).parents[2] / "golden" / "site" / "references.bib").read_text("utf-8"), "references.bib"
)
FILES: Final = (
    "about/help.md",
    "quiz/attachment.md",
    "images/ring.svg",
    "images/my ring.svg",
    "media/breath.mp4",
)
COUNT: Final = 10_000 if os.environ.get("INNERPERSONA_LONG") else 500
PARTS: Final = 4
"""Tests that share the articles, so that several processors do."""

LINE: Final = r"(?:[-–—][ ]?|\(?(?:\d{1,2}|[a-z])[.)][ ]?)(?=[^\s\d.–—-])"
SIGNS: Final = re.compile(
    r"""
    \*\* | ~~ | ` | \]\( | \]\[ | \]\s+\((?:\.\.|https?:|[\w/-]+\.\w) | \[\^ | \[-?@ | @[a-z]+\d{4}[a-z]+ | \[\[
    | !\[ | \$\$ | \{[#.][A-Za-z] | \{[:{%]
    | ={2}\S | \^\[ | \{(?:\+\+|--|~~|>>) | (?<!\w)\+\+\S[^\n]*\+\+ | \w~\S+~ | \^\S+\^ | __ | <!(?:--|–)
    | (?<![\w~])~[^\s~](?:[^~\n]*[^\s~])?~(?![\w~]) | </?[a-zA-Z][^<>\n]*> | </[a-zA-Z] | ^\s*</?[a-zA-Z]
    | <[a-z]\s+[a-z-]+= | <(?:div|details|table|kbd|sub)\b | %%\S[^\n%]*%% | (?<![\w*])\*(?=[^\W_])
    | (?<![\w/])_(?=[^\W_]) | \\begin\{
    | <https?: | (?<![\w:]):[a-z+-][\w+-]*: | \[![A-Za-z]
    | ^\s*(?: /{3} | (?:!{3} | \?{3}\+?)[ ]*(?:\w | $) | :{3} | \#{1,6}\w | \#{7} | ={3,}[ ]*$
        | \d{1,2}[.)][ ]+\S | [•◦▪‣·]\s | \[[\ xX/-]\]\s
        | \[[^\]\n]+\]:\s*\S | \*\[ | :[ ]{1,3}\S | \|.*\|\s*$ | \|[ ]\S
        | \.\.\s+[a-z][\w-]*:: | [-–—]+8<[-–—]+ | !include\b | ={3}\s*["“]
        | :?[–—-]+:?\s*\|[|:\s–—-]*$ | \[(?:TOC|toc)\]
        | LINE[^\n]*\n[ ]*LINE )
    """.replace("LINE", LINE),
    re.X | re.M,
)
"""Signs of Markdown that no reader should see, whatever made them text."""
FORMULA: Final = re.compile(r"\\[(\[]")
LETTERED: Final = re.compile(r"^\s*(?:[b-h]|i{2,3}|i?v)[.)]\s+\S", re.M)
"""What the check points out below a line of text, and lets stand where a paragraph begins with it."""
BY_OTHERS: Final = re.compile(r"(?<![\w*])[*_]\S|\||<[a-z]")
"""What is a sign or not by what stands beside it, which a text without its elements no longer says."""
SHOWN_AS_TYPED: Final = frozenset(code for code, _, _ in TOLD.values()) - WARNINGS


class Balance(HTMLParser):
    """Finds elements that are not closed where they should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def shown_text(html: str) -> str:
    """Return what a reader sees of a page but for code and formulas, a line break where one is seen."""
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in tree.find_class("ip-cite-group"):
        element.text = "§"  # a bracket of the site's own
    for element in tree.xpath(".//a[starts-with(., 'http')]"):
        element.text = (element.text or "").replace("_", "")
    for element in tree.xpath(".//code | .//pre | .//math | .//section[@class='ip-references'] | .//svg"):
        element.text = "c" if element.tag == "code" else None
        for child in list(element):
            element.remove(child)
    for element in tree.iter(
        "br", "p", "li", "dt", "dd", "h2", "h3", "td", "th", "summary", "figcaption", "caption"
    ):
        element.text = f"\n{element.text or ''}" if element.tag != "br" else None
        if element.tag == "br":
            element.tail = f"\n{element.tail or ''}"
    return str(tree.text_content())


@pytest.fixture(scope="module")
def context() -> RenderContext:
    return RenderContext(
        WORKS,
        lambda instrument: "<ip-quiz></ip-quiz>",
        files=dict.fromkeys(FILES, "1"),
        picture_of={path: Shown(4, 3) for path in FILES if path.endswith(".svg")}.get,
    )


def disagreement(body: str, context: RenderContext) -> str:
    """Return how check and build disagree about a page, empty where they don't."""
    page = read_page.__wrapped__("about/made.md", "made.md", FRONT + body)
    found = errors(page.faults)
    unknown = any(
        citation.key not in WORKS for citation in page.citations
    )  # what the rules on the site report
    html = markdown.render(split_source(FRONT + body).body, "about/made.md", context).html
    text = shown_text(html)
    if not found and not unknown:
        balance = Balance()
        balance.feed(html)
        if balance.open or balance.faults:
            return f"not balanced: {balance.open} {balance.faults}"
        if faults := content_faults(html):
            return f"refused: {faults}"
        if sign := SIGNS.search(text):
            return f"no error, and readers see {text[max(0, sign.start() - 30) : sign.end() + 20]!r}"
        return ""
    if not found:
        return ""
    typed = [fault for fault in found if fault.code in SHOWN_AS_TYPED and fault.message.startswith('"')]
    if len(typed) == len(found) and not any(
        (SIGNS.search(text), LETTERED.search(text), BY_OTHERS.search(text), FORMULA.search(body))
    ):
        return f"an error of what readers don't see: {typed[0].line} {typed[0].message}"
    return ""


@pytest.mark.parametrize("part", range(PARTS))
def test_the_check_is_clean_exactly_if_the_page_is_whole(part: int, context: RenderContext) -> None:
    for number in range(part, COUNT, PARTS):
        body = article(number)
        assert disagreement(body, context) == "", f"article {number}:\n{body}"


def test_half_of_the_articles_have_a_fault_and_half_have_none() -> None:
    """Both sides of the property are tried."""
    clean = sum(
        not errors(read_page.__wrapped__("about/a.md", "a.md", FRONT + article(number)).faults)
        for number in range(200)
    )
    assert 50 < clean < 150


@pytest.mark.parametrize("piece", PIECES)
def test_each_piece_is_sound_by_itself(piece: str, context: RenderContext) -> None:
    body = piece.replace("{n}", "1") + "\n"
    assert errors(read_page("about/a.md", "a.md", FRONT + body).faults) == []
    assert disagreement(body, context) == ""


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("A claim [@gaunt2006couple, p. <b>3</b>].", "citation-syntax"),
        ("A claim [@gaunt2006couple, p. **3**].", "citation-syntax"),
        ("A claim [@gaunt2006couple, p. 3 https://example.org].", "citation-syntax"),
        ("<p\n\nText.", "html-unreadable"),
        ("Text </p in it.", "html-unreadable"),
        ("Text <div in it.", "html-unreadable"),
        ('Text <b class="lead.', "html-unreadable"),
        ("Text.\n\n<di", "html-unreadable"),
        ("Style | Share |\n---|", "table-syntax"),
        ("a | b\n--|--|--\nc | d", "table-syntax"),
        ("Why?\n\n???", "admonition-syntax"),
        ("!!!\n    Text.", "admonition-syntax"),
        ("???+\n    Text.", "admonition-syntax"),
        ("Text.\n\n===", "heading-syntax"),
        ("One *word.", "emphasis-syntax"),
        ("One _word.", "emphasis-syntax"),
        ("***Both** of them.", "emphasis-syntax"),
        ("A claim.*[^1]\n\n[^1]: A note.", "emphasis-syntax"),
        ("See _[the page](../about/help.md).", "emphasis-syntax"),
        ("<p>\nThese help:\n- asking\n</p>", "html-markdown"),
        ("<table>\n<tr><td>Raw</td></tr>\n</table>\nThese help:\n- asking\n- waiting", "html-markdown"),
        ("-asking\n-waiting", "list-syntax"),
        ("– asking\n– waiting", "list-syntax"),
        ("1.Ask\n2.Wait", "list-syntax"),
        ("(a) asking\n(b) waiting", "list-syntax"),
        ("That is \\(x\\).", "formula-syntax"),
        ("\\[x = 3\\]", "formula-syntax"),
        ("\\begin{align}\nx\n\\end{align}", "formula-syntax"),
        ("Text %%a remark%% here.", "template-syntax"),
        ("Good :+1:", "icon-unknown"),
        ('!!! note "A <b>title"\n    Text.', "html-unclosed"),
        ('![A ring](../images/ring.svg "A <b>ring")', "html-unclosed"),
        ("| a |\n|---|\n| x |\n\n*A <b>caption*", "html-unclosed"),
    ],
)
def test_each_slip_is_an_error_that_names_its_line(body: str, code: str) -> None:
    found = errors(read_page.__wrapped__("about/a.md", "a.md", FRONT + "Before.\n\n" + body + "\n").faults)
    assert [fault.code for fault in found] == [code]
    assert 8 <= found[0].line <= 8 + body.count("\n")


@pytest.mark.parametrize(
    "body",
    [
        "A claim [@gaunt2006couple, pp. 3–5, 7, S12; @hazan1987romantic, fig. 3/4 (note’s end): 2 & 3].",
        "It is 3 < 4, and p <.05, if a <b or x<y; 2 * 3, snake_case, 5*3, footnote* and <3.",
        "What??? No!!!",
        "It rose by\n-5 and\n-6 degrees, from 1.5\n2.5 times; A. Smith\nB. Jones.",
        "A break – which\n– he thought – was long.",
        "See \\[a\\] and \\[sic\\].",
        "An increase of 50%%, or 50 %; one|two.",
    ],
)
def test_what_is_meant_as_text_is_no_error(body: str, context: RenderContext) -> None:
    assert errors(read_page.__wrapped__("about/a.md", "a.md", FRONT + body + "\n").faults) == []
    assert disagreement(body + "\n", context) == ""
