"""The perception gap: where somebody thinks that the other stands, and where the other's own answers put them."""

from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.scoring.classical import Z90, Estimate
from innerpersona_quiz.scoring.rounding import rounded

type Guesses = Mapping[str, Mapping[str, float]]
"""Questionnaire id to scale id to where somebody thinks that the other person stands."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A guess less the score that it is about, in response scale units, and that divided by the score's error.

    A guess is taken as it is given: nothing is known of how sure its giver was.
    """

    guess: float
    gap: float
    index: float

    @property
    def outside(self) -> bool:
        """Whether the guess lies outside of the 90 % interval around the score."""
        return abs(self.index) >= Z90


def gap(guess: float, found: Estimate) -> Gap:
    """Return the gap between a guess and the score of the person guessed at."""
    apart = guess - found.score
    return Gap(rounded(guess), rounded(apart), rounded(apart / found.se))
