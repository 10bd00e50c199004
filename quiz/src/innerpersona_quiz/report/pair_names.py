"""What two people are called in a report for both."""

import unicodedata

_ISOLATE, _POP = "\u2068", "\u2069"


def pair_names(a: str, b: str) -> tuple[str, str]:
    """Return what to call two people: their names, told apart where they are the same, or a letter without one."""
    if a and a.casefold() == b.casefold():
        return f"{isolated(a)} (A)", f"{isolated(b)} (B)"
    return isolated(a) or "Person A", isolated(b) or "Person B"


def isolated(name: str) -> str:
    """Return a name so that one written from right to left does not turn the words around it."""
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in name):
        return f"{_ISOLATE}{name}{_POP}"
    return name
