"""The quiz's engine in a built site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from innerpersona_site.output.tree import OutputTree

FOLDER: Final = "assets/engine"


@dataclass(frozen=True, slots=True)
class Engine:
    """A built engine: its folder (None where none was built), content hash, and manifest as JSON."""

    directory: Path | None
    hash: str
    manifest_json: str


NO_ENGINE: Final = Engine(None, "none", '{"files":[],"hash":"none","python":""}')


def find_engine(root: Path, cache: Path, progress: Callable[[str], None]) -> Engine:
    """Return a site's engine, built if its inputs have changed; `progress` is called before long stages.

    Raises:
        EngineError: with what is wrong and what to do.
    """
    # Imported late: a site without a quiz needs none of the tools that build an engine.
    from innerpersona_site.engine import build_engine

    bundle = build_engine(root, progress, cache)
    return Engine(bundle.directory, bundle.hash, bundle.manifest_json)


def emit_engine(engine: Engine, tree: OutputTree) -> None:
    """Put the engine's files into a site. Its folder's name is the hash of what is in it, so it is their key."""
    if engine.directory is None:
        return
    for file in sorted(engine.directory.iterdir()):
        path = f"{FOLDER}/{engine.hash}/{file.name}"
        if not tree.is_current(path, engine.hash):
            tree.add_link(path, file, engine.hash)
