"""What can be wrong in site.toml, setting by setting, with an example of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from innerpersona_quiz.palette import HEX
from innerpersona_site.content.authors import AuthorKind
from innerpersona_site.diagnostics import did_you_mean

type Fault = tuple[str, str, str]
"""Key, message and hint."""

_MAIL: Final = re.compile(r"[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.A)
"""A mail address as people have them; what RFC 5322 allows beyond it would have to be escaped in a link."""

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_COLORS: Final = {"one", "two", "one_dark", "two_dark"}

EXAMPLES: Final = {
    "name": 'name = "CalmTies"',
    "url": 'url = "https://www.example.org/"',
    "description": 'description = "Articles on calm, with a private self-assessment."',
    "tagline": 'tagline = "Room to breathe"',
    "language": 'language = "en"',
    "contact": 'contact = "corrections@example.org"',
    "instruments": 'instruments = ["quizzes"]',
    "authors": '[authors.ann]\nname = "Ann Roe"\nkind = "person" # or "organization"',
    "sections": '[sections]\nsleep = "Sleep" # listed by docs/sleep.md',
    "topics": '[topics]\nrest = "Rest"',
    "licence": 'licence = { name = "CC BY 4.0", url = "https://creativecommons.org/licenses/by/4.0/" }',
    "country": 'country = "DE"',
    "colors": 'colors = { one = "#1f5f8b", two = "#8a4b12" }',
    "mark": 'mark = "images/mark.svg"',
    "navigation": '[[navigation]]\ntitle = "Home"\npage = "index.md"',
}


def table_faults(table: Mapping[str, Any], known: Sequence[str]) -> Iterator[Fault]:
    """Yield key, message and hint of each fault.

    Args:
        table: the file as a table.
        known: the settings that there are.
    """
    for key in table:
        if key not in known:
            yield key, f'there is no setting "{key}"{did_you_mean(key, known)}', f"Known: {', '.join(known)}"
    for key in ("name", "url", "description", "tagline", "language"):
        value = table.get(key, None if key in ("name", "url") else "")
        if value is None:
            yield key, f'the setting "{key}" is missing', f"Add: {EXAMPLES[key]}"
        elif not isinstance(value, str) or (key in ("name", "url") and not value.strip()):
            yield key, f'"{key}" must be a text', f"Write: {EXAMPLES[key]}"
        elif key == "url" and not _is_site_url(value):
            message = f'"url" is "{value}"; it must be an absolute address that ends with a slash'
            yield key, message, f"Write: {EXAMPLES[key]}"
        elif key == "language" and key in table and not _LANGUAGE.fullmatch(value):
            yield key, f'"{value}" is no language tag (BCP 47)', f"Write: {EXAMPLES[key]}"
    contact = table.get("contact", "")
    if not isinstance(contact, str) or (contact and not _MAIL.fullmatch(contact)):
        message = '"contact" must be a mail address, or empty where there is none'
        yield "contact", message, f"Write: {EXAMPLES['contact']}"
    folders = table.get("instruments", [])
    if not isinstance(folders, list) or not all(isinstance(folder, str) for folder in folders):
        yield "instruments", '"instruments" must be a list of folders', f"Write: {EXAMPLES['instruments']}"
    yield from _author_faults(table.get("authors", {}))
    for key in ("sections", "topics"):
        if key in table:
            yield from _title_faults(key, table[key])
    yield from _licence_faults(table.get("licence"))
    yield from _color_faults(table.get("colors"))
    country, mark = table.get("country", ""), table.get("mark", "")
    if not isinstance(country, str) or not re.fullmatch(r"(?:[A-Z]{2})?", country):
        message = '"country" must be two capital letters (ISO 3166-1)'
        yield "country", message, f"Write: {EXAMPLES['country']}"
    if not isinstance(mark, str) or not re.fullmatch(r"(?:[\w/-]+\.svg)?", mark, re.A):
        yield "mark", '"mark" must be the path of an SVG file below docs/', f"Write: {EXAMPLES['mark']}"
    entries = table.get("navigation", [])
    if not isinstance(entries, list):
        yield "navigation", '"navigation" must be a list of entries', f"Write:\n{EXAMPLES['navigation']}"
    else:
        yield from _navigation_faults(entries, "navigation")


def _navigation_faults(entries: list[Any], key: str, *, inside: bool = False) -> Iterator[Fault]:
    shape = f"Write:\n{EXAMPLES['navigation']}"
    for number, entry in enumerate(entries, start=1):
        name = f"entry {number} of the {'group' if inside else 'navigation'}"
        if (
            not isinstance(entry, dict)
            or not isinstance(entry.get("title"), str)
            or not entry["title"].strip()
        ):
            yield key, f"{name} has no title", shape
            continue
        unknown = set(entry) - {"title", "page", "pages"}
        if unknown:
            yield key, f'{name} has no key "{min(unknown)}"', shape
        page, pages = entry.get("page"), entry.get("pages")
        if (
            (page is None) == (pages is None)
            or not isinstance(page or "", str)
            or not isinstance(pages or [], list)
        ):
            yield key, f'{name}, "{entry["title"]}", must have either "page" or "pages"', shape
        elif pages is not None and inside:
            yield key, f'"{entry["title"]}" is a group inside a group; groups hold pages', shape
        elif pages is not None:
            yield from _navigation_faults(pages, key, inside=True)


def _author_faults(authors: object) -> Iterator[Fault]:
    hint = f"Write:\n{EXAMPLES['authors']}"
    if not isinstance(authors, dict):
        yield "authors", '"authors" must be tables, one an author', hint
        return
    for id, found in authors.items():
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", id):
            yield (
                "authors",
                f'the author "{id}" must be named by lower-case letters, digits and single hyphens',
                hint,
            )
        elif not isinstance(found, dict) or found.keys() != {"name", "kind"}:
            yield "authors", f'the author "{id}" must have a name and a kind, and nothing else', hint
        elif not isinstance(found["name"], str) or not found["name"].strip():
            yield "authors", f'the name of the author "{id}" must be a text', hint
        elif found["kind"] not in list(AuthorKind):
            yield (
                "authors",
                f'the author "{id}" is "{found["kind"]}"; it must be person or organization',
                hint,
            )


def _title_faults(key: str, titles: object) -> Iterator[Fault]:
    hint = f"Write:\n{EXAMPLES[key]}"
    one = key.removesuffix("s")
    if not isinstance(titles, dict) or not titles:
        yield key, f'"{key}" must be a table with a title for each {one}', hint
        return
    for slug, title in titles.items():
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
            message = f'the {one} "{slug}" must be named by lower-case letters, digits and single hyphens'
            yield key, message, hint
        elif not isinstance(title, str) or not title.strip():
            yield key, f'the title of the {one} "{slug}" must be a text', hint


def _licence_faults(licence: object) -> Iterator[Fault]:
    if licence is None:
        return
    hint = f"Write: {EXAMPLES['licence']}"
    if not isinstance(licence, dict) or licence.keys() != {"name", "url"}:
        yield "licence", '"licence" must have a name and a url, and nothing else', hint
    elif not all(isinstance(value, str) and value.strip() for value in licence.values()):
        yield "licence", "the name and the url of the licence must be texts", hint
    elif not licence["url"].startswith("https://"):
        yield "licence", f'the url of the licence is "{licence["url"]}"; it must begin with https://', hint


def _color_faults(colors: object) -> Iterator[Fault]:
    if colors is None:
        return
    hint = f"Write: {EXAMPLES['colors']}"
    if not isinstance(colors, dict) or not {"one", "two"} <= colors.keys() <= _COLORS:
        names = "one and two, and may have one_dark and two_dark"
        yield "colors", f'"colors" must have {names}', hint
        return
    for name, color in colors.items():
        if not isinstance(color, str) or not HEX.fullmatch(color.lower()):
            yield (
                "colors",
                f'the color "{name}" is {color!r}; it must be "#" with six digits or letters a to f',
                hint,
            )


def _is_site_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.netloc)
        and not (parts.query or parts.fragment)
        and re.fullmatch(r"/(?:(?!\.{1,2}/)(?:[\w.~-]|%[0-9A-F]{2})+/)*", parts.path, re.A) is not None
    )
