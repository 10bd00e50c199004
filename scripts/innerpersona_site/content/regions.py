"""What an article can speak to: the regions of a reader's profile."""

from __future__ import annotations

from typing import Final, Literal, get_args

Region = Literal[
    "attachment.secure",
    "attachment.preoccupied",
    "attachment.dismissing",
    "attachment.fearful",
    "conflict.integrating",
    "conflict.obliging",
    "conflict.dominating",
    "conflict.avoiding",
    "conflict.compromising",
    "values.openness",
    "values.self_enhancement",
    "values.conservation",
    "values.self_transcendence",
]
"""An area of the attachment plane, a way to handle conflict, or a higher-order value; the quiz's id stands first."""

REGIONS: Final[tuple[Region, ...]] = get_args(Region)
"""Every region, in the order of the quizzes and of their reports. A test compares them with the scoring package."""


def region_words(region: str) -> str:
    """Return a region as a reader reads it inside a sentence: "self-enhancement"."""
    name = region.partition(".")[2]
    return _WORDS.get(name, name)


_WORDS: Final = {
    "openness": "openness to change",
    "self_enhancement": "self-enhancement",
    "self_transcendence": "self-transcendence",
}
