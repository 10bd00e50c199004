"""The view of an attachment report: what the template shows, chosen by the scores."""

import math
from dataclasses import dataclass

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.profile.attachment import NAMED_FROM, REGIONS, AttachmentProfile, profile
from innerpersona_quiz.report.attachment_steps import computation
from innerpersona_quiz.report.computation import Computation
from innerpersona_quiz.report.plane import Plane, plane
from innerpersona_quiz.report.strip import Strip, strip
from innerpersona_quiz.report.texts import Passage, Source, Writer, report_texts
from innerpersona_quiz.report.wording import (
    LEVELS,
    band,
    chance_figure,
    chance_words,
    decimals,
    hundredths,
    interval_words,
    joined,
)
from innerpersona_quiz.scoring.classical import Z90, Estimate, PartScore, ScaleScore


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet as a row of a table; `words` and `interval` are empty where it is withheld."""

    id: str
    title: str
    score: str
    interval: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What is only there for a scale that has a score."""

    score: str
    data_score: str
    data_se: str
    interval: str
    band: str
    strip: Strip
    strength: Passage
    describes: Passage
    advice: Passage


@dataclass(frozen=True, slots=True)
class ScaleView:
    """A scale of the report; `shown` is None where its score is withheld."""

    id: str
    title: str
    about: str
    low: str
    high: str
    answered: int
    total: int
    shown: Shown | None
    facets: tuple[FacetView, ...]
    pull: str


@dataclass(frozen=True, slots=True)
class RegionView:
    """A region's row: its chance as a figure and in words."""

    id: str
    title: str
    where: str
    means: str
    figure: str
    words: str


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """Everything that the template needs, and nothing for it to decide."""

    instrument: Instrument
    writer: Writer
    style: tuple[str, ...]
    lead: Passage
    description: str
    plane: Plane | None
    scales: tuple[ScaleView, ...]
    regions: tuple[RegionView, ...]
    answered: int
    left_out: int
    careful: tuple[Passage, ...]
    plane_caption: Passage
    change: Passage
    model: Passage
    computation: Computation
    sources: tuple[Source, ...]


def view(instrument: Instrument, answers: Answers) -> AttachmentView:
    """Return the view for a sheet of answers to the attachment instrument."""
    writer = Writer(report_texts(instrument.id))
    found = profile(instrument, answers)
    scales = tuple(_scale(instrument, part, writer) for part in found.scales)
    regions = _regions(found, writer)
    anxiety, avoidance = found.anxiety.estimate, found.avoidance.estimate
    drawn = None if anxiety is None and avoidance is None else plane(instrument, anxiety, avoidance)
    answered = sum(part.scale.answered for part in found.scales)
    return AttachmentView(
        instrument=instrument,
        writer=writer,
        style=_style(found, writer),
        lead=writer.passage(*_lead(found)),
        description=_description(instrument, scales, regions),
        plane=drawn,
        scales=scales,
        regions=regions,
        answered=answered,
        left_out=len(instrument.items) - answered,
        careful=writer.passages("careful"),
        plane_caption=writer.passage("plane_caption"),
        change=writer.passage("change"),
        model=writer.passage("model"),
        computation=computation(instrument, answers, found),
        sources=writer.sources(),
    )


def _style(found: AttachmentProfile, writer: Writer) -> tuple[str, ...]:
    if found.style is None:
        return ()
    names = found.style.between or (found.style.named or "",)
    return tuple(writer.plain("regions", name, "title").lower() for name in names)


def _lead(found: AttachmentProfile) -> tuple[str, ...]:
    """Return where the one plain sentence is; near the centre no two regions are likely enough for one."""
    if found.style is None or found.regions is None:
        known = sum(part.estimate is not None for part in found.scales)
        return ("lead", "one_scale" if known else "none")
    if found.style.named is not None:
        return ("lead", "named", found.style.named)
    pair = found.style.between or ("", "")
    if found.regions[pair[0]] + found.regions[pair[1]] < NAMED_FROM:
        return ("lead", "centre")
    first, second = sorted(pair, key=REGIONS.index)
    return ("lead", "between", f"{first}-{second}")


def _scale(instrument: Instrument, part: ScaleScore, writer: Writer) -> ScaleView:
    scale = instrument.scale(part.scale.id)
    facets = tuple(
        _facet(instrument, facet.title, score, writer)
        for facet, score in zip(scale.facets, part.facets, strict=True)
    )
    return ScaleView(
        id=scale.id,
        title=scale.title,
        about=scale.about,
        low=scale.low,
        high=scale.high,
        answered=part.scale.answered,
        total=part.scale.total,
        shown=None if part.estimate is None else _shown(instrument, scale.id, part.estimate, writer),
        facets=facets,
        pull=_pull(part, {facet.id: facet.title for facet in facets}),
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
        strength=writer.passage("scales", scale_id, name, "strength"),
        describes=writer.passage("scales", scale_id, name, "describes"),
        advice=writer.passage("scales", scale_id, name, "try"),
    )


def _facet(instrument: Instrument, title: str, part: PartScore, writer: Writer) -> FacetView:
    if part.estimate is None:
        return FacetView(part.id, title, score="–", interval="", words="")
    level = LEVELS[band(part.estimate.score, instrument)]
    return FacetView(
        id=part.id,
        title=title,
        score=decimals(part.estimate.score),
        interval=interval_words(part.estimate),
        words=writer.plain("facets", part.id, level),
    )


def _pull(part: ScaleScore, titles: dict[str, str]) -> str:
    """Say which facet pulls the score up most and which down, if they differ by more than noise would.

    The difference of two facets has the standard error sqrt(se1^2 + se2^2); it is called a difference from
    1.645 of these up, the level of the 90 % intervals.
    """
    known = {facet.id: facet.estimate for facet in part.facets if facet.estimate is not None}
    if len(known) < 2:
        return ""
    highest = max(known.values(), key=lambda found: found.score)
    lowest = min(known.values(), key=lambda found: found.score)
    noise = math.sqrt(highest.se**2 + lowest.se**2)
    if highest.score - lowest.score <= Z90 * noise:
        return "These parts differ by no more than noise in the answers would explain."
    up = joined([f"“{titles[id]}”" for id, found in known.items() if found.score == highest.score])
    down = joined([f"“{titles[id]}”" for id, found in known.items() if found.score == lowest.score])
    return f"Up: {up}. Down: {down}. That is more than noise in the answers would explain."


def _regions(found: AttachmentProfile, writer: Writer) -> tuple[RegionView, ...]:
    if found.regions is None:
        return ()
    whole = hundredths(found.regions)
    return tuple(
        RegionView(
            id=name,
            title=writer.plain("regions", name, "title"),
            where=writer.plain("regions", name, "where"),
            means=writer.plain("regions", name, "means"),
            figure=chance_figure(whole[name]),
            words=chance_words(found.regions[name], writer.texts["chances"]["steps"]),
        )
        for name in REGIONS
    )


def _description(
    instrument: Instrument, scales: tuple[ScaleView, ...], regions: tuple[RegionView, ...]
) -> str:
    """Return the picture in words, for those who do not see it."""
    parts = [
        f"{scale.title} {scale.shown.score} of {instrument.highest}, probably {scale.shown.interval}"
        if scale.shown
        else f"{scale.title} unknown"
        for scale in scales
    ]
    text = f"A map with anxiety from left to right and avoidance from bottom to top. You: {joined(parts)}."
    if regions:
        chances = joined([f"{region.title.lower()} {region.figure}" for region in regions])
        text += f" Chance of each area: {chances}."
    return text
