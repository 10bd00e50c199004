"""What an instrument is made of: frozen values, no behaviour beyond what follows from their fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

type Answers = Mapping[str, int | None]
"""Item id to the value of the choice taken; None, or no entry, means not answered."""


type ResponseStyle = Literal["keyed", "centred"]
"""How an instrument deals with a person's habit of agreeing, or of disagreeing, with whatever is asked.

"keyed": reverse-keyed items in every scale cancel it. "centred": each person's own mean is subtracted first.
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """One point of the response scale: `value` is what is scored, `label` what the visitor reads."""

    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A part of a scale's content, for instance the need for reassurance within anxiety."""

    id: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Scale:
    """One thing that the instrument measures. `low` and `high` say in a few words what its two ends mean.

    A scale whose content is not divided further has no facets.
    """

    id: str
    title: str
    about: str
    low: str
    high: str
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One statement. `reverse`: agreement lowers the scale; `short_form`: the short form has it too.

    `facet` is empty where the scale has none.
    """

    id: str
    text: str
    scale: str
    facet: str
    reverse: bool
    short_form: bool


@dataclass(frozen=True, slots=True)
class AgeNorms:
    """How the `n` people of one age band scored: some percentiles, by their number, of their trait estimates, rising.

    `first_month` and `last_month` (as "2027-03") are when they answered.
    """

    n: int
    first_month: str
    last_month: str
    percentiles: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Norms:
    """How the people of a calibration's sample scored on one scale.

    `percentiles` are the 1st to 99th percentile of their trait estimates, rising, in the units of theta; `by_age` has
    those of age bands with enough people, by band ("25-34"), from the youngest.
    """

    percentiles: tuple[float, ...]
    by_age: Mapping[str, AgeNorms] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemParameters:
    """An item's graded response curve, for keyed answers.

    `a` is its slope on what the scale measures, `b` are its thresholds; `c` is its slope on the factor of `facet`, which
    is empty for an item without one.
    """

    a: float
    b: tuple[float, ...]
    c: float = 0.0
    facet: str = ""


@dataclass(frozen=True, slots=True)
class ScaleCalibration:
    """A scale's model: of each item the parameters, by id.

    `expected` is the mean answer over all of its items that the model expects at each node of the quadrature, on the
    response scale.
    """

    parameters: Mapping[str, ItemParameters]
    expected: tuple[float, ...]
    norms: Norms


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a study of many people's answers found out about an instrument.

    `hash` is the SHA-256 of the calibration file, `n` the number of people, `first_month` and `last_month` (as
    "2027-03") when they answered, `sample` a sentence or two on how they came to take part.
    """

    hash: str
    n: int
    first_month: str
    last_month: str
    sample: str
    scales: Mapping[str, ScaleCalibration]


@dataclass(frozen=True, slots=True)
class Friction:
    """A combination of two people that a report for two looks for; exactly one of the three says which.

    `both`: the scale on which both are high. `one_each`: the scale on which one person is high, and that on which the
    other is. `opposed`: one person puts the first of these above the second, the other person the reverse.
    """

    id: str
    both: str | None = None
    one_each: tuple[str, str] | None = None
    opposed: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire.

    `choices` rise by one from the first to the last, `items` are in the order of presentation, `minutes` is
    the typical time that it takes, and `hash` is the SHA-256 (64 hex digits) of everything that can change an
    answer or a score: wording, choices, keys, scales and facets.

    `near_pairs` are ids of items that ask for nearly the same, so that answers which contradict each other
    show; turned towards the scale, both should be answered alike. `calibration` is None until there is one.

    `kind` names what a result is (see `innerpersona_quiz.kinds`) and `shape` is that kind's own table, as written in
    the questionnaire's file.
    """

    id: str
    version: str
    hash: str
    title: str
    instructions: str
    minutes: int
    choices: tuple[Choice, ...]
    scales: tuple[Scale, ...]
    items: tuple[Item, ...]
    near_pairs: tuple[tuple[str, str], ...] = ()
    response_style: ResponseStyle = "keyed"
    calibration: Calibration | None = None
    kind: str = "profile"
    shape: Mapping[str, Any] = field(default_factory=dict, hash=False)
    frictions: tuple[Friction, ...] = ()

    @property
    def lowest(self) -> int:
        """The smallest value that an answer can have."""
        return self.choices[0].value

    @property
    def highest(self) -> int:
        """The largest value that an answer can have."""
        return self.choices[-1].value

    @property
    def midpoint(self) -> float:
        """The middle of the response scale, halfway between its two ends (4 on a scale of 1 to 7)."""
        return (self.lowest + self.highest) / 2

    @property
    def centred(self) -> bool:
        """Whether scores are differences from the person's own mean, which are printed with their sign."""
        return self.response_style == "centred"

    @property
    def score_range(self) -> tuple[int, int]:
        """The lowest and the highest score that a scale can have, in response scale units.

        Centred scores are differences of two ratings and lie between minus and plus the response scale's length.
        """
        reach = self.highest - self.lowest
        return (-reach, reach) if self.centred else (self.lowest, self.highest)

    def scale(self, scale_id: str) -> Scale:
        """Return the scale of that id; KeyError if there is none."""
        for scale in self.scales:
            if scale.id == scale_id:
                return scale
        raise KeyError(scale_id)

    def items_of(self, scale_id: str) -> tuple[Item, ...]:
        """Return the items of a scale in the order of presentation; empty for an unknown scale."""
        return tuple(item for item in self.items if item.scale == scale_id)

    def keyed(self, item: Item, answer: int) -> int:
        """Return the answer turned towards the scale: x, or lowest + highest - x for a reverse-keyed item."""
        return self.lowest + self.highest - answer if item.reverse else answer


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of answers, checked against its instrument.

    `instrument` is the one to score with: for the short form, that with the short form's items only, `full` then
    being the whole. `seconds` holds how long some of the answers took, by item id. `engine` is the SHA-256 of the
    files that scored it in a browser, as that browser found it; only repeated in the report.
    """

    instrument: Instrument
    answers: dict[str, int | None] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    full: Instrument | None = None
    engine: str | None = None

    @property
    def form(self) -> str:
        """Which form was answered, "full" or "short"."""
        return "full" if self.full is None else "short"
