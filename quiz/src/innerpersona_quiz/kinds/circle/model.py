"""Scales around a circle, the broad values that they make up, and where on the circle they point.

For values: the ten, their order around the circle and the four higher-order values are those of schwartz1992universals.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import PartScore
from innerpersona_quiz.scoring.deciding import Decision
from innerpersona_quiz.scoring.ipsative import Centred, Weights, centred, centred_part
from innerpersona_quiz.scoring.leading import lead_of, trail_of
from innerpersona_quiz.scoring.rounding import rounded

NO_LENGTH = 1e-6
"""A resultant shorter than this is none: what is left are rounding errors, which differ between machines."""

DIRECTED_FROM = -2.0 * math.log(0.1)
"""The direction is told where the 90 % region of the resultant leaves out the centre: 4.605, chi-square, 2 df."""


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
    that the wave explains, None where there are no differences. `directed` says whether the angle may be told.
    """

    angle: float
    angle_se: float
    length: float
    length_se: float
    fit: float | None
    directed: bool


@dataclass(frozen=True, slots=True)
class CircleProfile:
    """Centred scores: `higher` in the order of the table of broad values, `scales` in that of the circle.

    `centre` is the person's own mean, None where half of the items or more are missing; then all else is withheld.
    `position` is None where any scale is withheld, `lead` (what comes first of the broad values) and `trail` (what comes
    last) where any of these is. `centred` is the sheet, centred.
    """

    centre: float | None
    scales: tuple[PartScore, ...]
    higher: tuple[PartScore, ...]
    position: Position | None
    lead: Decision | None
    trail: Decision | None
    centred: Centred | None


def profile(instrument: Instrument, answers: Answers) -> CircleProfile:
    """Return the profile of one sheet of answers."""
    found = centred(instrument, answers)
    scales = tuple(centred_part(instrument, found, scale.id, answers) for scale in instrument.scales)
    by_id = {part.id: part for part in scales}
    broad = higher_of(instrument)
    higher = tuple(_higher(id, weights, by_id, found) for id, weights in broad.items())
    if found is None:
        return CircleProfile(None, scales, higher, position=None, lead=None, trail=None, centred=None)
    place = position(found, tuple(by_id)) if len(found.means) == len(scales) else None
    lead, trail = _ends(higher, broad, found)
    return CircleProfile(rounded(found.centre), scales, higher, place, lead, trail, found)


def _higher(id: str, weights: Weights, parts: dict[str, PartScore], found: Centred | None) -> PartScore:
    """Return a broad value; it is withheld where one of its scales is."""
    answered = sum(parts[value].answered for value in weights)
    total = sum(parts[value].total for value in weights)
    if found is None or any(parts[value].estimate is None for value in weights):
        return PartScore(id, answered, total, spread=None, estimate=None)
    return PartScore(id, answered, total, rounded(found.spread), found.estimate(weights))


def _ends(
    higher: tuple[PartScore, ...], broad: Higher, found: Centred
) -> tuple[Decision | None, Decision | None]:
    scores = {part.id: part.estimate.score for part in higher if part.estimate is not None}
    if len(scores) < len(higher):
        return None, None
    errors = errors_of(broad, found)
    return lead_of(scores, errors), trail_of(scores, errors)


def errors_of(broad: Higher, found: Centred) -> dict[str, float]:
    """Return the standard error of each broad value before centring, which all of them share.

    What two of them have in common, such as hedonism, is a ninth of their variance and is left aside: it makes a
    difference between the two a little surer than it is said to be.
    """
    return {
        id: math.sqrt(sum((weight * found.errors[scale]) ** 2 for scale, weight in weights.items()))
        for id, weights in broad.items()
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

    `directed`: (a, b) lies outside of the 90 % region that its errors draw around no direction at all. `fit` is
    (n/2) length^2 / sum (y_g - mean y)^2.
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
    distance = (a * a * v_b - 2 * a * b * v_ab + b * b * v_a) / (v_a * v_b - v_ab * v_ab)
    return Position(
        angle=rounded(math.degrees(math.atan2(b, a)) % 360) % 360,
        angle_se=rounded(min(180.0, math.degrees(math.sqrt(across) / length))) if length else 180.0,
        length=rounded(length),
        length_se=rounded(math.sqrt(along)),
        fit=_fit(length, list(found.means.values())),
        directed=distance >= DIRECTED_FROM,
    )


def _fit(length: float, scores: list[float]) -> float | None:
    mean = sum(scores) / len(scores)
    spread = sum((score - mean) ** 2 for score in scores)
    return rounded(min(1.0, len(scores) / 2 * length**2 / spread)) if spread > 1e-9 else None
