"""A questionnaire whose calibration has facets' factors, scored as a browser scores it."""

import random
from dataclasses import replace
from typing import Any

import pytest

from innerpersona_quiz.instruments.calibration_file import parse_calibration
from innerpersona_quiz.instruments.parsing import short_form
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.calibrated import Swaps
from innerpersona_quiz.scoring.scales import score_scale
from tests.unit.quiz import calibrations
from tests.unit.quiz.answering import attentive
from tests.unit.quiz.calibrations import CALIBRATED, INSTRUMENT


def with_factors(c: float) -> Instrument:
    """Return the questionnaire with the same slope of every item on its facet's factor."""
    content: dict[str, Any] = calibrations.table()
    facets = {item.id: item.facet for item in INSTRUMENT.items}
    for scale in content["scales"].values():
        for id, item in scale["items"].items():
            item |= {"c": c, "facet": facets[id]}
    text = calibrations.text(content)
    return replace(
        INSTRUMENT, calibration=parse_calibration(text, "x.json", INSTRUMENT.hash, INSTRUMENT.items, 6)
    )


CLUSTERED = with_factors(1.2)
SHEET = attentive(INSTRUMENT, random.Random(6)) | {"anx02": None}


def trait(instrument: Instrument, sheet: dict[str, int | None]) -> tuple[float, float]:
    found = score_scale(instrument, "anxiety", sheet).scale.trait
    assert found is not None
    return found.theta, found.se


def test_without_slopes_on_facets_the_scores_are_those_of_one_factor() -> None:
    # A facet's grid adds up probabilities, the other way logarithms: equal to the last printed digit.
    assert trait(with_factors(0.0), SHEET) == pytest.approx(trait(CALIBRATED, SHEET), abs=2e-6)


def test_errors_are_wider_where_items_of_a_facet_repeat_each_other() -> None:
    assert trait(CLUSTERED, SHEET)[1] > 1.25 * trait(CALIBRATED, SHEET)[1]


def test_the_short_form_is_scored_with_the_same_factors() -> None:
    short = short_form(CLUSTERED)
    kept = {item.id: SHEET[item.id] for item in short.items}
    assert trait(short, kept)[1] > trait(CLUSTERED, SHEET)[1]


def test_a_swapped_answer_gives_what_scoring_anew_gives() -> None:
    calibration = CLUSTERED.calibration
    assert calibration is not None
    swaps = Swaps(CLUSTERED, calibration, "anxiety", SHEET)
    for item in INSTRUMENT.items_of("anxiety")[:5]:
        given = SHEET[item.id]
        if given is None:
            continue
        for value in (1, 4, 7):
            anew = score_scale(CLUSTERED, "anxiety", SHEET | {item.id: value}).scale.estimate
            found = swaps.changed(item, given, value)
            assert anew is not None and found is not None
            assert found.score == pytest.approx(anew.score, abs=1e-6)
            assert found.below(4.0) == pytest.approx(anew.below(4.0), abs=1e-6)
