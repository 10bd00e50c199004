"""How an attachment result came about, step by step."""

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.profile.attachment import AttachmentProfile, below_probability
from innerpersona_quiz.report.computation import (
    Block,
    Computation,
    answer_rows,
    calibrated_lines,
    interval_line,
    reversal,
    too_few,
)
from innerpersona_quiz.report.wording import decimals
from innerpersona_quiz.scoring.classical import ScaleScore, keyed_answers
from innerpersona_quiz.scoring.rounding import rounded

_NORMAL = (
    "Φ is the normal distribution. This takes the two errors to be normal and independent of each other, and it puts "
    "the borders at the middle of the response scale."
)


def computation(instrument: Instrument, answers: Answers, profile: AttachmentProfile) -> Computation:
    """Return every step from the answers to the regions."""
    blocks = [
        Block(instrument.scale(part.scale.id).title, _scale_lines(instrument, answers, part))
        for part in profile.scales
    ]
    regions = _region_lines(instrument, profile)
    if regions:
        blocks.append(Block("Chances of the areas", regions, _NORMAL))
    parts = "A part of a scale is scored in the same way from its own answers, with the spread of its whole scale."
    return Computation(answer_rows(instrument, answers), reversal(instrument), tuple(blocks), parts)


def _scale_lines(instrument: Instrument, answers: Answers, part: ScaleScore) -> tuple[str, ...]:
    keyed = keyed_answers(instrument, instrument.items_of(part.scale.id), answers)
    counted = f"{part.scale.answered} of {part.scale.total} answered"
    if part.estimate is None or part.scale.spread is None:
        return too_few(counted)
    if part.scale.trait is not None:
        return calibrated_lines(counted, part.scale.trait, part.estimate)
    n, found, spread = len(keyed), part.estimate, part.scale.spread
    if n >= 4:
        deviations = "sum of squared distances from the score"
        spread_line = f"Spread = √({deviations} ÷ ({n} − 3)) = {decimals(spread, 4)}"
    else:
        spread_line = f"Spread = that of answering at random, {decimals(spread, 4)} (fewer than four answers)"
    return (
        f"{counted}; values add up to {sum(keyed)}.",
        f"Score = {sum(keyed)} ÷ {n} = {decimals(found.score, 4)}",
        spread_line,
        f"Standard error = the larger of {decimals(spread, 4)} ÷ √{n} and 1 ÷ √12 = {decimals(found.se, 4)}",
        interval_line(found, instrument.lowest, instrument.highest),
    )


def _region_lines(instrument: Instrument, profile: AttachmentProfile) -> tuple[str, ...]:
    anxiety, avoidance = profile.anxiety.estimate, profile.avoidance.estimate
    if profile.regions is None or anxiety is None or avoidance is None:
        return ()
    border = f"{instrument.midpoint:g}"
    p = decimals(rounded(below_probability(anxiety, instrument.midpoint)), 4)
    q = decimals(rounded(below_probability(avoidance, instrument.midpoint)), 4)
    found = {name: decimals(value, 4) for name, value in profile.regions.items()}
    return (
        f"p = chance that anxiety is below {border} = Φ(({border} − score) ÷ standard error) = {p}",
        f"q = chance that avoidance is below {border}, likewise = {q}",
        f"Secure p × q = {found['secure']}; preoccupied (1 − p) × q = {found['preoccupied']}; "
        f"dismissing p × (1 − q) = {found['dismissing']}; fearful (1 − p) × (1 − q) = {found['fearful']}",
    )
