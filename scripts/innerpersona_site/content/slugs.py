"""Titles and headings as parts of addresses."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from slugify import slugify

_DROPPED: Final = re.compile(r"['’‘`´]")
_PLAIN: Final = re.compile(r"[A-Za-z0-9 \-–—,;:.!?/()“”\"'’‘&]*")
_JOINT: Final = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=16384)
def slug(text: str, joint: str = "-") -> str:
    """Return a text as lower-case ASCII letters and digits, joined; empty where it has none.

    Letters of other alphabets are written in Latin ones: ß is ss, ł is l, 北京 is bei-jing.
    """
    text = _DROPPED.sub("", text)
    if _PLAIN.fullmatch(text):  # as the library does it, and most titles need no more
        return _JOINT.sub(joint, text.lower()).strip(joint)
    return str(slugify(text, separator=joint))


def unique(name: str, used: set[str], fallback: str = "part") -> str:
    """Take a name that nothing has yet, with a number after it where it is not the first; `used` gains it."""
    base = name = name or fallback
    number = 0
    while name in used:
        number += 1
        name = f"{base}_{number}"
    used.add(name)
    return name
