"""The report: its contract with the page, its markup, and what it says when."""

import math
import random
import re
from itertools import pairwise
from typing import Any

import pytest

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.kinds.marks.density import LEVELS
from innerpersona_quiz.kinds.views import MOST_WORDS
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.resources import read_text
from innerpersona_quiz.texts import Writer
from tests.unit.quiz import shipped
from tests.unit.quiz.pages import Page, as_read, assert_sound, written
from tests.unit.quiz.shapes import within
from tests.unit.quiz.shipped import profile, score_result, view

INSTRUMENT = load_instrument("attachment")

type Sheet = dict[str, int | None]


def sheet(anxiety: float, avoidance: float, seed: int = 0, spread: float = 1.0) -> Sheet:
    """Return the answers of a person whose keyed answers scatter around these two means."""
    source = random.Random(seed)
    answers: Sheet = {}
    for item in INSTRUMENT.items:
        mean = anxiety if item.scale == "anxiety" else avoidance
        value = min(7, max(1, round(source.gauss(mean, spread))))
        answers[item.id] = 8 - value if item.reverse else value
    return answers


def only(scale: str, answers: Sheet) -> Sheet:
    return {item.id: answers[item.id] for item in INSTRUMENT.items if item.scale == scale}


SHEETS: dict[str, Sheet] = {
    "secure": sheet(2, 2),
    "preoccupied": sheet(6, 2),
    "dismissing": sheet(2, 6),
    "fearful": sheet(6, 6),
    "centre": sheet(4, 4),
    "some left out": {**sheet(3, 5), "anx01": None, "avo02": None},
    "anxiety only": only("anxiety", sheet(5, 3)),
    "avoidance only": only("avoidance", sheet(5, 3)),
    "nothing": {},
}
EACH = pytest.mark.parametrize("answers", SHEETS.values(), ids=SHEETS)


@EACH
def test_the_scores_are_marked_with_exactly_the_numbers_of_the_result(answers: Sheet) -> None:
    page = Page(shipped.fragment(INSTRUMENT, answers))
    marked = {attributes["data-scale"]: attributes for attributes in page.having("data-scale")}
    assert len(page.having("data-scale")) == 2
    scales: dict[str, Any] = score_result(INSTRUMENT, answers)["scales"]
    for name, result in scales.items():
        if result["withheld"]:
            assert "data-withheld" in marked[name] and "data-score" not in marked[name]
        else:
            assert marked[name]["data-score"] == f"{result['score']:.2f}"
            assert marked[name]["data-se"] == f"{result['se']:.2f}"
            assert "data-withheld" not in marked[name]


@EACH
def test_markup_is_sound_and_loads_nothing(answers: Sheet) -> None:
    for html in (shipped.fragment(INSTRUMENT, answers), shipped.document(INSTRUMENT, answers)):
        assert_sound(html)


@EACH
def test_headings_step_down_one_level_at_a_time(answers: Sheet) -> None:
    levels = [
        int(tag[1])
        for tag, _ in Page(shipped.fragment(INSTRUMENT, answers)).elements
        if re.match(r"h\d$", tag)
    ]
    assert levels[0] == 2 and levels.count(2) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@EACH
def test_every_class_is_styled_or_there_for_structure(answers: Sheet) -> None:
    css = read_text("report/report.css")
    used = {
        name
        for attributes in Page(shipped.fragment(INSTRUMENT, answers)).having("class")
        for name in attributes["class"].split()
    }
    assert all(re.search(rf"\.{re.escape(name)}(?![\w-])", css) for name in used)


def test_both_stylesheets_fall_back_on_the_same_light_colours() -> None:
    fallback = dict(re.findall(r"var\((--ip-[a-z]+), (#[0-9a-f]{6})\)", read_text("report/report.css")))
    defined = dict(
        re.findall(r"(--ip-[a-z]+): (#[0-9a-f]{6})", read_text("report/palette.css").split("@media")[0])
    )
    assert fallback == defined and len(defined) == 7


def test_the_picture_is_told_in_words() -> None:
    page = Page(shipped.fragment(INSTRUMENT, SHEETS["secure"]))
    pictures = [found for tag, found in page.elements if tag == "svg" and found.get("role") == "img"]
    assert [one["aria-labelledby"] for one in pictures] == [
        f"ip-attachment-{name}-title ip-attachment-{name}-desc" for name in ("plane", "again")
    ]
    hidden = [found for tag, found in page.elements if tag == "svg" and found.get("aria-hidden") == "true"]
    assert len(hidden) == 2 + 4  # two scores, and a chance of each area
    found = view(INSTRUMENT, SHEETS["secure"])
    assert found.description in page.text
    for word in ("Anxiety", "Avoidance", "secure", "in 100", "probably"):
        assert word in found.description


@pytest.mark.parametrize("known", ["anxiety only", "avoidance only"])
def test_with_one_scale_the_picture_is_a_band_and_no_point(known: str) -> None:
    html = shipped.fragment(INSTRUMENT, SHEETS[known])
    assert "ip-report__known" in html and "ip-report__second" not in html
    assert "data-region" not in html and "ip-report__style" not in html


def test_with_nothing_there_is_no_picture_and_no_advice() -> None:
    html = shipped.fragment(INSTRUMENT, {})
    assert "ip-report__plane" not in html and "ip-report__short" not in html
    assert "You answered 0 of 24 questions." in html


@pytest.mark.parametrize("region", ["secure", "preoccupied", "dismissing", "fearful"])
def test_a_likely_style_is_named_and_leads(region: str) -> None:
    text = Page(shipped.fragment(INSTRUMENT, SHEETS[region])).text
    assert f"Most likely area: {region}" in text
    assert written("attachment", "lead", "named", region) in text


def test_between_two_both_are_told() -> None:
    found = view(INSTRUMENT, sheet(4, 1.6, seed=3))
    assert as_read(found.first) in {
        f"Between two areas: {a} and {b}" for a, b in (("secure", "preoccupied"), ("preoccupied", "secure"))
    }
    assert as_read(found.lead) == written("attachment", "lead", "between", "secure-preoccupied")


def test_near_the_centre_no_sentence_is_built_on_two_regions() -> None:
    neutral: Sheet = {item.id: 4 for item in INSTRUMENT.items}
    found = view(INSTRUMENT, neutral)
    assert as_read(found.lead) == written("attachment", "lead", "centre")


def test_chances_in_the_table_add_up_to_a_hundred() -> None:
    for seed in range(50):
        figures = [region.figure for region in view(INSTRUMENT, sheet(4, 3.5, seed)).chances]
        assert sum(int(figure.split()[0]) for figure in figures if figure[0].isdigit()) == 100


def test_left_out_questions_are_counted() -> None:
    text = Page(shipped.fragment(INSTRUMENT, SHEETS["some left out"])).text
    assert "You answered 22 of 24 questions and left out 2." in text
    assert text.count("left out 2") == 1
    assert "You answered" not in Page(shipped.fragment(INSTRUMENT, SHEETS["secure"])).text


def test_every_question_answer_and_key_is_in_the_computation() -> None:
    answers = SHEETS["some left out"]
    rows = view(INSTRUMENT, answers).computation.rows
    assert [row.id for row in rows] == [item.id for item in INSTRUMENT.items]
    for row, item in zip(rows, INSTRUMENT.items, strict=True):
        words = as_read(row.words)
        assert f", {'reversed' if item.reverse else 'as answered'}. " in words
        answer = answers[item.id]
        if answer is None:
            assert words.endswith(". left out") and row.value == "–"
        else:
            assert f". {answer} · " in words
            assert row.value == str(8 - answer if item.reverse else answer)
    html = shipped.fragment(INSTRUMENT, answers)
    assert INSTRUMENT.hash in html and INSTRUMENT.version in html


def test_the_arithmetic_shown_leads_to_the_score_shown() -> None:
    lines = view(INSTRUMENT, SHEETS["fearful"]).computation.blocks[0].lines
    total, n, score = re.fullmatch(r"Score = (\d+) ÷ (\d+) = ([\d.]+)", lines[1]).groups()  # type: ignore[union-attr]
    assert int(total) / int(n) == pytest.approx(float(score), abs=1e-4)
    spread = float(lines[2].rsplit(" ", 1)[1])
    assert float(lines[3].rsplit(" ", 1)[1]) == pytest.approx(max(spread / n_root(n), 12**-0.5), abs=1e-4)


def n_root(n: str) -> float:
    return math.sqrt(int(n))


def test_a_facet_that_stands_out_is_told_and_noise_is_not() -> None:
    worried: Sheet = {}
    for item in INSTRUMENT.items_of("anxiety"):
        value = 6 if item.facet == "distance" else 2
        worried[item.id] = 8 - value if item.reverse else value
    anxiety = view(INSTRUMENT, worried).scales[0]
    assert anxiety.pull.startswith("Up: “Reaction to distance”. Down: “Worry about being left” and “Need")
    nearly_even: Sheet = {item.id: 4 for item in INSTRUMENT.items}
    nearly_even["anx01"] = 5
    anxiety = view(INSTRUMENT, nearly_even).scales[0]
    assert len({facet.score for facet in anxiety.facets}) == 2
    assert anxiety.pull.startswith("Highest “") and "no further apart than noise" in anxiety.pull


def test_the_regions_drawn_hold_as_much_of_two_normal_errors_as_they_say() -> None:
    drawn = view(INSTRUMENT, SHEETS["fearful"]).drawing
    found = profile(INSTRUMENT, SHEETS["fearful"])
    right, up = found.right.estimate, found.up.estimate
    assert drawn is not None and right is not None and up is not None and drawn.x is not None
    unit = drawn.side / 6
    assert drawn.x == pytest.approx((right.score - 1) * unit, abs=0.06)
    source = random.Random(11)
    points: list[tuple[float, float]] = []
    while len(points) < 4000:  # true scores, which lie on the scale
        x, y = source.gauss(right.score, right.se), source.gauss(up.score, up.se)
        if 1 <= x <= 7 and 1 <= y <= 7:
            points.append(((x - 1) * unit, drawn.side - (y - 1) * unit))
    for share, path in zip(LEVELS, drawn.levels, strict=True):
        numbers = [float(one) for one in re.findall(r"-?[\d.]+", path)]
        loop = list(zip(numbers[::2], numbers[1::2], strict=True))
        held = sum(within(loop, *point) for point in points)
        assert held / len(points) == pytest.approx(share, abs=0.03)


def test_a_visitors_text_could_not_become_markup() -> None:
    """Nothing that a visitor types is shown, but what is shown is escaped all the same."""
    from dataclasses import replace

    item = replace(INSTRUMENT.items[0], text="<script>alert('&')</script>")
    marked: Instrument = replace(INSTRUMENT, items=(item, *INSTRUMENT.items[1:]))
    html = shipped.fragment(marked, SHEETS["secure"])
    assert "<script" not in html and "&lt;script&gt;" in html


def test_links_become_words_in_the_document() -> None:
    assert "<a " in shipped.fragment(INSTRUMENT, SHEETS["secure"])
    document = shipped.document(INSTRUMENT, SHEETS["secure"])
    assert "<a " not in document.replace('<a href="#ip-', "") and "Where to find help" in document


def test_a_name_moves_out_of_the_points_way() -> None:
    assert set(view(INSTRUMENT, SHEETS["centre"]).drawing.shifts) == {0}
    fearful: Sheet = {item.id: 1 if item.reverse else 7 for item in INSTRUMENT.items}
    plane = view(INSTRUMENT, fearful).drawing
    assert plane is not None and plane.shifts[:3] == (0, 0, 0) and plane.shifts[3] > 0


def test_lead_and_summary_can_be_read_aloud() -> None:
    source = random.Random(7)
    for seed in range(200):
        found = view(INSTRUMENT, sheet(source.gauss(3.5, 1.3), source.gauss(3.2, 1.2), seed))
        aloud = sum(len(as_read(one).split()) for one in (found.lead, *found.summary))
        assert aloud <= MOST_WORDS == 120
        assert found.closing in found.summary


def test_a_writer_splits_citations_from_words() -> None:
    sources = {"k1": {"short": "A, 1", "full": "z"}, "k2": {"short": "B, 2", "full": "y"}}
    writer = Writer(({"a": "One {k1}; two {k2}.", "sources": sources},), (sources,))
    assert [(part.text, part.key) for part in writer.passage("a")] == [
        ("One", ""),
        ("A, 1", "k1"),
        ("; two", ""),
        ("B, 2", "k2"),
        (".", ""),
    ]
    assert [source.key for source in writer.sources()] == ["k2", "k1"]
    with pytest.raises(KeyError):
        writer.plain("sources")
