"""The site's settings, read from site.toml and validated; every fault is reported at once, with its line."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final
from urllib.parse import urlsplit

from innerpersona_site.content.authors import SIGNATURES, AuthorKind, Signature
from innerpersona_site.content.control import escaped_control_characters
from innerpersona_site.content.model import TOPICS
from innerpersona_site.diagnostics import Diagnostic, Severity, did_you_mean

FILE: Final = "site.toml"

PLACEHOLDER: Final = "https://innerpersona.example/"
"""The address that this project comes with, which leads nowhere."""

_MAIL: Final = re.compile(r"[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.A)
"""A mail address as people have them; what RFC 5322 allows beyond it would have to be escaped in a link."""

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
PLACEHOLDER_HOST: Final = "innerpersona.example"
_SHARED_HOSTS: Final = (".github.io", ".gitlab.io", ".codeberg.page", ".bitbucket.io", ".srht.site")
"""Hosts that put all sites of an account at one host name, each in a folder but the first."""
"""The host of the address that this project comes with; its ending is reserved for examples (RFC 2606)."""

_EXAMPLES: Final = {
    "name": 'name = "CalmTies"',
    "url": 'url = "https://calmties.example/"',
    "description": 'description = "Articles on calm, with a private self-assessment."',
    "tagline": 'tagline = "Room to breathe"',
    "language": 'language = "en"',
    "contact": 'contact = "corrections@calmties.example"',
    "instruments": 'instruments = ["quizzes"]',
    "authors": '[authors.ann]\nname = "Ann Roe"\nkind = "person" # or "organization"',
    "topics": '[topics]\nrest = "Rest"',
    "navigation": '[[navigation]]\ntitle = "Home"\npage = "index.md"',
}


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A place in the navigation: either a page, by its path below docs/, or a group of `pages`."""

    title: str
    page: str = ""
    pages: tuple[NavEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What site.toml says.

    `url` is absolute and ends with a slash. `language` is a BCP 47 tag. `instruments` are folders relative to the file.
    `authors` are who may sign articles, by the id in front matter. `topics` are the titles of what articles may be
    about, by the word in front matter, in the order in which hubs list them. `contact` is the address for
    corrections: None where the file doesn't name one, empty where it says that there is none.
    """

    name: str
    url: str
    description: str = ""
    tagline: str = ""
    language: str = "en"
    contact: str | None = None
    instruments: tuple[str, ...] = ()
    navigation: tuple[NavEntry, ...] = ()
    authors: Mapping[str, Signature] = field(default_factory=lambda: SIGNATURES)
    topics: Mapping[str, str] = field(default_factory=lambda: TOPICS)

    @property
    def base(self) -> str:
        """The path of the site's root on its host: `/`, or `/folder/`."""
        return urlsplit(self.url).path or "/"


def parse_settings(text: str, path: str) -> tuple[Settings | None, list[Diagnostic]]:
    """Parse site.toml.

    Args:
        text: the file's content.
        path: how diagnostics name the file.

    Returns:
        The settings, or None where they have an error, and all faults found.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r"at line (\d+), column (\d+)", str(fault))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        message = f"the file is not valid TOML: {str(fault).split(' (at')[0]}"
        hint = f"Correct that line. A valid example:\n{_EXAMPLES['name']}"
        return None, [Diagnostic("settings", Severity.ERROR, path, line, column, message, hint)]
    faults = [
        Diagnostic("settings", Severity.ERROR, path, _line_of(text, key), 1, message, hint)
        for key, message, hint in _faults(table)
    ]
    for line, column, number in escaped_control_characters(text):
        message = f"an escape stands for a control character ({number}), which no page can show"
        faults.append(Diagnostic("settings", Severity.ERROR, path, line, column, message, "Delete it."))
    if faults:
        return None, faults
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    values["navigation"] = tuple(_entry(found) for found in table.get("navigation", ()))
    values["authors"] = {
        id: Signature(found["name"], AuthorKind(found["kind"]))
        for id, found in table.get("authors", {}).items()
    } or SIGNATURES
    return Settings(**values), []


def with_instruments(text: str, folder: str) -> str:
    """Return the text of site.toml with a folder of questionnaires named in it; the same text where it is already.

    Args:
        text: the file, sound.
        folder: relative to it.
    """
    named = [*tomllib.loads(text).get("instruments", [])]
    if folder in named:
        return text
    line = f"instruments = {json.dumps([*named, folder])}"
    changed, places = re.subn(r"^instruments\s*=\s*\[[^\]]*\]", line, text, count=1, flags=re.M)
    # Before the first table: what stands below its header would belong to it.
    return changed if places else re.sub(r"(?=^\[|\Z)", f"{line}\n\n", text, count=1, flags=re.M)


def setting_fault(text: str, path: str, key: str, message: str) -> Diagnostic:
    """Return a fault of a setting that shows only outside the file, such as a folder that isn't there."""
    hint = f"Write: {_EXAMPLES[key]}"
    return Diagnostic("settings", Severity.ERROR, path, _line_of(text, key), 1, message, hint)


def address_faults(settings: Settings, text: str, path: str) -> list[Diagnostic]:
    """Return warnings on the address: the one that this project comes with, or one whose origin other sites share."""
    parts = urlsplit(settings.url)
    host, line = (parts.hostname or "").lower(), _line_of(text, "url")
    if host == PLACEHOLDER_HOST:
        message = f'"url" is still {settings.url}, so links in feeds, cards and the map for search engines lead nowhere'
        hint = f"Write the address where the site is published: {_EXAMPLES['url']}"
        return [Diagnostic("settings-address", Severity.WARNING, path, line, 1, message, hint)]
    if settings.base == "/" and not host.endswith(_SHARED_HOSTS):
        return []
    message = (
        f'"url" is {settings.url}: every other site at {parts.scheme}://{parts.netloc}/ can read what a quiz keeps '
        "in a browser, and put its scripts before this site's"
    )
    hint = (
        "Publish at the root of a host name of its own, such as a custom domain of GitHub Pages. "
        'Where you can\'t, read "A host that is shared" in PUBLISHING.md.'
    )
    return [Diagnostic("settings-origin", Severity.WARNING, path, line, 1, message, hint)]


def contact_faults(settings: Settings, text: str, path: str) -> list[Diagnostic]:
    """Return a warning where the settings say nothing of an address for corrections, so that no error is reported."""
    if settings.contact is not None:
        return []
    message = 'no "contact" is named, so articles have no link to report an error with'
    hint = f'Add the address that corrections go to: {_EXAMPLES["contact"]}\nIf there shall be none, say so: contact = ""'
    return [Diagnostic("settings-contact", Severity.WARNING, path, 1, 1, message, hint)]


def _entry(found: Mapping[str, Any]) -> NavEntry:
    pages = tuple(_entry(inner) for inner in found.get("pages", ()))
    return NavEntry(found["title"], found.get("page", ""), pages)


def _faults(table: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield key, message and hint of each fault."""
    known = [field.name for field in fields(Settings)]
    for key in table:
        if key not in known:
            yield key, f'there is no setting "{key}"{did_you_mean(key, known)}', f"Known: {', '.join(known)}"
    for key in ("name", "url", "description", "tagline", "language"):
        value = table.get(key, None if key in ("name", "url") else "")
        if value is None:
            yield key, f'the setting "{key}" is missing', f"Add: {_EXAMPLES[key]}"
        elif not isinstance(value, str) or (key in ("name", "url") and not value.strip()):
            yield key, f'"{key}" must be a text', f"Write: {_EXAMPLES[key]}"
        elif key == "url" and not _is_site_url(value):
            message = f'"url" is "{value}"; it must be an absolute address that ends with a slash'
            yield key, message, f"Write: {_EXAMPLES[key]}"
        elif key == "language" and key in table and not _LANGUAGE.fullmatch(value):
            yield key, f'"{value}" is no language tag (BCP 47)', f"Write: {_EXAMPLES[key]}"
    contact = table.get("contact", "")
    if not isinstance(contact, str) or (contact and not _MAIL.fullmatch(contact)):
        message = '"contact" must be a mail address, or empty where there is none'
        yield "contact", message, f"Write: {_EXAMPLES['contact']}"
    folders = table.get("instruments", [])
    if not isinstance(folders, list) or not all(isinstance(folder, str) for folder in folders):
        yield "instruments", '"instruments" must be a list of folders', f"Write: {_EXAMPLES['instruments']}"
    yield from _author_faults(table.get("authors", {}))
    yield from _topic_faults(table.get("topics", TOPICS))
    entries = table.get("navigation", [])
    if not isinstance(entries, list):
        yield "navigation", '"navigation" must be a list of entries', f"Write:\n{_EXAMPLES['navigation']}"
    else:
        yield from _navigation_faults(entries, "navigation")


def _navigation_faults(
    entries: list[Any], key: str, *, inside: bool = False
) -> Iterator[tuple[str, str, str]]:
    shape = f"Write:\n{_EXAMPLES['navigation']}"
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


def _author_faults(authors: object) -> Iterator[tuple[str, str, str]]:
    hint = f"Write:\n{_EXAMPLES['authors']}"
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


def _topic_faults(topics: object) -> Iterator[tuple[str, str, str]]:
    hint = f"Write:\n{_EXAMPLES['topics']}"
    if not isinstance(topics, dict) or not topics:
        yield "topics", '"topics" must be a table with a title for each topic', hint
        return
    for slug, title in topics.items():
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
            message = f'the topic "{slug}" must be named by lower-case letters, digits and single hyphens'
            yield "topics", message, hint
        elif not isinstance(title, str) or not title.strip():
            yield "topics", f'the title of the topic "{slug}" must be a text', hint


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


def _line_of(text: str, key: str) -> int:
    found = re.search(rf"^\s*\[{{0,2}}{re.escape(key)}\b", text, re.M)
    return text.count("\n", 0, found.start()) + 1 if found else 1
