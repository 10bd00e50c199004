"""Before a study: how exact a calibration from so many people will be."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from innerpersona_quiz.calibration.blocks import layout_of
from innerpersona_quiz.calibration.curves import Array
from innerpersona_quiz.calibration.fitting import Fit, Sample
from innerpersona_quiz.calibration.information import covariance
from innerpersona_quiz.calibration.quality import traits
from innerpersona_quiz.calibration.sum_scores import simulated
from innerpersona_quiz.model import Instrument

SLOPE, OWN_SLOPE, REACH = 1.6, 0.8, 1.6
"""What is assumed of items that nobody has calibrated: a; c where facets have factors; outer thresholds at ± REACH."""

SIMULATED, SCORED, DRAWS = 4000, 400, 20
PLACES = (5, 25, 50, 75, 95)


def plan(instrument: Instrument, numbers: Sequence[int]) -> dict[str, Any]:
    """Return by number of people and scale which standard errors to expect.

    `a`, `b`: the median and the largest of the items' errors. `theta`: of a score, from the answers alone
    (`of_answers`) and with what the errors of the parameters add (`whole`). `percentiles`: of each of PLACES, in
    percentile points, sqrt(p (1 - p) / n). They rest on the calibration of the questionnaire where it has one, else on
    made-up parameters.
    """
    source = np.random.default_rng(20261130)
    table: dict[str, Any] = {}
    for scale in instrument.scales:
        rows, sample, found = _model(instrument, scale.id, source)
        of_one = covariance(sample, found) * SIMULATED
        errors = [_errors(rows, of_one / n) for n in numbers]
        scores = [_score_errors(sample, found, of_one / n, source) for n in numbers]
        for n, error, score in zip(numbers, errors, scores, strict=True):
            table.setdefault(str(n), {})[scale.id] = error | {"theta": score}
    return {
        "instrument": instrument.id,
        "assumed": instrument.calibration is None,
        "people": {
            str(n): {
                "scales": table[str(n)],
                "percentiles": {str(q): _r(np.sqrt(q * (100 - q) / n)) for q in PLACES},
            }
            for n in numbers
        },
    }


def _model(instrument: Instrument, scale_id: str, source: np.random.Generator) -> tuple[Array, Sample, Fit]:
    items = instrument.items_of(scale_id)
    layout = layout_of([item.facet for item in items])
    steps = len(instrument.choices) - 1
    if instrument.calibration is None:
        shared = {item for facet in layout.facets for item in facet}
        shift = np.linspace(-0.5, 0.5, len(items))[:, None]
        spread = np.linspace(-REACH, REACH, steps)[None, :] if steps > 1 else np.zeros((1, 1))
        b = shift + spread
        a = np.full(len(items), SLOPE)
        c = np.array([OWN_SLOPE if n in shared else 0.0 for n in range(len(items))])
    else:
        known = [instrument.calibration.scales[scale_id].parameters[item.id] for item in items]
        layout = layout_of([one.facet for one in known])
        a, c = np.array([one.a for one in known]), np.array([one.c for one in known])
        b = np.array([one.b for one in known])
    rows = np.column_stack([a, c, -a[:, None] * b])
    sample = Sample(simulated(rows, layout, SIMULATED, source), steps + 1, layout)
    posterior = sample.expectation(rows).posterior
    return rows, sample, Fit(layout, rows, 0.0, 0, sample.smoothed, posterior)


def _errors(rows: Array, of_all: Array) -> dict[str, dict[str, float]]:
    size = rows.shape[1]
    errors_a, errors_b = [], []
    for item, row in enumerate(rows):
        block = of_all[item * size : (item + 1) * size, item * size : (item + 1) * size]
        a, d = row[0], row[2:]
        variances = (block.diagonal()[2:] + (d / a) ** 2 * block[0, 0] - 2 * d / a * block[0, 2:]) / a**2
        errors_a.append(np.sqrt(block[0, 0]))
        errors_b.extend(np.sqrt(variances))
    return {
        name: {"median": _r(np.median(errors)), "largest": _r(np.max(errors))}
        for name, errors in (("a", errors_a), ("b", errors_b))
    }


def _score_errors(sample: Sample, found: Fit, of_all: Array, source: np.random.Generator) -> dict[str, float]:
    """Return the errors of scores, with the parameters drawn as often as a study would be repeated."""
    few = Sample(sample.answers[:SCORED], sample.categories, sample.layout)
    scores = traits(few.expectation(found.parameters).posterior)
    drawn = []
    for _ in range(DRAWS):
        moved = source.multivariate_normal(found.parameters.ravel(), of_all, method="eigh")
        rows: Array = np.asarray(moved.reshape(found.parameters.shape))
        rows[:, 0] = np.maximum(rows[:, 0], 0.05)
        rows[:, 2:] = -np.sort(-rows[:, 2:], axis=1) - np.arange(rows.shape[1] - 2) * 1e-6
        drawn.append(traits(few.expectation(rows).posterior).theta)
    of_answers = float((scores.se**2).mean())
    return {
        "of_answers": _r(np.sqrt(of_answers)),
        "whole": _r(np.sqrt(of_answers + float(np.var(drawn, axis=0).mean()))),
    }


def _r(value: Any) -> float:
    return round(float(value), 4) + 0.0
