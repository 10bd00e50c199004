"""Taking a source file apart, and what is wrong with its characters."""

from __future__ import annotations

import pytest

from innerpersona_site.content.source import count_words, decode, reading_minutes, split_source, text_faults
from innerpersona_site.lint.reading import read_page
from innerpersona_site.markdown.parser import parse
from innerpersona_site.markdown.scanner import scan_blocks

PAGE = "---\ntitle: A page\ndescription: A description that is long enough to pass the rule of fifty characters.\n---\n\n"


def test_body_keeps_its_line_number_in_the_file() -> None:
    source = split_source("---\ntitle: A\ntags: [b]\n---\n\nText.\n")
    assert source.yaml == "title: A\ntags: [b]\n"
    assert source.body == "\nText.\n"
    assert source.body_line == 5


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(end: str) -> None:
    source = split_source(decode(f"\ufeff---{end}title: A{end}---{end}Text.{end}".encode()))
    assert (source.yaml, source.body, source.body_line) == ("title: A\n", "Text.\n", 4)


def test_a_rule_further_down_is_not_front_matter() -> None:
    assert split_source("Text.\n\n---\n\nMore.\n---\n").yaml is None


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ("---\nIt’s café, 日本, 👍.\n".encode(), []),
        ("---\ntitle: A\n---\n".encode("utf-16"), ["file-encoding"]),
        ("---\ntitle: A\n---\n".encode("utf-16-le"), ["file-encoding"]),
        ("---\ntitle: A\n---\n".encode("utf-32"), ["file-encoding"]),
        ("Flückiger".encode("latin-1"), ["file-encoding"]),
        (b"a\x00b", ["file-character"]),
        (b"a\x0cb", ["file-character"]),
        ("a\uffffb".encode(), ["file-character"]),
        ("a\ufdd0b".encode(), ["file-character"]),
        ("a\U0001fffeb".encode(), ["file-character"]),
        ("Itâ€™s".encode(), ["file-mojibake"]),
        ("cafÃ© chÃ¨re".encode(), ["file-mojibake"]),
        ("Â© 2026".encode(), ["file-mojibake"]),
        ("Âme, Ãrea, château".encode(), []),
    ],
)
def test_what_is_wrong_with_characters_is_reported_once(data: bytes, codes: list[str]) -> None:
    assert [fault.code for fault in text_faults(decode(data), "a.md")] == codes


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("One.\n\nTwo &#1; three.", 8),
        ("## A heading &#x1F;", 6),
        ("- one\n- two &#0;", 7),
        ("![It &#xFFFE;](../images/a.svg)", 6),
        ("[a](b&#12;.md)", 6),
        ("<a href='&#1;javascript:a()'>a</a>", 6),
        ("<div title='&#8'>\n\na\n\n</div>", 6),
        ("a &#xD800; b", 6),
        ("a &#99999999; b", 6),
        ("| a |\n|---|\n| &#x80; |", 8),
    ],
)
def test_a_character_by_a_number_that_no_page_may_hold_is_reported_once(body: str, line: int) -> None:
    faults = read_page("about/a.md", "a.md", PAGE + body + "\n").faults
    assert [fault.line for fault in faults if fault.code == "file-character"] == [line]


@pytest.mark.parametrize(
    "body", ["&#65; &#x1F600; &#10; &amp;", "`&#1;`", "\\&#1;", "```text\n&#1;\n```", "<!-- &#1; -->"]
)
def test_other_numbers_of_characters_and_code_are_no_fault(body: str) -> None:
    assert [fault.code for fault in read_page("about/a.md", "a.md", PAGE + body + "\n").faults] == []


@pytest.mark.parametrize("value", ['"a\\x01"', '"a\\0"', '[b, "a\\uFFFE"]', '{"a\\x07": b}'])
def test_an_escape_in_front_matter_that_stands_for_no_character_is_reported(value: str) -> None:
    page = read_page("about/a.md", "a.md", f"---\ntitle: A\ntags: {value}\n---\nText.\n")
    (fault,) = [fault for fault in page.faults if fault.code == "front-matter-syntax"]
    assert fault.line == 3 and "U+" in fault.message


def test_a_fault_of_a_character_says_where_it_stands() -> None:
    (fault,) = text_faults("one\ntwo \ufffe\n", "a.md")
    assert (fault.line, fault.column) == (2, 5)
    assert "U+FFFE" in fault.message


def test_a_file_in_utf_16_has_no_other_fault() -> None:
    page = read_page("about/a.md", "a.md", decode((PAGE + "Text.\n").encode("utf-16")))
    assert [fault.code for fault in page.faults] == ["file-encoding"]


def words_of(body: str) -> int:
    document = read_page("about/a.md", "a.md", PAGE + body).document
    assert document
    return document.words


def test_words_are_what_a_reader_reads() -> None:
    body = (
        "## Two words\n\n/// quiz\n    instrument: attachment\n///\n\n"
        "It's [a link](../about/help.md) of self-made text [@hazan1987romantic].\n\n```\nnot this\n```\n"
    )
    assert words_of(body) == len(["Two", "words", "It's", "a", "link", "of", "self-made", "text"])
    assert count_words("1,400 it’s") == 3


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (230, 1), (231, 2), (2300, 10), (2301, 11)])
def test_reading_time_is_rounded_up(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes


@pytest.mark.parametrize(
    "text",
    [
        " " * 3000,
        "- " * 1500,
        "[" * 3000,
        "> " * 1500 + "/" * 3000 + " x | " * 500,
        "`" * 2999,
        "<div " * 2000,
        "*[" * 2000,
        "$" * 3000,
        "![" * 2000,
        "a **" * 2000,
        "| " * 3000 + "\n" + "|-" * 3000,
    ],
)
def test_long_runs_of_signs_are_read_without_going_back(text: str) -> None:
    # A pattern that tried all divisions of these lines would not come to an end.
    read_page.__wrapped__("about/a.md", "a.md", PAGE + text)
    assert scan_blocks(parse(text), "a.md").blocks == []


def test_what_only_some_readers_see_is_not_counted() -> None:
    note = "/// profile-note\n\n//// reader | attachment.secure\n\nOne two.\n\n////\n\n///\n"
    assert words_of(f"Before it.\n\n{note}\nAfter.\n\n/// takeaways\n\n- A claim.\n\n///\n") == 5
