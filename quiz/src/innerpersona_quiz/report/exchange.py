"""What is shown around a code: before it is made, all that it holds; before one is opened, what it is about."""

from dataclasses import dataclass

from innerpersona_quiz.load import load_instrument
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.report.rendering import render
from innerpersona_quiz.report.wording import decimals, signed
from innerpersona_quiz.share.code import PARTS
from innerpersona_quiz.share.shared import Mark, Shared, SharedPart, estimate_of


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A scale's row, in thousandths as the code holds them; both are "–" where it has no score."""

    title: str
    score: str
    se: str


@dataclass(frozen=True, slots=True)
class PartView:
    """One questionnaire's part of a code."""

    title: str
    version: str
    hash: str
    short: bool
    scale: str
    rows: tuple[ScoreRow, ...]


def preview(shared: Shared) -> str:
    """Return all that a code holds, for its maker to read before making a link of it."""
    return _rendered("preview.html.j2", shared)


def announcement(shared: Shared) -> str:
    """Return whose code it is and which parts it has, without a single score: shown before it is opened."""
    return _rendered("announcement.html.j2", shared)


def _rendered(template: str, shared: Shared) -> str:
    return render(
        template,
        name=shared.name,
        parts=[_part(part) for part in shared.parts],
        missing=[load_instrument(id).title for id in PARTS if shared.part(id) is None],
    )


def _part(part: SharedPart) -> PartView:
    instrument = load_instrument(part.instrument)
    low, high = instrument.score_range
    return PartView(
        title=instrument.title,
        version=part.version,
        hash=part.hash,
        short=part.short,
        scale=f"{signed(low) if low < 0 else low} to {signed(high) if low < 0 else high}",
        rows=tuple(_row(instrument, scale.title, part.scales[scale.id]) for scale in instrument.scales),
    )


def _row(instrument: Instrument, title: str, mark: Mark | None) -> ScoreRow:
    if mark is None:
        return ScoreRow(title, score="–", se="–")
    found = estimate_of(mark, instrument)
    score = signed(found.score, 3) if instrument.score_range[0] < 0 else decimals(found.score, 3)
    return ScoreRow(title, score, decimals(found.se, 3))
