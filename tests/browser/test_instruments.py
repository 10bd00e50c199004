"""All three questionnaires, as a visitor takes them: known answers by keyboard give the numbers worked out by hand."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import Quiz, answer_all, open_quiz, wait_for_report
from tests.fixtures.questionnaires import IDS

WIDTHS = (320, 360, 768, 1280)


@dataclass(frozen=True)
class Case:
    """The keyed answer to every item of each scale, and what must come out of it: (score, standard error)."""

    instrument: str
    highest: int
    keyed: dict[str, int]
    expected: dict[str, tuple[str, str]]


# Every scale is answered evenly, so each mean's error is the floor, one step's rounding error: 1 / sqrt(12) = 0.2887.
CONFLICT = Case(
    "conflict",
    5,
    {"integrating": 5, "dominating": 1, "obliging": 3, "avoiding": 2, "compromising": 4},
    {
        "integrating": ("5.00", "0.29"),
        "dominating": ("1.00", "0.29"),
        "obliging": ("3.00", "0.29"),
        "avoiding": ("2.00", "0.29"),
        "compromising": ("4.00", "0.29"),
    },
)

# Mean of all thirty: (2 x 6 + 2 x 1 + 6 x 3) / 10 = 3.2. Taking it out leaves 0.9 of a scale's variance:
# (1 - 1/10)^2 + 9 (1/10)^2 = 0.9, and sqrt(0.9) x 0.2887 = 0.2739.
VALUES = Case(
    "values",
    6,
    dict.fromkeys(("self_direction", "stimulation", "hedonism", "security", "conformity", "tradition"), 3)
    | {"benevolence": 6, "universalism": 6, "achievement": 1, "power": 1},
    dict.fromkeys(("self_direction", "hedonism", "tradition"), ("-0.20", "0.27"))
    | dict.fromkeys(("benevolence", "universalism"), ("2.80", "0.27"))
    | dict.fromkeys(("achievement", "power"), ("-2.20", "0.27")),
)


def _items(root: Path, instrument: str) -> dict[str, dict[str, object]]:
    """The instrument's items by id, read from its file and not through the package."""
    source = root / "quiz" / "src" / "innerpersona_quiz" / "instruments" / instrument / "questionnaire.toml"
    return {item["id"]: item for item in tomllib.loads(source.read_text(encoding="utf-8"))["items"]}


@pytest.mark.sampled
@pytest.mark.parametrize("case", [CONFLICT, VALUES], ids=lambda case: case.instrument)
def test_known_answers_by_keyboard_give_the_expected_numbers(
    page: Page, server: StaticServer, root: Path, complaints: list[str], case: Case
) -> None:
    items = _items(root, case.instrument)

    def choose(item: str) -> int:
        keyed = case.keyed[str(items[item]["scale"])]
        return case.highest + 1 - keyed if items[item].get("reverse") else keyed

    open_quiz(page, f"{server.url}quiz/{case.instrument}/")
    assert answer_all(page, choose) == list(items)
    assert page.evaluate("document.activeElement.dataset.action") == "see-result"
    page.keyboard.press("Enter")
    wait_for_report(page)
    for scale, (score, error) in case.expected.items():
        shown = page.locator(f'[data-report] [data-scale="{scale}"]')
        assert (shown.get_attribute("data-score"), shown.get_attribute("data-se")) == (score, error), scale
    assert page.evaluate("document.activeElement.matches('[data-report]')")
    assert not complaints


@pytest.mark.sampled
@pytest.mark.parametrize("quiz", ["attachment", "conflict", "values", *IDS], indirect=True)
def test_form_and_report_fit_every_screen(page: Page, quiz: Quiz) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        open_quiz(page, quiz.url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    answer_all(page, lambda item: 1 + sum(map(ord, item)) % 5)
    page.click("[data-action=see-result]")
    wait_for_report(page)
    for detail in page.locator("[data-report] details").all():
        detail.evaluate("one => { one.open = true; }")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        small = page.locator("ip-report :is(p, li, td, th, figcaption)").evaluate_all(
            "all => all.filter((one) => parseFloat(getComputedStyle(one).fontSize) < 12).map((one) => one.textContent)"
        )
        assert small == []
