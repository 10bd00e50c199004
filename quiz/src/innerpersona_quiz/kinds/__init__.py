"""What a result is: the kinds of questionnaires, and the one place that lists them.

Numbers to meaning, and meaning to views: positions, regions, what leads, and the words that are picked for them.
"""

from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.kinds.base import Group, Kind, Part
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.sensitivity import Estimates
from innerpersona_quiz.texts import package_texts
from innerpersona_quiz.texts.numbers import inside

KINDS: dict[str, str] = {
    "profile": "innerpersona_quiz.kinds.profile",
    "plane": "innerpersona_quiz.kinds.plane",
    "dual_concern": "innerpersona_quiz.kinds.dual_concern",
    "circle": "innerpersona_quiz.kinds.circle",
}
"""The kinds, each with the package that has it as KIND; imported on first use, so that a page loads none but its own."""

__all__ = [
    "KINDS",
    "Group",
    "Kind",
    "Part",
    "Scored",
    "Step",
    "article_regions",
    "exchange_steps",
    "kind_named",
    "kind_of",
    "score",
]


@cache
def kind_named(name: str) -> Kind[Any]:
    """Return the kind of that name; KeyError for an unknown one."""
    kind: Kind[Any] = import_module(KINDS[name]).KIND
    return kind


def kind_of(instrument: Instrument) -> Kind[Any]:
    """Return the kind of a questionnaire."""
    return kind_named(instrument.kind)


@dataclass(frozen=True, slots=True)
class Scored:
    """A sheet of answers with what its kind makes of it; made once for everything that a request asks."""

    instrument: Instrument
    answers: Answers
    found: Any = field(repr=False)

    @property
    def kind(self) -> Kind[Any]:
        """The kind of the questionnaire."""
        return kind_of(self.instrument)

    @property
    def estimates(self) -> Estimates:
        """The score of each scale, None where it is withheld."""
        return self.kind.estimates(self.found)


def score(instrument: Instrument, answers: Answers) -> Scored:
    """Return a sheet of answers scored."""
    return Scored(instrument, answers, kind_of(instrument).profile(instrument, answers))


def article_regions(instrument_id: str) -> tuple[tuple[str, str], ...]:
    """Return what an article can speak to of a questionnaire: ("attachment.secure", "secure") and so on.

    The second of each is how a reader reads it inside a sentence.
    """
    instrument = load_instrument(instrument_id)
    kind = kind_of(instrument)
    return tuple(
        (f"{instrument_id}.{id}", inside(kind.region_title(instrument, id)))
        for id in kind.regions(instrument)
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One of the answers to a guess: `value` on the scale's own range, `label` in words."""

    value: float
    label: str


def exchange_steps(instrument: Instrument) -> tuple[Step, ...]:
    """Return what one person can guess of another on a scale, from very low to very high."""
    words = package_texts("exchange")["guesses"]
    return tuple(Step(value, words[name]) for name, value in kind_of(instrument).guess_steps(instrument))
