"""Numbers, dates and lists as people read them: the one place that knows how a language writes them.

English is the only language for now; what differs between languages stands in words.toml.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.texts import fill, package_texts


def _words() -> dict[str, Any]:
    return package_texts("words")


def nothing() -> str:
    """Return what stands where there is no number: a dash."""
    return str(_words()["nothing"])


def decimals(value: float, places: int = 1) -> str:
    """Return a number with so many decimals, for instance "2.6"."""
    return f"{value:.{places}f}".replace(".", _words()["decimal"])


def whole(value: int) -> str:
    """Return a whole number with its thousands set apart: "12,400"."""
    return f"{value:,}".replace(",", _words()["thousands"])


def signed(value: float, places: int = 1) -> str:
    """Return a number with its sign and so many decimals, "+0.4" or "−1.2"; "0.0" has none."""
    size = f"{abs(value):.{places}f}"
    sign = "" if float(size) == 0 else _words()["minus" if value < 0 else "plus"]
    return f"{sign}{size.replace('.', _words()['decimal'])}"


def shortest(value: float) -> str:
    """Return a number with as many decimals as it needs: "4", "3.5"."""
    return f"{value:g}".replace(".", _words()["decimal"])


def score_text(found: Estimate | None, centred: bool, places: int = 1) -> str:
    """Return a score, with its sign where scores are centred; a dash without one."""
    if found is None:
        return nothing()
    return signed(found.score, places) if centred else decimals(found.score, places)


def range_text(low: str, high: str) -> str:
    """Return "1.9 to 3.2"."""
    return fill(_words()["range"], {"low": low, "high": high})


def interval_text(estimate: Estimate, centred: bool = False, places: int = 1) -> str:
    """Return "1.9 to 3.2", or "−0.3 to +0.9" where scores are centred: the ends of the 90 % interval."""
    number = signed if centred else decimals
    low, high = (number(end, places) for end in estimate.interval90)
    return range_text(low, high)


def hundredths(probabilities: dict[str, float]) -> dict[str, int]:
    """Return probabilities that add up to 1 as whole hundredths that add up to 100 (largest remainders)."""
    scaled = {name: round(value * 1e6) for name, value in probabilities.items()}
    floors = {name: value // 10_000 for name, value in scaled.items()}
    order = list(probabilities)
    by_remainder = sorted(order, key=lambda name: (-(scaled[name] % 10_000), order.index(name)))
    for name in by_remainder[: 100 - sum(floors.values())]:
        floors[name] += 1
    return floors


def chance_words(probability: float, steps: Sequence[Mapping[str, Any]]) -> str:
    """Return a probability in words: those of the first of the falling steps that it reaches."""
    return str(next(step["words"] for step in steps if probability >= step["from"]))


def chance_figure(hundredth: int) -> str:
    """Return "62 in 100"; at the ends "under 1 in 100" and "over 99 in 100": nothing here is certain."""
    words = _words()["chance"]
    if hundredth in (0, 100):
        return str(words["most" if hundredth else "least"])
    return fill(words["of"], {"chance": hundredth})


def joined(parts: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    words = _words()["list"]
    if len(parts) < 3:
        return parts[0] if len(parts) == 1 else fill(words["two"], {"first": parts[0], "last": parts[1]})
    made = parts[0]
    for part in parts[1:-1]:
        made = fill(words["middle"], {"first": made, "last": part})
    return fill(words["end"], {"first": made, "last": parts[-1]})


def enumerated(parts: Sequence[str]) -> str:
    """Return "a, b, c", without a word before the last."""
    made = parts[0] if parts else ""
    for part in parts[1:]:
        made = fill(_words()["list"]["plain"], {"first": made, "last": part})
    return made


def day_text(day: datetime.date) -> str:
    """Return "Nov 30, 2026"."""
    words = _words()
    return fill(words["date"], {"month": words["months"][day.month - 1], "day": day.day, "year": day.year})


def inside(title: str) -> str:
    """Return a title as it is written inside a sentence: in English without its capital letters."""
    return title.lower()


def capitalized(text: str) -> str:
    """Return a text as it begins a sentence."""
    return text.capitalize()
