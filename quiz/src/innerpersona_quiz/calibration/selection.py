"""Whose answers a calibration is made from: each sheet once, and without those that go against the model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from innerpersona_quiz.calibration.blocks import Answers, Layout, layout_of
from innerpersona_quiz.calibration.curves import Array
from innerpersona_quiz.calibration.errors import CalibrationError
from innerpersona_quiz.calibration.fitting import Fit, Sample, fit
from innerpersona_quiz.calibration.person_fit import aberrant
from innerpersona_quiz.model import Instrument, Item
from innerpersona_quiz.wire.research import ResearchExport

LEAST_PEOPLE = 500
"""No calibration is made from fewer people: thresholds of rare answers would be guesses."""

LOOSE, ROUGH = 1e-2, 0.05
"""How far a fit is taken that only serves to judge people; and one that only serves to choose a model."""

UNLIKELY = 0.05
"""Where the model expects fewer people than this with the very same answers, two such sheets are one sheet twice."""

MOST_PASSES, STEADY = 10, 0.002
"""People are judged again after each fit without those set aside, until hardly anyone changes sides."""

type Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scales:
    """The same people's answers to each scale, and how its items fall into facets."""

    categories: int
    answers: Mapping[str, Answers]
    layouts: Mapping[str, Layout]

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(next(iter(self.answers.values())))

    def of(self, rows: Mask) -> "Scales":
        """Return some of the people."""
        return Scales(self.categories, {id: one[rows] for id, one in self.answers.items()}, self.layouts)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which sheets are used: `repeated` are copies, `misfitting` go against the model, `kept` are the rest.

    `scales` hold everybody's answers, with the factors that are needed; `starts` are parameters near those of the kept,
    by scale.
    """

    repeated: Mask
    misfitting: Mask
    scales: Scales
    starts: Mapping[str, Array]

    @property
    def kept(self) -> Mask:
        """Neither a copy nor against the model."""
        return ~(self.repeated | self.misfitting)


def arranged(exports: Sequence[ResearchExport], instrument: Instrument) -> Scales:
    """Return the keyed answers of these sheets, scale by scale."""
    scales = {scale.id: instrument.items_of(scale.id) for scale in instrument.scales}
    return Scales(
        len(instrument.choices),
        {id: keyed_matrix(exports, instrument, items) for id, items in scales.items()},
        {id: layout_of([item.facet for item in items]) for id, items in scales.items()},
    )


def keyed_matrix(
    exports: Sequence[ResearchExport], instrument: Instrument, items: tuple[Item, ...]
) -> Answers:
    """Return people x items: the answer turned towards the scale, counted from 0; -1 where there is none."""
    return np.array(
        [
            [
                -1
                if (answer := export.sheet.answers.get(item.id)) is None
                else instrument.keyed(item, answer) - instrument.lowest
                for item in items
            ]
            for export in exports
        ],
        dtype=np.int64,
    ).reshape(len(exports), len(items))


def select(exports: Sequence[ResearchExport], scales: Scales) -> Selection:
    """Find the copies and the people whose answers go against the model, and which model it is.

    Raises CalibrationError if fewer than LEAST_PEOPLE different sheets are left, or a scale cannot be fitted.
    """
    everyone = np.ones(len(exports), dtype=bool)
    same, number_of = _same_answers(scales)
    try:
        scales, fits = with_needed_factors(scales)
    except CalibrationError:
        _require(int(same.max(initial=-1)) + 1, len(exports))
        raise
    repeated = _repeated(exports, scales, fits, same, number_of)
    _require(int((~repeated).sum()), len(exports))
    samples = [
        Sample(answers, scales.categories, scales.layouts[id]) for id, answers in scales.answers.items()
    ]
    misfitting = ~everyone
    for _ in range(MOST_PASSES):
        starts = {id: found.parameters for id, found in fits.items()}
        fits = fitted(scales.of(~(repeated | misfitting)), starts, LOOSE)
        before, misfitting = misfitting, aberrant(samples, list(fits.values())) & ~repeated
        if float((before != misfitting).mean()) <= STEADY:
            break
    starts = {id: found.parameters for id, found in fits.items()}
    selection = Selection(repeated, misfitting, scales, starts)
    _require(int(selection.kept.sum()), len(exports))
    return selection


def with_needed_factors(scales: Scales) -> tuple[Scales, dict[str, Fit]]:
    """Return the scales with facets' factors where BIC is for them, and their fits.

    Where facets share nothing of their own, the slopes on their factors are near 0 and nothing determines them.
    """
    fits = fitted(scales, {}, ROUGH)
    flat = {id: layout_of([""] * layout.items) for id, layout in scales.layouts.items() if layout.facets}
    for id, layout in flat.items():
        alone = fit(scales.answers[id], scales.categories, layout, fits[id].parameters, ROUGH)
        more = sum(map(len, scales.layouts[id].facets))
        if 2 * (fits[id].log_likelihood - alone.log_likelihood) < more * np.log(scales.people):
            fits[id] = alone
    layouts = {id: found.layout for id, found in fits.items()}
    return Scales(scales.categories, scales.answers, layouts), fits


def fitted(scales: Scales, starts: Mapping[str, Array], tolerance: float) -> dict[str, Fit]:
    """Fit each scale by itself; CalibrationError names the scale."""
    found = {}
    for id, answers in scales.answers.items():
        try:
            found[id] = fit(answers, scales.categories, scales.layouts[id], starts.get(id), tolerance)
        except CalibrationError as error:
            raise CalibrationError(f"{id}: {error}") from error
    return found


def _require(left: int, of: int) -> None:
    if left < LEAST_PEOPLE:
        raise CalibrationError(
            f"There are {left} usable sheets among {of}: the rest are copies of these, or go against the model. A "
            f"calibration needs {LEAST_PEOPLE}. Collect more."
        )


def _same_answers(scales: Scales) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each sheet which of the different sheets it is, and the how-manieth of its like."""
    whole = np.concatenate(list(scales.answers.values()), axis=1)
    same = np.unique(whole, axis=0, return_inverse=True)[1].reshape(-1)
    order = np.argsort(same, kind="stable")
    starts = np.searchsorted(same[order], same[order])
    number_of = np.empty(len(same), dtype=np.int64)
    number_of[order] = np.arange(len(same)) - starts
    return same, number_of


def _repeated(
    exports: Sequence[ResearchExport],
    scales: Scales,
    fits: Mapping[str, Fit],
    same: NDArray[np.int64],
    number_of: NDArray[np.int64],
) -> Mask:
    """Return which sheets are copies: answers, and times where there are any, that came before.

    In a long questionnaire the same answers are one person's. In a short one, or at its ends, several people give
    them: how many is what the model expects.
    """
    log_likelihood = np.zeros(len(exports))
    for id, answers in scales.answers.items():
        sample = Sample(answers, scales.categories, scales.layouts[id])
        log_likelihood += sample.expectation(fits[id].parameters).log_likelihoods
    unlikely = len(exports) * np.exp(log_likelihood) < UNLIKELY
    timed: set[tuple[int, tuple[tuple[str, float], ...]]] = set()
    same_times = np.zeros(len(exports), dtype=bool)
    for position, export in enumerate(exports):
        if export.sheet.seconds:
            key = (int(same[position]), tuple(sorted(export.sheet.seconds.items())))
            same_times[position] = key in timed
            timed.add(key)
    return np.asarray(same_times | ((number_of > 0) & unlikely))
