"""Every text that a page says by itself: one catalogue a language, with named placeholders and plural forms.

A catalogue is a folder of TOML files. The text `heading` of the table `[start]` in `exchange.toml` has the key
`exchange.start.heading`. A text is a string, or a table of plural forms chosen by the placeholder `count`, whose keys
are the categories of the Unicode CLDR (`one`, `other` …). The tables below `[browser]` go to the scripts of a page.
"""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from innerpersona_site.content.source import NO_CHARACTER
from innerpersona_site.diagnostics import did_you_mean

if TYPE_CHECKING:
    from babel import Locale

FOLDER: Final = "texts"
"""Where a theme has its catalogues, in a folder for each language."""

MODULE: Final = "texts.mjs"
"""The name of the script modules that hold a page's texts; the build emits them."""

BROWSER_MODULES: Final = {
    "quiz": f"assets/quiz/{MODULE}",
    "exchange": f"assets/quiz/exchange/{MODULE}",
    "search": f"assets/javascripts/search/{MODULE}",
    "ways": f"assets/ways/{MODULE}",
}
"""The files whose `[browser]` tables a module holds, and its path below the site's root."""

PLURALS: Final = frozenset({"zero", "one", "two", "few", "many", "other"})

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_BRACE: Final = re.compile(r"[{}]")

type Text = str | dict[str, str]
"""A text, or its plural forms."""

type Value = str | int | datetime.date
"""What fills a placeholder; numbers and days are formatted for the language."""


class TextError(ValueError):
    """A catalogue has a fault, or a text is asked for that it doesn't have; the message says where and what to do."""


class Texts:
    """The texts of one language.

    Args:
        entries: by file name, the nested tables of its texts.
        language: BCP 47.
    """

    def __init__(self, entries: Mapping[str, Any], language: str) -> None:
        self.language = language
        self.entries = dict(entries)
        """What it is made from."""
        self._flat: dict[str, Text] = dict(_flattened(entries))
        self._ready: dict[str, Markup] = {}
        faults = [fault for key, text in self._flat.items() for fault in _faults(key, text)]
        if faults:
            raise TextError(f'The texts for "{language}" have faults:\n  ' + "\n  ".join(faults))
        self._placeholders = {key: frozenset(_placeholders(text)) for key, text in self._flat.items()}

    @property
    def keys(self) -> frozenset[str]:
        """The key of every text."""
        return frozenset(self._flat)

    def text(self, key: str, /, **values: Value) -> str:
        """Return a text with its placeholders filled.

        Raises:
            TextError: for a key that there isn't, or values that aren't those of its placeholders.
        """
        form = self._form(key, values)
        filled = {name: self.format(value) for name, value in values.items()}
        return _PLACEHOLDER.sub(lambda found: filled[found[1]], form) if values else form

    def markup(self, key: str, /, **values: Value) -> Markup:
        """Return a text as HTML; a value that is HTML already stays what it is, all else is escaped."""
        if not values and (ready := self._ready.get(key)):
            return ready
        form = str(escape(self._form(key, values)))
        filled = {name: escape(self.format(value)) for name, value in values.items()}
        html = Markup(_PLACEHOLDER.sub(lambda found: filled[found[1]], form))
        if not values:
            self._ready[key] = html
        return html

    def format(self, value: Value) -> str:
        """Return a number or a day as the language writes it; a text as it is."""
        match value:
            case datetime.date():
                return self.day(value)
            case int():
                return _number(value, self.language)
            case str():
                return value

    def day(self, day: datetime.date) -> str:
        """Return a day in its usual form: `Mar 23, 2026`."""
        return _day(day, self.language)

    def browser_modules(self) -> dict[str, str]:
        """Return the script modules that hold texts, by their path below the site's root."""
        return {
            path: f"export default {_json(self.entries[name]['browser'])};\n"
            for name, path in BROWSER_MODULES.items()
            if name in self.entries
        }

    def marked(self, mark: str) -> Texts:
        """Return these texts with a mark at both ends of each, and of what stands between its placeholders."""
        return Texts(_marked(self.entries, mark), self.language)

    def _form(self, key: str, values: Mapping[str, Value]) -> str:
        text = self._flat.get(key)
        if text is None:
            raise TextError(
                f'There is no text "{key}"{did_you_mean(key, self._flat)}. Add it to the catalogue.'
            )
        if expected := self._placeholders[key] ^ values.keys():
            named = ", ".join(sorted(f"{{{name}}}" for name in expected))
            raise TextError(f'The text "{key}" and the template that asks for it differ in {named}.')
        if isinstance(text, str):
            return text
        count = values["count"]
        category = _plural(count, self.language) if isinstance(count, int) else "other"
        return text.get(category, text["other"])


def read_texts(folders: Sequence[Path], language: str) -> Texts:
    """Return the texts of a language from a theme's folders; of a text that several have, the first one's counts.

    Raises:
        TextError: if there is no catalogue for the language, or it has faults.
    """
    entries: dict[str, Any] = {}
    for folder in reversed(folders):
        for file in sorted((folder / FOLDER / language).glob("*.toml")):
            try:
                read = tomllib.loads(file.read_text("utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
                raise TextError(f"{file} can't be read: {fault}") from fault
            entries[file.stem] = _over(entries.get(file.stem, {}), read)
    if not entries:
        where = folders[-1] / FOLDER / language
        raise TextError(f'There are no texts for the language "{language}": {where} holds no TOML file.')
    return Texts(entries, language)


def _over(below: Any, above: Any) -> Any:
    """Return texts with those of another catalogue in their place; plural forms are replaced as a whole."""
    if not isinstance(below, dict) or not isinstance(above, dict) or above.keys() <= PLURALS:
        return above
    return {**below, **{name: _over(below.get(name), text) for name, text in above.items()}}


def _flattened(entries: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, entry in entries.items():
        if isinstance(entry, dict) and not entry.keys() <= PLURALS:
            yield from _flattened(entry, f"{above}{name}.")
        else:
            yield f"{above}{name}", entry


def _faults(key: str, text: Any) -> Iterator[str]:
    forms = text if isinstance(text, dict) else {"": text}
    if not forms or not all(isinstance(form, str) and form for form in forms.values()):
        yield f"{key}: write a text between quotes, or a table of plural forms"
        return
    for form in forms.values():
        if found := NO_CHARACTER.search(form):
            yield f"{key}: U+{ord(found[0]):04X} is no character that a page may hold; delete its escape"
        if _BRACE.search(_PLACEHOLDER.sub("", form)):
            yield f"{key}: a brace stands alone; a placeholder is a word between braces, such as {{name}}"
    if isinstance(text, dict):
        if "other" not in text:
            yield f'{key}: the plural forms lack "other"'
        if any(_PLACEHOLDER.findall(form) and "count" not in _placeholders(form) for form in forms.values()):
            yield f"{key}: plural forms are chosen by {{count}}, which is missing"
        if len({frozenset(_placeholders(form)) for form in forms.values()}) > 1:
            yield f"{key}: the plural forms have different placeholders"


def _placeholders(text: Text) -> set[str]:
    forms: Iterable[str] = [text] if isinstance(text, str) else text.values()
    found = {name for form in forms for name in _PLACEHOLDER.findall(form)}
    return found if isinstance(text, str) else found | {"count"}


def _marked(entry: Any, mark: str) -> Any:
    if isinstance(entry, dict):
        return {name: _marked(value, mark) for name, value in entry.items()}
    parts = re.split(r"(\{\w+\})", entry)
    return "".join(
        part if _PLACEHOLDER.fullmatch(part) or not part else f"{mark}{part}{mark}" for part in parts
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# Imported late: a check of articles asks for no text, and Babel takes a tenth of a second to import.


@cache
def _locale(language: str) -> Locale:
    from babel import Locale

    return Locale.parse(language, sep="-")


@cache
def _day(day: datetime.date, language: str) -> str:
    from babel.dates import format_date

    return format_date(day, "medium", _locale(language))


@cache
def _number(number: int, language: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(number, locale=_locale(language))


@cache
def _plural(number: int, language: str) -> str:
    return _locale(language).plural_form(number)
