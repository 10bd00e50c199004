"""Why each statement of a questionnaire is as it is: rationale.toml of its folder, shown to readers of the site."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from innerpersona_quiz.instruments import instrument_folder
from innerpersona_quiz.instruments.faults import Fault, nearest_line
from innerpersona_quiz.instruments.parsing import Read, read_table
from innerpersona_quiz.instruments.rules import Checker, check_named
from innerpersona_quiz.validation.texts import PLACEHOLDER

RATIONALE = "rationale.toml"

_WORDS = {"idea": str, "changed": str}


@dataclass(frozen=True, slots=True)
class Rationale:
    """A statement's reasons: what it asks for and where that comes from, and what changed since the edition before.

    Both are Markdown: [@key] cites an entry of the bibliography.
    """

    idea: str
    changed: str


def load_rationale(id: str) -> dict[str, Rationale]:
    """Return the reasons of a known questionnaire by item id, of those items that have both."""
    table, _, _ = read_table(lambda name: (instrument_folder(id) / name).read_text("utf-8"), id, RATIONALE)
    return {
        item: Rationale(str(words["idea"]), str(words["changed"]))
        for item, words in _tables(table or {})
        if words.keys() >= _WORDS.keys()
    }


def rationale_faults(read: Read, folder: str, items: Sequence[str]) -> list[Fault]:
    """Return every fault of a questionnaire's rationale.toml, which has both words for each item and no others."""
    table, lines, faults = read_table(read, folder, RATIONALE)
    if table is None:
        return faults
    file, checker = f"{folder}/{RATIONALE}", Checker()
    for name in table.keys() - {"items"}:
        checker.add((name,), "This key is not known.", "Write one [items.…] table for each item.")
    check_named(table, "items", list(items), _WORDS, checker)
    for item, words in _tables(table):
        for name in words.keys() - _WORDS.keys():
            checker.add(("items", item, name), "This key is not known.", f"Write {' and '.join(_WORDS)}.")
    return [*checker.faults(file, lines), *_unwritten(table, lines, file)]


def _tables(table: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    items = table.get("items", {})
    for item, words in items.items() if isinstance(items, dict) else ():
        if isinstance(words, dict):
            yield item, words


def _unwritten(table: Mapping[str, Any], lines: Mapping[Any, int], file: str) -> list[Fault]:
    faults = []
    for item, words in _tables(table):
        for name, text in words.items():
            found = PLACEHOLDER.search(str(text))
            if found:
                problem, fix = (
                    f'It is still to be written: "{found[0]}".',
                    "Replace what stands between ‹ and ›.",
                )
                line = nearest_line(("items", item, name), lines)
                faults.append(
                    Fault(file, line, f"items.{item}.{name}", problem, fix, level="warning", kind="unwritten")
                )
    return faults
