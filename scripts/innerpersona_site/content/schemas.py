"""The schemas of site.toml and of front matter for editors, and the same as a page for people."""

from __future__ import annotations

import json
from typing import Any, Final

from innerpersona_site.content.front_matter_examples import EXAMPLES
from innerpersona_site.content.front_matter_schema import SCHEMAS
from innerpersona_site.content.model import Kind
from innerpersona_site.content.settings_schema import SETTINGS, settings_schema

_NAMES: Final[dict[Kind | None, tuple[str, str]]] = {
    Kind.ARTICLE: ("article", "An article, in docs/articles/"),
    Kind.PATH: ("path", "A guided path, in docs/paths/"),
    Kind.WORKSHEET: ("worksheet", "A worksheet, in docs/worksheets/"),
    None: ("page", "Any other page"),
}
REFERENCE: Final = "reference.md"
_KINDS: Final = {"string": "text", "boolean": "true or false", "array": "list", "object": "table"}


def schema_files() -> dict[str, str]:
    """Return the text of every file that editors and people read, by name."""
    schemas = {"site.schema.json": settings_schema()}
    schemas |= {f"{name}.schema.json": front_matter_schema(kind) for kind, (name, _) in _NAMES.items()}
    files = {
        name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in schemas.items()
    }
    return {**files, REFERENCE: reference()}


def front_matter_schema(kind: Kind | None) -> dict[str, Any]:
    """Return the JSON Schema of the front matter of a kind of page."""
    found = SCHEMAS[kind].model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "title": _NAMES[kind][1]}


def reference() -> str:
    """Return a page that lists every setting and every key of front matter, in Markdown."""
    parts = [
        "# Reference",
        "Made by `innerpersona schema` from what validates the files; don't edit it.",
        "## site.toml",
        *(
            _entry(
                key,
                setting.schema,
                setting.description,
                setting.example,
                setting.required,
                setting.default,
                "toml",
            )
            for key, setting in SETTINGS.items()
        ),
    ]
    for kind, (_, title) in _NAMES.items():
        schema = front_matter_schema(kind)
        parts.append(f"## Front matter: {title}")
        for key, part in schema["properties"].items():
            required = key in schema.get("required", ())
            default = json.dumps(part["default"]) if part.get("default") not in (None, []) else "none"
            parts.append(_entry(key, part, part["description"], EXAMPLES[key], required, default, "yaml"))
    return "\n\n".join(parts) + "\n"


def _entry(
    key: str, schema: Any, description: str, example: str, required: bool, default: str, language: str
) -> str:
    must = "required" if required else f"left out: {default}"
    text = " ".join(description.split())
    return f"### `{key}`\n\n{text}\n\n*{_kind(schema)}, {must}*\n\n```{language}\n{example}\n```"


def _kind(schema: Any) -> str:
    """Return what a value is, in a word or two."""
    found = next((part for part in schema.get("anyOf", ()) if part.get("type") != "null"), schema)
    if found.get("format") == "date":
        return "day"
    if "enum" in found:
        return (
            "one of " + ", ".join(found["enum"])
            if len(found["enum"]) <= 6
            else "one of those that the check lists"
        )
    return _KINDS.get(found.get("type", ""), "table")
