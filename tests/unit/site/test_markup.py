"""What HTML an article may hold: each kind of markup that runs, loads, embeds or sends is named, and nothing else."""

from __future__ import annotations

import pytest

from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.content.markup import content_faults, is_foreign, is_script
from innerpersona_site.diagnostics import errors
from innerpersona_site.lint.files import PAGES_AND_CODE, read_drawing
from innerpersona_site.lint.reading import read_page
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.pages.markdown import render

FRONT = (
    "---\ntitle: A page\ndescription: A description that is long enough to pass the rule of fifty.\n---\n\n"
)


def codes(text: str) -> list[tuple[str, int]]:
    found = errors(read_page("about/a.md", "docs/about/a.md", FRONT + text).faults)
    return [(fault.code, fault.line) for fault in found]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<script>a()</script>", "element"),
        ("<iframe srcdoc='<p>'></iframe>", "element"),
        ("<form action=/a><input></form>", "element"),
        ("<meta http-equiv=refresh content=0>", "element"),
        ("<base href=/a>", "element"),
        ("<object data=a>", "element"),
        ("<embed src=a>", "element"),
        ("<svg><script>a()</script></svg>", "element"),
        ("<link rel=dns-prefetch href=//a.example>", "element"),
        ("<template shadowrootmode=open>", "element"),
        ("<style>p { background: url(a) }</style>", "element"),
        ("<x-custom>", "element"),
        ("## A heading <script>a()</script>", "element"),
        ("/// takeaways\n- One <b onclick=a()>two</b>\n///", "inline-handler"),
        ("<img src=a.png onerror=a()>", "inline-handler"),
        ("<b\nonclick='a()'>a</b>", "inline-handler"),
        ("<p style='color: red'>a</p>", "inline-style"),
        ("<a href=/ ping=/a>a</a>", "attribute"),
        ("<a href=/ target=_blank>a</a>", "attribute"),
        ("<p srcdoc=a>a</p>", "attribute"),
        ("<a href='java&#115;cript:a()'>a</a>", "script-address"),
        ("<a href='java\tscript:a()'>a</a>", "script-address"),
        ("<a href='&#1; VBScript&colon;a()'>a</a>", "script-address"),
        ("<a href=data:text/html,a>a</a>", "script-address"),
        ("[a](JavaScript:a)", "script-address"),
        ("[a](<javascript:a>)", "script-address"),
        ("[a][b]\n\n[b]: javascript:a", "script-address"),
        ("<img src=//a.example/b>", "foreign-host"),
        ("<img src='/\\a.example/b'>", "foreign-host"),
        ("<img srcset='a.png 1x, https://a.example/b 2x'>", "foreign-host"),
        ("![a](https:\\\\a.example/b)", "foreign-host"),
        ("![a][b]\n\n[b]: //a.example/b", "foreign-host"),
        ("![a](b.png){ onclick=a() }", "inline-handler"),
        ("[a](b.md){ style=a }", "inline-style"),
        ("<video src=a.mp4 controls poster=//a.example/b></video>", "foreign-host"),
    ],
)
def test_each_kind_is_named_where_it_stands(text: str, code: str) -> None:
    named = dict(codes(f"Words.\n\n{text}\n"))
    assert 8 <= named[f"policy-{code}"] <= 8 + text.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "<ScRiPt/src=a.js>",
        "a <script",
        "<!--> <img src=//a.example/b> -->",
        "<!-- a --!> <img src=//a.example/b> -->",
        "<? a",
        "<img/src=a.png onerror=a()>",
        "*a*{: onclick=a() }",
        "*a*{: href=javascript:a }",
    ],
)
def test_what_markdown_takes_for_text_or_comment_comes_to_nothing(text: str) -> None:
    html = render(f"Words.\n\n{text}\n", "about/a.md", RenderContext(Bibliography({}), str)).html
    assert content_faults(html) == []


@pytest.mark.parametrize(
    "text",
    [
        "Write `<script>` and\n\n```html\n<script>a()</script>\n```\n",
        "<https://doi.org/10.1> and <a@b.example>, 3 < 4, a <3, &lt;script&gt;",
        "<details open><summary>More</summary>Text with <kbd>a</kbd>.</details>",
        '<img src="../images/loop.svg" alt="A loop" width="4" height="3">',
        "<!-- a note\nof two lines --> Text.",
        "[a](https://a.example/) [b](mailto:a@b.example) [c](tel:+1) [d](#e) [f](../g/ \"h\")",
        "A set {a, b} and *this*{: #that .other title='x' }",
    ],
)  # fmt: skip
def test_what_an_article_needs_passes(text: str) -> None:
    assert [code for code, _ in codes(f"Words.\n\n{text}\n") if code.startswith("policy-")] == []


def test_addresses_are_read_as_browsers_read_them() -> None:
    assert all(map(is_script, ("javascript:a", " \tJAVASCRIPT:a", "java\nscript:a", "blob:a", "file:///a")))
    assert not any(map(is_script, ("a:b/c" * 0, "/a:b", "?a:b", "#a:b", "https://a", "MAILTO:a@b", "a/b:c")))
    assert all(
        map(is_foreign, ("//a", "\\\\a", "/\\a", "https:a", "http://a", "javascript:a", "data:text/html,a"))
    )
    assert not any(
        map(is_foreign, ("a.png", "/a.png", "../a.png", "data:image/png;base64,AA", "a.png 2x, b.png"))
    )


def test_rendered_content_is_looked_at_again() -> None:
    sound = (
        '<p id="a" class="b">A <a href="/c?d=e&amp;f">g</a><img alt="" src="h.svg" /></p><ip-quiz data-x="y">'
    )
    assert content_faults(sound) == content_faults(sound) == []
    for hostile in (
        "<script>",
        "<p onclick=a>",
        '<p title="<iframe src=a>">',
        "<form action=a>",
        "<a href=x:y>",
        "<?a",
    ):
        assert content_faults(sound + hostile), hostile


@pytest.mark.parametrize(
    "inside",
    [
        "<script>a()</script>", "<g onload='a()'/>", "<a href='https://a.example/'/>", "<a xlink:href='javascript:a()'/>",
        "<image href='https://a.example/b'/>", "<foreignObject/>", "<style>@import 'a'</style>", "<animate/>",
        "<rect fill='url(https://a.example/b#c)'/>", "<rect mask='u\\72l(//a.example)'/>",
        "<style>g { fill: &#x75;rl(//b) }</style>",
        "<rect mask='image-set(\"//a.example\" 1x)'/>", "<use href='data:image/svg+xml,b#c'/>",
        "<style>g { fill: url(//a.example/b) }</style>", "<x:script xmlns:x='http://www.w3.org/1999/xhtml'/>",
    ],
)  # fmt: skip
def test_a_drawing_that_could_run_is_named(inside: str) -> None:
    assert next(read_drawing(f"<svg>\n{inside}</svg>"))[0] == 2


def test_a_drawing_of_shapes_passes() -> None:
    drawing = (
        "<?xml version='1.0'?>\n<svg><style>g { fill: url( '#a' ) }</style><use href='#b'/>"
        "<image href='data:image/png;base64,AA'/><circle r='1' fill='url( #a )' transform='rotate (4)' "
        "aria-label='An image(a\\b)'/><text font-style='italic'>a\\b, url(c)</text></svg>"
    )
    assert list(read_drawing(drawing)) == []
    assert list(read_drawing("<?xml-stylesheet href='a'?><svg/>")) and list(
        read_drawing("<!DOCTYPE svg [<!ENTITY a 'b'>]>")
    )
    assert {".html", ".js", ".xml"} <= set(PAGES_AND_CODE)
