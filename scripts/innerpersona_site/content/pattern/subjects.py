"""A subject of drawings: what draws it, and the manners in which it can be drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """A composition; `draw` takes one of the manners, the first where none is given, or an empty text without any."""

    draw: Callable[[str], str]
    manners: tuple[str, ...] = ()
