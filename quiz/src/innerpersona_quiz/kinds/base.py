"""What a kind of result offers: everything that differs between questionnaires of different kinds.

A kind is found by `innerpersona_quiz.kinds.kind_of`; no other module asks which kind it has.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.deciding import above_probability, interval_of
from innerpersona_quiz.scoring.distribution import Normal
from innerpersona_quiz.scoring.ipsative import Centred
from innerpersona_quiz.scoring.rounding import rounded
from innerpersona_quiz.scoring.sensitivity import Estimates, Outcome
from innerpersona_quiz.texts import Writer, report_writer

if TYPE_CHECKING:
    from innerpersona_quiz.kinds.views import ReportView

type Problem = tuple[tuple[str | int, ...], str, str]
"""A fault of a questionnaire's file: the key that it stands at, what is wrong, and the fix."""

type Path = tuple[str, ...]
"""Where a text stands in a questionnaire's texts."""

GUESSES: tuple[tuple[str, float], ...] = (
    ("very_low", 0.1),
    ("low", 0.3),
    ("middle", 0.5),
    ("high", 0.7),
    ("very_high", 0.9),
)
"""What may be guessed of somebody on a scale: the id of its words, and its share of the range of scores."""

MEAN_LEVELS = ("low", "middle", "high")
"""Where on a scale two people who are alike may be."""

CENTRED_REACH = 4.0
"""How far, in steps of the response scale, the guesses about centred scores reach from end to end."""


@dataclass(frozen=True, slots=True)
class Group:
    """Scales that a report for two shows together, in this order.

    `told`: there are sentences on how two people are alike or differ on them. `small`: they are drawn small, without
    the words for their ends.
    """

    id: str
    scales: tuple[str, ...]
    told: bool = True
    small: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One person's scores on one questionnaire, as a code holds them: group of scales to scale to estimate.

    `centred` is there where scores are centred and any is known: the errors of sums of them follow from it.
    """

    instrument: Instrument
    groups: Mapping[str, Estimates]
    centred: Centred | None = None

    def estimate(self, scale: str) -> Estimate | None:
        """Return the estimate of a scale of any group; None where it is withheld."""
        return next((group[scale] for group in self.groups.values() if scale in group), None)


class PairPicture(Protocol):
    """A picture of two people's parts, drawn by its template; `title`, `caption` and `description` are its words."""

    @property
    def template(self) -> str:
        """The name of its template."""

    @property
    def title(self) -> str:
        """What it shows."""

    @property
    def caption(self) -> str:
        """What stands beneath it."""

    @property
    def description(self) -> str:
        """The same in words, for those who do not see it."""


class Kind[P](ABC):
    """One kind of result; `P` is what it makes of a sheet of answers, its profile."""

    name: ClassVar[str]
    partials: ClassVar[tuple[str, ...]] = ()
    """Templates of this kind besides its report, relative to its folder."""

    placeholders: ClassVar[Mapping[Path, frozenset[str]]] = {}
    """What is put into those of its needed texts that have placeholders."""

    pair_partials: ClassVar[tuple[str, ...]] = ()
    """Its templates in a report for two."""

    # -- scores

    @abstractmethod
    def profile(self, instrument: Instrument, answers: Answers) -> P:
        """Return what is made of one sheet of answers."""

    @abstractmethod
    def estimates(self, found: P) -> dict[str, Estimate | None]:
        """Return the score of each scale, in the instrument's order; None where it is withheld."""

    @abstractmethod
    def result(self, instrument: Instrument, found: P) -> dict[str, object]:
        """Return the profile as values that JSON can hold: "scales", and what the kind has besides."""

    def terminal_lines(self, result: Mapping[str, Any]) -> Iterator[str]:
        """Yield what a terminal is told beside the scores of a result, a line each."""
        yield from ()

    # -- regions: what a result can be about, and what articles can speak to

    @abstractmethod
    def regions(self, instrument: Instrument) -> tuple[str, ...]:
        """Return the ids of the regions, in the order of the report."""

    def region_title(self, instrument: Instrument, id: str) -> str:
        """Return what a region is called; a scale's own title where regions are scales."""
        return instrument.scale(id).title

    @abstractmethod
    def weights(self, instrument: Instrument, found: P) -> dict[str, float]:
        """Return how much each region concerns a person, in [0, 1]; empty where there are too few answers."""

    def leading_regions(self, instrument: Instrument, found: P) -> tuple[str, ...]:
        """Return the regions that the report names first: one, two, or none where nothing stands out."""
        return tuple(id for id, weight in self.weights(instrument, found).items() if weight)

    # -- firmness

    @abstractmethod
    def conclusion(self, instrument: Instrument) -> Outcome:
        """Return the function from estimates to what the report names first, whose firmness is looked into."""

    @abstractmethod
    def widening(self, short: Instrument, full: Instrument, answers: Answers) -> dict[str, float]:
        """Return how many times as wide the short form makes the interval of each scale."""

    # -- the report

    @abstractmethod
    def view(self, instrument: Instrument, answers: Answers, found: P, writer: Writer) -> "ReportView":
        """Return what the report's template shows."""

    @property
    def template(self) -> str:
        """The template of the report."""
        return f"{self.name}/report.html.j2"

    @property
    def templates(self) -> tuple[str, ...]:
        """Every template of this kind."""
        return (self.template, *(f"{self.name}/{one}" for one in self.partials))

    # -- two people

    def groups(self, instrument: Instrument) -> tuple[Group, ...]:
        """Return the groups of scales that a report for two shows."""
        return (Group(instrument.id, tuple(scale.id for scale in instrument.scales)),)

    def part(self, instrument: Instrument, scores: Estimates) -> Part:
        """Return one person's part of a comparison from the scores of the scales."""
        return Part(instrument, {instrument.id: scores})

    def scale_words(self, instrument: Instrument, id: str) -> tuple[str, str, str]:
        """Return the title of a scale of any group and the words for its two ends."""
        scale = instrument.scale(id)
        return scale.title, scale.low, scale.high

    def line(self, instrument: Instrument) -> tuple[float, float]:
        """Return the scores at the two ends of the line on which two people's scores are drawn."""
        return instrument.score_range

    def level(self, instrument: Instrument, mean: float, se: float) -> str:
        """Return where two people's mean is on a scale on which they are alike: a third of it, "low", "middle" or "high".

        "open" where none of them is likely enough.
        """
        low, high = instrument.score_range
        third = (high - low) / 3
        return interval_of(Normal(mean, se), (low + third, high - third), MEAN_LEVELS).named or "open"

    def high_chance(self, part: Part, scale: str) -> float:
        """Return the chance that a true score is above the middle of its response scale; 0 where there is no score."""
        found = part.estimate(scale)
        if found is None:
            return 0.0
        return rounded(1 - found.below(part.instrument.midpoint))

    def preference_chance(self, part: Part, first: str, second: str) -> float:
        """Return the chance that a person is truly higher on one scale than on another; 0 where one is withheld."""
        one, other = part.estimate(first), part.estimate(second)
        if one is None or other is None:
            return 0.0
        noise = (one.se**2 + other.se**2) ** 0.5
        return rounded(above_probability(one.score - other.score, noise))

    def comparison_drawing(self, one: Part, other: Part, names: tuple[str, str]) -> PairPicture | None:
        """Return a picture of both people's parts; None where the kind has none."""
        return None

    def comparison_note(self, instrument: Instrument) -> str:
        """Return what a report for two adds on how the scores came about; empty where there is nothing to add."""
        return ""

    # -- what a person may guess of another

    def guess_steps(self, instrument: Instrument) -> tuple[tuple[str, float], ...]:
        """Return what can be guessed of a person on a scale, as the id of its words and the score it stands for.

        They lie at a tenth, three tenths and so on of the range of scores. Centred scores could reach from one end
        of the response scale to the other, but hardly go beyond two steps from the person's own average, so the
        places are spread over that.
        """
        if instrument.centred:
            low, reach = -CENTRED_REACH / 2, CENTRED_REACH
        else:
            low, reach = float(instrument.lowest), float(instrument.highest - instrument.lowest)
        return tuple((name, round(low + share * reach, 3)) for name, share in GUESSES)

    # -- what a questionnaire of this kind has to have

    def problems(self, instrument: Instrument) -> Iterator[Problem]:
        """Yield what is wrong with the questionnaire's own table of this kind."""
        yield from ()

    @abstractmethod
    def needed_texts(self, instrument: Instrument) -> Iterator[Path]:
        """Yield where, below [report], a text has to stand that some scores need."""

    def optional_texts(self, instrument: Instrument) -> Iterator[Path]:
        """Yield where, below [report], a text may stand besides."""
        yield from ()

    def writer(self, instrument: Instrument) -> Writer:
        """Return a writer of the texts of a report."""
        return report_writer(instrument.id, self.name)


def highest(scores: Mapping[str, float]) -> frozenset[str]:
    """Return the ids with the highest score, usually one."""
    best = max(scores.values())
    return frozenset(id for id, score in scores.items() if score == best)


def leading_scales() -> Outcome:
    """Return what names the scales with the highest score."""
    return Outcome(lambda known: known.score, highest)
