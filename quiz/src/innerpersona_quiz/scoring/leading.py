"""What comes first or last among several scores, if anything does, by the joint chance of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.scoring.deciding import Decision, chance, decide
from innerpersona_quiz.scoring.distribution import Distribution


@dataclass(frozen=True, slots=True)
class Standing:
    """How likely each is to be the highest (`chances`), and the likeliest two to be above all others (`pairs`).

    `pairs` is empty where there are no others.
    """

    chances: dict[str, float]
    pairs: dict[tuple[str, str], float]

    @property
    def first(self) -> Decision:
        """What comes first: one that is likely enough to be the highest, two that are to be above all others."""
        return decide(self.chances, self.pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """What comes first and last among all scores of a profile; both None where any score is withheld."""

    standing: Standing | None
    trail: Decision | None

    @property
    def lead(self) -> Decision | None:
        """What comes first."""
        return None if self.standing is None else self.standing.first


def standing(known: Mapping[str, Distribution]) -> Standing:
    """Return the joint chances among two true scores or more, independent of each other.

    P(i is highest) = sum over places t of i's distribution of the product of P(k < t) over all others k. That i and j
    are both above the rest is the same for the lower of the two, with the other above it.
    """
    chances = {id: chance(_above(id, None, known)) for id in known}
    order = list(known)
    first, second = sorted(order, key=lambda id: (-chances[id], order.index(id)))[:2]
    if len(order) == 2:
        return Standing(chances, {})
    both = chance(_above(first, second, known) + _above(second, first, known))
    one, two = sorted((first, second), key=order.index)
    return Standing(chances, {(one, two): both})


def trail_of(known: Mapping[str, Distribution]) -> Decision:
    """Return what comes last, by the rule of what comes first from the other end."""
    return standing({id: one.reversed() for id, one in known.items()}).first


def _above(id: str, higher: str | None, known: Mapping[str, Distribution]) -> float:
    """Return the chance that one is above all the others, but for one that is above it."""
    rest = [one for other, one in known.items() if other not in (id, higher)]
    total = 0.0
    for value, weight in known[id].places():
        for other in rest:
            weight *= other.below(value)
        if higher is not None:
            weight *= 1.0 - known[higher].below(value)
        total += weight
    return total
