"""What two people are called in a report for both."""

import unicodedata

from innerpersona_quiz.texts import Writer

_ISOLATE, _POP = "\u2068", "\u2069"


def pair_names(a: str, b: str, writer: Writer) -> tuple[str, str]:
    """Return what to call two people: their names, told apart where they are the same, or a letter without one."""
    if a and a.casefold() == b.casefold():
        first, second = (
            writer.plain("names", path, name=isolated(name))
            for path, name in (("first_of_same", a), ("second_of_same", b))
        )
        return first, second
    return isolated(a) or writer.plain("names", "first"), isolated(b) or writer.plain("names", "second")


def isolated(name: str) -> str:
    """Return a name so that one written from right to left does not turn the words around it."""
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in name):
        return f"{_ISOLATE}{name}{_POP}"
    return name
