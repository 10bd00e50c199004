"""What the report of a place on a plane shows, chosen by the scores."""

from dataclasses import dataclass

from innerpersona_quiz.kinds.bands import band_of, level_of, told_band
from innerpersona_quiz.kinds.plane.again import again
from innerpersona_quiz.kinds.plane.drawing import plane
from innerpersona_quiz.kinds.plane.model import PlaneProfile
from innerpersona_quiz.kinds.plane.steps import computation
from innerpersona_quiz.kinds.views import (
    ChanceView,
    Likely,
    ReportView,
    ScaleView,
    chance_views,
    common_view,
    facet_views,
    pull_words,
    scale_view,
)
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import ScaleScore
from innerpersona_quiz.texts import Passage, Writer
from innerpersona_quiz.texts.numbers import inside, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaneView(ReportView):
    """A report with a plane. `corners` and `axes` are the names of the regions and of both scales, as drawn."""

    corners: tuple[str, ...]
    axes: tuple[str, str]


def view(instrument: Instrument, answers: Answers, found: PlaneProfile, writer: Writer) -> PlaneView:
    """Return the view for a sheet of answers."""
    right, up = found.right.estimate, found.up.estimate
    known = right is not None or up is not None
    scales = tuple(_scale(instrument, part, writer) for part in found.scales)
    titles = {id: writer.plain("regions", id, "title") for id in found.regions or ()}
    regions = chance_views(found.regions or {}, titles, writer)
    likely = Likely(found.style, regions, _both(found))
    answered = sum(part.scale.answered for part in found.scales)
    corners, axes = plane_words(instrument, writer)
    return PlaneView(
        **common_view(instrument, writer, answered, known, _style(found, writer), likely),  # type: ignore[arg-type]
        lead=writer.passage(*_lead(found)),
        description=_description(instrument, scales, regions, writer),
        drawing=plane(instrument, right, up) if known else None,
        scales=scales,
        strengths=_chosen(instrument, found, writer, "strength"),
        others=_others(instrument, found, writer) if known else (),
        advice=_chosen(instrument, found, writer, "try") or (writer.passage("tries", "open"),),
        again=again(instrument, answers, found, writer),
        computation=computation(instrument, answers, found, writer),
        corners=corners,
        axes=axes,
    )


def plane_words(instrument: Instrument, writer: Writer) -> tuple[tuple[str, ...], tuple[str, str]]:
    """Return the names of the regions, and those of both axes."""
    corners = tuple(writer.plain("regions", id, "title") for id in instrument.shape["regions"])
    right, up = (
        writer.plain("axis", scale=instrument.scale(instrument.shape[name]).title) for name in ("right", "up")
    )
    return corners, (right, up)


def _chosen(instrument: Instrument, found: PlaneProfile, writer: Writer, name: str) -> tuple[Passage, ...]:
    """Return the passage of that name for each score whose band may be said."""
    told = [
        (part.scale.id, told_band(band_of(part.estimate, instrument)))
        for part in found.scales
        if part.estimate is not None
    ]
    return tuple(
        writer.passage("scales", id, name_of_band, name) for id, name_of_band in told if name_of_band
    )


def _others(instrument: Instrument, found: PlaneProfile, writer: Writer) -> tuple[Passage, ...]:
    """Return what the level of each score may mean between people."""
    levels = [
        (part.scale.id, level_of(part.estimate, instrument).named)
        for part in found.scales
        if part.estimate is not None
    ]
    told = tuple(writer.passage("others", id, level) for id, level in levels if level)
    return told or (writer.passage("others", "open"),)


def _both(found: PlaneProfile) -> float:
    """Return the chance of the two regions that stand out together."""
    if found.style is None or found.style.together is None or found.regions is None:
        return 0.0
    return sum(found.regions[id] for id in found.style.together)


def _style(found: PlaneProfile, writer: Writer) -> tuple[str, ...] | None:
    if found.style is None:
        return None
    return tuple(inside(writer.plain("regions", name, "title")) for name in found.style.ids)


def _lead(found: PlaneProfile) -> tuple[str, ...]:
    """Return where the one plain sentence is; near the centre no two regions are likely enough for one."""
    if found.style is None:
        known = sum(part.estimate is not None for part in found.scales)
        return ("lead", "one_scale" if known else "none")
    if found.style.named is not None:
        return ("lead", "named", found.style.named)
    if found.style.together is None:
        return ("lead", "centre")
    return ("lead", "between", "-".join(found.style.together))


def _scale(instrument: Instrument, part: ScaleScore, writer: Writer) -> ScaleView:
    facets = facet_views(instrument, part, writer)
    pull = pull_words(part, {facet.id: facet.title for facet in facets}, writer)
    return scale_view(instrument, part.scale, writer, facets, pull)


def _description(
    instrument: Instrument, scales: tuple[ScaleView, ...], regions: tuple[ChanceView, ...], writer: Writer
) -> str:
    """Return the picture in words, for those who do not see it."""
    scores = [
        writer.plain(
            "description",
            "known",
            scale=scale.title,
            score=scale.shown.score,
            highest=instrument.highest,
            range=scale.shown.interval,
        )
        if scale.shown
        else writer.plain("description", "unknown", scale=scale.title)
        for scale in scales
    ]
    right, up = (inside(scale.title) for scale in scales)
    text = writer.plain("description", "map", right=right, up=up, scores=joined(scores))
    if not regions:
        return text
    chances = joined(
        [
            writer.plain("description", "chance", area=inside(region.title), chance=region.figure)
            for region in regions
        ]
    )
    return f"{text} {writer.plain('description', 'chances', chances=chances)}"
