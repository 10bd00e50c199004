"""How a result came about, step by step, so that a reader can do the sums again."""

from dataclasses import dataclass

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.profile.attachment import AttachmentProfile, below_probability
from innerpersona_quiz.report.wording import decimals
from innerpersona_quiz.scoring.classical import Estimate, ScaleScore, Trait, keyed_answers
from innerpersona_quiz.scoring.rounding import rounded


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One question in the table: the answer in figures and words, and the value that was counted."""

    id: str
    text: str
    scale: str
    answer: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Computation:
    """The section's tables and lines of arithmetic."""

    rows: tuple[AnswerRow, ...]
    reversal: str
    scales: tuple[tuple[str, tuple[str, ...]], ...]
    regions: tuple[str, ...]


def computation(instrument: Instrument, answers: Answers, profile: AttachmentProfile) -> Computation:
    """Return every step from the answers to the regions."""
    return Computation(
        rows=_rows(instrument, answers),
        reversal=f"{instrument.lowest + instrument.highest} − answer",
        scales=tuple(
            (instrument.scale(part.scale.id).title, _scale_lines(instrument, answers, part))
            for part in profile.scales
        ),
        regions=_region_lines(instrument, profile),
    )


def _rows(instrument: Instrument, answers: Answers) -> tuple[AnswerRow, ...]:
    labels = {choice.value: choice.label for choice in instrument.choices}
    rows = []
    for item in instrument.items:
        answer = answers.get(item.id)
        rows.append(
            AnswerRow(
                id=item.id,
                text=item.text,
                scale=instrument.scale(item.scale).title,
                answer="left out" if answer is None else f"{answer} · {labels[answer]}",
                key="reversed" if item.reverse else "as answered",
                value="–" if answer is None else str(instrument.keyed(item, answer)),
            )
        )
    return tuple(rows)


def _scale_lines(instrument: Instrument, answers: Answers, part: ScaleScore) -> tuple[str, ...]:
    keyed = keyed_answers(instrument, instrument.items_of(part.scale.id), answers)
    counted = f"{part.scale.answered} of {part.scale.total} answered"
    if part.estimate is None or part.scale.spread is None:
        return (f"{counted}: fewer than half, so there is no score.",)
    if part.scale.trait is not None:
        return _calibrated_lines(counted, part.scale.trait, part.estimate)
    n, found, spread = len(keyed), part.estimate, part.scale.spread
    low, high = found.interval90
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
        f"90 % interval = score ± 1.645 × {decimals(found.se, 4)}, kept within "
        f"{instrument.lowest} and {instrument.highest}: {decimals(low, 2)} to {decimals(high, 2)}",
    )


def _calibrated_lines(counted: str, trait: Trait, found: Estimate) -> tuple[str, ...]:
    low, high = found.interval90
    return (
        f"{counted}; scored with the graded response model of this questionnaire’s calibration.",
        f"Trait θ = mean of its likely values (61 points from −6 to 6, weighted by how well each explains the "
        f"answers and by the normal distribution) = {decimals(trait.theta, 4)}, with a standard error of "
        f"{decimals(trait.se, 4)}",
        f"Score = the answer that the model expects of this θ, over all of the scale = {decimals(found.score, 4)}",
        f"90 % interval = the same for θ ± 1.645 × {decimals(trait.se, 4)}: {decimals(low, 2)} to "
        f"{decimals(high, 2)}",
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
