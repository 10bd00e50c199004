"""Questionnaires that no code knows go through everything: reports, history, codes, comparisons, and bad requests."""

import json
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest

from innerpersona_quiz import wire
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.kinds import article_regions, exchange_steps, score
from innerpersona_quiz.model import Sheet
from innerpersona_quiz.share.code import LONGEST_CODE, decode, encode, id_bits
from innerpersona_quiz.share.sheets import shared_of
from innerpersona_quiz.validation import check_known, errors
from innerpersona_quiz.wire.research import parse_export
from tests.fixtures.questionnaires import IDS, SEVEN_SCALES, TWO_SCALES, added, sheet
from tests.unit.quiz.pages import Page, assert_sound

REQUESTS = int(os.environ.get("INNERPERSONA_FUZZ", "400"))
"""How many made-up requests are tried; `make test-long` tries 100,000."""


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    with added():
        yield


def asked(op: str, **fields: object) -> Any:
    response = json.loads(wire.handle(json.dumps({"api": 1, "op": op, **fields})))
    assert response["ok"], response
    return response["result"]


def test_they_have_no_faults() -> None:
    _, faults = check_known()
    assert errors(faults) == []


@pytest.mark.parametrize("id", IDS)
def test_every_report_is_sound_and_shows_every_scale(id: str) -> None:
    instrument = load_instrument(id)
    for seed in range(40):
        answers = sheet(id, seed, missing=0.3 if seed % 3 == 0 else 0.0)
        html = asked("document", instrument=id, answers=answers)["html"]
        assert_sound(html)
        shown = {found["data-scale"] for found in Page(html).having("data-scale")}
        assert shown == {scale.id for scale in instrument.scales}
        assert f'data-instrument="{id}"' in html and "<svg" in html


@pytest.mark.parametrize("id", IDS)
def test_the_picture_holds_all_of_its_points(id: str) -> None:
    page = Page(asked("report", instrument=id, answers=sheet(id, 3))["html"])
    pictures = [found for tag, found in page.elements if tag == "svg" and found.get("role") == "img"]
    picture, _ = pictures
    _, _, width, height = map(float, picture["viewbox"].split())
    start = page.elements.index(("svg", picture))
    end = next(place for place in range(start, len(page.elements)) if page.elements[place][0] == "details")
    dots = [found for tag, found in page.elements[start:end] if tag == "circle"]
    assert len(dots) == len(load_instrument(id).scales)
    assert all(0 < float(dot["cx"]) < width for dot in dots)
    rows = [
        found["transform"] for tag, found in page.elements[start:end] if tag == "g" and "transform" in found
    ]
    assert [0 < float(row.split()[-1].strip(")")) < height for row in rows] == [True] * len(dots)


def test_what_leads_is_named_by_the_same_rule_with_two_scales_and_with_seven() -> None:
    for id, first in ((TWO_SCALES, "rest"), (SEVEN_SCALES, "humor")):
        instrument = load_instrument(id)
        places = {scale.id: 2 for scale in instrument.scales} | {first: 6}
        answers = {item.id: instrument.keyed(item, places[item.scale]) for item in instrument.items}
        result = asked("score", instrument=id, answers=answers)
        assert result["lead"] == {"named": first, "together": None}
        assert asked("reading", instrument=id, answers=answers, articles=[])["outcome"] == [f"{id}.{first}"]
        assert (
            f"Comes first: <strong>{first}</strong>"
            in asked("report", instrument=id, answers=answers)["html"]
        )
        level = {item.id: instrument.keyed(item, 4) for item in instrument.items}
        assert asked("score", instrument=id, answers=level)["lead"] == {"named": None, "together": None}


def test_pairs_of_scales_say_something_together() -> None:
    instrument = load_instrument(SEVEN_SCALES)
    places = {scale.id: 4 for scale in instrument.scales} | {
        "curiosity": 7,
        "order": 1,
        "calm": 7,
        "candor": 7,
    }
    answers = {item.id: instrument.keyed(item, places[item.scale]) for item in instrument.items}
    result = asked("score", instrument=SEVEN_SCALES, answers=answers)
    assert result["pairs"] == ["calm_and_candid", "curious_without_order"]
    html = asked("report", instrument=SEVEN_SCALES, answers=answers)["html"]
    assert 'data-pair="calm_and_candid"' in html and "say a hard thing quietly" in html
    assert set(result["scales"]["calm"]["facets"]) == {"noise", "slips"} and "data-facet" in html


@pytest.mark.parametrize("id", IDS)
def test_a_finished_quiz_asks_once_for_what_three_requests_give(id: str) -> None:
    instrument, answers = load_instrument(id), sheet(id, 5)
    articles = [
        {"url": f"/{key}/", "title": words, "minutes": 3, "speaks_to": [key]}
        for key, words in article_regions(id)
    ]
    results = [{"taken": "2026-02-01", "answers": sheet(id, 6)}, {"taken": "2026-11-01", "answers": answers}]
    own: dict[str, Any] = {"instrument": id, "instrument_version": instrument.version, "answers": answers}
    found = asked("finish", **own, articles=articles, results=results)
    assert found["report"] == asked("report", **own)
    assert found["reading"] == asked("reading", **own, articles=articles)
    assert found["history"] == asked("history", instrument=id, results=results)
    assert asked("finish", **own)["history"] is None


def test_an_earlier_result_that_cannot_be_read_does_not_cost_the_new_one() -> None:
    results = [{"taken": "2026-02-01", "answers": {"gone": 1}}]
    found = asked("finish", instrument=TWO_SCALES, answers=sheet(TWO_SCALES, 5), results=results)
    assert "<article" in found["report"]["html"] and found["history"]["error"]["code"] == "unknown_item"


def test_results_over_time_are_drawn_and_judged() -> None:
    results = [{"taken": f"2026-0{month}-01", "answers": sheet(SEVEN_SCALES, month)} for month in range(1, 6)]
    for taken, reliable in ((results, "true"), ([results[0], results[0]], "false")):
        page = Page(asked("history", instrument=SEVEN_SCALES, results=taken)["html"])
        assert len(page.having("data-change")) == 7
        assert {found["data-reliable"] for found in page.having("data-reliable")} == {reliable}


@pytest.mark.parametrize("id", IDS)
def test_short_forms_widen_the_ranges(id: str) -> None:
    short = {item.id for item in load_instrument(id).items if item.short_form}
    answers = {item: value for item, value in sheet(id, 8).items() if item in short}
    result = asked("score", instrument=id, answers=answers, form="short")
    assert (
        result["form"] == "short"
        and all(times >= 1 for times in result["widening"].values())
        and result["widening"]
    )


@pytest.mark.parametrize("id", IDS)
def test_a_research_export_can_be_made_and_read(id: str) -> None:
    export = asked("research", instrument=id, answers=sheet(id, 2), month="2026-11")["export"]
    assert parse_export(export).sheet.instrument.id == id


@pytest.mark.parametrize("id", IDS)
def test_another_person_can_be_guessed_at(id: str) -> None:
    steps = exchange_steps(load_instrument(id))
    assert [step.value for step in steps] == [1.6, 2.8, 4.0, 5.2, 6.4] and steps[0].label == "very low"


def everything(seed: int, name: str = "") -> Any:
    return shared_of([Sheet(load_instrument(id), sheet(id, seed)) for id in instrument_ids()], name)


def test_a_code_holds_questionnaires_that_no_code_knows_beside_the_others() -> None:
    shared = everything(1, "Zoë")
    code = encode(shared)
    assert code.startswith("ip2.") and len(code) <= LONGEST_CODE[2] and decode(code) == shared
    assert len({id_bits(id) for id in instrument_ids()}) == len(instrument_ids())
    for part in shared.parts:
        found = score(load_instrument(part.instrument), sheet(part.instrument, 1)).estimates
        low, _ = load_instrument(part.instrument).score_range
        for scale, mark in part.scales.items():
            assert mark is not None and (estimate := found[scale]) is not None
            assert abs(low + mark.above / 1000 - estimate.score) <= 0.0005001


def test_codes_of_the_first_questionnaires_stay_what_they_were() -> None:
    shared = shared_of([Sheet(load_instrument(id), sheet(id, 1)) for id in ("attachment", "values")])
    assert encode(shared).startswith("ip1.") and decode(encode(shared)) == shared


def refusal(code: str) -> str:
    response = json.loads(wire.handle(json.dumps({"api": 1, "op": "read", "code": code})))
    return "" if response["ok"] else str(response["error"]["code"])


def test_every_cut_and_every_changed_letter_of_a_code_is_noticed() -> None:
    code = encode(everything(1, "Zoë"))
    assert refusal(code) == ""
    assert {refusal(code[:length]) for length in range(5, len(code))} <= {"code_truncated", "code_damaged"}
    for place in range(4, len(code)):
        other = "A" if code[place] != "A" else "B"
        assert refusal(code[:place] + other + code[place + 1 :]) in (
            "code_damaged",
            "code_truncated",
            "code_impossible",
        )


@pytest.mark.parametrize("here", [(), (TWO_SCALES,)])
def test_a_code_of_a_questionnaire_that_this_site_lacks_says_so(here: tuple[str, ...]) -> None:
    code = encode(everything(2))
    from innerpersona_quiz.instruments import remove_folders

    remove_folders(set(IDS) - set(here))
    response = json.loads(wire.handle(json.dumps({"api": 1, "op": "read", "code": code})))
    assert response["error"]["code"] == "instrument_unknown"
    assert "a questionnaire that this site does not have" in response["error"]["message"]


def test_two_people_are_compared_with_what_the_questionnaire_says_and_with_general_words() -> None:
    instrument = load_instrument(SEVEN_SCALES)

    def someone(**places: int) -> dict[str, Any]:
        high = {scale.id: 4 for scale in instrument.scales} | places
        answers = {item.id: instrument.keyed(item, high[item.scale]) for item in instrument.items}
        return {"sheets": [{"instrument": SEVEN_SCALES, "answers": answers}]}

    a, b = (
        someone(calm=7, order=7, humor=7, thrift=7, candor=1),
        someone(calm=1, curiosity=7, humor=7, thrift=1, candor=7),
    )
    html = asked("compare_document", a=a, b=b)["html"]
    assert_sound(html)
    page = Page(html)
    assert (
        "Person A stays steadier than Person B" in page.text
        and "Person A is higher than Person B on order." in page.text
    )
    assert "Both of you are on the high side of humor." in page.text
    found = [one["data-friction"] for one in page.having("data-friction")]
    assert set(found) == {"two_impatient", "order_and_curiosity", "thrift_or_candor"}


def _mutated(source: random.Random, value: Any) -> Any:
    """Return a request's value with something in it changed."""
    odd: list[Any] = [
        None,
        True,
        -1,
        0,
        8,
        10**30,
        -(10**300),
        10**400,
        1e308,
        5e-324,
        0.5,
        "",
        "x" * 300,
        [],
        {},
        [[]],
        {"a": 1},
        "ip2.AAAA",
        "\ud800",
        "\u3164",
        "ip1.\udfff",
    ]
    if isinstance(value, dict) and value and source.random() < 0.8:
        name = source.choice(sorted(value))
        changed = dict(value)
        roll = source.random()
        if roll < 0.15:
            del changed[name]
        elif roll < 0.25:
            changed[source.choice(["more", "form", "seconds", "name", name.upper()])] = source.choice(odd)
        else:
            changed[name] = _mutated(source, changed[name])
        return changed
    if isinstance(value, list) and value and source.random() < 0.7:
        place = source.randrange(len(value))
        return [*value[:place], _mutated(source, value[place]), *value[place + 1 :]]
    if isinstance(value, str) and value and source.random() < 0.5:
        place = source.randrange(len(value))
        return value[:place] + source.choice("Aab1_. \n") + value[place + source.randrange(2) :]
    return source.choice(odd)


def changed_requests(source: random.Random) -> Iterator[dict[str, Any]]:
    """Yield requests without end: sound ones of every operation, and the same with something changed."""
    codes = [encode(everything(seed, name)) for seed, name in ((1, "Zoë"), (2, ""))]
    while True:
        id = source.choice(instrument_ids())
        own: dict[str, Any] = {
            "instrument": id,
            "answers": sheet(id, source.randrange(10**6), source.choice([0, 0.2, 0.7])),
        }
        taken = [
            {"taken": "2026-01-01", "answers": own["answers"]},
            {"taken": "2026-05-05", "answers": sheet(id, 1)},
        ]
        side = {
            "sheets": [own],
            "name": source.choice(["Ann", "محمد"]),
            "guesses": {id: {load_instrument(id).scales[0].id: 2}},
        }
        sound: list[dict[str, Any]] = [
            {"op": "score", **own},
            {
                "op": "finish",
                **own,
                "results": taken,
                "articles": [
                    {"url": "/a/", "title": "A", "minutes": 1, "speaks_to": [article_regions(id)[0][0]]}
                ],
            },
            {"op": "history", "instrument": id, "results": taken},
            {"op": "research", **own, "month": "2026-11"},
            {"op": "change", "before": own, "after": {"instrument": id, "answers": sheet(id, 1)}},
            {"op": "share", "sheets": [own], "name": "Ann"},
            {"op": "read", "code": source.choice(codes)},
            {"op": "compare", "a": side, "b": {"code": source.choice(codes)}},
            {"op": "describe"},
            {"op": "commit", "code": source.choice(codes), "nonce": "AAECAwQFBgcICQoLDA0ODw"},
            {
                "op": "check_commitment",
                "commitment": f"ipc1.{'A' * 43}",
                "code": source.choice(codes),
                "nonce": "AAECAwQFBgcICQoLDA0ODw",
            },
            {"op": "qr", "text": source.choice(codes)},
            {
                "op": "document",
                **own,
                "seconds": {item: source.choice([0, 2.5, 600]) for item in own["answers"]},
            },
            {"op": "compare_document", "a": side, "b": side, "committed": "kept"},
        ]
        request = {"api": 1, **source.choice(sound)}
        for _ in range(source.choice([0, 1, 1, 2, 3])):
            request = _mutated(source, request)
            if not isinstance(request, dict):
                break
        yield request


def _damaged(source: random.Random, text: str) -> str:
    """Return a request's text with some of its characters lost, doubled or replaced."""
    pieces = [
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\\",
        "\\ud800",
        "\\u0000",
        "\x00",
        "9" * 400,
        "1e999",
        "-",
        "NaN",
        "\ud800",
    ]
    for _ in range(source.choice([1, 1, 2, 5])):
        place = source.randrange(len(text) + 1)
        length = source.choice([0, 0, 1, 1, 10])
        text = text[:place] + source.choice(["", text[place : place + 9], *pieces]) + text[place + length :]
    return text


def test_whatever_text_comes_is_answered_or_refused_with_a_reason() -> None:
    source = random.Random(14)
    codes = set()
    for request, _ in zip(changed_requests(source), range(REQUESTS), strict=False):
        response = json.loads(wire.handle(_damaged(source, json.dumps(request))))
        if not response["ok"]:
            codes.add(response["error"]["code"])
    assert "internal" not in codes and len(codes) > 3


def test_whatever_is_asked_is_answered_or_refused_with_a_reason() -> None:
    source = random.Random(12)
    refused = answered = 0
    for request, _ in zip(changed_requests(source), range(REQUESTS), strict=False):
        response = json.loads(wire.handle(json.dumps(request)))
        if response["ok"]:
            answered += 1
            continue
        refused += 1
        error = response["error"]
        assert error["code"] != "internal", (request, error)
        assert error["message"].endswith((".", "?")) and len(error["message"]) < 700
    assert answered > REQUESTS / 10 and refused > REQUESTS / 10
