"""What is wrong in site.toml, setting by setting, by the schema that editors use too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from innerpersona_site.content.settings_schema import EXAMPLES, SETTINGS, Schema
from innerpersona_site.diagnostics import did_you_mean

type Fault = tuple[str, str, str]
"""Key, message and hint."""

_TYPES: Final[dict[str, tuple[type, str]]] = {
    "string": (str, "a text"),
    "array": (list, "a list"),
    "object": (dict, "a table"),
    "integer": (int, "a whole number"),
}


def table_faults(table: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield key, message and hint of each fault of the file as a table."""
    for key in table:
        if key not in SETTINGS:
            known = ", ".join(SETTINGS)
            yield key, f'there is no setting "{key}"{did_you_mean(key, SETTINGS)}', f"Known: {known}"
    for key, setting in SETTINGS.items():
        lines = "\n" if setting.example.startswith("[") else " "
        if key in table:
            for message in value_faults(table[key], setting.schema, f'"{key}"'):
                yield key, message, f"Write:{lines}{EXAMPLES[key]}"
        elif setting.required:
            yield key, f'the setting "{key}" is missing', f"Add:{lines}{EXAMPLES[key]}"


def value_faults(value: Any, schema: Schema, name: str) -> Iterator[str]:
    """Yield what is wrong with a value, by the keywords of JSON Schema that `settings_schema` uses.

    Args:
        value: as tomllib reads it.
        schema: what it may be.
        name: what messages call it.
    """
    kind, says = schema.get("type", ""), schema.get("errorMessage", "")
    if kind and (not isinstance(value, _TYPES[kind][0]) or isinstance(value, bool)):
        yield f"{name} {says or f'must be {_TYPES[kind][1]}'}"
    elif "enum" in schema and value not in schema["enum"]:
        yield f'{name} is "{value}"; it must be {" or ".join(schema["enum"])}'
    elif isinstance(value, str) and not _matches(schema.get("pattern", ""), value):
        yield f'{name} is "{value}"; it {says}'
    elif isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{name} is {value}; it {says}"
    elif isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield from value_faults(item, schema.get("items", {}), f"entry {number} of {name}")
    elif isinstance(value, dict):
        yield from _object_faults(value, schema, name)


def _object_faults(table: Mapping[str, Any], schema: Schema, name: str) -> Iterator[str]:
    says = schema.get("errorMessage", "")
    properties, rest = schema.get("properties", {}), schema.get("additionalProperties", {})
    missing = [key for key in schema.get("required", ()) if key not in table]
    fitting = [part for part in schema.get("oneOf", ()) if all(key in table for key in part["required"])]
    if missing or len(table) < schema.get("minProperties", 0) or ("oneOf" in schema and len(fitting) != 1):
        lacking = "".join(f'; it lacks "{key}"' for key in missing)
        yield f"{name} {says}{lacking}" if says else f"{name}{lacking.removeprefix('; it')}"
    names = schema.get("propertyNames", {})
    for key, value in table.items():
        if not _matches(names.get("pattern", ""), key):
            yield f'"{key}" in {name} {names["errorMessage"]}'
        elif key in properties:
            yield from value_faults(value, properties[key], f'"{key}" of {name}')
        elif rest is False:
            yield f'{name} has no key "{key}"{did_you_mean(key, properties)}'
        else:
            yield from value_faults(value, rest, f'"{key}" in {name}')


def _matches(pattern: str, text: str) -> bool:
    # In JSON Schema, "$" is the end of a text, not that of its last line, and \w and \S are those of ASCII.
    return re.search(re.sub(r"\$$", r"\\Z", pattern), text, re.A) is not None
