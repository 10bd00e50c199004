"""Turn a questionnaire's two files into the model, reporting all of their faults at once."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import cache
from typing import Any

from innerpersona_quiz.instruments.faults import Fault, InstrumentError, Key, key_text, locate, nearest_line
from innerpersona_quiz.instruments.rules import Checker, check_questionnaire, check_words
from innerpersona_quiz.model import Choice, Facet, Friction, Instrument, Item, Scale
from innerpersona_quiz.resources import parse_toml, read_text

QUESTIONNAIRE, TEXTS = "questionnaire.toml", "texts.toml"
"""The files of a questionnaire's folder: keys, scales and items by id; and every word."""
_NO_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")

type Read = Callable[[str], str]
"""Returns the text of a file of a questionnaire's folder; OSError if there is none."""


@cache
def response_scales() -> dict[str, int]:
    """Return the response scales that questionnaires share, each with its number of points."""
    return parse_toml(read_text("instruments/response_scales.toml"))


@cache
def _labels() -> dict[str, list[str]]:
    return parse_toml(read_text("texts/response_scales.toml"))


def parse_instrument(read: Read, folder: str) -> tuple[Instrument, dict[str, Any]]:
    """Return a questionnaire and its texts from the files of its folder; `folder` is only named in faults.

    Raises InstrumentError with every fault found: in either file, or in the calibration that the questionnaire names.
    """
    table, lines, faults = read_table(read, folder, QUESTIONNAIRE)
    texts, text_lines, text_faults = read_table(read, folder, TEXTS)
    faults += text_faults
    if table is not None:
        checker = Checker()
        check_questionnaire(table, response_scales(), checker)
        faults += checker.faults(f"{folder}/{QUESTIONNAIRE}", lines)
    if table is not None and texts is not None:
        checker = Checker()
        check_words(table, texts, response_scales(), checker)
        faults += checker.faults(f"{folder}/{TEXTS}", text_lines)
    if faults or table is None or texts is None:
        raise InstrumentError(tuple(faults))
    instrument = _instrument(table, texts)
    instrument = replace(instrument, hash=content_hash(instrument))
    if "calibration" in table:
        instrument = _calibrated(instrument, table["calibration"], f"{folder}/{QUESTIONNAIRE}", read)
    return instrument, texts


def read_table(
    read: Read, folder: str, name: str
) -> tuple[dict[str, Any] | None, dict[Any, int], list[Fault]]:
    """Return a file's table with the lines of its keys; None, with the fault, where there is no such table."""
    file = f"{folder}/{name}"
    try:
        source = read(name)
    except OSError:
        fix = "Write it; `innerpersona new quiz` makes every file with all of its parts in place."
        return None, {}, [Fault(file, 0, "(the whole file)", "The file is missing.", fix)]
    try:
        table = parse_toml(source)
    except ValueError as error:
        return (
            None,
            {},
            [Fault(file, 0, "(the whole file)", f"It is not valid TOML: {error}.", "Correct that line.")],
        )
    lines = locate(source)
    # TOML itself forbids control characters, but not their escapes.
    faults = list(_control_faults(table, (), file, lines)) if "\\" in source else []
    return table, lines, faults


def _control_faults(value: object, key: Key, file: str, lines: dict[Any, int]) -> Iterator[Fault]:
    if isinstance(value, str) and (found := _NO_CHARACTER.search(value)):
        problem = f"It holds U+{ord(found[0]):04X}, which is no character that a page may hold."
        yield Fault(file, nearest_line(key, lines), key_text(key), problem, "Delete the escape for it.")
    elif isinstance(value, dict | list):
        for part, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _control_faults(inner, (*key, part), file, lines)


def outline(table: dict[str, Any]) -> Instrument:
    """Return a questionnaire without its words, from a table that check_questionnaire has nothing against.

    Ids stand in place of words, so that what its kind needs can be asked for whatever is wrong with its texts.
    """
    facets = [id for scale in table["scales"] for id in scale.get("facets", [])]
    words = {
        "title": table["id"],
        "instructions": table["id"],
        "scales": {
            one["id"]: dict.fromkeys(("title", "about", "low", "high"), one["id"]) for one in table["scales"]
        },
        "facets": {id: {"title": id, "about": id} for id in facets},
        "items": {item["id"]: item["id"] for item in table["items"]},
        "choices": [str(value) for value in range(1, table.get("points", 0) + 1)],
    }
    return _instrument(table, words)


def _instrument(table: dict[str, Any], texts: Mapping[str, Any]) -> Instrument:
    own, parts = texts["scales"], texts.get("facets", {})
    labels = texts["choices"] if "points" in table else _labels()[table["response_scale"]]
    return Instrument(
        id=table["id"],
        version=table["version"],
        hash="",
        title=texts["title"],
        instructions=texts["instructions"].strip(),
        minutes=table["minutes"],
        choices=tuple(Choice(value, label) for value, label in enumerate(labels, start=1)),
        scales=tuple(
            Scale(
                id=scale["id"],
                title=words["title"],
                about=words["about"],
                low=words["low"],
                high=words["high"],
                facets=tuple(
                    Facet(id, parts[id]["title"], parts[id]["about"]) for id in scale.get("facets", [])
                ),
            )
            for scale in table["scales"]
            for words in (own[scale["id"]],)
        ),
        items=tuple(
            Item(
                item["id"],
                texts["items"][item["id"]],
                item["scale"],
                item.get("facet", ""),
                item["reverse"],
                item["short_form"],
            )
            for item in table["items"]
        ),
        near_pairs=tuple((first, second) for first, second in table.get("near_pairs", [])),
        response_style=table.get("response_style", "keyed"),
        kind=table["kind"],
        shape=table.get(table["kind"], {}),
        frictions=tuple(_friction(entry) for entry in table.get("frictions", [])),
    )


def _friction(entry: dict[str, Any]) -> Friction:
    one_each, opposed = (tuple(entry[name]) if name in entry else None for name in ("one_each", "opposed"))
    return Friction(entry["id"], entry.get("both"), one_each, opposed)


def _calibrated(instrument: Instrument, name: str, file: str, read: Read) -> Instrument:
    try:
        text = read(name)
    except OSError as error:
        problem = f'There is no calibration file "{name}" beside it.'
        fault = Fault(file, 0, "calibration", problem, "Add the file, or remove the key.")
        raise InstrumentError((fault,)) from error
    # Imported here: no instrument starts with a calibration, and no browser should load what it has no use for.
    from innerpersona_quiz.instruments.calibration_file import parse_calibration

    thresholds = len(instrument.choices) - 1
    calibration = parse_calibration(text, name, instrument.hash, instrument.items, thresholds)
    return replace(instrument, calibration=calibration)


def short_form(instrument: Instrument) -> Instrument:
    """Return the instrument with the items of its short form only; everything else, its hash too, stays.

    ValueError if it has no short form.
    """
    items = tuple(item for item in instrument.items if item.short_form)
    if not items:
        raise ValueError(f"{instrument.id} has no short form.")
    return replace(instrument, items=items)


def content_hash(instrument: Instrument) -> str:
    """Return the SHA-256, in hex, of what can change an answer or a score.

    That is the id, the version, the instructions, the choices, and of each item the wording, scale, facet,
    key and place in the order, and that scores are centred where they are. Titles and explanations are left out:
    rewording a heading must not orphan results.
    """
    content: dict[str, object] = {
        "id": instrument.id,
        "version": instrument.version,
        "instructions": instrument.instructions,
        "choices": [asdict(choice) for choice in instrument.choices],
        "items": [asdict(item) for item in instrument.items],
        "scales": [[scale.id, [facet.id for facet in scale.facets]] for scale in instrument.scales],
    }
    if instrument.response_style != "keyed":  # left out otherwise, as it was before there was a choice
        content["response_style"] = instrument.response_style
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
