"""Read a calibration: the JSON file that `innerpersona-quiz calibrate` writes and that an instrument may name.

Only what scoring needs is read. Fit, errors and reliabilities are in the file for people to judge it by.
"""

import hashlib
import json
import math
import re
from collections.abc import Collection
from itertools import pairwise
from typing import Any

from innerpersona_quiz.instruments.faults import Fault, InstrumentError
from innerpersona_quiz.model import (
    AgeNorms,
    Calibration,
    Item,
    ItemParameters,
    Norms,
    ScaleCalibration,
)

FORMAT = 2
"""The edition of the file's layout."""

NODES = 61
"""How many values `expected` has: one for each node of the quadrature (`scoring.graded_response.NODES`)."""

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_FIX = "Have `innerpersona-quiz calibrate` write the file, and do not edit it."


def parse_calibration(
    text: str, file: str, instrument_hash: str, items: Collection[Item], thresholds: int
) -> Calibration:
    """Return the calibration written in `text`; `file` is only named in faults.

    `instrument_hash`, `items` and `thresholds` (one fewer than the choices) are those of the instrument that it is
    to be used with.

    Raises InstrumentError with every fault found, also if the file was made for another edition of the instrument.
    """
    problems: list[tuple[str, str]] = []
    try:
        table = json.loads(text)
        found = _read(table, hashlib.sha256(text.encode("utf-8")).hexdigest())
    except (ValueError, KeyError, TypeError) as error:
        problem = f"It is not a calibration file: {type(error).__name__}: {error}."
        raise InstrumentError((Fault(file, 0, "(the whole file)", problem, _FIX),)) from error
    if table["calibration"] != FORMAT:
        problems.append(("calibration", f"Its layout is not {FORMAT}."))
    if table["instrument_hash"] != instrument_hash:
        problems.append(("instrument_hash", "It was made for another edition of the instrument."))
    if not (_MONTH.fullmatch(found.first_month) and _MONTH.fullmatch(found.last_month) and found.sample):
        problems.append(("sample", "It does not say when its answers were given and by whom."))
    for scale in sorted({item.scale for item in items}):
        problems += _scale_problems(scale, found, {i.id for i in items if i.scale == scale}, thresholds)
    if problems:
        raise InstrumentError(tuple(Fault(file, 0, key, problem, _FIX) for key, problem in problems))
    return found


def _read(table: dict[str, Any], hash: str) -> Calibration:
    sample = table["sample"]
    return Calibration(
        hash=hash,
        n=int(sample["n"]),
        first_month=str(sample["first_month"]),
        last_month=str(sample["last_month"]),
        sample=str(sample["how"]).strip(),
        scales={id: _read_scale(scale) for id, scale in table["scales"].items()},
    )


def _read_scale(scale: dict[str, Any]) -> ScaleCalibration:
    parameters = {
        id: ItemParameters(
            float(item["a"]),
            tuple(float(b) for b in item["b"]),
            *(() if item["c"] is None else (float(item["c"]), str(item["facet"]))),
        )
        for id, item in scale["items"].items()
    }
    expected = tuple(float(value) for value in scale["expected"])
    norms = scale["norms"]
    by_age = {band: _read_age(norms["by_age"][band]) for band in sorted(norms.get("by_age", {}))}
    return ScaleCalibration(parameters, expected, Norms(tuple(map(float, norms["percentiles"])), by_age))


def _read_age(band: dict[str, Any]) -> AgeNorms:
    percentiles = {int(q): float(value) for q, value in band["percentiles"].items()}
    return AgeNorms(
        int(band["n"]), str(band["first_month"]), str(band["last_month"]), dict(sorted(percentiles.items()))
    )


def _scale_problems(id: str, found: Calibration, items: set[str], thresholds: int) -> list[tuple[str, str]]:
    key = f"scales.{id}"
    if id not in found.scales:
        return [(key, "The scale is missing.")]
    scale = found.scales[id]
    problems = []
    if set(scale.parameters) != items:
        problems.append((key, "Its items are not those of the instrument."))
    for item, one in scale.parameters.items():
        sound = math.isfinite(one.a) and one.a > 0 and math.isfinite(one.c)
        if not (sound and len(one.b) == thresholds and _rises(one.b)):
            problems.append(
                (f"{key}.items.{item}", "Its parameters are not those of a graded response model.")
            )
    if len(scale.expected) != NODES or not _rises(scale.expected):
        problems.append((f"{key}.expected", f"Its expected answers are not {NODES} rising numbers."))
    if len(scale.norms.percentiles) != 99 or not _rises(scale.norms.percentiles):
        problems.append((f"{key}.norms", "Its percentiles are not 99 rising numbers."))
    for band, norms in scale.norms.by_age.items():
        if not (norms.percentiles and _rises(tuple(norms.percentiles.values()))):
            problems.append((f"{key}.norms.by_age.{band}", "Its percentiles are not rising numbers."))
    return problems


def _rises(values: tuple[float, ...]) -> bool:
    return all(map(math.isfinite, values)) and all(after >= before for before, after in pairwise(values))
