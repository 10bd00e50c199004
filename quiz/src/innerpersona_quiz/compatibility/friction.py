"""Where a pair is likely to rub: combinations of two people that research has looked at or that theory leads to."""

from collections.abc import Iterator
from dataclasses import dataclass

from innerpersona_quiz.compatibility.person import Person
from innerpersona_quiz.load import load_instrument
from innerpersona_quiz.profile.leading import NAMED_FROM, above_probability
from innerpersona_quiz.profile.values import difference
from innerpersona_quiz.scoring.rounding import rounded

BOTH_HIGH: dict[str, tuple[str, str]] = {
    "two_worriers": ("attachment", "anxiety"),
    "two_distant": ("attachment", "avoidance"),
    "two_dominators": ("conflict", "dominating"),
    "two_avoiders": ("conflict", "avoiding"),
    "two_obligers": ("conflict", "obliging"),
}
"""Combinations in which both are high on one scale, as group and scale."""

ONE_EACH: dict[str, tuple[str, str, str]] = {
    "pursue_withdraw": ("attachment", "anxiety", "avoidance"),
    "press_avoid": ("conflict", "dominating", "avoiding"),
}
"""Combinations in which one is high on a scale and the other on another one of the same group."""

OPPOSED: dict[str, tuple[str, str]] = {
    "new_or_known": ("openness", "conservation"),
    "self_or_all": ("self_enhancement", "self_transcendence"),
}
"""Higher-order values across the circle: one person puts the first of them higher, the other person the second."""

FRICTIONS: tuple[str, ...] = (*ONE_EACH, *BOTH_HIGH, *OPPOSED)
"""Ids of all combinations."""


@dataclass(frozen=True, slots=True)
class Friction:
    """A combination that is there.

    `roles` says which person, 0 or 1, takes its first part and which its second; None where both do the same, or each
    takes both parts. `chance` is the product of both people's chances, in [0, 1], the larger one of two ways round.
    """

    id: str
    roles: tuple[int, int] | None
    chance: float


def frictions(a: Person, b: Person) -> tuple[Friction, ...]:
    """Return the combinations that two people show, likeliest first, ties in the order of FRICTIONS.

    A person is high on a scale where the chance that the true score is above the middle of the scale is NAMED_FROM or
    more, and puts one value above another where the chance that their true difference is positive is.
    """
    found = sorted(_found((a, b)), key=lambda one: (-one.chance, FRICTIONS.index(one.id)))
    return tuple(found)


def _found(people: tuple[Person, Person]) -> Iterator[Friction]:
    for id, (group, first, second) in ONE_EACH.items():
        ways = [
            _both(_high(people[one], group, first), _high(people[1 - one], group, second)) for one in (0, 1)
        ]
        yield from _friction(id, ways)
    for id, (group, scale) in BOTH_HIGH.items():
        chance = _both(_high(people[0], group, scale), _high(people[1], group, scale))
        yield from _friction(id, [chance, chance])
    for id, (first, second) in OPPOSED.items():
        ways = [
            _both(_prefers(people[one], first, second), _prefers(people[1 - one], second, first))
            for one in (0, 1)
        ]
        yield from _friction(id, ways)


def _both(one: float, other: float) -> float:
    """Return the chance of two independent things, 0 where either is not likely enough to be named."""
    return rounded(one * other) if min(one, other) >= NAMED_FROM else 0.0


def _friction(id: str, ways: list[float]) -> Iterator[Friction]:
    """Yield a combination by its chances with the first person in the first part, and in the second."""
    if any(ways):
        yield Friction(id, None if all(ways) else (0, 1) if ways[0] else (1, 0), max(ways))


def _high(person: Person, group: str, scale: str) -> float:
    """Return the chance that a true score is above the middle of its response scale; 0 where there is no score."""
    found = person.estimate(group, scale)
    if found is None:
        return 0.0
    return rounded(above_probability(found.score - load_instrument(group).midpoint, found.se))


def _prefers(person: Person, first: str, second: str) -> float:
    """Return the chance that a person truly puts one higher-order value above another; 0 where one is withheld."""
    known = person.estimate("higher", first), person.estimate("higher", second)
    if person.centred is None or None in known:
        return 0.0
    weights = difference(first, second)
    noise = person.centred.se(weights)
    return rounded(above_probability(person.centred.score(weights), noise)) if noise > 0 else 0.0
