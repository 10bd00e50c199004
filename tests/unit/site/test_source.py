"""Taking a source file apart."""

from __future__ import annotations

import pytest

from innerpersona_site.blocks.syntax import scan_blocks
from innerpersona_site.content.source import blank_code, count_words, reading_minutes, split_source


def test_body_keeps_its_line_number_in_the_file() -> None:
    source = split_source("---\ntitle: A\ntags: [b]\n---\n\nText.\n")
    assert source.yaml == "title: A\ntags: [b]\n"
    assert source.body == "\nText.\n"
    assert source.body_line == 5


def test_windows_line_ends_and_a_byte_order_mark_make_no_difference() -> None:
    source = split_source("\ufeff---\r\ntitle: A\r\n---\r\nText.\r\n")
    assert (source.yaml, source.body, source.body_line) == ("title: A\n", "Text.\n", 4)


def test_a_rule_further_down_is_not_front_matter() -> None:
    assert split_source("Text.\n\n---\n\nMore.\n---\n").yaml is None


def test_blanking_code_keeps_every_position() -> None:
    body = "a `b` c\n```\n/// d\n```\n~~~~\n```\n~~~~\n<!-- e\n-->f `` g`h `` i"
    blanked = blank_code(body)
    assert [len(line) for line in blanked.split("\n")] == [len(line) for line in body.split("\n")]
    assert blanked.split() == ["a", "c", "f", "i"]


def test_a_stray_backtick_hides_nothing_beyond_its_paragraph() -> None:
    assert "/// takeaways" in blank_code("A ` here.\n\n/// takeaways\n\nand ` there.\n")


def test_words_are_what_a_reader_reads() -> None:
    body = (
        "## Two words\n\n/// quiz\n    instrument: attachment\n///\n\n"
        "It's [a link](../about/help.md) of self-made text [@hazan1987romantic].\n\n```\nnot this\n```\n"
    )
    assert count_words(body) == len(["Two", "words", "It's", "a", "link", "of", "self-made", "text"])


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (230, 1), (231, 2), (2300, 10), (2301, 11)])
def test_reading_time_is_rounded_up(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes


def test_long_runs_of_spaces_and_brackets_are_read_without_going_back() -> None:
    # A pattern that tried all divisions of these lines would not come to an end.
    lines = [" " * 3000, "- " * 1500, "[" * 3000, "> " * 1500 + "/" * 3000 + " x | " * 500, "`" * 2999]
    blanked = blank_code("\n".join(lines))
    assert [len(line) for line in blanked.split("\n")] == [len(line) for line in lines]
    assert scan_blocks(blanked, 1, "a.md").blocks == []


def test_what_only_some_readers_see_is_not_counted() -> None:
    note = "/// profile-note\n\n//// reader | attachment.secure\n\nOne two.\n\n////\n\n///\n"
    assert count_words(f"Before it.\n\n{note}\nAfter.\n\n/// takeaways\n\n- A claim.\n\n///\n") == 5
