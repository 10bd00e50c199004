"""Signs that a sheet was answered without reading: they are reasons for a gentle note, never for withholding.

Meade and Craig (2012, doi:10.1037/a0028085) found that answering at random and answering alike need different
indices, so there are three kinds here: runs of one answer, contradictions, and pace. The cut-offs are ours, set by
simulation so that a person who reads and means each answer is rarely noted; a test states and holds the rates.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from innerpersona_quiz.model import Answers, Instrument, Item
from innerpersona_quiz.scoring.rounding import rounded

type Sign = Literal["run", "contradiction", "pace"]

RUN_SHARE = 1 / 3
"""A run of one answer is a sign from this share of the items on, and from MINIMUM_RUN on."""

MINIMUM_RUN = 6
"""No run shorter than this is a sign, however short the questionnaire."""

MINIMUM_COMPARISONS = 4
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
        within_facets: how far answers to items of one facet differ, forward and reversed items being turned towards
            the scale (of one scale where it has no facets); 0 not at all, 1 as much as at random on average.
        within_pairs: how far answers to near-synonymous items differ, on the same measure.
        contradiction: both together.
        hurried: the share of the timed answers that came faster than the statement can be read, 0 to 1.
        signs: the signs found, in the order of `Sign`; none for a sheet that looks attentive.

    What could not be computed is None. Shares and ratios are rounded to six decimals.
    """

    longest_run: int
    within_facets: float | None
    within_pairs: float | None
    contradiction: float | None
    hurried: float | None
    signs: tuple[Sign, ...]


def careless(
    instrument: Instrument, answers: Answers, seconds: Mapping[str, float] | None = None
) -> Careless:
    """Return the indices for a sheet of answers; `seconds` holds the time that each answer took, by item id."""
    run = longest_run([answers.get(item.id) for item in instrument.items])
    facets, pairs = _within_facets(instrument, answers), _within_pairs(instrument, answers)
    comparisons = facets[1] + pairs[1]
    enough = comparisons >= MINIMUM_COMPARISONS
    contradiction = _ratio(instrument, (facets[0] + pairs[0], comparisons)) if enough else None
    hurried = hurried_share(instrument, answers, seconds or {})
    signs: list[Sign] = []
    if run >= max(MINIMUM_RUN, math.ceil(RUN_SHARE * len(instrument.items))):
        signs.append("run")
    if contradiction is not None and contradiction >= contradiction_from(comparisons):
        signs.append("contradiction")
    if hurried is not None and hurried >= HURRIED_SHARE:
        signs.append("pace")
    return Careless(
        run,
        _rounded(_ratio(instrument, facets)),
        _rounded(_ratio(instrument, pairs)),
        _rounded(contradiction),
        _rounded(hurried),
        tuple(signs),
    )


def contradiction_from(comparisons: int) -> float:
    """Return from where on contradiction is a sign: 0.7 + 1 / sqrt(comparisons).

    The fewer comparisons there are, the more the measure varies by chance, in proportion to 1 / sqrt(comparisons), and
    the later it may count. A whole sheet has 24 comparisons for attachment, 25 for conflict and 20 for values.

    In simulation, 1 (values) to 3 (attachment, conflict) in 100 people who read are above it, and 6 in 10 of those who
    answer at random; on the short forms, with 8 to 14 comparisons, 2 to 7 in 100 and 4 to 5 in 10. The readers there
    scatter by 1.3 steps of a scale of seven on average, which is what answers of one scale that correlate by about .4 do.
    Somebody who picks at random from the middle of the scale alone is hardly ever above it, and looks like a person
    who leans neither way. For values the fit of the ten scores to a wave around the circle was tried as well: it tells
    answers at random from others hardly at all (1 in 10), since people may hold opposite values dear.
    """
    return 0.7 + 1.0 / math.sqrt(comparisons)


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


type Scatter = tuple[float, int]
"""The sum of squared distances of answers from the means of their groups, and the comparisons (degrees of freedom)."""


def _ratio(instrument: Instrument, scatter: Scatter) -> float | None:
    """Return the mean square over that of answering at random, (m^2 - 1) / 12 for m choices; None without any."""
    squares, comparisons = scatter
    m = len(instrument.choices)
    return 12 * squares / (comparisons * (m * m - 1)) if comparisons else None


def _scatter(groups: Iterable[Sequence[int]]) -> Scatter:
    """Return sum over groups of sum((x - mean)^2), with n - 1 comparisons for a group of n."""
    squares, comparisons = 0.0, 0
    for group in groups:
        if len(group) > 1:
            squares += sum(x * x for x in group) - sum(group) ** 2 / len(group)
            comparisons += len(group) - 1
    return squares, comparisons


def _within_facets(instrument: Instrument, answers: Answers) -> Scatter:
    groups: dict[tuple[str, str], list[int]] = {}
    for item in instrument.items:
        value = _keyed(instrument, item, answers)
        if value is not None:
            groups.setdefault((item.scale, item.facet), []).append(value)
    return _scatter(groups.values())


def _within_pairs(instrument: Instrument, answers: Answers) -> Scatter:
    """Compare near-synonymous items, which are of one facet as well: what they ask for most counts twice."""
    items = {item.id: item for item in instrument.items}
    known = [
        pair for pair in instrument.near_pairs if items.keys() >= set(pair)
    ]  # the short form has only some
    pairs = ([_keyed(instrument, items[id], answers) for id in pair] for pair in known)
    return _scatter([x for x in pair if x is not None] for pair in pairs)


def _keyed(instrument: Instrument, item: Item, answers: Answers) -> int | None:
    answer = answers.get(item.id)
    return None if answer is None else instrument.keyed(item, answer)


def _rounded(value: float | None) -> float | None:
    return None if value is None else rounded(value)
