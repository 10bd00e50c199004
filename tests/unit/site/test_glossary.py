"""Terms of the glossary: how they are read, where an article explains them, and what reaches readers elsewhere."""

from __future__ import annotations

import re

import pytest

from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.content.gathered import Term
from innerpersona_site.content.glossary import Glossary
from innerpersona_site.lint.page import ReadPage
from innerpersona_site.lint.reading import read_page
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.markdown.filling import fill
from innerpersona_site.output.copies import feed_html, markdown_text
from innerpersona_site.output.search import searchable
from tests.theme import TEXTS

HEAD = "---\ntitle: A title\ndescription: {words}\n{more}---\n\n"
BASE = Term(
    "secure-base", "Secure base", "home port", ("safe haven",), "One comes back to it. It helps.", ("a",)
)
LONE = Term("secure", "Secure", "", (), "Calm. So it is said.", ("a",))


def read(path: str, text: str, more: str = "") -> ReadPage:
    return read_page(path, path, HEAD.format(words="Words to fill it. " * 4, more=more) + text)


def context(*terms: Term) -> RenderContext:
    return RenderContext(Bibliography({}), str, glossary=Glossary("library/glossary.md", terms))


def html(text: str, *terms: Term, path: str = "articles/one.md") -> str:
    compiled = read(path, text).compiled
    assert compiled is not None
    return fill(compiled, context(*(terms or (BASE,))), path).html


def marked(text: str, *terms: Term, path: str = "articles/one.md") -> list[str]:
    return re.findall(
        r'<button type="button" class="ip-term"[^>]*>([^<]*)</button>', html(text, *terms, path=path)
    )


def test_a_term_is_read_with_its_names_its_definition_and_its_works() -> None:
    text = (
        "/// term | Secure base\n    popular: home port\n    also: safe haven, haven\n\n"
        "One goes out *from* it [@bowlby1988secure]. One comes [back](a.md) [@x2000y, p. 3].\n///\n"
    )
    page = read("glossary.md", text, "template: glossary.html\n")
    assert page.document is not None
    (term,) = page.document.gathered.terms
    assert (term.anchor, term.name, term.popular) == ("secure-base", "Secure base", "home port")
    assert term.forms == ("safe haven", "haven")
    assert term.definition == "One goes out from it. One comes back."
    assert term.works == ("bowlby1988secure", "x2000y")
    assert term.anchor in page.anchors


@pytest.mark.parametrize(
    "text",
    [
        "A secure base.",
        "Secure  bases are rare.",
        "A *safe haven* it is.",
        "A secure\nbase over two lines.",
        "- One secure base.",
        "/// evidence\n    strength: theory\n\nA secure base.\n///",
        "/// faq\n//// question | Why?\nA secure base.\n////\n///",
    ],
)
def test_the_first_use_opens_the_definition(text: str) -> None:
    assert len(marked(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "## A secure base",
        "[A secure base](two.md) helps.",
        "`A secure base`",
        "```\nsecure base\n```",
        "> A secure base, he said.",
        "| A | B |\n|---|---|\n| secure base | c |",
        "<q>A secure base</q> it is.",
        "![A secure base](a.png)",
        "/// faq\n//// question | Is a secure base rare?\nNo.\n////\n///",
        "/// call-to-action | A secure base\n    to: quiz/attachment.md\n\nA secure base.\n///",
        "/// profile-note\n//// reader | attachment.fearful\nA secure base.\n////\n///",
        "An insecure base, a secure-base, a secure basement.",
    ],
)
def test_headings_links_code_and_quotations_explain_nothing(text: str) -> None:
    assert marked(text) == []
    assert "ip-terms" not in html(text)


def test_what_comes_after_such_a_part_is_explained_again() -> None:
    text = (
        "## A secure base\n\n> A secure base.\n\n[A secure base](b.md)\n\n"
        "/// call-to-action | Go\n    to: a.md\n\nGo.\n///\n\nA secure base."
    )
    assert len(marked(text)) == 1


def test_each_term_is_explained_once_and_the_longer_name_wins() -> None:
    assert marked("A secure base, a safe haven. Secure. A secure base.", BASE, LONE) == [
        "secure base",
        "Secure",
    ]


def test_pages_that_are_no_articles_explain_nothing() -> None:
    assert marked("A secure base.", path="about/help.md") == []


def test_the_definition_stands_below_the_text_and_leads_to_the_glossary() -> None:
    page = html("A secure base [@none2000].")
    (target,) = re.findall(r'popovertarget="([^"]+)"', page)
    assert f'<div class="ip-terms__card" id="{target}" popover>' in page
    assert "One comes back to it. It helps." in page
    assert 'href="../../library/glossary/#secure-base"' in page
    assert page.index("<aside") > page.index("<button")


def test_a_page_depends_on_the_terms_it_explains_and_on_all_names() -> None:
    compiled = read("articles/one.md", "A secure base.").compiled
    assert compiled is not None
    inputs = fill(compiled, context(BASE, LONE), "articles/one.md").inputs
    former = context(BASE, LONE).digest(inputs)
    other = Term("secure-base", "Secure base", "home port", ("safe haven",), "It changed. It helps.", ("a",))
    unused = Term("secure", "Secure", "", (), "Changed. So it is said.", ("a",))
    assert context(other, LONE).digest(inputs) != former
    assert context(BASE, unused).digest(inputs) == former, "another term's definition is nobody's business"
    assert context(BASE).digest(inputs) != former


def test_copies_and_feeds_keep_the_words_and_leave_out_what_opens() -> None:
    page = html("It was a secure base for *her*, they said.")
    assert (
        markdown_text(page, "https://site.example/a/", TEXTS)
        == "It was a secure base for *her*, they said.\n"
    )
    feed = feed_html(page, "https://site.example/a/", TEXTS)
    assert "secure base" in feed and "One comes back" not in feed and "<button" not in feed


def test_the_search_finds_the_words_and_not_the_definition() -> None:
    found = searchable(f"<main data-pagefind-body>{html('It was a secure base.')}</main>")
    assert found is not None
    assert "It was a secure base." in found and "One comes back" not in found
