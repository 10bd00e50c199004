"""What one person can guess of another on a questionnaire's scales."""

from __future__ import annotations

from dataclasses import dataclass

from innerpersona_quiz.model import Instrument

_STEPS = (
    ("very_low", 0.1),
    ("rather_low", 0.3),
    ("middle", 0.5),
    ("rather_high", 0.7),
    ("very_high", 0.9),
)
_CENTRED_REACH = 4.0
"""How far, in steps of the response scale, the guesses about centred scores reach from end to end."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the answers to a guess: `value` on the scale's own range, `name` the last part of its text's key."""

    value: float
    name: str


def guess_steps(instrument: Instrument) -> tuple[Step, ...]:
    """Return what can be guessed of a person on a scale: five places, from very low to very high.

    They lie at a tenth, three tenths and so on of the range of scores. Centred scores could reach from one end of
    the response scale to the other, but hardly go beyond two steps from the person's own average, so the
    places are spread over that.
    """
    if instrument.response_style == "centred":
        low, reach = -_CENTRED_REACH / 2, _CENTRED_REACH
    else:
        low, reach = float(instrument.lowest), float(instrument.highest - instrument.lowest)
    return tuple(Step(round(low + share * reach, 3), name) for name, share in _STEPS)
