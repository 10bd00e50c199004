"""Signs that a sheet was answered without reading: they are reasons for a gentle note, never for withholding.

Meade and Craig (2012, doi:10.1037/a0028085) found that answering at random and answering alike need different
indices, so there are three kinds here: runs of one answer, contradictions, and pace. The cut-offs are ours, set by
simulation so that a person who reads and means each answer is rarely noted; a test states and holds the rates.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from innerpersona_quiz.model import Answers, Instrument, Item
from innerpersona_quiz.scoring.rounding import rounded

type Sign = Literal["run", "contradiction", "pace"]

RUN_SHARE = 1 / 3
"""A run of one answer is a sign from this share of the items on, and from MINIMUM_RUN on."""

MINIMUM_RUN = 6
"""No run shorter than this is a sign, however short the questionnaire."""

CONTRADICTION_FROM = 0.95
"""Contradiction is a sign from here on, 1 being what answering at random gives on average."""

MINIMUM_CONTRASTS = 4
"""With fewer comparisons than this there is no saying whether a sheet contradicts itself."""

WORDS_A_SECOND = 8.0
"""About twice the usual pace of silent reading; a statement answered faster than this was hardly read."""

HURRIED_SHARE = 0.5
"""Pace is a sign when at least this share of the timed answers came faster than reading allows."""

MINIMUM_TIMED = 6
"""With fewer timed answers than this nothing is said of pace."""


@dataclass(frozen=True, slots=True)
class Careless:
    """The indices of one sheet, and which of them are signs.

    Attributes:
        longest_run: the longest run of one and the same answer, in items, in the order of presentation.
        between_keys: how far forward and reversed items of a facet disagree; 0 not at all, 1 as at random.
        within_pairs: how far near-synonymous items disagree, on the same measure.
        contradiction: the mean of those of the two that are known.
        hurried: the share of the timed answers that came faster than the statement can be read, 0 to 1.
        signs: the signs found, in the order of `Sign`; none for a sheet that looks attentive.

    What could not be computed is None. Shares and ratios are rounded to six decimals.
    """

    longest_run: int
    between_keys: float | None
    within_pairs: float | None
    contradiction: float | None
    hurried: float | None
    signs: tuple[Sign, ...]


def careless(
    instrument: Instrument, answers: Answers, seconds: Mapping[str, float] | None = None
) -> Careless:
    """Return the indices for a sheet of answers; `seconds` holds the time that each answer took, by item id."""
    run = longest_run([answers.get(item.id) for item in instrument.items])
    keys = list(_key_contrasts(instrument, answers))
    pairs = list(_pair_contrasts(instrument, answers))
    between, within = _ratio(keys), _ratio(pairs)
    known = [value for value in (between, within) if value is not None]
    enough = len(keys) + len(pairs) >= MINIMUM_CONTRASTS
    contradiction = sum(known) / len(known) if known and enough else None
    hurried = hurried_share(instrument, answers, seconds or {})
    signs: list[Sign] = []
    if run >= max(MINIMUM_RUN, math.ceil(RUN_SHARE * len(instrument.items))):
        signs.append("run")
    if contradiction is not None and contradiction >= CONTRADICTION_FROM:
        signs.append("contradiction")
    if hurried is not None and hurried >= HURRIED_SHARE:
        signs.append("pace")
    return Careless(
        run, _rounded(between), _rounded(within), _rounded(contradiction), _rounded(hurried), tuple(signs)
    )


def longest_run(given: Iterable[int | None]) -> int:
    """Return the length of the longest run of one answer ("longstring"), stepping over what was left out."""
    best = run = 0
    previous: int | None = None
    for answer in given:
        if answer is not None:
            run = run + 1 if answer == previous else 1
            previous = answer
            best = max(best, run)
    return best


def hurried_share(instrument: Instrument, answers: Answers, seconds: Mapping[str, float]) -> float | None:
    """Return the share of timed answers that came faster than WORDS_A_SECOND lets the statement be read.

    None if fewer than MINIMUM_TIMED answers were timed; a time without an answer counts for nothing.
    """
    timed = [item for item in instrument.items if item.id in seconds and answers.get(item.id) is not None]
    if len(timed) < MINIMUM_TIMED:
        return None
    fast = sum(seconds[item.id] < len(item.text.split()) / WORDS_A_SECOND for item in timed)
    return fast / len(timed)


type Contrast = tuple[float, float]
"""A squared difference, and the one to be expected if both sides were answered at random."""


def _ratio(contrasts: Sequence[Contrast]) -> float | None:
    """Return the observed differences' sum over the expected ones'; None without contrasts."""
    if not contrasts:
        return None
    return sum(observed for observed, _ in contrasts) / sum(expected for _, expected in contrasts)


def _chance_variance(instrument: Instrument) -> float:
    """Return the variance of an answer given at random: (m^2 - 1) / 12 for m choices, 4 for seven."""
    m = len(instrument.choices)
    return (m * m - 1) / 12


def _key_contrasts(instrument: Instrument, answers: Answers) -> Iterator[Contrast]:
    """Compare, facet by facet, the means of forward and of reversed items, all turned towards the scale."""
    variance = _chance_variance(instrument)
    sides: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
    for item in instrument.items:
        value = _keyed(instrument, item, answers)
        if value is not None:
            sides.setdefault((item.scale, item.facet), ([], []))[item.reverse].append(value)
    for forward, reverse in sides.values():
        if forward and reverse:
            difference = sum(forward) / len(forward) - sum(reverse) / len(reverse)
            yield difference * difference, variance * (1 / len(forward) + 1 / len(reverse))


def _pair_contrasts(instrument: Instrument, answers: Answers) -> Iterator[Contrast]:
    variance = _chance_variance(instrument)
    items = {item.id: item for item in instrument.items}
    for first, second in instrument.near_pairs:
        if first in items and second in items:  # the short form has only some of them
            one = _keyed(instrument, items[first], answers)
            other = _keyed(instrument, items[second], answers)
            if one is not None and other is not None:
                yield (one - other) ** 2, 2 * variance


def _keyed(instrument: Instrument, item: Item, answers: Answers) -> int | None:
    answer = answers.get(item.id)
    return None if answer is None else instrument.keyed(item, answer)


def _rounded(value: float | None) -> float | None:
    return None if value is None else rounded(value)
