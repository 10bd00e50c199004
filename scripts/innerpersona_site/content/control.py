"""Control characters: what no page can show, XML has no place for, or only some programs take for the end of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

CONTROL: Final = re.compile("[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All that YAML 1.2 forbids, and the line ends of Unicode."""
_ESCAPE: Final = re.compile(r"(?<!\\)(?:\\\\)*(\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|[bf]))")


def code_point(character: str) -> str:
    """Return a character's number as Unicode writes it, such as U+0007."""
    return f"U+{ord(character):04X}"


def control_characters(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the control characters of a text: line and column from 1, and the number as Unicode writes it."""
    for match in CONTROL.finditer(text):
        yield *_place(text, match.start()), code_point(match[0])


def escaped_control_characters(toml: str) -> Iterator[tuple[int, int, str]]:
    """Yield the control characters that escapes in TOML stand for, which forbids none of them but as they are."""
    for match in _ESCAPE.finditer(toml):
        number = match[2] or match[3]
        character = chr(int(number, 16)) if number else {"b": "\b", "f": "\f"}[match[1][1]]
        if CONTROL.match(character):
            yield *_place(toml, match.start(1)), code_point(character)


def _place(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
