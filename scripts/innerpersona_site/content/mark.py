"""The mark of a site: two circles in its colors, or the owner's drawing."""

from __future__ import annotations

from typing import Final

from innerpersona_quiz.palette import Colors

ICON: Final = "assets/images/favicon.svg"
"""Where the mark is published, for browsers' tabs and for data on the site."""


def circles(colors: Colors) -> str:
    """Return the mark that every site has to begin with, an SVG that follows light and dark by itself."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>'
        f".a{{fill:{colors.one}}}.b{{stroke:{colors.two}}}@media (prefers-color-scheme:dark)"
        f"{{.a{{fill:{colors.one_dark}}}.b{{stroke:{colors.two_dark}}}}}</style>"
        '<circle class="a" cx="11.5" cy="16" r="9.5"/>'
        '<circle class="b" cx="20.5" cy="16" r="9" fill="none" stroke-width="3"/></svg>'
    )
