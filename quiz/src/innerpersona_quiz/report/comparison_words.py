"""What a report for two says of the pair: the passages that their scores choose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from innerpersona_quiz.compatibility.difference import difference
from innerpersona_quiz.compatibility.friction import Friction, frictions
from innerpersona_quiz.compatibility.gap import gap
from innerpersona_quiz.compatibility.person import GROUPS, Person
from innerpersona_quiz.load import instrument_ids, load_instrument
from innerpersona_quiz.report.comparison_rows import Row, title_of
from innerpersona_quiz.report.texts import Passage, Writer
from innerpersona_quiz.report.wording import decimals, signed
from innerpersona_quiz.side import Guesses

type Names = tuple[str, str]
type Pair = tuple[Person, Person]

SHOWN = 3
"""Combinations told in full; what is less clear is named only."""

NEAR = 0.5
"""Centred scores nearer to 0 than this, on the mean of two people, are neither high nor low."""


@dataclass(frozen=True, slots=True)
class FrictionView:
    """A combination: what it is, what research says and how firmly, what to talk about and what to try."""

    id: str
    title: str
    what: Passage
    evidence: Passage
    strength: str
    talk: tuple[Passage, ...]
    advice: Passage


@dataclass(frozen=True, slots=True)
class GapRow:
    """A scale that somebody guessed at: the guess, the other's score with its interval, and whether it is outside."""

    title: str
    guess: str
    score: str
    interval: str
    outside: bool


@dataclass(frozen=True, slots=True)
class GapView:
    """One person's guesses about the other."""

    who: str
    told: Passage
    rows: tuple[GapRow, ...]


def alike(pair: Pair, shown: Sequence[Row], writer: Writer) -> tuple[Passage, ...]:
    """Return a passage for each scale on which two people are alike, by where on the scale they are."""
    return tuple(
        writer.passage("alike", row.group, row.id, _level(pair, row))
        for row in shown
        if row.verdict == "alike" and row.group != "values"
    )


def apart(pair: Pair, names: Names, shown: Sequence[Row], writer: Writer) -> tuple[Passage, ...]:
    """Return a passage for each scale on which two people differ, the clearest difference first."""
    found = [row for row in shown if row.verdict == "apart" and row.group != "values"]
    return tuple(
        _apart(pair, names, row, writer) for row in sorted(found, key=lambda row: -_index(pair, row))
    )


def _scores(pair: Pair, row: Row) -> tuple[float, float]:
    one, other = (person.estimate(row.group, row.id) for person in pair)
    assert one is not None and other is not None  # a verdict needs both
    return one.score, other.score


def _index(pair: Pair, row: Row) -> float:
    one, other = (person.estimate(row.group, row.id) for person in pair)
    return 0.0 if one is None or other is None else abs(difference(one, other).index)


def _level(pair: Pair, row: Row) -> str:
    """Return "low", "middle" or "high" by the mean of both scores: thirds of the scale, or around 0 by NEAR."""
    mean = sum(_scores(pair, row)) / 2
    instrument = load_instrument(GROUPS[row.group])
    low, high = instrument.score_range
    border = NEAR if low < 0 else (high - low) / 6
    above = mean - (low + high) / 2
    return "high" if above >= border else "low" if above <= -border else "middle"


def _apart(pair: Pair, names: Names, row: Row, writer: Writer) -> Passage:
    scores = _scores(pair, row)
    first = 0 if scores[0] > scores[1] else 1
    path = ["apart", row.group, row.id]
    if row.group == "attachment":
        middle = load_instrument(row.group).midpoint
        path.append("across" if min(scores) < middle < max(scores) else "beside")
    return writer.filled(*path, high=names[first], low=names[1 - first])


def friction_views(
    pair: Pair, names: Names, writer: Writer
) -> tuple[tuple[FrictionView, ...], tuple[str, ...]]:
    """Return the clearest combinations in full, and the titles of the others."""
    found = frictions(*pair)
    told = tuple(_friction(one, names, writer) for one in found[:SHOWN])
    return told, tuple(writer.plain("frictions", one.id, "title") for one in found[SHOWN:])


def _friction(found: Friction, names: Names, writer: Writer) -> FrictionView:
    path = ["frictions", found.id]
    texts = writer.texts["frictions"][found.id]
    words = path if found.roles or "both" not in texts else [*path, "both"]
    first, second = found.roles or (0, 1)
    blanks = {"first": names[first], "second": names[second]}
    return FrictionView(
        id=found.id,
        title=writer.plain(*path, "title"),
        what=writer.filled(*words, "what", **blanks),
        evidence=writer.passage(*path, "evidence"),
        strength=writer.plain(*path, "strength"),
        talk=writer.passages(*words, "talk", **blanks),
        advice=writer.filled(*path, "try", **blanks),
    )


def gaps(pair: Pair, names: Names, guesses: tuple[Guesses, Guesses], writer: Writer) -> tuple[GapView, ...]:
    """Return both people's guesses about the other, of those that the other's scores can be held against."""
    views = []
    for giver in (0, 1):
        rows = tuple(_gap_rows(pair[1 - giver], guesses[giver]))
        if rows:
            told = _gap_told(names[giver], rows, writer)
            views.append(GapView(names[giver], told, tuple(row for _, row in rows)))
    return tuple(views)


def _gap_rows(about: Person, given: Guesses) -> Iterator[tuple[float, GapRow]]:
    """Yield the rows, each with how far the guess is from the score in units of its error, signed."""
    for id in instrument_ids():
        instrument = load_instrument(id)
        places = signed if instrument.score_range[0] < 0 else decimals
        for scale in instrument.scales:
            guess, found = given.get(id, {}).get(scale.id), about.estimate(id, scale.id)
            if guess is None or found is None:
                continue
            apart = gap(guess, found)
            ends = " to ".join(places(end) for end in found.interval90)
            yield (
                apart.index,
                GapRow(title_of(id, scale.id), places(guess), places(found.score), ends, apart.outside),
            )


def _gap_told(who: str, rows: Sequence[tuple[float, GapRow]], writer: Writer) -> Passage:
    outside = [one for one in rows if one[1].outside]
    if not outside:
        return writer.filled("gap_inside", who=who)
    index, widest = max(outside, key=lambda one: abs(one[0]))
    return writer.filled(
        "gap_outside",
        who=who,
        count=str(len(outside)),
        all=str(len(rows)),
        scale=widest.title,
        way=writer.plain("gap_higher" if index > 0 else "gap_lower"),
    )
