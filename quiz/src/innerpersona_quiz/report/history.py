"""How a person's results have moved: what is told, and one small drawing a scale."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from innerpersona_quiz.kinds import score
from innerpersona_quiz.model import Sheet
from innerpersona_quiz.report.rendering import render
from innerpersona_quiz.scoring.change import ScaleChange, change, result_of
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.sensitivity import Estimates
from innerpersona_quiz.texts import Passage, Writer, package_texts, package_writer
from innerpersona_quiz.texts.numbers import (
    day_text,
    decimals,
    inside,
    interval_text,
    joined,
    score_text,
    shortest,
    signed,
)

WIDTH, HEIGHT = 240, 64
"""Size of a drawing's field, in its own units."""

_INSET = 10  # so that the first and the last dot are whole


@dataclass(frozen=True, slots=True)
class Taken:
    """A sheet and the day on which it was answered, on the visitor's own calendar."""

    day: datetime.date
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Point:
    """One result in a drawing: the dot, and the ends of its 90 % interval; one decimal each."""

    x: str
    y: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A scale over time. `top` and `bottom` label the ends of the field, `path` joins the dots.

    `band` is the outline of the area between the ends of their intervals; `changes` are the parts of the path between two
    results of which the later one differs by more than noise would explain.
    """

    id: str
    title: str
    description: str
    top: str
    bottom: str
    points: tuple[Point, ...]
    path: str
    band: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A scale of the last two results; `found` is None where one of them is withheld."""

    id: str
    title: str
    before: str
    after: str
    words: str
    found: ScaleChange | None


@dataclass(frozen=True, slots=True)
class _Past:
    """The results that can be compared, oldest first, and what to call the scales."""

    days: tuple[str, ...]
    places: tuple[float, ...]
    results: tuple[Estimates, ...]
    steps: tuple[Mapping[str, ScaleChange | None], ...]
    titles: dict[str, str]
    centred: bool


def history(taken: Sequence[Taken]) -> str:
    """Return a section on results, oldest first and at least one, of one edition of a questionnaire.

    Compared are those of the last one's form.
    """
    writer = package_writer("history")
    last = taken[-1].sheet
    same = [one for one in taken if one.sheet.form == last.form]
    if len(same) < 2:
        lead: Passage = writer.passage("first" if len(taken) == 1 else "other_form")
        return render("history.html.j2", writer=writer, lead=lead, rows=(), sources=())
    past = _past(same)
    rows = tuple(_row(past, id, past.steps[-1][id], writer) for id in past.titles)
    ends = (last.instrument.lowest, last.instrument.highest)
    return render(
        "history.html.j2",
        writer=writer,
        lead=_lead(past, rows, writer),
        mark=_mark(len(rows), writer),
        rows=rows,
        days=past.days,
        drawings=tuple(drawing for id in past.titles if (drawing := _drawing(past, id, ends, writer))),
        every=tuple(zip(past.days, (_in_words(past, one, writer) for one in past.results), strict=True)),
        assumes=package_texts("results")["change"]["assumes"],
        site_base=None,
        sources=writer.sources(),
    )


def _past(taken: Sequence[Taken]) -> _Past:
    instrument = taken[-1].sheet.instrument
    results = tuple(score(one.sheet.instrument, one.sheet.answers).estimates for one in taken)
    compared = [result_of(one.sheet, found) for one, found in zip(taken, results, strict=True)]
    first, last = taken[0].day, taken[-1].day
    span = (last - first).days
    return _Past(
        days=tuple(day_text(one.day) for one in taken),
        # Results of one day only stand beside each other.
        places=tuple(
            (one.day - first).days / span if span else place / (len(taken) - 1)
            for place, one in enumerate(taken)
        ),
        results=results,
        steps=tuple(change(before, after) for before, after in pairwise(compared)),
        titles={id: instrument.scale(id).title for id in results[-1]},
        centred=instrument.centred,
    )


def _row(past: _Past, id: str, found: ScaleChange | None, writer: Writer) -> Row:
    before, after = (result[id] for result in past.results[-2:])
    return Row(
        id=id,
        title=past.titles[id],
        before=score_text(before, past.centred),
        after=score_text(after, past.centred),
        words=_change_words(found, writer),
        found=found,
    )


def _change_words(found: ScaleChange | None, writer: Writer) -> str:
    if found is None:
        return writer.plain("withheld")
    return writer.plain(
        "change_row",
        difference=signed(found.difference),
        words=package_texts("results")["change"]["more" if found.reliable else "no_more"],
        index=decimals(abs(found.index), 2),
    )


def _lead(past: _Past, rows: Sequence[Row], writer: Writer) -> Passage:
    known = [row for row in rows if row.found is not None]
    if not known:
        return writer.passage("unknown")
    moved = [
        writer.plain(
            "up" if row.found.difference > 0 else "down",
            scale=inside(row.title),
            by=decimals(abs(row.found.difference)),
        )
        for row in known
        if row.found is not None and row.found.reliable
    ]
    day = past.days[-2]
    if not moved:
        return writer.passage("unchanged", day=day)
    return writer.passage("changed", day=day, scales=joined(moved))


def _mark(count: int, writer: Writer) -> Passage:
    """Return what the mark means; with n independent scores one passes it by chance with 1 - 0.95^n.

    In simulations it is 11 in 100 for 2 scores, 22 to 25 for 5, and 32 to 35 for 10 that share a mean.
    """
    return writer.passage("mark", count=str(count), chance=str(round(100 * (1 - 0.95**count))))


def _drawing(past: _Past, id: str, ends: tuple[float, float], writer: Writer) -> Drawing | None:
    found = [(place, one) for place, result in enumerate(past.results) if (one := result[id]) is not None]
    if len(found) < 2:
        return None
    # Centred scores seldom leave the inner part of what they could be.
    reach = math.ceil(max(3.0, *(abs(end) for _, one in found for end in one.interval90)))
    bottom, top = (-reach, reach) if past.centred else ends

    def up(value: float) -> str:
        return f"{HEIGHT - (min(top, max(bottom, value)) - bottom) / (top - bottom) * HEIGHT:.1f}"

    points = tuple(
        Point(
            x=f"{_INSET + past.places[place] * (WIDTH - 2 * _INSET):.1f}",
            y=up(one.score),
            low=up(one.interval90[0]),
            high=up(one.interval90[1]),
        )
        for place, one in found
    )
    changed = [
        (before, after)
        for before, after in pairwise(found)
        if after[0] == before[0] + 1 and (step := past.steps[before[0]][id]) is not None and step.reliable
    ]
    dots = {place: point for (place, _), point in zip(found, points, strict=True)}
    scores = [
        writer.plain("score_on", score=score_text(one, past.centred), day=past.days[place])
        for place, one in found
    ]
    return Drawing(
        id=id,
        title=past.titles[id],
        description=" ".join(
            [
                writer.plain("picture_words", scale=past.titles[id], scores=joined(scores)),
                *(
                    writer.plain("picture_change", before=past.days[before], after=past.days[after])
                    for (before, _), (after, _) in changed
                ),
            ]
        ),
        top=signed(top, 0) if past.centred else shortest(top),
        bottom=signed(bottom, 0) if past.centred else shortest(bottom),
        points=points,
        path="M" + "L".join(f"{point.x} {point.y}" for point in points),
        band="M"
        + "L".join(
            [
                *(f"{point.x} {point.low}" for point in points),
                *(f"{point.x} {point.high}" for point in reversed(points)),
            ]
        )
        + "Z",
        changes=tuple(
            f"M{dots[before].x} {dots[before].y}L{dots[after].x} {dots[after].y}"
            for (before, _), (after, _) in changed
        ),
    )


def _in_words(past: _Past, result: Estimates, writer: Writer) -> str:
    """Return every score of one result, with its interval."""
    parts = [_one_in_words(past, past.titles[id], one, writer) for id, one in result.items()]
    words = parts[0]
    for part in parts[1:]:
        words = writer.plain("every_next", before=words, score=part)
    return words


def _one_in_words(past: _Past, title: str, one: Estimate | None, writer: Writer) -> str:
    if one is None:
        return writer.plain("every_unknown", scale=inside(title), words=writer.plain("withheld"))
    interval = interval_text(one, past.centred)
    return writer.plain("every", scale=inside(title), score=score_text(one, past.centred), range=interval)
