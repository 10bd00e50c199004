"""The view of a conflict report: what the template shows, chosen by the scores."""

from dataclasses import dataclass

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.profile.conflict import ConflictProfile, profile
from innerpersona_quiz.profile.leading import level_of
from innerpersona_quiz.report.computation import Computation
from innerpersona_quiz.report.conflict_steps import computation
from innerpersona_quiz.report.dual_plane import DualPlane, dual_plane
from innerpersona_quiz.report.strip import Strip, strip
from innerpersona_quiz.report.texts import Passage, Source, Writer, report_texts
from innerpersona_quiz.report.wording import band, decimals, interval_words, joined
from innerpersona_quiz.scoring.classical import Estimate, PartScore

FAR_FROM = 0.5
"""A concern that is this far from the middle of the scale, in steps of it, is told as well above or below it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is only there for a strategy that has a score."""

    score: str
    data_score: str
    data_se: str
    interval: str
    band: str
    strip: Strip
    describes: Passage


@dataclass(frozen=True, slots=True)
class StrategyView:
    """A strategy; `shown` is None where its score is withheld, `note` empty for most."""

    id: str
    title: str
    about: str
    low: str
    high: str
    answered: int
    total: int
    shown: Shown | None
    note: Passage


@dataclass(frozen=True, slots=True)
class ConcernView:
    """A concern as a row of a table."""

    id: str
    title: str
    about: str
    score: str
    data_score: str
    data_se: str
    interval: str
    words: str


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Everything that the template needs, and nothing for it to decide."""

    instrument: Instrument
    writer: Writer
    first: tuple[str, ...]
    lead: Passage
    description: str
    drawing: DualPlane | None
    scales: tuple[StrategyView, ...]
    concerns: tuple[ConcernView, ...]
    strengths: tuple[Passage, ...]
    advice: tuple[Passage, ...]
    answered: int
    left_out: int
    careful: tuple[Passage, ...]
    caption: Passage
    change: Passage
    model: Passage
    computation: Computation
    sources: tuple[Source, ...]


def view(instrument: Instrument, answers: Answers) -> ConflictView:
    """Return the view for a sheet of answers to the conflict instrument."""
    writer = Writer(report_texts(instrument.id))
    found = profile(instrument, answers)
    scales = tuple(_strategy(instrument, part.scale, writer) for part in found.scales)
    concerns = _concerns(instrument, found, writer)
    estimates = {part.scale.id: part.estimate for part in found.scales}
    known = any(scale.shown for scale in scales)
    answered = sum(scale.answered for scale in scales)
    return ConflictView(
        instrument=instrument,
        writer=writer,
        first=tuple(instrument.scale(id).title.lower() for id in found.lead.ids) if found.lead else (),
        lead=writer.passage(*_lead(found, known)),
        description=_description(instrument, scales, concerns),
        drawing=dual_plane(instrument, estimates, found.concerns) if known else None,
        scales=scales,
        concerns=concerns,
        strengths=_strengths(instrument, found, writer),
        advice=_advice(found, writer),
        answered=answered,
        left_out=len(instrument.items) - answered,
        careful=writer.passages("careful"),
        caption=writer.passage("figure_caption"),
        change=writer.passage("change"),
        model=writer.passage("model"),
        computation=computation(instrument, answers, found),
        sources=writer.sources(),
    )


def _lead(found: ConflictProfile, known: bool) -> tuple[str, ...]:
    if found.lead is None:
        return ("lead", "some" if known else "none")
    if found.lead.named is not None:
        return ("lead", "named", found.lead.named)
    if found.lead.together is not None:
        return ("lead", "together", "-".join(found.lead.together))
    return ("lead", "open")


def _strategy(instrument: Instrument, part: PartScore, writer: Writer) -> StrategyView:
    scale, found = instrument.scale(part.id), part.estimate
    return StrategyView(
        id=scale.id,
        title=scale.title,
        about=scale.about,
        low=scale.low,
        high=scale.high,
        answered=part.answered,
        total=part.total,
        shown=None if found is None else _shown(instrument, scale.id, found, writer),
        note=writer.passage("avoiding_note") if scale.id == "avoiding" and found is not None else (),
    )


def _shown(instrument: Instrument, scale_id: str, found: Estimate, writer: Writer) -> Shown:
    name = band(found.score, instrument)
    return Shown(
        score=decimals(found.score),
        data_score=decimals(found.score, 2),
        data_se=decimals(found.se, 2),
        interval=interval_words(found),
        band=writer.plain("bands", name),
        strip=strip(found, instrument.lowest, instrument.highest),
        describes=writer.passage("scales", scale_id, name, "describes"),
    )


def _levels(instrument: Instrument, found: ConflictProfile) -> tuple[tuple[str, Estimate, str], ...]:
    """Return id, estimate and level of both concerns; empty where they are not known."""
    if found.concerns is None:
        return ()
    both = (("self", found.concerns.self), ("other", found.concerns.other))
    return tuple((id, one, _level(one, instrument.midpoint)) for id, one in both)


def _level(found: Estimate, midpoint: float) -> str:
    level = level_of(found.score, midpoint, found.se)
    far = level != "middle" and abs(found.score - midpoint) >= FAR_FROM
    return f"far_{level}" if far else level


def _concerns(instrument: Instrument, found: ConflictProfile, writer: Writer) -> tuple[ConcernView, ...]:
    return tuple(
        ConcernView(
            id=id,
            title=writer.plain("concerns", id, "title"),
            about=writer.plain("concerns", id, "about"),
            score=decimals(one.score),
            data_score=decimals(one.score, 2),
            data_se=decimals(one.se, 2),
            interval=interval_words(one),
            words=writer.plain("concerns", id, "words", level),
        )
        for id, one, level in _levels(instrument, found)
    )


def _strengths(instrument: Instrument, found: ConflictProfile, writer: Writer) -> tuple[Passage, ...]:
    return tuple(
        writer.passage("concerns", id, "levels", level) for id, _, level in _levels(instrument, found)
    )


def _advice(found: ConflictProfile, writer: Writer) -> tuple[Passage, ...]:
    """Return something to try for what comes first and for what comes last, if only one does."""
    if found.lead is None or found.trail is None:
        return ()
    chosen = [writer.passage("tries", "high", id) for id in found.lead.ids]
    if found.trail.named is not None:
        chosen.append(writer.passage("tries", "low", found.trail.named))
    return tuple(chosen) or (writer.passage("tries", "open"),)


def _description(
    instrument: Instrument, scales: tuple[StrategyView, ...], concerns: tuple[ConcernView, ...]
) -> str:
    """Return the picture in words, for those who do not see it."""
    parts = [
        f"{scale.title.lower()} {scale.shown.score}, probably {scale.shown.interval}"
        if scale.shown
        else f"{scale.title.lower()} unknown"
        for scale in scales
    ]
    text = (
        "A square with concern for yourself from left to right and concern for the other from bottom to top. "
        "Integrating stands at the top right, obliging at the top left, dominating at the bottom right, avoiding at "
        "the bottom left and compromising in the middle, each with a ring that grows with its score. On a scale of "
        f"{instrument.lowest} to {instrument.highest}, you: {joined(parts)}."
    )
    if concerns:
        told = joined([f"{one.title.lower()} {one.score}, probably {one.interval}" for one in concerns])
        text += f" Beside the axes: {told}."
    return text
