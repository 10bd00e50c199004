"""Rules on what must be looked at again after some time: telephone numbers, opening hours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.page import ReadPage
from innerpersona_site.lint.rules.base import Site, error, warning

DAYS: Final = 180
"""How many days what a page names counts as checked."""


def checked(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """The day on which a page was checked is past, and not long past."""
    day = page.document.front.checked if page.document else None
    if day is None:
        return
    place = page.key_position("checked")
    if day > site.today:
        message = f'"checked" is {day}, which is still to come'
        yield error(
            "checked-day",
            page,
            *place,
            message,
            f"Write the day on which it was checked: checked: {site.today}",
        )
    elif (age := (site.today - day).days) > DAYS:
        message = f"what stands here was last checked {age} days ago, on {day}; numbers and addresses change"
        hint = f"Compare each with what the service publishes itself, then write: checked: {site.today}"
        yield warning("checked-day", page, *place, message, hint)
