"""The site's settings, read from site.toml and validated; every fault is reported at once, with its line."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from innerpersona_quiz.palette import APART, SHIPPED, Colors, colors, distance
from innerpersona_site.content.authors import AuthorKind, Signature
from innerpersona_site.content.control import escaped_control_characters
from innerpersona_site.content.licence import Licence
from innerpersona_site.content.settings_faults import table_faults
from innerpersona_site.content.settings_schema import EXAMPLES
from innerpersona_site.content.vocabulary import Vocabulary
from innerpersona_site.diagnostics import Diagnostic, Severity, did_you_mean

if TYPE_CHECKING:
    from innerpersona_site.content.model import Document

FILE: Final = "site.toml"

_EXAMPLE: Final = ".example"
"""The ending of hosts that lead nowhere (RFC 2606): a site has one until it has an address."""
IMPRINTS: Final = ("at", "de")
"""Countries whose law asks for an imprint, as `content.legal` has it (ISO 3166-1, small letters)."""
_SHARED_HOSTS: Final = (".github.io", ".gitlab.io", ".codeberg.page", ".bitbucket.io", ".srht.site")
"""Hosts that put all sites of an account at one host name, each in a folder but the first."""


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
    `authors` are who may sign articles, by the id in front matter. `sections` and `topics` are titles by the word in
    front matter, in the order in which they are listed. `contact` is the address for corrections: None where the file
    doesn't name one, empty where it says that there is none. `licence` is that of the texts; None where nobody is given
    any. `country` is the one whose law the site is under (ISO 3166-1, two capitals), `age` the years from which on it is
    meant (0 where nothing is said), `colors` those that can be read, `mark` an SVG below docs/ in
    place of the two circles.
    """

    name: str
    url: str
    description: str = ""
    tagline: str = ""
    language: str = "en"
    contact: str | None = None
    instruments: tuple[str, ...] = ()
    navigation: tuple[NavEntry, ...] = ()
    authors: Mapping[str, Signature] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    licence: Licence | None = None
    country: str = ""
    age: int = 0
    colors: Colors = SHIPPED
    mark: str = ""

    @property
    def vocabulary(self) -> Vocabulary:
        """What front matter may name."""
        return Vocabulary(self.sections, self.topics, self.authors)

    @property
    def is_placeholder(self) -> bool:
        """Whether the address is one that leads nowhere."""
        return (urlsplit(self.url).hostname or "").lower().endswith(_EXAMPLE)

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
        hint = f"Correct that line. A valid example:\n{EXAMPLES['name']}"
        return None, [Diagnostic("settings", Severity.ERROR, path, line, column, message, hint)]
    faults = [
        Diagnostic("settings", Severity.ERROR, path, setting_line(text, key), 1, message, hint)
        for key, message, hint in table_faults(table)
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
    }
    if "licence" in table:
        values["licence"] = Licence(**table["licence"])
    if "colors" in table:
        values["colors"] = colors(**{name: color.lower() for name, color in table["colors"].items()})
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
    hint = f"Write: {EXAMPLES[key]}"
    return Diagnostic("settings", Severity.ERROR, path, setting_line(text, key), 1, message, hint)


def address_faults(settings: Settings, text: str, path: str) -> list[Diagnostic]:
    """Return warnings on the address: the one that this project comes with, or one whose origin other sites share."""
    parts = urlsplit(settings.url)
    host, line = (parts.hostname or "").lower(), setting_line(text, "url")
    if settings.is_placeholder:
        message = f'"url" is still {settings.url}, so links in feeds, cards and the map for search engines lead nowhere'
        hint = f"Write the address where the site is published: {EXAMPLES['url']}"
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
    hint = f'Add the address that corrections go to: {EXAMPLES["contact"]}\nIf there shall be none, say so: contact = ""'
    return [Diagnostic("settings-contact", Severity.WARNING, path, 1, 1, message, hint)]


def imprint_faults(
    settings: Settings, documents: Iterable[Document], text: str, path: str
) -> list[Diagnostic]:
    """Return a warning where the law of the site's country asks for an imprint and no page is one."""
    if settings.country.lower() not in IMPRINTS or any(page.front.role == "imprint" for page in documents):
        return []
    message = f'"country" is {settings.country}, whose law asks for an imprint, and there is none'
    hint = "Begin one, and fill in its blanks: innerpersona new page imprint"
    return [
        Diagnostic(
            "settings-imprint", Severity.WARNING, path, setting_line(text, "country"), 1, message, hint
        )
    ]


def color_faults(settings: Settings, text: str, path: str) -> list[Diagnostic]:
    """Return warnings on colors that were changed to be readable, or that look alike."""
    table = tomllib.loads(text).get("colors", {})
    used = settings.colors.as_dict()
    found = []
    for name, color in table.items():
        if color.lower() != used[name]:
            message = f'"{name}" is {color}, too faint for text in places; {used[name]} is used in its place'
            hint = f'Write what is used, or another: {name} = "{used[name]}"'
            found.append((setting_line(text, "colors"), message, hint))
    if distance(used["one"], used["two"]) < APART:
        message = (
            f"the colors {used['one']} and {used['two']} are hard to tell apart, and stand for two people"
        )
        found.append((setting_line(text, "colors"), message, f"Write two that differ: {EXAMPLES['colors']}"))
    return [Diagnostic("settings-colors", Severity.WARNING, path, line, 1, *told) for line, *told in found]


def mark_faults(settings: Settings, files: Collection[str], text: str, path: str) -> list[Diagnostic]:
    """Return an error for a mark that is no file below docs/."""
    if not settings.mark or settings.mark in files:
        return []
    message = (
        f'"mark" is "{settings.mark}", and there is no such file in docs/{did_you_mean(settings.mark, files)}'
    )
    return [setting_fault(text, path, "mark", message)]


def _entry(found: Mapping[str, Any]) -> NavEntry:
    pages = tuple(_entry(inner) for inner in found.get("pages", ()))
    return NavEntry(found["title"], found.get("page", ""), pages)


def setting_line(text: str, key: str) -> int:
    """Return the line of a key or a table in site.toml; 1 where it isn't there."""
    found = re.search(rf"^\s*\[{{0,2}}{re.escape(key)}\b", text, re.M)
    return text.count("\n", 0, found.start()) + 1 if found else 1
