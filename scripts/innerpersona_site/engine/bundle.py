"""The engine bundle: a folder named by what is in it, with a manifest of sizes and hashes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import innerpersona_quiz
from innerpersona_quiz.instruments import added_folders
from innerpersona_site.engine.annotations import unannotated
from innerpersona_site.engine.archive import read_archive, write_archive
from innerpersona_site.engine.bytecode import compile_members, require_python
from innerpersona_site.engine.modules import LIST, check_complete, dependency_files, read_list, trim
from innerpersona_site.engine.precompress import ENCODINGS, precompress
from innerpersona_site.engine.runtime import PIN, Runtime, fetch_runtime
from innerpersona_site.engine.shrink import SHRUNK, shrunk_runtime
from innerpersona_site.engine.site_files import site_files
from innerpersona_site.engine.table import own_modules, tabulate
from innerpersona_site.engine.wheel import (
    build_wheel,
    for_browser,
    sources,
    with_compiled_templates,
    with_instruments,
    with_site,
)
from innerpersona_site.sources import Site

TOOLS = ("pyodide-build", "brotli", "Jinja2", "MarkupSafe", "segno")
"""Distributions whose version can change the bundle's bytes."""

KEPT = 4
"""Bundles that are kept in the cache."""


@dataclass(frozen=True, slots=True)
class EngineBundle:
    """A finished bundle.

    Attributes:
        directory: the folder, `…/<hash>`, with the files, their .br and .gz, and manifest.json.
        hash: 16 hexadecimal digits that stand for the content of every file.
        manifest_json: what the page is given: `{"hash", "python", "files": [{"name", "bytes", "br", "gz", "sha256"}]}`,
            with sizes as they are and as compressed.
    """

    directory: Path
    hash: str
    manifest_json: str


def build_engine(root: Path, report: Callable[[str], None], cache: Path | None = None) -> EngineBundle:
    """Build the engine, or give the one built before if nothing that goes into it has changed.

    Args:
        root: the site's folder; a worker in its overrides/ takes the place of the packaged one.
        report: called with a line of progress before anything that takes long.
        cache: a folder that survives builds; `root/.cache` unless told otherwise.

    Raises:
        EngineError: with what is wrong and what to do.
    """
    cache = cache or root / ".cache"
    bundles = cache / "engine"
    known = bundles / "by-input" / _input_key(root)
    if directory := _known(bundles, known):
        return _open(directory)

    runtime = fetch_runtime(cache, report)
    require_python(runtime.python)
    report("Building the engine: wheel, bytecode, compression …")
    bundles.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=bundles) as scratch:
        stage = Path(scratch) / "stage"
        stage.mkdir()
        _assemble(root, runtime, shrunk_runtime(runtime, cache, report), stage)
        files = sorted(stage.iterdir())
        for file in files:
            precompress(file, cache / "compressed", report)
        manifest = _manifest(files, runtime)
        (stage / "manifest.json").write_text(manifest, encoding="utf-8")
        precompress(stage / "manifest.json", cache / "compressed", report)
        directory = bundles / json.loads(manifest)["hash"]
        if directory.exists():  # the same files, by another version of this code
            directory.rename(Path(scratch) / "superseded")
        stage.rename(directory)
    known.parent.mkdir(exist_ok=True)
    entry = {"bundle": directory.name, "files": _hashes(directory)}
    known.write_text(json.dumps(entry), encoding="utf-8")
    _prune(bundles, directory)
    return _open(directory)


def _known(bundles: Path, known: Path) -> Path | None:
    """Return the bundle that was made of the same inputs, if each of its files is what was put there.

    Its name is the hash of its manifest, which has those of its files; the entry has those of their compressed copies.
    """
    try:
        entry = json.loads(known.read_text(encoding="utf-8"))
        directory = bundles / str(entry["bundle"])
        manifest = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
        found = _hashes(directory)
        sound = (
            found == entry["files"]
            and _manifest_hash(manifest) == directory.name
            and all(found[file["name"]] == file["sha256"] for file in manifest["files"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if sound:
        os.utime(directory)
    return directory if sound else None


def _hashes(directory: Path) -> dict[str, str]:
    return {file.name: _sha256(file.read_bytes()) for file in sorted(directory.iterdir())}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _prune(bundles: Path, newest: Path) -> None:
    """Remove the bundles that were used longest ago; each is larger than all pages together."""
    others = [
        folder for folder in bundles.iterdir() if (folder / "manifest.json").is_file() and folder != newest
    ]
    for folder in sorted(others, key=lambda folder: folder.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)


def _assemble(root: Path, runtime: Runtime, shrunk: Path, stage: Path) -> None:
    names = read_list()
    library = read_archive(runtime.directory / "python_stdlib.zip")
    dependencies = dependency_files()
    check_complete(names, library, dependencies)

    kept = trim(library, names) | trim(dependencies, names) | own_modules()
    write_archive(stage / "python_stdlib.zip", tabulate(compile_members(unannotated(kept), lean=True)))
    wheel_name, wheel = build_wheel()
    wheel = with_site(with_instruments(wheel, added_folders()), site_files(root))
    wheel = with_compiled_templates(wheel)
    write_archive(stage / wheel_name, compile_members(unannotated(for_browser(wheel)), lean=True))

    shutil.copyfile(runtime.directory / "pyodide.mjs", stage / "pyodide.mjs")
    for name in SHRUNK:
        shutil.copyfile(shrunk / name, stage / name)
    # The package index is there to install packages from; the engine installs none.
    lock = json.dumps({"info": runtime.lock_info, "packages": {}}, sort_keys=True)
    (stage / "pyodide-lock.json").write_text(lock, encoding="utf-8")
    shutil.copyfile(_worker(root), stage / "worker.mjs")


def _manifest(files: Iterable[Path], runtime: Runtime) -> str:
    described = [
        {"name": file.name, "bytes": len(data), **_compressed_sizes(file), "sha256": _sha256(data)}
        for file in files
        for data in (file.read_bytes(),)
    ]
    content: Mapping[str, object] = {
        "runtime": runtime.pin.version,
        "python": runtime.python,
        "files": described,
    }
    return json.dumps({"hash": _manifest_hash(content), **content}, separators=(",", ":"))


def _compressed_sizes(file: Path) -> dict[str, int]:
    return {
        suffix.removeprefix("."): file.with_name(file.name + suffix).stat().st_size for suffix in ENCODINGS
    }


def _manifest_hash(manifest: Mapping[str, object]) -> str:
    content = {key: value for key, value in manifest.items() if key != "hash"}
    return _sha256(json.dumps(content, sort_keys=True).encode())[:16]


def _open(directory: Path) -> EngineBundle:
    manifest = (directory / "manifest.json").read_text(encoding="utf-8")
    return EngineBundle(directory, directory.name, manifest)


def _worker(root: Path) -> Path:
    return Site(root).theme.file("assets/quiz/worker.mjs")


def _input_key(root: Path) -> str:
    """Hash everything that the bundle is made from: sources, pin, list, this package's code, tools' versions."""
    digest = hashlib.sha256()
    files = [
        *sources(Path(innerpersona_quiz.__file__).parent),
        *(file for folder in added_folders() for file in sorted(folder.iterdir())),
        _worker(root),
        PIN,
        LIST,
        *sorted(Path(__file__).parent.rglob("*.py")),
        *sorted(Path(__file__).parent.rglob("*.mjs")),
    ]
    for path in files:
        if path.is_file() and "__pycache__" not in path.parts:
            data = path.read_bytes()
            digest.update(f"{path.name} {path.parent.name} {len(data)}\n".encode())
            digest.update(data)
    for name, data in site_files(root).items():
        digest.update(f"{name} {len(data)}\n".encode() + data)
    for tool in TOOLS:
        digest.update(f"{tool} {version(tool)}\n".encode())
    return digest.hexdigest()
