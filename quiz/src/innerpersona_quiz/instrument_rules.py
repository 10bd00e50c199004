"""The rules that an instrument file has to follow, each with the fix that it suggests."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from innerpersona_quiz.faults import Fault, Key, key_text

_TOP = {"id": str, "version": str, "title": str, "instructions": str, "minutes": int}
_CHOICE = {"value": int, "label": str}
_SCALE = {"id": str, "title": str, "about": str, "low": str, "high": str}
_FACET = {"id": str, "title": str, "about": str}
_ITEM = {"id": str, "text": str, "scale": str, "facet": str, "reverse": bool, "short_form": bool}
_KIND = {str: "text in quotes", int: "a whole number", bool: "true or false"}

_ID = re.compile(r"[a-z][a-z0-9_]*")
_VERSION = re.compile(r"\d+\.\d+\.\d+")

MINIMUM_ITEMS = 3
"""A scale with fewer items than this has no usable spread."""


@dataclass(slots=True)
class Checker:
    """Collects problems as (key, problem, fix) while the rules run."""

    problems: list[tuple[Key, str, str]] = field(default_factory=list)

    def add(self, key: Key, problem: str, fix: str) -> None:
        """Note one problem."""
        self.problems.append((key, problem, fix))

    def faults(self, file: str, lines: dict[Key, int]) -> tuple[Fault, ...]:
        """Return the problems as faults of `file`, each at the nearest line known, in the file's order."""
        faults = [
            Fault(file, _nearest(key, lines), key_text(key), problem, fix)
            for key, problem, fix in self.problems
        ]
        return tuple(sorted(faults, key=lambda fault: fault.line))


def _nearest(key: Key, lines: dict[Key, int]) -> int:
    while key and key not in lines:
        key = key[:-1]
    return lines.get(key, 0)


def check_instrument(table: dict[str, object], checker: Checker) -> None:
    """Check a parsed TOML document against every rule and add what is wrong to `checker`."""
    _check_fields(table, _TOP, {"choices", "scales", "items", "near_pairs", "calibration"}, (), checker)
    _check_pattern(table, "id", _ID, (), "Use lower-case letters, digits and underscores.", checker)
    _check_pattern(table, "version", _VERSION, (), 'Write three numbers, for instance "1.0.0".', checker)
    choices = list(_tables(table, "choices", (), checker))
    scales = list(_tables(table, "scales", (), checker))
    items = list(_tables(table, "items", (), checker))
    _check_choices(choices, checker)
    facets = _check_scales(scales, checker)
    _check_items(items, facets, checker)
    _check_balance(items, facets, checker)
    _check_near_pairs(table.get("near_pairs", []), items, checker)
    if not isinstance(table.get("calibration", ""), str):
        checker.add(("calibration",), "It is not text in quotes.", "Name the calibration file, or remove it.")


def _tables(
    table: dict[str, object], name: str, parent: Key, checker: Checker
) -> Iterator[tuple[Key, dict[str, object]]]:
    """Yield the entries of an array of tables with their keys; complain if there is no such array."""
    value = table.get(name)
    if not isinstance(value, list) or not value:
        checker.add((*parent, name), "It is missing or empty.", f"Add at least one [[{name}]] table.")
        return
    for index, entry in enumerate(value):
        if isinstance(entry, dict):
            yield (*parent, name, index), entry
        else:
            checker.add((*parent, name, index), "It is not a table.", f"Write it as a [[{name}]] table.")


def _check_fields(
    table: dict[str, object], kinds: Mapping[str, type], more: set[str], key: Key, checker: Checker
) -> None:
    for name, kind in kinds.items():
        if name not in table:
            checker.add((*key, name), "It is missing.", f"Add {name} = {_KIND[kind]}.")
        elif type(table[name]) is not kind:
            checker.add((*key, name), f"It is not {_KIND[kind]}.", f"Write {_KIND[kind]}.")
        elif kind is str and not str(table[name]).strip():
            checker.add((*key, name), "It is empty.", "Write its text.")
    for name in table:
        if name not in kinds and name not in more:
            known = ", ".join(sorted({*kinds, *more}))
            checker.add((*key, name), "This key is not known.", f"Remove it, or use one of: {known}.")


def _check_pattern(
    table: dict[str, object], name: str, pattern: re.Pattern[str], key: Key, fix: str, checker: Checker
) -> None:
    value = table.get(name)
    if isinstance(value, str) and value.strip() and not pattern.fullmatch(value):
        checker.add((*key, name), f'"{value}" does not have the right form.', fix)


def _check_unique(entries: list[tuple[Key, dict[str, object]]], checker: Checker) -> None:
    seen: set[object] = set()
    for key, entry in entries:
        value = entry.get("id")
        if isinstance(value, str) and value in seen:
            checker.add((*key, "id"), f'"{value}" is used twice.', "Give each its own id.")
        elif isinstance(value, str):
            seen.add(value)


def _check_choices(choices: list[tuple[Key, dict[str, object]]], checker: Checker) -> None:
    for key, choice in choices:
        _check_fields(choice, _CHOICE, set(), key, checker)
    values = [choice.get("value") for _, choice in choices]
    if len(choices) == 1:
        checker.add(("choices",), "There is only one choice.", "Add the other points of the response scale.")
    if all(type(value) is int for value in values) and values != list(range(1, len(values) + 1)):
        checker.add(
            ("choices",), "The values do not count up from 1.", "Number the choices 1, 2, 3 and so on."
        )


def _check_scales(scales: list[tuple[Key, dict[str, object]]], checker: Checker) -> dict[object, set[object]]:
    """Check the scales and return the ids of the facets of each."""
    facets: dict[object, set[object]] = {}
    every_facet: list[tuple[Key, dict[str, object]]] = []
    for key, scale in scales:
        _check_fields(scale, _SCALE, {"facets"}, key, checker)
        _check_pattern(scale, "id", _ID, key, "Use lower-case letters, digits and underscores.", checker)
        own = list(_tables(scale, "facets", key, checker))
        for facet_key, facet in own:
            _check_fields(facet, _FACET, set(), facet_key, checker)
        facets[scale.get("id")] = {facet.get("id") for _, facet in own}
        every_facet += own
    _check_unique(scales, checker)
    _check_unique(every_facet, checker)
    return facets


def _check_items(
    items: list[tuple[Key, dict[str, object]]], facets: dict[object, set[object]], checker: Checker
) -> None:
    for key, item in items:
        _check_fields(item, _ITEM, set(), key, checker)
        _check_pattern(item, "id", _ID, key, "Use lower-case letters, digits and underscores.", checker)
        scale, facet = item.get("scale"), item.get("facet")
        if isinstance(scale, str) and scale not in facets:
            checker.add((*key, "scale"), f'There is no scale "{scale}".', "Name a scale of this file.")
        elif isinstance(scale, str) and isinstance(facet, str) and facet not in facets[scale]:
            checker.add(
                (*key, "facet"), f'The scale "{scale}" has no facet "{facet}".', "Name one of its facets."
            )
    _check_unique(items, checker)


def _check_balance(
    items: list[tuple[Key, dict[str, object]]], facets: dict[object, set[object]], checker: Checker
) -> None:
    """Check that each scale can be scored, is keyed both ways, and has a short form that stands for it."""
    for position, (scale, names) in enumerate(facets.items()):
        key: Key = ("scales", position)
        own = [item for _, item in items if item.get("scale") == scale]
        if len(own) < MINIMUM_ITEMS:
            checker.add(key, f"It has {len(own)} items.", f"Give it at least {MINIMUM_ITEMS}.")
            continue
        if len({item.get("reverse") for item in own}) < 2:
            checker.add(key, "All of its items are keyed the same way.", "Reverse the key of some of them.")
        short = [item for item in own if item.get("short_form") is True]
        counts = {name: sum(item.get("facet") == name for item in short) for name in names}
        if short and (len(set(counts.values())) > 1 or len({item.get("reverse") for item in short}) < 2):
            checker.add(
                key,
                "Its short form is unbalanced.",
                "Flag the same number of items in each facet, keyed both ways.",
            )
        for name in sorted(names - {item.get("facet") for item in own}, key=str):
            checker.add(key, f'No item belongs to its facet "{name}".', "Add items to it or remove it.")


def _check_near_pairs(pairs: object, items: list[tuple[Key, dict[str, object]]], checker: Checker) -> None:
    """Check that each pair of near-synonymous items names two items of one scale, and no pair twice."""
    fix = 'Write pairs of item ids of one scale: near_pairs = [["one01", "one02"]].'
    if not isinstance(pairs, list):
        checker.add(("near_pairs",), "It is not a list.", fix)
        return
    scales = {item.get("id"): item.get("scale") for _, item in items}
    seen: set[frozenset[str]] = set()
    for pair in pairs:
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(id, str) for id in pair)):
            checker.add(("near_pairs",), f"{pair!r} is not a pair of item ids.", fix)
            continue
        unknown = [id for id in pair if id not in scales]
        if unknown:
            checker.add(("near_pairs",), f'There is no item "{unknown[0]}".', fix)
        elif pair[0] == pair[1] or scales[pair[0]] != scales[pair[1]]:
            checker.add(("near_pairs",), f"{pair!r} are not two items of one scale.", fix)
        elif frozenset(pair) in seen:
            checker.add(("near_pairs",), f"{pair!r} is there twice.", "Keep it once.")
        seen.add(frozenset(pair))
