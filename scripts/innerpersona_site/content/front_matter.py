"""Front matter: every fault in it, with line and column."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from functools import cache
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from innerpersona_site.content.authors import AUTHORS
from innerpersona_site.content.front_matter_schema import (
    ARTICLE_EXAMPLE,
    EXAMPLES,
    PAGE_EXAMPLE,
    ArticleSchema,
    ImageSchema,
    PageSchema,
)
from innerpersona_site.content.model import SECTIONS, TEMPLATE_KINDS, TOPICS, FrontMatter, Image, is_article
from innerpersona_site.content.regions import REGIONS
from innerpersona_site.content.source import Source
from innerpersona_site.diagnostics import Diagnostic, Severity, did_you_mean, nearest


def read_front_matter(
    src_path: str, path: str, source: Source
) -> tuple[FrontMatter | None, list[Diagnostic]]:
    """Validate a file's front matter.

    `src_path` is relative to the docs folder (which decides the schema), `path` is what diagnostics show.
    Returns the front matter, or None where it has an error, and every fault found.
    """
    article = is_article(src_path)
    schema = ArticleSchema if article else PageSchema
    example = ARTICLE_EXAMPLE if article else PAGE_EXAMPLE
    if source.yaml is None and re.match(r"-{3}[ \t]*\n", source.body):
        message = "the front matter is not closed: a line of three hyphens must follow its last key"
        return None, [_error("front-matter-missing", path, 1, 1, message, f"A valid example:\n{example}")]
    if source.yaml is None:
        message = "the file has no front matter; it must begin with it, between two lines of three hyphens"
        return None, [_error("front-matter-missing", path, 1, 1, message, f"Begin the file with:\n{example}")]
    try:
        data = _load(source.yaml)
    except DuplicateKeyError as fault:
        return None, [_yaml_fault(path, "front-matter-duplicate-key", "a key is given twice", fault)]
    except MarkedYAMLError as fault:
        return None, [_syntax_fault(path, source.yaml, fault)]
    if not isinstance(data, CommentedMap):
        message = "the front matter must be lines of the form key: value"
        return None, [_error("front-matter-syntax", path, 2, 1, message, f"Write:\n{example}")]
    faults = _disagreements(path, data)
    try:
        valid = schema.model_validate({str(key): value for key, value in data.items()})
    except ValidationError as fault:
        known = list(schema.model_fields)
        meant = {nearest(str(key), known) for key in data if str(key) not in known}
        faults += [
            _schema_fault(path, data, schema, error)
            for error in fault.errors()
            if not (error["type"] == "missing" and error["loc"][0] in meant)
        ]
    if faults:
        return None, faults
    values = valid.model_dump()
    if values.get("image"):
        values["image"] = Image(**values["image"])
    for key in ("tags", "authors", "related", "formerly", "speaks_to"):
        if key in values:
            values[key] = tuple(values[key])
    return FrontMatter(**values), []


@cache
def _yaml() -> YAML:
    # Making one looks for plug-ins on the disk, which takes longer than reading a page's front matter.
    return YAML()


def _load(text: str) -> Any:
    try:
        return _yaml().load(text)
    except YAMLError:
        # What a fault leaves behind in the reader must not meet the next file.
        _yaml.cache_clear()
        raise


def key_position(source: Source, key: str) -> tuple[int, int]:
    """Return where in the file a top-level key's value stands, line and column from 1; 1, 1 if it doesn't."""
    data = _load(source.yaml or "")
    if isinstance(data, CommentedMap) and key in data:
        line, column = data.lc.value(key)
        return int(line) + 2, int(column) + 1
    return 1, 1


def _disagreements(path: str, data: CommentedMap) -> list[Diagnostic]:
    """Return the faults of keys that are sound by themselves but not together."""
    found = []
    if data.get("template") == "hub.html" and "hub" not in data:
        line, column = _position(data, ("template",))
        message = 'a page with the template "hub.html" must say which section it lists in "hub"'
        found.append(_error("front-matter-value", path, line, column, message, f"Add: {EXAMPLES['hub']}"))
    date, updated = data.get("date"), data.get("updated")
    if isinstance(date, datetime.date) and isinstance(updated, datetime.date) and updated < date:
        line, column = _position(data, ("updated",))
        message = f'"updated" ({updated}) is earlier than "date" ({date})'
        hint = f"Write: {EXAMPLES['updated']}"
        found.append(_error("front-matter-value", path, line, column, message, hint))
    return found


def _schema_fault(path: str, data: CommentedMap, schema: type[BaseModel], error: Any) -> Diagnostic:
    location, kind = error["loc"], str(error["type"])
    key = str(location[0])
    if len(location) > 1 and isinstance(location[1], str):
        return _inner_fault(path, data, (key, location[1]), kind, error)
    if kind == "extra_forbidden":
        line, column = _key_start(data, key)
        known = list(schema.model_fields)
        message = f'unknown key "{key}"{did_you_mean(key, known)}'
        return _error(
            "front-matter-unknown-key", path, line, column, message, f"Known keys: {', '.join(known)}."
        )
    if kind == "missing":
        message = f'the key "{key}" is missing'
        return _error("front-matter-missing-key", path, 1, 1, message, f"Add the line: {EXAMPLES[key]}")
    line, column = _position(data, location)
    message = _value_message(key, location, kind, error)
    return _error("front-matter-value", path, line, column, message, f"Write: {EXAMPLES[key]}")


def _inner_fault(
    path: str, data: CommentedMap, location: tuple[str, str], kind: str, error: Any
) -> Diagnostic:
    """Return the fault of a key inside a table."""
    key, inner = location
    line, column = _position(data, location)
    hint = f"Write: {EXAMPLES[key]}"
    if kind == "extra_forbidden":
        known = list(ImageSchema.model_fields)
        message = f'unknown key "{inner}" in "{key}"{did_you_mean(inner, known)}; it takes {", ".join(known)}'
        return _error("front-matter-unknown-key", path, line, column, message, hint)
    if kind == "missing":
        message = f'"{key}" lacks "{inner}"'
        return _error("front-matter-missing-key", path, line, column, message, hint)
    name = f'"{inner}" of "{key}"'
    if kind in ("string_too_short", "string_too_long"):
        message = f"{name} has {len(error['input'])} characters; it must have 10 to 400"
    elif kind == "string_pattern_mismatch":
        message = f'{name} is "{error["input"]}"; it must be the path of a picture below docs/'
    else:
        message = f"{name} must be text, not {_type_name(error['input'])}"
    return _error("front-matter-value", path, line, column, message, hint)


_CHOICES: Final = {
    "section": tuple(SECTIONS),
    "hub": tuple(SECTIONS),
    "topic": tuple(TOPICS),
    "template": tuple(TEMPLATE_KINDS),
    "authors": tuple(AUTHORS),
    "speaks_to": REGIONS,
}


def _value_message(key: str, location: tuple[str | int, ...], kind: str, error: Any) -> str:
    value = error["input"]
    name = f'"{key}"' if len(location) == 1 else f'entry {int(location[1]) + 1} of "{key}"'
    if kind in ("string_too_short", "string_too_long"):
        schema_limits = {"title": "3 to 90", "description": "50 to 160"}
        return f"{name} has {len(value)} characters; it must have {schema_limits[key]}"
    if kind == "literal_error" and not isinstance(value, str):
        return f"{name} must be text, not {_type_name(value)}"
    if kind == "literal_error":
        choices = _CHOICES[key]
        close = did_you_mean(str(value), choices)
        return f'{name} is "{value}"{close}; it must be one of {", ".join(choices)}'
    if kind == "string_pattern_mismatch":
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
        return f'{name} must be a table with "file" and "alt", not {_type_name(value)}'
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


def _position(data: CommentedMap, location: tuple[str | int, ...]) -> tuple[int, int]:
    key = str(location[0])
    if key not in data:
        return 1, 1
    line, column = data.lc.value(key)
    if len(location) > 1 and isinstance(location[1], int) and hasattr(data[key], "lc"):
        line, column = data[key].lc.item(location[1])
    if len(location) > 1 and isinstance(data[key], CommentedMap) and location[1] in data[key]:
        line, column = data[key].lc.value(location[1])
    return int(line) + 2, int(column) + 1


def _key_start(data: CommentedMap, key: str) -> tuple[int, int]:
    for candidate in data:
        if str(candidate) == key:
            line, column = data.lc.key(candidate)
            return int(line) + 2, int(column) + 1
    return 1, 1


def _yaml_fault(path: str, code: str, message: str, fault: MarkedYAMLError) -> Diagnostic:
    mark = fault.problem_mark or fault.context_mark
    line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
    hint = f"Quote a value that holds a colon or begins with a sign, for example:\n{_QUOTED}"
    if code == "front-matter-duplicate-key":
        hint = "Keep one of the two lines."
    return _error(code, path, line, column, message, hint)


_COLON: Final = "mapping values are not allowed here"


def _syntax_fault(path: str, yaml: str, fault: MarkedYAMLError) -> Diagnostic:
    """Return what is wrong with YAML that can't be read, in a writer's words where the reason is a common one."""
    problem = str(fault.problem or fault.context or "unreadable")
    found = _yaml_fault(path, "front-matter-syntax", f"the front matter is not valid YAML: {problem}", fault)
    line = yaml.split("\n")[found.line - 2] if 2 <= found.line < yaml.count("\n") + 2 else ""
    key, colon, value = line.partition(": ")
    if problem == _COLON and colon and '"' not in value:
        message = f'the value of "{key.strip()}" holds a colon, so it must stand in quotes'
        return replace(found, message=message, hint=f'Write: {key}: "{value.strip()}"')
    if "\\t" in problem:
        message = "a tab stands where YAML takes spaces only"
        hint = (
            f"Begin each key at the start of its line, and put a space after its colon:\n{EXAMPLES['topic']}"
        )
        return replace(found, message=message, hint=hint)
    return found


_QUOTED: Final = 'title: "Secure attachment: what it looks like"'


def _error(code: str, path: str, line: int, column: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, path, line, column, message, hint)
