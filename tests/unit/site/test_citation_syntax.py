"""Reading citations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innerpersona_site.content.citations import CITATION, CitationSyntaxError, parse_citation
from innerpersona_site.lint.gather import Gathered, gather
from innerpersona_site.markdown.parser import parse


def find(text: str, first_line: int = 1) -> Gathered:
    return gather(parse(text, first_line), "a.md")


def test_several_works_with_locators() -> None:
    works = parse_citation("@one2000a, p. 12; @two2001b,\n  pp. 3–4 ;@three")
    assert [(w.key, w.locator, w.year_only) for w in works] == [
        ("one2000a", "p. 12", False),
        ("two2001b", "pp. 3–4", False),
        ("three", "", False),
    ]


def test_hyphen_leaves_the_year() -> None:
    (work,) = parse_citation("-@one2000a, p. 12")
    assert (work.key, work.year_only, work.locator) == ("one2000a", True, "p. 12")


@pytest.mark.parametrize(
    "content", ["@", "@*one", "@one two", "@one, 12", "@one;", "-@one; @two", "@one, p. 1, @two"]
)
def test_what_cannot_be_read_is_an_error(content: str) -> None:
    with pytest.raises(CitationSyntaxError):
        parse_citation(content)


@pytest.mark.parametrize("text", ["[@one](x.md)", "[a @one]", "[@one\n\n]", "[one]", "@one"])
def test_what_is_no_citation(text: str) -> None:
    assert CITATION.search(text) is None


@given(st.text(alphabet="@-; ,[]()\n.apone12", max_size=60))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    found = find(text)
    places = [(f.line, f.column) for f in found.citations] + [(f.line, f.column) for f in found.faults]
    for line, column in places:
        assert 1 <= line <= text.count("\n") + 1
        assert column >= 1


def test_places_count_from_the_file() -> None:
    found = find("a\nsee [@one2000a;\n@two2000b]\n", 7)
    assert found.faults == []
    assert [(c.key, c.line, c.column) for c in found.citations] == [("one2000a", 8, 6), ("two2000b", 9, 1)]


def test_links_are_found_but_images_are_not() -> None:
    links = find("![a](b.png) [c [d]](e.md#f 'g')\n[h](<i.md>)").links
    assert [(link.href, link.line, link.column) for link in links] == [("e.md#f", 1, 21), ("i.md", 2, 6)]
