"""What a built site holds beside its pages: the quiz's engine, and where the report's styles are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import innerpersona_quiz

ENGINE_FOLDER: Final = "assets/engine"


@dataclass(frozen=True, slots=True)
class Engine:
    """A built engine: its folder (None where none was built), content hash, and manifest as JSON."""

    directory: Path | None
    hash: str
    manifest_json: str


class AssetError(RuntimeError):
    """Something that the site needs beside its pages could not be had; the text says what to do."""


NO_ENGINE: Final = Engine(None, "none", '{"files":[],"hash":"none","python":""}')


def find_engine(root: Path, report: Callable[[str], None]) -> Engine:
    """Return a checkout's engine, built if its inputs have changed; `report` is told of long stages."""
    # Imported late: a site without a quiz needs none of the tools that build an engine.
    from innerpersona_site.engine import EngineError, build_engine

    try:
        bundle = build_engine(root, report)
    except EngineError as fault:
        raise AssetError(str(fault)) from fault
    return Engine(bundle.directory, bundle.hash, bundle.manifest_json)


def copy_folder(source: Path, target: Path) -> None:
    """Make `target` hold the files of `source`, by hard links where the file system allows.

    The folder's name says what is in it, so a file of the same size is the same file and is left alone.
    """
    files = [file for file in sorted(source.rglob("*")) if file.is_file()]
    for file in files:
        copy = target / file.relative_to(source)
        if copy.exists() and copy.stat().st_size == file.stat().st_size:
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.unlink(missing_ok=True)
        try:
            os.link(file, copy)
        except OSError:
            shutil.copyfile(file, copy)


def report_folder() -> Path:
    """Return the folder of the scoring package that holds the report's stylesheet."""
    return Path(innerpersona_quiz.__file__).parent / "report"
