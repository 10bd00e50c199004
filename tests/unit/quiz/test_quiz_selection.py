"""Whose answers are used: copies once, people who go against the model not, and items that work differently are found."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from innerpersona_quiz.calibration.blocks import layout_of
from innerpersona_quiz.calibration.differential import differences
from innerpersona_quiz.calibration.errors import CalibrationError
from innerpersona_quiz.calibration.fitting import fit
from innerpersona_quiz.calibration.norms import norms
from innerpersona_quiz.calibration.selection import Scales, select, with_needed_factors
from innerpersona_quiz.calibration.study import _refuse_dependence
from innerpersona_quiz.cli import main
from innerpersona_quiz.wire.research import ResearchExport, parse_export
from tests.unit.quiz.clustered import FLAT, LAYOUT, answering, truth
from tests.unit.quiz.donations import INSTRUMENT, export

TRUTH = truth()
SLEEP = Path(__file__).parents[2] / "fixtures/instruments/sleep_habits"
BLANK = parse_export(export({item.id: 4 for item in INSTRUMENT.items}))


def scales(answers: Any) -> Scales:
    return Scales(5, {"scale": answers}, {"scale": LAYOUT})


def sheets(count: int) -> list[ResearchExport]:
    return [BLANK] * count


def test_people_who_answer_at_random_do_not_flatten_the_items() -> None:
    _, answers = answering(TRUTH, 1500, 4)
    source = np.random.default_rng(5)
    answers[:450] = source.integers(0, 5, (450, 12))
    found = select(sheets(1500), scales(answers))
    assert found.misfitting[:450].mean() > 0.6 and found.misfitting[450:].mean() < 0.15
    before = fit(answers, 5, LAYOUT, tolerance=1e-2).parameters[:, 0].mean() / TRUTH[:, 0].mean()
    after = found.starts["scale"][:, 0].mean() / TRUTH[:, 0].mean()
    assert before < 0.82 and after > 0.92


def test_where_everybody_follows_the_model_nobody_is_set_aside() -> None:
    found = select(sheets(1000), scales(answering(TRUTH, 1000, 6)[1]))
    assert found.misfitting.mean() < 0.01 and not found.repeated.any()


def test_copies_are_counted_once() -> None:
    _, answers = answering(TRUTH, 700, 7)
    found = select(sheets(760), scales(np.concatenate([answers, answers[:60]])))
    assert found.repeated[700:].mean() > 0.9 and found.repeated[:700].mean() < 0.01


def test_few_people_many_times_are_refused() -> None:
    _, answers = answering(TRUTH, 60, 8)
    # Some of them stand at the ends, where the same answers are several people's.
    with pytest.raises(CalibrationError, match=r"There are (6|7|8|9)\d usable sheets among 720"):
        select(sheets(720), scales(np.tile(answers, (12, 1))))


def test_the_same_answers_to_a_short_questionnaire_are_several_people() -> None:
    rows = TRUTH[:4].copy()
    rows[:, 1] = 0
    _, twelve = answering(TRUTH, 1500, 9)
    short = Scales(5, {"scale": twelve[:, :4]}, {"scale": layout_of([""] * 4)})
    assert select(sheets(1500), short).repeated.mean() < 0.02


def test_the_same_times_are_the_same_sheet_however_short() -> None:
    _, answers = answering(TRUTH, 600, 10)
    timed = replace(BLANK, sheet=replace(BLANK.sheet, seconds={"anx01": 2.5}))
    short = Scales(5, {"scale": np.full((600, 4), 2)}, {"scale": layout_of([""] * 4)})
    short.answers["scale"][:500] = answers[:500, :4]
    found = select([BLANK] * 500 + [timed] * 100, Scales(5, dict(short.answers), short.layouts))
    assert found.repeated[501:].all() and not found.repeated[500]


def test_facets_that_share_nothing_get_no_factor() -> None:
    rows = TRUTH.copy()
    rows[:, 1] = 0
    for parameters, layout in ((rows, FLAT), (TRUTH, LAYOUT)):
        chosen, _ = with_needed_factors(scales(answering(parameters, 800, 11)[1]))
        assert chosen.layouts["scale"].facets == layout.facets


def test_items_that_work_differently_are_named_and_groups_that_differ_are_not() -> None:
    source = np.random.default_rng(12)
    theta = source.standard_normal(3000)
    groups = ["de" if n % 2 else "en" for n in range(3000)]
    german = np.array([group == "de" for group in groups])
    theta[german] += 0.6  # they differ, and no item is at fault
    own = np.repeat(source.standard_normal((3000, 3)), 4, axis=1)
    z = (theta[:, None] * TRUTH[:, 0] + own * TRUTH[:, 1])[:, :, None] + TRUTH[:, 2:]
    z[german, 5] += 0.9 * TRUTH[5, 0]
    answers = (source.random((3000, 12, 1)) < 1 / (1 + np.exp(-z))).sum(axis=2)
    found = differences(fit(answers, 5, LAYOUT, tolerance=1e-2), answers, 5, groups)
    assert [n for n, item in enumerate(found) if any(group.named for group in item)] == [5]
    by_group = {one.group: one for one in found[5]}
    assert by_group["de"].effect > 0.2 > -0.2 > by_group["en"].effect and by_group["de"].p < 0.01
    assert differences(fit(answers, 5, LAYOUT, tolerance=1e-2), answers, 5, ["en"] * 3000)[0] == []


def test_norms_by_age_have_numbers_months_and_intervals() -> None:
    theta = np.random.default_rng(13).standard_normal(1000)
    people = [
        replace(BLANK, age_band="18-24" if n < 300 else "undisclosed", month="2026-10" if n else "2026-09")
        for n in range(1000)
    ]
    found = norms(theta, people)
    band = found["by_age"]["18-24"]
    assert list(found["by_age"]) == ["18-24"] and band["n"] == 300
    assert (band["first_month"], band["last_month"]) == ("2026-09", "2026-10")
    assert len(found["percentiles"]) == 99
    low, high = found["intervals"]["50"]
    # The error of a median is 1.2533 / sqrt(n): a 90 % interval of .13.
    assert low < found["percentiles"][49] < high and 0.08 < high - low < 0.19


def test_items_that_repeat_each_other_are_refused_unless_accepted() -> None:
    pair = {"items": ["one", "two"], "q3": 0.45}
    for scale in (
        {"local_dependence": [pair], "coverage": 0.9},
        {"local_dependence": [], "coverage": 0.8},
    ):
        with pytest.raises(CalibrationError, match="--accept-dependence"):
            _refuse_dependence({"x": scale})
    _refuse_dependence({"x": {"local_dependence": [{**pair, "q3": 0.3}], "coverage": 0.89}})


def test_any_questionnaire_is_calibrated_from_its_folder(tmp_path: Path) -> None:
    from innerpersona_quiz.instruments import add_folders, load_instrument, remove_folders

    add_folders([SLEEP])
    sleep = load_instrument(SLEEP.name)
    remove_folders([SLEEP.name])
    source = np.random.default_rng(14)
    levels = range(sleep.lowest, sleep.highest)
    place = {scale.id: source.standard_normal(600) for scale in sleep.scales}
    given: dict[str, Any] = {
        item.id: sleep.lowest
        + sum(
            source.random(600)
            < 1 / (1 + np.exp(-1.5 * place[item.scale] - 1.2 * (n - len(levels) / 2 + 0.5)))
            for n, _ in enumerate(levels)
        )
        for item in sleep.items
    }
    donated = [
        {
            "research_export": 1,
            "instrument": sleep.id,
            "instrument_version": sleep.version,
            "instrument_hash": sleep.hash,
            "month": "2026-11",
            "age_band": "25-34",
            "locale": "en",
            "gender": "woman",
            "answers": {item.id: sleep.keyed(item, int(given[item.id][n])) for item in sleep.items},
        }
        for n in range(600)
    ]
    (tmp_path / "all.json").write_text(json.dumps(donated), encoding="utf-8")
    output = tmp_path / "calibration.json"
    arguments = ["calibrate", str(tmp_path / "all.json"), "--file", str(SLEEP), "--sample", "Made up."]
    assert main([*arguments, "-o", str(output)]) == 0
    content = json.loads(output.read_text(encoding="utf-8"))
    assert content["instrument"] == "sleep_habits" and set(content["scales"]) == set(place)
    assert content["sample"]["genders"] == {"woman": content["sample"]["n"]}
