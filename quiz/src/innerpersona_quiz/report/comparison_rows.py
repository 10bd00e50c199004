"""Two people side by side: every scale of what both shared, as rows of the report."""

from dataclasses import dataclass

from innerpersona_quiz.compatibility.difference import Difference, differences
from innerpersona_quiz.kinds import Group, Part, kind_of
from innerpersona_quiz.report.comparison_strip import PairStrip, pair_strip
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.texts import Writer
from innerpersona_quiz.texts.numbers import decimals, interval_text, nothing, score_text, signed


@dataclass(frozen=True, slots=True)
class Cell:
    """One person's score: `score` is a dash and the others are empty without one."""

    score: str
    interval: str
    se: str
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class Row:
    """A scale: what its ends mean, both scores, and what may be said of their difference.

    `verdict` is "apart", "alike" or "open", and empty, as `difference` and `index`, where either has no score; `words`
    says so then.
    """

    instrument: str
    group: Group
    id: str
    title: str
    low: str
    high: str
    a: Cell
    b: Cell
    strip: PairStrip | None
    found: Difference | None
    words: str
    difference: str
    se: str
    ratio: str

    @property
    def verdict(self) -> str:
        """What may be said of the difference, "" where there is none."""
        return "" if self.found is None else self.found.verdict


def rows(a: Part, b: Part, group: Group, writer: Writer) -> tuple[Row, ...]:
    """Return the rows of a group of scales that both people shared."""
    found = differences(a, b, group.scales)
    return tuple(_row(a, b, group, id, found[id], writer) for id in group.scales)


def _row(a: Part, b: Part, group: Group, id: str, found: Difference | None, writer: Writer) -> Row:
    instrument = a.instrument
    kind = kind_of(instrument)
    title, low, high = kind.scale_words(instrument, id)
    one, other = a.estimate(id), b.estimate(id)
    return Row(
        instrument=instrument.id,
        group=group,
        id=id,
        title=title,
        low=low,
        high=high,
        a=_cell(one, instrument.centred),
        b=_cell(other, instrument.centred),
        strip=pair_strip(one, other, kind.line(instrument), instrument.score_range),
        found=found,
        words=writer.plain("withheld") if found is None else writer.plain("verdicts", found.verdict),
        difference=nothing() if found is None else signed(found.difference, 2),
        se="" if found is None else decimals(found.se, 2),
        ratio="" if found is None else writer.plain("computation", "ratio", ratio=signed(found.index, 2)),
    )


def _cell(found: Estimate | None, centred: bool) -> Cell:
    return Cell(
        score=score_text(found, centred),
        interval="" if found is None else interval_text(found, centred),
        se="" if found is None else decimals(found.se, 2),
        estimate=found,
    )
