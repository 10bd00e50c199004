"""How a conflict result came about, step by step."""

import math

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.profile.conflict import CONCERNS, Concerns, ConflictProfile
from innerpersona_quiz.report.computation import (
    Block,
    Computation,
    answer_rows,
    calibrated_lines,
    interval_line,
    lead_lines,
    pooled_spread_lines,
    reversal,
    too_few,
)
from innerpersona_quiz.report.wording import decimals
from innerpersona_quiz.scoring.classical import Estimate, ScaleScore
from innerpersona_quiz.scoring.pooled import degrees_of_freedom, keyed_by_scale, pooled_spread

_SHARED = "All five scales share this spread: one scale has too few answers for a spread of its own."
_INDEPENDENT = "This takes the errors of the five scores to be normal and independent of each other."


def computation(instrument: Instrument, answers: Answers, profile: ConflictProfile) -> Computation:
    """Return every step from the answers to the concerns and to what comes first."""
    groups = keyed_by_scale(instrument, answers)
    blocks = []
    if instrument.calibration is None and any(groups.values()):
        lines = pooled_spread_lines(
            sum(map(len, groups.values())),
            sum(map(bool, groups.values())),
            degrees_of_freedom(groups),
            pooled_spread(groups, len(instrument.choices)),
        )
        blocks.append(Block("Spread of your answers", lines, _SHARED))
    blocks += [
        Block(
            instrument.scale(part.scale.id).title,
            _scale_lines(instrument, groups[part.scale.id], part),
        )
        for part in profile.scales
    ]
    found = {part.scale.id: part.estimate for part in profile.scales if part.estimate is not None}
    if profile.concerns is not None:
        blocks.append(
            Block("The two concerns", _concern_lines(instrument, found, profile.concerns), _INDEPENDENT)
        )
    if profile.lead is not None:
        titles = {id: instrument.scale(id).title.lower() for id in found}
        scores = {id: one.score for id, one in found.items()}

        def noise(one: str, other: str) -> float:
            return math.hypot(found[one].se, found[other].se)

        blocks.append(Block("What comes first", lead_lines(titles, scores, noise, profile.lead)))
    return Computation(answer_rows(instrument, answers), reversal(instrument), tuple(blocks))


def _scale_lines(instrument: Instrument, keyed: list[int], part: ScaleScore) -> tuple[str, ...]:
    counted = f"{part.scale.answered} of {part.scale.total} answered"
    if part.estimate is None or part.scale.spread is None:
        return too_few(counted)
    if part.scale.trait is not None:
        return calibrated_lines(counted, part.scale.trait, part.estimate)
    n, found = len(keyed), part.estimate
    return (
        f"{counted}; values add up to {sum(keyed)}.",
        f"Score = {sum(keyed)} ÷ {n} = {decimals(found.score, 4)}",
        f"Standard error = the larger of {decimals(part.scale.spread, 4)} ÷ √{n} and 1 ÷ √12 = "
        f"{decimals(found.se, 4)}",
        interval_line(found, instrument.lowest, instrument.highest),
    )


def _concern_lines(instrument: Instrument, found: dict[str, Estimate], concerns: Concerns) -> tuple[str, ...]:
    lines = []
    for who, name, made in (
        ("yourself", "self", concerns.self),
        ("the other", "other", concerns.other),
    ):
        signs = sorted(CONCERNS[name].items(), key=lambda pair: -pair[1])
        words = " ".join(
            f"{'+' if sign > 0 else '−'} {instrument.scale(id).title.lower()}" for id, sign in signs
        )
        sums = " ".join(f"{'+' if sign > 0 else '−'} {decimals(found[id].score, 2)}" for id, sign in signs)
        lines += [
            f"Concern for {who} = {instrument.midpoint:g} + ({words.removeprefix('+ ')}) ÷ 4 = "
            f"{instrument.midpoint:g} + ({sums.removeprefix('+ ')}) ÷ 4 = {decimals(made.score, 4)}",
            interval_line(made, instrument.lowest, instrument.highest),
        ]
    return (
        *lines,
        "Standard error of either = √(the four squared standard errors added up) ÷ 4 = "
        f"{decimals(concerns.self.se, 4)}",
    )
