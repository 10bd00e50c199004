"""YAML text as data, with the place of every key and value in it.

Of YAML this takes what front matter needs: one document of scalars, lists and tables, in the core schema of
YAML 1.2. There `yes` is text, and so is `12:30`, while MkDocs' own reader, of YAML 1.1, makes them true and 750.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import yaml
from yaml.constructor import SafeConstructor

from innerpersona_site.content.control import CONTROL, code_point

Path = tuple[str | int, ...]
"""Keys and indices from 0 that lead to a value from the outermost one, whose path is empty."""
Position = tuple[int, int]
"""Line and column in the text, both from 1."""


class FaultKind(StrEnum):
    """Why a text can't be taken."""

    SYNTAX = "syntax"
    """It is no YAML; the fault's problem is what the parser says of it."""
    DUPLICATE_KEY = "duplicate key"
    KEY = "key"
    """A list or a table stands where a key must."""
    SIGN = "sign"
    """An anchor, an alias or a tag, which nothing here needs; the fault's problem is the sign that begins it."""
    DAY = "day"
    """A day that no calendar has; the fault's problem is that day as written."""
    DOCUMENTS = "documents"
    """There is more than one document."""
    CONTROL = "control"
    """A character that YAML forbids, or a separator at which only some of its readers begin a line."""
    DEPTH = "depth"
    """Lists and tables stand in one another deeper than anything reads."""


class YamlFault(ValueError):
    """The first fault of a text: its kind, its position, and what more there is to say of it."""

    def __init__(self, kind: FaultKind, position: Position, problem: str = "") -> None:
        super().__init__(f"{kind} at {position}: {problem}")
        self.kind = kind
        self.position = position
        self.problem = problem


@dataclass(frozen=True, slots=True)
class YamlSource:
    """A text's data, and where in the text it stands.

    `data` is made of dict, list, str, int, float, bool, None, date and datetime; the keys of a dict are the text
    that was written. `keys` and `values` have the position of each key and of each value or list item, by its path.
    """

    data: Any
    keys: dict[Path, Position]
    values: dict[Path, Position]


def read_yaml(text: str) -> YamlSource:
    """Read a text; data is None where it holds none. Raises YamlFault, and nothing else."""
    reading = _Reading(text)
    if forbidden := CONTROL.search(text):
        raise _control_fault(forbidden[0], reading.position(forbidden.start()))
    try:
        return reading.document()
    except yaml.MarkedYAMLError as fault:
        # That a key has no colon is noticed lines later; the context is where the key begins.
        keyed = fault.context == "while scanning a simple key"
        mark = fault.context_mark if keyed else fault.problem_mark
        position = reading.position(mark.index) if mark else (1, 1)
        raise YamlFault(FaultKind.SYNTAX, position, str(fault.problem or fault.context)) from None


_DEEPEST: Final = 20


def _control_fault(character: str, position: Position) -> YamlFault:
    return YamlFault(FaultKind.CONTROL, position, code_point(character))


class _Reading:
    """One pass over the events of the parser: nodes would no longer say where an alias stood."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self._line_starts = [0, *(end.end() for end in re.finditer("\n", text))]
        self._keys: dict[Path, Position] = {}
        self._values: dict[Path, Position] = {}

    def position(self, index: int) -> Position:
        # The parser's own lines end at a lone carriage return too.
        line = bisect_right(self._line_starts, index)
        return line, index - self._line_starts[line - 1] + 1

    def document(self) -> YamlSource:
        data = None
        next(self._events)  # the stream's start
        if isinstance(next(self._events), yaml.DocumentStartEvent):
            data = self._value(next(self._events), ())
            next(self._events)  # the document's end
            after = next(self._events)
            if not isinstance(after, yaml.StreamEndEvent):
                raise YamlFault(FaultKind.DOCUMENTS, self.position(after.start_mark.index))
        return YamlSource(data, self._keys, self._values)

    def _value(self, event: yaml.NodeEvent, path: Path) -> Any:
        position = self._values[path] = self._plain_position(event)
        if isinstance(event, yaml.ScalarEvent):
            if forbidden := CONTROL.search(event.value):  # an escape in quotes stands for it: "\\0", "\\x01"
                raise _control_fault(forbidden[0], position)
            return _scalar(event.value, position) if event.implicit[0] else event.value
        if len(path) == _DEEPEST:
            raise YamlFault(FaultKind.DEPTH, position)
        return self._table(path) if isinstance(event, yaml.MappingStartEvent) else self._list(path)

    def _list(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _table(self, path: Path) -> dict[str, Any]:
        table: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            position = self._plain_position(event)
            if isinstance(event, yaml.CollectionStartEvent):
                raise YamlFault(FaultKind.KEY, position)
            key = event.value
            if forbidden := CONTROL.search(key):
                raise _control_fault(forbidden[0], position)
            if key in table:
                raise YamlFault(FaultKind.DUPLICATE_KEY, position, key)
            self._keys[*path, key] = position
            table[key] = self._value(next(self._events), (*path, key))
        return table

    def _plain_position(self, event: yaml.NodeEvent) -> Position:
        """Return where a value or a key begins, which must be no alias and have neither anchor nor tag."""
        assert event.start_mark is not None, "what was parsed stands somewhere"
        index = event.start_mark.index
        position = self.position(index)
        if event.anchor is not None or getattr(event, "tag", None) is not None:
            raise YamlFault(FaultKind.SIGN, position, self._text[index : index + 1])
        return position


_CONSTANTS: Final = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# A number of a hundred digits is none that anyone means, and Python refuses to read one of some thousand.
_INTEGER: Final = re.compile(r"[-+]?(?:0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+|([0-9][0-9_]{0,99}))")
_FLOAT: Final = re.compile(
    r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+|\.[0-9]+(?:[eE][-+]?[0-9]+)?"
    r"|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
_DAY: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
    r"(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?"
)


def _scalar(text: str, position: Position) -> Any:
    """Return what a scalar without quotes means."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in "-+.0123456789":
        return text
    if number := _INTEGER.fullmatch(text):
        return int(text.replace("_", ""), 10 if number[1] else 0)
    if _FLOAT.fullmatch(text):
        return float(text.replace("_", "").lower().replace(".inf", "inf").replace(".nan", "nan"))
    return _day(text, position) if _DAY.fullmatch(text) else text


def _day(text: str, position: Position) -> datetime.date:
    try:
        return SafeConstructor().construct_yaml_timestamp(yaml.ScalarNode("", text))
    except ValueError:
        raise YamlFault(FaultKind.DAY, position, text) from None
