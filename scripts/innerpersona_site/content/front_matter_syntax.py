"""What is wrong with front matter that can't be read as YAML, in a writer's words."""

from __future__ import annotations

from typing import Final

from innerpersona_site.content.front_matter_examples import EXAMPLES
from innerpersona_site.content.yaml_source import FaultKind, YamlFault, YamlSource
from innerpersona_site.diagnostics import CURLY, Diagnostic, Severity

_QUOTE: Final = (
    "Quote a value that holds a colon or begins with a sign, for example:\n"
    'title: "Secure attachment: what it looks like"'
)
_KEY: Final = f"Begin the line with a word and a colon:\n{EXAMPLES['title']}"
_TOLD: Final = {
    FaultKind.KEY: ("a list or a table stands where a key must", _KEY),
    FaultKind.DOCUMENTS: (
        "the front matter ends before this line: three hyphens or dots at the start of a line close it",
        "Let nothing but the last line begin with three hyphens or dots.",
    ),
    FaultKind.DEPTH: (
        "lists or tables stand too deep in one another",
        f"Write a list in one pair of square brackets:\n{EXAMPLES['tags']}",
    ),
}
# The parser's words.
_COLON: Final = "mapping values are not allowed in this context"
_NO_COLON: Final = "could not find expected ':'"
_NO_TOKEN: Final = "found character that cannot start any token"


def syntax_fault(path: str, text: str, fault: YamlFault) -> Diagnostic:
    """Return the diagnostic of a fault in `text`, the front matter of the file that is shown as `path`."""
    if fault.kind is FaultKind.DUPLICATE_KEY:
        hint = "Keep one of the two lines."
        return _fault(
            "front-matter-duplicate-key", path, fault, f'the key "{fault.problem}" is given twice', hint
        )
    if fault.kind is FaultKind.DAY:
        message = f'"{fault.problem}" is no day of the calendar'
        return _fault("front-matter-value", path, fault, message, f"Write: {EXAMPLES['date']}")
    return _fault("front-matter-syntax", path, fault, *_told(text, fault))


def mistyped_values(path: str, yaml: YamlSource) -> dict[str, Diagnostic]:
    """Return, by key, the fault of values that are YAML and mean something else than what was typed."""
    found = {}
    for key, value in yaml.data.items():
        told = _curly(str(key), value) or (_cut_short(str(key), value) if isinstance(value, dict) else None)
        if told:
            line, column = yaml.values.get((key,), (0, 1))
            message, hint = told
            found[key] = Diagnostic(
                "front-matter-value", Severity.ERROR, path, line + 1, column, message, hint
            )
    return found


def _curly(key: str, value: object) -> tuple[str, str] | None:
    """Return what to say of a part of a list or table in typographic quotation marks, which YAML takes for a part of it.

    A value that stands in them alone is told by a rule.
    """
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = next((part for part in inner if isinstance(part, str) and CURLY.fullmatch(part)), None)
    if found is None:
        return None
    message = f'the quotation marks around {found} in "{key}" are typographic ones, which stay in the value'
    return message, f'Type straight ones, or none: "{found[1:-1]}"'


def _cut_short(key: str, table: dict[str, object]) -> tuple[str, str] | None:
    """Return what to say of a text in braces that a comma ends, so that its rest becomes a key without a value."""
    names = list(table)
    rest = next((place for place, name in enumerate(names) if place and table[name] is None), None)
    if rest is None:
        return None
    inner = next(name for name in reversed(names[:rest]) if table[name] is not None)
    whole = ", ".join([str(table[inner]), *(name for name in names[rest:] if table[name] is None)])
    message = f'a comma ends the value of "{inner}" in "{key}", so it must stand in quotes'
    return message, f'Write: {inner}: "{whole}"'


def _fault(code: str, path: str, fault: YamlFault, message: str, hint: str) -> Diagnostic:
    line, column = fault.position
    # The text begins on line 2 of the file.
    return Diagnostic(code, Severity.ERROR, path, line + 1, column, message, hint)


def _told(text: str, fault: YamlFault) -> tuple[str, str]:
    """Return message and hint."""
    line, column = fault.position
    if fault.kind is FaultKind.SYNTAX:
        return _unreadable(fault.problem, text.split("\n")[line - 1], column)
    if fault.kind is FaultKind.SIGN:
        return _sign(fault.problem), _QUOTE
    if fault.kind is FaultKind.CONTROL:
        message = f"a control character ({fault.problem}) stands in the front matter"
        return message, "Delete it, or its escape; write the line anew if your editor doesn't show it."
    return _TOLD[fault.kind]


def _unreadable(problem: str, line: str, column: int) -> tuple[str, str]:
    """Return message and hint for what is no YAML, found at a column of a line."""
    key, colon, value = line.partition(": ")
    if problem == _COLON and colon and '"' not in value:
        message = f'the value of "{key.strip()}" holds a colon, so it must stand in quotes'
        return message, f'Write: {key}: "{value.strip()}"'
    if problem == _NO_COLON:
        return "no colon follows what stands where a key must", _KEY
    found = line[column - 1 : column]
    if found == "\t":
        message = "a tab stands where YAML takes spaces only"
        return message, (
            f"Begin each key at the start of its line, and put a space after its colon:\n{EXAMPLES['topic']}"
        )
    if problem == _NO_TOKEN and found:
        return _sign(found), _QUOTE
    return f"the front matter is not valid YAML: {problem}", _QUOTE


def _sign(sign: str) -> str:
    return f'a value that begins with "{sign}" must stand in quotes'
