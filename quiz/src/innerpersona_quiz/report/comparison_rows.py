"""Two people side by side: every scale of what both could share, as rows of the report."""

from dataclasses import dataclass

from innerpersona_quiz.compatibility.difference import Difference, differences
from innerpersona_quiz.compatibility.person import GROUPS, Person
from innerpersona_quiz.load import load_instrument
from innerpersona_quiz.profile.values import CIRCLE, HIGHER_ORDER
from innerpersona_quiz.report.pair_strip import PairStrip, pair_strip
from innerpersona_quiz.report.texts import Writer, report_texts
from innerpersona_quiz.report.wording import decimals, interval_words, signed, signed_interval
from innerpersona_quiz.scoring.classical import Estimate

VALUES_REACH = 3.0
"""Centred scores further out than this are drawn at the end of their line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One person's score: `score` is "–" and the others are empty without one."""

    score: str
    interval: str
    se: str


@dataclass(frozen=True, slots=True)
class Row:
    """A scale: what its ends mean, both scores, and what may be said of their difference.

    `verdict` is "apart", "alike" or "open", and empty, as `words`, `difference` and `index`, where either has no score.
    """

    group: str
    id: str
    title: str
    low: str
    high: str
    a: Cell
    b: Cell
    strip: PairStrip | None
    verdict: str
    words: str
    difference: str
    se: str
    index: str


def rows(a: Person, b: Person, group: str, writer: Writer) -> tuple[Row, ...]:
    """Return the rows of a group, empty unless both people share it."""
    found = differences(a, b, group)
    if found is None:
        return ()
    return tuple(_row(a, b, group, id, found[id], writer) for id in scales_of(group))


def scales_of(group: str) -> tuple[str, ...]:
    """Return the ids of a group's scales in the order in which they are shown."""
    if group == "higher":
        return tuple(HIGHER_ORDER)
    if group == "values":
        return CIRCLE
    return tuple(scale.id for scale in load_instrument(group).scales)


def title_of(group: str, id: str) -> str:
    """Return what a scale is called."""
    if group == "higher":
        return str(report_texts("values")["higher"][id]["title"])
    return load_instrument(GROUPS[group]).scale(id).title


def _ends(group: str, id: str) -> tuple[str, str]:
    if group == "higher":
        texts = report_texts("values")["higher"][id]
        return str(texts["end_low"]), str(texts["end_high"])
    scale = load_instrument(GROUPS[group]).scale(id)
    return scale.low, scale.high


def _row(a: Person, b: Person, group: str, id: str, found: Difference | None, writer: Writer) -> Row:
    low, high = _ends(group, id)
    one, other = a.estimate(group, id), b.estimate(group, id)
    lowest, highest = load_instrument(GROUPS[group]).score_range
    centred = lowest < 0
    line = (-VALUES_REACH, VALUES_REACH) if centred else (lowest, highest)
    return Row(
        group=group,
        id=id,
        title=title_of(group, id),
        low=low,
        high=high,
        a=_cell(one, centred),
        b=_cell(other, centred),
        strip=pair_strip(one, other, *line),
        verdict="" if found is None else found.verdict,
        words="" if found is None else writer.plain("verdicts", found.verdict),
        difference="" if found is None else signed(found.difference, 2),
        se="" if found is None else decimals(found.se, 2),
        index="" if found is None else signed(found.index, 2),
    )


def _cell(found: Estimate | None, centred: bool) -> Cell:
    if found is None:
        return Cell(score="–", interval="", se="")
    return Cell(
        score=signed(found.score) if centred else decimals(found.score),
        interval=signed_interval(found) if centred else interval_words(found),
        se=decimals(found.se, 2),
    )
