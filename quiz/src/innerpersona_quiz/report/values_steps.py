"""How a values result came about, step by step."""

import math

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.profile.values import CIRCLE, HIGHER_ORDER, ValuesProfile, difference
from innerpersona_quiz.report.computation import (
    Block,
    Computation,
    answer_rows,
    lead_lines,
    pooled_spread_lines,
    reversal,
)
from innerpersona_quiz.report.wording import decimals
from innerpersona_quiz.scoring.classical import PartScore
from innerpersona_quiz.scoring.ipsative import Centred, centred
from innerpersona_quiz.scoring.pooled import degrees_of_freedom, keyed_by_scale

_SHARED = "All ten values share this spread: one value has too few answers for a spread of its own."
_NORMAL = (
    "Φ is the normal distribution. The error of a difference follows from those of the mean answers; what two broad "
    "values share, as hedonism, cancels out."
)
_EQUAL = "The ten values are taken to stand at equal steps around the circle."


def computation(
    instrument: Instrument, answers: Answers, profile: ValuesProfile, titles: dict[str, str]
) -> Computation:
    """Return every step from the answers to the direction; `titles` are those of the four broad values."""
    rows = answer_rows(instrument, answers)
    found = centred(instrument, answers)
    if found is None:
        few = ("Fewer than half of the portraits answered: there is no average to compare with.",)
        return Computation(rows, reversal(instrument), (Block("Your own average", few),))
    groups = keyed_by_scale(instrument, answers)
    n = sum(found.counts.values())
    spread = pooled_spread_lines(n, sum(map(bool, groups.values())), degrees_of_freedom(groups), found.spread)
    own = (f"Own average = {sum(map(sum, groups.values()))} ÷ {n} = {decimals(found.centre, 4)}",)
    blocks = [
        Block("Your own average", own),
        Block("Spread of your answers", spread, _SHARED),
        Block(
            "Ten values",
            (_value_rule(n), *(_value_line(instrument, groups, found, p) for p in profile.scales)),
        ),
        Block("Four broad values", tuple(_higher_line(titles, part) for part in profile.higher)),
    ]
    if profile.position is not None:
        blocks.append(Block("Direction", _direction_lines(found, profile), _EQUAL))
    if profile.lead is not None:
        scores = {part.id: part.estimate.score for part in profile.higher if part.estimate is not None}
        lower = {id: title.lower() for id, title in titles.items()}

        def noise(one: str, other: str) -> float:
            return found.se(difference(one, other))

        blocks.append(Block("What comes first", lead_lines(lower, scores, noise, profile.lead), _NORMAL))
    return Computation(rows, reversal(instrument), tuple(blocks))


def _value_rule(n: int) -> str:
    return (
        "Score = mean of the value’s answers − own average. The error e of a mean of n answers = the larger of spread "
        f"÷ √n and 1 ÷ √12. The own average holds each mean with the share n ÷ {n}, so the standard error of a score "
        "= √((1 − share)² × e² + the sum of share² × e² of the other nine)."
    )


def _value_line(instrument: Instrument, groups: dict[str, list[int]], found: Centred, part: PartScore) -> str:
    title, group = instrument.scale(part.id).title, groups[part.id]
    if part.estimate is None:
        return f"{title}: {part.answered} of {part.total} answered, so there is no score."
    return (
        f"{title}: {sum(group)} ÷ {len(group)} − {decimals(found.centre, 4)} = {decimals(part.estimate.score, 4)}, "
        f"standard error {decimals(part.estimate.se, 4)}"
    )


def _higher_line(titles: dict[str, str], part: PartScore) -> str:
    title = titles[part.id]
    if part.estimate is None:
        return f"{title}: one of its values has no score, so it has none."
    weights = HIGHER_ORDER[part.id]
    words = " + ".join(f"{decimals(w, 3)} × {id.replace('_', '-')}" for id, w in weights.items())
    return f"{title} = {words} = {decimals(part.estimate.score, 4)}, standard error {decimals(part.estimate.se, 4)}"


def _direction_lines(found: Centred, profile: ValuesProfile) -> tuple[str, ...]:
    place = profile.position
    if place is None:
        return ()
    turn = math.radians(place.angle)
    up, right = place.length * math.cos(turn), place.length * math.sin(turn)
    n = len(CIRCLE)
    lines = [
        f"Up = 2 ÷ {n} × the sum of score × cosine of the value’s direction = {decimals(up, 4)}; right = the same with "
        f"the sine = {decimals(right, 4)}. Self-direction lies at 18 degrees, each next value 36 further.",
        f"Length = √(up² + right²) = {decimals(place.length, 4)}, standard error {decimals(place.length_se, 4)}",
    ]
    if not place.directed:
        return (*lines, "The 90 % region of the two holds 0 and 0, so no direction is told.")
    return (
        *lines,
        f"Direction = the angle whose tangent is right ÷ up = {decimals(place.angle, 1)} degrees, standard error "
        f"{decimals(place.angle_se, 1)}",
    )
