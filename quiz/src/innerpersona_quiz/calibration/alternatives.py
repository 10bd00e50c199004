"""The sensitivity table: what would have come out of a calibration if other choices had been made."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from innerpersona_quiz.calibration.blocks import Answers, layout_of
from innerpersona_quiz.calibration.curves import Array, thresholds
from innerpersona_quiz.calibration.errors import CalibrationError
from innerpersona_quiz.calibration.fitting import Fit, Sample, fit
from innerpersona_quiz.calibration.quality import traits
from innerpersona_quiz.calibration.selection import LOOSE, Scales, Selection


def sensitivity_table(
    selection: Selection, careless: Mapping[str, Answers], fits: Mapping[str, Fit]
) -> dict[str, dict[str, Any]]:
    """Return, by scale and choice, how the results would differ; choices that change nothing are left out.

    `careless` are the answers of people set aside before the fit. Of each choice: n, the mean of a as a share of the
    calibration's, the largest changes of an item's a and b, and by how many percentile points a person of the
    calibration's sample moves on average.
    """
    table: dict[str, dict[str, Any]] = {}
    for id, found in fits.items():
        everyone, kept = selection.scales.answers[id], selection.scales.answers[id][selection.kept]
        samples: dict[str, Answers] = {}
        if selection.misfitting.any():
            samples["misfitting people kept"] = everyone[~selection.repeated]
        if selection.repeated.any():
            samples["copies kept"] = everyone[~selection.misfitting]
        if len(careless[id]):
            samples["careless sheets kept"] = np.concatenate([kept, careless[id]])
        layouts = dict.fromkeys(samples, found.layout)
        if found.layout.facets:
            samples["no factors of facets"] = kept
            layouts["no factors of facets"] = layout_of([""] * kept.shape[1])
        table[id] = {}
        for name, answers in samples.items():
            try:
                other = fit(answers, selection.scales.categories, layouts[name], found.parameters, LOOSE)
            except CalibrationError as error:
                table[id][name] = {"n": len(answers), "not_fitted": str(error)}
                continue
            table[id][name] = _row(selection.scales, kept, found, other, len(answers))
    return table


def _row(scales: Scales, kept: Answers, found: Fit, other: Fit, n: int) -> dict[str, Any]:
    scores = [
        traits(Sample(kept, scales.categories, one.layout).expectation(one.parameters).posterior).theta
        for one in (found, other)
    ]
    moved = np.abs(_ranks(scores[0]) - _ranks(scores[1])).mean() * 100
    a, b = found.parameters[:, 0], thresholds(found.parameters)
    return {
        "n": n,
        "mean_a": _r(other.parameters[:, 0].mean() / a.mean()),
        "largest_change_of_a": _r(np.abs(other.parameters[:, 0] - a).max()),
        "largest_change_of_b": _r(np.abs(thresholds(other.parameters) - b).max()),
        "percentile_points": _r(moved),
    }


def _ranks(theta: Array) -> Array:
    ranks = np.empty(len(theta))
    ranks[np.argsort(theta, kind="stable")] = np.arange(len(theta)) / len(theta)
    return ranks


def _r(value: Any) -> float:
    return round(float(value), 6) + 0.0
