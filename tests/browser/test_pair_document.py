"""The saved report for two, as a file of its own: three pages of paper, and no wider than a phone."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.report import comparison
from innerpersona_quiz.report.comparison_view import ComparisonView, view
from tests.unit.quiz.pages import as_read
from tests.unit.quiz.pairs import pairs

NAMES = ("Maximilian-Ferdinand Abc", "Wilhelmine-Charlotte Xyz")
OFF: Mapping[str, Mapping[str, float]] = {
    id: {scale.id: load_instrument(id).score_range[1] for scale in load_instrument(id).scales}
    for id in instrument_ids()
}
"""Guesses at every scale, each as high as can be."""


def letters(shown: ComparisonView) -> int:
    told = [*shown.alike, *shown.apart]
    for one in shown.frictions:
        told += [one.what, one.evidence, *one.talk, one.advice]
    return sum(len(as_read(passage)) for passage in told)


@cache
def fullest() -> str:
    """Return the longest report of 400 simulated pairs, with guesses, a broken promise and the longest names."""
    a, b = max(pairs(400), key=lambda pair: letters(view(*pair)))
    return comparison.document(replace(a, name=NAMES[0]), replace(b, name=NAMES[1]), (OFF, OFF), "broken")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_fullest_report_is_printed_on_three_pages(browser: Browser, paper: str, tmp_path: Path) -> None:
    file = tmp_path / "both.html"
    file.write_text(fullest(), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    printed = page.pdf(format=paper, print_background=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 3


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_wider_than_the_screen(browser: Browser, width: int, tmp_path: Path) -> None:
    file = tmp_path / "both.html"
    file.write_text(fullest(), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
