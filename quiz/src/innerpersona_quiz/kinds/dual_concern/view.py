"""What the report of five strategies and two concerns shows, chosen by the scores."""

from dataclasses import dataclass
from typing import override

from innerpersona_quiz.kinds.dual_concern.again import again
from innerpersona_quiz.kinds.dual_concern.drawing import dual_plane
from innerpersona_quiz.kinds.dual_concern.model import DualConcernProfile
from innerpersona_quiz.kinds.dual_concern.steps import computation
from innerpersona_quiz.kinds.views import (
    ReportView,
    ScaleView,
    common_view,
    lead_advice,
    lead_chances,
    lead_path,
    others_words,
    scale_view,
)
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.deciding import interval_of
from innerpersona_quiz.texts import Writer
from innerpersona_quiz.texts.numbers import capitalized, decimals, inside, interval_text, joined

FAR_FROM = 0.5
"""A concern that is this far from the middle of the scale, in steps of it, is called well above or below it."""


@dataclass(frozen=True, slots=True)
class ConcernView:
    """A concern as a row of a table."""

    id: str
    title: str
    words: str
    score: str
    data_score: str
    data_se: str
    interval: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DualConcernView(ReportView):
    """A report with the plane of two concerns; `axes` are the words along its sides."""

    concerns: tuple[ConcernView, ...]
    axes: tuple[str, str]

    @property
    @override
    def own_pulls(self) -> bool:
        return bool(self.concerns)


def view(
    instrument: Instrument, answers: Answers, found: DualConcernProfile, writer: Writer
) -> DualConcernView:
    """Return the view for a sheet of answers."""
    scales = tuple(scale_view(instrument, part.scale, writer) for part in found.scales)
    concerns = _concerns(instrument, found, writer)
    estimates = {part.scale.id: part.estimate for part in found.scales}
    known = any(scale.shown for scale in scales)
    answered = sum(scale.answered for scale in scales)
    lead = found.lead
    titles = None if lead is None else [inside(instrument.scale(id).title) for id in lead.ids]
    names = {scale.id: scale.title for scale in instrument.scales}
    likely = lead_chances(found.standing, names, writer)
    right, up = (
        writer.plain("axis", concern=writer.plain("concerns", id, "title")) for id in ("self", "other")
    )
    return DualConcernView(
        **common_view(instrument, writer, answered, known, titles, likely),  # type: ignore[arg-type]
        lead=writer.passage(*lead_path(found.lead, known)),
        description=_description(instrument, scales, concerns, writer),
        drawing=dual_plane(instrument, estimates, found.concerns) if known else None,
        scales=scales,
        strengths=tuple(
            writer.passage("concerns", id, "levels", level) for id, _, level in _levels(instrument, found)
        ),
        others=others_words(lead, writer) if known else (),
        advice=lead_advice(found.lead, found.trail, writer),
        again=again(instrument, answers, found, writer),
        computation=computation(instrument, answers, found, writer),
        concerns=concerns,
        axes=(right, up),
    )


def _levels(instrument: Instrument, found: DualConcernProfile) -> tuple[tuple[str, Estimate, str], ...]:
    """Return id, estimate and level of both concerns; empty where they are not known."""
    if found.concerns is None:
        return ()
    both = (("self", found.concerns.self), ("other", found.concerns.other))
    return tuple((id, one, level(one, instrument.midpoint)) for id, one in both)


def level(found: Estimate, midpoint: float) -> str:
    """Return on which side of the middle a concern truly is, and whether far from it; "middle" where none may be said."""
    borders = (midpoint - FAR_FROM, midpoint, midpoint + FAR_FROM)
    ids = interval_of(found.distribution, borders, ("far_below", "below", "above", "far_above")).ids
    sides = {id.removeprefix("far_") for id in ids}
    return ids[0] if len(ids) == 1 else sides.pop() if len(sides) == 1 else "middle"


def _concerns(instrument: Instrument, found: DualConcernProfile, writer: Writer) -> tuple[ConcernView, ...]:
    return tuple(
        ConcernView(
            id=id,
            title=writer.plain("concerns", id, "title"),
            words=writer.plain(
                "concern_row",
                about=writer.plain("concerns", id, "about"),
                words=capitalized(writer.plain("concerns", id, "words", level)),
            ),
            score=decimals(one.score),
            data_score=f"{one.score:.2f}",
            data_se=f"{one.se:.2f}",
            interval=interval_text(one),
        )
        for id, one, level in _levels(instrument, found)
    )


def _description(
    instrument: Instrument, scales: tuple[ScaleView, ...], concerns: tuple[ConcernView, ...], writer: Writer
) -> str:
    """Return the picture in words, for those who do not see it."""

    def described(title: str, score: str, interval: str) -> str:
        return writer.plain("description", "known", scale=inside(title), score=score, range=interval)

    scores = [
        described(scale.title, scale.shown.score, scale.shown.interval)
        if scale.shown
        else writer.plain("description", "unknown", scale=inside(scale.title))
        for scale in scales
    ]
    ways = {role: instrument.scale(id).title for role, id in instrument.shape.items()}
    names = {f"{role}way": title if role == "both" else inside(title) for role, title in ways.items()}
    text = writer.plain(
        "description",
        "square",
        self=inside(writer.plain("concerns", "self", "title")),
        other=inside(writer.plain("concerns", "other", "title")),
        lowest=instrument.lowest,
        highest=instrument.highest,
        scores=joined(scores),
        **names,
    )
    if not concerns:
        return text
    beside = joined([described(one.title, one.score, one.interval) for one in concerns])
    return f"{text} {writer.plain('description', 'concerns', concerns=beside)}"
