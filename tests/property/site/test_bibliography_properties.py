"""Whatever a bibliography holds, it is read without an exception, and what is printed of it is clean."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from innerpersona_site.content.apa import ApaStyle, process
from innerpersona_site.content.bibliography import read_bibliography

WORDS = st.sampled_from(
    [
        "Love",
        "Loss",
        "attachment",
        "{DNA}",
        "U.S.",
        "Adults",
        "and",
        "of",
        "A",
        "I",
        "Type",
        "D",
        "{Big",
        "{Five}}",
        '{\\"U}ber',
        "\\'Elan",
        'Fl{\\"u}ck',
        "{\\ss}",
        "\\&",
        "\\%",
        "\\_",
        "--",
        "---",
        "``Love''",
        "vs.",
        "Study",
        "2",
        ":",
        "?",
        "!",
        "—",
        "“Way”",
        "(II)",
        "re-Self",
        "Meta-Analysis",
        "10,000",
        "eHealth",
        "J.-P.",
        "O'Brien",
        "$\\alpha$",
        "{\\emph{x}}",
        "\\foo{x}",
        "{",
        "}",
        "\\",
        '"',
        "<b>",
        "&",
        "#",
        "~",
        "$x^2$",
        "@",
        "=",
        ",",
        "…",
    ]
)
NAMES = st.sampled_from(
    ["Smith, John", "Ann One", "hooks, bell", "bell hooks", "de la Cruz, Ana", "Ludwig van Beethoven", "King, Jr., M. L.",
     "{World Health Organization}", "World Health Organization", "{\\'E}lan, Ü.", "others", "Smith", "Smith,", ",",
     "Fl{\\\"u}ck, C.-D.", "X{Y", "Doe J, Roe R", "O'Neil, T. & Roe", "", "Jr.", "von", "{}", "{ }", "\\", "A.", "1"]
)  # fmt: skip
JOINTS = st.sampled_from([" and ", " and ", " and ", " & ", "; ", ", ", " AND ", "\n  and "])
TEXTS = st.lists(WORDS, min_size=1, max_size=7).map(" ".join)
FIELDS = {
    "author": st.lists(st.tuples(NAMES, JOINTS), min_size=1, max_size=4).map(
        lambda pairs: "".join(name + joint for name, joint in pairs)[: -len(pairs[-1][1])]
    ),
    "title": TEXTS,
    "year": st.sampled_from(["2000", "2001", "in press", "n.d.", "20", "soon", "2000-01-02", "{2000}"]),
    "journal": TEXTS,
    "booktitle": TEXTS,
    "publisher": TEXTS,
    "school": TEXTS,
    "institution": TEXTS,
    "volume": st.sampled_from(["1", "1--2", "{IV}", "\\textbf{3}"]),
    "pages": st.sampled_from(["1--9", "e12", "pp. 3-4", "1–2", "S1"]),
    "edition": st.sampled_from(["2", "Third", "2nd ed.", "Revised", "First", "deluxe", "0"]),
    "doi": st.sampled_from(["10.1/abc", " 10.1/a#b ", "https://doi.org/10.1/x", "10.1/<x>%", "10.1/a\\_b",
                            "x", "10.1/a b"]),
    "url": st.sampled_from(["https://a.example/?a=1&b=~x", "ftp://x", "http://[", "https://a.example/ü<>\""]),
    "isbn": st.sampled_from(["9781462525546", "978-1-4625-2554-6", "x", "0"]),
    "editor": st.lists(NAMES, min_size=1, max_size=2).map(" and ".join),
    "eprint": st.sampled_from(["1706.03762", "x"]),
    "verified": st.sampled_from(["yes", "no", "maybe"]),
    "finding": st.sampled_from(["Something. [no figures]", "‹…›", ""]),
}  # fmt: skip
KINDS = st.sampled_from(["article", "book", "incollection", "phdthesis", "report", "misc", "online", "x"])
ENTRIES = st.tuples(KINDS, st.fixed_dictionaries({}, optional=FIELDS)).map(
    lambda parts: (
        f"@{parts[0]}{{%s,\n"
        + ",\n".join(f"  {name} = {{{value}}}" for name, value in parts[1].items())
        + "\n}\n"
    )
)
SOUND = {
    "author": st.lists(
        st.sampled_from(["Smith, John", "hooks, bell", "{Group X}", "King, Jr., M."]), min_size=1, max_size=3
    ).map(" and ".join),
    "title": TEXTS,
    "year": st.sampled_from(["2000", "2001", "in press", "n.d."]),
    "journal": TEXTS,
    "publisher": TEXTS,
    "doi": FIELDS["doi"],
}  # fmt: skip
REST = "  verified = {no},\n  finding = {x},\n  volume = {1}\n}\n"
LIKELY = st.tuples(st.sampled_from(["article", "book"]), st.fixed_dictionaries(SOUND)).map(
    lambda parts: (
        f"@{parts[0]}{{%s,\n"
        + "".join(f"  {name} = {{{value}}},\n" for name, value in parts[1].items())
        + REST
    )
)


def check(text: str) -> None:
    bibliography, faults = read_bibliography(text, "x.bib")
    lines = text.count("\n") + 1
    assert all(1 <= fault.line <= lines and fault.hint for fault in faults)
    style = ApaStyle(bibliography)
    for reference in style.references(bibliography.works):
        assert not set(reference.text) & set("{}\\"), reference.text
        assert ".." not in reference.text.replace("...", "")
        assert "  " not in reference.text
        html = style.entry_html(reference.key)
        assert html.count("<a ") == (1 if "://" in reference.text else 0)
        assert set(html.split("<")[1:]) <= {
            part for part in html.split("<")[1:] if part[:2] in ("i>", "/i", "a ", "/a")
        }
    for work in style.cited(bibliography.works).values():
        assert work.authors
        assert not set(work.authors) & set("{}\\")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(LIKELY, LIKELY, ENTRIES), min_size=1, max_size=4))
def test_generated_entries_are_printed_clean_or_reported(entries: list[str]) -> None:
    check("\n".join(entry.replace("%s", f"key{place}", 1) for place, entry in enumerate(entries)))


@settings(max_examples=150, deadline=None)
@given(LIKELY, st.data())
def test_entries_with_a_lost_or_a_surplus_letter_are_reported_or_read(
    entry: str, data: st.DataObject
) -> None:
    text = entry.replace("%s", "key", 1)
    place = data.draw(st.integers(0, len(text) - 1))
    put = data.draw(st.sampled_from(["", "{", "}", '"', ",", "@", "\\", "#", "=", "\n", "\x00"]))
    check(text[:place] + put + text[place + bool(not put) :])


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='@article{}=,"#\\ \nabc%()', max_size=80))
def test_any_text_is_read(text: str) -> None:
    read_bibliography(text, "x.bib")


def test_a_work_is_printed_the_same_whatever_was_printed_before() -> None:
    work = {
        "id": "a",
        "type": "book",
        "title": "A",
        "author": [{"literal": "B"}],
        "publisher": "C",
        "status": "in press",
    }
    assert process(json.dumps(work)) == "B. (in press). <i>A</i>. C."
