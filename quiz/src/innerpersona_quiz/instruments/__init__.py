"""Questionnaires: a folder each, those of the package and those that a site adds.

A folder holds questionnaire.toml (items by id, scales, keys, short form) and texts.toml (every word); its name is the
questionnaire's id.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from innerpersona_quiz.instruments.faults import InstrumentError
from innerpersona_quiz.instruments.parsing import parse_instrument
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.resources import package_folder, parse_toml, read_text

_added: dict[str, Path] = {}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A questionnaire with the texts of its folder. Do not change them."""

    instrument: Instrument
    texts: dict[str, Any]


@cache
def _index() -> dict[str, list[str]]:
    return parse_toml(read_text("instruments/index.toml"))


def instrument_ids() -> tuple[str, ...]:
    """Return the ids of all questionnaires: the package's in the order of its index, then those added."""
    shipped = _index()["order"]
    return (*shipped, *(id for id in _added if id not in shipped))


def first_format_ids() -> tuple[str, ...]:
    """Return the questionnaires that the first format of share codes can hold, in the order of its bits."""
    return tuple(_index()["first_format"])


def add_folders(folders: Iterable[Path]) -> None:
    """Make the questionnaires in these folders known beside the package's own; a folder's name is the id.

    Raises ValueError for a folder that is not there or bears the name of one of the package's questionnaires.
    """
    for folder in folders:
        path = folder.resolve()
        if not path.is_dir():
            raise ValueError(
                f"{folder} is no folder. Name the folder that holds questionnaire.toml and texts.toml."
            )
        if path.name in _index()["order"]:
            raise ValueError(
                f"{folder} has the name of a questionnaire of the package. Give the folder another name."
            )
        if _added.get(path.name, path) != path:
            raise ValueError(f"{folder} has the name of {_added[path.name]}. Give one of them another name.")
        _added[path.name] = path
        load.cache_clear()


def remove_folders(ids: Iterable[str]) -> None:
    """Forget questionnaires that were added."""
    for id in ids:
        _added.pop(id, None)
    load.cache_clear()


def added_folders() -> tuple[Path, ...]:
    """Return the folders that were added, in that order."""
    return tuple(_added.values())


def instrument_folder(id: str) -> Path:
    """Return the folder of a questionnaire; KeyError for an unknown id."""
    if id not in instrument_ids():
        raise KeyError(id)
    return _added.get(id) or Path(package_folder()) / "instruments" / id


@cache
def load(id: str) -> Loaded:
    """Return the questionnaire of that id with its texts.

    Raises KeyError for an unknown id, InstrumentError with every fault of its files.
    """
    if id not in instrument_ids():
        raise KeyError(id)
    return Loaded(
        *parse_instrument(_reader(id), f"instruments/{id}" if id not in _added else str(_added[id]))
    )


def sound_ids() -> tuple[str, ...]:
    """Return the ids of the questionnaires that have no fault, in the order of `instrument_ids`."""
    sound = []
    for id in instrument_ids():
        try:
            load(id)
        except InstrumentError:
            continue
        sound.append(id)
    return tuple(sound)


def load_instrument(id: str) -> Instrument:
    """Return the questionnaire of that id; raises as `load` does."""
    return load(id).instrument


def _reader(id: str) -> Callable[[str], str]:
    if id in _added:
        folder = _added[id]
        return lambda name: (folder / name).read_text("utf-8")
    return lambda name: read_text(f"instruments/{id}/{name}")
