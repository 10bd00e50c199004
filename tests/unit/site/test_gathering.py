"""Pages that gather: which claims, works and sentences they show, in which order, and where they lead."""

from __future__ import annotations

from innerpersona_site.content.apa import ApaStyle
from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.content.gathering import SITUATIONS, Gathering
from innerpersona_site.content.model import Document
from innerpersona_site.lint.reading import read_page

ENTRY = (
    "@book{{{key},\n author = {{{name}, Ann}}, title = {{Title}}, year = {{2000}}, publisher = {{Press}},\n"
    " doi = {{10.1000/{key}}}, verified = {{yes}}, finding = {{Something. [no figures]}}\n}}\n"
)
CLAIM = "/// evidence\n    strength: {strength}\n\n{text} [@{key}].\n///\n\n"
SCRIPT = """/// script | {title}
    situation: {situation}

- "First."
- "Second."

//// otherwise
Try this instead.
////
///
"""


def document(path: str, text: str, *, date: str = "2026-11-01", template: str = "") -> Document:
    more = (
        f"date: {date}\nsection: relationships\ntopic: awareness\ntags: [a]\nauthors: [ann]\n"
        if path.startswith("articles/")
        else ""
    )
    more += f"template: {template}\n" if template else ""
    head = f"---\ntitle: About {path[-4]}\ndescription: {'Words to fill it. ' * 4}\n{more}---\n\n"
    page = read_page(path, path, head + text)
    assert page.document is not None, page.faults
    assert {f"claim-{n}" for n in range(1, 1 + len(page.document.gathered.claims))} <= page.anchors
    assert {script.anchor for script in page.document.gathered.scripts} <= page.anchors
    return page.document


def library(*documents: Document) -> Gathering:
    source = "".join(
        ENTRY.format(key=key, name=name) for key, name in (("one2000a", "One"), ("two2000b", "Two"))
    )
    bibliography, faults = read_bibliography(source, "docs/references.bib")
    assert faults == []
    return Gathering(documents, ApaStyle(bibliography), "/base/")


EVIDENCE = document("library/evidence.md", "All.\n", template="evidence.html")
WORKS = document("library/works.md", "All.\n", template="works.html")
SCRIPTS = document("library/scripts.md", "All.\n", template="scripts.html")


def test_contested_claims_come_first_with_their_works_and_their_place() -> None:
    one = document(
        "articles/x.md",
        CLAIM.format(strength="meta-analysis", text="Firm *claim*", key="one2000a")
        + CLAIM.format(strength="contested", text="Shaky claim", key="two2000b"),
    )
    claims = library(one, EVIDENCE, WORKS).facts(EVIDENCE).claims
    assert [shown.claim.text for shown in claims] == ["Shaky claim.", "Firm claim."]
    assert [shown.place.url for shown in claims] == ["/base/articles/x/#claim-2", "/base/articles/x/#claim-1"]
    (work,) = claims[0].works
    assert (work.name, work.url) == ("Two, 2000", "/base/library/works/#two2000b")
    (alone,) = library(one, EVIDENCE).facts(EVIDENCE).claims[0].works
    assert alone.url == "/base/articles/x/#ref-two2000b", "without a page of works, the article's own list"


def test_a_work_has_each_sentence_that_cites_it_newest_article_first() -> None:
    old = document("articles/x.md", "Old said [@one2000a; @two2000b]. Not this.\n", date="2026-10-01")
    new = document("articles/y.md", "New said [-@one2000a, p. 5].\n\n| A |\n|---|\n| cell [@one2000a] |\n")
    works = library(old, new, WORKS).facts(WORKS).works
    assert [work.key for work in works] == ["one2000a", "two2000b"]
    assert [(text, url) for text, _, url in works[0].said] == [
        ("New said.", "/base/articles/y/#cite-one2000a-1"),
        ("Old said.", "/base/articles/x/#cite-one2000a-1"),
    ]
    assert "Title" in works[0].entry


def test_sentences_to_say_stand_by_their_situation() -> None:
    last, first = SITUATIONS[-1], SITUATIONS[0]
    page = document(
        "articles/x.md",
        SCRIPT.format(title="Late", situation=last) + "\n" + SCRIPT.format(title="Soon", situation=first),
    )
    found = library(page).facts(SCRIPTS).scripts
    assert [situation for situation, _ in found] == [first, last]
    ((_, (shown,)), _) = found
    assert shown.script.lines == ("“First.”", "“Second.”")
    assert shown.script.otherwise == ("Try this instead.",)
    assert shown.place.url == "/base/articles/x/#script-soon"


def test_other_pages_gather_nothing() -> None:
    page = document("articles/x.md", CLAIM.format(strength="theory", text="Claim", key="one2000a"))
    assert library(page).facts(page) == library().facts(page)
    assert not library(page).facts(page).claims
