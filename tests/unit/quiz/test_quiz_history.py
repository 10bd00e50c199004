"""Results over time: what has moved, by more than noise or not, drawn and told."""

import json
import re
from typing import Any

import lxml.html
import pytest

from innerpersona_quiz import wire
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.wire.results import MOST
from tests.unit.quiz.pages import texts_of

TEXTS = texts_of("history")


def sheet(instrument_id: str, taken: str, values: dict[str, int], form: str = "full") -> dict[str, Any]:
    """Answer each scale evenly at a keyed value, 3 where none is given."""
    instrument = load_instrument(instrument_id)
    answers = {
        item.id: instrument.keyed(item, values.get(item.scale, 3))
        for item in instrument.items
        if form == "full" or item.short_form
    }
    return {"taken": taken, "answers": answers, **({} if form == "full" else {"form": form})}


def asked(results: object, instrument_id: str = "attachment", **fields: object) -> Any:
    request = {"api": 1, "op": "history", "instrument": instrument_id, "results": results, **fields}
    return json.loads(wire.handle(json.dumps(request)))


def html_of(*results: object, instrument_id: str = "attachment") -> str:
    response = asked(list(results), instrument_id)
    assert response["ok"], response
    return str(response["result"]["html"])


def changes(html: str) -> dict[str, tuple[str, str]]:
    """Return, by scale, the difference and whether it is reliable, as the table has them."""
    found = re.findall(r'data-change="(\w+)" data-difference="([^"]+)" data-reliable="(\w+)"', html)
    return {id: (difference, reliable) for id, difference, reliable in found}


OLD = sheet("attachment", "2026-01-03", {"anxiety": 6})
NEW = sheet("attachment", "2026-11-24", {"anxiety": 4})


def test_a_difference_beyond_noise_is_told_and_one_within_it_is_not() -> None:
    # Even answers have the floor as their error, 0.2887 each: 2 / (0.2887 sqrt 2) = 4.90.
    html = html_of(OLD, NEW)
    assert changes(html) == {"anxiety": ("-2.00", "true"), "avoidance": ("0.00", "false")}
    assert "Since Jan 3, 2026, anxiety went down by 2.0. That is more than" in html
    assert "−2.0: more than answering noise would explain (index 16.97)" in html
    assert "0.0: no more than answering noise would explain (index 0.00)" in html
    assert "moved by more" in html_of(OLD, OLD | {"taken": "2026-02-01"})


def test_the_last_two_are_compared_whatever_the_order_they_come_in() -> None:
    middle = sheet("attachment", "2026-06-01", {"anxiety": 5})
    html = html_of(NEW, OLD, middle)
    assert changes(html)["anxiety"] == ("-1.00", "true")
    assert html.count('class="ip-report__dot"') == 6
    assert html.index("Jan 3, 2026</strong>") < html.index("Jun 1, 2026</strong>")


def _drawn(html: str) -> list[dict[str, Any]]:
    """Return of each drawing its title's id, the outline of its band, its marked changes, and how many dots it has."""
    return [
        {
            "id": svg.find("title").get("id"),
            "band": svg.xpath("string(.//*[@class='ip-report__span']/@d)"),
            "moved": svg.xpath(".//*[@class='ip-report__moved']"),
            "dots": len(svg.xpath(".//*[@class='ip-report__dot']")),
        }
        for svg in lxml.html.fromstring(html).xpath("//figure/svg")
    ]


def test_the_picture_is_told_in_words_and_every_result_is_listed() -> None:
    html = html_of(OLD, NEW)
    moved = "Between Jan 3, 2026 and Nov 24, 2026 it moved by more than noise would explain."
    assert f"Anxiety: 6.0 on Jan 3, 2026 and 4.0 on Nov 24, 2026. {moved}</title>" in html
    drawn = {figure["id"]: figure for figure in _drawn(html)}
    assert [len(figure["moved"]) for figure in drawn.values()] == [1, 0]
    for figure in drawn.values():
        assert figure["band"].count("L") == 2 * figure["dots"] - 1 and figure["band"].endswith("Z")
    assert "<strong>Jan 3, 2026</strong>: anxiety 6.0 (5.5 to 6.5); avoidance 3.0 (2.5 to 3.5)." in html
    assert html.count('role="img"') == 2


def test_places_follow_time_and_results_of_one_day_stand_beside_each_other() -> None:
    def across(*days: str) -> list[str]:
        html = html_of(*(sheet("attachment", day, {}) for day in days))
        return re.findall(r'__dot" cx="([\d.]+)"', html)[: len(days)]

    assert across("2026-01-01", "2026-01-11", "2026-01-21") == ["10.0", "120.0", "230.0"]
    assert across("2026-01-01", "2026-01-06", "2026-01-21") == ["10.0", "65.0", "230.0"]
    assert across("2026-01-01", "2026-01-01", "2026-01-01") == ["10.0", "120.0", "230.0"]


def test_one_result_alone_says_what_will_be_here() -> None:
    html = html_of(OLD)
    assert TEXTS["first"] in html and "<svg" not in html and "<table" not in html
    assert TEXTS["again"] in html


def test_results_of_another_form_are_not_compared() -> None:
    short = sheet("attachment", "2026-12-01", {"anxiety": 4}, form="short")
    assert TEXTS["other_form"] in html_of(OLD, short)
    assert changes(html_of(OLD, short, NEW | {"taken": "2027-01-01"})) == changes(html_of(OLD, NEW))


def test_a_withheld_scale_is_told_and_drawn_where_it_is_known() -> None:
    half = {item: answer for item, answer in NEW["answers"].items() if item.startswith("avo")}
    html = html_of(OLD, NEW | {"answers": half})
    assert changes(html) == {"avoidance": ("0.00", "false")}
    assert "too few answers" in html and html.count("<svg") == 1
    assert TEXTS["unknown"] in html_of(OLD, NEW | {"answers": {}})


@pytest.mark.parametrize(
    ("instrument_id", "count", "chance"), [("attachment", 2, 10), ("conflict", 5, 23), ("values", 10, 40)]
)
def test_the_more_scores_the_likelier_a_false_alarm_and_it_is_said(
    instrument_id: str, count: int, chance: int
) -> None:
    html = html_of(
        sheet(instrument_id, "2026-01-03", {}),
        sheet(instrument_id, "2026-03-03", {}),
        instrument_id=instrument_id,
    )
    assert (
        f"with {count} of them, noise carries at least one across that mark in up to about {chance} of 100"
        in html
    )
    assert len(changes(html)) == count


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_every_place_in_a_drawing_is_inside_its_field(instrument_id: str) -> None:
    instrument = load_instrument(instrument_id)
    extremes = [instrument.lowest, instrument.highest]
    scales = [scale.id for scale in instrument.scales]
    results = [
        sheet(
            instrument_id,
            f"2026-0{month}-01",
            {id: extremes[(place + month) % 2] for place, id in enumerate(scales)},
        )
        for month in range(1, 5)
    ]
    html = html_of(*results, instrument_id=instrument_id)
    assert html.count('role="img"') == len(scales)
    heights = [float(y) for y in re.findall(r'__dot" cx="[\d.]+" cy="([\d.]+)"', html)]
    heights += [float(y) for pair in re.findall(r'__bar" d="M[\d.]+ ([\d.]+)V([\d.]+)"', html) for y in pair]
    assert 0 <= min(heights) < 32 < max(heights) <= 64


@pytest.mark.parametrize(
    ("results", "code", "field"),
    [
        ([], "bad_results", "results"),
        ("x", "bad_results", "results"),
        ([OLD] * (MOST + 1), "bad_results", "results"),
        ([5], "bad_results", "results.0"),
        ([OLD, {"taken": "2026-01-03"}], "bad_results", "results.1"),
        ([OLD | {"name": "x"}], "bad_results", "results.0"),
        ([OLD | {"taken": 5}], "wrong_type", "results.0.taken"),
        ([OLD | {"taken": "2026-02-30"}], "bad_results", "results.0.taken"),
        ([OLD | {"taken": "20260203"}], "bad_results", "results.0.taken"),
        ([OLD | {"answers": {"anx01": 9}}], "answer_out_of_range", "results.0.answers.anx01"),
        ([OLD | {"form": "long"}], "unknown_form", "results.0.form"),
    ],
)
def test_what_is_no_list_of_results_is_refused_with_its_place(results: object, code: str, field: str) -> None:
    error = asked(results)["error"]
    assert (error["code"], error["field"]) == (code, field)


def test_results_of_another_edition_are_refused() -> None:
    error = asked([OLD], instrument_version="0.0.1")["error"]
    assert error["code"] == "version_mismatch"
