"""The view of a values report: what the template shows, chosen by the scores."""

from dataclasses import dataclass

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.profile.values import CIRCLE, Position, ValuesProfile, angle_of, profile
from innerpersona_quiz.report.circle import Circle, circle
from innerpersona_quiz.report.computation import Computation
from innerpersona_quiz.report.strip import Strip, strip
from innerpersona_quiz.report.texts import Passage, Source, Writer, report_texts
from innerpersona_quiz.report.values_steps import computation
from innerpersona_quiz.report.wording import (
    centred_band,
    decimals,
    joined,
    signed,
    signed_interval,
)
from innerpersona_quiz.scoring.classical import Z90, Estimate, PartScore

VALUE_BORDERS = (0.4, 1.2)
"""How far from the own average the bands of a single value begin, in steps of the answer scale."""

HIGHER_BORDERS = (0.3, 0.9)
"""The same for a broad value, whose scores lie closer together since they are means of several."""

STRIP_REACH = 3.0
"""The strip of a broad value goes from this far below the own average to as far above it."""

MOST_WIDE = 90
"""A direction is told in whole degrees give or take this much at most: beyond, it is hardly one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is only there for a score that is not withheld; `strip` and `describes` only for the broad values."""

    score: str
    data_score: str
    data_se: str
    interval: str
    words: str


@dataclass(frozen=True, slots=True)
class HigherView:
    """A broad value; `shown`, `strip` and `describes` are None or empty where it is withheld."""

    id: str
    title: str
    about: str
    low: str
    high: str
    answered: int
    total: int
    shown: Shown | None
    strip: Strip | None
    describes: Passage


@dataclass(frozen=True, slots=True)
class ValueView:
    """One of the ten, as a row of a table."""

    id: str
    title: str
    about: str
    answered: int
    total: int
    shown: Shown | None


@dataclass(frozen=True, slots=True)
class ValuesView:
    """Everything that the template needs, and nothing for it to decide."""

    instrument: Instrument
    writer: Writer
    first: tuple[str, ...]
    lead: Passage
    description: str
    drawing: Circle | None
    higher: tuple[HigherView, ...]
    values: tuple[ValueView, ...]
    position: tuple[Passage, ...]
    strengths: tuple[Passage, ...]
    advice: tuple[Passage, ...]
    answered: int
    left_out: int
    careful: tuple[Passage, ...]
    caption: Passage
    model: Passage
    computation: Computation
    sources: tuple[Source, ...]


def view(instrument: Instrument, answers: Answers) -> ValuesView:
    """Return the view for a sheet of answers to the values instrument."""
    writer = Writer(report_texts(instrument.id))
    found = profile(instrument, answers)
    higher = tuple(_higher(part, writer) for part in found.higher)
    values = tuple(_value(instrument, part, writer) for part in found.scales)
    titles = {scale.id: scale.title for scale in instrument.scales}
    broad = {one.id: one.title for one in higher}
    known = any(one.shown for one in values)
    answered = sum(part.answered for part in found.scales)
    scores = {part.id: part.estimate for part in found.scales}
    return ValuesView(
        instrument=instrument,
        writer=writer,
        first=tuple(broad[id].lower() for id in found.lead.ids) if found.lead else (),
        lead=writer.passage(*_lead(found, known)),
        description=_description(higher, values),
        drawing=circle(titles, scores, found.position) if known else None,
        higher=higher,
        values=values,
        position=() if found.position is None else _position(titles, found.position, writer),
        strengths=_strengths(found, writer),
        advice=_advice(found, writer),
        answered=answered,
        left_out=len(instrument.items) - answered,
        careful=writer.passages("careful"),
        caption=writer.passage("figure_caption"),
        model=writer.passage("model"),
        computation=computation(instrument, answers, found, broad),
        sources=writer.sources(),
    )


def _lead(found: ValuesProfile, known: bool) -> tuple[str, ...]:
    if found.lead is None:
        return ("lead", "some" if known else "none")
    if found.lead.named is not None:
        return ("lead", "named", found.lead.named)
    if found.lead.together is not None:
        return ("lead", "together", "-".join(found.lead.together))
    return ("lead", "open")


def _shown(found: Estimate, words: str) -> Shown:
    return Shown(
        score=signed(found.score),
        data_score=decimals(found.score, 2),
        data_se=decimals(found.se, 2),
        interval=signed_interval(found),
        words=words,
    )


def _higher(part: PartScore, writer: Writer) -> HigherView:
    found = part.estimate
    name = "" if found is None else centred_band(found.score, *HIGHER_BORDERS)
    return HigherView(
        id=part.id,
        title=writer.plain("higher", part.id, "title"),
        about=writer.plain("higher", part.id, "about"),
        low=writer.plain("higher", part.id, "end_low"),
        high=writer.plain("higher", part.id, "end_high"),
        answered=part.answered,
        total=part.total,
        shown=None if found is None else _shown(found, writer.plain("bands", name)),
        strip=None if found is None else strip(found, -STRIP_REACH, STRIP_REACH),
        describes=() if found is None else writer.passage("higher", part.id, name, "describes"),
    )


def _value(instrument: Instrument, part: PartScore, writer: Writer) -> ValueView:
    scale, found = instrument.scale(part.id), part.estimate
    shown = None
    if found is not None:
        name = centred_band(found.score, *VALUE_BORDERS)
        shown = _shown(found, writer.plain("values", part.id, name))
    return ValueView(scale.id, scale.title, scale.about, part.answered, part.total, shown)


def _position(titles: dict[str, str], place: Position, writer: Writer) -> tuple[Passage, ...]:
    told: list[Passage] = []
    if place.directed:
        near = sorted(CIRCLE, key=lambda id: _apart(angle_of(id), place.angle))[:2]
        far = sorted(CIRCLE, key=lambda id: -_apart(angle_of(id), place.angle))[:2]
        told.append(
            writer.filled(
                "position",
                "directed",
                near=joined([titles[id].lower() for id in sorted(near, key=CIRCLE.index)]),
                far=joined([titles[id].lower() for id in sorted(far, key=CIRCLE.index)]),
                angle=f"{place.angle:.0f}",
                wide=f"{min(MOST_WIDE, Z90 * place.angle_se):.0f}",
                length=decimals(place.length),
                range=decimals(Z90 * place.length_se),
            )
        )
        if place.fit is not None:
            told.append(writer.filled("position", "fit", fit=f"{100 * place.fit:.0f}"))
    else:
        told.append(writer.passage("position", "open"))
    return tuple(told)


def _apart(one: float, other: float) -> float:
    """Return the angle between two directions, 0 to 180 degrees."""
    return abs((one - other + 180) % 360 - 180)


def _strengths(found: ValuesProfile, writer: Writer) -> tuple[Passage, ...]:
    if found.lead is None:
        return ()
    return (writer.passage("strengths", "-".join(found.lead.ids) or "open"),)


def _advice(found: ValuesProfile, writer: Writer) -> tuple[Passage, ...]:
    """Return something to try for what comes first and for what comes last, if only one does."""
    if found.lead is None or found.trail is None:
        return ()
    first = "-".join(found.lead.ids)
    chosen = [writer.passage("tries", "high", first)] if first else []
    if found.trail.named is not None:
        chosen.append(writer.passage("tries", "low", found.trail.named))
    return tuple(chosen) or (writer.passage("tries", "open"),)


def _description(higher: tuple[HigherView, ...], values: tuple[ValueView, ...]) -> str:
    """Return the picture in words, for those who do not see it."""
    ten = joined([f"{one.title.lower()} {one.shown.score if one.shown else 'unknown'}" for one in values])
    four = joined([f"{one.title.lower()} {one.shown.score if one.shown else 'unknown'}" for one in higher])
    return (
        "A circle of ten values around a ring that is your own average; points outside it matter more to you, points "
        f"inside less. Clockwise from the top: {ten}. In the four quarters: {four}."
    )
