"""The picture of a profile: a line for each scale, one under the other, with the borders of the five bands."""

from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.kinds.marks.strip import LENGTH, START, Strip, strip
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.texts import Writer
from innerpersona_quiz.texts.numbers import decimals, nothing, shortest

ROW = 46
"""Height of a scale's row, in the units of the drawing."""


@dataclass(frozen=True, slots=True)
class Row:
    """A scale: its words above the line, and the line at `y`; `strip` is None where its score is withheld."""

    words: str
    label_y: int
    y: int
    strip: Strip | None


@dataclass(frozen=True, slots=True)
class Strips:
    """The drawing. `borders` are where bands meet, `ticks` the words under the lines' ends and middle."""

    height: int
    bottom: int
    rows: tuple[Row, ...]
    borders: tuple[float, ...]
    ticks: tuple[tuple[str, float], ...]


def strips(instrument: Instrument, scores: Mapping[str, Estimate | None], writer: Writer) -> Strips:
    """Return the drawing of all scales."""
    span = instrument.highest - instrument.lowest
    rows = []
    for place, scale in enumerate(instrument.scales):
        found = scores[scale.id]
        score = nothing() if found is None else decimals(found.score)
        rows.append(
            Row(
                words=writer.plain("scale_value", title=scale.title, score=score),
                label_y=place * ROW + 14,
                y=place * ROW + 30,
                strip=None if found is None else strip(found, instrument.score_range),
            )
        )
    ends = (instrument.lowest, instrument.midpoint, instrument.highest)
    return Strips(
        height=len(rows) * ROW + 26,
        bottom=len(rows) * ROW,
        rows=tuple(rows),
        borders=tuple(round(START + LENGTH * step / 5, 1) for step in range(1, 5)),
        ticks=tuple(
            (shortest(value), round(START + (value - instrument.lowest) / span * LENGTH, 1)) for value in ends
        ),
    )
