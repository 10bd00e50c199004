"""Front matter in YAML, TOML and JSON, with the line of each key."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any, Final

from innerpersona_site.content.source import split_source
from innerpersona_site.content.yaml_source import YamlFault, read_yaml
from innerpersona_site.migration.found import Front

_TOML: Final = re.compile(r"\A\ufeff?\+{3}[ \t]*\n(.*?)^\+{3}[ \t]*(?:\n|\Z)", re.S | re.M)


class FrontFault(ValueError):
    """Front matter that can't be read; `line` is that of the file."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def read_front(text: str) -> Front:
    """Read a post, whose text has one kind of line end; FrontFault where its front matter can't be read."""
    if match := _TOML.match(text):
        try:
            values = tomllib.loads(match[1])
        except tomllib.TOMLDecodeError as fault:
            place = re.search(r"at line (\d+)", str(fault))
            raise FrontFault(
                f"the front matter is no valid TOML: {fault}", int(place[1]) + 1 if place else 1
            ) from None
        return Front(
            values,
            _key_lines(match[1], values, "="),
            text[match.end() :],
            text.count("\n", 0, match.end()) + 1,
        )
    if text.startswith("{\n"):
        try:
            values, end = json.JSONDecoder().raw_decode(text)
        except json.JSONDecodeError as fault:
            raise FrontFault(f"the front matter is no valid JSON: {fault.msg}", fault.lineno) from None
        lines = {
            key: text.count("\n", 0, found.start()) + 1
            for key in values
            if (found := re.search(rf"{re.escape(json.dumps(key))}\s*:", text[:end]))
        }
        body = text[end:].removeprefix("\n")
        return Front(values, lines, body, text.count("\n", 0, len(text) - len(body)) + 1)
    source = split_source(text)
    if source.yaml is None:
        return Front({}, {}, source.body, source.body_line)
    try:
        yaml = read_yaml(source.yaml)
    except YamlFault as fault:
        raise FrontFault(
            f"the front matter can't be read ({fault.kind}: {fault.problem})", fault.position[0] + 1
        ) from None
    data: Any = yaml.data or {}
    if not isinstance(data, dict):
        raise FrontFault("the front matter is no list of keys and values", 2)
    lines = {key: yaml.keys[(key,)][0] + 1 for key in data}
    return Front(data, lines, source.body, source.body_line)


def _key_lines(text: str, values: dict[str, Any], sign: str) -> dict[str, int]:
    lines = {}
    for key in values:
        found = re.search(rf"^\s*(?:\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*(?:{sign}|\.|\])", text, re.M)
        lines[key] = text.count("\n", 0, found.start()) + 2 if found else 1
    return lines
