"""An article's drawing: two circles and few other shapes, whose arrangement says what the article is about.

The article names its subject, such as `door half-open`; the topic gives the ground behind it, and a composition where
none is named, with proportions by a hash of the slug. The result is decorative and the same on every machine: no random
numbers, no clock, no identifiers that could clash when one page shows many drawings.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from innerpersona_site.content.pattern.bonds import BONDS
from innerpersona_site.content.pattern.places import PLACES
from innerpersona_site.content.pattern.shapes import HEIGHT, WIDTH, group
from innerpersona_site.content.pattern.signs import SIGNS
from innerpersona_site.content.pattern.topics import COMPOSITIONS, GROUNDS, Slug

_SUBJECTS: Final = {**BONDS, **PLACES, **SIGNS}

DRAWINGS: Final = tuple(
    f"{name} {manner}".rstrip()
    for name, subject in sorted(_SUBJECTS.items())
    for manner in subject.manners or ("",)
)
"""What an article's front matter may name: a subject, and the manner of those that have several."""


def free_drawings(taken: Iterable[str], slug: str) -> list[str]:
    """Return the drawings that no article has, for one with this slug; all of them where none is left."""
    free = sorted(set(DRAWINGS) - set(taken)) or list(DRAWINGS)
    start = Slug(slug).pick(0, len(free) - 1)
    return free[start:] + free[:start]


def pattern_svg(slug: str, topic: str, drawing: str | None = None) -> str:
    """Draw the pattern of an article.

    Args:
        slug: The article's slug; any text. The same arguments always give the same drawing.
        topic: one that has a composition of its own; another is drawn like the first.
        drawing: one of `DRAWINGS`; None for the topic's own composition, whose proportions the slug decides.

    Returns:
        An ``<svg>`` element under 3,000 bytes, 480 by 320 user units, hidden from assistive technology
        because it repeats what the page says in words. It has no style attribute and no identifier.

    """
    topic = topic if topic in GROUNDS else next(iter(GROUNDS))
    if drawing:
        name, _, manner = drawing.partition(" ")
        drawn = group("s", GROUNDS[topic]()) + _SUBJECTS[name].draw(manner)
    else:
        drawn = COMPOSITIONS[topic](Slug(slug))
    return (
        f'<svg class="ip-pattern" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f"{drawn}</svg>"
    )
