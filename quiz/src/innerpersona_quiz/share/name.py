"""The first name that a code may hold: letters of any script, and nothing that acts on the page around it."""

import unicodedata
from typing import NoReturn

from innerpersona_quiz.errors import IGNORABLE, shown
from innerpersona_quiz.texts.errors import request_error

LONGEST = 24
"""Characters (code points, in Unicode's composed form) that a name may have."""

_BETWEEN = " -.'’‐·・"
"""What may stand between letters besides joiners: Anna-Lena, J. R., D’Arcy, Gal·la."""

_STACKED = 3
"""Marks on one letter; more of them would reach over the lines above and below."""

_VIRAMA = 9
"""Unicode's combining class of the sign after which a joiner shapes letters of Indic scripts."""


def checked_name(text: str) -> str:
    """Return a name in composed form, without space around it; RequestError "bad_name" if it is none.

    A name begins with a letter and holds letters, marks, digits and _BETWEEN. A zero-width joiner or non-joiner
    passes only where it shapes letters: after a virama, or (the non-joiner) between two Arabic ones, as RFC 5892,
    appendix A has it. Control, direction and other invisible characters never pass.
    """
    if len(text) > 10 * LONGEST:  # before the text is looked at, however long it is
        _refuse("long")
    name = unicodedata.normalize("NFC", text.strip(" "))
    if not name:
        _refuse("empty")
    if len(name) > LONGEST:
        _refuse("long")
    if not unicodedata.category(name[0]).startswith("L") or IGNORABLE.match(name[0]):
        _refuse("start")
    marks = 0
    for place, char in enumerate(name):
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in ("Mn", "Mc") else 0
        if marks > _STACKED:
            _refuse("marks", marks=_STACKED)
        letter = marks or kind[0] == "L" or kind == "Nd" or char in _BETWEEN
        if not (_joins(name, place) if IGNORABLE.match(char) else letter):
            _refuse("letter", char=shown(char))
    return name


def _joins(name: str, place: int) -> bool:
    before, after = name[place - 1], name[place + 1 : place + 2]
    if name[place] not in "\u200c\u200d" or not after or not unicodedata.category(after).startswith("L"):
        return False
    if unicodedata.combining(before) == _VIRAMA:
        return True
    both_arabic = unicodedata.bidirectional(before) == unicodedata.bidirectional(after) == "AL"
    return name[place] == "\u200c" and both_arabic


def _refuse(reason: str, **values: object) -> NoReturn:
    raise request_error("bad_name", "name", "bad_name", reason, most=LONGEST, **values)
