"""How a result came about, step by step, so that a reader can do the sums again: what all reports share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.profile.leading import NAMED_FROM, Lead, above_probability
from innerpersona_quiz.report.wording import decimals
from innerpersona_quiz.scoring.classical import Estimate, Trait
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
class Block:
    """Lines of arithmetic under a title, with what they rest on."""

    title: str
    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Computation:
    """The section's table and blocks; `reversal` is empty where no question is reversed, `parts` where none is split."""

    rows: tuple[AnswerRow, ...]
    reversal: str
    blocks: tuple[Block, ...]
    parts: str = ""


def reversal(instrument: Instrument) -> str:
    """Return what a reversed answer counts, "8 − answer"; empty where no question is reversed."""
    if not any(item.reverse for item in instrument.items):
        return ""
    return f"{instrument.lowest + instrument.highest} − answer"


def answer_rows(instrument: Instrument, answers: Answers) -> tuple[AnswerRow, ...]:
    """Return every question with its answer, in the order of presentation."""
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


def too_few(counted: str) -> tuple[str, ...]:
    """Return the line of a withheld scale."""
    return (f"{counted}: fewer than half, so there is no score.",)


def interval_line(found: Estimate, lowest: float, highest: float) -> str:
    """Return how the 90 % interval follows from the score and its error."""
    low, high = found.interval90
    return (
        f"90 % interval = score ± 1.645 × {decimals(found.se, 4)}, kept within {lowest} and {highest}: "
        f"{decimals(low, 2)} to {decimals(high, 2)}"
    )


def pooled_spread_lines(answered: int, scales: int, df: int, spread: float) -> tuple[str, ...]:
    """Return how the spread that all scales share came about."""
    if df < 3:
        return (
            f"Spread = that of answering at random, {decimals(spread, 4)} (too few answers for another).",
        )
    return (
        f"{answered} answers on {scales} scales leave {answered} − {scales} = {df} that are free to vary.",
        "Spread = √(sum of squared distances of the values from the mean of their own scale ÷ "
        f"({df} − 2)) = {decimals(spread, 4)}",
    )


def calibrated_lines(counted: str, trait: Trait, found: Estimate) -> tuple[str, ...]:
    """Return the steps of a score by a calibration."""
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


def lead_lines(
    titles: Mapping[str, str],
    scores: Mapping[str, float],
    noise: Callable[[str, str], float],
    lead: Lead,
) -> tuple[str, ...]:
    """Return how it came about that one leads, or two, or none; `noise` is the standard error of a difference."""
    ranked = sorted(scores, key=lambda id: -scores[id])
    lines = []
    for place, (one, other) in enumerate(pairwise(ranked[:3])):
        difference, se = scores[one] - scores[other], noise(one, other)
        chance = rounded(above_probability(difference, se))
        lines.append(
            f"Chance that {titles[one]} is truly above {titles[other]} = Φ({decimals(difference, 4)} ÷ "
            f"{decimals(se, 4)}) = {decimals(chance, 4)}"
        )
        if place == 0 and lead.named is not None:
            return (*lines, f"From {decimals(NAMED_FROM, 2)} on, the first is named alone.")
    if lead.together is not None:
        return (
            *lines,
            f"The first chance is below {decimals(NAMED_FROM, 2)} and the second is not: two lead.",
        )
    return (*lines, f"Both chances are below {decimals(NAMED_FROM, 2)}: nothing is said to come first.")
