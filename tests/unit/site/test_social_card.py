"""Social cards: what they say, how it breaks into lines, and how they are drawn and kept."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innerpersona_site.content.social_card import SocialCard, card_svg, wrapped
from innerpersona_site.plugin.cards import SocialCards

CARD = SocialCard("What is <secure> & sound?", "Relationships · Awareness", "one", "awareness", "Test")
WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=18).map(" ".join)


def letters(text: str) -> float:
    """Half the size for each sign: what a card is laid out with here."""
    return len(text) / 2


def lines_of(svg: str) -> list[tuple[int, float, str]]:
    found = re.findall(r'<text class="t1"[^>]* font-size="(\d+)"[^>]* y="([\d.]+)">([^<]*)</text>', svg)
    return [(int(size), float(y), unescape(text)) for size, y, text in found]


@given(WORDS, st.integers(4, 40))
def test_lines_hold_every_word_in_order_and_fit_where_a_word_can(text: str, width: int) -> None:
    lines = wrapped(text, len, width)
    assert " ".join(lines) == text
    assert all(len(line) <= width or " " not in line for line in lines)


@given(WORDS)
def test_a_title_stays_inside_the_card_and_above_the_mark(title: str) -> None:
    *lines, (_, _, site) = lines_of(card_svg(replace(CARD, title=title), letters))
    assert site == "Test"
    for size, y, text in lines:
        assert letters(text) * size <= 570
        assert y - size > 40 and y < 520
    assert " ".join(text for _, _, text in lines).removesuffix("…") in title or lines[-1][2].endswith("…")


def test_lines_are_as_even_as_their_number_lets_them_be() -> None:
    assert wrapped("one two three four five", len, 20) == ["one two three", "four five"]


def test_what_is_written_is_escaped_and_the_kicker_may_be_missing() -> None:
    svg = card_svg(CARD, letters)
    assert "&lt;secure&gt;" in svg and "&amp; sound?" in svg
    assert "Relationships · Awareness" in svg
    assert "Relationships · Awareness: What is" in CARD.words
    assert 'class="t2"' not in card_svg(replace(CARD, kicker=""), letters)
    assert replace(CARD, kicker="").words.startswith("What is")


def test_a_title_that_no_size_can_hold_is_cut() -> None:
    *lines, _ = lines_of(card_svg(replace(CARD, title="wearisome " * 40), letters))
    assert lines[-1][2].endswith("wearisome…")
    assert lines[-1][1] < 520


@pytest.fixture
def cards(root: Path, tmp_path: Path) -> SocialCards:
    return SocialCards(root / "overrides", tmp_path / "cache")


def test_a_card_is_a_picture_of_the_size_that_it_says(cards: SocialCards, tmp_path: Path) -> None:
    image = cards.draw(CARD)
    cards.copy_into(tmp_path / "site")
    data = (tmp_path / "site" / image.path).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (image.width, image.height) == (1200, 630)
    assert len(data) > 20_000, "the drawing or the letters are missing"


def test_a_card_is_drawn_once_and_a_changed_one_has_another_address(
    cards: SocialCards, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = cards.draw(CARD)

    def fail(*arguments: object) -> None:
        raise AssertionError("a card was drawn that was in the cache")

    again = SocialCards(root / "overrides", tmp_path / "cache")
    monkeypatch.setattr(again, "_render", fail)
    assert again.draw(CARD) == first
    monkeypatch.undo()
    assert again.draw(replace(CARD, title="Another")).path != first.path


def test_a_theme_without_the_typefaces_has_no_cards(tmp_path: Path) -> None:
    assert not SocialCards(tmp_path, tmp_path / "cache").available
