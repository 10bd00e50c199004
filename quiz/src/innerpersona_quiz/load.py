"""Turn an instrument's TOML into the model, reporting all of its faults at once."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import cache

from innerpersona_quiz.faults import Fault, InstrumentError, locate
from innerpersona_quiz.instrument_rules import Checker, check_instrument
from innerpersona_quiz.model import Choice, Facet, Instrument, Item, Scale
from innerpersona_quiz.resources import parse_toml, read_text

INSTRUMENT_IDS: tuple[str, ...] = ("attachment", "conflict", "values")
"""Ids of the instruments in the package, in the order in which a visitor meets them."""


def instrument_ids() -> tuple[str, ...]:
    """Return the ids of the instruments in the package."""
    return INSTRUMENT_IDS


@cache
def load_instrument(id: str) -> Instrument:
    """Return the package's instrument of that id.

    Raises KeyError for an unknown id, InstrumentError if its file has faults.
    """
    if id not in INSTRUMENT_IDS:
        raise KeyError(id)
    return parse_instrument(read_text(f"instruments/{id}.toml"), file=f"instruments/{id}.toml")


def _packaged(name: str) -> str:
    return read_text(f"instruments/{name}")


def parse_instrument(source: str, file: str, read: Callable[[str], str] = _packaged) -> Instrument:
    """Return the instrument written in `source`; `file` is only named in faults.

    `read` returns the text of the calibration file that the instrument names, if it names one; OSError if there is
    none. Raises InstrumentError with every fault found.
    """
    try:
        table = parse_toml(source)
    except ValueError as error:
        fault = Fault(file, 0, "(the whole file)", f"It is not valid TOML: {error}.", "Correct that line.")
        raise InstrumentError((fault,)) from error
    checker = Checker()
    check_instrument(table, checker)
    if checker.problems:
        raise InstrumentError(checker.faults(file, locate(source)))
    instrument = Instrument(
        id=table["id"],
        version=table["version"],
        hash="",
        title=table["title"],
        instructions=table["instructions"].strip(),
        minutes=table["minutes"],
        choices=tuple(Choice(**choice) for choice in table["choices"]),
        scales=tuple(
            Scale(**{**scale, "facets": tuple(Facet(**facet) for facet in scale.get("facets", []))})
            for scale in table["scales"]
        ),
        items=tuple(Item(**{"facet": "", **item}) for item in table["items"]),
        near_pairs=tuple((first, second) for first, second in table.get("near_pairs", [])),
        response_style=table.get("response_style", "keyed"),
    )
    instrument = replace(instrument, hash=content_hash(instrument))
    return _calibrated(instrument, table["calibration"], file, read) if "calibration" in table else instrument


def _calibrated(instrument: Instrument, name: str, file: str, read: Callable[[str], str]) -> Instrument:
    try:
        text = read(name)
    except OSError as error:
        problem = f'There is no calibration file "{name}" beside it.'
        fault = Fault(file, 0, "calibration", problem, "Add the file, or remove the key.")
        raise InstrumentError((fault,)) from error
    # Imported here: no instrument starts with a calibration, and no browser should load what it has no use for.
    from innerpersona_quiz.calibration_file import parse_calibration

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
