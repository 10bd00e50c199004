"""The self-check: its files are those of the code, its figures keep what reports promise, and the page repeats them."""

import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from innerpersona_quiz.cli import main
from innerpersona_quiz.instruments import instrument_folder, instrument_ids
from innerpersona_quiz.validation.self_check import (
    FILE,
    PEOPLE,
    load_self_check,
    self_check,
    self_check_text,
)

LONG = bool(os.environ.get("INNERPERSONA_LONG"))
FEW = 120
PAGE = (Path(__file__).parents[3] / "docs" / "about" / "method.md").read_text(encoding="utf-8")


def stored(id: str) -> dict[str, Any]:
    found = load_self_check(id)
    assert found is not None and found["people"] == PEOPLE
    return found


@pytest.mark.parametrize("id", instrument_ids())
def test_the_file_is_what_the_code_finds(id: str) -> None:
    """With few people each figure is near the stored one; in the long run the file is the same, byte for byte."""
    if LONG:
        assert self_check_text(self_check(id), PEOPLE) == (instrument_folder(id) / FILE).read_text("utf-8")
        return
    found = self_check(id, FEW)
    for form, figures in found.items():
        assert figures.keys() == stored(id)[form].keys()
        for name, share in figures.items():
            if name != "reliability":
                told = stored(id)[form][name]
                # One case a person at least; those of one person hang together, so none counts as more than one.
                room = 0.02 + 4 * (max(told * (1 - told), 0.01) / FEW) ** 0.5
                assert share == pytest.approx(told, abs=room), (form, name)


@pytest.mark.parametrize("id", instrument_ids())
def test_what_reports_promise_is_kept(id: str) -> None:
    for form in ("full", "short"):
        figures = stored(id)[form]
        assert figures["interval"] >= 0.9
        for name in ("level_true", "difference_true", "likeness_true"):
            assert 0.80 <= figures[name] <= 0.98, (form, name)
        assert figures["change_of_none"] == pytest.approx(0.05, abs=0.0125)
        assert figures["difference_of_equals"] <= 0.12 and figures["careless_reader"] <= 0.05
        assert figures["change_of_none"] < figures["change_of_half"] < figures["change_of_one"]
        for said, true, count in figures["reliability"]:
            assert true == pytest.approx(said, abs=0.05 + 3 * (0.25 / count) ** 0.5), (form, said)
    assert stored(id)["full"]["careless_random"] >= 0.90 and stored(id)["short"]["careless_random"] >= 0.70


def test_the_same_number_of_people_gives_the_same_figures() -> None:
    assert self_check("conflict", 5) == self_check("conflict", 5) != self_check("conflict", 6)


def test_the_command_writes_the_file(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "found.toml"
    assert main(["self-check", "conflict", "--people", "5", "-o", str(path)]) == 0
    assert tomllib.loads(path.read_text("utf-8"))["full"] == self_check("conflict", 5)["full"]
    assert f"Wrote {path}." in capsysbinary.readouterr().out.decode()
    assert main(["self-check", "nothing"]) == 2 and main(["self-check", "conflict", "--people", "1"]) == 2


def test_the_page_repeats_the_rates_of_change() -> None:
    text = re.sub(r"\s+", " ", PAGE)
    full = [stored(id)["full"] for id in ("attachment", "conflict", "values")]
    short = [stored(id)["short"] for id in ("attachment", "conflict", "values")]

    def hundredths(figures: list[dict[str, Any]], name: str) -> list[str]:
        return [f"{100 * one[name]:.0f}" for one in figures]

    one, two, three = hundredths(full, "change_of_none_anywhere")
    assert f"in {one} of 100 people for attachment, {two} for conflict and {three} for values" in text
    one, two, three = hundredths(full, "change_of_one")
    assert f"in {one} of 100 people for attachment, {two} for conflict and {three} for values" in text
    one, two, three = hundredths(short, "change_of_one")
    assert f"in the short forms in {one}, {two} and {three}" in text
    equals = hundredths(full, "difference_of_equals")
    assert f"make {min(equals, key=int)} to {max(equals, key=int)} in 100 pairs" in text
    assert f"up to {max(hundredths(short, 'difference_of_equals'), key=int)} in the short forms" in text
