"""What writers may use beside paragraphs: each thing becomes the element that it should, with no fault of the check."""

from __future__ import annotations

import re

import lxml.html
import pytest

from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.diagnostics import errors
from innerpersona_site.lint.reading import read_page
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.pages import markdown

FRONT = (
    "---\ntitle: A page\ndescription: One that is long enough to pass the rule of fifty characters.\n---\n\n"
)
LINE = FRONT.count("\n") + 1


def html(body: str) -> str:
    context = RenderContext(Bibliography({}), str, files={"files/a.pdf": "1"})
    return markdown.render(body, "about/a.md", context).html


def codes(body: str) -> list[tuple[str, int]]:
    return [
        (fault.code, fault.line - LINE + 1) for fault in read_page("about/a.md", "a.md", FRONT + body).faults
    ]


@pytest.mark.parametrize(
    ("body", "path", "text"),
    [
        ("A claim.[^a]\n\n[^a]: It is *small*.", "//section[@class='ip-footnotes']/ol/li[@id='fn-1']//em", "small"),
        ("Base\n:   What it *means*.", "//dl/dd/p/em | //dl/dd/em", "means"),
        ('!!! note "A *title*"\n    Text.', "//div[@class='ip-note ip-note--note']/p[1]/em", "title"),
        ("!!! tip\n    Text **x**.", "//div[@class='ip-note ip-note--tip']//strong", "x"),
        ("??? warning\n    Text.", "//details[not(@open)]/summary", "blocks.admonition.warning"),
        ("???+ note\n    Text.", "//details[@open]/summary", "blocks.admonition.note"),
        ("> [!CAUTION]\n> Text *x*.", "//div[@class='ip-note ip-note--danger']//em", "x"),
        ("/// important | Why\nText *x*.\n///", "//div[@class='ip-note ip-note--important']//em", "x"),
        ("/// admonition | Why\n    type: tip\n\nText.\n///", "//div[contains(@class, '--tip')]/p[1]", "Why"),
        ("/// details | More\n- One\n///", "//details/ul/li", "One"),
        ("- [ ] Ask\n- [x] Wait", "//ul[@class='ip-tasks']/li[input[@checked]]", "Wait"),
        ("*[APA]: American\n\nThe APA.", "//abbr[@title='American']", "APA"),
        ("This is ~~gone~~.", "//del", "gone"),
        ("<details>\n<summary>More</summary>\nText *x*.\n</details>", "//details/p/em", "x"),
        ("- one\n  - two", "//ul/li/ul/li", "two"),
        ("- one\n    - two", "//ul/li/ul/li", "two"),
        ("1. one\n   - two", "//ol/li/ul/li", "two"),
        ("Text:\n- one", "//ul/li", "one"),
        ("Text:\n1. one", "//ol/li", "one"),
        ("One\\\ntwo", "//p[br]", "One two"),
        ("```python\ndef a(): ...\n```", "//pre/code[@class='language-python']/span[@class='k']", "def"),
        ("It is $x^2$.", "//math[not(@display)]//mi", "x"),
        ("$$\nx\n$$", "//div[@class='ip-formula']/math[@display='block']//mi", "x"),
        ("```math\nx\n```", "//math[@display='block']//mi", "x"),
        ("[Sheet](../files/a.pdf)", "//a[@download][@href='../../files/a.pdf']", "Sheet"),
        ("A {curly} set.\n{#here .lead}", "//p[@id='here'][@class='lead']", "A {curly} set."),
        ("![A ring](a.svg){width=20}", "//img[@width='20']", ""),
    ],
)  # fmt: skip
def test_it_becomes_its_element(body: str, path: str, text: str) -> None:
    assert errors(read_page("about/a.md", "a.md", FRONT + body + "\n").faults) == []
    tree = lxml.html.fragment_fromstring(html(body), create_parent="div")
    found = tree.xpath(path.replace("//", ".//", 1).replace("| //", "| .//"))
    assert [" ".join(element.text_content().split()) for element in found] == [text]


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ("Text.\n\n```\nnever closed", "fence-unclosed", 3),
        ("- item\n\n  ~~~\n  never closed\n\nText.", "fence-unclosed", 3),
        ("Text.\n\n<div>\n\nMore.", "html-unclosed", 3),
        ("- <b>one\n- two</b>", "html-unclosed", 1),
        ("Text [a]().", "link-empty", 1),
        ("Text [](b.md).", "link-empty", 1),
        ("Text [a][b].", "link-undefined", 1),
        ("Text [a] (b.md).", "link-syntax", 1),
        ("See\nhttps://example.org/a now.", "link-bare", 2),
        ("It was found (Smith, 2031).", "citation-typed", 1),
        ("Smith et al. (2031) found it.", "citation-typed", 1),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "table-cells", 3),
        ("| a | b |\n|---|\n| 1 | 2 |", "table-syntax", 1),
        ("```mermaid\na\n```", "code-diagram", 1),
        ("<!-- never closed\n\nText.", "html-comment", 1),
        ("## A\n\nText.\n\n## A", "heading-repeated", 5),
        ("![image](a.svg)", "image-alt-vague", 1),
        ("![a-ring](a-ring.svg)", "image-alt-vague", 1),
        ("Text.[^1]", "footnote-undefined", 1),
        ("Text.\n2. two", "list-syntax", 2),
        ("Text $\\nothing{x}$.", "formula-syntax", 1),
        ("!!! remark\n    Text.", "admonition-unknown", 1),
        ("A.\n{#a}\n\nB.\n{#a}", "id-repeated", 4),
        ("Text.\n\nA claim.^[In the text.]", "footnote-syntax", 3),
        ("It {++often++} lasts.", "edit-mark", 1),
        ("It {--often--} lasts.", "edit-mark", 1),
        ("Press ++ctrl+c++ now.", "emphasis-syntax", 1),
        ("It is ~gone~ now.", "emphasis-syntax", 1),
        ("As follows:\na) ask\nb) wait", "list-syntax", 3),
        ("i. ask\nii. wait", "list-syntax", 2),
        ("- [-] Ask", "list-syntax", 1),
        ("| one line\n| another", "table-syntax", 1),
        ("[[_TOC_]]", "link-syntax", 1),
        ('=== "First"\n    Text.', "admonition-syntax", 1),
        ('--8<-- "part.md"', "template-syntax", 1),
        ("!include part.md", "template-syntax", 1),
        (".. note::\n\n   Text.", "template-syntax", 1),
    ],
)
def test_what_is_not_meant_so_is_reported_with_its_line(body: str, code: str, line: int) -> None:
    assert (code, line) in codes(body + "\n")


@pytest.mark.parametrize(
    "body",
    [
        "C++ and C++, g++/c++, a++ and b++ too.",
        "It takes ~20 to ~30 minutes, or 5~6 of them.",
        "Somebody wrote\ni.e. this, as\nA. Smith has it, or\na) alone.",
        "The set |x| of a | b, and \u2026 e.g. x ^ [y].",
    ],
)
def test_signs_that_are_text_are_left_alone(body: str) -> None:
    assert codes(body + "\n") == []


def test_a_comment_is_not_published() -> None:
    assert html("Text <!-- a --> more.\n\n<!-- b\nc -->\n\nEnd.") == "<p>Text  more.</p>\n\n<p>End.</p>"


def test_money_is_no_formula() -> None:
    assert "<math" not in html("It costs $5 or $10, and US$ 3.")


def test_nothing_in_a_formula_needs_a_style() -> None:
    made = html("$$\n\\begin{aligned}a&=b\\\\c&=d\\end{aligned}\n$$")
    assert " style=" not in made and "ip-math-right" in made
    assert re.search(r'alttext="[^"]*aligned', made)
