"""Signs that a sheet was answered without reading: they are reasons for a gentle note, never for withholding.

Meade and Craig (2012, doi:10.1037/a0028085) found that answering at random and answering alike need different
indices. There are four signs: runs of one answer, answers without order, answers that stay in the middle, and pace. Order
is judged by three indices together: how far the sheet lies from those of people who read, even-odd consistency, and
individual response variability. The cut-offs are ours, set by simulation so that all signs together note at most one in
twenty of those who read and mean each answer; a test states and holds the rates.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from innerpersona_quiz.model import Answers, Instrument, Item
from innerpersona_quiz.scoring.attentive import fitted
from innerpersona_quiz.scoring.rounding import rounded

type Sign = Literal["run", "contradiction", "middle", "pace"]

RUN_SHARE = 1 / 3
"""A run of one answer is a sign from this share of the items on, and from MINIMUM_RUN on."""

MINIMUM_RUN = 6
"""No run shorter than this is a sign, however short the questionnaire."""

MINIMUM_COMPARISONS = 4
"""With fewer comparisons than this there is no saying whether a sheet contradicts itself."""

MINIMUM_GROUPS = 3
"""With fewer groups of items than this, halves of them can't be held against each other."""

MIDDLE_FROM = 2.6
"""From this logarithm of odds on, answers are rather picked from the middle than those of somebody who reads."""

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
        even_odd: how far the halves of each facet (or scale) agree on how far from the middle of the response scale it
            lies: 1 where they are the same, about 0 at random, -1 where they are opposed.
        variability: the variance of the answers as they were given, in units of that of answering at random.
        distance: how far the sheet lies from those of people who read; about 1 for them, 2 and more at random.
        disorder: distance, even-odd and variability together.
        hurried: the share of the timed answers that came faster than the statement can be read, 0 to 1.
        signs: the signs found, in the order of `Sign`; none for a sheet that looks attentive.

    What could not be computed is None. Shares and ratios are rounded to six decimals.
    """

    longest_run: int
    within_facets: float | None
    within_pairs: float | None
    contradiction: float | None
    even_odd: float | None
    variability: float | None
    distance: float | None
    disorder: float | None
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
    even_odd, variability = _even_odd(instrument, answers), _variability(instrument, answers)
    fit = fitted(instrument, answers) if enough else None
    disorder = None
    if fit is not None and variability is not None:
        disorder = fit.distance - 0.3 * (even_odd or 0.0) - 0.2 * abs(variability - 1)
    hurried = hurried_share(instrument, answers, seconds or {})
    signs: list[Sign] = []
    if run >= max(MINIMUM_RUN, math.ceil(RUN_SHARE * len(instrument.items))):
        signs.append("run")
    if disorder is not None and disorder >= disorder_from(instrument, answers):
        signs.append("contradiction")
    if fit is not None and fit.middle >= MIDDLE_FROM:
        signs.append("middle")
    if hurried is not None and hurried >= HURRIED_SHARE:
        signs.append("pace")
    return Careless(
        run,
        _rounded(_ratio(instrument, facets)),
        _rounded(_ratio(instrument, pairs)),
        _rounded(contradiction),
        _rounded(even_odd),
        _rounded(variability),
        _rounded(None if fit is None else fit.distance),
        _rounded(disorder),
        _rounded(hurried),
        tuple(signs),
    )


def disorder_from(instrument: Instrument, answers: Answers) -> float:
    """Return from where on disorder is a sign: 1.05 + 2.8 / sqrt(n) for n answers.

    A sheet that lies far from those of readers is less telling where the halves of each facet agree, or where answers
    vary more or less than at random on the whole (somebody who uses the ends of the scale, or only its middle): hence
    disorder = distance - 0.3 even_odd - 0.2 |variability - 1|. The weights are about those of a logistic regression that
    tells simulated readers from answers at random. The fewer answers, the more it varies by chance.
    """
    return 1.05 + 2.8 / math.sqrt(sum(answers.get(item.id) is not None for item in instrument.items))


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


def _groups(instrument: Instrument, answers: Answers) -> dict[tuple[str, str], list[int]]:
    """Return the answers of each facet, turned towards the scale, those to forward items first."""
    groups: dict[tuple[str, str], list[int]] = {}
    for item in sorted(instrument.items, key=lambda item: item.reverse):
        value = _keyed(instrument, item, answers)
        if value is not None:
            groups.setdefault((item.scale, item.facet), []).append(value)
    return groups


def _within_facets(instrument: Instrument, answers: Answers) -> Scatter:
    return _scatter(_groups(instrument, answers).values())


def _even_odd(instrument: Instrument, answers: Answers) -> float | None:
    """Return 2 sum(x y) / sum(x^2 + y^2), x and y being the means of a group's halves less the middle of the scale.

    Halves alternate, with forward and reversed items in both, so that a habit of agreeing moves them alike.
    """
    middle = instrument.midpoint
    halves = [
        (sum(group[::2]) / len(group[::2]) - middle, sum(group[1::2]) / len(group[1::2]) - middle)
        for group in _groups(instrument, answers).values()
        if len(group) > 1
    ]
    if len(halves) < MINIMUM_GROUPS:
        return None
    total = sum(x * x + y * y for x, y in halves)
    return 2 * sum(x * y for x, y in halves) / total if total else 1.0


def _variability(instrument: Instrument, answers: Answers) -> float | None:
    """Return the variance of the answers as given over (m^2 - 1) / 12; None for fewer than two."""
    given = [answer for item in instrument.items if (answer := answers.get(item.id)) is not None]
    return _ratio(instrument, _scatter([given]))


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
