"""What others may do with a site's texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """What others may do with the texts: its name and the address of its words."""

    name: str
    url: str
