"""What is shown around a code: before it is made, all that it holds; before one is opened, what it is about."""

from dataclasses import dataclass

from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.report.rendering import render
from innerpersona_quiz.share.shared import Mark, Shared, SharedPart, estimate_of
from innerpersona_quiz.texts import Passage, Writer, package_writer
from innerpersona_quiz.texts.numbers import decimals, enumerated, nothing, range_text, score_text, signed


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A scale's row, in thousandths as the code holds them; both are a dash where it has no score."""

    title: str
    score: str
    se: str


@dataclass(frozen=True, slots=True)
class PartView:
    """One questionnaire's part of a code."""

    title: str
    edition: Passage
    rows: tuple[ScoreRow, ...]


def preview(shared: Shared) -> str:
    """Return all that a code holds, for its maker to read before making a link of it."""
    writer = package_writer("exchange")
    path = f"{'one' if len(shared.parts) == 1 else 'all'}{'_of_named' if shared.name else ''}"
    return render(
        "preview.html.j2",
        w=writer,
        name=shared.name,
        about=writer.plain("preview", path),
        parts=[_part(part, writer) for part in shared.parts],
        missing=_missing(shared, writer),
    )


def announcement(shared: Shared) -> str:
    """Return whose code it is and which parts it has, without a single score: shown before it is opened."""
    writer = package_writer("exchange")
    titles = [(load_instrument(part.instrument).title, part.short) for part in shared.parts]
    return render(
        "announcement.html.j2",
        w=writer,
        name=shared.name,
        parts=[writer.plain("short", title=title) if short else title for title, short in titles],
        missing=_missing(shared, writer),
    )


def _missing(shared: Shared, writer: Writer) -> str:
    titles = [load_instrument(id).title for id in instrument_ids() if shared.part(id) is None]
    return writer.plain("missing", titles=enumerated(titles)) if titles else ""


def _part(part: SharedPart, writer: Writer) -> PartView:
    instrument = load_instrument(part.instrument)
    low, high = (signed(end, 0) if instrument.centred else str(end) for end in instrument.score_range)
    return PartView(
        title=writer.plain("preview", "short", title=instrument.title) if part.short else instrument.title,
        edition=writer.passage(
            "preview", "edition", range=range_text(low, high), version=part.version, hash=part.hash
        ),
        rows=tuple(_row(instrument, scale.title, part.scales[scale.id]) for scale in instrument.scales),
    )


def _row(instrument: Instrument, title: str, mark: Mark | None) -> ScoreRow:
    if mark is None:
        return ScoreRow(title, score=nothing(), se=nothing())
    found = estimate_of(mark, instrument)
    return ScoreRow(title, score_text(found, instrument.centred, 3), decimals(found.se, 3))
