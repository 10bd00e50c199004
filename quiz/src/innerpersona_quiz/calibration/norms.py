"""Norms: the percentiles of a sample's scores, for everybody and by age band, with how far chance may have moved them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from innerpersona_quiz.calibration.curves import Array
from innerpersona_quiz.wire.research import AGE_BANDS, ResearchExport

LEAST_BAND = 200
"""An age band with fewer people gets no norms of its own."""

RESAMPLES = 200
SHOWN = (5, 10, 25, 50, 75, 90, 95)
"""The percentiles that are written by age band, and with intervals."""


def norms(theta: Array, exports: Sequence[ResearchExport]) -> dict[str, Any]:
    """Return the norms of a scale, from people's EAPs, for a calibration file.

    `percentiles` are the 1st to the 99th, in the units of theta; `intervals` are 90 % intervals of those of SHOWN, from
    RESAMPLES samples drawn from the sample (a fixed seed); `by_age` has both with n and months, for each band with
    LEAST_BAND people.
    """
    bands = [band for band in AGE_BANDS if band != "undisclosed"]
    members = {band: [n for n, one in enumerate(exports) if one.age_band == band] for band in bands}
    return {
        "percentiles": [_r(value) for value in np.percentile(theta, np.arange(1, 100))],
        "intervals": _intervals(theta),
        "by_age": {
            band: _of_group(theta[rows], [exports[n] for n in rows])
            for band, rows in members.items()
            if len(rows) >= LEAST_BAND
        },
    }


def _of_group(theta: Array, exports: Sequence[ResearchExport]) -> dict[str, Any]:
    months = sorted(one.month for one in exports)
    return {
        "n": len(exports),
        "first_month": months[0],
        "last_month": months[-1],
        "percentiles": {str(q): _r(np.percentile(theta, q)) for q in SHOWN},
        "intervals": _intervals(theta),
    }


def _intervals(theta: Array) -> dict[str, list[float]]:
    source = np.random.default_rng(20261130)
    drawn = np.array([np.percentile(source.choice(theta, len(theta)), SHOWN) for _ in range(RESAMPLES)])
    low, high = np.percentile(drawn, (5, 95), axis=0)
    return {str(q): [_r(low[n]), _r(high[n])] for n, q in enumerate(SHOWN)}


def _r(value: Any) -> float:
    return round(float(value), 6) + 0.0
