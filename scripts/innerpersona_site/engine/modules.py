"""Which modules go to the browser: the committed list, and the files that stand for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import distribution
from pathlib import Path

from innerpersona_site.engine.errors import EngineError

LIST = Path(__file__).with_name("modules.txt")
"""Dotted names, one a line: everything that the browser's Python imports, in any request, and no more."""

DEPENDENCIES = ("Jinja2", "MarkupSafe", "segno")
"""The distributions that the scoring package needs in the browser. Their compiled speed-ups stay out."""

EMPTIED = ("segno/__init__.py",)
"""It only imports, writers of a dozen kinds of files among them; the encoder beside it is all that the browser needs."""


def read_list(path: Path = LIST) -> tuple[str, ...]:
    """Read the list: names in file order, without comments and blank lines."""
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line)


def trim(members: Mapping[str, bytes], names: Iterable[str]) -> dict[str, bytes]:
    """Keep the source files of the named modules, and licences.

    Args:
        members: an archive's files, path to content.
        names: dotted module names; those that the archive does not have are passed over.
    """
    wanted = {f"{name.replace('.', '/')}{suffix}" for name in names for suffix in (".py", "/__init__.py")}
    return {path: data for path, data in members.items() if path in wanted or "/licenses/" in path}


def dependency_files() -> dict[str, bytes]:
    """Read the installed dependencies' Python files and licences, path to content."""
    files: dict[str, bytes] = {}
    for name in DEPENDENCIES:
        for entry in distribution(name).files or ():
            path = entry.as_posix()
            if entry.suffix == ".py" or "licenses" in entry.parts:
                files[path] = b"" if path in EMPTIED else Path(str(entry.locate())).read_bytes()
    return files


def check_complete(names: Iterable[str], *archives: Mapping[str, bytes]) -> None:
    """Check that each named module is in one of the archives.

    Raises:
        EngineError: naming every module that none of them has.
    """
    have = {path.removesuffix(".py").removesuffix("/__init__") for files in archives for path in files}
    lost = [name for name in names if name.replace(".", "/") not in have]
    if lost:
        raise EngineError(
            f"{LIST.name} lists modules that neither the runtime nor the dependencies have: {', '.join(lost)}.",
            "Take them off the list, or run `make engine-modules`, which writes it anew.",
        )
