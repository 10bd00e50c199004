"""Scales around a circle, the broad values that they make up, and where on the circle they point.

For values: the ten, their order around the circle and the four higher-order values are those of schwartz1992universals.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import PartScore
from innerpersona_quiz.scoring.deciding import NAMED_FROM, Decision
from innerpersona_quiz.scoring.distribution import Distribution, Normal
from innerpersona_quiz.scoring.ipsative import Centred, Weights, centred, centred_part
from innerpersona_quiz.scoring.leading import Ranked, Standing, standing, trail_of
from innerpersona_quiz.scoring.normal import normal_cdf
from innerpersona_quiz.scoring.rounding import rounded

NO_LENGTH = 1e-6
"""A resultant shorter than this is none: what is left are rounding errors, which differ between machines."""

SECTOR = 45
"""A direction is right if the true one lies no further away than this, in degrees: a quarter of the circle."""


type Higher = Mapping[str, Weights]
"""The weights of the scales in each broad value, by its id; those of one add up to 1."""


def higher_of(instrument: Instrument) -> Higher:
    """Return the questionnaire's own table [circle.higher]."""
    return instrument.shape["higher"]  # type: ignore[no-any-return]  # a TOML table


def directions(scales: Sequence[str]) -> dict[str, float]:
    """Return where on the circle each scale lies, in degrees clockwise from the top: equal steps, half a step in.

    Equal steps are a simplification: in data the distances differ, and conformity and tradition lie in one direction.
    """
    step = 360 / len(scales)
    return {id: step / 2 + step * place for place, id in enumerate(scales)}


@dataclass(frozen=True, slots=True)
class Position:
    """Where on the circle the centred scores point, as the wave that fits them best.

    The wave is length * cos(direction of the value - angle). `angle` is in degrees, [0, 360), clockwise from the
    top, `length` in response scale units: how far the scales there stand above the person's own mean, by the wave.
    Each has a standard error in its own unit. `fit` in [0, 1] is the share of the differences between the scores
    that the wave explains, None where there are no differences. `chance`, in [0, 1], is that of the true
    direction to lie within SECTOR of the angle.
    """

    angle: float
    angle_se: float
    length: float
    length_se: float
    fit: float | None
    chance: float

    @property
    def directed(self) -> bool:
        """Whether the angle may be told."""
        return self.chance >= NAMED_FROM


@dataclass(frozen=True, slots=True)
class CircleProfile(Ranked):
    """Centred scores: `higher` in the order of the table of broad values, `scales` in that of the circle.

    `centre` is the person's own mean, None where half of the items or more are missing; then all else is withheld.
    `position` is None where any scale is withheld. What comes first and last are broad values. `centred` is the sheet,
    centred.
    """

    centre: float | None
    scales: tuple[PartScore, ...]
    higher: tuple[PartScore, ...]
    position: Position | None
    centred: Centred | None


def profile(instrument: Instrument, answers: Answers) -> CircleProfile:
    """Return the profile of one sheet of answers."""
    found = centred(instrument, answers)
    scales = tuple(centred_part(instrument, found, scale.id, answers) for scale in instrument.scales)
    by_id = {part.id: part for part in scales}
    broad = higher_of(instrument)
    higher = tuple(_higher(id, weights, by_id, found) for id, weights in broad.items())
    if found is None:
        return CircleProfile(None, scales, higher, None, None, standing=None, trail=None)
    place = position(found, tuple(by_id)) if len(found.means) == len(scales) else None
    first, trail = _ends(instrument, higher, found)
    return CircleProfile(rounded(found.centre), scales, higher, place, found, standing=first, trail=trail)


def _higher(id: str, weights: Weights, parts: dict[str, PartScore], found: Centred | None) -> PartScore:
    """Return a broad value; it is withheld where one of its scales is."""
    answered = sum(parts[value].answered for value in weights)
    total = sum(parts[value].total for value in weights)
    if found is None or any(parts[value].estimate is None for value in weights):
        return PartScore(id, answered, total, spread=None, estimate=None)
    return PartScore(id, answered, total, rounded(found.spread), found.estimate(weights))


def _ends(
    instrument: Instrument, higher: tuple[PartScore, ...], found: Centred
) -> tuple[Standing | None, Decision | None]:
    known = before_centring(instrument, higher, found)
    return (standing(known), trail_of(known)) if len(known) == len(higher) else (None, None)


def before_centring(
    instrument: Instrument, higher: Sequence[PartScore], found: Centred
) -> dict[str, Distribution]:
    """Return the distributions of the broad values that have a score, with their errors before centring.

    All of them share what centring takes out, so it tells nothing of which is higher.

    What two of them have in common, such as hedonism, is a ninth of their variance and is left aside: it makes a
    difference between the two a little surer than it is said to be.
    """
    broad = higher_of(instrument)
    return {
        part.id: Normal(
            part.estimate.score,
            math.hypot(*(weight * found.errors[scale] for scale, weight in broad[part.id].items())),
        )
        for part in higher
        if part.estimate is not None
    }


def difference(broad: Higher, one: str, other: str) -> Weights:
    """Return the weights of the difference of two broad values; what is in both cancels."""
    first, second = broad[one], broad[other]
    return {id: first.get(id, 0.0) - second.get(id, 0.0) for id in {**first, **second}}


def position(found: Centred, scales: Sequence[str]) -> Position:
    """Return where n centred scores y_g, at the directions t_g, point; KeyError if one is withheld.

    The least-squares wave over equal steps: a = (2/n) sum y_g cos t_g, b = (2/n) sum y_g sin t_g, length =
    hypot(a, b), angle = atan2(b, a). (a, b) is 2/n of the resultant of the scores, taken as forces from the middle.
    Its errors follow from those of the scores. Along the angle's direction they give the length's standard error, and
    across it, divided by the length, that of the angle (the delta method, at most 180 degrees).

    `fit` is (n/2) length^2 / sum (y_g - mean y)^2.
    """
    turns = {id: math.radians(angle) for id, angle in directions(scales).items()}
    up = {id: 2 / len(turns) * math.cos(turn) for id, turn in turns.items()}
    right = {id: 2 / len(turns) * math.sin(turn) for id, turn in turns.items()}
    a, b = found.score(up), found.score(right)
    length = math.hypot(a, b)
    v_a, v_b, v_ab = found.covariance(up, up), found.covariance(right, right), found.covariance(up, right)
    # Without any length there is no direction, and errors are taken along the first axis.
    if length < NO_LENGTH:
        a, b, length = 0.0, 0.0, 0.0
    x, y = (a / length, b / length) if length else (1.0, 0.0)
    along = x * x * v_a + 2 * x * y * v_ab + y * y * v_b
    across = y * y * v_a - 2 * x * y * v_ab + x * x * v_b
    both = x * y * (v_b - v_a) + (x * x - y * y) * v_ab
    return Position(
        angle=rounded(math.degrees(math.atan2(b, a)) % 360) % 360,
        angle_se=rounded(min(180.0, math.degrees(math.sqrt(across) / length))) if length else 180.0,
        length=rounded(length),
        length_se=rounded(math.sqrt(along)),
        fit=_fit(length, list(found.means.values())),
        chance=rounded(_in_sector(length, along, across, both)),
    )


def _in_sector(length: float, along: float, across: float, both: float) -> float:
    """Return the chance that the true resultant lies within SECTOR of the one found.

    The resultant has the variances `along` and `across` its own direction, and `both` for their covariance. Summed over
    61 places x along it is the chance of |y| < x tan(SECTOR) across it, y being normal given x.
    """
    slope, spread = both / along, math.sqrt(across - both * both / along)
    total = 0.0
    for x, weight in Normal(length, math.sqrt(along)).places():
        if x > 0:
            reach, middle = x * math.tan(math.radians(SECTOR)), slope * (x - length)
            total += weight * (normal_cdf((reach - middle) / spread) - normal_cdf((-reach - middle) / spread))
    return total


def _fit(length: float, scores: list[float]) -> float | None:
    mean = sum(scores) / len(scores)
    spread = sum((score - mean) ** 2 for score in scores)
    return rounded(min(1.0, len(scores) / 2 * length**2 / spread)) if spread > 1e-9 else None
