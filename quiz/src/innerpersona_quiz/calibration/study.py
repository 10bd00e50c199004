"""From screened sheets to the content of a calibration file."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np

from innerpersona_quiz.calibration.alternatives import sensitivity_table
from innerpersona_quiz.calibration.curves import Array, thresholds
from innerpersona_quiz.calibration.differential import ItemDifference, differences
from innerpersona_quiz.calibration.donated import Screened
from innerpersona_quiz.calibration.errors import CalibrationError
from innerpersona_quiz.calibration.fitting import TOLERANCE, Fit, Sample
from innerpersona_quiz.calibration.information import covariance
from innerpersona_quiz.calibration.item_fit import ItemFit, item_fits
from innerpersona_quiz.calibration.model_fit import model_fit
from innerpersona_quiz.calibration.norms import norms
from innerpersona_quiz.calibration.quality import (
    DEPENDENT_FROM,
    coverage,
    expected_at_nodes,
    reliability,
    residual_correlations,
    traits,
)
from innerpersona_quiz.calibration.selection import LEAST_PEOPLE, Selection, arranged, fitted, select
from innerpersona_quiz.instruments.calibration_file import FORMAT
from innerpersona_quiz.model import Instrument, Item
from innerpersona_quiz.wire.research import ResearchExport

METHOD = (
    "Graded response model, one scale at a time, by marginal maximum likelihood (EM with dimension reduction, SQUAREM; "
    "61 nodes on [-6, 6]; theta is standard normal in the sample). Where a scale has three facets or more of two items "
    "or more, and BIC prefers it, bifactor: a general factor theta, and a factor s of each facet; P(X >= k) = 1 / (1 + "
    "exp(-(a (theta - b_k) + c s))), the slopes c with a normal prior (0, 2). Standard errors from the cross-products "
    "of people's slopes. Item fit: S-X2 over groups of sum scores. Model fit: C2, with its RMSEA, and SRMSR. Local "
    "dependence: Q3 less its average. Omega: the sum score's, implied by the model; omega_h: the general factor's part "
    "of it. Coverage: of the 90 % predictive interval for one facet's sum from the other facets. Copies are counted "
    "once; set aside are people whose lz is too low beside that of simulated people (false discovery rate .10), or who "
    "are likelier to have answered at random than by the model. Differential item functioning: mean and slope of what "
    "answers leave beside the prediction from the other facets (without facets, the other items) under the group's own "
    "normal distribution, with purification; named from .2 standard deviations on at p < .01 after Bonferroni."
)

LEAST_COVERAGE = 0.86
"""Below this, with 500 people three standard errors from .90, a scale's ranges are too narrow to print."""

STRONG_DEPENDENCE = 0.4
"""From this Q3 above average on a pair is nearly one item twice, and a scale's ranges are too narrow."""


def calibrate(
    screened: Screened, instrument: Instrument, how: str, accept_dependence: bool = False
) -> dict[str, Any]:
    """Return the content of a calibration file, to be read by `calibration_file.parse_calibration`.

    `how` says how the people came to take part.

    Raises CalibrationError if there are fewer than LEAST_PEOPLE sheets left after screening, if a scale cannot be fitted,
    or, unless `accept_dependence`, if its items depend on each other so strongly that its errors would be too small.
    """
    if len(screened.kept) < LEAST_PEOPLE:
        aside = sum(screened.set_aside.values())
        raise CalibrationError(
            f"There are {len(screened.kept)} usable sheets ({aside} set aside), and a calibration needs {LEAST_PEOPLE}. "
            "Collect more."
        )
    selection = select(screened.kept, arranged(screened.kept, instrument))
    used = selection.scales.of(selection.kept)
    fits = fitted(used, selection.starts, TOLERANCE)
    kept = [export for export, is_kept in zip(screened.kept, selection.kept, strict=True) if is_kept]
    months = sorted(export.month for export in kept)
    content: dict[str, Any] = {
        "calibration": FORMAT,
        "instrument": instrument.id,
        "instrument_version": instrument.version,
        "instrument_hash": instrument.hash,
        "method": METHOD,
        "sample": {
            "n": len(kept),
            "first_month": months[0],
            "last_month": months[-1],
            "how": how.strip(),
            "age_bands": _counted(export.age_band for export in kept),
            "locales": _counted(export.locale for export in kept),
            "genders": _counted(export.gender or "undisclosed" for export in kept),
            "set_aside": screened.set_aside | _set_aside(selection),
        },
        "scales": {
            id: _scale(Sample(answers, used.categories, used.layouts[id]), fits[id], instrument, id, kept)
            for id, answers in used.answers.items()
        },
        "sensitivity": sensitivity_table(selection, arranged(screened.careless, instrument).answers, fits),
    }
    if not accept_dependence:
        _refuse_dependence(content["scales"])
    return content


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _set_aside(selection: Selection) -> dict[str, int]:
    counts = {
        "sent more than once": int(selection.repeated.sum()),
        "answers that do not go together": int(selection.misfitting.sum()),
    }
    return {reason: count for reason, count in counts.items() if count}


def _refuse_dependence(scales: dict[str, Any]) -> None:
    faults = []
    for id, scale in scales.items():
        strong = [pair for pair in scale["local_dependence"] if pair["q3"] >= STRONG_DEPENDENCE]
        faults += [
            f"{id}: {' and '.join(pair['items'])} repeat each other (Q3 {pair['q3']})." for pair in strong
        ]
        if scale["coverage"] is not None and scale["coverage"] < LEAST_COVERAGE:
            faults.append(f"{id}: 90 % ranges for one facet from the others hold {scale['coverage']:.0%}.")
    if faults:
        lines = "\n".join(faults)
        raise CalibrationError(
            f"{lines}\nItems depend on each other beyond what the model takes up, so errors would be too small. Give the "
            "facets of the questionnaire, or rewrite one of each pair; --accept-dependence writes the file all the same."
        )


def _scale(
    sample: Sample, found: Fit, instrument: Instrument, scale_id: str, exports: list[ResearchExport]
) -> dict[str, Any]:
    items = instrument.items_of(scale_id)
    try:
        errors = covariance(sample, found)
    except CalibrationError as error:
        raise CalibrationError(f"{scale_id}: {error}") from error
    scores = traits(found.posterior)
    fits = item_fits(sample, found)
    whole = model_fit(sample, found)
    reliabilities = reliability(sample, found, scores)
    q3 = residual_correlations(sample, found)
    covered = coverage(sample, found.parameters, _clusters(items))
    return {
        "items": {
            item.id: _item(sample, found, errors, fits, position) | {"facet": item.facet or None}
            for position, item in enumerate(items)
        },
        "expected": [_r(instrument.lowest + value) for value in expected_at_nodes(sample, found)],
        "local_dependence": [
            {"items": [items[other].id, items[one].id], "q3": _r(q3[one, other])}
            for one in range(len(items))
            for other in range(one)
            if q3[one, other] >= DEPENDENT_FROM
        ],
        "coverage": None if covered is None else _r(covered),
        "fit": None
        if whole is None
        else {
            "c2": _r(whole.c2),
            "df": whole.df,
            "p": _r(whole.p),
            "rmsea": _r(whole.rmsea),
            "srmsr": _r(whole.srmsr),
        },
        "reliability": {
            "marginal": _r(reliabilities.marginal),
            "omega": _r(reliabilities.omega),
            "omega_h": _r(reliabilities.omega_h),
            "alpha": None if reliabilities.alpha is None else _r(reliabilities.alpha),
        },
        "log_likelihood": _r(found.log_likelihood),
        "rounds": found.rounds,
        "norms": norms(scores.theta, exports),
        "differential": _differential(sample, found, items, exports),
    }


def _differential(
    sample: Sample, found: Fit, items: tuple[Item, ...], exports: list[ResearchExport]
) -> dict[str, Any]:
    """Return by grouping, item and group how items work, where there are groups to compare."""
    groupings = {
        "age_band": ["" if one.age_band == "undisclosed" else one.age_band for one in exports],
        "locale": ["" if one.locale == "und" else one.locale for one in exports],
        "gender": [one.gender or "" for one in exports],
    }
    tables = {
        name: differences(found, sample.answers, sample.categories, groups)
        for name, groups in groupings.items()
    }
    return {
        name: {item.id: _groups(one) for item, one in zip(items, table, strict=True)}
        for name, table in tables.items()
        if table[0]
    }


def _groups(found: list[ItemDifference]) -> dict[str, Any]:
    return {
        one.group: {"effect": _r(one.effect), "slope": _r(one.slope), "p": _r(one.p), "named": one.named}
        for one in found
    }


def _clusters(items: tuple[Item, ...]) -> list[list[int]]:
    facets: dict[str, list[int]] = {}
    for position, item in enumerate(items):
        facets.setdefault(item.facet, []).append(position)
    return list(facets.values())


def _item(
    sample: Sample, found: Fit, errors: Array, fits: list[ItemFit | None], position: int
) -> dict[str, Any]:
    """Return an item's parameters with their errors, those of b = -d / a by the delta method."""
    row = found.parameters[position]
    size = len(row)
    block = errors[position * size : (position + 1) * size, position * size : (position + 1) * size]
    a, d = row[0], row[2:]
    variance_b = (block.diagonal()[2:] + (d / a) ** 2 * block[0, 0] - 2 * d / a * block[0, 2:]) / a**2
    fitted = fits[position]
    alone = bool(sample.fixed[position])
    return {
        "a": _r(a),
        "a_se": _r(np.sqrt(block[0, 0])),
        "b": [_r(value) for value in thresholds(row[None, :])[0]],
        "b_se": [_r(value) for value in np.sqrt(variance_b)],
        "c": None if alone else _r(row[1]),
        "c_se": None if alone else _r(np.sqrt(block[1, 1])),
        "smoothed": bool(found.smoothed[position]),
        "fit": None
        if fitted is None
        else {"s_x2": _r(fitted.x2), "df": fitted.df, "p": _r(fitted.p), "rmsea": _r(fitted.rmsea)},
    }


def _r(value: Any) -> float:
    return round(float(value), 6) + 0.0
