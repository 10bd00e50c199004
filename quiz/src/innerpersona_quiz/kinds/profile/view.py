"""What the report of a profile shows, chosen by the scores."""

from dataclasses import dataclass
from typing import override

from innerpersona_quiz.kinds.bands import band_of, told_band
from innerpersona_quiz.kinds.profile.again import again
from innerpersona_quiz.kinds.profile.drawing import strips
from innerpersona_quiz.kinds.profile.model import ScalesProfile
from innerpersona_quiz.kinds.steps import Block, Computation, Steps
from innerpersona_quiz.kinds.views import (
    ReportView,
    ScaleView,
    common_view,
    facet_views,
    lead_chances,
    optional,
    others_words,
    pull_words,
    scale_view,
)
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import ScaleScore
from innerpersona_quiz.scoring.pooled import keyed_by_scale
from innerpersona_quiz.texts import Passage, Writer
from innerpersona_quiz.texts.numbers import capitalized, inside, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileView(ReportView):
    """A report with a line for each scale; `pairs` is what pairs of scales say together, by id."""

    pairs: tuple[tuple[str, Passage], ...]

    @property
    @override
    def own_pulls(self) -> bool:
        return bool(self.pairs)


def view(instrument: Instrument, answers: Answers, found: ScalesProfile, writer: Writer) -> ProfileView:
    """Return the view for a sheet of answers."""
    scales = tuple(_scale(instrument, part, writer) for part in found.scales)
    known = any(scale.shown for scale in scales)
    answered = sum(scale.answered for scale in scales)
    titles = None if found.lead is None else [inside(instrument.scale(id).title) for id in found.lead.ids]
    scores = {part.scale.id: part.estimate for part in found.scales}
    names = {scale.id: scale.title for scale in instrument.scales}
    likely = lead_chances(found.standing, names, writer)
    return ProfileView(
        **common_view(instrument, writer, answered, known, titles, likely),  # type: ignore[arg-type]
        lead=_lead(instrument, found, writer),
        description=_description(instrument, scales, writer),
        drawing=strips(instrument, scores, writer) if known else None,
        scales=scales,
        strengths=_strengths(instrument, found, scales, writer),
        others=others_words(found.lead, writer) if known else (),
        advice=_advice(found, writer),
        again=again(instrument, answers, found, writer),
        computation=_computation(instrument, answers, found, writer),
        pairs=tuple((id, writer.passage("pairs", id)) for id in found.pairs),
    )


def _scale(instrument: Instrument, part: ScaleScore, writer: Writer) -> ScaleView:
    facets = facet_views(instrument, part, writer)
    pull = pull_words(part, {facet.id: facet.title for facet in facets}, writer)
    return scale_view(instrument, part.scale, writer, facets, pull)


def _lead(instrument: Instrument, found: ScalesProfile, writer: Writer) -> Passage:
    """Return the one plain sentence; a questionnaire may have one of its own for each scale and each two of them."""
    lead = found.lead
    known = sum(part.estimate is not None for part in found.scales)
    if lead is None:
        alone = len(found.scales) == 1 and known
        return writer.passage("lead", "single" if alone else "some" if known else "none")
    if lead.named is not None:
        if writer.has("lead", "named", lead.named):
            return writer.passage("lead", "named", lead.named)
        return writer.passage("lead", "any", scale=instrument.scale(lead.named).title)
    if lead.together is None:
        return writer.passage("lead", "open")
    if writer.has("lead", "both", "-".join(lead.together)):
        return writer.passage("lead", "both", "-".join(lead.together))
    first, second = (inside(instrument.scale(id).title) for id in lead.together)
    return writer.passage("lead", "together", first=capitalized(first), second=second)


def _strengths(
    instrument: Instrument, found: ScalesProfile, scales: tuple[ScaleView, ...], writer: Writer
) -> tuple[Passage, ...]:
    """Return what a person brings, by the band of each score; where nothing says so, what the first scores describe."""
    paths = [
        ("scales", part.scale.id, told, "strength")
        for part in found.scales
        if part.estimate is not None and (told := told_band(band_of(part.estimate, instrument)))
    ]
    own = tuple(writer.passage(*path) for path in paths if writer.has(*path))
    first = () if found.lead is None else found.lead.ids
    return own or tuple(scale.shown.describes for scale in scales if scale.id in first and scale.shown)


def _advice(found: ScalesProfile, writer: Writer) -> tuple[Passage, ...]:
    """Return something to try for what comes first and for what comes last, as far as the questionnaire says such."""
    if found.lead is None or found.trail is None:
        return ()
    paths = [("tries", "high", id) for id in found.lead.ids]
    if found.trail.named is not None:
        paths.append(("tries", "low", found.trail.named))
    chosen = [passage for path in paths if (passage := optional(writer, *path))]
    return tuple(chosen) or (writer.passage("tries", "open"),)


def _description(instrument: Instrument, scales: tuple[ScaleView, ...], writer: Writer) -> str:
    """Return the picture in words, for those who do not see it."""
    scores = [
        writer.plain(
            "description",
            "known",
            scale=inside(scale.title),
            score=scale.shown.score,
            range=scale.shown.interval,
        )
        if scale.shown
        else writer.plain("description", "unknown", scale=inside(scale.title))
        for scale in scales
    ]
    lowest, highest = instrument.lowest, instrument.highest
    return writer.plain("description", "profile", lowest=lowest, highest=highest, scores=joined(scores))


def _computation(
    instrument: Instrument, answers: Answers, found: ScalesProfile, writer: Writer
) -> Computation:
    """Return every step from the answers to what comes first."""
    steps = Steps(instrument, writer)
    groups = keyed_by_scale(instrument, answers)
    blocks = []
    if instrument.calibration is None and any(groups.values()):
        blocks.append(steps.spread_block(groups))
    for part in found.scales:
        lines = steps.scale_lines(part.scale, groups[part.scale.id], own_spread=False)
        blocks.append(Block(instrument.scale(part.scale.id).title, lines))
    if found.standing is not None:
        titles = {scale.id: inside(scale.title) for scale in instrument.scales}
        blocks.append(steps.lead_block(titles, found.standing))
    parts = any(scale.facets for scale in instrument.scales)
    return steps.computation(answers, blocks, steps.line("facets") if parts else "")
