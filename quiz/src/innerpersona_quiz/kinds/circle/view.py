"""What the report of values around a circle shows, chosen by the scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import override

from innerpersona_quiz.kinds.bands import centred_band, told_band
from innerpersona_quiz.kinds.circle.again import again
from innerpersona_quiz.kinds.circle.drawing import circle
from innerpersona_quiz.kinds.circle.model import (
    CircleProfile,
    Position,
    directions,
    higher_of,
)
from innerpersona_quiz.kinds.circle.steps import computation
from innerpersona_quiz.kinds.marks.strip import strip
from innerpersona_quiz.kinds.views import (
    ReportView,
    ScaleView,
    ScoreView,
    band_words,
    common_view,
    describing,
    lead_advice,
    lead_chances,
    lead_path,
    others_words,
)
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Z90, Estimate, PartScore
from innerpersona_quiz.texts import Passage, Writer
from innerpersona_quiz.texts.numbers import decimals, inside, interval_text, joined, signed

VALUE_BORDERS = (0.4, 1.2)
"""How far from the own average the bands of a single value begin, in steps of the answer scale."""

HIGHER_BORDERS = (0.3, 0.9)
"""The same for a broad value, whose scores lie closer together since they are means of several."""

STRIP_REACH = 3.0
"""The strip of a broad value goes from this far below the own average to as far above it."""

MOST_WIDE = 90
"""A direction is told in whole degrees give or take this much at most: beyond, it is hardly one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleView(ReportView):
    """A report with a circle; `higher` are the broad values, `position` what is said of the direction."""

    higher: tuple[ScaleView, ...]
    position: tuple[Passage, ...]

    @property
    @override
    def own_pulls(self) -> bool:
        return self.drawing is not None


def view(instrument: Instrument, answers: Answers, found: CircleProfile, writer: Writer) -> CircleView:
    """Return the view for a sheet of answers."""
    higher = tuple(_higher(instrument, part, writer) for part in found.higher)
    values = tuple(_value(instrument, part, writer) for part in found.scales)
    titles = {scale.id: scale.title for scale in instrument.scales}
    broad = {one.id: one.title for one in higher}
    known = any(one.shown for one in values)
    answered = sum(part.answered for part in found.scales)
    scores = {part.id: part.estimate for part in found.scales}
    first = None if found.lead is None else [inside(broad[id]) for id in found.lead.ids]
    likely = lead_chances(found.standing, broad, writer)
    ends = instrument.score_range
    drawn = circle(titles, scores, higher_of(instrument), found.position, ends) if known else None
    return CircleView(
        **common_view(instrument, writer, answered, known, first, likely),  # type: ignore[arg-type]
        lead=writer.passage(*lead_path(found.lead, known)),
        description=_description(higher, values, writer),
        drawing=drawn,
        higher=higher,
        scales=values,
        position=() if found.position is None else _position(titles, found.position, writer),
        others=others_words(found.lead, writer) if known else (),
        strengths=()
        if found.lead is None
        else (writer.passage("strengths", "-".join(found.lead.ids) or "open"),),
        advice=lead_advice(found.lead, found.trail, writer, joint=True),
        again=again(instrument, answers, found, writer),
        computation=computation(instrument, answers, found, broad, writer),
    )


def _score(found: Estimate, words: str, writer: Writer, **more: object) -> ScoreView:
    score, interval = signed(found.score), interval_text(found, centred=True)
    return ScoreView(
        score=score,
        data_score=f"{found.score:.2f}",
        data_se=f"{found.se:.2f}",
        interval=interval,
        words=words,
        line=writer.passage("score_line", score=score, band=words, range=interval),
        **more,  # type: ignore[arg-type]
    )


def _higher(instrument: Instrument, part: PartScore, writer: Writer) -> ScaleView:
    found = part.estimate
    shown = None
    if found is not None:
        said = centred_band(found, *HIGHER_BORDERS)
        shown = _score(
            found,
            band_words(said, writer),
            writer,
            strip=strip(found, (-STRIP_REACH, STRIP_REACH), instrument.score_range),
            describes=describing(said, writer, ("higher", part.id), writer.plain("higher", part.id, "title")),
        )
    title, about, low, high = (
        writer.plain("higher", part.id, name) for name in ("title", "about", "end_low", "end_high")
    )
    withheld = () if found else writer.passage("higher_withheld")
    return ScaleView(part.id, title, about, low, high, part.answered, part.total, shown, withheld)


def _value(instrument: Instrument, part: PartScore, writer: Writer) -> ScaleView:
    scale, found = instrument.scale(part.id), part.estimate
    shown = None
    if found is not None:
        shown = _score(found, _value_words(part.id, found, writer), writer)
    withheld = () if found else writer.passage("value_withheld", answered=part.answered, total=part.total)
    return ScaleView(
        scale.id, scale.title, scale.about, scale.low, scale.high, part.answered, part.total, shown, withheld
    )


def _value_words(id: str, found: Estimate, writer: Writer) -> str:
    said = centred_band(found, *VALUE_BORDERS)
    told = told_band(said)
    if told is not None:
        return writer.plain("values", id, told)
    if said.together is None:
        return writer.plain("value_open")
    one, other = (writer.plain("bands", name) for name in said.together)
    return writer.plain("value_between", one=one, other=other)


def _position(titles: dict[str, str], place: Position, writer: Writer) -> tuple[Passage, ...]:
    if not place.directed:
        return (writer.passage("position", "open"),)
    angles = directions(list(titles))
    ranked = sorted(titles, key=lambda id: _apart(angles[id], place.angle))
    far = sorted(titles, key=lambda id: -_apart(angles[id], place.angle))[:2]

    def named(ids: Sequence[str]) -> str:
        return joined([inside(titles[id]) for id in sorted(ids, key=list(titles).index)])

    passages = [
        writer.passage(
            "position",
            "directed",
            near=named(ranked[:2]),
            far=named(far),
            angle=decimals(place.angle, 0),
            wide=decimals(min(MOST_WIDE, Z90 * place.angle_se), 0),
            length=decimals(place.length),
            range=decimals(Z90 * place.length_se),
        )
    ]
    if place.fit is not None:
        passages.append(writer.passage("position", "fit", fit=decimals(100 * place.fit, 0)))
    return tuple(passages)


def _apart(one: float, other: float) -> float:
    """Return the angle between two directions, 0 to 180 degrees."""
    return abs((one - other + 180) % 360 - 180)


def _description(higher: tuple[ScaleView, ...], values: tuple[ScaleView, ...], writer: Writer) -> str:
    """Return the picture in words, for those who do not see it."""

    def listed(scales: tuple[ScaleView, ...]) -> str:
        return joined(
            [
                writer.plain("description", "known", scale=inside(one.title), score=one.shown.score)
                if one.shown
                else writer.plain("description", "unknown", scale=inside(one.title))
                for one in scales
            ]
        )

    return writer.plain("description", "circle", scales=listed(values), higher=listed(higher))
