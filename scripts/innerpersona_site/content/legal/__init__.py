"""Pages that the law or readers' trust asks for, as templates: a Markdown file for each role, country and language.

A template is called `<role>.<country>.<language>.md`, or `<role>.<language>.md` where all countries have the same. What
the owner must write stands between ‹ and ›, one blank a line or less; `release` refuses to publish what holds one.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from importlib.resources import files
from string import Template
from typing import Final

from innerpersona_site.content.roles import ROLES, Role
from innerpersona_site.content.scaffold import PLACEHOLDER, escaped, yaml_text
from innerpersona_site.content.source import split_source

_SLUGS: Final[Mapping[str, Mapping[Role, str]]] = {
    "de": {
        "imprint": "impressum",
        "privacy": "datenschutz",
        "accessibility": "barrierefreiheit",
        "help": "hilfe",
    }
}
"""The last part of a page's address by language; in the others it is the role's name."""


def languages(role: Role, country: str) -> list[str]:
    """Return the languages in which there is a template for a country (ISO 3166-1, small letters), sorted."""
    return sorted({language for of, language in _templates(role) if of in (country, "")})


def countries(role: Role) -> list[str]:
    """Return the countries that have a template of their own for a role, sorted."""
    return sorted({country for country, _ in _templates(role) if country})


def page_path(role: Role, language: str) -> str:
    """Return the path of a page below docs/."""
    return f"about/{_SLUGS.get(language, {}).get(role, role)}.md"


def new_legal_page(role: Role, country: str, language: str, name: str, day: datetime.date) -> str:
    """Return the source of a page with blanks for its owner to fill.

    Args:
        role: what the page is for.
        country: whose law it follows, ISO 3166-1 in small letters; "" for none in particular.
        language: one of `languages(role, country)`.
        name: that of the site.
        day: an example of the day of a review.

    Raises:
        KeyError: if there is no such template.
    """
    templates = _templates(role)
    file = templates.get((country, language)) or templates["", language]
    head, rule, body = (files(__name__) / file).read_text("utf-8").partition("\n---\n")
    head = Template(head).substitute(name=name, day=day.isoformat())
    head = re.sub(r"(?m)^description: (.+)$", lambda line: f"description: {yaml_text(line[1])}", head)
    return head + rule + Template(body).substitute(name=escaped(name), day=day.isoformat())


def blanks(text: str) -> list[tuple[int, str]]:
    """Return the blanks of a page's source that has a role, by line: what is to be written, without its brackets.

    A draft has one more, in the line that says so: it would be missing from the site. Pages without a role have none.
    """
    yaml = split_source(text).yaml or ""
    role = re.search(r"^role:[ \t]*(\w+)", yaml, re.M)
    if not role or role[1] not in ROLES:
        return []
    found = [
        (number, match[0].strip("‹›"))
        for number, line in enumerate(text.split("\n"), 1)
        for match in re.finditer(PLACEHOLDER, line)
    ]
    draft = re.search(r"^draft:[ \t]*true\b", yaml, re.M)
    return [(2 + yaml[: draft.start()].count("\n"), "draft: true"), *found] if draft else found


def _templates(role: Role) -> dict[tuple[str, str], str]:
    """Return the file of each template by country ("" for all) and language."""
    found = {}
    for file in files(__name__).iterdir():
        match = re.fullmatch(rf"{role}\.(?:([a-z]{{2}})\.)?([a-z]{{2}})\.md", file.name)
        if match:
            found[match[1] or "", match[2]] = file.name
    return found
