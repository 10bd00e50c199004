"""From screened sheets to the content of a calibration file."""

from collections import Counter
from typing import Any

import numpy as np

from innerpersona_quiz.calibration.curves import thresholds
from innerpersona_quiz.calibration.donated import Screened
from innerpersona_quiz.calibration.errors import CalibrationError
from innerpersona_quiz.calibration.fitting import Answers, Fit, fit
from innerpersona_quiz.calibration.item_fit import ItemFit, item_fits
from innerpersona_quiz.calibration.quality import (
    DEPENDENT_FROM,
    percentiles,
    reliability,
    residual_correlations,
    traits,
)
from innerpersona_quiz.instruments.calibration_file import FORMAT
from innerpersona_quiz.model import Instrument, Item

LEAST_PEOPLE = 500
"""No calibration is made from fewer people: thresholds of rare answers would be guesses."""

METHOD = (
    "Graded response model, one scale at a time, by marginal maximum likelihood (EM; 61 nodes on [-6, 6]; theta is "
    "standard normal in the sample). Standard errors from the observed information. Item fit: S-X2 over groups of "
    "sum scores. Local dependence: Q3 less its average. Omega: the sum score's, implied by the model."
)


def calibrate(screened: Screened, instrument: Instrument, how: str) -> dict[str, Any]:
    """Return the content of a calibration file, to be read by `calibration_file.parse_calibration`.

    `how` says how the people came to take part. Raises CalibrationError if there are fewer than LEAST_PEOPLE sheets
    left after screening, or if a scale cannot be fitted.
    """
    kept = screened.kept
    if len(kept) < LEAST_PEOPLE:
        aside = sum(screened.set_aside.values())
        raise CalibrationError(
            f"There are {len(kept)} usable sheets ({aside} set aside), and a calibration needs {LEAST_PEOPLE}. "
            "Collect more."
        )
    months = sorted(export.month for export in kept)
    return {
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
            "set_aside": screened.set_aside,
        },
        "scales": {scale.id: _scale(screened, instrument, scale.id) for scale in instrument.scales},
    }


def _counted(values: Any) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _scale(screened: Screened, instrument: Instrument, scale_id: str) -> dict[str, Any]:
    items = instrument.items_of(scale_id)
    answers = keyed_matrix(screened, instrument, items)
    try:
        found = fit(answers, len(instrument.choices))
    except CalibrationError as error:
        raise CalibrationError(f"{scale_id}: {error}") from error
    scores = traits(found.posterior)
    fits = item_fits(answers, found.parameters)
    reliabilities = reliability(answers, found.parameters, scores)
    q3 = residual_correlations(answers, found.parameters, scores.theta)
    return {
        "items": {item.id: _item(found, fits, position) for position, item in enumerate(items)},
        "local_dependence": [
            {"items": [items[other].id, items[one].id], "q3": _r(q3[one, other])}
            for one in range(len(items))
            for other in range(one)
            if q3[one, other] >= DEPENDENT_FROM
        ],
        "reliability": {
            "marginal": _r(reliabilities.marginal),
            "omega": _r(reliabilities.omega),
            "alpha": None if reliabilities.alpha is None else _r(reliabilities.alpha),
        },
        "log_likelihood": _r(found.log_likelihood),
        "rounds": found.rounds,
        "norms": {"percentiles": [_r(value) for value in percentiles(scores.theta)]},
    }


def keyed_matrix(screened: Screened, instrument: Instrument, items: tuple[Item, ...]) -> Answers:
    """Return people x items: the answer turned towards the scale, counted from 0; -1 where there is none."""
    return np.array(
        [
            [
                -1
                if (answer := export.sheet.answers.get(item.id)) is None
                else instrument.keyed(item, answer) - instrument.lowest
                for item in items
            ]
            for export in screened.kept
        ],
        dtype=np.int64,
    )


def _item(found: Fit, fits: list[ItemFit | None], position: int) -> dict[str, Any]:
    """Return an item's parameters with their errors, those of b = -d / a by the delta method."""
    row = found.parameters[position]
    size = len(row)
    block = found.covariance[position * size : (position + 1) * size, position * size : (position + 1) * size]
    a, d = row[0], row[1:]
    variance_b = (block.diagonal()[1:] + (d / a) ** 2 * block[0, 0] - 2 * d / a * block[0, 1:]) / a**2
    fitted = fits[position]
    return {
        "a": _r(a),
        "a_se": _r(np.sqrt(block[0, 0])),
        "b": [_r(value) for value in thresholds(row[None, :])[0]],
        "b_se": [_r(value) for value in np.sqrt(variance_b)],
        "smoothed": bool(found.smoothed[position]),
        "fit": None
        if fitted is None
        else {"s_x2": _r(fitted.x2), "df": fitted.df, "p": _r(fitted.p), "rmsea": _r(fitted.rmsea)},
    }


def _r(value: Any) -> float:
    return round(float(value), 6) + 0.0
