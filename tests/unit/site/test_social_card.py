"""Social cards: what they say, how it breaks into lines, and how they are drawn and kept."""

from __future__ import annotations

import io
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from innerpersona_site.content.pattern import DRAWINGS, pattern_svg
from innerpersona_site.content.social_card import COLUMN, SocialCard, layout, wrapped
from innerpersona_site.output.card_drawing import FIRST, INK, LINES, SECOND, SIZE, PatternPainter
from innerpersona_site.output.card_painter import CardPainter
from innerpersona_site.output.card_type import Face
from innerpersona_site.output.cards import SocialCards
from innerpersona_site.sources import Theme

CARD = SocialCard("What is <secure> & sound?", "Relationships · Awareness", "one", "awareness", "Test")
WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=18).map(" ".join)
TOPICS = ("awareness", "change", "conflict", "values", "partnership")
PAINTER = PatternPainter()


def letters(text: str) -> float:
    """Half the size for each sign: what a card is laid out with here."""
    return len(text) / 2


@given(WORDS, st.integers(4, 40))
def test_lines_hold_every_word_in_order_and_fit_where_a_word_can(text: str, width: int) -> None:
    lines = wrapped(text, len, width)
    assert " ".join(lines) == text
    assert all(len(line) <= width or " " not in line for line in lines)


@given(WORDS)
def test_a_title_stays_inside_the_card_and_above_the_mark(title: str) -> None:
    placed = layout(replace(CARD, title=title), letters)
    for text, baseline in placed.lines:
        assert letters(text) * placed.size <= COLUMN
        assert baseline - placed.size > 40 and baseline < 520
    assert placed.kicker < placed.lines[0][1] - placed.size * 0.7
    texts = [text for text, _ in placed.lines]
    assert " ".join(texts).removesuffix("…") in title or texts[-1].endswith("…")


def test_lines_are_as_even_as_their_number_lets_them_be() -> None:
    assert wrapped("one two three four five", len, 20) == ["one two three", "four five"]


def test_a_card_without_a_kicker_is_titled_higher_up_and_said_in_words() -> None:
    assert "Relationships · Awareness: What is" in CARD.words
    bare = replace(CARD, kicker="")
    assert bare.words.startswith("What is")
    assert layout(bare, letters).lines[0][1] < layout(CARD, letters).lines[0][1]


@pytest.mark.parametrize("title", ["wearisome " * 40, "W" * 200, f"Short and {'w' * 90}"])
def test_a_title_that_no_size_can_hold_is_cut(title: str) -> None:
    placed = layout(replace(CARD, title=title), letters)
    assert placed.lines[-1][0].endswith("…")
    assert placed.lines[-1][1] < 520
    assert all(letters(text) * placed.size <= COLUMN for text, _ in placed.lines)


@pytest.fixture(scope="session")
def typefaces(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that has the typefaces, which take seconds to make, and no picture."""
    cache = tmp_path_factory.mktemp("typefaces")
    SocialCards(Theme((root / "overrides",)), cache).prepare()
    return cache


@pytest.fixture
def cache(typefaces: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "cache"
    folder.mkdir()
    for file in typefaces.iterdir():
        (folder / file.name).hardlink_to(file)
    return folder


@pytest.fixture
def cards(root: Path, cache: Path) -> SocialCards:
    return SocialCards(Theme((root / "overrides",)), cache)


def test_a_card_is_a_small_picture_of_the_size_that_it_says(cards: SocialCards, tmp_path: Path) -> None:
    image = cards.path_of(CARD)
    cards.put(CARD, tmp_path / "site")
    data = (tmp_path / "site" / image.path).read_bytes()
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.format == "PNG"
        assert picture.size == (image.width, image.height) == (1200, 630)
        left, right = (
            picture.convert("L").crop((0, 0, 660, 500)),
            picture.convert("L").crop((664, 0, 1200, 630)),
        )
    for half in (left, right):
        dark = sum(half.histogram()[:128])
        assert dark > 2_000, "the letters or the drawing are missing"
    assert len(data) < 50_000


def test_a_card_is_drawn_once_and_a_changed_one_has_another_address(
    cards: SocialCards, root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = cards.draw(CARD).read_bytes()

    def fail(*arguments: object) -> bytes:
        raise AssertionError("a card was drawn that was in the cache")

    monkeypatch.setattr(CardPainter, "paint", fail)
    again = SocialCards(Theme((root / "overrides",)), cache)
    assert again.draw(CARD).read_bytes() == first
    assert again.path_of(CARD) == cards.path_of(CARD)
    others = [replace(CARD, **{name: "another"}) for name in ("title", "kicker", "slug", "topic", "site")]
    assert len({again.path_of(card).path for card in [CARD, *others]}) == 6


def test_the_same_card_has_the_same_bytes_whatever_was_drawn_before(cards: SocialCards) -> None:
    alone = CardPainter(*faces(cards)).paint(CARD)
    after_others = CardPainter(*faces(cards))
    for topic in TOPICS:
        after_others.paint(replace(CARD, topic=topic, title=f"Quite another {topic}"))
    assert after_others.paint(CARD) == alone


def faces(cards: SocialCards) -> tuple[Face, Face]:
    painter = cards._painter
    return painter._serif, painter._sans


def test_processes_that_share_a_cache_make_the_same_pictures(
    cards: SocialCards, root: Path, tmp_path: Path
) -> None:
    wanted = [replace(CARD, title=title, topic=topic) for topic in TOPICS for title in ("One", "Two")]
    with ProcessPoolExecutor(2, multiprocessing.get_context("fork")) as pool:
        for site in ("first", "second"):
            list(pool.map(cards.put, wanted, [tmp_path / site] * len(wanted)))
    alone = CardPainter(*faces(SocialCards(Theme((root / "overrides",)), tmp_path / "cache")))
    for card in wanted:
        path = cards.path_of(card).path
        assert (tmp_path / "first" / path).read_bytes() == alone.paint(card)
        assert (tmp_path / "second" / path).samefile(tmp_path / "first" / path)
    assert not list(tmp_path.rglob("*.png.*")), "a part of a file was left"


def test_a_damaged_picture_is_drawn_anew(cards: SocialCards, tmp_path: Path) -> None:
    picture = cards.draw(CARD)
    whole = picture.read_bytes()
    picture.write_bytes(whole[:1000])
    cards.put(CARD, tmp_path)
    assert (tmp_path / cards.path_of(CARD).path).read_bytes() == whole


def test_a_picture_that_is_not_what_was_drawn_is_drawn_anew(cards: SocialCards) -> None:
    picture = cards.draw(CARD)
    sound = picture.read_bytes()
    changed = bytearray(sound)
    changed[len(changed) // 2] ^= 1
    picture.write_bytes(changed)
    assert cards.draw(CARD).read_bytes() == sound


def test_pictures_that_were_not_used_for_longest_go_first(cards: SocialCards) -> None:
    pictures = [cards.draw(replace(CARD, title=title)) for title in ("One", "Two", "Three")]
    for age, picture in enumerate(pictures):
        os.utime(picture, (1_000_000 - age, 1_000_000 - age))
    cards.draw(replace(CARD, title="Three"))  # used again
    cards.prune(sum(picture.stat().st_size for picture in (pictures[0], pictures[2])))
    assert [picture.exists() for picture in pictures] == [True, False, True]


def test_a_theme_without_the_typefaces_has_no_cards(tmp_path: Path) -> None:
    assert not SocialCards(Theme((tmp_path,)), tmp_path / "cache").available


def test_what_only_drawing_needs_is_not_loaded_before() -> None:
    code = (
        "import sys, innerpersona_site.output.cards; print({'PIL', 'fontTools', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_line_has_its_kerning_and_its_ligatures(cards: SocialCards) -> None:
    serif, _ = faces(cards)
    metrics = serif.metrics
    assert metrics.width("AV") < metrics.width("A") + metrics.width("V")
    assert len(metrics.signs("office")) == 4
    assert metrics.width("office") < sum(map(metrics.width, "office"))


def coverage(values: Image.Image, holds: Callable[[int], bool]) -> int:
    return sum(count for index, count in enumerate(values.histogram()) if holds(index))


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("slug", ["one", "two", "a-longer-slug"])
def test_every_composition_is_drawn_with_both_circles_and_nothing_lost(topic: str, slug: str) -> None:
    values = PatternPainter().draw(pattern_svg(slug, topic))
    assert values.size == SIZE
    for sheet in (FIRST, SECOND):
        assert coverage(values, lambda index, sheet=sheet: index % 4 == sheet and index % 64 >= 32) > 500  # type: ignore[misc]
    others = {"conflict": INK, "values": LINES, "partnership": INK, "change": LINES, "awareness": LINES}
    assert coverage(values, lambda index: index % 4 == others[topic] and index % 64 >= 8) > 50
    assert coverage(values, lambda index: index // 64 == 1) > 1_000, "the first circle's tint"
    assert coverage(values, lambda index: index // 64 == 2) > 1_000, "the second circle's tint"


@given(st.text(min_size=1, max_size=20), st.sampled_from(TOPICS))
def test_any_drawing_can_be_on_a_card(slug: str, topic: str) -> None:
    assert PAINTER.draw(pattern_svg(slug, topic)).getbbox()


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_named_drawing_is_on_its_card(drawing: str) -> None:
    values = PatternPainter().draw(pattern_svg("any", "change", drawing))
    for sheet in (FIRST, SECOND):
        assert coverage(values, lambda index, sheet=sheet: index % 4 == sheet and index % 64 >= 32) > 500  # type: ignore[misc]


def test_what_covers_hides_what_was_drawn_before() -> None:
    below = '<g class="a"><circle class="f" cx="240" cy="160" r="60"/></g>'
    above = '<g class="b"><circle class="o" cx="240" cy="160" r="90"/></g>'
    alone, both = (
        PatternPainter().draw(f"<svg>{above}</svg>"),
        PatternPainter().draw(f"<svg>{below}{above}</svg>"),
    )
    assert alone.tobytes() == both.tobytes()
    assert PatternPainter().draw(f"<svg>{below}</svg>").tobytes() != both.tobytes()


def test_an_arc_runs_as_svg_says() -> None:
    """A quarter of a circle, the short way and clockwise, encloses a quarter of its area and the triangle's rest."""
    long, short = (
        PatternPainter().draw(
            f'<svg><g class="a"><path class="d" d="M290 110A50 50 0 {large} 1 240 160Z"/></g></svg>'
        )
        for large in (1, 0)
    )
    filled = [
        coverage(values, lambda index: index % 4 == FIRST and index % 64 >= 32) for values in (long, short)
    ]
    scale = (SIZE[0] / 480) ** 2
    sector = 50**2 * (3.14159 / 4 - 0.5) * scale
    assert filled[1] == pytest.approx(sector, rel=0.05)
    whole = pytest.approx(50**2 * 3.14159 * scale, rel=0.05)
    # The long way goes round the other center, so its area is the circle without the segment.
    assert filled[0] + filled[1] == whole


def test_an_element_that_no_drawing_has_is_refused() -> None:
    with pytest.raises(ValueError, match="<rect>"):
        PatternPainter().draw("<svg><rect/></svg>")
