"""The settings of site.toml, in one table: from it come their validation, the schema for editors, and the reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

type Schema = Mapping[str, Any]
"""A part of a JSON Schema (2020-12). `errorMessage`, which editors know, says what a value must be."""

_SLUG: Final = "^[a-z0-9]+(?:-[a-z0-9]+)*$"
_SLUG_SAYS: Final = "must be lower-case letters, digits and single hyphens"
_TEXT: Final[Schema] = {
    "type": "string",
    "pattern": r"^[^\r\n\t]*[^\s][^\r\n\t]*$",
    "errorMessage": "must be a text on one line that isn't empty",
}
_WORDS: Final[Schema] = {
    "type": "string",
    "pattern": r"^[^\r\n\t]*$",
    "errorMessage": "must be a text on one line",
}
_PAGE: Final[Schema] = {
    "type": "object",
    "properties": {"title": _TEXT, "page": {"type": "string"}},
    "required": ["title", "page"],
    "additionalProperties": False,
}
_TITLES: Final[Schema] = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {"pattern": _SLUG, "errorMessage": _SLUG_SAYS},
    "additionalProperties": _TEXT,
    "errorMessage": "must be a table with a title for each",
}
_COLOR: Final[Schema] = {
    "type": "string",
    "pattern": "^#[0-9a-fA-F]{6}$",
    "errorMessage": 'must be "#" with six digits or letters a to f',
}


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: what its value may be, what it means, an example, and what holds where it is left out."""

    schema: Schema
    description: str
    example: str
    default: str = ""
    required: bool = False


SETTINGS: Final[Mapping[str, Setting]] = {
    "name": Setting(_TEXT, "What the site is called.", 'name = "CalmTies"', required=True),
    "url": Setting(
        {
            "type": "string",
            "pattern": r"^https?://(?:[A-Za-z0-9-]|[^\x00-\x7f])+(?:\.(?:[A-Za-z0-9-]|[^\x00-\x7f])+)*(?::[0-9]{1,5})?/(?:(?!\.{1,2}/)(?:[A-Za-z0-9_.~-]|%[0-9A-F]{2})+/)*$",
            "errorMessage": "must be an absolute address that ends with a slash",
        },
        "Where it is published, with a slash at the end. A host that ends in .example leads nowhere.",
        'url = "https://www.example.org/"',
        required=True,
    ),
    "description": Setting(
        _WORDS,
        "One sentence on the site, for search engines and feeds.",
        'description = "Articles on calm, with a private self-assessment."',
        default="none",
    ),
    "tagline": Setting(_WORDS, "A few words beside the name.", 'tagline = "Room to breathe"', default="none"),
    "language": Setting(
        {
            "type": "string",
            "pattern": "^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$",
            "errorMessage": "must be a language tag (BCP 47)",
        },
        "The language of the pages, as a tag of BCP 47.",
        'language = "en"',
        default='"en"',
    ),
    "contact": Setting(
        {
            "type": "string",
            "pattern": r"^(?:[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)?$",
            "errorMessage": "must be a mail address, or empty where there is none",
        },
        "Where corrections go: articles then have a link that opens a mail. Empty where there is no address.",
        'contact = "corrections@example.org"',
        default="no link, and a warning",
    ),
    "instruments": Setting(
        {
            "type": "array",
            "items": {"type": "string"},
            "errorMessage": "must be a list of folders",
        },
        "Folders with questionnaires of your own, relative to site.toml.",
        'instruments = ["quizzes"]',
        default="those of the package alone",
    ),
    "navigation": Setting(
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "title": _TEXT,
                    "page": {"type": "string"},
                    "pages": {"type": "array", "items": _PAGE},
                },
                "required": ["title"],
                "additionalProperties": False,
                "oneOf": [{"required": ["page"]}, {"required": ["pages"]}],
                "errorMessage": 'must have a title, and either "page" or "pages"',
            },
            "errorMessage": "must be a list of entries",
        },
        "The menu: pages by their files in docs/, or groups of them, which open with their first page.",
        '[[navigation]]\ntitle = "Home"\npage = "index.md"',
        default="no menu",
    ),
    "authors": Setting(
        {
            "type": "object",
            "propertyNames": {"pattern": _SLUG, "errorMessage": _SLUG_SAYS},
            "additionalProperties": {
                "type": "object",
                "properties": {
                    "name": _TEXT,
                    "kind": {"enum": ["person", "organization"]},
                },
                "required": ["name", "kind"],
                "additionalProperties": False,
                "errorMessage": "must be a table with a name and a kind",
            },
            "errorMessage": "must be tables, one an author",
        },
        "Who may sign articles, by the id in front matter, which is an anchor on docs/about/authors.md too.",
        '[authors.ann]\nname = "Ann Roe"\nkind = "person" # or "organization"',
        default="nobody",
    ),
    "sections": Setting(
        _TITLES,
        "The titles of the sections, by the word in front matter. Each is listed by a page of that name in docs/.",
        '[sections]\nsleep = "Sleep" # listed by docs/sleep.md',
        default="none",
    ),
    "topics": Setting(
        _TITLES,
        "What articles are about, by the word in front matter, in the order in which sections list them.",
        '[topics]\nrest = "Rest"',
        default="none",
    ),
    "licence": Setting(
        {
            "type": "object",
            "properties": {
                "name": _TEXT,
                "url": {
                    "type": "string",
                    "pattern": "^https://[^\\s\"'<>\\\\^`{|}]+$",
                    "errorMessage": "must begin with https:// and hold no blank and no quotation mark",
                },
            },
            "required": ["name", "url"],
            "additionalProperties": False,
            "errorMessage": "must be a table with a name and a url",
        },
        "The licence of the texts.",
        'licence = { name = "CC BY 4.0", url = "https://creativecommons.org/licenses/by/4.0/" }',
        default="none is given",
    ),
    "country": Setting(
        {
            "type": "string",
            "pattern": "^(?:[A-Z]{2})?$",
            "errorMessage": "must be two capital letters (ISO 3166-1)",
        },
        "The country whose law the site is under.",
        'country = "DE"',
        default="none",
    ),
    "age": Setting(
        {
            "type": "integer",
            "minimum": 0,
            "maximum": 99,
            "errorMessage": "must be a number of years, 0 to 99",
        },
        "From which age on the site is meant; the foot of each page says it.",
        "age = 16",
        default="nothing is said",
    ),
    "colors": Setting(
        {
            "type": "object",
            "properties": dict.fromkeys(("one", "two", "one_dark", "two_dark"), _COLOR),
            "required": ["one", "two"],
            "additionalProperties": False,
            "errorMessage": "must be a table with one and two, and may have one_dark and two_dark",
        },
        "The two colors; what is too faint to be read is darkened. Those for dark pages are made from them.",
        'colors = { one = "#1f5f8b", two = "#8a4b12" }',
        default="those of the theme",
    ),
    "mark": Setting(
        {
            "type": "string",
            "pattern": r"^(?:[A-Za-z0-9_/-]+\.svg)?$",
            "errorMessage": "must be the path of an SVG file below docs/",
        },
        "An SVG file below docs/ in place of the two circles.",
        'mark = "images/mark.svg"',
        default="two circles",
    ),
}
"""Every setting by its key, in the order in which a file may have them."""

EXAMPLES: Final = {key: setting.example for key, setting in SETTINGS.items()}
"""A valid line or table for each setting."""


def settings_schema() -> dict[str, Any]:
    """Return the JSON Schema of site.toml."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "site.toml",
        "type": "object",
        "properties": {
            key: {**setting.schema, "description": setting.description} for key, setting in SETTINGS.items()
        },
        "required": [key for key, setting in SETTINGS.items() if setting.required],
        "additionalProperties": False,
    }
