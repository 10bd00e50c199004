"""The method page says what the code does: its worked examples, tables and rates are computed anew here."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from innerpersona_quiz.compatibility.difference import difference
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.instruments.parsing import short_form
from innerpersona_quiz.scoring.careless import MINIMUM_RUN, WORDS_A_SECOND
from innerpersona_quiz.scoring.classical import estimate
from innerpersona_quiz.scoring.deciding import above_probability
from innerpersona_quiz.scoring.distribution import Normal
from innerpersona_quiz.scoring.leading import standing
from tests.unit.quiz.answering import (
    at_random,
    attentive,
    attentive_in_part,
    in_the_middle,
    steady,
    straight,
)
from tests.unit.quiz.shipped import score_result
from tests.unit.quiz.test_quiz_careless import noted

PAGE = (Path(__file__).parents[3] / "docs" / "about" / "method.md").read_text(encoding="utf-8")


ANSWERING = (steady, attentive, at_random, attentive_in_part, in_the_middle, straight)
"""Who is simulated, in the order of the table."""


def section(title: str) -> str:
    """Return the text under a heading, up to the next one of its kind."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    assert found, title
    return found[1]


def example(title: str, names: Mapping[str, str]) -> dict[str, list[int]]:
    """Return the turned answers of a section's example, by scale id; `names` are those of the page."""
    text = section(title).partition("**An example.**")[2]
    found = {}
    for id, name in names.items():
        match = re.search(rf"{name}(?: answers,[^\d]* are| answers are|) ((?:\d ){{2,}}\d)", text)
        assert match, name
        found[id] = [int(x) for x in match[1].split()]
    return found


def result(id: str, rows: Mapping[str, Sequence[int]]) -> Any:
    instrument = load_instrument(id)
    answers: dict[str, int | None] = {}
    for scale, values in rows.items():
        for item, value in zip(instrument.items_of(scale), values, strict=True):
            answers[item.id] = instrument.keyed(item, value)
    return score_result(instrument, answers)


def row(text: str, first: str) -> list[str]:
    """Return the cells of the table's row that begins so, without the first."""
    found = re.search(rf"^\| {re.escape(first)} \|(.*)\|$", text, re.M)
    assert found, first
    return [cell.strip() for cell in found[1].split("|")]


def test_the_attachment_example() -> None:
    text = section("Attachment: four areas")
    rows = example("Attachment: four areas", {"anxiety": "anxiety", "avoidance": "avoidance"})
    found = result("attachment", rows)
    scales = [found["scales"][id] for id in ("anxiety", "avoidance")]
    assert row(text, "Sum of the answers") == [str(sum(values)) for values in rows.values()]
    assert row(text, "Score") == [f"{scale['score']:.2f}" for scale in scales]
    assert row(text, "Standard error (the floor of 0.29 plays no part)") == [f"{s['se']:.2f}" for s in scales]
    assert row(text, "90 % interval") == ["{:.2f} to {:.2f}".format(*s["interval90"]) for s in scales]
    below = [above_probability(4 - scale["score"], scale["se"]) for scale in scales]
    assert row(text, "Chance of lying below 4") == [f"{below[0]:.5f}", f"{below[1]:.2f}"]
    assert found["style"] == {"named": None, "between": ("secure", "dismissing")}
    told = f"Secure comes out at {found['regions']['secure']:.2f}, dismissing at {found['regions']['dismissing']:.2f}"
    assert told.replace("0.", ".") in text


def test_the_conflict_example() -> None:
    text = section("Conflict: five ways and two concerns")
    scales = load_instrument("conflict").scales
    rows = example("Conflict: five ways and two concerns", {one.id: one.title.lower() for one in scales})
    found = result("conflict", rows)
    assert row(text, "Score") == [f"{found['scales'][one.id]['score']:.2f}" for one in scales]
    first, second = found["scales"]["integrating"], found["scales"]["compromising"]
    assert {part["se"] for part in found["scales"].values()} == {first["se"]}
    assert f"the error of each score is 0.71 / √5 = {first['se']:.2f}" in text
    scores = {id: part["score"] for id, part in found["scales"].items()}
    highest = standing({id: Normal(score, first["se"]) for id, score in scores.items()}).chances[
        "integrating"
    ]
    assert f"by {first['score'] - second['score']:.2f}." in text
    assert f"the highest of the five is {highest:.2f}".replace("0.", ".") in text
    assert found["lead"]["named"] == "integrating"
    concerns = found["concerns"]
    assert (
        f"/ 4 = {concerns['self']['score']:.2f}, and concern for the other is {concerns['other']['score']:.2f}"
        in text
    )
    assert f"each with an error of {concerns['self']['se']:.2f}" in text


def test_the_values_example() -> None:
    text = section("Values: above and below your own average")
    rows = example(
        "Values: above and below your own average",
        {scale.id: scale.title.lower() for scale in load_instrument("values").scales},
    )
    found = result("values", rows)
    assert f"add up to {sum(map(sum, rows.values()))}" in text and f"average is {found['centre']:.2f}" in text
    score = {
        id: f"{part['score']:.2f}".replace("-", "−")
        for id, part in (found["scales"] | found["higher"]).items()
    }
    assert f"− 3.77 = {score['self_direction']}, and so are benevolence and universalism" in text
    assert score["self_direction"] == score["benevolence"] == score["universalism"]
    assert f"Power is {score['power']}." in text
    assert f"0.35 × 0.95 = {found['scales']['power']['se']:.2f}" in text
    assert (
        f"self-transcendence is {score['self_transcendence']}, openness {score['openness']}, conservation "
        f"{score['conservation']} and self-enhancement {score['self_enhancement']}"
    ) in text
    assert (found["lead"]["named"], found["trail"]["named"]) == ("self_transcendence", "self_enhancement")
    assert f"The direction is {found['position']['angle']:.0f} degrees" in text


def test_the_tables_count_the_statements() -> None:
    text = section("The statements")
    each = [load_instrument(id) for id in instrument_ids()]
    assert row(text, "Statements") == [str(len(one.items)) for one in each]
    assert row(text, "Short form") == [str(len(short_form(one).items)) for one in each]
    assert f"The {sum(len(one.items) for one in each)} statements" in PAGE
    log = section("Change log of the statements")
    for one in each:
        assert row(log, one.title.removesuffix(" profile"))[0] == one.version


def test_the_signs_of_haste_are_those_of_the_code() -> None:
    text = section("How firm a result is")
    assert f"each {WORDS_A_SECOND:.0f} words" in text and f"at least {MINIMUM_RUN}" in text


@pytest.mark.parametrize("id", instrument_ids())
def test_the_rates_of_the_note_are_those_of_the_simulation(id: str) -> None:
    instrument = load_instrument(id)
    told = row(section("How firm a result is"), instrument.title.removesuffix(" profile"))
    measured = [noted(answer, instrument) for answer in ANSWERING]
    assert told == [f"{100 * share:.0f} in 100" for share in measured]


def test_the_rates_of_the_short_forms_are_those_of_the_simulation() -> None:
    told = row(section("How firm a result is"), "The short forms")
    for cell, answer in zip(told, ANSWERING, strict=True):
        shares = [round(100 * noted(answer, short_form(load_instrument(id)))) for id in instrument_ids()]
        assert cell == f"{min(shares)} to {max(shares)} in 100"


def test_the_examples_of_two_people_are_worked_out_right() -> None:
    rows = re.findall(
        r"^\| ([\d.]+) \(error ([\d.]+)\) and ([\d.]+) \(error ([\d.]+)\) \| (.*) \|$",
        section("Two people side by side"),
        re.M,
    )
    assert len(rows) == 3
    for a, error_a, b, error_b, told in rows:
        found = difference(estimate(float(a), float(error_a), 1, 7), estimate(float(b), float(error_b), 1, 7))
        words = {"apart": "you differ", "alike": "alike", "open": "too close to tell"}[found.verdict]
        chances = " | ".join(f"{one:.2f}".lstrip("0") for one in (found.alike, found.apart))
        numbers = f"{found.difference:.2f} | {found.se:.2f} | {found.index:.2f} | {chances}"
        assert told == f"{numbers} | {words}"
