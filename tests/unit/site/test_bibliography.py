"""From BibTeX to APA."""

from __future__ import annotations

from pathlib import Path

import pytest

from innerpersona_site.content.apa import ApaStyle
from innerpersona_site.content.bibliography import Bibliography, read_bibliography
from innerpersona_site.content.sentence_case import sentence_case

REAL = Path(__file__).parents[3] / "docs" / "references.bib"


def entry(key: str = "one2000two", **fields: str) -> str:
    values = {
        "author": "One, Ann",
        "title": "A Title",
        "year": "2000",
        "journal": "A Journal",
        "doi": "10.1/abc",
        "verified": "yes",
        "finding": "Something.",
    } | fields
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in values.items() if value)
    return f"@article{{{key},\n{lines}\n}}\n"


def read(text: str) -> Bibliography:
    bibliography, faults = read_bibliography(text, "docs/references.bib")
    assert faults == []
    return bibliography


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The First 10,000 {Attachment Interviews}: Two", "The first 10,000 Attachment Interviews: Two"),
        ("Are Spouses Happier? A Meta-Analysis", "Are spouses happier? A meta-analysis"),
        ("A Measure ({ECR})-Short Form in the UK", "A measure (ECR)-short form in the UK"),
        ("Attachment and Loss: Vol. 1. Attachment", "Attachment and loss: Vol. 1. Attachment"),
        ("Love: “The Way I Am”", "Love: “The way I am”"),
        ("Über Élan in a Couple's Life", "Über élan in a couple's life"),
    ],
)  # fmt: skip
def test_titles_are_in_sentence_case(title: str, expected: str) -> None:
    assert sentence_case(title) == expected


def test_particles_stay_with_the_family_name() -> None:
    style = ApaStyle(read(entry(author="David C. de Jong and van der Wal, Reine C.")))
    assert style.authors("one2000two") == "de Jong & van der Wal"
    assert style.entry_text("one2000two").startswith("de Jong, D. C., & van der Wal, R. C. (2000).")


def test_an_organization_is_one_name() -> None:
    style = ApaStyle(read(entry(author="{{International Test Commission}}")))
    assert style.authors("one2000two") == "International Test Commission"
    assert style.entry_text("one2000two").startswith("International Test Commission. (2000). A title.")


def test_a_number_in_place_of_pages_is_named() -> None:
    text = ApaStyle(read(entry(volume="11", number="8", pages="e12337", doi="10.1/a"))).entry_text(
        "one2000two"
    )
    assert ", 11(8), Article e12337. https://doi.org/10.1/a" in text


def test_an_isbn_is_printed_without_hyphens() -> None:
    text = ApaStyle(read(entry(isbn="978-1-4625-2554-6", doi=""))).entry_text("one2000two")
    assert text.endswith(" ISBN 9781462525546")


def test_three_authors_are_cited_as_et_al() -> None:
    style = ApaStyle(read(entry(author="One, Ann and Two, Bo and Three, Cy")))
    assert style.authors("one2000two") == "One et al."


def test_markup_characters_are_escaped_and_stay_text() -> None:
    style = ApaStyle(read(entry(title="Sense \\& <Sensibility>", journal="This \\& That", doi="10.1/a<b>&c")))
    html = style.entry_html("one2000two")
    assert "Sense &amp; &lt;sensibility&gt;" in html
    assert "<i>This &amp; That</i>" in html
    assert '<a href="https://doi.org/10.1/a&lt;b&gt;&amp;c">' in html
    assert "Sense & <sensibility>" in style.entry_text("one2000two")


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


def test_works_of_one_year_get_letters_by_title() -> None:
    style = ApaStyle(read(entry("x", title="Zebra") + entry("y", title="Ant") + entry("z", year="2001")))
    assert style.year_suffixes(["x", "y", "z"]) == {"y": "a", "x": "b"}
    assert style.year_suffixes(["x", "z"]) == {}
    assert [reference.text[:15] for reference in style.references(["x", "y"])] == [
        "One, A. (2000a)",
        "One, A. (2000b)",
    ]


def test_the_bibliography_of_the_site_is_sound_and_renders_whole() -> None:
    bibliography = read(REAL.read_text("utf-8"))
    style = ApaStyle(bibliography)
    for key in bibliography.works:
        text = style.entry_text(key)
        assert not set(text) & set("{}\\"), text
        assert "--" not in text
        assert "?." not in text
        assert f"({bibliography[key].year})" in text


def test_a_work_without_doi_and_isbn_is_found_by_its_number_in_pubmed() -> None:
    bibliography = read(entry(doi="", pmid="19742069"))
    assert bibliography["one2000two"].identified
    html = ApaStyle(bibliography).entry_html("one2000two")
    assert html.endswith(
        '<a href="https://pubmed.ncbi.nlm.nih.gov/19742069/">https://pubmed.ncbi.nlm.nih.gov/19742069/</a>'
    )
