"""Where a pair is likely to rub: combinations of two people that research has looked at or that theory leads to."""

from collections.abc import Iterator
from dataclasses import dataclass

from innerpersona_quiz.compatibility.person import Person
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.kinds import Kind, Part, kind_of
from innerpersona_quiz.model import Friction
from innerpersona_quiz.scoring.deciding import NAMED_FROM
from innerpersona_quiz.scoring.rounding import rounded


@dataclass(frozen=True, slots=True)
class FoundFriction:
    """A combination that is there, with the questionnaire that it belongs to.

    `roles` says which person, 0 or 1, takes its first part and which its second; None where both do the same, or each
    takes both parts. `chance` is the product of both people's chances, in [0, 1], the larger one of two ways round.
    """

    instrument: str
    id: str
    roles: tuple[int, int] | None
    chance: float


def frictions(a: Person, b: Person) -> tuple[FoundFriction, ...]:
    """Return the combinations that two people show, likeliest first.

    Of equally likely ones those in which each person has a part of their own come first, then those in which both are
    high on one scale, then opposed preferences; each in the order of the questionnaires.

    A person is high on a scale where the true score is above the middle of the scale, and puts one scale above another
    where their true difference is positive. A combination is named where the chance that both people do their part of
    it is NAMED_FROM or more.
    """
    found = sorted(_found(a, b), key=lambda one: (-one[1].chance, one[0]))
    return tuple(one for _, one in found)


def _found(a: Person, b: Person) -> Iterator[tuple[int, FoundFriction]]:
    """Yield the combinations, each with the rank of its type."""
    for id in instrument_ids():
        if id not in a.parts or id not in b.parts:
            continue
        instrument, parts = load_instrument(id), (a.parts[id], b.parts[id])
        kind = kind_of(instrument)
        for one in instrument.frictions:
            rank, ways = _ways(kind, one, parts)
            if any(ways):
                roles = None if all(ways) else (0, 1) if ways[0] else (1, 0)
                yield rank, FoundFriction(id, one.id, roles, max(ways))


def _ways(kind: Kind[object], one: Friction, parts: tuple[Part, Part]) -> tuple[int, tuple[float, float]]:
    """Return the rank of a combination's type, and its chances with the first person in the first part and the second."""
    first, second = parts
    if one.one_each is not None:
        high, other = one.one_each

        def each(one: Part, two: Part) -> float:
            return _both(kind.high_chance(one, high), kind.high_chance(two, other))

        return 0, (each(first, second), each(second, first))
    if one.both is not None:
        chance = _both(kind.high_chance(first, one.both), kind.high_chance(second, one.both))
        return 1, (chance, chance)
    this, that = one.opposed or ("", "")

    def opposed(one: Part, two: Part) -> float:
        return _both(kind.preference_chance(one, this, that), kind.preference_chance(two, that, this))

    return 2, (opposed(first, second), opposed(second, first))


def _both(one: float, other: float) -> float:
    """Return the chance of two independent things together, 0 where it is not likely enough to be named."""
    chance = rounded(one * other)
    return chance if chance >= NAMED_FROM else 0.0
