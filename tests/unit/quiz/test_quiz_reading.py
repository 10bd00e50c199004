"""What to read next: picked by what a result points to, from what the page offers."""

import json
from typing import Any

import pytest

from innerpersona_quiz import wire
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.wire.articles import MOST
from tests.unit.quiz.shipped import REGIONS, all_keys, outcome, weights


def article(name: str, *speaks_to: str) -> dict[str, Any]:
    return {"url": f"/articles/{name}/", "title": name.title(), "minutes": 9, "speaks_to": list(speaks_to)}


def keyed(instrument_id: str, values: dict[str, int]) -> dict[str, int]:
    """Answer each scale evenly at a keyed value."""
    instrument = load_instrument(instrument_id)
    return {item.id: instrument.keyed(item, values[item.scale]) for item in instrument.items}


def asked(instrument_id: str, answers: object, articles: object) -> Any:
    request = {
        "api": 1,
        "op": "reading",
        "instrument": instrument_id,
        "answers": answers,
        "articles": articles,
    }
    return json.loads(wire.handle(json.dumps(request)))


def result(instrument_id: str, answers: object, *articles: object) -> Any:
    response = asked(instrument_id, answers, list(articles))
    assert response["ok"], response
    return response["result"]


FEARFUL = keyed("attachment", {"anxiety": 6, "avoidance": 6})
ANXIOUS = keyed("attachment", {"anxiety": 6, "avoidance": 4})
CENTRE = keyed("attachment", {"anxiety": 4, "avoidance": 4})
AVOIDER = keyed("conflict", dict.fromkeys(REGIONS["conflict"], 2) | {"avoiding": 5})
NO_LEADER = keyed("conflict", dict.fromkeys(REGIONS["conflict"], 3))


@pytest.mark.parametrize(
    ("instrument_id", "answers", "expected"),
    [
        ("attachment", FEARFUL, ("fearful",)),
        ("attachment", ANXIOUS, ("preoccupied", "fearful")),
        ("attachment", CENTRE, ()),
        ("attachment", {}, ()),
        ("conflict", AVOIDER, ("avoiding",)),
        ("conflict", AVOIDER | keyed("conflict", dict.fromkeys(REGIONS["conflict"], 5)), ()),
        ("conflict", NO_LEADER, ()),
        ("conflict", {}, ()),
    ],
)
def test_the_outcome_is_what_the_report_names_first(
    instrument_id: str, answers: dict[str, int | None], expected: tuple[str, ...]
) -> None:
    assert outcome(load_instrument(instrument_id), answers) == expected
    assert result(instrument_id, answers)["outcome"] == [f"{instrument_id}.{id}" for id in expected]


def test_two_values_that_lead_together_are_both_the_outcome() -> None:
    instrument = load_instrument("values")
    own = {"self_direction", "stimulation", "hedonism", "benevolence", "universalism"}
    answers = keyed("values", {scale.id: 6 if scale.id in own else 1 for scale in instrument.scales})
    assert outcome(instrument, answers) == ("openness", "self_transcendence")


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_every_instrument_has_regions_and_weighs_only_those(instrument_id: str) -> None:
    instrument = load_instrument(instrument_id)
    middle = keyed(instrument_id, dict.fromkeys((scale.id for scale in instrument.scales), 3))
    assert set(weights(instrument, middle)) == set(REGIONS[instrument_id])
    assert {key for key in all_keys() if key.startswith(instrument_id)} == {
        f"{instrument_id}.{id}" for id in REGIONS[instrument_id]
    }


def test_the_likeliest_region_comes_first_then_what_speaks_to_fewest() -> None:
    html = result(
        "attachment",
        FEARFUL,
        article("everybody", "attachment.secure", "attachment.fearful", "attachment.dismissing"),
        article("secure", "attachment.secure"),
        article("fearful", "attachment.fearful"),
        article("values", "values.openness"),
    )["html"]
    assert html.index("Fearful</a>") < html.index("Everybody</a>")
    assert "Secure</a>" not in html and "Values</a>" not in html
    assert "For the fearful area, which is very likely for you. 9 min read." in html


def test_no_more_than_three_in_the_order_given_and_none_where_none_fits() -> None:
    many = [article(f"a{number}", "conflict.avoiding") for number in range(5)]
    html = result("conflict", AVOIDER, *many)["html"]
    assert [name for name in ("A0", "A1", "A2", "A3") if f"{name}</a>" in html] == ["A0", "A1", "A2"]
    assert "For avoiding, which comes first for you." in html
    assert result("conflict", NO_LEADER, *many)["html"] == ""
    assert result("conflict", {}, *many)["html"] == ""
    assert result("conflict", AVOIDER)["html"] == ""


def test_a_title_is_text_and_never_markup() -> None:
    evil = article("x", "conflict.avoiding") | {"title": "<b>&</b>"}
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in result("conflict", AVOIDER, evil)["html"]


@pytest.mark.parametrize(
    ("articles", "field"),
    [
        ({}, "articles"),
        ([article("x")] * (MOST + 1), "articles"),
        (["x"], "articles.0"),
        ([{}], "articles.0"),
        ([article("x") | {"more": 1}], "articles.0"),
        ([article("x") | {"url": "https://evil.example/"}], "articles.0.url"),
        ([article("x") | {"url": "//evil.example/"}], "articles.0.url"),
        ([article("x") | {"url": "/x\n"}], "articles.0.url"),
        ([article("x") | {"title": ""}], "articles.0.title"),
        ([article("x") | {"title": 5}], "articles.0.title"),
        ([article("x"), article("y") | {"minutes": 0}], "articles.1.minutes"),
        ([article("x") | {"minutes": True}], "articles.0.minutes"),
        ([article("x") | {"speaks_to": "conflict.avoiding"}], "articles.0.speaks_to"),
        ([article("x") | {"speaks_to": [["x"]]}], "articles.0.speaks_to"),
        ([article("x", "conflict.winning")], "articles.0.speaks_to"),
    ],
)
def test_a_list_that_is_not_as_it_should_be_is_refused_with_its_place(articles: object, field: str) -> None:
    error = asked("conflict", AVOIDER, articles)["error"]
    assert (error["code"], error["field"]) == ("bad_articles", field)
