"""From BibTeX to APA: what an entry becomes in a reference list and in the text, and what is said of one that can't."""

from __future__ import annotations

from pathlib import Path

import pytest

from innerpersona_site.content.apa import ApaStyle
from innerpersona_site.content.bibliography import Bibliography, read_bibliography
from innerpersona_site.diagnostics import Diagnostic, Severity

REAL = Path(__file__).parents[3] / "docs" / "references.bib"


def entry(key: str = "one2000two", kind: str = "article", **fields: str) -> str:
    values = {
        "author": "One, Ann",
        "title": "A Title",
        "year": "2000",
        "journal": "A Journal" if kind == "article" else "",
        "doi": "10.1/abc" if kind == "article" else "",
        "verified": "no",
        "finding": "Something.",
    } | fields
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in values.items() if value)
    return f"@{kind}{{{key},\n{lines}\n}}\n"


def read(text: str) -> Bibliography:
    bibliography, faults = read_bibliography(text, "docs/references.bib")
    assert faults == []
    return bibliography


def listed(kind: str = "article", **fields: str) -> str:
    return ApaStyle(read(entry(kind=kind, **fields))).entry_text("one2000two")


def faults(text: str) -> list[Diagnostic]:
    return read_bibliography(text, "docs/references.bib")[1]


def cited(text: str) -> dict[str, tuple[str, str]]:
    bibliography = read(text)
    works = ApaStyle(bibliography).cited(bibliography.works)
    return {key: (work.authors, work.year) for key, work in works.items()}


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("article", {"volume": "11", "number": "8", "pages": "e12337"},
         "One, A. (2000). A title. A Journal, 11(8), Article e12337. https://doi.org/10.1/abc"),
        ("article", {"volume": "11", "eid": "7"},
         "One, A. (2000). A title. A Journal, 11, Article 7. https://doi.org/10.1/abc"),
        ("article", {"volume": "1--2", "pages": "pp. 3-9", "doi": ""},
         "One, A. (2000). A title. A Journal, 1–2, 3–9."),
        ("article", {"year": "in press"},
         "One, A. (in press). A title. A Journal. https://doi.org/10.1/abc"),
        ("book", {"publisher": "Press", "edition": "Second", "isbn": "978-1-4625-2554-6"},
         "One, A. (2000). A title (2nd ed.). Press. ISBN 9781462525546"),
        ("book", {"publisher": "Press Inc.", "edition": "3rd revised ed."},
         "One, A. (2000). A title (3rd rev. ed.). Press Inc."),
        ("book", {"publisher": "Press", "edition": "1"}, "One, A. (2000). A title. Press."),
        ("book", {"author": "", "editor": "One, Ann", "publisher": "Press"},
         "One, A. (Ed.). (2000). A title. Press."),
        ("book", {"author": "", "editor": "One, Ann and Two, Bo", "publisher": "Press", "edition": "2"},
         "One, A., & Two, B. (Eds.). (2000). A title (2nd ed.). Press."),
        ("book", {"author": "{Group of One}", "publisher": "Group of One"},
         "Group of One. (2000). A title."),
        ("incollection", {"booktitle": "The Whole Book", "editor": "Two, Bo", "publisher": "Press", "pages": "1--9"},
         "One, A. (2000). A title. In B. Two (Ed.), The whole book (pp. 1–9). Press."),
        ("phdthesis", {"school": "University of Somewhere"},
         "One, A. (2000). A title [Unpublished doctoral dissertation]. University of Somewhere."),
        ("phdthesis", {"school": "University of Somewhere", "url": "https://some.example/a"},
         "One, A. (2000). A title [Doctoral dissertation, University of Somewhere]. https://some.example/a"),
        ("techreport", {"institution": "Institute", "type": "Working Paper", "number": "12"},
         "One, A. (2000). A title (Working Paper No. 12). Institute."),
        ("misc", {"eprint": "1706.03762v5", "archivePrefix": "arXiv"},
         "One, A. (2000). A title. arXiv. https://doi.org/10.48550/arXiv.1706.03762"),
        ("online", {"year": "2020-05-01", "url": "https://some.example/a_b?c=1"},
         "One, A. (2020, May 1). A title. https://some.example/a_b?c=1"),
        ("article", {"doi": "", "pmid": "19742069"},
         "One, A. (2000). A title. A Journal. https://pubmed.ncbi.nlm.nih.gov/19742069/"),
        ("misc", {"year": "n.d.", "howpublished": "\\url{https://some.example/}"},
         "One, A. (n.d.). A title. https://some.example/"),
    ],
)  # fmt: skip
def test_each_kind_of_work_is_listed_as_apa_asks(kind: str, fields: dict[str, str], expected: str) -> None:
    assert listed(kind, **fields) == expected


@pytest.mark.parametrize(
    ("doi", "printed"),
    [
        (" 10.1/abc ", "10.1/abc"),
        ("https://doi.org/10.1/a%23b", "10.1/a%23b"),
        ("doi: 10.1/abc", "10.1/abc"),
        ("10.1/a\\_b", "10.1/a_b"),
        ("10.1002/(SICI)1099(1997)2:2<103::AID>3.0.CO;2-#", "10.1002/(SICI)1099(1997)2:2%3C103::AID%3E3.0.CO;2-%23"),
    ],
)  # fmt: skip
def test_a_doi_is_one_address_whatever_it_holds(doi: str, printed: str) -> None:
    style = ApaStyle(read(entry(doi=doi)))
    address = f"https://doi.org/{printed}"
    assert style.entry_text("one2000two").endswith(f" {address}")
    assert f'<a href="{address}">{address}</a>' in style.entry_html("one2000two")


def test_markup_characters_are_escaped_and_stay_text() -> None:
    style = ApaStyle(read(entry(title="Sense \\& <Sensibility>", journal="This \\& That", doi="10.1/a&c")))
    html = style.entry_html("one2000two")
    assert "Sense &amp; &lt;sensibility&gt;" in html
    assert "<i>This &amp; That</i>" in html
    assert '<a href="https://doi.org/10.1/a%26c">' in html
    assert "Sense & <sensibility>" in style.entry_text("one2000two")


def test_fields_are_found_by_any_capitals_and_under_the_names_of_biblatex() -> None:
    text = entry().replace("author", "Author").replace("journal", "journaltitle").replace("year", "DATE", 1)
    assert ApaStyle(read(text)).entry_text("one2000two").startswith("One, A. (2000). A title. A Journal.")


def test_abbreviations_and_joined_values_are_resolved() -> None:
    text = entry().replace("{A Journal}", "{Proc. of the Soc. for Things}")
    assert "A title. Proc. of the Soc. for Things." in ApaStyle(read(text)).entry_text("one2000two")
    text = '@string{joe = "Journal of "}\n' + entry().replace("{A Journal}", 'joe # "Examples"')
    assert "A title. Journal of Examples." in ApaStyle(read(text)).entry_text("one2000two")


def test_what_is_not_printed_may_hold_anything() -> None:
    assert listed(abstract="\\foo{$x^2$}", note="{\\Bar}", file=":C\\:/a.pdf:PDF", address="\\baz")


@pytest.mark.parametrize(
    "key", ["DBLP:conf/x/One20", "müller2010", "2010one", "one.two+three", "o'n".replace("'", "-")]
)
def test_keys_of_all_legal_kinds_are_taken(key: str) -> None:
    assert key in read(entry(key))


def test_three_authors_are_cited_as_et_al() -> None:
    assert cited(entry(author="One, Ann and Two, Bo and Three, Cy")) == {"one2000two": ("One et al.", "2000")}


def test_first_authors_of_one_surname_are_told_apart_by_initials() -> None:
    text = entry("a", author="Lee, Ann and Two, Bo") + entry("b", author="Lee, Bo", year="2001", doi="10.1/b")
    assert cited(text) == {"a": ("A. Lee & Two", "2000"), "b": ("B. Lee", "2001")}


def test_works_that_et_al_would_make_one_name_more_authors() -> None:
    first, second = (
        "One, A. and Two, B. and Three, C. and Four, D. and Six, E.",
        "One, A. and Two, B. and Five, E. and Six, F. and Ten, G.",
    )
    assert cited(entry("a", author=first) + entry("b", author=second, doi="10.1/b")) == {
        "a": ("One, Two, Three, et al.", "2000"),
        "b": ("One, Two, Five, et al.", "2000"),
    }
    third = "One, A. and Two, B. and Five, E."
    assert cited(entry("a", author="One, A. and Two, B. and Three, C.") + entry("b", author=third)) == {
        "a": ("One, Two, & Three", "2000"),
        "b": ("One, Two, & Five", "2000"),
    }


def test_order_is_by_first_author_alone_then_with_others_then_year() -> None:
    text = "".join(
        entry(key, author=author, year=year)
        for key, author, year in [
            ("d", "Fraley, R. C. and Roisman, G.", "1990"),
            ("c", "Fraley, R. C. and Hudson, N. and Segal, N.", "2015"),
            ("b", "Fraley, R. C.", "2002"),
            ("a", "Fraley, R. C.", "1999"),
            ("e", "Öz, A.", "1980"),
            ("f", "Pa, A.", "1980"),
        ]
    )
    style = ApaStyle(read(text))
    assert sorted("fedcba", key=style.sort_key) == list("abcdef")


def test_works_of_one_year_get_letters_in_the_order_of_the_list() -> None:
    texts = {"z": "Zebra", "y": "apple Trees", "x": "The Ant", "w": "A Bee"}
    style = ApaStyle(read("".join(entry(key, title=title) for key, title in texts.items())))
    listed = [reference.text[:16] for reference in style.references(texts)]
    assert listed == [f"One, A. (2000{letter}). "[:16] for letter in "abcd"]
    assert [reference.key for reference in style.references(texts)] == ["x", "y", "w", "z"]
    assert style.cited(["x", "z"])["z"].year == "2000b"
    assert style.cited(["z"])["z"].year == "2000"


def test_letters_after_words_have_a_hyphen() -> None:
    text = entry("a", title="Ant", year="n.d.") + entry("b", title="Bee", year="n.d.")
    style = ApaStyle(read(text))
    assert style.cited(["a", "b"])["b"].year == "n.d.-b"
    assert "(n.d.-b). Bee" in style.references(["a", "b"])[1].text


@pytest.mark.parametrize(
    ("text", "line", "code", "words"),
    [
        (entry(author="Smith, J., Doe, J., Roe, R."), 2, "name", "Smith, J. and Doe, J. and Roe, R."),
        (entry(author="Smith, J. & Doe, J."), 2, "name", "author = {Smith, J. and Doe, J.},"),
        (entry(author="Smith, J.; Doe, J."), 2, "name", "author = {Smith, J. and Doe, J.},"),
        (entry(author="Smith J, Doe J"), 2, "name", "author = {Smith, J and Doe, J},"),
        (entry(author="Smith, John and others"), 2, "name", "author = {Smith, John and …},"),
        (entry(author="World Health Organization"), 2, "name", "author = {{World Health Organization}},"),
        (entry(author="Smith, J. and"), 2, "name", "beside an and"),
        (entry(author="Mary Salter Ainsworth"), 2, "doubt", "author = {Ainsworth, Mary Salter},"),
        (entry(title="ATTACHMENT STYLES IN ADULTS"), 3, "field", "in capitals"),
        (entry(title="On <i>Homo</i> Sapiens"), 3, "field", "HTML <i>"),
        (entry(title="Love \\acro{X}"), 3, "latex", "\\acro"),
        (entry(year="soon"), 4, "field", "in press or n.d."),
        (entry(doi="10.1/a b"), 6, "field", "leave the line out"),
        (entry(verified="maybe"), 7, "field", "verified = {no}, until"),
        (entry(finding="‹What it found›"), 8, "field", "still to be written"),
        (entry(doi="", pmid="x1"), 8, "field", "is not a PubMed number"),
        (entry(kind="book", publisher="X", edition="deluxe"), 8, "field", "is no number"),
        (entry(kind="online", url="some.example"), 7, "field", "no address of the web"),
        (entry("a b"), 1, "key", '"a b" can\'t be cited'),
        (entry("a;b"), 1, "key", '"a;b" can\'t be cited'),
        (entry().replace("},\n  year", "}\n  year"), 3, "syntax", "comma is missing"),
        (entry().replace("{A Journal}", "unknown"), 5, "syntax", "no abbreviation"),
        (entry().replace("author", "Title"), 3, "duplicate", "given twice: title"),
        (entry() + entry(), 10, "duplicate", "in line 1"),
        (entry().replace("@article", "article"), 1, "syntax", "outside of every entry"),
        ("\n" + entry().replace("A Title}", "A Title"), 2, "syntax", "a brace"),
        (entry(kind="articel"), 1, "type", 'did you mean "article"?'),
    ],
)  # fmt: skip
def test_a_fault_is_reported_once_at_its_line_with_the_right_form(
    text: str, line: int, code: str, words: str
) -> None:
    found = faults(text)
    assert [(fault.line, fault.code) for fault in found] == [(line, f"bibliography-{code}")]
    assert words in found[0].format()


def test_a_doubt_stops_nothing() -> None:
    bibliography, found = read_bibliography(entry(author="Gabriel García Márquez"), "x.bib")
    assert [fault.severity for fault in found] == [Severity.WARNING]
    assert "one2000two" in bibliography


def test_what_is_missing_is_asked_for_and_never_supplied() -> None:
    for fault in faults("@article{one2000two,\n}\n"):
        assert "10." not in fault.hint and "verified = {yes}" not in fault.hint and "Hazan" not in fault.hint


def test_an_exception_of_a_library_is_a_fault_of_its_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> str:
        raise IndexError(text)

    monkeypatch.setattr("innerpersona_site.content.bibliography_fields.sentence_case", broken)
    found = faults("\n" + entry())
    assert [(fault.code, fault.line) for fault in found] == [("bibliography-syntax", 2)]


def test_an_exception_of_the_parser_costs_only_the_entry_that_it_comes_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from bibtexparser import entrypoint

    parse = entrypoint.parse_string

    def broken(text: str, *arguments: object) -> object:
        if "bad" in text:
            raise RuntimeError
        return parse(text, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(entrypoint, "parse_string", broken)
    bibliography, found = read_bibliography(
        entry("good") + entry("bad") + entry("fine", doi="10.1/c"), "x.bib"
    )
    assert list(bibliography.works) == ["good", "fine"]
    assert bibliography["fine"].line == 19
    assert [(fault.code, fault.line) for fault in found] == [("bibliography-syntax", 10)]
    assert bibliography.faulty == {"bad"}


def test_the_bibliography_of_the_site_is_sound_and_renders_whole() -> None:
    bibliography = read(REAL.read_text("utf-8"))
    style = ApaStyle(bibliography)
    for key in bibliography.works:
        text = style.entry_text(key)
        assert not set(text) & set("{}\\"), text
        assert "--" not in text
        assert "?." not in text
        assert f"({bibliography[key].year})" in text
