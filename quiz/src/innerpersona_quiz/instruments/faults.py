"""Faults of an instrument file: each says where it is, what is wrong and how to put it right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

type Key = tuple[str | int, ...]
"""Where a value is in a TOML file: ("items", 3, "text") is the text of the fourth item."""

type Level = Literal["error", "warning", "note"]
type FaultKind = Literal["rule", "unwritten", "claim"]
"""What is wrong: a rule is broken, words are still to be written, a text claims what a medical device does."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a questionnaire's files. `line` counts from 1 and is 0 where none can be named.

    `level` is "error" where the questionnaire can't be used, "warning" where it can and should not be published yet, and
    "note" for what is worth a thought.
    """

    file: str
    line: int
    key: str
    problem: str
    fix: str
    level: Level = "error"
    kind: FaultKind = "rule"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        level = "" if self.level == "error" else f"{self.level}: "
        return f"{place}: {self.key}: {level}{self.problem} {self.fix}"


class InstrumentError(ValueError):
    """An instrument file that cannot be used; carries every fault found in it, not only the first."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def nearest_line(key: Key, lines: Mapping[Key, int]) -> int:
    """Return the line of a key, or of the nearest one around it; 0 where none is known."""
    while key and key not in lines:
        key = key[:-1]
    return lines.get(key, 0)


def key_text(key: Key) -> str:
    """Return a key as people write it: ("items", 3, "text") becomes "items[3].text"."""
    text = ""
    for part in key:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text or "(the whole file)"


def nearest_name(name: str, known: Sequence[str], otherwise: str = "Remove it") -> str:
    """Return a fix for a name that is not known: the known one that looks most like it, else all of them."""
    # Imported here: the package's own files have no faults, and no browser should load it for them.
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1)
    if close:
        return f'Did you mean "{close[0]}"?'
    return f"{otherwise}, or use one of: {', '.join(known)}." if known else f"{otherwise}."


def locate(source: str) -> dict[Key, int]:
    """Return the line of each table header and each plain key in a TOML text.

    Good for the shape that instruments and texts have (tables, arrays of tables, one key a line, plain or dotted);
    what it does not recognise is simply absent, since a line number is a help to the reader and not a matter of
    correctness.
    """
    lines: dict[Key, int] = {}
    counts: dict[Key, int] = {}
    table: Key = ()
    array: Key = ()  # the key whose array of inline tables is open, one entry a line
    entry = 0
    inside_string = False
    for number, line in enumerate(source.splitlines(), start=1):
        text = line.strip()
        opens_string = text.count('"""') % 2 == 1
        if inside_string:
            inside_string = not opens_string
            continue
        if array:
            if text.startswith("{"):
                lines[(*array, entry)] = number
                entry += 1
            elif text.startswith("]"):
                array = ()
            continue
        if text.startswith("[") and text.rstrip("]") != text and "=" not in text.partition("#")[0]:
            table = _table_key(text, counts)
            for length in range(1, len(table) + 1):
                lines.setdefault(table[:length], number)
        elif "=" in text and not text.startswith("#"):
            names = text.partition("=")[0].strip().split(".")
            key = (*table, *(name.strip().strip('"') for name in names))
            for length in range(len(table) + 1, len(key) + 1):
                lines.setdefault(key[:length], number)
            if text.endswith("["):
                array, entry = key, 0
        inside_string = opens_string
    return lines


def _table_key(header: str, counts: dict[Key, int]) -> Key:
    """Return the full key of a [table] or [[array of tables]] header, with the index of each array so far."""
    is_array = header.startswith("[[")
    key: Key = ()
    names = header.strip("[] ").split(".")
    for position, raw in enumerate(names):
        key = (*key, raw.strip().strip('"'))
        if is_array and position == len(names) - 1:
            counts[key] = counts.get(key, -1) + 1
        if key in counts:
            key = (*key, counts[key])
    return key
