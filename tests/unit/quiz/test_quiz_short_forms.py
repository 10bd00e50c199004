"""The short forms: balanced, scored from their own questions alone, with wider ranges, and reports that say so."""

import json
import random
import re
from collections import Counter
from dataclasses import replace
from statistics import fmean
from typing import Any

import pytest

from innerpersona_quiz import wire
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.instruments.parsing import short_form
from innerpersona_quiz.model import Instrument
from tests.unit.quiz.answering import Sheet, attentive
from tests.unit.quiz.calibrations import CALIBRATED
from tests.unit.quiz.shipped import score_result, widening

INSTRUMENTS = [load_instrument(id) for id in instrument_ids()]
EACH = pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.id)
ATTACHMENT, CONFLICT, VALUES = INSTRUMENTS


def asked(op: str, instrument: Instrument, answers: Sheet, form: str = "short") -> dict[str, Any]:
    request = {"api": 1, "op": op, "instrument": instrument.id, "answers": answers, "form": form}
    response: dict[str, Any] = json.loads(wire.handle(json.dumps(request)))
    return response


def said(html: str) -> str:
    """Return what a report says of the short form."""
    found = re.search(r'<li data-firmness="short">(.*?)</li>', html)
    return re.sub(r"<[^>]+>", "", found[1]) if found else ""


def alike(instrument: Instrument, value: int) -> Sheet:
    return {item.id: instrument.keyed(item, value) for item in short_form(instrument).items}


@pytest.mark.parametrize(
    ("instrument", "each"),
    [(ATTACHMENT, {False: 3, True: 3}), (CONFLICT, {False: 2, True: 1}), (VALUES, {False: 2})],
    ids=["attachment", "conflict", "values"],
)
def test_every_scale_has_the_same_items_of_each_key(instrument: Instrument, each: dict[bool, int]) -> None:
    for scale in instrument.scales:
        assert Counter(item.reverse for item in short_form(instrument).items_of(scale.id)) == each


def test_of_each_facet_it_has_one_item_of_each_key() -> None:
    counts = Counter((item.scale, item.facet, item.reverse) for item in short_form(ATTACHMENT).items)
    assert len(counts) == 12 and set(counts.values()) == {1}


@EACH
def test_it_is_scored_from_its_own_questions(instrument: Instrument) -> None:
    short = short_form(instrument)
    sheet = attentive(short, random.Random(1))
    result = asked("score", instrument, sheet)["result"]
    assert (result["form"], result["answered"], result["total"]) == ("short", len(sheet), len(short.items))
    assert result["instrument_hash"] == instrument.hash
    assert result["scales"] == json.loads(json.dumps(score_result(short, sheet)["scales"]))
    assert all(not scale["withheld"] for scale in result["scales"].values())
    assert asked("score", instrument, sheet, "full")["result"]["form"] == "full"


@EACH
def test_it_is_withheld_by_its_own_length(instrument: Instrument) -> None:
    first = instrument.scales[0].id
    own = short_form(instrument).items_of(first)
    sheet = {**alike(instrument, 3), **{item.id: None for item in own[: len(own) // 2 + 1]}}
    result = asked("score", instrument, sheet)["result"]["scales"]
    assert result[first]["withheld"] and result[first]["total"] == len(own)
    assert sum(scale["withheld"] for scale in result.values()) == 1


@EACH
def test_it_refuses_what_it_does_not_ask(instrument: Instrument) -> None:
    id = next(item.id for item in instrument.items if not item.short_form)
    error = asked("score", instrument, {id: 3})["error"]
    assert (error["code"], error["field"]) == ("item_not_in_form", f"answers.{id}")
    assert asked("score", instrument, {}, "tiny")["error"]["code"] == "unknown_form"


@pytest.mark.parametrize(
    ("instrument", "times"),
    # sqrt(9 / 3): 12 - 3 for 6 - 3. sqrt(5/3 (20 - 2) / 20 · 10 / (10 - 2)). sqrt(3/2 · (20 - 2) / 20 · 10 / (10 - 2)).
    [(ATTACHMENT, 3**0.5), (CONFLICT, 1.875**0.5), (VALUES, 1.6875**0.5)],
    ids=["attachment", "conflict", "values"],
)
def test_its_ranges_are_wider_and_the_report_says_by_how_much(instrument: Instrument, times: float) -> None:
    short, ends = short_form(instrument), (instrument.lowest, instrument.highest)
    part: Sheet = {
        item.id: ends[n // 3 % 2] for n, item in enumerate(short.items)
    }  # scatter beyond any floor
    found = widening(short, instrument, part)
    assert list(found) == [scale.id for scale in instrument.scales]
    assert list(found.values()) == pytest.approx([times] * len(found), abs=1e-6)
    told = said(asked("report", instrument, part)["result"]["html"])
    assert told.startswith(
        f"You took the short form, with {len(short.items)} of the {len(instrument.items)} questions. "
        f"Each range is about {times:.1f} times as wide"
    )
    assert told.endswith("no range shows that.")
    assert said(asked("report", instrument, part, "full")["result"]["html"]) == ""


@pytest.mark.parametrize(
    ("instrument", "times"),
    [(ATTACHMENT, 1.7), (CONFLICT, 1.35), (VALUES, 1.3)],
    ids=["attachment", "conflict", "values"],
)
def test_the_widths_of_simulated_people_are_as_projected(instrument: Instrument, times: float) -> None:
    short, source, ratios = short_form(instrument), random.Random(7), []
    for _ in range(150):
        whole = attentive(instrument, source, noise=1.8)
        part = {item.id: whole[item.id] for item in short.items}
        ones: Any = score_result(short, part)["scales"]
        others: Any = score_result(instrument, whole)["scales"]
        ratios += [ones[id]["se"] / others[id]["se"] for id in ones]
    assert fmean(ratios) == pytest.approx(times, abs=0.12)


@EACH
def test_a_projection_from_the_whole_sheet_onto_itself_widens_nothing(instrument: Instrument) -> None:
    sheet = attentive(instrument, random.Random(5))
    assert set(widening(instrument, instrument, sheet).values()) == {1.0}


def test_scales_that_widen_differently_are_told_one_by_one() -> None:
    short = short_form(ATTACHMENT)
    sheet: Sheet = {}
    for n, item in enumerate(short.items):
        sheet[item.id] = ATTACHMENT.keyed(item, 3 if item.scale == "anxiety" else 1 + n % 6)
    told = said(asked("report", ATTACHMENT, sheet)["result"]["html"])
    assert "For “Avoidance”, the range is about 1.7 times as wide" in told
    assert "For “Anxiety”, the range is no wider for it" in told


@pytest.mark.parametrize("instrument", [ATTACHMENT, CONFLICT], ids=lambda one: one.id)
def test_where_the_floor_decides_the_report_does_not_claim_a_wider_range(instrument: Instrument) -> None:
    assert set(widening(short_form(instrument), instrument, alike(instrument, 3)).values()) == {1.0}
    told = said(asked("report", instrument, alike(instrument, 3))["result"]["html"])
    assert "No range is wider for it" in told and "times as wide" not in told


@EACH
def test_with_hardly_any_answers_nothing_is_projected(instrument: Instrument) -> None:
    first = short_form(instrument).items[0]
    sheets: list[Sheet] = [{}, {first.id: 3}]
    for sheet in sheets:
        assert widening(short_form(instrument), instrument, sheet) == {}
        told = said(asked("report", instrument, sheet)["result"]["html"])
        assert "You took the short form" in told and "range is" not in told


def test_a_calibrated_scale_is_not_projected() -> None:
    assert widening(short_form(CALIBRATED), CALIBRATED, alike(CALIBRATED, 3)) == {}


def test_an_instrument_without_a_short_form_has_none() -> None:
    bare = replace(ATTACHMENT, items=tuple(replace(item, short_form=False) for item in ATTACHMENT.items))
    with pytest.raises(ValueError, match="no short form"):
        short_form(bare)
