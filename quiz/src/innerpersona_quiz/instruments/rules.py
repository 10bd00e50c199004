"""The rules that a questionnaire's files have to follow, each with the fix that it suggests."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from innerpersona_quiz.instruments.faults import Fault, Key, key_text, nearest_line, nearest_name

_TOP = {"id": str, "version": str, "kind": str, "minutes": int}
_TOP_TOO = {
    "response_scale",
    "points",
    "response_style",
    "items",
    "scales",
    "near_pairs",
    "frictions",
    "calibration",
}
_SCALE = {"id": str}
_ITEM = {"id": str, "scale": str, "reverse": bool, "short_form": bool}
_WORDS = {"title": str, "instructions": str}
_SCALE_WORDS = {"title": str, "about": str, "low": str, "high": str}
_FACET_WORDS = {"title": str, "about": str}
_FRICTION = ("both", "one_each", "opposed")
_KIND = {str: "text in quotes", int: "a whole number", bool: "true or false"}

_ID = re.compile(r"[a-z][a-z0-9_]*")
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_STYLES = ("keyed", "centred")

MINIMUM_ITEMS = 3
"""A scale with fewer items than this has no usable spread."""

MINIMUM_SHORT = 2
"""The fewest items of a scale in the short form."""

type Entry = tuple[Key, dict[str, object]]
"""A table of an array of tables, with its key."""


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
            Fault(file, nearest_line(key, lines), key_text(key), problem, fix)
            for key, problem, fix in self.problems
        ]
        return tuple(sorted(faults, key=lambda fault: fault.line))


def check_questionnaire(table: dict[str, Any], response_scales: Mapping[str, int], checker: Checker) -> None:
    """Check a parsed questionnaire.toml against every rule and add what is wrong to `checker`.

    The table of the questionnaire's kind is left to that kind.
    """
    kind = table.get("kind")
    _check_fields(table, _TOP, {*_TOP_TOO, *({kind} if isinstance(kind, str) else ())}, (), checker)
    _check_pattern(table, "id", _ID, (), "Use lower-case letters, digits and underscores.", checker)
    _check_pattern(table, "version", _VERSION, (), 'Write three numbers, for instance "1.0.0".', checker)
    _check_points(table, response_scales, checker)
    scales = list(_tables(table, "scales", (), checker))
    items = list(_tables(table, "items", (), checker))
    facets = _check_scales(scales, checker)
    _check_items(items, facets, checker)
    centred = _check_response_style(table, items, checker)
    _check_balance(items, facets, centred, checker)
    _check_near_pairs(table.get("near_pairs", []), items, checker)
    _check_frictions(table, checker)
    if not isinstance(table.get("calibration", ""), str):
        checker.add(("calibration",), "It is not text in quotes.", "Name the calibration file, or remove it.")


def check_words(
    table: Mapping[str, Any], texts: dict[str, Any], response_scales: Mapping[str, int], checker: Checker
) -> None:
    """Check that texts.toml names everything that questionnaire.toml has, and every point of the response scale."""
    _check_fields(texts, _WORDS, texts, (), checker)
    scales = [entry for entry in _entries(table.get("scales")) if isinstance(entry.get("id"), str)]
    check_named(texts, "scales", [scale["id"] for scale in scales], _SCALE_WORDS, checker)
    facets = [id for scale in scales for id in scale.get("facets", []) if isinstance(id, str)]
    check_named(texts, "facets", facets, _FACET_WORDS, checker)
    items = [item["id"] for item in _entries(table.get("items")) if isinstance(item.get("id"), str)]
    wordings = texts.get("items", {})
    if isinstance(wordings, dict):
        _check_fields(wordings, dict.fromkeys(items, str), (), ("items",), checker)
    else:
        checker.add(("items",), "It is not a table.", "Write [items] with the wording of each item.")
    _check_labels(table, texts, response_scales, checker)


def _entries(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def check_named(
    texts: Mapping[str, Any], name: str, ids: list[str], words: Mapping[str, type], checker: Checker
) -> None:
    """Check that a table of texts has, for each id, a table with these words."""
    own = texts.get(name, {})
    if not isinstance(own, dict):
        checker.add(
            (name,), "It is not a table.", f"Write [{name}.{ids[0] if ids else 'id'}] with its words."
        )
        return
    for id in ids:
        if isinstance(own.get(id), dict):
            _check_fields(own[id], words, own[id], (name, id), checker)
        else:
            checker.add((name, id), "Its words are missing.", f"Write [{name}.{id}] with {', '.join(words)}.")
    for id in own:
        if id not in ids:
            checker.add(
                (name, id), "The questionnaire has nothing of that id.", nearest_name(id, sorted(ids))
            )


def _check_points(table: Mapping[str, Any], response_scales: Mapping[str, int], checker: Checker) -> None:
    named, points = table.get("response_scale"), table.get("points")
    if (named is None) == (points is None):
        checker.add(
            ("response_scale",),
            "There has to be either `response_scale` or `points`.",
            f"Name one of the shared response scales ({', '.join(response_scales)}), or give the number of points and "
            "their labels as `choices` in texts.toml.",
        )
    elif points is not None and (type(points) is not int or not 2 <= points <= 11):
        checker.add(("points",), f"{points!r} is no number of points.", "Write a whole number from 2 to 11.")
    elif named is not None and named not in response_scales:
        fix = nearest_name(str(named), list(response_scales), "Name one of the shared ones")
        checker.add(("response_scale",), f"{named!r} is not known.", fix)


def _check_labels(
    table: Mapping[str, Any], texts: Mapping[str, Any], response_scales: Mapping[str, int], checker: Checker
) -> None:
    labels, points = texts.get("choices"), table.get("points")
    if points is None:
        if labels is not None:
            fix = "Remove them, or write `points` in place of `response_scale` in questionnaire.toml."
            checker.add(("choices",), "The shared response scale has labels of its own.", fix)
        return
    if not isinstance(labels, list) or not all(isinstance(one, str) and one.strip() for one in labels):
        checker.add(
            ("choices",), "The labels of the points are missing.", 'Write choices = ["…", …], one a point.'
        )
        return
    if len(labels) != points:
        problem = f"The response scale has {points} points and {len(labels)} labels."
        checker.add(("choices",), problem, "Label every point once, or correct `points`.")
    for label in sorted({one for one in labels if labels.count(one) > 1}):
        checker.add(("choices",), f'"{label}" is there twice.', "Give each point a label of its own.")


def _check_frictions(table: Mapping[str, Any], checker: Checker) -> None:
    entries = table.get("frictions", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        checker.add(("frictions",), "It is not a list of tables.", "Write [[frictions]] tables.")
        return
    _check_unique([(("frictions", index), entry) for index, entry in enumerate(entries)], checker)
    for index, entry in enumerate(entries):
        key: Key = ("frictions", index)
        _check_fields(entry, {"id": str}, _FRICTION, key, checker)
        rules = [name for name in _FRICTION if name in entry]
        ids = entry[rules[0]] if len(rules) == 1 else None
        two = isinstance(ids, list) and len(ids) == 2 and all(isinstance(id, str) for id in ids)
        if not (isinstance(ids, str) if rules == ["both"] else two):
            fix = 'Write one of both = "a", one_each = ["a", "b"] and opposed = ["a", "b"].'
            checker.add(key, "It does not say which combination it is.", fix)


def _tables(table: dict[str, object], name: str, parent: Key, checker: Checker) -> Iterator[Entry]:
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
    table: dict[str, object], kinds: Mapping[str, type], more: Iterable[str], key: Key, checker: Checker
) -> None:
    for name, kind in kinds.items():
        if name not in table:
            checker.add((*key, name), "It is missing.", f"Add {name} = {_KIND[kind]}.")
        elif type(table[name]) is not kind:
            checker.add((*key, name), f"It is not {_KIND[kind]}.", f"Write {_KIND[kind]}.")
        elif kind is str and not str(table[name]).strip():
            checker.add((*key, name), "It is empty.", "Write its text.")
    known = sorted({*kinds, *more})
    for name in table:
        if name not in known:
            checker.add((*key, name), "This key is not known.", nearest_name(name, known))


def _check_pattern(
    table: dict[str, object], name: str, pattern: re.Pattern[str], key: Key, fix: str, checker: Checker
) -> None:
    value = table.get(name)
    if isinstance(value, str) and value.strip() and not pattern.fullmatch(value):
        checker.add((*key, name), f'"{value}" does not have the right form.', fix)


def _check_unique(entries: list[Entry], checker: Checker) -> None:
    seen: set[object] = set()
    for key, entry in entries:
        value = entry.get("id")
        if isinstance(value, str) and value in seen:
            checker.add((*key, "id"), f'"{value}" is used twice.', "Give each its own id.")
        elif isinstance(value, str):
            seen.add(value)


def _check_scales(scales: list[Entry], checker: Checker) -> dict[object, set[object]]:
    """Check the scales and return the ids of the facets of each, none for a scale without facets."""
    facets: dict[object, set[object]] = {}
    seen: list[object] = []
    for key, scale in scales:
        _check_fields(scale, _SCALE, {"facets"}, key, checker)
        _check_pattern(scale, "id", _ID, key, "Use lower-case letters, digits and underscores.", checker)
        own = scale.get("facets", [])
        if not isinstance(own, list) or not all(isinstance(id, str) and _ID.fullmatch(id) for id in own):
            fix = (
                'Write their ids: facets = ["one", "other"]. Use lower-case letters, digits and underscores.'
            )
            checker.add((*key, "facets"), "It is not a list of facets.", fix)
            own = []
        for id in own:
            if id in seen:
                checker.add((*key, "facets"), f'"{id}" is used twice.', "Give each its own id.")
            seen.append(id)
        facets[scale.get("id")] = set(own)
    _check_unique(scales, checker)
    return facets


def _check_items(items: list[Entry], facets: dict[object, set[object]], checker: Checker) -> None:
    for key, item in items:
        _check_fields(item, _ITEM, {"facet"}, key, checker)
        _check_pattern(item, "id", _ID, key, "Use lower-case letters, digits and underscores.", checker)
        scale = item.get("scale")
        if isinstance(scale, str) and scale.strip() and scale not in facets:
            fix = nearest_name(scale, [str(name) for name in facets], "Name a scale of this file")
            checker.add((*key, "scale"), f'It is on no scale: there is no scale "{scale}".', fix)
        elif scale in facets:
            _check_facet(item, facets[scale], key, checker)
    _check_unique(items, checker)


def _check_facet(item: dict[str, object], facets: set[object], key: Key, checker: Checker) -> None:
    facet, scale = item.get("facet"), item.get("scale")
    if facets and "facet" not in item:
        checker.add((*key, "facet"), "It is missing.", f'Name one of the facets of "{scale}".')
    elif facet is not None and not isinstance(facet, str):
        checker.add((*key, "facet"), f"It is not {_KIND[str]}.", f"Write {_KIND[str]}.")
    elif facet is not None and facet not in facets:
        fix = nearest_name(facet, sorted(map(str, facets)), "Name one of its facets")
        checker.add((*key, "facet"), f'The scale "{scale}" has no facet "{facet}".', fix)


def _check_response_style(table: dict[str, object], items: list[Entry], checker: Checker) -> bool:
    """Check how the habit of agreeing is dealt with; return whether scores are centred."""
    style = table.get("response_style", "keyed")
    if style not in _STYLES:
        checker.add(
            ("response_style",),
            f"{style!r} is not known.",
            nearest_name(str(style), _STYLES, "Write it right"),
        )
    if style != "centred":
        return False
    for key, item in items:
        if item.get("reverse") is True:
            checker.add(
                (*key, "reverse"),
                "A reversed answer would not be centred with the others.",
                'Write reverse = false, or remove response_style = "centred".',
            )
    if "calibration" in table:
        checker.add(
            ("calibration",), "Centred scores are not scored by a calibration.", "Remove the calibration."
        )
    return True


def _check_balance(
    items: list[Entry], facets: dict[object, set[object]], centred: bool, checker: Checker
) -> None:
    """Check that each scale can be scored, is keyed both ways where that matters, and is in the short form."""
    shares = [_short_share(items, scale) for scale in facets]
    usual = max(shares, key=lambda share: (shares.count(share), share), default=0.0)
    for position, (scale, names) in enumerate(facets.items()):
        key: Key = ("scales", position)
        own = [item for _, item in items if item.get("scale") == scale]
        if len(own) < MINIMUM_ITEMS:
            checker.add(key, f"It has {len(own)} items.", f"Give it at least {MINIMUM_ITEMS}.")
            continue
        both_ways = not centred and _keyed_both_ways(own)
        if not centred and not both_ways:
            checker.add(
                key,
                "All of its items are keyed the same way, so a habit of agreeing would pass for the scale.",
                'Reverse the key of some of them, or have scores centred: response_style = "centred".',
            )
        short = [item for item in own if item.get("short_form") is True]
        counts = {name: sum(item.get("facet") == name for item in short) for name in names}
        one_way = both_ways and not _keyed_both_ways(short)
        uneven = shares[position] != usual or len(set(counts.values())) > 1
        if any(shares) and (len(short) < MINIMUM_SHORT or uneven or one_way):
            checker.add(
                key,
                "Its short form is unbalanced.",
                f"Flag the same share of every scale's items, at least {MINIMUM_SHORT}, the same number in each facet, "
                "keyed both ways unless scores are centred.",
            )
        for name in sorted(names - {item.get("facet") for item in own}, key=str):
            checker.add(key, f'No item belongs to its facet "{name}".', "Add items to it or remove it.")


def _keyed_both_ways(items: list[dict[str, object]]) -> bool:
    return len({item.get("reverse") for item in items}) > 1


def _short_share(items: list[Entry], scale: object) -> float:
    """Return how many of a scale's items the short form has, of all of them; 0 for a scale without items."""
    flags = [item.get("short_form") is True for _, item in items if item.get("scale") == scale]
    return sum(flags) / (len(flags) or 1)


def _check_near_pairs(pairs: object, items: list[Entry], checker: Checker) -> None:
    """Check that each pair of near-synonymous items names two items of one scale, and no pair twice."""
    fix = 'Pair the ids of two items of one scale: near_pairs = [["one01", "one02"]].'
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
