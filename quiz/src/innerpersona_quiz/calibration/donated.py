"""Read the donated files: one research export each, or a list of them; and set careless sheets aside."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from innerpersona_quiz.calibration.errors import CalibrationError
from innerpersona_quiz.errors import RequestError
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.careless import careless
from innerpersona_quiz.scoring.classical import is_withheld, keyed_answers
from innerpersona_quiz.wire.research import ResearchExport, parse_export

MOST_FAULTS = 20
"""How many faults are told at most; more of them would not be read."""


CONTRADICTION_FROM = 1.1
"""From this contradiction on a sheet is set aside, later than a report would note it.

A note costs an attentive person a shrug. Setting attentive people aside because their answers vary costs the
calibration its truth: what is left looks more consistent than people are. In simulation 1 in 100 attentive people is
set aside from here on, and 5 in 100 would be from where reports begin to note it.
"""


@dataclass(frozen=True, slots=True)
class Screened:
    """The sheets to calibrate with, how many were set aside for each reason, and those of them that were careless."""

    kept: tuple[ResearchExport, ...]
    set_aside: dict[str, int]
    careless: tuple[ResearchExport, ...] = ()


def read_donated(paths: Sequence[Path], instrument: Instrument) -> tuple[ResearchExport, ...]:
    """Return every export in these files.

    Raises CalibrationError that names each file which cannot be used, with the reason: it cannot be read, is no
    research export, holds a field that an export must not have, or belongs to another questionnaire or edition.
    """
    exports: list[ResearchExport] = []
    faults: list[str] = []
    for path in paths:
        try:
            content = json.loads(path.read_bytes().decode("utf-8-sig"))
        except OSError as error:
            faults.append(f"{path}: it cannot be read ({error.strerror}).")
            continue
        except (ValueError, RecursionError):
            faults.append(f"{path}: it is not JSON in UTF-8.")
            continue
        for position, table in enumerate(content if isinstance(content, list) else [content], start=1):
            try:
                exports.append(_of(parse_export(table), instrument))
            except RequestError as error:
                place = f"{path}, entry {position}" if isinstance(content, list) else str(path)
                faults.append(f"{place}: {error.field or 'the whole'}: {error.message}")
    if faults:
        more = len(faults) - MOST_FAULTS
        rest = [f"… and {more} more."] if more > 0 else []
        raise CalibrationError("\n".join([*faults[:MOST_FAULTS], *rest]))
    return tuple(exports)


def _of(export: ResearchExport, instrument: Instrument) -> ResearchExport:
    if export.sheet.instrument.id != instrument.id:
        raise RequestError(
            "wrong_instrument",
            "instrument",
            f"It is of “{export.sheet.instrument.id}”, and this calibrates “{instrument.id}”. Sort the files.",
        )
    return export


def screen(exports: Sequence[ResearchExport], instrument: Instrument) -> Screened:
    """Set aside sheets with a sign of careless answering, and those with too few answers to any scale.

    The signs are those of `scoring.careless`, with a later cut-off for contradiction; what is set aside is counted
    and reported.
    """
    kept: list[ResearchExport] = []
    aside: list[ResearchExport] = []
    reasons: Counter[str] = Counter()
    for export in exports:
        answers = export.sheet.answers
        found = careless(instrument, answers, export.sheet.seconds)
        contradicts = found.contradiction is not None and found.contradiction >= CONTRADICTION_FROM
        signs = [sign for sign in found.signs if sign != "contradiction" or contradicts]
        scales = [instrument.items_of(scale.id) for scale in instrument.scales]
        if any(is_withheld(len(keyed_answers(instrument, items, answers)), len(items)) for items in scales):
            reasons["too few answers"] += 1
        elif signs:
            reasons["careless: " + ", ".join(signs)] += 1
            aside.append(export)
        else:
            kept.append(export)
    return Screened(tuple(kept), dict(sorted(reasons.items())), tuple(aside))
