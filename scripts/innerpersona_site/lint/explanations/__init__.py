"""What each diagnostic means: a TOML file for each family, with a wrong and a right example of every code.

An entry is a table named by its code:

    summary  what is wrong, in a few words
    why      why it matters and how to mend it
    in       where the examples stand: page, article, front (an article's front matter), files (several files, each
             after a line `==> docs/… <==`), bibliography, instrument, external, navigation
             (the list in the site's settings), drawing (an SVG file),
             override (a file of overrides/, its path on the first line)
    wrong    text that gives the diagnostic
    right    the same, mended
"""

from __future__ import annotations

import textwrap
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Where(StrEnum):
    """Where an example stands."""

    PAGE = "page"
    ARTICLE = "article"
    FRONT = "front"
    FILES = "files"
    BIBLIOGRAPHY = "bibliography"
    INSTRUMENT = "instrument"
    EXTERNAL = "external"
    NAVIGATION = "navigation"
    DRAWING = "drawing"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One diagnostic, explained."""

    code: str
    summary: str
    why: str
    where: Where
    wrong: str
    right: str


@cache
def explanations() -> dict[str, Explanation]:
    """Return every explanation by its code."""
    found: dict[str, Explanation] = {}
    for file in sorted(files(__name__).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            for code, entry in tomllib.loads(file.read_text("utf-8")).items():
                found[code] = Explanation(
                    code=code,
                    summary=entry["summary"],
                    why=" ".join(entry["why"].split()),
                    where=Where(entry["in"]),
                    wrong=entry["wrong"],
                    right=entry["right"],
                )
    return found


def explain(explanation: Explanation) -> str:
    """Return an explanation as text for a terminal."""
    return "\n\n".join(
        [
            f"{explanation.code}: {explanation.summary}",
            textwrap.fill(explanation.why, 88),
            f"Wrong:\n\n{_indented(explanation.wrong)}",
            f"Right:\n\n{_indented(explanation.right)}",
        ]
    )


def _indented(example: str) -> str:
    return textwrap.indent(example.strip("\n"), "    ")
