"""How a result came about, step by step, so that a reader can do the sums again: what all reports share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Estimate, PartScore, Trait
from innerpersona_quiz.scoring.deciding import NAMED_FROM
from innerpersona_quiz.scoring.leading import Standing
from innerpersona_quiz.scoring.pooled import MINIMUM_DF, degrees_of_freedom, pooled_spread
from innerpersona_quiz.scoring.rounding import rounded
from innerpersona_quiz.texts import Passage, Writer
from innerpersona_quiz.texts.numbers import decimals, nothing, range_text


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One question in the table: its wording, what was answered, and the value that was counted."""

    id: str
    text: str
    words: Passage
    value: str


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of arithmetic under a title, with what they rest on."""

    title: str
    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Computation:
    """The section's table and blocks: what an answer counts, and how facets are scored, if there are any (`parts`)."""

    counting: str
    rows: tuple[AnswerRow, ...]
    blocks: tuple[Block, ...]
    parts: str = ""


class Steps:
    """Writes the lines of arithmetic of one questionnaire."""

    def __init__(self, instrument: Instrument, writer: Writer) -> None:
        self.instrument, self._writer = instrument, writer

    def line(self, /, *path: str, **values: object) -> str:
        """Return the text at that path below [computation], filled."""
        return self._writer.plain("computation", *path, **values)

    def computation(self, answers: Answers, blocks: Iterable[Block], parts: str = "") -> Computation:
        """Return the section: every answer, and these blocks."""
        return Computation(self._counting(), self._rows(answers), tuple(blocks), parts)

    def _counting(self) -> str:
        lowest, highest = self.instrument.lowest, self.instrument.highest
        sentences = [self.line("range", lowest=lowest, highest=highest)]
        if any(item.reverse for item in self.instrument.items):
            sentences.append(self.line("reversal", sum=lowest + highest))
        return " ".join(sentences)

    def _rows(self, answers: Answers) -> tuple[AnswerRow, ...]:
        """Return every question with its answer, in the order of presentation."""
        given = {
            choice.value: self.line("answer", value=choice.value, label=choice.label)
            for choice in self.instrument.choices
        }
        left_out, keys = self.line("left_out"), (self.line("as_answered"), self.line("reversed"))
        titles = {scale.id: scale.title for scale in self.instrument.scales}
        rows = []
        for item in self.instrument.items:
            answer = answers.get(item.id)
            words = self._writer.passage(
                "computation",
                "row",
                scale=titles[item.scale],
                key=keys[item.reverse],
                answer=left_out if answer is None else given[answer],
            )
            value = nothing() if answer is None else str(self.instrument.keyed(item, answer))
            rows.append(AnswerRow(item.id, item.text, words, value))
        return tuple(rows)

    def counted(self, part: PartScore) -> str:
        """Return how many of a scale's questions were answered."""
        return self.line("counted", answered=part.answered, total=part.total)

    def scale_lines(self, part: PartScore, keyed: Sequence[int], own_spread: bool) -> tuple[str, ...]:
        """Return how a scale's score came about from its keyed answers; `own_spread` unless the scales share one."""
        if part.estimate is None or part.spread is None:
            return (self.line("too_few", counted=self.counted(part)),)
        if part.trait is not None:
            return self._calibrated_lines(part, part.trait, part.estimate)
        n, found, spread = len(keyed), part.estimate, decimals(part.spread, 4)
        lines = [
            self.line("sum", counted=self.counted(part), sum=sum(keyed)),
            self.line("score", sum=sum(keyed), n=n, score=decimals(found.score, 4)),
        ]
        if own_spread:
            lines.append(self.line("own_spread" if n >= 4 else "few_spread", n=n, spread=spread))
        lines.append(self.line("error", spread=spread, n=n, se=decimals(found.se, 4)))
        return (*lines, self.interval_line(found))

    def interval_line(self, found: Estimate) -> str:
        """Return how the 90 % interval follows from the score and its error."""
        low, high = found.interval90
        return self.line(
            "interval",
            se=decimals(found.se, 4),
            lowest=self.instrument.lowest,
            highest=self.instrument.highest,
            range=range_text(decimals(low, 2), decimals(high, 2)),
        )

    def spread_lines(self, groups: Mapping[str, Sequence[int]]) -> tuple[str, ...]:
        """Return how the spread that all scales share came about."""
        spread = decimals(pooled_spread(groups, len(self.instrument.choices)), 4)
        df = degrees_of_freedom(groups)
        if df < MINIMUM_DF:
            return (self.line("random_spread", spread=spread),)
        answered, scales = sum(map(len, groups.values())), sum(map(bool, groups.values()))
        return (
            self.line("free", answered=answered, scales=scales, df=df),
            self.line("pooled_spread", df=df, spread=spread),
        )

    def spread_block(self, groups: Mapping[str, Sequence[int]]) -> Block:
        """Return the block of the spread that all scales share."""
        return Block(self.line("spread_title"), self.spread_lines(groups), self.line("spread_note"))

    def lead_block(self, titles: Mapping[str, str], found: Standing) -> Block:
        """Return how it came about that one leads, or two, or none."""
        lines = self._lead_lines(titles, found)
        calibrated = self.instrument.calibration is not None
        return Block(
            self.line("lead_title"), lines, self.line("lead_note_calibrated" if calibrated else "lead_note")
        )

    def _lead_lines(self, titles: Mapping[str, str], found: Standing) -> tuple[str, ...]:
        border = decimals(NAMED_FROM, 2)
        lead, first = found.first, max(found.chances, key=lambda id: found.chances[id])
        lines = [self.line("highest", one=titles[first], chance=decimals(rounded(found.chances[first]), 4))]
        if lead.named is not None:
            return (*lines, self.line("named", border=border))
        for (one, other), chance in found.pairs.items():
            values = {"one": titles[one], "other": titles[other], "chance": decimals(rounded(chance), 4)}
            lines.append(self.line("above_the_rest", **values))
        if lead.together is not None:
            return (*lines, self.line("together", border=border))
        return (*lines, self.line("none" if found.pairs else "none_of_two", border=border))

    def _calibrated_lines(self, part: PartScore, trait: Trait, found: Estimate) -> tuple[str, ...]:
        """Return the steps of a score by a calibration."""
        low, high = found.interval90
        return (
            self.line("model_used", counted=self.counted(part)),
            self.line("trait", theta=decimals(trait.theta, 4), se=decimals(trait.se, 4)),
            self.line("expected", score=decimals(found.score, 4)),
            self.line(
                "expected_interval",
                se=decimals(found.se, 4),
                range=range_text(decimals(low, 2), decimals(high, 2)),
            ),
        )
