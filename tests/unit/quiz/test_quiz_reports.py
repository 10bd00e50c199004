"""What holds for the report of every questionnaire: markup, contract with the page, texts chosen, sums shown."""

import random
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from innerpersona_quiz import report
from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.kinds import kind_of
from innerpersona_quiz.kinds.bands import BANDS, centred_band
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.resources import read_text
from innerpersona_quiz.scoring.classical import estimate
from innerpersona_quiz.texts import Segment
from innerpersona_quiz.texts.numbers import signed
from innerpersona_quiz.validation.simulation import answers_of, someone
from tests.unit.quiz import shipped
from tests.unit.quiz.pages import Page, as_read, assert_sound, texts_of, written
from tests.unit.quiz.people import STRATEGIES, VALUES, Sheet, flat, keyed, sheet
from tests.unit.quiz.shipped import score_result

ATTACHMENT, CONFLICT, CIRCLE = (load_instrument(id) for id in ("attachment", "conflict", "values"))

CONFLICT_SHEET = sheet(CONFLICT, STRATEGIES, random.Random(1))
VALUES_SHEET = sheet(CIRCLE, VALUES, random.Random(1))

type Case = tuple[Instrument, Sheet]


def leaving_out(answers: Sheet, *prefixes: str) -> Sheet:
    return {id: value for id, value in answers.items() if not id.startswith(prefixes)}


CASES: dict[str, Case] = {
    "conflict": (CONFLICT, CONFLICT_SHEET),
    "conflict, neutral": (CONFLICT, flat(CONFLICT, 3)),
    "conflict, lowest": (CONFLICT, flat(CONFLICT, 1)),
    "conflict, highest": (CONFLICT, flat(CONFLICT, 5)),
    "conflict, no avoiding": (CONFLICT, leaving_out(CONFLICT_SHEET, "avd", "int01")),
    "conflict, no compromising": (CONFLICT, leaving_out(CONFLICT_SHEET, "com")),
    "conflict, nothing": (CONFLICT, {}),
    "values": (CIRCLE, VALUES_SHEET),
    "values, all alike": (CIRCLE, flat(CIRCLE, 3)),
    "values, two far apart": (CIRCLE, keyed(CIRCLE, {**dict.fromkeys(VALUES, 1), "power": 6})),
    "values, no tradition": (CIRCLE, leaving_out(VALUES_SHEET, "tra")),
    "values, few": (CIRCLE, dict(list(VALUES_SHEET.items())[:10])),
    "values, nothing": (CIRCLE, {}),
}
EACH = pytest.mark.parametrize(("instrument", "answers"), CASES.values(), ids=CASES)


@EACH
def test_the_scores_are_marked_with_exactly_the_numbers_of_the_result(
    instrument: Instrument, answers: Sheet
) -> None:
    page = Page(shipped.fragment(instrument, answers))
    result: dict[str, Any] = score_result(instrument, answers)
    for attribute, found in (("data-scale", result["scales"]), ("data-higher", result.get("higher", {}))):
        marked = {attributes[attribute]: attributes for attributes in page.having(attribute)}
        if attribute == "data-higher" and not marked:
            assert all(one["withheld"] for one in result["scales"].values()) or instrument is CONFLICT
            continue
        assert len(page.having(attribute)) == len(found) and marked.keys() == found.keys()
        for name, one in found.items():
            if one["withheld"]:
                assert "data-withheld" in marked[name] and "data-score" not in marked[name]
            else:
                assert marked[name]["data-score"] == f"{one['score']:.2f}"
                assert marked[name]["data-se"] == f"{one['se']:.2f}"
    concerns = {one["data-concern"]: one for one in page.having("data-concern")}
    assert concerns.keys() == (result.get("concerns") or {}).keys()
    for name, one in (result.get("concerns") or {}).items():
        assert concerns[name]["data-score"] == f"{one['score']:.2f}"
        assert concerns[name]["data-se"] == f"{one['se']:.2f}"


@EACH
def test_markup_is_sound_and_loads_nothing(instrument: Instrument, answers: Sheet) -> None:
    for html in (shipped.fragment(instrument, answers), shipped.document(instrument, answers)):
        assert_sound(html)


@EACH
def test_headings_step_down_one_level_at_a_time(instrument: Instrument, answers: Sheet) -> None:
    elements = Page(shipped.fragment(instrument, answers)).elements
    levels = [int(tag[1]) for tag, _ in elements if re.match(r"h\d$", tag)]
    assert levels[0] == 2 and levels.count(2) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@EACH
def test_every_class_is_styled(instrument: Instrument, answers: Sheet) -> None:
    css = read_text("report/report.css")
    used = {
        name
        for attributes in Page(shipped.fragment(instrument, answers)).having("class")
        for name in attributes["class"].split()
    }
    assert [name for name in used if not re.search(rf"\.{re.escape(name)}(?![\w-])", css)] == []


@EACH
def test_every_point_of_a_picture_is_inside_of_it(instrument: Instrument, answers: Sheet) -> None:
    page = Page(shipped.fragment(instrument, answers))
    pictures = [found for tag, found in page.elements if tag == "svg" and found.get("role") == "img"]
    if not pictures:
        return
    left, top, width, height = map(float, pictures[0]["viewbox"].split())
    start = page.elements.index(("svg", pictures[0]))
    end = next(place for place in range(start, len(page.elements)) if page.elements[place][0] == "p")
    drawn = [found for tag, found in page.elements[start:end] if tag == "circle"]
    assert len(drawn) >= 5
    for found in drawn:
        x, y, r = (float(found[name]) for name in ("cx", "cy", "r"))
        assert left <= x - r and x + r <= left + width and top <= y - r and y + r <= top + height


def test_every_rule_of_the_stylesheet_is_used() -> None:
    people = [*CASES.values(), (ATTACHMENT, {}), (ATTACHMENT, flat(ATTACHMENT, 4))]
    people += [(ATTACHMENT, {i.id: 4 for i in ATTACHMENT.items_of(id)}) for id in ("anxiety", "avoidance")]
    people.append((ATTACHMENT, {**flat(ATTACHMENT, 2), "anx01": None}))
    html = "".join(shipped.fragment(instrument, answers) for instrument, answers in people)
    html += read_text("report/templates/history.html.j2")  # what folds is there and in reports for two
    styled = set(re.findall(r"\.(ip-[a-z_-]+)", read_text("report/report.css")))
    assert {name for name in styled if not re.search(rf'[" ]{name}[" ]', html)} == set()


def test_prepare_compiles_every_template_that_a_report_needs() -> None:
    package = Path(report.__file__).parents[1]
    for instrument in (ATTACHMENT, CONFLICT, CIRCLE):
        kind = kind_of(instrument)
        prepared = {*report._SHARED, *kind.templates}
        pending, reached = [kind.template], {"document.html.j2"}
        while pending:
            name = pending.pop()
            reached.add(name)
            file = package / ("kinds" if "/" in name else "report/templates") / name
            pending += re.findall(r'{%-? (?:include|import|extends) "([^"]+)"', file.read_text("utf-8"))
        assert reached | {"facets.html.j2"} == prepared | {"facets.html.j2"}  # two kinds have facets
        report.prepare(instrument)


CHAPTERS = ("look", "pulls", "others", "try", "sure", "computed")


@EACH
def test_the_contents_lead_to_every_chapter_and_each_ends_with_something_to_do(
    instrument: Instrument, answers: Sheet
) -> None:
    for html, opened in (
        (shipped.fragment(instrument, answers), False),
        (shipped.document(instrument, answers), True),
    ):
        page = Page(html)
        found = [one for tag, one in page.elements if tag == "details"]
        ids = [one["id"] for one in found]
        there = {"look", "sure", "computed"}
        if len(answers) > 10:
            there |= {"others", "try"}
        if len(answers) > 10 and (instrument is CIRCLE or "avd01" in answers):  # both concerns rest on it
            there.add("pulls")
        assert ids == [f"ip-{instrument.id}-{name}" for name in CHAPTERS if name in there]
        assert [one["href"] for tag, one in page.elements if tag == "a" and one["href"][0] == "#"] == [
            f"#{id}" for id in ids
        ]
        assert all(("open" in one) is opened for one in found)
        assert page.text.count("Today:") == len(ids)


@pytest.mark.parametrize("instrument", [CONFLICT, CIRCLE], ids=lambda one: one.id)
def test_lead_and_summary_can_be_read_aloud(instrument: Instrument) -> None:
    source = random.Random(3)
    for _ in range(200):
        found = shipped.view(instrument, answers_of(instrument, someone(instrument, source), source))
        words = sum(len(as_read(one).split()) for one in (found.lead, *found.summary))
        assert 25 <= words <= 120
        assert found.summary[: len(found.strengths)] == found.strengths and found.closing in found.summary


def test_a_summary_that_would_be_too_long_leaves_out_what_does_not_fit() -> None:
    found = shipped.view(CONFLICT, CONFLICT_SHEET)
    long = replace(found, strengths=((Segment("word " * 120),), found.strengths[0]))
    assert long.summary == (found.strengths[0], found.closing)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (keyed(CONFLICT, {**dict.fromkeys(STRATEGIES, 2), "avoiding": 5}), "Very likely: over 99 in 100."),
        (flat(CONFLICT, 3), "The likeliest, "),
    ],
)
def test_how_sure_it_is_stands_below_the_picture(answers: Sheet, said: str) -> None:
    assert as_read(shipped.view(CONFLICT, answers).sure).startswith(said)


@pytest.mark.parametrize("instrument", [CONFLICT, CIRCLE], ids=lambda one: one.id)
def test_the_picture_comes_first_and_is_told_in_words(instrument: Instrument) -> None:
    answers = CONFLICT_SHEET if instrument is CONFLICT else VALUES_SHEET
    html = shipped.fragment(instrument, answers)
    assert (
        html.index("ip-report__lead")
        < html.index("<svg")
        < html.index("ip-report__sure")
        < html.index("<section")
    )
    page = Page(html)
    picture, _ = [found for tag, found in page.elements if tag == "svg" and found.get("role") == "img"]
    assert picture["aria-labelledby"] == f"ip-{instrument.id}-plane-title ip-{instrument.id}-plane-desc"
    description = re.search(r"<desc [^>]*>(.*?)</desc>", html, re.S)
    assert description
    for scale in instrument.scales:
        assert scale.title.lower() in description[1].lower()


@EACH
def test_it_says_what_it_is_not(instrument: Instrument, answers: Sheet) -> None:
    told = Page(shipped.fragment(instrument, answers)).text
    assert "not been validated" in told and "Not yet calibrated" in told and "no percentile" in told
    assert "no diagnosis" in told and instrument.hash in told
    if instrument is CONFLICT:
        assert "Fear and control are not conflict styles" in told
        link = 'href="/about/help/#fear-control-and-violence-are-not-conflict-styles"'
        assert link in shipped.fragment(instrument, answers)


def test_no_strategy_is_called_the_best() -> None:
    names = "|".join(STRATEGIES)
    praised = re.compile(rf"\b({names})\b[^.]*\b(best|better|ideal|healthiest)\b", re.I)
    texts = texts_of("conflict")
    told = [str(part) for name, part in texts.items() if name != "sources"]
    assert [part for part in told if praised.search(part.replace("', '", "."))] == []
    assert "None of the five ways is the best one" in texts["careful"][0]


def test_avoiding_is_shown_with_its_weakness() -> None:
    told = Page(shipped.fragment(CONFLICT, CONFLICT_SHEET)).text
    assert "did not agree about avoiding (De Dreu et al., 2001)" in told


# --- which texts are chosen


@pytest.mark.parametrize("strategy", list(STRATEGIES))
def test_a_clear_strategy_leads_and_its_price_is_told(strategy: str) -> None:
    answers = keyed(CONFLICT, {**dict.fromkeys(STRATEGIES, 2), strategy: 5})
    told = Page(shipped.fragment(CONFLICT, answers)).text
    assert f"Comes first: {strategy}" in told and written("conflict", "lead", "named", strategy) in told
    assert strategy.capitalize() in as_read(shipped.view(CONFLICT, answers).advice[0])


def test_two_strategies_lead_together() -> None:
    answers = keyed(CONFLICT, {**dict.fromkeys(STRATEGIES, 2), "dominating": 4, "avoiding": 4})
    found = shipped.view(CONFLICT, answers)
    assert as_read(found.first) == "Come first, about equal: dominating and avoiding"
    assert as_read(found.lead) == written("conflict", "lead", "together", "dominating-avoiding")
    assert len(found.advice) == 2


def test_where_no_strategy_stands_out_that_is_said() -> None:
    found = shipped.view(CONFLICT, flat(CONFLICT, 3))
    assert as_read(found.first) == "No way stands out"
    assert as_read(found.lead) == written("conflict", "lead", "open")
    assert [as_read(one) for one in found.advice] == [written("conflict", "tries", "open")]


@pytest.mark.parametrize(
    ("places", "levels"),
    [
        ({"integrating": 5, "dominating": 5, "obliging": 1, "avoiding": 1}, ("far_above", "middle")),
        ({"integrating": 1, "dominating": 1, "obliging": 5, "avoiding": 5}, ("far_below", "middle")),
        ({"integrating": 4, "dominating": 3, "obliging": 3, "avoiding": 3}, ("above", "above")),
        ({"integrating": 3, "dominating": 3, "obliging": 3, "avoiding": 4}, ("below", "below")),
    ],
)
def test_the_strengths_follow_the_concerns(places: dict[str, int], levels: tuple[str, str]) -> None:
    found = shipped.view(CONFLICT, keyed(CONFLICT, {"compromising": 3, **places}))
    expected = [
        written("conflict", "concerns", who, "levels", level)
        for who, level in zip(("self", "other"), levels, strict=True)
    ]
    assert [as_read(one) for one in found.strengths] == expected


def test_the_rings_of_the_plane_grow_with_the_scores() -> None:
    drawing = shipped.view(
        CONFLICT, keyed(CONFLICT, dict(zip(STRATEGIES, (5, 4, 3, 2, 1), strict=True)))
    ).drawing
    assert drawing is not None
    assert [station.ring for station in drawing.stations] == [40.0, 30.0, 20.0, 10.0, 0.0]
    x = {station.title: station.x for station in drawing.stations}
    y = {station.title: station.y for station in drawing.stations}
    assert x["Integrating"] == x["Dominating"] > x["Compromising"] > x["Obliging"] == x["Avoiding"]
    assert y["Integrating"] == y["Obliging"] < y["Compromising"] < y["Dominating"] == y["Avoiding"]


def test_a_withheld_strategy_leaves_an_empty_place_and_no_concerns() -> None:
    drawing = shipped.view(*CASES["conflict, no avoiding"]).drawing
    assert drawing is not None and drawing.self_mark is None and drawing.other_mark is None
    assert {station.title for station in drawing.stations if station.ring is None} == {"Avoiding"}


def test_points_lie_on_their_spokes_by_their_scores() -> None:
    drawing = shipped.view(CIRCLE, keyed(CIRCLE, {**dict.fromkeys(VALUES, 3), "hedonism": 4})).drawing
    assert drawing is not None
    spoke = drawing.spokes[2]
    # Hedonism lies at 90 degrees, 0.9 above the own average: 66 + 0.9 * 22.
    assert spoke.title == "Hedonism" and spoke.point == (85.8, 0.0)
    assert drawing.spokes[0].anchor == "start" and drawing.spokes[9].anchor == "end"


def test_far_scores_stop_at_the_end_of_their_spoke() -> None:
    drawing = shipped.view(*CASES["values, two far apart"]).drawing
    assert drawing is not None and drawing.heading is not None
    x, y = drawing.spokes[4].point or (0, 0)
    assert (x * x + y * y) ** 0.5 == pytest.approx(66 + 2.5 * 22, abs=0.2)


def test_a_direction_is_told_and_drawn_or_neither() -> None:
    clear = shipped.view(*CASES["values, two far apart"])
    assert clear.drawing is not None and clear.drawing.heading is not None
    assert "162 degrees clockwise" in as_read(clear.position[0]) and "power" in as_read(clear.position[0])
    even = shipped.view(*CASES["values, all alike"])
    assert even.drawing is not None and even.drawing.heading is None
    assert as_read(even.position[0]) == written("values", "position", "open")
    gap = shipped.view(*CASES["values, no tradition"])
    assert gap.position == () and gap.drawing is not None and gap.again is None
    assert {path.count("M") for path in gap.drawing.rings} == {1}  # one band, open at the gap


@pytest.mark.parametrize(
    ("score", "said"), [(-2.0, (0,)), (-0.8, (1,)), (0.0, (2,)), (0.4, (2, 3)), (1.2, (3, 4))]
)
def test_bands_around_the_own_average(score: float, said: tuple[int, ...]) -> None:
    assert centred_band(estimate(score, 0.25, -5, 5), 0.4, 1.2).ids == tuple(BANDS[place] for place in said)


@pytest.mark.parametrize(
    ("value", "shown"), [(0.44, "+0.4"), (-1.25, "−1.2"), (-0.04, "0.0"), (0.0, "0.0"), (-0.06, "−0.1")]
)
def test_signed_numbers(value: float, shown: str) -> None:
    assert signed(value) == shown


# --- the sums that are shown


@EACH
def test_every_question_answer_and_key_is_in_the_computation(instrument: Instrument, answers: Sheet) -> None:
    rows = shipped.view(instrument, answers).computation.rows
    assert [row.id for row in rows] == [item.id for item in instrument.items]
    for row, item in zip(rows, instrument.items, strict=True):
        answer = answers.get(item.id)
        assert row.value == ("–" if answer is None else str(instrument.keyed(item, answer)))


def number(line: str) -> float:
    return float(line.rsplit(" ", 1)[1])


def test_the_arithmetic_of_a_conflict_score_can_be_redone() -> None:
    found = shipped.view(CONFLICT, CONFLICT_SHEET).computation
    assert "it counts 6 − answer." in found.counting
    blocks = {block.title: block.lines for block in found.blocks}
    spread = number(blocks["Spread of your answers"][1])
    total, n, score = map(float, re.findall(r"[\d.]+", blocks["Integrating"][1]))
    assert total / n == pytest.approx(score, abs=1e-4)
    assert number(blocks["Integrating"][2]) == pytest.approx(max(spread / n**0.5, 12**-0.5), abs=1e-4)
    line = blocks["The two concerns"][0]
    middle, sums = re.findall(r"= 3 \+ \(([^)a-z]*)\) ÷ 4 = ([\d.]+)", line)[0]
    terms = [float(term) for term in middle.replace("− ", "-").replace("+ ", "").split() if term]
    assert len(terms) == 4 and 3 + sum(terms) / 4 == pytest.approx(float(sums), abs=0.01)
    chance = number(blocks["What comes first"][0])
    assert 0.5 <= chance <= 1


def test_the_arithmetic_of_a_value_can_be_redone() -> None:
    found = shipped.view(CIRCLE, VALUES_SHEET).computation
    assert "answer." not in found.counting
    blocks = {block.title: block.lines for block in found.blocks}
    total, n, own = map(float, re.findall(r"[\d.]+", blocks["Your own average"][0]))
    assert n == 30 and total / n == pytest.approx(own, abs=1e-4)
    ten = [line for line in blocks["Ten values"] if "÷ 3 −" in line]
    assert len(ten) == 10
    for line in ten:
        parts = re.search(r": (\d+) ÷ (\d) − ([\d.]+) = (-?[\d.]+), standard error ([\d.]+)", line)
        assert parts
        summed, count, centre, score, _ = map(float, parts.groups())
        assert summed / count - centre == pytest.approx(score, abs=2e-4)
    assert len(blocks["Four broad values"]) == 4 and "Direction" in blocks


def test_too_few_answers_leave_no_sums() -> None:
    (block,) = shipped.view(*CASES["values, few"]).computation.blocks
    assert "Fewer than half" in block.lines[0]
    titles = [block.title for block in shipped.view(CONFLICT, {}).computation.blocks]
    assert titles == [scale.title for scale in CONFLICT.scales]
