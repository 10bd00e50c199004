"""Front matter: every fault in it, with line and column."""

from __future__ import annotations

import datetime
import re
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError

from innerpersona_site.content.authors import AiUse
from innerpersona_site.content.front_matter_examples import EXAMPLES, WHOLE
from innerpersona_site.content.front_matter_schema import SCHEMAS, ImageSchema, PieceSchema
from innerpersona_site.content.front_matter_syntax import mistyped_values, syntax_fault
from innerpersona_site.content.model import (
    TEMPLATE_KINDS,
    FrontMatter,
    Image,
    folder_kind,
)
from innerpersona_site.content.path_facts import PieceEntry
from innerpersona_site.content.pattern import DRAWINGS
from innerpersona_site.content.regions import regions
from innerpersona_site.content.roles import ROLES
from innerpersona_site.content.source import Source
from innerpersona_site.content.yaml_source import YamlFault, YamlSource, read_yaml
from innerpersona_site.diagnostics import Diagnostic, Severity, did_you_mean, nearest


def read_front_matter(
    src_path: str, path: str, source: Source
) -> tuple[FrontMatter | None, dict[str, tuple[int, int]], list[Diagnostic]]:
    """Validate a file's front matter.

    `src_path` is relative to the docs folder (which decides the schema), `path` is what diagnostics show.
    Returns the front matter, or None where it has an error, where in the file each of its keys' values stands, line and
    column from 1 (an entry of a list by `key.0`, a key in it by `key.0.inner`), and every fault found.
    """
    kind = folder_kind(src_path)
    schema, example = SCHEMAS[kind], WHOLE[kind]
    if source.yaml is None and re.match(r"-{3}[ \t]*\n", source.body):
        message = "the front matter is not closed: a line of three hyphens must follow its last key"
        return None, {}, [_error("front-matter-missing", path, 1, 1, message, f"A valid example:\n{example}")]
    if source.yaml is None:
        message = "the file has no front matter; it must begin with it, between two lines of three hyphens"
        return (
            None,
            {},
            [_error("front-matter-missing", path, 1, 1, message, f"Begin the file with:\n{example}")],
        )
    try:
        yaml = read_yaml(source.yaml)
    except YamlFault as fault:
        return None, {}, [syntax_fault(path, source.yaml, fault)]
    if not isinstance(yaml.data, dict):
        message = "the front matter must be lines of the form key: value"
        return None, {}, [_error("front-matter-syntax", path, 2, 1, message, f"Write:\n{example}")]
    places = {".".join(map(str, key)): _in_file(place) for key, place in yaml.values.items() if key}
    mistyped = mistyped_values(path, yaml)
    faults = [*_disagreements(path, yaml), *mistyped.values()]
    try:
        valid = schema.model_validate(yaml.data)
    except ValidationError as fault:
        known = list(schema.model_fields)
        meant = {nearest(key, known) for key in yaml.data if key not in known}
        faults += [
            _schema_fault(path, yaml, schema, error)
            for error in fault.errors()
            if error["loc"][0] not in mistyped
            and not (error["type"] == "missing" and error["loc"][0] in meant)
        ]
    if faults:
        return None, places, faults
    values = valid.model_dump()
    if values.get("image"):
        values["image"] = Image(**values["image"])
    for key in ("tags", "authors", "reviewed_by", "related", "formerly", "speaks_to", "goes_with"):
        if key in values:
            values[key] = tuple(values[key])
    values["pieces"] = tuple(PieceEntry(**piece) for piece in values.get("pieces", ()))
    return FrontMatter(**values), places, []


def _disagreements(path: str, yaml: YamlSource) -> list[Diagnostic]:
    """Return the faults of keys that are sound by themselves but not together."""
    data = yaml.data
    found = []
    if data.get("template") == "hub.html" and "hub" not in data:
        line, column = _position(yaml, ("template",))
        message = 'a page with the template "hub.html" must say which section it lists in "hub"'
        found.append(_error("front-matter-value", path, line, column, message, f"Add: {EXAMPLES['hub']}"))
    date, updated = data.get("date"), data.get("updated")
    # Only days: Python compares no day with a time of day.
    if type(date) is type(updated) is datetime.date and updated < date:
        line, column = _position(yaml, ("updated",))
        message = f'"updated" ({updated}) is earlier than "date" ({date})'
        hint = f"Write: {EXAMPLES['updated']}"
        found.append(_error("front-matter-value", path, line, column, message, hint))
    return found


def _schema_fault(path: str, yaml: YamlSource, schema: type[BaseModel], error: Any) -> Diagnostic:
    location, kind = error["loc"], str(error["type"])
    key = str(location[0])
    if isinstance(location[-1], str) and len(location) > 1:
        return _inner_fault(path, yaml, location, kind, error)
    if kind == "extra_forbidden":
        line, column = _key_start(yaml, key)
        known = list(schema.model_fields)
        message = f'unknown key "{key}"{did_you_mean(key, known)}'
        return _error(
            "front-matter-unknown-key", path, line, column, message, f"Known keys: {', '.join(known)}."
        )
    if kind == "missing":
        message = f'the key "{key}" is missing'
        return _error("front-matter-missing-key", path, 1, 1, message, f"Add the line: {EXAMPLES[key]}")
    line, column = _position(yaml, location)
    message = _value_message(key, location, kind, error)
    return _error("front-matter-value", path, line, column, message, f"Write: {EXAMPLES[key]}")


_TABLES: Final[dict[str, type[BaseModel]]] = {"image": ImageSchema, "pieces": PieceSchema}
"""The schema of what stands in a key: a table, or a list of tables."""

_LENGTHS: Final = {
    "title": "3 to 90",
    "description": "50 to 160",
    "alt": "10 to 400",
    "why": "10 to 200",
}
"""How many characters a text has, at least and at most."""


def _inner_fault(
    path: str, yaml: YamlSource, location: tuple[str | int, ...], kind: str, error: Any
) -> Diagnostic:
    """Return the fault of a key inside a table, which may be an entry of a list."""
    key, inner = str(location[0]), str(location[-1])
    line, column = _position(yaml, location)
    whole = _named(location[:-1])
    hint = f"Write: {EXAMPLES[key]}"
    if kind == "extra_forbidden":
        known = list(_TABLES[key].model_fields)
        message = f'unknown key "{inner}" in {whole}{did_you_mean(inner, known)}; it takes {", ".join(known)}'
        return _error("front-matter-unknown-key", path, line, column, message, hint)
    if kind == "missing":
        line, column = _position(yaml, location[:-1])
        message = f'{whole} lacks "{inner}"'
        return _error("front-matter-missing-key", path, line, column, message, hint)
    name = f'"{inner}" of {whole}'
    if kind in ("string_too_short", "string_too_long"):
        message = f"{name} has {len(error['input'])} characters; it must have {_LENGTHS[inner]}"
    elif kind == "string_pattern_mismatch":
        message = f'{name} is "{error["input"]}"; it must be the path of a picture below docs/'
    else:
        message = f"{name} must be text, not {_type_name(error['input'])}"
    return _error("front-matter-value", path, line, column, message, hint)


def _named(location: tuple[str | int, ...]) -> str:
    """Return what a message calls a key, or an entry of a list."""
    key = f'"{location[0]}"'
    return f"entry {int(location[1]) + 1} of {key}" if len(location) > 1 else key


_CHOICES: Final = {
    "template": tuple(TEMPLATE_KINDS),
    "ai": get_args(AiUse),
    "role": ROLES,
    "drawing": DRAWINGS,
}


def _value_message(key: str, location: tuple[str | int, ...], kind: str, error: Any) -> str:
    value = error["input"]
    name = _named(location)
    if kind in ("string_too_short", "string_too_long"):
        return f"{name} has {len(value)} characters; it must have {_LENGTHS[key]}"
    if kind == "literal_error" and not isinstance(value, str):
        return f"{name} must be text, not {_type_name(value)}"
    if kind == "literal_error":
        choices = regions() if key == "speaks_to" else _CHOICES[key]
        close = did_you_mean(str(value), choices)
        return f'{name} is "{value}"{close}; it must be one of {", ".join(choices)}'
    if kind == "string_pattern_mismatch":
        if key == "leave_for":
            return f'{name} is "{value}"; it must be an address that begins with https:// and has a slash after the host'
        if key == "formerly":
            return f'{name} is "{value}"; it must be an article\'s former file name, or a path that begins with a slash'
        if key == "reviewed_by":
            return f"{name} must be a name, without blanks around it"
        joined = "single hyphens or spaces" if key == "tags" else "single hyphens"
        return f'{name} is "{value}"; it must be lower-case letters, digits and {joined}'
    if kind.startswith("date"):
        return f'{name} is "{value}"; it must be a day, written year-month-day'
    if kind == "bool_type":
        return f'{name} is "{value}"; it must be true or false'
    if kind == "string_type":
        return f"{name} must be text, not {_type_name(value)}"
    if kind == "list_type":
        return f"{name} must be a list in square brackets, not {_type_name(value)}"
    if kind in ("model_type", "model_attributes_type"):
        keys = " and ".join(f'"{inner}"' for inner in _TABLES[key].model_fields)
        return f"{name} must be a table with {keys}, not {_type_name(value)}"
    if kind in ("too_short", "too_long") and key == "pieces":
        return f"{name} has {len(value)} entries; a path has 5 to 7"
    if kind == "too_short":
        return f"{name} must have at least one entry"
    return f"{name}: {error['msg']}"


def _type_name(value: object) -> str:
    if value is None:
        return "empty"
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a table",
    }
    for kind, name in names.items():
        if isinstance(value, kind):
            return name
    return "a date" if isinstance(value, datetime.date) else type(value).__name__


def _position(yaml: YamlSource, location: tuple[str | int, ...]) -> tuple[int, int]:
    """Return where in the file a value stands, or failing that what holds it; 1, 1 if neither does."""
    return _in_file(yaml.values.get(location) or yaml.values.get(location[:1]))


def _key_start(yaml: YamlSource, key: str) -> tuple[int, int]:
    return _in_file(yaml.keys.get((key,)))


def _in_file(position: tuple[int, int] | None) -> tuple[int, int]:
    # Line 1 of the file is the fence.
    return (position[0] + 1, position[1]) if position else (1, 1)


def _error(code: str, path: str, line: int, column: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, path, line, column, message, hint)
