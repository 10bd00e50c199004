"""What a report for two says of the pair: the passages that their scores choose."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from innerpersona_quiz.compatibility.friction import FoundFriction, frictions
from innerpersona_quiz.compatibility.gap import Guesses, gap
from innerpersona_quiz.compatibility.person import Person
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.kinds import kind_of
from innerpersona_quiz.report.comparison_rows import Row
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.deciding import decide
from innerpersona_quiz.texts import Passage, Writer
from innerpersona_quiz.texts.numbers import capitalized, decimals, inside, interval_text, signed

type Names = tuple[str, str]
type Pair = tuple[Person, Person]

SHOWN = 3
"""Combinations told in full; what is less clear is named only."""


@dataclass(frozen=True, slots=True)
class FrictionView:
    """A combination: what it is, what research says and how firmly, what to talk about and what to try."""

    id: str
    title: str
    what: Passage
    evidence: Passage
    strength: Passage
    talk: tuple[Passage, ...]
    advice: Passage


@dataclass(frozen=True, slots=True)
class GapRow:
    """A scale that somebody guessed at: the guess, the other's score with its interval, and whether it is outside."""

    title: str
    guess: Passage
    score: str
    interval: str
    outside: bool


@dataclass(frozen=True, slots=True)
class GapView:
    """One person's guesses about the other."""

    who: str
    words: Passage
    rows: tuple[GapRow, ...]


def alike(shown: Sequence[Row], writer: Writer) -> tuple[Passage, ...]:
    """Return a passage for each scale on which two people are alike, by where on the scale they are."""
    found = [row for row in shown if row.verdict == "alike" and row.group.told]
    return tuple(_alike(row, writer) for row in found)


def _alike(row: Row, writer: Writer) -> Passage:
    instrument = load_instrument(row.instrument)
    one, other = _estimates(row)
    mean, se = (one.score + other.score) / 2, math.hypot(one.se, other.se) / 2
    level = kind_of(instrument).level(instrument, mean, se)
    if writer.has(row.instrument, "alike", row.id, level):
        return writer.passage(row.instrument, "alike", row.id, level)
    return writer.passage("alike", level, scale=inside(row.title))


def apart(names: Names, shown: Sequence[Row], writer: Writer) -> tuple[Passage, ...]:
    """Return a passage for each scale on which two people differ, the clearest difference first."""
    found = [row for row in shown if row.verdict == "apart" and row.group.told]
    return tuple(_apart(names, row, writer) for row in sorted(found, key=lambda row: -_index(row)))


def _apart(names: Names, row: Row, writer: Writer) -> Passage:
    """Return the passage on a difference; some scales have one for each side of the middle."""
    one, other = _estimates(row)
    high, low = names if one.score > other.score else (names[1], names[0])
    path: tuple[str, ...] = (row.instrument, "apart", row.id)
    if not writer.has(*path):
        return writer.passage("apart", scale=inside(row.title), high=high, low=low)
    if writer.has(*path, "across"):
        sides = _sides(one, other, load_instrument(row.instrument).midpoint)
        if sides is None:
            return writer.passage("apart", scale=inside(row.title), high=high, low=low)
        path = (*path, sides)
    return writer.passage(*path, high=high, low=low)


def _sides(one: Estimate, other: Estimate, middle: float) -> str | None:
    """Return whether two true scores lie "across" the middle or "beside" each other; None where it can't be said."""
    p, q = (found.below(middle) for found in (one, other))
    beside = p * q + (1 - p) * (1 - q)
    return decide({"across": 1 - beside, "beside": beside}, {}).named


def _estimates(row: Row) -> tuple[Estimate, Estimate]:
    one, other = row.a.estimate, row.b.estimate
    assert one is not None and other is not None  # a verdict needs both
    return one, other


def _index(row: Row) -> float:
    return 0.0 if row.found is None else abs(row.found.index)


def friction_views(
    pair: Pair, names: Names, writer: Writer
) -> tuple[tuple[FrictionView, ...], tuple[str, ...]]:
    """Return the clearest combinations in full, and the titles of the others."""
    found = frictions(*pair)
    clearest = tuple(_friction(one, names, writer) for one in found[:SHOWN])
    rest = tuple(writer.plain(one.instrument, "frictions", one.id, "title") for one in found[SHOWN:])
    return clearest, rest


def _friction(found: FoundFriction, names: Names, writer: Writer) -> FrictionView:
    path = (found.instrument, "frictions", found.id)
    words = path if found.roles or not writer.has(*path, "both") else (*path, "both")
    first, second = found.roles or (0, 1)
    blanks = {"first": names[first], "second": names[second]}
    strength = writer.plain("strengths", writer.plain(*path, "strength").replace(" ", "-"))
    return FrictionView(
        id=found.id,
        title=writer.plain(*path, "title"),
        what=writer.passage(*words, "what", **blanks),
        evidence=writer.passage(*path, "evidence"),
        strength=writer.passage("firm", strength=capitalized(strength)),
        talk=writer.passages(*words, "talk", **blanks),
        advice=writer.passage(*path, "try", **blanks),
    )


def gaps(pair: Pair, names: Names, guesses: tuple[Guesses, Guesses], writer: Writer) -> tuple[GapView, ...]:
    """Return both people's guesses about the other, of those that the other's scores can be held against."""
    views = []
    for giver in (0, 1):
        rows = tuple(_gap_rows(pair[1 - giver], guesses[giver], writer))
        if rows:
            words = _gap_words(names[giver], rows, writer)
            views.append(GapView(names[giver], words, tuple(row for _, row in rows)))
    return tuple(views)


def _gap_rows(about: Person, given: Guesses, writer: Writer) -> Iterator[tuple[float, GapRow]]:
    """Yield the rows, each with how far the guess is from the score in units of its error, signed."""
    for id in instrument_ids():
        instrument = load_instrument(id)
        places = signed if instrument.centred else decimals
        for scale in instrument.scales:
            guess, found = given.get(id, {}).get(scale.id), about.estimate(id, scale.id)
            if guess is None or found is None:
                continue
            apart = gap(guess, found)
            path = "gap_guess_outside" if apart.outside else "gap_guess"
            words = writer.passage(path, guess=places(guess))
            interval = interval_text(found, instrument.centred)
            row = GapRow(scale.title, words, places(found.score), interval, apart.outside)
            yield apart.index, row


def _gap_words(who: str, rows: Sequence[tuple[float, GapRow]], writer: Writer) -> Passage:
    outside = [one for one in rows if one[1].outside]
    if not outside:
        return writer.passage("gap_inside", who=who)
    index, widest = max(outside, key=lambda one: abs(one[0]))
    return writer.passage(
        "gap_outside",
        who=who,
        count=len(outside),
        all=len(rows),
        scale=widest.title,
        way=writer.plain("gap_higher" if index > 0 else "gap_lower"),
    )
